// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/tag.h"

#include "ui/theme.h"
#include "ui/widgets/sample_width.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPalette>

namespace ipclens::ui {
namespace {

constexpr int padding = 5;
constexpr double smaller = 0.88; // of what is a caption already

QFont tagFont(const QFont& font) {
    QFont small = captionFont(font);
    if (small.pointSizeF() > 0) small.setPointSizeF(small.pointSizeF() * smaller);
    return small;
}

} // namespace

int tagWidth(const QString& text, const QFont& font) {
    return sampleWidth(text, tagFont(font)) + 2 * padding;
}

void paintTag(QPainter& painter, const QRect& area, const QString& text, const QFont& font, const QPalette& palette) {
    const QFont small = tagFont(font);
    const QFontMetrics metrics(small);
    const int height = metrics.height() + 1;
    const QRect frame(area.left(), area.center().y() - height / 2, tagWidth(text, font), height);
    const QColor ink = toneColor(Tone::MutedText, palette);
    painter.setPen(blend(ink, palette.color(QPalette::Base), isDark(palette) ? 0.42 : 0.28));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(small);
    painter.setPen(ink);
    painter.drawText(frame, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace ipclens::ui
