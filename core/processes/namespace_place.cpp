// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/namespace_place.h"

#include "core/base/all_signals_blocked.h"
#include "core/base/proc_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

std::optional<ino_t> inodeAt(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return {};
    return status.st_ino;
}

std::optional<ino_t> inodeOf(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return {};
    return status.st_ino;
}

/// Of which mount, and which folder of it, somebody's root is.
struct Root {
    std::uint64_t mount = 0;
    std::uint64_t inode = 0;
    dev_t device = 0;
    bool operator==(const Root&) const = default;
};

std::optional<Root> rootAt(const std::string& path) {
    struct statx status {};
    if (::statx(AT_FDCWD, path.c_str(), 0, STATX_INO | STATX_MNT_ID, &status) != 0) return {};
    return Root{status.stx_mnt_id, status.stx_ino, makedev(status.stx_dev_major, status.stx_dev_minor)};
}

/// The user namespace that owns another namespace; none where that is the caller's own, or one around it.
UniqueFd ownerOf(int descriptor) {
    UniqueFd owner(::ioctl(descriptor, NS_GET_USERNS));
    if (owner && inodeOf(owner.get()) == inodeAt("/proc/thread-self/ns/user")) owner.reset();
    return owner;
}

tl::unexpected<Error> failureAt(pid_t pid, int number) {
    std::string attempted = fmt::format("look into process {}", pid);
    if (isProcessGone(number))
        return failure(errorFromErrno(number, std::move(attempted), ErrorKind::NotFound, "there is no such process"));
    Error error = errorFromErrno(number, std::move(attempted));
    if (error.kind == ErrorKind::Denied) error.reason = "its namespaces are not readable";
    return failure(std::move(error));
}

/// Tries a system call, and where it is not permitted once more from within the user namespace of the place: who made
/// that has all rights in it, but only there. 0 or an errno.
template <class Call>
int withRightsOf(const NamespacePlace& place, Call call) noexcept {
    if (call() == 0) return 0;
    if (errno != EPERM || !place.user) return errno;
    // EINVAL: it is in there already
    if (::setns(place.user.get(), CLONE_NEWUSER) != 0) return errno == EINVAL ? EPERM : errno;
    return call() == 0 ? 0 : errno;
}

/// As long as it lives, the process of runApart() can change its namespaces and leave whether others may look into the
/// memory that it shares as it was (PR_SET_DUMPABLE).
class DumpableKept {
public:
    DumpableKept() noexcept
        : before_(::prctl(PR_GET_DUMPABLE)) {}
    ~DumpableKept() {
        constexpr int readableByItsUser = 1;
        if (before_ == readableByItsUser && ::prctl(PR_GET_DUMPABLE) != before_) ::prctl(PR_SET_DUMPABLE, before_);
    }
    DumpableKept(const DumpableKept&) = delete;
    DumpableKept& operator=(const DumpableKept&) = delete;

private:
    int before_;
};

} // namespace

Result<NamespacePlace> placeOf(pid_t pid) {
    const std::string folder = fmt::format("/proc/{}", pid);
    NamespacePlace place;
    place.ipc.reset(::open((folder + "/ns/ipc").c_str(), O_RDONLY | O_CLOEXEC));
    if (!place.ipc) return failureAt(pid, errno);
    place.mounts.reset(::open((folder + "/ns/mnt").c_str(), O_RDONLY | O_CLOEXEC));
    if (!place.mounts) return failureAt(pid, errno);
    place.root.reset(::open((folder + "/root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place.root) return failureAt(pid, errno);
    const auto root = rootAt(folder + "/root");
    const auto ipcInode = inodeOf(place.ipc.get());
    if (!root || !ipcInode) return failureAt(pid, errno);

    place.ipcInode = *ipcInode;
    place.user = ownerOf(place.ipc.get());
    const bool sameMounts =
        inodeOf(place.mounts.get()) == inodeAt("/proc/thread-self/ns/mnt") && root == rootAt("/proc/thread-self/root");
    if (place.ipcInode == inodeAt("/proc/thread-self/ns/ipc")) {
        place.ipc.reset();
        if (!sameMounts) place.user = ownerOf(place.mounts.get());
    }
    if (sameMounts) {
        place.mounts.reset();
        place.root.reset();
    }
    return place;
}

int enterIpcOf(const NamespacePlace& place) noexcept {
    if (!place.ipc) return 0;
    return withRightsOf(place, [&]() noexcept { return ::setns(place.ipc.get(), CLONE_NEWIPC); });
}

int takeOwnMounts(const NamespacePlace& place) noexcept {
    return withRightsOf(place, []() noexcept { return ::unshare(CLONE_NEWNS); });
}

int enterMountsOf(const NamespacePlace& place) noexcept {
    if (!place.mounts) return 0;
    if (::setns(place.mounts.get(), CLONE_NEWNS) != 0) return errno;
    if (::fchdir(place.root.get()) != 0 || ::chroot(".") != 0) return errno;
    return 0;
}

int runApart(int (*work)(void*), void* argument, bool sharedFiles) {
    constexpr std::size_t stackSize = std::size_t{256} * 1024;
    const auto stack = std::make_unique<std::byte[]>(stackSize);

    // A handler would run in both, on the same memory
    const AllSignalsBlocked noSignals;
    const DumpableKept dumpable;
    // No signal at its end: whoever waits for other children here is not to meet this one
    const int flags = CLONE_VM | CLONE_VFORK | (sharedFiles ? CLONE_FILES : 0);
    const pid_t pid = ::clone(work, stack.get() + stackSize, flags, argument);
    if (pid < 0) return -errno;
    int status = 0;
    while (::waitpid(pid, &status, __WALL) < 0) {
        if (errno != EINTR) return -errno;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -EIO;
}

} // namespace ipclens::processes
