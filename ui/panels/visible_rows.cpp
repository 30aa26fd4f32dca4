// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/visible_rows.h"

#include <QTableView>

#include <algorithm>

namespace ipclens::ui {

std::optional<RowRange> visibleRows(const QTableView& table, int margin) {
    const int count = table.model() != nullptr ? table.model()->rowCount() : 0;
    if (count == 0 || !table.isVisible()) return std::nullopt;
    const int first = std::max(0, table.rowAt(0));
    int last = table.rowAt(table.viewport()->height() - 1);
    if (last < 0) last = count - 1;
    return RowRange{std::max(0, first - margin), std::min(count - 1, last + margin)};
}

} // namespace ipclens::ui
