// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/interest.h"
#include "ui/settings.h"

#include <QFont>

#include <array>

namespace ipclens::ui {

inline constexpr std::array<Column, columnCount> allColumns{
    Column::Kind,     Column::Key,    Column::Id,      Column::Owner,       Column::Mode,   Column::State,
    Column::Activity, Column::UsedBy, Column::Waiting, Column::LastProcess, Column::Changed};
/// Those that a new user sees: what else there is can be chosen.
inline constexpr std::array<Column, 2> columnsHiddenAtFirst{Column::Waiting, Column::LastProcess};
/// In a narrow window these step aside, one after the other.
inline constexpr std::array<Column, 4> yieldingColumns{Column::Mode, Column::Owner, Column::UsedBy, Column::Activity};
/// A POSIX object fills none of these.
inline constexpr std::array<Column, 2> systemVColumns{Column::Id, Column::LastProcess};

/// In pixels, by Column; 0: it steps aside.
using ColumnWidths = std::array<int, columnCount>;

/// Gives each chosen column what it needs, and what is left over to those that have most to say. In a narrow window
/// columns that no row fills step aside, then all give way alike, down to the least that still says something; where
/// even that is too much the mode steps aside, then the owner, who uses it, and last the activity.
/// `namesOnly`: all rows are POSIX objects.
[[nodiscard]] ColumnWidths columnWidths(const std::array<bool, columnCount>& chosen, bool namesOnly, int room,
                                        const QFont& font);

} // namespace ipclens::ui
