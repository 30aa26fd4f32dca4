// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"
#include "core/objects/info.h"
#include "core/objects/options.h"

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>

#include <signal.h>
#include <sys/stat.h>

namespace ipclens::posix {

/// One file, as long as it is there or open: a name may stand for another one meanwhile.
struct FileId {
    dev_t device = 0;
    ino_t inode = 0;

    bool operator==(const FileId&) const = default;
};

/// What stat(2) tells of the file that an object is kept in.
struct FileInfo {
    FileId id;
    Permissions permissions; ///< nobody knows the creator: the owner stands in its place
    FileType type = FileType::Regular;
    std::uint64_t size = 0;      ///< bytes of a regular file
    std::uint64_t allocated = 0; ///< bytes that memory (or swap) is taken up for: less than size where it has holes
    EpochSeconds changedAt = 0;  ///< st_ctime

    /// Whether there was a file to look at.
    [[nodiscard]] bool known() const noexcept { return id.inode != 0; }
    /// False: a directory, a FIFO, a symbolic link …, and no object.
    [[nodiscard]] bool regular() const noexcept { return type == FileType::Regular; }
    bool operator==(const FileInfo&) const = default;
};

[[nodiscard]] FileInfo infoFrom(const struct stat& data) noexcept;

/// How the opening of an object's file went.
struct FoundFile {
    int error = 0;        ///< an errno; 0 with `fd`, or where it is foreign
    bool foreign = false; ///< something has that name, but it is no regular file; it was not opened
    FileInfo info;        ///< as far as it was found (also where opening it was denied)
    UniqueFd fd;
};

/// Opens an object's file, as openat(2) does with these flags, without following a symbolic link and without ever
/// waiting. What is no regular file is not opened at all: to open a FIFO would let a writer go that waits in its own
/// open(2). O_NOATIME is a wish: it is the owner's and CAP_FOWNER's alone.
[[nodiscard]] FoundFile openFile(int directory, const char* file, int flags) noexcept;

/// "/dev/shm/sem.lock".
[[nodiscard]] std::string pathOf(Kind kind, std::string_view name);

/// A new file in the directory of shared memory, open for reading and writing, that has no name yet and so goes with
/// its descriptor (O_TMPFILE). Gives an errno in `error`.
[[nodiscard]] FoundFile newUnnamedFile() noexcept;
/// Gives it its mode (nine bits, whatever the umask) and its name, in this order: who opens it finds it complete. Gives
/// 0 or an errno: EEXIST where the name is taken.
[[nodiscard]] int publish(int fd, mode_t mode, const std::string& path) noexcept;

/// The errno (no call on a tmpfs or on queues gives it) which says that another file has the name than the one that was
/// meant.
inline constexpr int anotherFile = ESTALE;

/// Whether this is the file with this inode; 0: whichever it is. Gives 0 or an errno: anotherFile.
[[nodiscard]] int checkFile(int fd, std::uint64_t inode) noexcept;
/// The same of the file that a path stands for now; a symbolic link is not followed.
[[nodiscard]] int checkFile(const std::string& path, std::uint64_t inode) noexcept;

/// Changes owner, group and mode of an object's file through any descriptor of it, as of O_PATH, which needs no
/// permission on the file: as chown(2) and chmod(2) do; the owner first, so that who may not give it away changes
/// nothing. Gives 0 or an errno: EINVAL where the user namespace has no such user or group,
/// EOPNOTSUPP where the mode can't be changed without /proc.
[[nodiscard]] int changeThrough(int fd, const PermissionChange& change) noexcept;
/// The same of the file by its name, also of one that may not be opened. Also: ELOOP where it is no regular file;
/// anotherFile, with nothing changed, where it has not this inode (0: whichever).
[[nodiscard]] int changeFile(int directory, const char* file, const PermissionChange& change,
                             std::uint64_t inode) noexcept;

/// unlink(2) of the file with this inode (0: whichever); gives 0 or an errno: anotherFile. Linux knows no unlinking by
/// descriptor: one that takes its place in the moment between the look and the call is hit.
[[nodiscard]] int unlinkFile(const std::string& path, std::uint64_t inode) noexcept;

/// While it lives, a size over RLIMIT_FSIZE is EFBIG for the calling thread and nothing else: SIGXFSZ, which comes with
/// it, would end the process.
class FileSizeSignalScope {
public:
    FileSizeSignalScope() noexcept;
    ~FileSizeSignalScope();
    FileSizeSignalScope(const FileSizeSignalScope&) = delete;
    FileSizeSignalScope& operator=(const FileSizeSignalScope&) = delete;

private:
    bool limited_ = false;
    bool pendingBefore_ = false;
    sigset_t previous_{};
};

} // namespace ipclens::posix
