// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <cstdint>
#include <optional>
#include <string>

#include <sys/types.h>

namespace ipclens::processes {

/// A process as /proc/PID tells it (proc(5)).
struct Process {
    pid_t pid = 0;
    std::string name;           ///< comm: raw bytes, 15 at most
    EpochSeconds startedAt = 0; ///< from starttime and the boot time; a second off at most
    /// starttime as it stands, in clock ticks since boot: setting a clock does not move it. 0: not known.
    std::uint64_t startTicks = 0;

    bool operator==(const Process&) const = default;
};

/// The process that has this pid now; nothing if there is none.
[[nodiscard]] std::optional<Process> find(pid_t pid);

/// Whether both are one process: a pid alone may be another's by now. By the ticks of their start where both are known,
/// else by the second.
[[nodiscard]] bool isSame(const Process& one, const Process& other) noexcept;

/// Whether `process` can be the one that acted at `actedAt`: it had started by then (a second of slack). A later one
/// got the pid anew, and the one that is meant is gone.
[[nodiscard]] bool couldHaveActed(const Process& process, EpochSeconds actedAt) noexcept;

/// A segment was made then or before: the earliest of all that is known to have happened to it, since IPC_SET moves its
/// change time. 0: not known.
[[nodiscard]] EpochSeconds createdBy(const SegmentInfo& segment) noexcept;

} // namespace ipclens::processes
