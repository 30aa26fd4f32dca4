// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/calm_style.h"

#include "ui/theme.h"
#include "ui/widgets/icons.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPolygonF>
#include <QStyleOption>

#include <algorithm>
#include <cstdint>

namespace ipclens::ui {
namespace {

constexpr double corner = 4;
constexpr int leastButton = 80; // of Fusion
constexpr int scrollBarWidth = 12;
constexpr int shortestThumb = 28;
constexpr int headerMargin = 8; // as the cells below
constexpr int headerArrow = 9;
constexpr int headerGap = 4;

QColor borderOf(const QStyleOption& option) {
    const bool focused = option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Enabled);
    return focused ? toneColor(Tone::Accent, option.palette) : option.palette.color(QPalette::Mid);
}

void drawFrame(QPainter& painter, const QStyleOption& option, const QBrush& ground, const QColor& border) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter.restore();
}

void drawButton(QPainter& painter, const QStyleOption& option) {
    const QPalette& palette = option.palette;
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool filled = palette.color(QPalette::Button) == toneColor(Tone::Accent, palette);
    QColor ground = enabled ? palette.color(QPalette::Button) : palette.color(QPalette::Window);
    QColor border = filled ? ground : borderOf(option);
    if (option.state.testFlag(QStyle::State_On)) {
        ground = toneColor(Tone::Selection, palette);
        border = toneColor(Tone::Accent, palette);
    }
    const QColor ink = palette.color(QPalette::ButtonText);
    if (option.state.testFlag(QStyle::State_Sunken)) {
        ground = blend(ink, ground, 0.12);
    } else if (enabled && option.state.testFlag(QStyle::State_MouseOver)) {
        ground = blend(ink, ground, 0.05);
    }
    drawFrame(painter, option, ground, border);
    if (filled && option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOption inner = option;
        inner.rect.adjust(2, 2, -2, -2);
        drawFrame(painter, inner, Qt::NoBrush, ink);
    }
}

void drawEdge(QPainter& painter, const QStyleOption& option) {
    painter.save();
    painter.setPen(borderOf(option));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

/// Ground and edge of a mark that can be set: filled with the accent colour when it is.
void beginMark(QPainter& painter, const QStyleOption& option) {
    const QPalette& palette = option.palette;
    const bool set = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor quiet = palette.color(QPalette::Disabled, QPalette::Text);
    const QColor filling = enabled ? toneColor(Tone::Accent, palette) : quiet;
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(set || focused ? filling : enabled ? toneColor(Tone::MutedText, palette) : quiet);
    painter.setBrush(set ? QBrush(filling) : palette.brush(QPalette::Base));
}

void drawCheckBox(QPainter& painter, const QStyleOption& option) {
    painter.save();
    beginMark(painter, option);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(QPen(toneColor(Tone::AccentText, option.palette), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    if (option.state.testFlag(QStyle::State_NoChange)) {
        painter.drawLine(at(0.25, 0.5), at(0.75, 0.5));
    } else if (option.state.testFlag(QStyle::State_On)) {
        painter.drawPolyline(QPolygonF({at(0.24, 0.52), at(0.43, 0.7), at(0.76, 0.3)}));
    }
    painter.restore();
}

void drawRadioButton(QPainter& painter, const QStyleOption& option) {
    painter.save();
    beginMark(painter, option);
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawEllipse(circle);
    if (option.state.testFlag(QStyle::State_On)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(toneColor(Tone::AccentText, option.palette));
        painter.drawEllipse(circle.center(), circle.width() * 0.2, circle.height() * 0.2);
    }
    painter.restore();
}

void drawHeaderGround(QPainter& painter, const QStyleOption& option) {
    const QRect& area = option.rect;
    painter.fillRect(area, toneColor(Tone::Toolbar, option.palette));
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), toneColor(Tone::Separator, option.palette));
}

/// A small triangle; `tip` is how far down it points, below 0 for up.
void drawTriangle(QPainter& painter, QPointF center, double tip, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(
        QPolygonF({center + QPointF(-3.5, -tip), center + QPointF(3.5, -tip), center + QPointF(0, tip)}));
    painter.restore();
}

void drawArrowDown(QPainter& painter, const QStyleOption& option) {
    drawTriangle(painter, QRectF(option.rect).center(), 1.8, option.palette.color(QPalette::ButtonText));
}

/// The title over its cells' text, and after it, where the column is sorted, a small arrow.
void drawHeader(QPainter& painter, const QStyleOptionHeader& header) {
    const QColor ink = toneColor(Tone::MutedText, header.palette);
    const bool sorted = header.sortIndicator != QStyleOptionHeader::None;
    painter.save();
    drawHeaderGround(painter, header);
    QRect area = header.rect.adjusted(headerMargin, 0, -headerMargin, 0);
    const int room = area.width() - (sorted && !header.text.isEmpty() ? headerArrow + headerGap : 0);
    QString title = header.fontMetrics.elidedText(header.text, Qt::ElideRight, room);
    if (title.size() == 1 && header.text.size() > 1) title.clear(); // dots alone say nothing
    painter.setPen(sorted ? header.palette.color(QPalette::WindowText) : ink);
    painter.drawText(QRect(area.topLeft(), QSize(room, area.height())),
                     static_cast<int>(header.textAlignment | Qt::AlignVCenter), title);
    if (sorted) {
        const int before = title.isEmpty() ? 0 : header.fontMetrics.horizontalAdvance(title) + headerGap;
        const bool toTheRight = header.textAlignment.testFlag(Qt::AlignRight);
        const double x = toTheRight ? area.right() - headerArrow / 2.0 : area.left() + before + headerArrow / 2.0;
        const bool down = header.sortIndicator == QStyleOptionHeader::SortDown;
        drawTriangle(painter, QPointF(x, QRectF(area).center().y()), down ? 2.2 : -2.2, ink);
    }
    painter.restore();
}

/// The whole bar is groove; its thumb has the place that the value and the page give it.
QRect thumbOf(const QStyleOptionSlider& bar) {
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const auto range = std::int64_t{bar.maximum} - bar.minimum;
    int thumb = length;
    if (range > 0) {
        const auto part = std::int64_t{length} * bar.pageStep / (range + bar.pageStep);
        thumb = static_cast<int>(std::clamp<std::int64_t>(part, std::min(shortestThumb, length), length));
    }
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - thumb, bar.upsideDown);
    return horizontal ? QRect(bar.rect.left() + start, bar.rect.top(), thumb, bar.rect.height())
                      : QRect(bar.rect.left(), bar.rect.top() + start, bar.rect.width(), thumb);
}

