// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/curve.h"

#include "ui/delegates/sparkline.h"
#include "ui/models/activity.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {
namespace {

constexpr int leastHeight = 30; // of the curve alone
constexpr int gap = 4;

} // namespace

Curve::Curve(Kind kind, const QString& what, QWidget* parent)
    : QWidget(parent)
    , kind_(kind)
    , what_(what)
    , caption_(new ToneLabel(Tone::MutedText, this))
    , range_(new ToneLabel(Tone::MutedText, this)) {
    caption_->setText(tr("%1, last %2 s").arg(what_).arg(activity::span.count()));
    for (ToneLabel* label : {caption_, range_})
        label->setElides(true);
    auto* line = new QHBoxLayout;
    line->addWidget(caption_, 1);
    line->addWidget(range_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addLayout(line);
    layout->addSpacing(leastHeight);
    layout->addStretch(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    tell();
}

void Curve::show(std::shared_ptr<const watching::Trace> trace, std::chrono::steady_clock::time_point end) {
    const bool same = trace == trace_ && (trace == nullptr || end == end_ || !activity::wanders(*trace, end_));
    trace_ = std::move(trace);
    end_ = end;
    if (same) return;
    tell();
    update();
}

QString Curve::words() const {
    return activity::words(what_, trace_.get(), end_);
}

void Curve::tell() {
    const auto seen = trace_ != nullptr ? activity::range(*trace_, end_) : std::nullopt;
    QString text = words::unknown();
    if (seen && seen->lowest == seen->highest) text = tr("always %1").arg(words::count(seen->lowest));
    if (seen && seen->lowest != seen->highest)
        text = tr("%1 to %2").arg(words::count(seen->lowest), words::count(seen->highest));
    if (text != range_->text()) range_->setText(text);
    setAccessibleName(words());
    setToolTip(words());
}

QRect Curve::field() const {
    const int top = caption_->geometry().bottom() + 1 + gap;
    return {0, top, width(), height() - top};
}

void Curve::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QRect area = field();
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), toneColor(Tone::Separator, palette()));
    if (trace_ == nullptr) return;
    const QColor line = isEnabled() ? kindColor(kind_, palette()) : palette().color(QPalette::Disabled, QPalette::Text);
    const QColor filled = blend(line, palette().color(QPalette::Base), isDark(palette()) ? 0.22 : 0.13);
    paintSparkline(painter, area, *trace_, end_, line, filled);
}

void Curve::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange) update();
}

} // namespace ipclens::ui
