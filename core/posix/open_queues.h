// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <sys/stat.h>

// POSIX queues where no mqueue file system can be read. Not installed.

namespace ipclens::posix {

/// A queue that a process has open.
struct OpenQueue {
    std::string file; ///< its name without the slash
    struct stat status {};
};
struct OpenQueues {
    std::vector<OpenQueue> queues; ///< each once
    bool complete = true;          ///< whether every process of the IPC namespace could be looked into
};

/// Goes through the descriptors in /proc/PID/fd of the processes in the caller's IPC namespace. One that mq_open(3)
/// gave leads to "/NAME", a file of an mqueue file system that is mounted for nobody; that a path looks so is not
/// enough: the file system is asked. Opens places alone (O_PATH): moves nothing, wakes nobody, and waits for no remote
/// file system.
[[nodiscard]] OpenQueues findOpenQueues();

} // namespace ipclens::posix
