// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_painter.h"

#include "ui/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ipclens::ui {
namespace {

constexpr double leastWidth = 124;
constexpr double mostWidth = 236;
constexpr double step = 8;
constexpr double sideGap = 14;
constexpr double headLength = 9;
constexpr double headHalf = 4;

QFont boldOf(const QFont& font) {
    QFont bold = font;
    bold.setBold(true);
    return bold;
}

double inSteps(double length) {
    return std::ceil(length / step) * step;
}

bool isRounded(const PictureBox& box) {
    return box.process.has_value();
}

QColor arrowColor(const PictureArrow& arrow, const QPalette& palette) {
    if (arrow.inCycle) return toneColor(Tone::DangerText, palette);
    return toneColor(arrow.inferred ? Tone::MutedText : Tone::WarningText, palette);
}

void paintHead(QPainter& painter, const QPainterPath& path, const QColor& color) {
    const double length = path.length();
    if (length < headLength) return;
    const QPointF tip = path.currentPosition();
    const QPointF back = tip - path.pointAtPercent(path.percentAtLength(length - headLength));
    const double size = std::max(0.01, std::hypot(back.x(), back.y()));
    const QPointF along = back / size;
    const QPointF across(-along.y(), along.x());
    const QPointF base = tip - along * headLength;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{tip, base + across * headHalf, base - across * headHalf});
}

void paintArrow(QPainter& painter, const PictureArrow& arrow, const QPainterPath& path, const QPalette& palette) {
    const QColor color = arrowColor(arrow, palette);
    QPen pen(color, arrow.inCycle ? 1.8 : 1.3);
    if (arrow.inferred) pen.setDashPattern({4, 3});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    paintHead(painter, path, color);
}

/// Words on an arrow stand on a piece of ground of their own, so that the line does not cross them.
void paintWords(QPainter& painter, const PictureArrow& arrow, const QPointF& middle, const GraphStyle& style) {
    const QFontMetricsF metrics(painter.font());
    QRectF rect = metrics.boundingRect(arrow.words).adjusted(-4, 0, 4, 0);
    rect.setHeight(metrics.height());
    rect.moveCenter(middle);
    painter.fillRect(rect, style.palette.color(QPalette::Base));
    painter.setPen(arrowColor(arrow, style.palette));
    painter.drawText(rect, Qt::AlignCenter, arrow.words);
}

struct Look {
    bool current = false;
    bool hovered = false;
    bool fresh = false;
};

void paintBox(QPainter& painter, const PictureBox& box, const QRectF& rect, const GraphStyle& style, Look look) {
    const QPalette& palette = style.palette;
    const GraphBox shape{box.id, rect.size(), isRounded(box)};
    QColor ground = toneColor(Tone::ChipGround, palette);
    QColor line = toneColor(Tone::MutedText, palette);
    if (box.object) {
        ground = kindGround(box.object->kind, palette);
        line = kindColor(box.object->kind, palette);
    }
    if (look.fresh) ground = blend(toneColor(Tone::Glow, palette), ground, 0.7);
    if (look.current) {
        painter.setPen(QPen(toneColor(Tone::Accent, palette), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(outlineOf(shape, rect.adjusted(-3.5, -3.5, 3.5, 3.5)));
    }
    painter.setPen(QPen(line, look.hovered ? 2.4 : 1.4));
    painter.setBrush(ground);
    painter.drawPath(outlineOf(shape, rect));

    const QFont bold = boldOf(style.font);
    const QFont small = captionFont(style.font);
    const QFontMetricsF titleMetrics(bold);
    const QFontMetricsF stateMetrics(small);
    const double width = rect.width() - sideGap;
    const double titleHeight = titleMetrics.height();
    const double stateHeight = box.state.isEmpty() ? 0 : stateMetrics.height();
    const double top = rect.top() + (rect.height() - titleHeight - stateHeight) / 2;
    const QRectF title(rect.left() + sideGap / 2, top, width, titleHeight);
    painter.setFont(bold);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(title, Qt::AlignCenter, titleMetrics.elidedText(box.title, Qt::ElideMiddle, width));
    if (box.state.isEmpty()) return;
    painter.setFont(small);
    painter.setPen(toneColor(Tone::MutedText, palette));
    painter.drawText(QRectF(title.left(), title.bottom(), width, stateHeight), Qt::AlignCenter,
                     stateMetrics.elidedText(box.state, Qt::ElideRight, width));
}

} // namespace

GraphLayoutRequest requestFor(const GraphPicture& picture, const QFont& font) {
    const QFontMetricsF title(boldOf(font));
    const QFontMetricsF state(captionFont(font));
    GraphLayoutRequest request;
    const double height = std::ceil(title.height() + state.height()) + 10;
    for (const PictureBox& box : picture.boxes) {
        const double text = std::max(title.horizontalAdvance(box.title), state.horizontalAdvance(box.state));
        const double width = std::clamp(inSteps(text + 2 * sideGap), leastWidth, mostWidth);
        const std::string group = box.object ? toString(*box.object) : std::string();
        request.boxes.push_back({box.id, QSizeF(width, height), isRounded(box), group});
    }
    for (const PictureArrow& arrow : picture.arrows) {
        const QSizeF room(inSteps(state.horizontalAdvance(arrow.words) + 8), std::ceil(state.height()));
        request.arrows.push_back({arrow.from, arrow.to, room});
    }
    return request;
}

void paintGraph(QPainter& painter, const GraphPicture& picture, const GraphLayout& layout, const GraphStyle& style,
                const QRectF& visible, const GraphMarks& marks) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Those of likely deadlocks last, over the others
    for (const bool inCycle : {false, true}) {
        for (std::size_t i = 0; i < picture.arrows.size(); ++i) {
            const QPainterPath& path = layout.arrows[i].path;
            const bool seen = path.boundingRect().adjusted(-8, -8, 8, 8).intersects(visible);
            if (picture.arrows[i].inCycle == inCycle && seen)
                paintArrow(painter, picture.arrows[i], path, style.palette);
        }
    }
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const Look look{marks.current == i, marks.hovered == i, i < marks.fresh.size() && marks.fresh[i]};
        if (layout.boxes[i].adjusted(-8, -8, 8, 8).intersects(visible))
            paintBox(painter, picture.boxes[i], layout.boxes[i], style, look);
    }
    painter.setFont(captionFont(style.font));
    for (std::size_t i = 0; i < picture.arrows.size(); ++i)
        paintWords(painter, picture.arrows[i], layout.arrows[i].label, style);
    painter.restore();
}

QRectF boundsOf(const GraphLayout& layout) {
    QRectF all;
    for (const QRectF& box : layout.boxes)
        all |= box;
    for (const ArrowRoute& arrow : layout.arrows)
        all |= arrow.path.boundingRect();
    return all;
}

} // namespace ipclens::ui
