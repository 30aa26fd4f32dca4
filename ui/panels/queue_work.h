// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/composition.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <set>

namespace ipclens::ui {

/// What one queue panel has under way: sends, receives and transfers. Says how far they are and what came of them.
class QueueWork : public QObject {
    Q_OBJECT

public:
    QueueWork(Session& session, QObject* parent);

    /// What send() runs.
    [[nodiscard]] static Operation operationOf(Id queue, const Composition& composition, const Composed& composed);
    [[nodiscard]] static Operation operationOf(Id queue, const sysv::Message& message);
    void send(Id queue, const Composition& composition, const Composed& composed);
    /// One message as it is; never waits. `done` is told whether the queue has it now.
    void send(Id queue, const sysv::Message& message, std::function<void(bool)> done = {});
    void receive(Id queue, const sysv::Selection& selection, bool wait);
    void transfer(const operation::Transfer& transfer);
    /// Asks all that is under way to end.
    void cancel();

signals:
    /// For the banner.
    void said(ipclens::ui::Severity severity, const QString& text);
    void taken(ipclens::Id queue, const ipclens::sysv::Message& message);
    /// "2 of 100 sent", "waiting"; empty where nothing takes longer than a blink.
    void underWay(const QString& words);

private:
    void run(const Operation& operation, std::function<void(bool)> done = {});
    void tell();

    Session& session_;
    OwnOperations operations_;
    std::set<OperationId> running_;
    std::set<OperationId> slow_; ///< of these, what takes longer than a blink
    QTimer tick_;
};

} // namespace ipclens::ui
