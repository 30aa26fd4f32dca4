// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/processes/process.h"

namespace ipclens::processes {

/// Sends a signal (signal(7), 1 … 64) to just this process, by pidfd_open(2) and pidfd_send_signal(2): a later one that
/// has its pid is never hit. NotFound: it is gone, or the pid is another's; Denied.
[[nodiscard]] Result<void> sendSignal(const Process& process, int signal);

} // namespace ipclens::processes
