// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <string_view>
#include <vector>

namespace ipclens::processes {

/// One attachment of a segment, as a line of /proc/PID/maps has it (proc(5)).
struct MappedSegment {
    std::string_view range; ///< "7f1c2a400000-7f1c2a500000", which is also its name in /proc/PID/map_files
    bool writable = false;
};

/// The attachments of a segment that the text of a /proc/PID/maps has, as views into that text. The inode of such a
/// mapping is the shmid, which is unique only within an IPC namespace. A private mapping of a segment's file is none:
/// no shmat(2) makes it, and the segment does not count it.
[[nodiscard]] std::vector<MappedSegment> mappingsOf(Id segment, std::string_view maps);

} // namespace ipclens::processes
