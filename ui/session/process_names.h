// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/process.h"
#include "ui/session/update.h"

#include <optional>
#include <unordered_map>

#include <sys/types.h>

namespace ipclens::ui {

/// The processes behind pids; /proc is asked once a sample for each. Not thread-safe; one a thread.
class ProcessNames {
public:
    /// Forgets what was found: processes may have ended, and pids been given anew.
    void beginSample() { found_.clear(); }

    /// The process that had `pid` at `actedAt`, or later; nothing for pid 0 (none, or outside our PID namespace).
    [[nodiscard]] std::optional<ProcessLabel> label(pid_t pid, EpochSeconds actedAt);

private:
    std::unordered_map<pid_t, std::optional<processes::Process>> found_;
};

} // namespace ipclens::ui
