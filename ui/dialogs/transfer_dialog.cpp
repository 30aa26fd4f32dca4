// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/transfer_dialog.h"

#include "ui/dialogs/verdict.h"
#include "ui/models/words.h"
#include "ui/theme.h"

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
    const QString source = words::object({Kind::MessageQueue, from.id});
    setWindowTitle(move ? tr("Move the messages of %1").arg(source) : tr("Copy the messages of %1").arg(source));
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
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* verb = buttons->addButton(move ? tr("Move %1").arg(messages) : tr("Copy %1").arg(messages),
                                    QDialogButtonBox::AcceptRole);
    verb->setObjectName(QStringLiteral("verb"));
    verb->setAutoDefault(false);
    verb->setEnabled(to_->count() > 0);
    if (to_->count() == 0) effect->fault(tr("There is no other queue that you may send to."));
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(wait_);
    layout->addWidget(effect);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 68);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(verb, &QPushButton::clicked, this, [this] {
        emit chosen(Id{to_->currentData().toInt()}, wait_->isChecked());
        accept();
    });
}

} // namespace ipclens::ui
