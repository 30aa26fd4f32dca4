// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/objects/object.h"
#include "core/posix/file.h"

#include <functional>
#include <optional>
#include <vector>

#include <sys/stat.h>
#include <sys/types.h>

// Which file a POSIX object is kept in, and who has that file: names come and go while a file lives on, so a process is
// asked for the file alone. Not installed.

namespace ipclens::processes {

/// What stat(2) tells of the file of fileOf().
[[nodiscard]] std::optional<struct stat> fileStatusOf(ObjectId object);

/// The file that a POSIX object of this name is kept in now; nothing where there is none, or for a queue none that the
/// caller may see. Opens a queue as a place alone (O_PATH), which drops no registration.
[[nodiscard]] std::optional<posix::FileId> fileOf(ObjectId object);

/// The device that all queues of the caller's IPC namespace are of, by any of these or by their file system; nothing
/// where the caller may see neither.
[[nodiscard]] std::optional<dev_t> deviceOf(const std::vector<PosixQueueInfo>& queues);

/// The file behind a descriptor of a process.
struct OpenFile {
    posix::FileId file;
    bool writable = false;
};
using WantedInode = std::function<bool(ino_t)>;

/// Which file a descriptor of a process (its /proc/PID is open as `process`) is of, and how it was opened. Asks /proc
/// for its inode first, and goes on with one that is wanted alone: so it touches no other file system, which may be far
/// away and not answer. Nothing where it is another one or gone; `error` is then 0, or the errno for which that can't
/// be told.
[[nodiscard]] std::optional<OpenFile> openFile(int process, int number, const WantedInode& wanted, int& error);

} // namespace ipclens::processes
