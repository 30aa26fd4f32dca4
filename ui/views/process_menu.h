// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"

#include <QMenu>

#include <optional>

class QModelIndex;

namespace ipclens::ui {

class Session;

/// What can be done with a row of a process, of an object, or of both; goes when it is closed.
class ProcessMenu : public QMenu {
    Q_OBJECT

public:
    ProcessMenu(Session& session, const std::optional<processes::Process>& process,
                const std::optional<ObjectId>& object, QWidget* parent);

    /// The words of this row's visible columns, and its process' pid.
    void addCopy(const QModelIndex& row);

signals:
    void objectActivated(ipclens::ObjectId object);
    void signalAsked(const ipclens::processes::Process& process);

private:
    std::optional<processes::Process> process_;
};

} // namespace ipclens::ui
