// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/failure.h"
#include "core/sysv/own_attachments.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/uio.h>
#include <unistd.h>

namespace ipclens::sysv {

namespace {

enum class Direction { Out, In };

/// process_vm_readv(2) or process_vm_writev(2) on this process: a page that can't be had is EFAULT instead of SIGBUS.
ssize_t copyOnce(Direction direction, void* own, void* segment, std::size_t length) noexcept {
    const iovec local{own, length};
    const iovec remote{segment, length};
    return direction == Direction::Out ? ::process_vm_readv(::getpid(), &local, 1, &remote, 1, 0)
                                       : ::process_vm_writev(::getpid(), &local, 1, &remote, 1, 0);
}

/// Where a kernel or a seccomp filter does not have these calls.
bool isMissing(int number) noexcept {
    return number == ENOSYS || number == EPERM;
}

/// 0 or an errno. `own` is only written to where the direction is Out.
int copy(Direction direction, std::byte* own, std::byte* segment, std::size_t length) noexcept {
    while (length > 0) {
        const ssize_t done = copyOnce(direction, own, segment, length); // at most 2 GiB - 4 KiB at once
        if (done == -1 && isMissing(errno)) {
            std::memcpy(direction == Direction::Out ? own : segment, direction == Direction::Out ? segment : own,
                        length);
            return 0;
        }
        if (done <= 0) return done == -1 ? errno : EFAULT;
        own += done;
        segment += done;
        length -= static_cast<std::size_t>(done);
    }
    return 0;
}

Result<void> checkBounds(std::string_view call, std::uint64_t offset, std::uint64_t length, std::uint64_t size) {
    if (offset <= size && length <= size - offset) return {};
    Error error = errorOf(ErrorKind::OutOfRange, std::string(call),
                          fmt::format("{} from {} on pass the end", counted(length, "byte"), offset));
    error.hint = counted(size, "byte");
    return failure(std::move(error));
}

Result<void> copied(std::string_view call, int number) {
    if (number == 0) return {};
    if (number != EFAULT) return failure(errorFromErrno(number, std::string(call)));
    return failure(
        errorFromErrno(number, std::string(call), ErrorKind::Other, "the system has no memory for its pages"));
}

} // namespace

Attachment::Attachment(void* address, std::uint64_t size, AttachMode mode) noexcept
    : address_(address)
    , size_(size)
    , mode_(mode) {}

Attachment::Attachment(Attachment&& other) noexcept
    : address_(std::exchange(other.address_, nullptr))
    , size_(std::exchange(other.size_, 0))
    , mode_(other.mode_) {}

Attachment& Attachment::operator=(Attachment&& other) noexcept {
    if (this == &other) return *this;
    if (address_ != nullptr) detachCounted(address_);
    address_ = std::exchange(other.address_, nullptr);
    size_ = std::exchange(other.size_, 0);
    mode_ = other.mode_;
    return *this;
}

Attachment::~Attachment() {
    if (address_ != nullptr) detachCounted(address_);
}

Attachment Attachment::adopt(void* address, std::uint64_t size, AttachMode mode) noexcept {
    return {address, size, mode};
}

void* Attachment::release() noexcept {
    size_ = 0;
    return std::exchange(address_, nullptr);
}

Result<void> Attachment::read(std::uint64_t offset, std::span<std::byte> into) const {
    constexpr std::string_view call = "read a segment";
    if (auto checked = checkBounds(call, offset, into.size(), size_); !checked) return checked;
    return copied(call, copy(Direction::Out, into.data(), static_cast<std::byte*>(address_) + offset, into.size()));
}

Result<void> Attachment::write(std::uint64_t offset, std::span<const std::byte> from) const {
    constexpr std::string_view call = "write to a segment";
    if (auto checked = checkBounds(call, offset, from.size(), size_); !checked) return checked;
    if (mode_ == AttachMode::ReadOnly) {
        return failure(errorOf(ErrorKind::Denied, std::string(call), "it is attached read-only"));
    }
    auto* own = const_cast<std::byte*>(from.data()); // an iovec knows no const
    return copied(call, copy(Direction::In, own, static_cast<std::byte*>(address_) + offset, from.size()));
}

Result<void> Attachment::detach() {
    if (address_ == nullptr) return failure(errorOf(ErrorKind::Invalid, "shmdt", "it is not attached"));
    if (detachCounted(address_) == -1) {
        const int number = errno;
        return failure(errorFromErrno(number, fmt::format("shmdt {}", fmt::ptr(address_))));
    }
    static_cast<void>(release());
    return {};
}

} // namespace ipclens::sysv
