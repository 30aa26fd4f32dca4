// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/underline_tabs.h"

#include "ui/theme.h"

#include <QCursor>
#include <QPainter>

#include <algorithm>

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

void UnderlineTabs::reserve(int index, const QString& widest) {
    reserved_[index] = widest;
    setTabText(index, tabText(index)); // lays out anew
}

QFont UnderlineTabs::chosenFont() const {
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

// As wide as with the bold font, so that choosing a tab moves no other
QSize UnderlineTabs::tabSizeHint(int index) const {
    const QFontMetrics metrics(chosenFont());
    int width = metrics.horizontalAdvance(tabText(index));
    if (const auto reserved = reserved_.find(index); reserved != reserved_.end())
        width = std::max(width, metrics.horizontalAdvance(reserved->second));
    return {width + 2 * sidePadding, metrics.height() + 14};
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
        const bool reserved = reserved_.contains(index);
        painter.drawText(reserved ? area.adjusted(sidePadding, 0, 0, 0) : area,
                         static_cast<int>(reserved ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter),
                         tabText(index));
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
