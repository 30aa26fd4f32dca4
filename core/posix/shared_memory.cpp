// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/shared_memory.h"

#include "core/posix/failure.h"
#include "core/posix/make_or_open.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

constexpr Kind kind = Kind::SharedMemory;
constexpr std::uint64_t largestFile = INT64_MAX;

Error failureOfSize(std::string_view name, std::string_view call, std::uint64_t size, int number) {
    Error error = failureOn(kind, name, call, number);
    if (number == ENOSPC) error.reason = fmt::format("no memory is left in {}", sharedMemoryDirectory);
    if (number != EFBIG) return error;
    error.reason = fmt::format("{} bytes are more than a file may have", size);
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && size > limit.rlim_cur)
        error.hint = fmt::format("at most {} (RLIMIT_FSIZE)", limit.rlim_cur);
    return error;
}

/// Writes all, or as much as can be written. Gives 0 or an errno.
int writeAll(int fd, std::uint64_t offset, std::span<const std::byte> from) noexcept {
    const FileSizeSignalScope quiet;
    while (!from.empty()) {
        const ssize_t length = ::pwrite(fd, from.data(), from.size(), static_cast<off_t>(offset));
        if (length == -1 && errno == EINTR) continue;
        if (length <= 0) return length == -1 ? errno : ENOSPC;
        offset += static_cast<std::uint64_t>(length);
        from = from.subspan(static_cast<std::size_t>(length));
    }
    return 0;
}

/// Takes up the memory for a stretch, so that to write there can't fail halfway. Gives 0 or ENOSPC; elsewhere than on a
/// tmpfs it may not be possible, and that is no reason not to write.
int takeMemory(int fd, std::uint64_t offset, std::uint64_t length) noexcept {
    int error = 0;
    do {
        error = ::fallocate(fd, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset), static_cast<off_t>(length)) == -1
                    ? errno
                    : 0;
    } while (error == EINTR);
    return error == ENOSPC ? error : 0;
}

} // namespace

Result<SharedMemory> SharedMemory::open(std::string_view name, SegmentAccess access, Content content) {
    constexpr std::string_view call = "shm_open";
    if (auto checked = checkName(kind, name); !checked) return failure(std::move(checked.error()));
    const int flags =
        (access == SegmentAccess::ReadOnly ? O_RDONLY : O_RDWR) | (content == Content::Truncate ? O_TRUNC : 0);
    const std::string path = pathOf(kind, name);
    const bool looks = access == SegmentAccess::ReadOnly && content == Content::Keep;
    FoundFile found = openFile(AT_FDCWD, path.c_str(), looks ? flags | O_NOATIME : flags);
    if (found.error != 0) return failure(failureOn(kind, name, call, found.error));
    if (found.foreign) return failure(foreignFile(kind, name, call));
    return SharedMemory(name, std::move(found.fd), access, false);
}

Result<SharedMemory> SharedMemory::make(std::string_view name, const SegmentOptions& options) {
    FoundFile file = newUnnamedFile();
    if (file.error != 0) return failure(failureOn(kind, name, "shm_open", file.error));
    SharedMemory segment(name, std::move(file.fd), SegmentAccess::ReadWrite, true);
    Result<void> done = segment.resize(options.size);
    if (done && options.fill) done = segment.fill(options.size, *options.fill);
    if (!done) return failure(std::move(done.error()));
    const int number = publish(segment.fd(), options.mode, pathOf(kind, name));
    if (number != 0) return failure(failureOn(kind, name, "shm_open", number));
    segment.access_ = options.access;
    return segment;
}

Result<SharedMemory> SharedMemory::create(const NameChoice& choice, const SegmentOptions& options) {
    return makeOrOpen(
        kind, choice, options.ifExists, [&](std::string_view name) { return make(name, options); },
        [&](std::string_view name) { return open(name, options.access, options.content); });
}

SharedMemory SharedMemory::adopt(std::string_view name, UniqueFd fd, SegmentAccess access) {
    return SharedMemory(name, std::move(fd), access, false);
}

Result<FileInfo> SharedMemory::look(std::string_view name) {
    if (auto checked = checkName(kind, name); !checked) return failure(std::move(checked.error()));
    struct stat data {};
    if (::lstat(pathOf(kind, name).c_str(), &data) == 0) return infoFrom(data);
    return failure(failureOn(kind, name, "stat", errno));
}

bool SharedMemory::mayWrite(std::string_view name) {
    return checkName(kind, name) && ::faccessat(AT_FDCWD, pathOf(kind, name).c_str(), W_OK, AT_EACCESS) == 0;
}

Result<void> SharedMemory::change(std::string_view name, const PermissionChange& change, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    const int number = changeFile(AT_FDCWD, pathOf(kind, name).c_str(), change, inode);
    if (number != 0) return failure(failureToChange(kind, name, number));
    return {};
}

