// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/flat_header.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPolygonF>

namespace ipclens::ui {
namespace {

constexpr int textMargin = 8;
constexpr int arrowWidth = 7;

void drawArrow(QPainter& painter, QPointF center, bool down, const QColor& color) {
    const double tip = down ? 2.5 : -2.5;
    const QPolygonF arrow({{center.x() - arrowWidth / 2.0, center.y() - tip},
                           {center.x() + arrowWidth / 2.0, center.y() - tip},
                           {center.x(), center.y() + tip}});
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(arrow);
}

} // namespace

FlatHeader::FlatHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setMinimumSectionSize(24);
}

QSize FlatHeader::sizeHint() const {
    return {QHeaderView::sizeHint().width(), fontMetrics().height() + 11};
}

void FlatHeader::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const QRect area = viewport()->rect();
    painter.fillRect(area, toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, area.bottom(), area.width(), 1), toneColor(Tone::Separator, palette()));
    painter.end();
    QHeaderView::paintEvent(event);
}

void FlatHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->save();
    painter->fillRect(rect, toneColor(Tone::Toolbar, palette()));
    const QColor line = toneColor(Tone::Separator, palette());
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const QColor ink = toneColor(Tone::MutedText, palette());
    const QString title = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    QRect text = rect.adjusted(textMargin, 0, -textMargin, 0);
    const int arrowRoom = sorted ? arrowWidth + 5 : 0;
    const QString shown = fontMetrics().elidedText(title, Qt::ElideRight, text.width() - arrowRoom);
    painter->setFont(font());
    painter->setPen(sorted ? palette().color(QPalette::WindowText) : ink);
    painter->drawText(text, defaultAlignment(), shown);
    if (sorted) {
        const int end = title.isEmpty() ? 0 : fontMetrics().horizontalAdvance(shown) + 5;
        drawArrow(*painter, QPointF(text.left() + end + arrowWidth / 2.0, rect.center().y()),
                  sortIndicatorOrder() == Qt::AscendingOrder, ink);
    }
    painter->restore();
}

} // namespace ipclens::ui
