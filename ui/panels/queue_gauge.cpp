// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_gauge.h"

#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/tone_label.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int longest = 120;
constexpr int shortest = 56;
/// Characters that the line needs for the long gauge.
constexpr int oneLine = 100;

QString messages(std::uint64_t count) {
    return words::counted(count, QueueGauge::tr("message"), QueueGauge::tr("messages"));
}

} // namespace

QueueGauge::QueueGauge(QWidget* parent)
    : QWidget(parent)
    , layout_(new QHBoxLayout(this))
    , caption_(new ToneLabel(Tone::MutedText, this))
    , gauge_(new Gauge(this))
    , words_(new ToneLabel(std::nullopt, this)) {
    caption_->setObjectName(QStringLiteral("queueState"));
    words_->setObjectName(QStringLiteral("queueWords"));
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    gauge_->setAccessibleName(tr("How full the queue is"));
    gauge_->setMinimumWidth(shortest);
    gauge_->setMaximumWidth(longest);
    caption_->setElides(true);
    layout_->setContentsMargins(12, 5, 12, 5);
    layout_->addWidget(caption_);
    layout_->addWidget(gauge_);
    layout_->addWidget(words_);
}

void QueueGauge::setLead(QWidget* lead) {
    layout_->insertWidget(0, lead, 1);
}

void QueueGauge::show(const QueueInfo& info, Knowledge known) {
    const bool limited = known.capacity && info.capacity > 0;
    Filling filling;
    filling.empty = info.messages == 0;
    // The kernel counts messages against the same number, so that empty ones can't fill memory
    filling.full = limited && (info.bytes >= info.capacity || info.messages >= info.capacity);
    if (limited) filling.part = static_cast<double>(info.bytes) / static_cast<double>(info.capacity);
    filling.words = QStringLiteral("%1 \u00b7 %2")
                        .arg(words::usage(info.bytes, limited ? std::optional(info.capacity) : std::nullopt),
                             messages(info.messages));
    filling_ = filling;
    paint();
}

void QueueGauge::show(const PosixQueueInfo& info) {
    Filling filling;
    filling.words = tr("How many messages is not known");
    if (info.attributesKnown) {
        filling.empty = info.messages == 0;
        filling.full = info.messages >= info.maxMessages;
        filling.part =
            static_cast<double>(info.messages) / static_cast<double>(std::max<std::uint64_t>(info.maxMessages, 1));
        filling.words = tr("%1 of %2").arg(words::count(info.messages), messages(info.maxMessages));
        if (info.statusKnown) filling.words += QStringLiteral(" \u00b7 ") + words::size(info.bytes);
    }
    filling_ = filling;
    paint();
}

void QueueGauge::setWaiting(const QString& words, const QString& details) {
    waiting_ = words;
    waitingDetails_ = details;
    paint();
}

void QueueGauge::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) paint();
    QWidget::changeEvent(event);
}

void QueueGauge::resizeEvent(QResizeEvent* event) {
    // In little room words say more than a picture
    const bool narrow = width() < fontMetrics().averageCharWidth() * oneLine;
    gauge_->setMaximumWidth(narrow ? shortest : longest);
    if (std::exchange(narrow_, narrow) != narrow) paint();
    QWidget::resizeEvent(event);
}

void QueueGauge::paint() {
    const bool full = filling_.full;
    const QString text = full ? tr("full: %1").arg(filling_.words) : filling_.words;
    // Who waits in fact is not in the counts: without a look at them, what follows from these, where there is room
    const QString would = full ? tr("A send would wait") : filling_.empty ? tr("A receive would wait") : QString();
    caption_->setText(waiting_.isEmpty() ? (narrow_ ? QString() : would) : waiting_);
    caption_->setTone(!waiting_.isEmpty() ? Tone::WarningText : full ? Tone::DangerText : Tone::MutedText);
    // A tool tip is rich text where it looks like that
    caption_->setToolTip((waitingDetails_.isEmpty() ? caption_->text() : waitingDetails_).toHtmlEscaped());
    if (words_->text() != text) words_->setText(text);
    const QColor color = full ? toneColor(Tone::DangerText, palette()) : kindColor(Kind::MessageQueue, palette());
    gauge_->show(filling_.part, color, text);
    words_->setTone(full ? std::optional(Tone::DangerText) : std::nullopt);
}

} // namespace ipclens::ui
