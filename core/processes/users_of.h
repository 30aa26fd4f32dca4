// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/objects/object.h"
#include "core/processes/process.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens::processes {

/// A process that has a segment attached, or a POSIX object mapped or open: unlinked, it stays for these.
struct Attached {
    Process process;
    std::uint32_t times = 0;       ///< how many attachments; of a POSIX object: mappings
    bool writable = false;         ///< at least one of them, or of the descriptors
    std::uint32_t descriptors = 0; ///< of a POSIX object: how many it has open

    bool operator==(const Attached&) const = default;
};

/// A thread that is blocked on a semaphore, set or queue.
struct Waiting {
    Process process;
    pid_t thread = 0;
    std::string call; ///< "semop", "msgsnd", "msgrcv"; POSIX: "sem_wait", "mq_send", "mq_receive"
};

/// Who uses an object now, as far as /proc lets the caller see: other users' processes may be hidden, so the kernel's
/// counts (nattch, GETNCNT) can be higher. Processes of other IPC namespaces are left out; a POSIX object is a file,
/// which they may have too. Walks /proc, milliseconds to tens of them: not for a GUI thread.
struct UsersOf {
    std::vector<Attached> attached;
    std::vector<Waiting> waiting;
    bool complete = true; ///< false: some processes could not be looked into, or /proc may not list them
};

struct Waiter;

/// Whether it can't be told what a thread waits for, and it may be this object: its call is one that waits for such.
[[nodiscard]] bool mayWaitFor(const Waiter& waiter, ObjectId object) noexcept;

/// Adds those of `waiters`, who are all that were found, who wait for the object. `notReadable`: threads that could not
/// be looked into; with one of them, or with one of whom it can't be told what it waits for, they may not be complete.
void addWaiting(UsersOf& users, ObjectId object, std::span<const Waiter> waiters, std::uint32_t notReadable);

/// A semaphore's file may have several names (link(2)), and a waiter is found under one of them: whoever waits for the
/// same file as `object` is in, waits for `object` from now on.
void takeOtherNames(std::vector<Waiter>& waiters, ObjectId object);

/// /proc/PID/maps for a segment (the inode of a SYSV… mapping is the shmid), findWaiters() for sets and queues; for a
/// POSIX object /proc/PID/maps and fd by device and inode of the file that has its name now, and findWaiters().
[[nodiscard]] UsersOf usersOf(ObjectId object, const Cancellation* cancellation = nullptr);

} // namespace ipclens::processes
