// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/objects/options.h"
#include "core/posix/file.h"
#include "core/posix/name.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace ipclens::posix {

enum class SegmentAccess { ReadOnly, ReadWrite };

/// What happens to the bytes of a segment that is opened.
enum class Content {
    Keep,
    Truncate, ///< O_TRUNC: all bytes go, and its size is 0 then; needs permission to write
};

struct SegmentOptions {
    std::uint64_t size = 0;           ///< bytes of a new one, from 0 on: it is sparse, and takes up no memory yet
    std::optional<std::uint8_t> fill; ///< writes this byte over a newly made segment, which takes up its memory
    mode_t mode = defaultMode;        ///< nine bits, not subject to the umask
    IfExists ifExists = IfExists::Fail;
    Content content = Content::Keep; ///< of one that is opened
    SegmentAccess access = SegmentAccess::ReadWrite;
};

/// A POSIX shared memory segment, open as of shm_open(3), by its file in /dev/shm: it stays as it is when its name is
/// unlinked. Movable; safe to use from several threads.
///
/// It is read and written through its descriptor and never mapped: a page that nobody has touched stays untouched by
/// being read, and one that is cut off meanwhile is a short read, not SIGBUS. No symbolic link is followed, and what is
/// no regular file is not opened.
class SharedMemory {
public:
    /// Errors: NotFound, Denied, Invalid (the name), Other (number 0: no regular file). Where it is opened for reading
    /// alone, by its owner or with CAP_FOWNER, its st_atime stays as it is (O_NOATIME).
    [[nodiscard]] static Result<SharedMemory>
    open(std::string_view name, SegmentAccess access = SegmentAccess::ReadWrite, Content content = Content::Keep);
    /// Makes one, or opens one, see IfExists. It appears complete, with its size, bytes and mode; where that fails
    /// nothing is left. Errors: Exists, OutOfRange (a size that no file can have), Limit (no space for what is filled),
    /// Invalid (the name), Denied.
    [[nodiscard]] static Result<SharedMemory> create(const NameChoice& name, const SegmentOptions& options);
    /// Takes over an open descriptor (0 is one too) of the segment with this name.
    [[nodiscard]] static SharedMemory adopt(std::string_view name, UniqueFd fd, SegmentAccess access);

    /// What is known of it without opening it: size, memory in use, mode, owner. Errors: NotFound, Invalid (the name).
    /// What is no regular file is no error, see FileInfo::regular().
    [[nodiscard]] static Result<FileInfo> look(std::string_view name);
    /// Whether the caller has permission to open it for writing; false also where there is none.
    [[nodiscard]] static bool mayWrite(std::string_view name);
    /// As Semaphore::change().
    [[nodiscard]] static Result<void> change(std::string_view name, const PermissionChange& change,
                                             std::uint64_t inode = 0);
    /// The same and its size, see resize(), or nothing of it: where the size can't be had, owner and mode go back. It
    /// is opened once, for writing: all of it is done to one segment, whichever has its name meanwhile.
    [[nodiscard]] static Result<void> changeWithSize(std::string_view name, const PermissionChange& change,
                                                     std::uint64_t size, std::uint64_t inode = 0);
    /// shm_unlink(3): the name goes at once, the bytes when the last process has closed and unmapped it. Takes away
    /// what is no regular file too, but no directory. `inode`: as of Semaphore::unlink().
    [[nodiscard]] static Result<void> unlink(std::string_view name, std::uint64_t inode = 0);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool made() const noexcept { return made_; }
    [[nodiscard]] SegmentAccess access() const noexcept { return access_; }
    /// -1 once it is closed.
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

    /// fstat(2): the segment as it is now; also once its name is gone.
    [[nodiscard]] Result<FileInfo> stat() const;

    /// ftruncate(2). Bytes that are added are 0 and take up no memory; those that are cut off are lost, and a process
    /// that has them mapped gets SIGBUS when it touches them. Errors: Denied (open for reading alone), OutOfRange
    /// (EFBIG: no file can be so big, or RLIMIT_FSIZE).
    [[nodiscard]] Result<void> resize(std::uint64_t size) const;

    /// pread(2) from `offset` on; gives how many bytes there were, fewer than asked for at the end, 0 at or past it.
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) const;
    /// pwrite(2). OutOfRange, with nothing written, where it would pass the end: only resize() makes a segment longer.
    /// (One that is cut short in the very moment between the look at its size and the writing grows again by what is
    /// written.) Errors: Denied (open for reading alone), Limit (ENOSPC: no memory for pages that nobody had touched;
    /// nothing is written then), OutOfRange (EFBIG: past RLIMIT_FSIZE).
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> from) const;
    /// Takes up the memory that write() needs for these bytes, so that it can't be Limit: of pages that nobody had
    /// touched, which stay zeros. Errors: Denied (open for reading alone), Limit (ENOSPC).
    [[nodiscard]] Result<void> reserve(std::uint64_t offset, std::uint64_t length) const;

    /// close(2). What is called after that is Invalid. Not while another thread uses this handle.
    void close() noexcept { fd_.reset(); }

private:
    SharedMemory(std::string_view name, UniqueFd fd, SegmentAccess access, bool made)
        : name_(name)
        , fd_(std::move(fd))
        , access_(access)
        , made_(made) {}

    [[nodiscard]] static Result<SharedMemory> make(std::string_view name, const SegmentOptions& options);
    [[nodiscard]] Result<void> fill(std::uint64_t size, std::uint8_t byte) const;
    [[nodiscard]] Result<void> checkWritable(std::string_view call) const;

    std::string name_;
    UniqueFd fd_;
    SegmentAccess access_ = SegmentAccess::ReadOnly;
    bool made_ = false;
};

} // namespace ipclens::posix
