// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/process_names.h"

namespace ipclens::ui {

std::optional<ProcessLabel> ProcessNames::label(pid_t pid, EpochSeconds actedAt) {
    if (pid <= 0) return std::nullopt;
    auto found = found_.find(pid);
    if (found == found_.end()) found = found_.emplace(pid, processes::find(pid)).first;
    const std::optional<processes::Process>& process = found->second;
    if (!process || !processes::couldHaveActed(*process, actedAt)) return ProcessLabel{pid, {}, true};
    return ProcessLabel{pid, process->name, false};
}

} // namespace ipclens::ui
