// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/browse_dialog.h"

#include "ui/dialogs/heading.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {

BrowseDialog::BrowseDialog(Session& session, const PosixQueueInfo& queue, const QString& notified, QWidget* parent)
    : QDialog(parent)
    , session_(session)
    , queue_(queue)
    , notified_(notified)
    , effect_(new ToneLabel(std::nullopt, this))
    , obstacle_(new ToneLabel(Tone::WarningText, this))
    , force_(new QCheckBox(tr("Browse it &all the same"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("browseDialog"));
    setWindowTitle(tr("Browse"));
    effect_->setObjectName(QStringLiteral("browseEffect"));
    obstacle_->setObjectName(QStringLiteral("browseObstacle"));
    force_->setObjectName(QStringLiteral("browseForce"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    verb_ = buttons->addButton(tr("&Browse"), QDialogButtonBox::AcceptRole);
    verb_->setObjectName(QStringLiteral("verb"));
    verb_->setAutoDefault(false);
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setIcon({});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(new Heading(tr("Browse %1").arg(sentences::objectTitle(queue)), this));
    for (QLabel* label : {effect_, obstacle_}) {
        label->setWordWrap(true);
        label->setMinimumWidth(fontMetrics().averageCharWidth() * 72);
    }
    layout->addWidget(effect_);
    layout->addWidget(obstacle_);
    layout->addWidget(force_);
    layout->addSpacing(6);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetMinimumSize);

    auto* code = CopyAsMenu::ofOperation(
        session_,
        [this] {
            return operation::Browse{queue_.name, force_->isChecked()};
        },
        this);
    connect(code, &CopyAsMenu::message, this, &BrowseDialog::message);
    code->openOver(*verb_);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(force_, &QCheckBox::toggled, this, &BrowseDialog::say);
    connect(&session_, &Session::lookOnlyChanged, this, &BrowseDialog::say);
    connect(verb_, &QPushButton::clicked, this, [this] {
        emit chosen(force_->isChecked() && !obstacle().isEmpty());
        accept();
    });
    say();
    cancel->setFocus(Qt::OtherFocusReason);
}

void BrowseDialog::setInfo(const PosixQueueInfo& queue, const QString& notified) {
    queue_ = queue;
    notified_ = notified;
    say();
}

void BrowseDialog::say() {
    const QString messages = words::counted(queue_.messages, tr("message"), tr("messages"));
    effect_->setText(
        tr("All messages of the queue (%1 now) are taken out and put back in their order and priority. Meanwhile each "
           "is in a file of yours, so that none is lost where it can\u2019t be put back.\n\n"
           "For that moment others find the queue empty: a receiver may have to wait, a sender may put a message "
           "between.")
            .arg(queue_.attributesKnown ? words::count(queue_.messages) : words::unknown()));
    const QString why = obstacle();
    obstacle_->setText(why);
    obstacle_->setVisible(!why.isEmpty());
    force_->setVisible(!why.isEmpty());
    const bool refused = !why.isEmpty() && !force_->isChecked();
    verb_->setText(tr("&Browse %1").arg(messages));
    verb_->setEnabled(!session_.lookOnly() && !refused && queue_.messages > 0);
    verb_->setToolTip(session_.lookOnly()    ? tr("Look-only: nothing can be changed")
                      : queue_.messages == 0 ? tr("The queue is empty")
                      : refused              ? tr("See above what may come between")
                                             : QString());
}

QString BrowseDialog::obstacle() const {
    if (!notified_.isEmpty()) {
        return tr("%1 is registered to be notified (mq_notify): the first message that is put back would be told as "
                  "news, and use the registration up.")
            .arg(notified_);
    }
    if (queue_.attributesKnown && queue_.messages >= queue_.maxMessages) {
        return tr("The queue is full: somebody may wait to send, and would take the room that the first message "
                  "leaves. One message of those taken would have none then, and wait in the file.");
    }
    return {};
}

} // namespace ipclens::ui
