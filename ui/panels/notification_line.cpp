// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/notification_line.h"

#include "ui/models/words.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>

namespace ipclens::ui {
namespace {

QString holderWords(const PosixQueueInfo& info, const std::optional<ProcessLabel>& holder) {
    if (!info.statusKnown) return NotificationLine::tr("Who is notified is not known");
    const QString who = NotificationLine::holder(info, holder);
    if (who.isEmpty()) return NotificationLine::tr("No process has asked for mq_notify");
    if (info.notifySignal == 0) return NotificationLine::tr("%1 is notified, by no signal").arg(who);
    return NotificationLine::tr("%1 is notified by %2").arg(who, words::signal(info.notifySignal));
}

QString holderDetails(const PosixQueueInfo& info) {
    if (!info.statusKnown)
        return NotificationLine::tr("mq_notify(3): to see who is registered takes permission to read the queue.");
    if (!info.isNotificationHeld()) return NotificationLine::tr("mq_notify(3): nobody is registered.");
    return NotificationLine::tr("mq_notify(3): registered to be told once, when a message comes to the empty queue. A "
                                "queue has one such place.");
}

} // namespace

NotificationLine::NotificationLine(QWidget* parent)
    : QWidget(parent)
    , notifyMe_(new ActionButton(tr("&Notify me"), nullptr, ActionButton::Look::Plain, this))
    , words_(new ToneLabel(Tone::MutedText, this)) {
    notifyMe_->setObjectName(QStringLiteral("notifyMe"));
    notifyMe_->setCheckable(true);
    words_->setObjectName(QStringLiteral("notified"));
    words_->setElides(true);
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(notifyMe_);
    layout->addWidget(words_, 1);
    connect(notifyMe_, &QPushButton::clicked, this, &NotificationLine::watchAsked);
    setRefusal({});
}

void NotificationLine::show(const PosixQueueInfo& info, const std::optional<ProcessLabel>& holder) {
    info_ = info;
    holder_ = holder;
    say();
}

void NotificationLine::say() {
    const bool held = info_.statusKnown && info_.isNotificationHeld();
    const QString others = holderWords(info_, holder_);
    QString text = others;
    const QString who = holder(info_, holder_);
    QStringList shorter{tr("No mq_notify")};
    if (held) shorter = QStringList{tr("%1 is notified").arg(who), who};
    if (!info_.statusKnown) shorter.clear();
    if (notifyMe_->isChecked()) {
        const QString told = tr("You are told of messages that come");
        const QString besides = held ? QStringLiteral(" \u00b7 ") + others : QString();
        text = told + tr(" (not of one a waiting receiver takes at once)") + besides;
        shorter = QStringList{told + besides, told, tr("You are told")};
    }
    words_->setShorter(shorter);
    if (words_->text() != text) words_->setText(text);
    words_->setTone(held ? std::nullopt : std::optional(Tone::MutedText));
    // A tool tip is rich text where it looks like that
    words_->setToolTip(words::toolTip(text + QLatin1Char('\n') + holderDetails(info_)));
}

QString NotificationLine::holder(const PosixQueueInfo& info, const std::optional<ProcessLabel>& holder) {
    if (!info.statusKnown || !info.isNotificationHeld()) return {};
    if (info.notifyPid == 0) return tr("A process outside this PID namespace");
    return holder ? words::process(holder) : QString::number(info.notifyPid);
}

void NotificationLine::setWatched(bool watched) {
    notifyMe_->setChecked(watched);
    say();
}

void NotificationLine::setRefusal(const QString& why) {
    notifyMe_->setEnabled(why.isEmpty());
    notifyMe_->setToolTip(why.isEmpty() ? tr("Tells here and on the desktop when messages come, beside whoever is "
                                             "registered. A message that a waiting receiver takes at once is not seen.")
                                        : why);
}

} // namespace ipclens::ui
