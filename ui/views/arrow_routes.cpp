// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/arrow_routes.h"

#include "ui/views/graphviz.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ipclens::ui {
namespace {

/// The first point on the way from `at` to `towards` that lies within an outline; nothing where it misses that.
std::optional<QPointF> meeting(const QPainterPath& outline, const QPointF& at, const QPointF& towards) {
    const QPointF way = towards - at;
    const double length = std::hypot(way.x(), way.y());
    const QPointF step = length > 0 ? way / length / 2 : QPointF();
    QPointF point = at;
    for (double gone = 0; gone <= length; gone += 0.5, point += step) {
        if (outline.contains(point)) return point;
    }
    return std::nullopt;
}

/// Where a way that has come from `before` to `at`, close by an outline, meets it: straight on, else by a turn.
QPointF onto(const QPainterPath& outline, const QPointF& before, const QPointF& at) {
    constexpr double close = 24;
    const QPointF way = at - before;
    const double length = std::max(0.01, std::hypot(way.x(), way.y()));
    const auto ahead = meeting(outline, at, at + way * close / length);
    return ahead ? *ahead : meeting(outline, at, outline.boundingRect().center()).value_or(at);
}

/// A way that begins and ends at outlines, which may lie a little within the rectangles that it was found for; a
/// straight one where none was found.
QPainterPath touching(const QPainterPath& way, const QPainterPath& from, const QPainterPath& to) {
    const QPointF here = from.boundingRect().center();
    const QPointF there = to.boundingRect().center();
    QPainterPath path;
    if (way.elementCount() < 2) {
        path.moveTo(meeting(from, there, here).value_or(here));
        path.lineTo(meeting(to, here, there).value_or(there));
        return path;
    }
    const QPointF begin = way.elementAt(0);
    const QPointF end = way.currentPosition();
    const QPointF second = way.elementAt(1);
    const QPointF beforeLast = way.elementAt(way.elementCount() - 2);
    path.moveTo(onto(from, second, begin));
    path.lineTo(begin); // which connectPath() leaves out after a mere moveTo()
    path.connectPath(way);
    path.lineTo(onto(to, beforeLast, end));
    return path;
}

bool isFree(const QRectF& rect, const std::vector<QRectF>& taken) {
    const QRectF wide = rect.adjusted(-1, -1, 1, 1);
    return std::none_of(taken.begin(), taken.end(), [&wide](const QRectF& other) { return wide.intersects(other); });
}

/// Where words stand on a way: in its middle, or near that where something else is.
QRectF labelOn(const QPainterPath& way, const QSizeF& size, const std::vector<QRectF>& inTheWay) {
    const auto at = [&way, &size](double part, double aside) {
        const QPointF on = way.pointAtPercent(part);
        const double angle = way.angleAtPercent(part) * M_PI / 180;
        QRectF label(QPointF(), size);
        // Right of the way it goes, so that the words of one that leads back are on the other side
        label.moveCenter(on + QPointF(std::sin(angle), std::cos(angle)) * aside);
        return label;
    };
    for (const double aside : {0.0, size.height() * 0.75, size.height() * -0.75}) {
        for (const double part : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74}) {
            const QRectF label = at(part, aside);
            if (isFree(label, inTheWay)) return label;
        }
    }
    return at(0.5, 0);
}

} // namespace

std::vector<ArrowRoute> routesOf(const std::vector<GraphBox>& boxes, const std::vector<QRectF>& places,
                                 const std::vector<GraphArrow>& arrows) {
    graphviz::Arrows pairs;
    for (const GraphArrow& arrow : arrows)
        pairs.emplace_back(arrow.from, arrow.to);
    const std::vector<QPainterPath> ways = graphviz::route(places, pairs);
    std::vector<QRectF> inTheWay = places;
    std::vector<ArrowRoute> routes;
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        const auto outline = [&](std::size_t box) { return outlineOf(boxes[box], places[box]); };
        ArrowRoute route;
        route.path = touching(ways[i], outline(arrows[i].from), outline(arrows[i].to));
        const QRectF label = labelOn(route.path, arrows[i].label, inTheWay);
        route.label = label.center();
        inTheWay.push_back(label);
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace ipclens::ui
