// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/processes/uses.h"
#include "core/processes/waiter_scan.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ipclens::processes {

enum class OrphanReason : std::uint8_t {
    CreatorGone,   ///< SysV segment: nobody attached, and the process that made it is gone
    MarkedRemoved, ///< SysV segment: marked for destruction, and kept by those who have it attached
    LastUsersGone, ///< SysV queue: last sender and receiver are gone
    OperatorsGone, ///< SysV set: all processes that operated on its members last are gone
    NobodyHasIt,   ///< POSIX object: no process has it open or mapped
};

/// An object that likely nobody needs any more: inferred, with its reason. It can still be someone's: a queue that is
/// filled today and read tomorrow is no fault.
struct Orphan {
    ObjectId object;
    ObjectInfo info;
    OrphanReason reason = OrphanReason::CreatorGone;
    std::string words; ///< the reason for people, names escaped: "nobody has it attached, and its creator 4711 is gone"
    EpochSeconds lastUsedAt = 0;   ///< the newest time that is known of it; its age counts from here. Of a POSIX
                                   ///< semaphore or segment its file's: opening or mapping may move these
                                   ///< (`relatime` of mount(8): once a day), posting and storing do not
    std::uint64_t bytes = 0;       ///< memory that its removal would give back; 0: unknown or next to nothing
    std::vector<Attached> keepers; ///< MarkedRemoved: who still has it attached; removing it again does nothing
    bool operator==(const Orphan&) const = default;
};

struct Orphans {
    std::vector<Orphan> orphans; ///< by object, as a snapshot has them
    /// Objects of which nobody can tell, because processes could not be looked into, or have not been used at all yet.
    std::uint32_t notTold = 0;
    std::string doubt; ///< why, for people; empty where notTold is 0
};

/// Who waits, and whether others may: of a queue of System V nobody else tells.
struct WaitersSeen {
    std::span<const Waiter> waiters;
    std::uint32_t notReadable = 0; ///< threads that could not be looked into
    bool cancelled = false;        ///< not all have been looked at
};

/// A process that has just made an object may not have used it yet.
inline constexpr std::chrono::seconds youngest{10};

/// Of a snapshot with its uses and waiters. What is used by anybody (attached, mapped, open, waited for, notified), has
/// live users, or was changed or used within `olderThan` (`youngest` at least) is none; what can't be known is not
/// told to be one: a POSIX object while a process could not be looked into, or /proc may not list it; a System V queue
/// while such a process, or a thread that could not be looked into and that its mode lets in, may wait for it; a set
/// whose members remember no pid of our PID namespace. Ages are those at `now`, when a later listing was found to be
/// the same, else at the snapshot's takenAt. POSIX objects that this process itself has open, to show them, are not
/// used by that. Asks /proc for the pids that objects remember, and reads last pids of sets and times of POSIX objects'
/// files; changes nothing.
[[nodiscard]] Orphans orphansIn(const listing::Snapshot& snapshot, const Uses& uses, const WaitersSeen& waiters,
                                std::chrono::seconds olderThan = youngest,
                                std::optional<std::chrono::system_clock::time_point> now = {});

} // namespace ipclens::processes
