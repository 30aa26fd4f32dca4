// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/activity_curve.h"

#include "ui/delegates/sparkline.h"
#include "ui/models/activity.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QPainter>

#include <utility>

namespace ipclens::ui {
namespace {

constexpr int comfortable = 64;
constexpr int least = 20;
constexpr int gap = 4;

} // namespace

ActivityCurve::ActivityCurve(const QString& title, Kind kind, QWidget* parent)
    : QWidget(parent)
    , title_(title)
    , kind_(kind) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(title);
}

void ActivityCurve::show(std::shared_ptr<const watching::Trace> trace, std::chrono::steady_clock::time_point end) {
    trace_ = std::move(trace);
    end_ = end;
    setAccessibleDescription(words());
    update();
}

QSize ActivityCurve::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() + gap + comfortable};
}

QSize ActivityCurve::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() + gap + least};
}

QString ActivityCurve::words() const {
    const auto range = trace_ != nullptr ? activity::range(*trace_, end_) : std::nullopt;
    if (!range) return words::unknown();
    if (range->lowest == range->highest) return tr("%1 all the while").arg(words::count(range->highest));
    return tr("%1 to %2").arg(words::count(range->lowest), words::count(range->highest));
}

void ActivityCurve::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QRect line(0, 0, width(), fontMetrics().height());
    painter.setPen(toneColor(Tone::MutedText, palette()));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title_);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, words());
    const QRect field(0, line.bottom() + gap, width(), height() - line.height() - gap);
    painter.fillRect(QRect(field.left(), field.bottom(), field.width(), 1), toneColor(Tone::Separator, palette()));
    if (trace_ == nullptr) return;
    const QColor color = kindColor(kind_, palette());
    const QColor filled = blend(color, palette().color(QPalette::Base), isDark(palette()) ? 0.22 : 0.13);
    paintSparkline(painter, field.adjusted(0, 0, 0, -1), *trace_, end_, color, filled);
}

} // namespace ipclens::ui
