// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/posix_transfer_menu.h"

#include "ui/dialogs/message_file_dialog.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QMenu>

namespace ipclens::ui {
namespace {

ObjectId objectOf(Name queue) {
    return ObjectId::posix(Kind::MessageQueue, queue);
}

void refuse(QAction* action, const QString& why) {
    action->setEnabled(why.isEmpty());
    action->setToolTip(why);
}

} // namespace

PosixTransferMenu::PosixTransferMenu(QMenu* menu, Session& session, QWidget* parent)
    : QObject(parent)
    , session_(session)
    , window_(parent)
    , drain_(menu->addAction(tr("&Drain to file\u2026"), this, [this] { ask(What::Drain); }))
    , load_(menu->addAction(tr("&Load from file\u2026"), this, [this] { ask(What::Load); })) {
    menu->setToolTipsVisible(true);
    drain_->setObjectName(QStringLiteral("drainMessages"));
    load_->setObjectName(QStringLiteral("loadMessages"));
    // The dialogs for files have no room for it
    menu->addSeparator();
    offerCode(*menu, tr("Copy drain as"), What::Drain);
    offerCode(*menu, tr("Copy load as"), What::Load);
}

void PosixTransferMenu::setRefusal(const QString& toSend, const QString& toTake) {
    refuse(drain_, toTake);
    refuse(load_, toSend);
}

void PosixTransferMenu::ask(What what) {
    const ObjectId queue = objectOf(queue_);
    QFileDialog* dialog = what == What::Drain ? makeDrainDialog(queue, window_) : makeLoadDialog(queue, window_);
    connect(dialog, &QFileDialog::fileSelected, this, [this, what, of = queue_, inode = inode_](const QString& path) {
        operation::PosixTransfer chosen = transfer(what, path);
        // another one may be shown by now
        chosen.queue = of;
        chosen.inode = inode;
        emit asked(chosen);
    });
    dialog->open();
}

void PosixTransferMenu::offerCode(QMenu& menu, const QString& title, What what) {
    const auto source = [this, what]() -> std::optional<Operation> {
        return transfer(what, messageFileName(objectOf(queue_)));
    };
    auto* code = CopyAsMenu::ofOperation(session_, source, &menu);
    code->setTitle(title);
    connect(code, &CopyAsMenu::message, this, &PosixTransferMenu::message);
    menu.addMenu(code);
}

operation::PosixTransfer PosixTransferMenu::transfer(What what, const QString& path) const {
    // A file may hold more than the queue does; it can be stopped
    return {what, queue_, QFile::encodeName(path).toStdString(), what == What::Load, inode_};
}

} // namespace ipclens::ui