void drawScrollBar(QPainter& painter, const QStyleOptionSlider& bar) {
    const QPalette& palette = bar.palette;
    painter.save();
    painter.fillRect(bar.rect, palette.color(QPalette::Base));
    if (bar.maximum > bar.minimum) {
        const bool active = bar.state.testFlag(QStyle::State_MouseOver) || bar.state.testFlag(QStyle::State_Sunken);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(palette.color(QPalette::Text), palette.color(QPalette::Base), active ? 0.45 : 0.25));
        const QRectF thumb = QRectF(thumbOf(bar)).adjusted(3, 3, -3, -3);
        const double round = std::min(thumb.width(), thumb.height()) / 2;
        painter.drawRoundedRect(thumb, round, round);
    }
    painter.restore();
}

} // namespace

CalmStyle::CalmStyle()
    : QProxyStyle(QStringLiteral("fusion")) {}

void CalmStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    switch (element) {
    case PE_PanelButtonCommand: drawButton(*painter, *option); return;
    case PE_PanelButtonTool:
        // Flat tool buttons show their ground while the mouse is over them
        if (option->state & (State_Raised | State_Sunken | State_On)) drawButton(*painter, *option);
        return;
    case PE_FrameLineEdit: drawFrame(*painter, *option, Qt::NoBrush, borderOf(*option)); return;
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame == nullptr || frame->lineWidth == 0) break;
        drawFrame(*painter, *option, option->palette.brush(QPalette::Base), borderOf(*option));
        return;
    }
    case PE_Frame: drawEdge(*painter, *option); return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, toneColor(Tone::Toolbar, option->palette));
        drawEdge(*painter, *option);
        return;
    case PE_FrameMenu: drawEdge(*painter, *option); return;
    case PE_IndicatorCheckBox: drawCheckBox(*painter, *option); return;
    case PE_IndicatorRadioButton: drawRadioButton(*painter, *option); return;
    case PE_IndicatorArrowDown: drawArrowDown(*painter, *option); return;
    default: break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void CalmStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
    switch (element) {
    case CE_Splitter: painter->fillRect(option->rect, toneColor(Tone::Separator, option->palette)); return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: drawHeaderGround(*painter, *option); return;
    case CE_Header:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            drawHeader(*painter, *header);
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void CalmStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            drawScrollBar(*painter, *bar);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect CalmStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                const QWidget* widget) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) return QProxyStyle::subControlRect(control, option, part, widget);
    const QRect thumb = thumbOf(*bar);
    const bool horizontal = bar->orientation == Qt::Horizontal;
    QRect area = bar->rect;
    switch (part) {
    case SC_ScrollBarGroove: return area;
    case SC_ScrollBarSlider: return thumb;
    case SC_ScrollBarSubPage:
        if (horizontal)
            area.setRight(thumb.left() - 1);
        else
            area.setBottom(thumb.top() - 1);
        return area;
    case SC_ScrollBarAddPage:
        if (horizontal)
            area.setLeft(thumb.right() + 1);
        else
            area.setTop(thumb.bottom() + 1);
        return area;
    default: return {};
    }
}

QRect CalmStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const QRect area = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    if (element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0) return area.adjusted(4, 0, -4, 0);
    return area;
}

int CalmStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* result) const {
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
    return QProxyStyle::styleHint(hint, option, widget, result);
}

QSize CalmStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const {
    const QSize fitting = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: return fitting + QSize(fitting.width() > leastButton ? 12 : 0, 4);
    case CT_LineEdit: return fitting + QSize(8, 4);
    case CT_HeaderSection: return {fitting.width(), option->fontMetrics.height() + 10};
    default: return fitting;
    }
}

QIcon CalmStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const {
    // Every menu bar asks for it, and Fusion would search all plugins for one that reads its picture
    if (icon == SP_ToolBarHorizontalExtensionButton)
        return tintedIcon(QStringLiteral("more"), widget != nullptr ? widget->palette() : QGuiApplication::palette());
    return QProxyStyle::standardIcon(icon, option, widget);
}

int CalmStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent: return scrollBarWidth;
    case PM_HeaderMargin: return headerMargin;
    case PM_HeaderMarkSize: return headerArrow;
    default: break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

} // namespace ipclens::ui
