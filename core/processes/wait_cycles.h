// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/wait_model.h"

#include <cstddef>
#include <vector>

// Not installed.

namespace ipclens::processes {

/// By process: whether none of its waits would be ended by anybody but processes of which that is true, too. The
/// largest such set: who may go on, and who waits for one of those, is taken out until nobody is left to take out.
/// Somebody has to be known who would end a wait, and who neither is the waiting process nor waits for the same.
[[nodiscard]] std::vector<bool> waitForeverIn(const WaitModel& model);

/// Processes that wait for one another, each in the end for each.
struct WaitPiece {
    std::vector<std::size_t> processes; ///< by pid
    /// Waits of its shortest cycle, in the order of the arrows: each is of the process that would end the one before
    /// it. Begins with the wait of the process of lowest pid.
    std::vector<std::size_t> waits;
};
/// The strongly connected pieces among those who wait for ever, by their lowest pid.
[[nodiscard]] std::vector<WaitPiece> piecesOf(const WaitModel& model);

} // namespace ipclens::processes
