// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/underline_tabs.h"

#include "ui/theme.h"

#include <QCursor>
#include <QPainter>

namespace ipclens::ui {
namespace {

constexpr int sidePadding = 12;
constexpr int lineWidth = 2;

} // namespace

UnderlineTabs::UnderlineTabs(QWidget* parent)
    : QTabBar(parent) {
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
}

QFont UnderlineTabs::chosenFont() const {
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

// As wide as with the bold font, so that choosing a tab moves no other
QSize UnderlineTabs::tabSizeHint(int index) const {
    const QFontMetrics metrics(chosenFont());
    return {metrics.horizontalAdvance(tabText(index)) + 2 * sidePadding, metrics.height() + 14};
}

void UnderlineTabs::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    const QPoint mouse = mapFromGlobal(QCursor::pos());
    painter.fillRect(QRect(0, height() - 1, width(), 1), toneColor(Tone::Separator, palette()));
    for (int index = 0; index < count(); ++index) {
        const QRect area = tabRect(index);
        const bool chosen = index == currentIndex();
        painter.setFont(chosen ? chosenFont() : font());
        painter.setPen(chosen || area.contains(mouse) ? palette().color(QPalette::WindowText)
                                                      : toneColor(Tone::MutedText, palette()));
        painter.drawText(area, Qt::AlignCenter, tabText(index));
        if (!chosen) continue;
        const QColor accent = toneColor(Tone::Accent, palette());
        painter.fillRect(QRect(area.left(), height() - lineWidth, area.width(), lineWidth), accent);
        if (hasFocus()) {
            painter.setPen(accent);
            painter.drawRoundedRect(QRectF(area).adjusted(3.5, 3.5, -3.5, -5.5), 4, 4);
        }
    }
}

} // namespace ipclens::ui
