// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/rows.h"

#include <cstdint>
#include <vector>

namespace ipclens::ui {

/// More runs of removed and inserted rows than this become one layout change: a view pays for each run anew.
inline constexpr std::size_t mostRuns = 8;

/// Joins ascending row numbers into runs.
[[nodiscard]] std::vector<RowRange> runsOf(const std::vector<std::int32_t>& ascendingRows);

/// How rows become others, as the table model takes it. `newRowOfOld`: where each old row went, -1 where it is gone;
/// `newCount`: how many there are now; `changed`: rows (new numbers, ascending) with other content.
[[nodiscard]] RowChanges rowChanges(std::vector<std::int32_t> newRowOfOld, std::int32_t newCount,
                                    const std::vector<std::int32_t>& changed);

} // namespace ipclens::ui
