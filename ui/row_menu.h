// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

class QMenu;
class QPoint;
class QWidget;

namespace ipclens::ui {

class FilterLine;
class ObjectTable;
class WindowActions;

/// What can be done with the chosen rows, at the mouse.
void showRowMenu(ObjectTable& table, const QPoint& position, WindowActions& actions, FilterLine& filter);

/// Which columns are shown; also at the mouse over the column titles.
[[nodiscard]] QMenu* makeColumnMenu(ObjectTable& table, QWidget* parent);

/// What the copy actions put on the clipboard: a line for each chosen object.
void connectCopyActions(WindowActions& actions, ObjectTable& table);

} // namespace ipclens::ui
