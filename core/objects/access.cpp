// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/access.h"

#include "core/base/unique_fd.h"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/nsfs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens {
namespace {

bool isSameFile(int left, int right) {
    struct stat a {};
    struct stat b {};
    return fstat(left, &a) == 0 && fstat(right, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/// What this process' capabilities are worth in the user namespace that owns its IPC namespace: user_namespaces(7),
/// "Capabilities", and the kernel's cap_capable().
enum class Worth {
    Nothing,   ///< that namespace is above or beside ours
    Effective, ///< the effective set counts: it is ours, or below ours
    All,       ///< we made that namespace, a child of ours
};

Worth worthOfCapabilities() {
    const UniqueFd ipc(open("/proc/self/ns/ipc", O_RDONLY | O_CLOEXEC));
    const UniqueFd ours(open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC));
    // Without user namespaces (or without /proc to ask) there is one only
    if (!ipc || !ours) return Worth::Effective;
    // EPERM: it is none of ours
    UniqueFd owner(ioctl(ipc.get(), NS_GET_USERNS));
    while (owner) {
        if (isSameFile(owner.get(), ours.get())) return Worth::Effective;
        UniqueFd parent(ioctl(owner.get(), NS_GET_PARENT));
        uid_t maker = 0;
        if (parent && isSameFile(parent.get(), ours.get()) && ioctl(owner.get(), NS_GET_OWNER_UID, &maker) == 0 &&
            maker == geteuid()) {
            return Worth::All;
        }
        owner = std::move(parent);
    }
    return Worth::Nothing;
}

std::uint64_t effectiveCapabilities() noexcept {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> data{};
    if (syscall(SYS_capget, &header, data.data()) != 0) return 0;
    return std::uint64_t{data[1].effective} << 32U | data[0].effective;
}

constexpr bool has(std::uint64_t capabilities, unsigned capability) noexcept {
    return (capabilities >> capability & 1U) != 0;
}

} // namespace

bool hasCapability(unsigned capability) noexcept {
    return has(effectiveCapabilities(), capability);
}

Credentials Credentials::current() {
    Credentials result;
    result.euid_ = geteuid();
    const int count = getgroups(0, nullptr);
    result.groups_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    const int filled = getgroups(count, result.groups_.data());
    result.groups_.resize(filled > 0 ? static_cast<std::size_t>(filled) : 0);
    result.groups_.push_back(getegid());
    std::sort(result.groups_.begin(), result.groups_.end());

    const Worth worth = worthOfCapabilities();
    const std::uint64_t capabilities = effectiveCapabilities();
    const auto counts = [&](unsigned capability) {
        return worth == Worth::All || (worth == Worth::Effective && has(capabilities, capability));
    };
    result.ipcOwner_ = counts(CAP_IPC_OWNER);
    result.sysAdmin_ = counts(CAP_SYS_ADMIN);
    result.fileOwner_ = has(capabilities, CAP_FOWNER);
    result.overridesModes_ = has(capabilities, CAP_DAC_OVERRIDE);
    return result;
}

bool Credentials::granted(const Permissions& permissions, unsigned bits) const noexcept {
    return ipcOwner_ || classHas(permissions, bits);
}

bool Credentials::classHas(const Permissions& permissions, unsigned bits) const noexcept {
    const auto isIn = [this](gid_t gid) { return std::binary_search(groups_.begin(), groups_.end(), gid); };
    // One class alone decides: an owner without the bit gets nothing from "others"
    unsigned shift = 0;
    if (euid_ == permissions.creatorUid || euid_ == permissions.uid) {
        shift = 6;
    } else if (isIn(permissions.creatorGid) || isIn(permissions.gid)) {
        shift = 3;
    }
    return (bits & ~(static_cast<unsigned>(permissions.mode) >> shift) & 07U) == 0;
}

bool Credentials::mayRead(const Permissions& permissions) const noexcept {
    return granted(permissions, 04);
}

bool Credentials::mayWrite(const Permissions& permissions) const noexcept {
    return granted(permissions, 02);
}

bool Credentials::mayControl(const Permissions& permissions) const noexcept {
    return sysAdmin_ || euid_ == permissions.creatorUid || euid_ == permissions.uid;
}

bool Credentials::ownsFileOf(uid_t owner) const noexcept {
    return fileOwner_ || euid_ == owner;
}

bool Credentials::mayWriteFile(const Permissions& permissions) const noexcept {
    return overridesModes_ || classHas(permissions, 02);
}

} // namespace ipclens
