// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens::processes {

/// The numbers among the names of a folder: the processes of /proc, the threads of /proc/PID/task. `error` is 0, or
/// why it can't be read, or not to its end.
[[nodiscard]] std::vector<pid_t> numbersIn(const std::string& folder, int& error);

} // namespace ipclens::processes
