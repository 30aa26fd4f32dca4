// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/process_view.h"

namespace ipclens::ui {

const processes::ProcessDetails* ProcessView::detailsOf(const processes::Process& process) const {
    return details ? detailsIn(*details, process) : nullptr;
}

const processes::ProcessDetails* detailsIn(const std::map<pid_t, processes::ProcessDetails>& details,
                                           const processes::Process& process) {
    const auto found = details.find(process.pid);
    return found != details.end() && processes::isSame(found->second.process, process) ? &found->second : nullptr;
}

} // namespace ipclens::ui
