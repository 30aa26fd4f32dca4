// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/operation_desk.h"

#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/create_dialog.h"
#include "ui/dialogs/remove_dialog.h"
#include "ui/dialogs/signal_dialog.h"
#include "ui/settings.h"

#include <QWidget>

#include <utility>

namespace ipclens::ui {

OperationDesk::OperationDesk(Session& session, Settings& settings, QWidget* window)
    : QObject(window)
    , session_(session)
    , settings_(settings)
    , window_(window) {}

void OperationDesk::create(Kind kind) {
    auto* dialog = new CreateDialog(session_, kind, window_, settings_.createdApi());
    connect(dialog, &CreateDialog::apiChosen, this, [this](Api api) { settings_.setCreatedApi(api); });
    connect(dialog, &CreateDialog::created, this, &OperationDesk::created);
    open(dialog);
}

void OperationDesk::change(const ObjectInfo& info) {
    open(new ChangeDialog(session_, info, window_));
}

void OperationDesk::resize(const ObjectInfo& info) {
    open(new ChangeDialog(session_, info, window_, ChangeDialog::First::Size));
}

void OperationDesk::remove(std::vector<ObjectId> objects) {
    if (!objects.empty()) open(new RemoveDialog(session_, std::move(objects), window_));
}

void OperationDesk::sendSignal(const processes::Process& process) {
    open(new SignalDialog(session_, process, window_));
}

template <class Dialog>
void OperationDesk::open(Dialog* dialog) {
    connect(dialog, &Dialog::message, this, &OperationDesk::message);
    dialog->open();
}

} // namespace ipclens::ui
