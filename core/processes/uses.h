// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/listing/snapshot.h"
#include "core/processes/users_of.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ipclens::processes {

/// One process's use of one object.
struct Use {
    ObjectId object;
    Attached by;

    bool operator==(const Use&) const = default;
};

/// Processes of this machine that /proc may leave out: nobody can count them, and they may have POSIX objects, or wait
/// for queues, as others do.
enum class Unlisted : std::uint8_t {
    None,    ///< it lists all
    Outside, ///< those of PID namespaces above or beside ours
    Hidden,  ///< other users': it is mounted with `hidepid` (proc(5))
};

/// Who has what, of all objects of a snapshot at once: one walk over /proc.
struct Uses {
    std::vector<Use> uses;             ///< by object, then pid
    std::uint32_t notReadable = 0;     ///< processes that could not be looked into
    std::uint32_t otherNamespaces = 0; ///< processes with segments of other IPC namespaces, which are none of ours
    bool filesNotKnown = false; ///< of POSIX objects it can't be told which files are theirs: of queues where the
                                ///< caller may open none, and may see no mqueue file system that is surely ours
    Unlisted unlisted = Unlisted::None; ///< who may have any of them, and be neither in `uses` nor in `notReadable`
    bool cancelled = false;

    bool operator==(const Uses&) const = default;

    /// Whether nobody can have been missed.
    [[nodiscard]] bool complete() const noexcept {
        return notReadable == 0 && !filesNotKnown && unlisted == Unlisted::None && !cancelled;
    }
    /// Those of one object; empty where nobody was seen.
    [[nodiscard]] std::span<const Use> of(ObjectId object) const noexcept;
};

/// Segments by /proc/PID/maps, whose `/SYSV… (deleted)` mappings have the shmid as inode (also after removal, when the
/// key is 0), of processes of our IPC namespace alone; POSIX semaphores, segments and queues by mappings and
/// descriptors of the file that has the object's name now. SysV sets and queues leave no trace in a process: nobody is
/// told to use them. `snapshot` is sorted by id. Changes nothing of an object or process.
[[nodiscard]] Uses usesOf(const listing::Snapshot& snapshot, const Cancellation* cancellation = nullptr);

} // namespace ipclens::processes
