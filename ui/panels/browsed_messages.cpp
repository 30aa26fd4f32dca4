// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/browsed_messages.h"

#include "ui/models/words.h"
#include "ui/panels/message_list.h"
#include "ui/widgets/strip.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

QString messages(std::uint64_t count) {
    return words::counted(count, BrowsedMessages::tr("message"), BrowsedMessages::tr("messages"));
}

} // namespace

BrowsedMessages::BrowsedMessages(QWidget* parent)
    : QWidget(parent)
    , model_(nullptr, Api::Posix)
    , strip_(new Strip(Tone::InfoGround, this))
    , again_(strip_->addButton(QStringLiteral("browseAgain"), tr("Browse again\u2026")))
    , list_(new MessageList(model_, this)) {
    setObjectName(QStringLiteral("browsedMessages"));
    strip_->setObjectName(QStringLiteral("browsedAt"));
    strip_->show();
    auto* close = strip_->addButton(QStringLiteral("closeBrowsed"), tr("Close"));
    close->setToolTip(tr("Forgets what was seen; the messages are in the queue"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(strip_);
    layout->addWidget(list_, 1);
    setFocusProxy(list_);
    connect(again_, &QPushButton::clicked, this, &BrowsedMessages::browseAsked);
    connect(close, &QPushButton::clicked, this, &BrowsedMessages::closed);
    connect(list_, &MessageList::chosenChanged, this, &BrowsedMessages::choose);
}

void BrowsedMessages::show(ObjectId queue, const Report& report, const QDateTime& at) {
    queue_ = queue;
    report_ = report;
    at_ = at;
    model_.reset(0);
    std::vector<MessageHead> heads;
    heads.reserve(report->messages.size());
    for (const transfer::BrowsedMessage& message : report->messages) {
        const auto known = static_cast<std::ptrdiff_t>(std::min(message.payload.size(), transfer::browsedHead));
        heads.push_back({heads.size(),
                         static_cast<long>(message.priority),
                         message.size,
                         {message.payload.begin(), message.payload.begin() + known}});
    }
    model_.showFound(heads);
    say();
}

void BrowsedMessages::setNow(std::optional<std::uint64_t> messages) {
    if (now_ == messages) return;
    now_ = messages;
    say();
}

void BrowsedMessages::setStruct(const std::optional<bytes::StructDeclaration>& chosen) {
    model_.setStruct(chosen);
}

void BrowsedMessages::setEnded() {
    now_.reset();
    model_.setEnded();
    say();
}

void BrowsedMessages::unchoose() {
    list_->unchoose();
}

void BrowsedMessages::setRefusal(const QString& why) {
    again_->setEnabled(why.isEmpty());
    again_->setToolTip(why);
}

void BrowsedMessages::choose() {
    const auto row = list_->chosen();
    if (!row || report_ == nullptr) return;
    const auto place = static_cast<std::size_t>(*row);
    if (place >= report_->messages.size()) return;
    const transfer::BrowsedMessage& message = report_->messages[place];
    emit chosen(tr("Message #%1").arg(place), queue_, {static_cast<long>(message.priority), message.payload},
                message.size);
}

void BrowsedMessages::say() {
    if (report_ == nullptr) return;
    const std::uint64_t seen = report_->messages.size();
    const QString at = at_.toString(QStringLiteral("HH:mm:ss"));
    const QString text = tr("As of %1: %2").arg(at, messages(seen));
    const QString shorter = QStringLiteral("%1: %2").arg(at, words::count(seen));
    // The same count does not say that they are the same messages
    if (!now_ || *now_ == seen) return strip_->say(text, {QStringLiteral("%1: %2").arg(at, messages(seen)), shorter});
    const QString now = words::count(*now_);
    strip_->say(text + QStringLiteral(" \u00b7 ") + tr("the queue has %1 now").arg(now),
                {tr("%1 \u00b7 %2 now").arg(text, now), tr("%1, %2 now").arg(shorter, now)});
}

} // namespace ipclens::ui
