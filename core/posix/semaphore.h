// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/base/wait.h"
#include "core/objects/options.h"
#include "core/posix/file.h"
#include "core/posix/name.h"

#include <climits>

#include <cstdint>
#include <semaphore.h>
#include <string>
#include <string_view>
#include <utility>

namespace ipclens::posix {

/// SEM_VALUE_MAX of glibc (sem_post(3) EOVERFLOW).
inline constexpr std::uint32_t semaphoreValueMax = INT_MAX;

/// A named semaphore as its file has it. Nothing of it changes by looking, nor its st_atime where the caller may ask
/// for that (O_NOATIME); the file is not mapped, and no permission to write is needed.
struct SemaphoreLook {
    int error = 0; ///< an errno: ENOENT where it is gone; where it can't be opened (EACCES, EMFILE) `file` is known
    bool bogus = false; ///< something has the name that is no semaphore of glibc: no regular file, another size, or a
                        ///< value over semaphoreValueMax
    FileInfo file;
    std::uint32_t value = 0;   ///< 0 … semaphoreValueMax
    std::uint32_t waiting = 0; ///< threads that wait, as glibc counts them: one that was killed while it did, too

    /// Whether value and waiting are known.
    [[nodiscard]] bool known() const noexcept { return error == 0 && !bogus; }
};

/// Looks at a semaphore's file ("sem.lock") in a directory, as openat(2) takes both. One fstatat(2), and for a regular
/// file openat(2), fstat(2), pread(2) of eight bytes, close(2).
[[nodiscard]] SemaphoreLook lookAtSemaphore(int directory, const char* file) noexcept;

struct SemaphoreOptions {
    std::uint32_t value = 0;   ///< 0 … semaphoreValueMax
    mode_t mode = defaultMode; ///< nine bits, not subject to the umask
    IfExists ifExists = IfExists::Fail;
};

/// An open named semaphore, as of sem_open(3): it goes on to work when its name is unlinked. Movable; its operations
/// are safe to use from several threads.
///
/// It is opened without sem_open(3), which maps whatever has the name and dies of SIGBUS where that is an empty file:
/// here it is one open(2), the check that what was opened is a regular file of a semaphore's size, and the mapping of
/// it. Whoever may write to the file may still cut it short later on, or write anything there: operations then fail
/// (Other, EFAULT: it is no semaphore any more), and never end the process. See SemaphoreWord.
class Semaphore {
public:
    /// Needs permission to read and write. `inode`: of the file of the one that is meant, since names are used again;
    /// 0: whichever has the name. Errors: NotFound, Removed (another one has the name now), Denied, Invalid (the name),
    /// Other (number 0: bogus).
    [[nodiscard]] static Result<Semaphore> open(std::string_view name, std::uint64_t inode = 0);
    /// Makes one, or opens one, see IfExists. It appears complete, with its value and mode; where that fails nothing is
    /// left. Errors: Exists, Limit (no space in /dev/shm), OutOfRange (the value), Invalid (the name), Denied.
    [[nodiscard]] static Result<Semaphore> create(const NameChoice& name, const SemaphoreOptions& options);

    /// lookAtSemaphore() in /dev/shm. NotFound and a bad name are errors, a denial and a bogus file are not.
    [[nodiscard]] static Result<SemaphoreLook> look(std::string_view name);
    /// Whether the caller has permission to read and to write it, without which sem_wait and sem_post are not to be had
    /// (sem_open(3)); false also where there is none.
    [[nodiscard]] static bool mayUse(std::string_view name);
    /// Owner's rights (chmod(2), chown(2)). No permission to open it is needed. `inode`: as of open(). Errors:
    /// NotFound, Removed, Denied, Invalid (an owner or group that the caller's user namespace does not know), Other
    /// (number 0: no regular file).
    [[nodiscard]] static Result<void> change(std::string_view name, const PermissionChange& change,
                                             std::uint64_t inode = 0);
    /// sem_unlink(3): the name goes at once, the semaphore when the last process closes it. Who waits goes on waiting.
    /// Takes what is bogus away too, but no directory. `inode`: as of open(), looked at right before: one that takes
    /// the name in that very moment is hit.
    [[nodiscard]] static Result<void> unlink(std::string_view name, std::uint64_t inode = 0);

    Semaphore(Semaphore&& other) noexcept;
    Semaphore& operator=(Semaphore&& other) noexcept;
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;
    ~Semaphore() { close(); }

    /// The bytes by which it was opened, the slash too.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool made() const noexcept { return made_; }

    /// sem_wait(3), sem_clockwait(3) on CLOCK_MONOTONIC, sem_trywait(3): takes one off the value, and waits for that as
    /// `wait` says. Errors: WouldBlock, TimedOut, Interrupted; nothing was taken then.
    [[nodiscard]] Result<void> wait(const Wait& wait = {}) const;
    /// sem_post(3): adds one, and lets one who waits go on. OutOfRange (EOVERFLOW) at semaphoreValueMax.
    [[nodiscard]] Result<void> post() const;
    /// sem_getvalue(3); never below 0.
    [[nodiscard]] Result<std::uint32_t> value() const;
    /// The file as it is now; also once its name is gone.
    [[nodiscard]] Result<FileInfo> stat() const;

    /// sem_close(3). What is called after that is Invalid. Not while another thread uses this handle.
    void close() noexcept;

private:
    Semaphore(std::string_view name, UniqueFd fd, sem_t* mapped, bool made)
        : name_(name)
        , fd_(std::move(fd))
        , semaphore_(mapped)
        , made_(made) {}

    [[nodiscard]] static Result<Semaphore> make(std::string_view name, const SemaphoreOptions& options);
    [[nodiscard]] static Result<Semaphore> mapped(std::string_view name, UniqueFd fd, bool made);

    std::string name_;
    UniqueFd fd_;
    sem_t* semaphore_ = nullptr;
    bool made_ = false;
};

} // namespace ipclens::posix
