// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/rows.h"

#include <optional>

class QTableView;

namespace ipclens::ui {

/// The rows of a table with rows of one height that are seen now, with `margin` more at either end so that a short
/// scroll shows what is there already. None where the table is empty or not shown.
[[nodiscard]] std::optional<RowRange> visibleRows(const QTableView& table, int margin);

} // namespace ipclens::ui
