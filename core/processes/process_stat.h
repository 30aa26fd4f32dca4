// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/process.h"

#include <optional>
#include <string_view>

#include <sys/types.h>

// Not installed.

namespace ipclens::processes {

/// What the text of a /proc/PID/stat, or /proc/PID/task/TID/stat, has (proc(5)).
struct ProcessStat {
    Process process;
    pid_t parent = 0;          ///< 0: none that this PID namespace has
    char state = 0;            ///< 'S': it sleeps, and a signal would wake it
    bool kernelThread = false; ///< PF_KTHREAD: it has no program, and so no calls
};
/// Nothing where it is no such text.
[[nodiscard]] std::optional<ProcessStat> parseStat(std::string_view text);

} // namespace ipclens::processes
