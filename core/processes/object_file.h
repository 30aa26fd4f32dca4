// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/posix/file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

// Which file a POSIX object is kept in, and who has that file: names come and go while a file lives on, so a process is
// asked for the file alone. Not installed.

namespace ipclens::processes {

/// What stat(2) tells of the file of fileOf().
[[nodiscard]] std::optional<struct stat> fileStatusOf(ObjectId object);

/// The file that a POSIX object of this name is kept in now; nothing where there is none, or for a queue none that the
/// caller may see. Opens a queue as a place alone (O_PATH), which drops no registration.
[[nodiscard]] std::optional<posix::FileId> fileOf(ObjectId object);

/// One mapping of a file, as a line of /proc/PID/maps has it (proc(5)): addresses from `begin` up to `end`.
struct MappedFile {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool writable = false; ///< and shared: what is written to a private mapping stays with the process
};

/// The mappings of a file that the text of a /proc/PID/maps has, shared and private.
[[nodiscard]] std::vector<MappedFile> mappingsOf(const posix::FileId& file, std::string_view maps);

/// One descriptor of a process.
struct OpenFile {
    int number = -1;
    bool writable = false;
};

/// Whether a descriptor (`number` in `folder`, "/proc/4711") is one of the file, and how it was opened. Asks /proc for
/// its inode first, and so touches no other file system: one that is far away may not answer. Nothing where it is
/// another file or gone; `error` is then 0, or the errno for which that can't be told.
[[nodiscard]] std::optional<OpenFile> openFileOf(const posix::FileId& file, const std::string& folder, int number,
                                                 int& error);

} // namespace ipclens::processes
