// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/column_widths.h"

#include "ui/delegates/object_delegate.h"

#include <algorithm>
#include <cstddef>

namespace ipclens::ui {
namespace {

std::size_t place(Column column) {
    return static_cast<std::size_t>(column);
}

} // namespace

ColumnWidths columnWidths(const std::array<bool, columnCount>& chosen, bool namesOnly, int room, const QFont& font) {
    std::array<bool, columnCount> shown = chosen;
    const auto comfortable = [&](Column column) { return ObjectDelegate::comfortableWidth(column, font, namesOnly); };
    const auto least = [&](Column column) { return ObjectDelegate::leastWidth(column, font, namesOnly); };
    const auto sumOf = [&shown](const auto& widthOf) {
        int sum = 0;
        for (const Column column : allColumns)
            sum += shown.at(place(column)) ? widthOf(column) : 0;
        return sum;
    };
    if (namesOnly && sumOf(comfortable) > room) {
        for (const Column column : systemVColumns)
            shown.at(place(column)) = false;
    }
    for (const Column column : yieldingColumns) {
        if (sumOf(least) > room) shown.at(place(column)) = false;
    }
    const int all = sumOf(comfortable);
    const int mayGive = all - sumOf(least);
    const int spare = std::max(0, room - all);
    const int lacking = std::clamp(all - room, 0, mayGive);
    ColumnWidths widths{};
    for (const Column column : allColumns) {
        if (!shown.at(place(column))) continue;
        int& width = widths.at(place(column));
        width = comfortable(column);
        // Rounded up: the last column takes back what is left over
        if (lacking > 0) width -= ((width - least(column)) * lacking + mayGive - 1) / mayGive;
        if (column == Column::State || column == Column::Key) width += spare / 3;
        if (column == Column::UsedBy) width += spare / 5;
    }
    return widths;
}

} // namespace ipclens::ui
