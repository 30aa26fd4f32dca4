// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/transfer_menu.h"

#include "core/objects/access.h"
#include "core/transfer/message_file.h"
#include "ui/dialogs/message_file_dialog.h"
#include "ui/dialogs/transfer_dialog.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QMenu>

namespace ipclens::ui {
namespace {

void refuse(QAction* action, const QString& why) {
    action->setEnabled(why.isEmpty());
    action->setToolTip(why);
}

} // namespace

TransferMenu::TransferMenu(QMenu* menu, Session& session, QWidget* parent)
    : QObject(parent)
    , session_(session)
    , window_(parent)
    , move_(menu->addAction(tr("&Move to queue\u2026"), this, [this] { askQueue(true); }))
    , copy_(menu->addAction(tr("&Copy to queue\u2026"), this, [this] { askQueue(false); }))
    , drain_(menu->addAction(tr("&Drain to file\u2026"), this, &TransferMenu::askDrain))
    , load_(menu->addAction(tr("&Load from file\u2026"), this, &TransferMenu::askLoad)) {
    menu->setToolTipsVisible(true);
    move_->setObjectName(QStringLiteral("moveMessages"));
    copy_->setObjectName(QStringLiteral("copyMessages"));
    drain_->setObjectName(QStringLiteral("drainMessages"));
    load_->setObjectName(QStringLiteral("loadMessages"));
    // The dialogs for files have no room for it
    menu->addSeparator();
    offerCode(*menu, tr("Copy drain as"), operation::Transfer::What::Drain);
    offerCode(*menu, tr("Copy load as"), operation::Transfer::What::Load);
}

void TransferMenu::setRefusal(const QString& toSend, const QString& toTake, const QString& toLook) {
    refuse(move_, toTake);
    refuse(copy_, toLook);
    refuse(drain_, toTake);
    refuse(load_, toSend);
}

void TransferMenu::offerCode(QMenu& menu, const QString& title, operation::Transfer::What what) {
    const auto source = [this, what]() -> std::optional<Operation> {
        operation::Transfer transfer;
        transfer.what = what;
        transfer.from = queue_.id;
        transfer.to = queue_.id;
        transfer.path = QFile::encodeName(messageFileName(objectIdOf(queue_))).toStdString();
        transfer.block = true;
        return transfer;
    };
    auto* code = CopyAsMenu::ofOperation(session_, source, &menu);
    code->setTitle(title);
    connect(code, &CopyAsMenu::message, this, &TransferMenu::message);
    menu.addMenu(code);
}

void TransferMenu::askQueue(bool move) {
    const auto what = move ? TransferDialog::What::Move : TransferDialog::What::Copy;
    auto* dialog = new TransferDialog(what, queue_, others(!move), window_);
    const auto chosen = [dialog, move, from = queue_.id] {
        operation::Transfer transfer;
        transfer.what = move ? operation::Transfer::What::Move : operation::Transfer::What::Copy;
        transfer.from = from;
        transfer.to = dialog->to();
        transfer.block = dialog->waits();
        return transfer;
    };
    connect(dialog, &TransferDialog::chosen, this, [this, chosen] { emit asked(chosen()); });
    auto* code = CopyAsMenu::ofOperation(
        session_, [chosen] { return chosen(); }, dialog);
    connect(code, &CopyAsMenu::message, this, &TransferMenu::message);
    dialog->offerCode(*code);
    dialog->open();
}

void TransferMenu::askDrain() {
    auto* dialog = makeDrainDialog(objectIdOf(queue_), window_);
    connect(dialog, &QFileDialog::fileSelected, this, [this, from = queue_.id](const QString& path) {
        operation::Transfer transfer;
        transfer.what = operation::Transfer::What::Drain;
        transfer.from = from;
        transfer.path = QFile::encodeName(path).toStdString();
        emit asked(transfer);
    });
    dialog->open();
}

void TransferMenu::askLoad() {
    auto* dialog = makeLoadDialog(objectIdOf(queue_), window_);
    connect(dialog, &QFileDialog::fileSelected, this, [this, to = queue_.id](const QString& path) {
        operation::Transfer transfer;
        transfer.what = operation::Transfer::What::Load;
        transfer.to = to;
        transfer.path = QFile::encodeName(path).toStdString();
        transfer.block = true; // a file may hold more than the queue does; it can be stopped
        emit asked(transfer);
    });
    dialog->open();
}

std::vector<QueueInfo> TransferMenu::others(bool withItself) const {
    std::vector<QueueInfo> queues;
    const auto last = session_.last();
    if (!last || !last->rows || !last->rows->snapshot) return queues;
    for (const QueueInfo& queue : last->rows->snapshot->queues) {
        if (withItself || queue.id != queue_.id) queues.push_back(queue);
    }
    return queues;
}

} // namespace ipclens::ui
