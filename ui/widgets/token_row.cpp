// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/token_row.h"

#include "ui/delegates/token_delegate.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int leastDots = 3; // before words that tell of more
constexpr int gap = 6;
constexpr double emptyLine = 1.5;

QString more(std::uint32_t count) {
    return TokenRow::tr("+ %1 more").arg(words::count(count));
}

} // namespace

TokenRow::TokenRow(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TokenRow::setValue(std::optional<std::uint32_t> value) {
    if (value == value_) return;
    value_ = value;
    update();
}

std::uint32_t TokenRow::dots() const {
    if (!value_) return 0;
    const auto room = [this](int pixels) {
        return static_cast<std::uint32_t>(std::clamp(pixels / tokenPitch, 0, static_cast<int>(mostTokenDots)));
    };
    if (*value_ <= room(width())) return *value_;
    const int besideWords = width() - gap - fontMetrics().horizontalAdvance(more(*value_));
    return std::clamp(room(besideWords), std::min<std::uint32_t>(leastDots, *value_), *value_);
}

QString TokenRow::rest() const {
    const std::uint32_t shown = dots();
    return value_ && *value_ > shown ? more(*value_ - shown) : QString();
}

QSize TokenRow::sizeHint() const {
    return {mostTokenDots * tokenPitch, fontMetrics().height()};
}

QSize TokenRow::minimumSizeHint() const {
    return {leastDots * tokenPitch, fontMetrics().height()};
}

void TokenRow::paintEvent(QPaintEvent* /*event*/) {
    if (!value_) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor off = palette().color(QPalette::Disabled, QPalette::Text);
    if (*value_ == 0) {
        const double inset = emptyLine / 2;
        painter.setPen(QPen(isEnabled() ? toneColor(Tone::DangerText, palette()) : off, emptyLine));
        painter.setBrush(Qt::NoBrush);
        painter.translate(inset, inset);
        paintTokenDots(painter, rect(), 1, tokenPitch - static_cast<int>(emptyLine));
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? kindColor(Kind::Semaphore, palette()) : off);
    const std::uint32_t shown = dots();
    paintTokenDots(painter, rect(), shown, tokenPitch);
    painter.setPen(isEnabled() ? toneColor(Tone::MutedText, palette()) : off);
    painter.drawText(rect().adjusted(static_cast<int>(shown) * tokenPitch + gap, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, rest());
}

} // namespace ipclens::ui
