// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/users_of.h"
#include "ui/panels/own_operations.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace ipclens::ui {

/// Looks again and again who uses the object that a panel shows: in /proc and by the session, once a second at most and
/// for no more than a fiftieth of a core, while the panel is in sight.
class UsersLook : public QObject {
    Q_OBJECT

public:
    UsersLook(Session& session, QWidget& panel);

    /// Another object; none: there is nothing to look for.
    void setObject(std::optional<ObjectId> object);

signals:
    /// Of the object that is set now.
    void looked(const ipclens::processes::UsersOf& users);

private:
    void look();

    QWidget& panel_;
    OwnOperations operations_;
    std::optional<ObjectId> object_;
    QTimer next_;
};

} // namespace ipclens::ui
