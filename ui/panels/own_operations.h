// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/session.h"

#include <QObject>

#include <functional>
#include <unordered_map>

namespace ipclens::ui {

/// The operations that one panel or dialog has started: it hears of the end of its own alone, and of those that turn
/// out to wait.
class OwnOperations : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const Operation&, const Outcome&)>;

    explicit OwnOperations(Session& session, QObject* parent);

    /// Starts an operation; `done` is called later, once, unless this object goes before.
    OperationId run(const Operation& operation, Done done);
    void cancel(OperationId operation);

signals:
    /// It is still under way after a blink, so it waits for something.
    void waits(ipclens::ui::OperationId operation);

private:
    void finish(OperationId id, const Operation& operation, const Outcome& outcome);

    Session& session_;
    std::unordered_map<OperationId, Done> running_;
};

} // namespace ipclens::ui