Result<void> SharedMemory::changeWithSize(std::string_view name, const PermissionChange& change, std::uint64_t size,
                                          std::uint64_t inode) {
    // Whether it may be resized shows when it is opened, whether it may be given away when that is done
    const auto segment = open(name);
    if (!segment) return failure(segment.error());
    int number = checkFile(segment->fd(), inode);
    if (number != 0) return failure(failureToChange(kind, name, number));
    const auto before = segment->stat();
    if (!before) return failure(before.error());
    const bool owned = change.uid || change.gid || change.mode;
    if (owned) number = changeThrough(segment->fd(), change);
    if (number != 0) return failure(failureToChange(kind, name, number));
    auto resized = segment->resize(size);
    const Permissions& old = before->permissions;
    if (!resized && owned) static_cast<void>(changeThrough(segment->fd(), {old.uid, old.gid, old.mode}));
    return resized;
}

Result<void> SharedMemory::unlink(std::string_view name, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    const int number = unlinkFile(pathOf(kind, name), inode);
    if (number != 0) return failure(failureOn(kind, name, "shm_unlink", number));
    return {};
}

Result<FileInfo> SharedMemory::stat() const {
    if (!fd_) return failure(closedHandle(kind, name_, "fstat"));
    struct stat data {};
    if (::fstat(fd_.get(), &data) == -1) return failure(failureOn(kind, name_, "fstat", errno));
    return infoFrom(data);
}

Result<void> SharedMemory::checkWritable(std::string_view call) const {
    if (!fd_) return failure(closedHandle(kind, name_, call));
    if (access_ == SegmentAccess::ReadWrite) return {};
    return failure(errorOf(ErrorKind::Denied, attempted(call, kind, name_), "it is open for reading alone"));
}

Result<void> SharedMemory::resize(std::uint64_t size) const {
    constexpr std::string_view call = "ftruncate";
    if (auto writable = checkWritable(call); !writable) return writable;
    if (size > largestFile) return failure(failureOfSize(name_, call, size, EFBIG));
    const FileSizeSignalScope quiet;
    while (::ftruncate(fd_.get(), static_cast<off_t>(size)) == -1) {
        if (errno != EINTR) return failure(failureOfSize(name_, call, size, errno));
    }
    return {};
}

Result<void> SharedMemory::fill(std::uint64_t size, std::uint8_t byte) const {
    const std::vector<std::byte> block(std::min<std::uint64_t>(size, 1U << 20U), std::byte{byte});
    for (std::uint64_t offset = 0; offset < size; offset += block.size()) {
        const std::size_t length = std::min<std::uint64_t>(block.size(), size - offset);
        const int number = writeAll(fd_.get(), offset, std::span(block).first(length));
        if (number != 0) return failure(failureOfSize(name_, "pwrite", size, number));
    }
    return {};
}

Result<std::size_t> SharedMemory::read(std::uint64_t offset, std::span<std::byte> into) const {
    if (!fd_) return failure(closedHandle(kind, name_, "pread"));
    // the kernel refuses to ask for bytes that no file can have
    if (offset >= largestFile) return 0;
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), largestFile - offset)));
    std::size_t done = 0;
    while (done < into.size()) {
        const std::span<std::byte> rest = into.subspan(done);
        const ssize_t length = ::pread(fd_.get(), rest.data(), rest.size(), static_cast<off_t>(offset + done));
        if (length == -1 && errno == EINTR) continue;
        if (length == -1) return failure(failureOn(kind, name_, "pread", errno));
        if (length == 0) break;
        done += static_cast<std::size_t>(length);
    }
    return done;
}

Result<void> SharedMemory::write(std::uint64_t offset, std::span<const std::byte> from) const {
    constexpr std::string_view call = "pwrite";
    if (auto writable = checkWritable(call); !writable) return writable;
    const Result<FileInfo> info = stat();
    if (!info) return failure(info.error());
    if (offset > info->size || from.size() > info->size - offset) {
        Error error = errorOf(ErrorKind::OutOfRange, attempted(call, kind, name_), "it would pass the end");
        error.hint = fmt::format("the segment has {} bytes", info->size);
        return failure(std::move(error));
    }
    if (from.empty()) return {};
    int number = takeMemory(fd_.get(), offset, from.size());
    if (number == 0) number = writeAll(fd_.get(), offset, from);
    if (number != 0) return failure(failureOfSize(name_, call, offset + from.size(), number));
    return {};
}

Result<void> SharedMemory::reserve(std::uint64_t offset, std::uint64_t length) const {
    constexpr std::string_view call = "fallocate";
    if (auto writable = checkWritable(call); !writable) return writable;
    const int number = length == 0 ? 0 : takeMemory(fd_.get(), offset, length);
    if (number != 0) return failure(failureOfSize(name_, call, offset + length, number));
    return {};
}

} // namespace ipclens::posix
