// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"
#include "ui/session/operation.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace ipclens::ui {

class Session;

/// Drain and load, for a POSIX queue: fills a menu with them, and asks for the file. To move or copy messages to
/// another queue they would have to be looked at first.
class PosixTransferMenu : public QObject {
    Q_OBJECT

public:
    PosixTransferMenu(QMenu* menu, Session& session, QWidget* parent);

    /// With its inode: another one that takes its name is left alone.
    void setQueue(Name queue, std::uint64_t inode) {
        queue_ = queue;
        inode_ = inode;
    }
    /// Empty: can be used; else why not.
    void setRefusal(const QString& toSend, const QString& toTake);

signals:
    void message(ipclens::ui::Severity severity, const QString& text);
    void asked(const ipclens::ui::operation::PosixTransfer& transfer);

private:
    using What = operation::PosixTransfer::What;

    void ask(What what);
    void offerCode(QMenu& menu, const QString& title, What what);
    [[nodiscard]] operation::PosixTransfer transfer(What what, const QString& path) const;

    Session& session_;
    QWidget* window_;
    Name queue_;
    std::uint64_t inode_ = 0;
    QAction* drain_;
    QAction* load_;
};

} // namespace ipclens::ui
