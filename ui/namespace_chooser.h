// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/namespaces.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"

#include <QMenu>

namespace ipclens::ui {

/// "ipc:[4026531839]": which IPC namespace the window shows, and which others there are. A program is in one of them
/// for all its life, with what it holds there (SEM_UNDO, attachments), so another one opens in a window of its own.
class NamespaceChooser : public QMenu {
    Q_OBJECT

public:
    NamespaceChooser(Session& session, QWidget* parent);

    /// The button that opens it.
    [[nodiscard]] QWidget* makeButton(QWidget* parent);

signals:
    void message(ipclens::ui::Severity severity, const QString& text);
    /// A window on this namespace is wanted. Opens one.
    void chosen(std::uint64_t inode);

private:
    void look();
    void fill(const processes::Namespaces& found);
    void add(const processes::IpcNamespace& each);
    void openWindow(std::uint64_t inode);

    Session& session_;
    OwnOperations operations_;
};

} // namespace ipclens::ui
