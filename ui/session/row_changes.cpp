// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/row_changes.h"

#include <algorithm>
#include <utility>

namespace ipclens::ui {

namespace {

/// Whether those that stay keep their order among themselves.
bool keepsOrder(const std::vector<std::int32_t>& newRowOfOld) noexcept {
    std::int32_t last = -1;
    for (const std::int32_t row : newRowOfOld) {
        if (row < 0) continue;
        if (row < last) return false;
        last = row;
    }
    return true;
}

std::vector<std::int32_t> rowsGone(const std::vector<std::int32_t>& newRowOfOld) {
    std::vector<std::int32_t> gone;
    for (std::size_t row = 0; row < newRowOfOld.size(); ++row) {
        if (newRowOfOld[row] < 0) gone.push_back(static_cast<std::int32_t>(row));
    }
    return gone;
}

std::vector<std::int32_t> rowsMade(const std::vector<std::int32_t>& newRowOfOld, std::int32_t newCount) {
    std::vector<std::int32_t> made;
    std::int32_t next = 0;
    for (const std::int32_t row : newRowOfOld) {
        if (row < 0) continue;
        for (; next < row; ++next)
            made.push_back(next);
        next = row + 1;
    }
    for (; next < newCount; ++next)
        made.push_back(next);
    return made;
}

} // namespace

std::vector<RowRange> runsOf(const std::vector<std::int32_t>& ascendingRows) {
    std::vector<RowRange> runs;
    for (const std::int32_t row : ascendingRows) {
        if (!runs.empty() && runs.back().last + 1 == row) {
            runs.back().last = row;
        } else {
            runs.push_back({row, row});
        }
    }
    return runs;
}

RowChanges rowChanges(std::vector<std::int32_t> newRowOfOld, std::int32_t newCount,
                      const std::vector<std::int32_t>& changed) {
    RowChanges changes;
    changes.changed = runsOf(changed);
    if (keepsOrder(newRowOfOld)) {
        changes.removed = runsOf(rowsGone(newRowOfOld));
        changes.inserted = runsOf(rowsMade(newRowOfOld, newCount));
        if (changes.removed.size() + changes.inserted.size() <= mostRuns) {
            std::reverse(changes.removed.begin(), changes.removed.end());
            return changes;
        }
        changes.removed.clear();
        changes.inserted.clear();
    }
    changes.newRowOfOld = std::move(newRowOfOld);
    return changes;
}

} // namespace ipclens::ui
