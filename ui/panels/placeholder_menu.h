// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMenu>

namespace ipclens::ui {

/// What can stand in a message to be filled in anew each time that it is sent, with a word on what it becomes.
class PlaceholderMenu : public QMenu {
    Q_OBJECT

public:
    explicit PlaceholderMenu(QWidget* parent = nullptr);

signals:
    /// "{{seq}}".
    void chosen(const QString& placeholder);
    /// {{file}} is wanted, and so a file first.
    void fileAsked();
};

} // namespace ipclens::ui
