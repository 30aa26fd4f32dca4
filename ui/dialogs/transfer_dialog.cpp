// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/transfer_dialog.h"

#include "ui/dialogs/heading.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/copy_as_menu.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

QString titleOf(const QueueInfo& queue) {
    const QString object = words::object({Kind::MessageQueue, queue.id});
    const QString key = queue.key.isPrivate() ? TransferDialog::tr("private") : words::key(queue.key);
    return QStringLiteral("%1  %2  \u00b7  %3")
        .arg(object, key,
             words::counted(queue.messages, TransferDialog::tr("message"), TransferDialog::tr("messages")));
}

} // namespace

TransferDialog::TransferDialog(What what, const QueueInfo& from, const std::vector<QueueInfo>& queues, QWidget* parent)
    : QDialog(parent)
    , to_(new QComboBox(this))
    , wait_(new QCheckBox(tr("&Wait while that queue is full; can be stopped"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("transferDialog"));
    const bool move = what == What::Move;
    setWindowTitle(move ? tr("Move messages") : tr("Copy messages"));
    const QString source = sentences::objectTitle(from);
    auto* heading =
        new Heading(move ? tr("Move the messages of %1").arg(source) : tr("Copy the messages of %1").arg(source), this);
    to_->setObjectName(QStringLiteral("transferTo"));
    to_->setFont(monospaceFont());
    for (const QueueInfo& queue : queues)
        to_->addItem(titleOf(queue), queue.id.value);
    auto* effect = new Verdict(this);
    const QString messages = words::counted(from.messages, tr("message"), tr("messages"));
    effect->note(
        move ? tr("%1, oldest first. Each is taken only when there is room for it, and written to disk before it "
                  "is taken; the source has it no longer then.")
                   .arg(messages)
             : tr("%1, oldest first. The source is only looked at and keeps them.").arg(messages));
    auto* form = new QFormLayout;
    form->addRow(move ? tr("&Move to") : tr("&Copy to"), to_);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    verb_ = buttons_->addButton(move ? tr("Move %1").arg(messages) : tr("Copy %1").arg(messages),
                                QDialogButtonBox::AcceptRole);
    verb_->setObjectName(QStringLiteral("verb"));
    verb_->setAutoDefault(false);
    verb_->setEnabled(to_->count() > 0);
    if (to_->count() == 0) effect->fault(tr("There is no other queue that you may send to."));
    buttons_->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons_->button(QDialogButtonBox::Cancel)->setIcon({});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addLayout(form);
    layout->addWidget(wait_);
    layout->addWidget(effect);
    layout->addWidget(buttons_);
    setMinimumWidth(fontMetrics().averageCharWidth() * 68);

    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(verb_, &QPushButton::clicked, this, [this] {
        emit chosen(to(), waits());
        accept();
    });
}

Id TransferDialog::to() const {
    return Id{to_->currentData().toInt()};
}

bool TransferDialog::waits() const {
    return wait_->isChecked();
}

void TransferDialog::offerCode(CopyAsMenu& menu) {
    menu.openOver(*verb_);
    buttons_->addButton(menu.makeButton(buttons_), QDialogButtonBox::ResetRole); // its place: apart from the others
}

} // namespace ipclens::ui
