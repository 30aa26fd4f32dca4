// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/objects/object.h"
#include "core/processes/process.h"

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens::processes {

/// A process that has a segment attached.
struct Attached {
    Process process;
    std::uint32_t times = 0; ///< how many attachments
    bool writable = false;   ///< at least one of them
};

/// A thread that is blocked on a set or queue.
struct Waiting {
    Process process;
    pid_t thread = 0;
    std::string call; ///< "semop", "msgsnd", "msgrcv"
};

/// Who uses an object now, as far as /proc lets the caller see: other users' processes may be hidden, so the kernel's
/// counts (nattch, GETNCNT) can be higher. Processes of other IPC namespaces are left out. Walks /proc, milliseconds to
/// tens of them: not for a GUI thread.
struct UsersOf {
    std::vector<Attached> attached;
    std::vector<Waiting> waiting;
    bool complete = true; ///< false: some processes could not be looked into
};

/// /proc/PID/maps for a segment (the inode of a SYSV… mapping is the shmid), /proc/PID/task/TID/syscall for sets and
/// queues.
[[nodiscard]] UsersOf usersOf(ObjectId object, const Cancellation* cancellation = nullptr);

} // namespace ipclens::processes
