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
/// The same of a folder that is open for reading, and at its beginning, into a vector whose memory is used again; the
/// descriptors of /proc/PID/fd too. Gives 0 or an errno; what was read until then is in `numbers`.
[[nodiscard]] int numbersIn(int folder, std::vector<int>& numbers);

} // namespace ipclens::processes
