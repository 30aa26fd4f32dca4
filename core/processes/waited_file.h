// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/posix/file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

// Which POSIX object a thread waits for, told from its file: names come and go while a file lives on. Not installed.

namespace ipclens::processes {

/// The file behind a mapping or descriptor of a process.
struct WaitedFile {
    posix::FileId id;
    std::string path; ///< as /proc has it, raw bytes: "/dev/shm/sem.lock (deleted)", "/jobs"
};

/// A shared mapping of a file in the directory of shared memory: addresses from `begin` up to `end`.
struct SharedMapping {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    WaitedFile file; ///< perhaps of another mount namespace, with the same path
};
/// Those that the text of a /proc/PID/maps has, by address.
[[nodiscard]] std::vector<SharedMapping> sharedMappingsIn(std::string_view maps);

/// The queue that a thread of a process has open as that descriptor. Opens it as a place alone (O_PATH), which moves
/// nothing.
[[nodiscard]] std::optional<WaitedFile> queueFileOf(pid_t pid, pid_t thread, int descriptor);

/// Whether the object of that name is kept in the file now.
[[nodiscard]] bool isKeptIn(ObjectId object, const posix::FileId& file);
/// The queue of this IPC namespace that is kept in the file.
[[nodiscard]] std::optional<ObjectId> queueIn(const WaitedFile& file);

/// The semaphores of this /dev/shm by their files. glibc's sem_open(3) maps the file of a new one under a name of the
/// moment, which its maker has mapped as "/dev/shm/sem.NX2sZk (deleted)" for ever: the directory alone tells the name.
class SemaphoreNames {
public:
    /// The next question reads the directory anew.
    void forget() noexcept { read_ = false; }
    /// The semaphore that is kept in the file; nothing where it has no name any more, or is none.
    [[nodiscard]] std::optional<ObjectId> semaphoreIn(const WaitedFile& file);

private:
    void readDirectory();

    bool read_ = false;
    std::vector<std::pair<ino_t, std::string>> files_; ///< inode and name in the directory, in order
};
/// Whether it lies in the /dev/shm that is seen here; another mount namespace may have one of its own.
[[nodiscard]] bool isInThisDirectory(const WaitedFile& file) noexcept;
/// Whether it is called as the file of a semaphore is, named or not.
[[nodiscard]] bool isCalledSemaphore(const WaitedFile& file) noexcept;

} // namespace ipclens::processes
