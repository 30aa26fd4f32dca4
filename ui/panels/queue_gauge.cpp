// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_gauge.h"

#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/tone_label.h"

#include <QEvent>
#include <QHBoxLayout>

#include <optional>

namespace ipclens::ui {
namespace {

constexpr int longest = 120;
constexpr int shortest = 56;
/// Characters that the line needs for the long gauge.
constexpr int oneLine = 100;

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
    info_ = info;
    known_ = known;
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
    QWidget::resizeEvent(event);
}

void QueueGauge::paint() {
    const bool known = known_.capacity && info_.capacity > 0;
    // The kernel counts messages against the same number, so that empty ones can't fill memory
    const bool full = known && (info_.bytes >= info_.capacity || info_.messages >= info_.capacity);
    const QString usage = words::usage(info_.bytes, known ? std::optional(info_.capacity) : std::nullopt);
    const QString text =
        QStringLiteral("%1%2 \u00b7 %3")
            .arg(full ? tr("full: ") : QString(), usage, words::counted(info_.messages, tr("message"), tr("messages")));
    // Who waits in fact is not in the counts: without a look at them, what follows from these
    const QString would = full ? tr("A send would wait") : info_.messages == 0 ? tr("A receive would wait") : QString();
    caption_->setText(waiting_.isEmpty() ? would : waiting_);
    caption_->setTone(!waiting_.isEmpty() ? Tone::WarningText : full ? Tone::DangerText : Tone::MutedText);
    // A tool tip is rich text where it looks like that
    caption_->setToolTip((waitingDetails_.isEmpty() ? caption_->text() : waitingDetails_).toHtmlEscaped());
    if (words_->text() != text) words_->setText(text);
    const QColor color = full ? toneColor(Tone::DangerText, palette()) : kindColor(Kind::MessageQueue, palette());
    gauge_->show(known ? std::optional(static_cast<double>(info_.bytes) / static_cast<double>(info_.capacity))
                       : std::nullopt,
                 color, text);
    words_->setTone(full ? std::optional(Tone::DangerText) : std::nullopt);
}

} // namespace ipclens::ui
