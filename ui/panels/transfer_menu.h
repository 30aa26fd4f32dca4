// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/panels/panel.h"
#include "ui/session/operation.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace ipclens::ui {

class Session;

/// Move, copy, drain and load: fills a menu with them, and asks what each has to know.
class TransferMenu : public QObject {
    Q_OBJECT

public:
    TransferMenu(QMenu* menu, Session& session, QWidget* parent);

    void setQueue(const QueueInfo& queue) { queue_ = queue; }
    /// Empty: can be used; else why not. Looking at a queue (copying from it) needs what taking needs.
    void setRefusal(const QString& toSend, const QString& toTake, const QString& toLook);

signals:
    void message(ipclens::ui::Severity severity, const QString& text);
    void asked(const ipclens::ui::operation::Transfer& transfer);

private:
    void askQueue(bool move);
    void offerCode(QMenu& menu, const QString& title, operation::Transfer::What what);
    void askDrain();
    void askLoad();
    [[nodiscard]] std::vector<QueueInfo> others(bool withItself) const;

    Session& session_;
    QWidget* window_;
    QueueInfo queue_;
    QAction* move_;
    QAction* copy_;
    QAction* drain_;
    QAction* load_;
};

} // namespace ipclens::ui
