// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/processes/process.h"
#include "ui/panels/panel.h"

#include <QObject>

#include <vector>

namespace ipclens::ui {

class Session;
class Settings;

/// Opens the dialogs that change objects, one of a sort at a time, and passes on what came of it.
class OperationDesk : public QObject {
    Q_OBJECT

public:
    OperationDesk(Session& session, Settings& settings, QWidget* window);

    /// By the API that was chosen last.
    void create(Kind kind);
    void change(const ObjectInfo& info);
    /// The same, with its size to be typed first.
    void resize(const ObjectInfo& info);
    void remove(std::vector<ObjectId> objects);
    /// Asks which signal, and sends it to just this process.
    void sendSignal(const processes::Process& process);

signals:
    void created(ipclens::ObjectId object);
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    template <class Dialog>
    void open(Dialog* dialog);

    Session& session_;
    Settings& settings_;
    QWidget* window_;
};

} // namespace ipclens::ui
