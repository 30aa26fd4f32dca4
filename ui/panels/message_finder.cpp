// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/message_finder.h"

#include "ui/models/message_terms.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>
#include <cerrno>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int debounceMilliseconds = 150;
constexpr int tickMilliseconds = 500;
/// A queue in motion is not searched more often than this.
constexpr auto betweenSearches = 1s;
/// A list that is younger needs no word on its age: samples come a few times a second.
constexpr auto fresh = 2500ms;

QString age(Clock::time_point since) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(Clock::now() - since);
    return words::duration(std::max(seconds, 1s));
}

bool sameMessages(const QueueInfo& left, const QueueInfo& right) {
    return left.messages == right.messages && left.bytes == right.bytes && left.sentAt == right.sentAt &&
           left.receivedAt == right.receivedAt && left.lastSendPid == right.lastSendPid &&
           left.lastReceivePid == right.lastReceivePid;
}

} // namespace

MessageFinder::MessageFinder(Session& session, QWidget* parent)
    : QWidget(parent)
    , operations_(session, this)
    , session_(session)
    , terms_(new QLineEdit(this))
    , words_(new ToneLabel(Tone::MutedText, this)) {
    setObjectName(QStringLiteral("messageFinder"));
    terms_->setObjectName(QStringLiteral("messageTerms"));
    terms_->setAccessibleName(tr("Find messages"));
    terms_->setPlaceholderText(tr("Find: type:7 text or 0x7b22"));
    terms_->setToolTip(tr("type:7, type:!7 or type:<=7, and a text in the payload, or its bytes as 0x7b22"));
    terms_->setClearButtonEnabled(true);
    terms_->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    terms_->setMaximumWidth(fontMetrics().averageCharWidth() * 44);
    words_->setObjectName(QStringLiteral("finderWords"));
    words_->setElides(true);
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(terms_, 2);
    layout->addWidget(words_, 3);

    typing_.setSingleShot(true);
    typing_.setInterval(debounceMilliseconds);
    connect(terms_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
    connect(&typing_, &QTimer::timeout, this, &MessageFinder::typed);
    tick_.setInterval(tickMilliseconds);
    connect(&tick_, &QTimer::timeout, this, [this] {
        const bool stale = active_ && !sameMessages(info_, searchedInfo_);
        if (stale && running_ == 0 && isVisible() && Clock::now() - searchedAt_ >= betweenSearches) search();
        say();
    });
    tick_.start();
}

void MessageFinder::setQueue(Id queue) {
    if (queue == queue_) return;
    queue_ = queue;
    readAt_ = {};
    terms_->clear();
    typing_.stop();
    typed();
}

void MessageFinder::setInfo(const QueueInfo& info) {
    info_ = info;
}

void MessageFinder::setReadAt(Clock::time_point readAt) {
    readAt_ = readAt;
    if (!active_) say();
}

void MessageFinder::hideEvent(QHideEvent* event) {
    if (running_ != 0) operations_.cancel(running_);
    QWidget::hideEvent(event);
}

void MessageFinder::typed() {
    const auto filter = parseMessageTerms(terms_->text());
    fault_ = filter ? QString() : filter.error();
    if (!filter) return say();
    const bool wasActive = active_;
    active_ = *filter != transfer::MessageFilter{.anyCase = true};
    if (active_) {
        search();
    } else {
        if (running_ != 0) operations_.cancel(running_);
        again_ = false;
        searched_.reset();
        if (wasActive) emit cleared();
    }
    say();
}

void MessageFinder::search() {
    const auto filter = parseMessageTerms(terms_->text());
    if (!filter || !active_) return;
    if (running_ != 0) {
        // One after the other: two would walk the same queue at once
        again_ = true;
        operations_.cancel(running_);
        return;
    }
    searchedInfo_ = info_;
    running_ = operations_.run(operation::SearchMessages{queue_, *filter},
                               [this, queue = queue_](const Operation&, const Outcome& outcome) {
                                   running_ = 0;
                                   if (queue == queue_ && active_ && !again_) finish(outcome);
                                   if (std::exchange(again_, false)) search();
                               });
    say();
}

void MessageFinder::finish(const Outcome& outcome) {
    searchedAt_ = Clock::now();
    searched_ = outcome.searched;
    count_ = outcome.found.size();
    if (!outcome.error || outcome.error->number != ECANCELED) emit found(outcome.found);
    say();
}

void MessageFinder::say() {
    QString text;
    QStringList shorter;
    if (!fault_.isEmpty()) {
        text = fault_;
    } else if (active_ && searched_) {
        text = searched_->whole ? tr("%1 of %2, as of %3 ago")
                                      .arg(words::count(count_), words::count(searched_->messages), age(searchedAt_))
                                : tr("%1 of the first %2, as of %3 ago; the rest was not searched")
                                      .arg(words::count(count_), words::count(searched_->messages), age(searchedAt_));
        if (count_ >= mostFound) text = tr("the first ") + text;
        if (searched_->moved) text += tr("; the queue moved meanwhile, one may be missing");
        if (searched_->stopped) text = sentences::error(*searched_->stopped);
    } else if (!active_ && readAt_ != Clock::time_point()) {
        const bool justNow = Clock::now() - readAt_ < fresh;
        text = justNow ? tr("Peeked just now: looking takes nothing") : tr("Peeked %1 ago").arg(age(readAt_));
        if (justNow) shorter = QStringList{tr("Peeked just now"), tr("Peeked")};
    }
    if (running_ != 0) {
        const auto running = session_.running();
        const auto own =
            std::find_if(running.begin(), running.end(), [&](const auto& one) { return one.id == running_; });
        if (own != running.end() && own->total > 0) {
            shorter.clear();
            text = tr("searching: %1 of %2").arg(words::count(own->done), words::count(own->total));
        }
    }
    words_->setShorter(shorter);
    words_->setTone(fault_.isEmpty() ? Tone::MutedText : Tone::DangerText);
    if (words_->text() != text) words_->setText(text);
}

} // namespace ipclens::ui
