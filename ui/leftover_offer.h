// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/transfer/leftovers.h"
#include "ui/panels/panel.h"
#include "ui/session/operation.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace ipclens::ui {

class Session;

/// Says, when the window opens, which messages a move or a browse has left in files, and offers to put those of a
/// browse back.
class LeftoverOffer : public QObject {
    Q_OBJECT

public:
    explicit LeftoverOffer(Session& session, QObject* parent = nullptr);

signals:
    void message(ipclens::ui::Severity severity, const QString& text);
    /// A message with a button.
    void offered(ipclens::ui::Severity severity, const QString& text, const QString& button,
                 const std::function<void()>& act);

private:
    /// Tells of the first that is left; the others come after it.
    void tellNext();
    void putBack(const transfer::Leftover& leftover);
    void finished(OperationId id, const Operation& operation, const Outcome& outcome);

    Session& session_;
    std::vector<transfer::Leftover> leftovers_;
    std::optional<OperationId> puttingBack_;
};

} // namespace ipclens::ui
