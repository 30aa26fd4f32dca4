// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/posix_receive_dialog.h"

#include "ui/dialogs/heading.h"
#include "ui/models/sentences.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {

PosixReceiveDialog::PosixReceiveDialog(Session& session, const PosixQueueInfo& queue, QWidget* parent)
    : QDialog(parent)
    , queue_(queue)
    , what_(new ToneLabel(std::nullopt, this))
    , wait_(new QCheckBox(tr("&Wait if there is none; it can be cancelled"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("receiveDialog"));
    setWindowTitle(tr("Receive"));
    what_->setObjectName(QStringLiteral("whatIsTaken"));
    what_->setWordWrap(true);
    what_->setMinimumWidth(fontMetrics().averageCharWidth() * 64);
    what_->setMinimumHeight(fontMetrics().lineSpacing() * 4); // of the longest it says, so that nothing moves
    what_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    wait_->setObjectName(QStringLiteral("receiveWait"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    take_ = buttons->addButton(tr("&Take the message"), QDialogButtonBox::AcceptRole);
    take_->setObjectName(QStringLiteral("verb"));
    take_->setAutoDefault(false);
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setIcon({});
    auto* code = CopyAsMenu::ofOperation(
        session,
        [this] {
            return operation::Receive{objectIdOf(queue_), {}, wait_->isChecked(), std::nullopt};
        },
        this);
    connect(code, &CopyAsMenu::message, this, &PosixReceiveDialog::message);
    code->openOver(*take_);
    buttons->addButton(code->makeButton(buttons), QDialogButtonBox::ResetRole); // its place: apart from the others
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(new Heading(tr("Receive from %1").arg(sentences::objectTitle(queue)), this));
    layout->addWidget(what_, 1);
    layout->addWidget(wait_);
    layout->addSpacing(6);
    layout->addWidget(buttons);
    connect(wait_, &QCheckBox::toggled, this, &PosixReceiveDialog::say);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(take_, &QPushButton::clicked, this, [this] {
        emit chosen(wait_->isChecked());
        accept();
    });
    say();
    wait_->setFocus(Qt::OtherFocusReason);
}

void PosixReceiveDialog::setInfo(const PosixQueueInfo& queue) {
    queue_ = queue;
    say();
}

void PosixReceiveDialog::say() {
    QString text = tr("Takes the first message of the highest priority.");
    if (queue_.messages > 0 || !queue_.attributesKnown) {
        text += QLatin1Char(' ') + tr("Which one that is can\u2019t be seen before.") + QLatin1Char('\n') +
                tr("It is removed from the queue and kept in this window; you can put it back.");
    } else {
        text += QLatin1Char(' ') + (wait_->isChecked() ? tr("As of now there is none: it waits for one.")
                                                       : tr("As of now there is none: nothing would be taken."));
    }
    what_->setText(text);
}

} // namespace ipclens::ui
