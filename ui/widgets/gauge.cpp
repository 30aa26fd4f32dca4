// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/gauge.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ipclens::ui {
namespace {

constexpr int thickness = 8;
constexpr int steps = 1000;

} // namespace

Gauge::Gauge(QWidget* parent)
    : QProgressBar(parent) {
    setRange(0, steps);
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Gauge::show(std::optional<double> part, const QColor& color, const QString& words) {
    part_ = part;
    color_ = color;
    setValue(part ? static_cast<int>(std::lround(std::clamp(*part, 0.0, 1.0) * steps)) : 0);
    setAccessibleDescription(words);
    update();
}

QSize Gauge::sizeHint() const {
    return {120, thickness + 2};
}

QSize Gauge::minimumSizeHint() const {
    return {40, thickness + 2};
}

void Gauge::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF groove(0, (height() - thickness) / 2.0, width(), thickness);
    painter.setBrush(toneColor(Tone::ChipGround, palette()));
    painter.drawRoundedRect(groove, thickness / 2.0, thickness / 2.0);
    if (!part_ || *part_ <= 0) return;
    // A little use is still seen, and only a full one fills the groove
    double filled = std::max(2.0, std::min(*part_, 1.0) * groove.width());
    if (*part_ < 1) filled = std::min(filled, groove.width() - 1);
    painter.setClipRect(QRectF(groove.left(), groove.top(), filled, groove.height()));
    painter.setBrush(color_);
    painter.drawRoundedRect(groove, thickness / 2.0, thickness / 2.0);
}

} // namespace ipclens::ui
