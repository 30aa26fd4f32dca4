// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/token_delegate.h"

#include <QPainter>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr std::uint32_t largestValue = 32767; // SEMVMX
constexpr int narrowPitch = 8;                // of smaller dots, before a bar has to do
constexpr int dotGap = 3;
constexpr int barHeight = 6;
constexpr int sideMargin = 9;

void paintBar(QPainter* painter, const QRect& room, std::uint32_t value, const QColor& groove) {
    const QRect bar(room.left(), room.center().y() - barHeight / 2, room.width(), barHeight);
    const QBrush fill = painter->brush();
    painter->setBrush(groove);
    painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    painter->setBrush(fill);
    painter->setClipRect(QRect(bar.topLeft(), QSize(tokenBarLength(value, bar.width()), barHeight)));
    painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
}

} // namespace

TokenForm tokenForm(bool known, std::uint32_t value, int width, int pitch) {
    if (!known) return TokenForm::Unknown;
    if (value == 0) return TokenForm::Zero;
    const bool fits = static_cast<std::int64_t>(value) * pitch <= width;
    return value <= mostTokenDots && fits ? TokenForm::Dots : TokenForm::Bar;
}

int tokenBarLength(std::uint32_t value, int width) {
    if (value == 0) return 0;
    if (value >= largestValue) return width;
    const auto length =
        static_cast<int>(static_cast<std::uint64_t>(value) * static_cast<std::uint64_t>(width) / largestValue);
    return std::clamp(length, 1, std::max(1, width - 1));
}

void paintTokenDots(QPainter& painter, const QRect& room, std::uint32_t count, int pitch) {
    const int size = pitch - dotGap;
    const int top = room.center().y() - size / 2;
    for (std::uint32_t i = 0; i < count; ++i)
        painter.drawEllipse(QRectF(room.left() + static_cast<int>(i) * pitch, top, size, size));
}

TokenDelegate::TokenDelegate(int valueRole, QObject* parent)
    : CellDelegate(parent)
    , valueRole_(valueRole) {}

void TokenDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QVariant value = index.data(valueRole_);
    const QRect room = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    const auto formWith = [&](int pitch) { return tokenForm(value.isValid(), value.toUInt(), room.width(), pitch); };
    const int pitch = formWith(tokenPitch) == TokenForm::Bar ? narrowPitch : tokenPitch;
    const TokenForm form = formWith(pitch);
    if (form == TokenForm::Unknown) {
        CellDelegate::paint(painter, option, index);
        return;
    }
    paintGround(painter, option, index);
    const bool enabled = (option.state & QStyle::State_Enabled) != 0;
    const QColor color =
        enabled ? kindColor(Kind::Semaphore, option.palette) : option.palette.color(QPalette::Disabled, QPalette::Text);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    if (form == TokenForm::Zero) {
        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(enabled ? toneColor(Tone::DangerText, option.palette) : color);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    } else if (form == TokenForm::Dots) {
        paintTokenDots(*painter, room, value.toUInt(), pitch);
    } else {
        paintBar(painter, room, value.toUInt(), toneColor(Tone::ChipGround, option.palette));
    }
    painter->restore();
}

} // namespace ipclens::ui
