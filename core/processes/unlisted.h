// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/uses.h"

#include <string_view>

namespace ipclens::processes {

/// Whether ours is the first PID namespace, so that each process of the machine has a number here.
[[nodiscard]] bool isPidNamespaceInitial();

/// Whether the newest /proc of this text of /proc/PID/mountinfo leaves processes out (`hidepid` of proc(5)).
[[nodiscard]] bool hidesProcesses(std::string_view mountInfo);

/// Which processes /proc may leave out. Asks for it anew; reads its mounts only where the caller is not privileged.
[[nodiscard]] Unlisted unlistedNow();

/// "a process outside this PID namespace"; empty for none.
[[nodiscard]] std::string_view wordsOf(Unlisted unlisted) noexcept;

} // namespace ipclens::processes
