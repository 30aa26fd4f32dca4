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

void TokenRow::setValue(std::optional<std::uint32_t> value, const QString& note) {
    if (value == value_ && note == note_) return;
    value_ = value;
    note_ = note;
    setAccessibleName(words());
    update();
}

std::uint32_t TokenRow::dots() const {
    if (!value_) return 0;
    const auto room = [](int pixels) {
        return static_cast<std::uint32_t>(std::clamp(pixels / tokenPitch, 0, static_cast<int>(mostTokenDots)));
    };
    if (note_.isEmpty() && *value_ <= room(width())) return *value_;
    const QString text = note_.isEmpty() ? more(*value_) : note_;
    const int besideWords = width() - gap - fontMetrics().horizontalAdvance(text);
    return std::min(*value_, std::max<std::uint32_t>(room(besideWords), leastDots));
}

QString TokenRow::words() const {
    if (!value_ || !note_.isEmpty()) return note_;
    const std::uint32_t shown = dots();
    return *value_ > shown ? more(*value_ - shown) : QString();
}

/// The empty one too.
int TokenRow::places() const {
    return static_cast<int>(std::max<std::uint32_t>(dots(), 1));
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
        painter.translate(-inset, -inset);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isEnabled() ? kindColor(Kind::Semaphore, palette()) : off);
        paintTokenDots(painter, rect(), dots(), tokenPitch);
    }
    painter.setPen(isEnabled() ? toneColor(Tone::MutedText, palette()) : off);
    const QRect room = rect().adjusted(places() * tokenPitch + gap, 0, 0, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(words(), Qt::ElideRight, room.width()));
}

} // namespace ipclens::ui
