// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_layout.h"

#include "ui/views/graphviz.h"

#include <QMarginsF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

namespace ipclens::ui {
namespace {

/// Room beside and between boxes for arrows, besides that for the words on them.
constexpr double roomBeside = 44;
constexpr double roomBetween = 64;
/// The least between two boxes, and between parts of the graph that have no arrow between them.
constexpr double leastGap = 24;
constexpr double partGap = 56;
/// Rings of more boxes take Graphviz seconds (400: 3 s), and are too large to be seen as rings.
constexpr std::size_t mostInRings = 60;

/// What hangs together, by index, in their order.
struct Part {
    std::vector<std::size_t> boxes;
    std::vector<std::size_t> arrows;
};

/// In the order of their first box.
std::vector<Part> partsOf(const GraphLayoutRequest& request) {
    std::vector<std::size_t> leader(request.boxes.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&leader](std::size_t box) {
        while (leader[box] != box) {
            leader[box] = leader[leader[box]];
            box = leader[box];
        }
        return box;
    };
    for (const GraphArrow& arrow : request.arrows) {
        const std::size_t one = find(arrow.from);
        const std::size_t other = find(arrow.to);
        leader[std::max(one, other)] = std::min(one, other);
    }
    std::map<std::size_t, Part> byLeader;
    for (std::size_t box = 0; box < leader.size(); ++box)
        byLeader[find(box)].boxes.push_back(box);
    for (std::size_t arrow = 0; arrow < request.arrows.size(); ++arrow)
        byLeader[find(request.arrows[arrow].from)].arrows.push_back(arrow);
    std::vector<Part> parts;
    for (auto& [first, part] : byLeader)
        parts.push_back(std::move(part));
    return parts;
}

QRectF grown(const QRectF& rect, double gap) {
    return rect.marginsAdded({gap, gap, gap, gap});
}

QRectF around(const std::vector<QRectF>& rects) {
    QRectF all;
    for (const QRectF& rect : rects)
        all |= rect;
    return all;
}

bool isFree(const QRectF& rect, const std::vector<QRectF>& taken, double gap) {
    const QRectF wide = grown(rect, gap);
    return std::none_of(taken.begin(), taken.end(), [&wide](const QRectF& other) { return wide.intersects(other); });
}

/// Boxes are wide and low, and a ring of them is round: it may be flatter, as far as they keep their distance.
void flatten(std::vector<QRectF>& rects) {
    const auto squeezed = [&rects](double factor) {
        std::vector<QRectF> flat = rects;
        for (QRectF& rect : flat)
            rect.moveCenter({rect.center().x(), rect.center().y() * factor});
        return flat;
    };
    for (const double factor : {0.6, 0.7, 0.8, 0.9}) {
        std::vector<QRectF> flat = squeezed(factor);
        std::vector<QRectF> before;
        const bool fits = std::all_of(flat.begin(), flat.end(), [&before](const QRectF& rect) {
            const bool free = isFree(rect, before, leastGap * 1.5);
            before.push_back(rect);
            return free;
        });
        if (!fits) continue;
        rects = std::move(flat);
        return;
    }
}

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
            if (isFree(label, inTheWay, 1)) return label;
        }
    }
    return at(0.5, 0);
}

class Layouter {
public:
    explicit Layouter(const GraphLayoutRequest& request)
        : request_(request)
        , placed_(request.boxes.size()) {}

    GraphLayout run() {
        keepPlaces();
        const std::vector<Part> parts = partsOf(request_);
        for (const Part& part : parts) {
            if (hasOld(part)) joinNewOnes(part);
        }
        for (const Part& part : parts) {
            if (!placed_[part.boxes.front()]) putBesides(part);
        }
        GraphLayout layout;
        for (const auto& rect : placed_)
            layout.boxes.push_back(rect.value_or(QRectF()));
        layout.arrows.resize(request_.arrows.size());
        for (const Part& part : parts)
            lead(part, layout);
        return layout;
    }

private:
    [[nodiscard]] QRectF sized(std::size_t box, const QPointF& middle) const {
        const QSizeF size = request_.boxes[box].size;
        // Whole pixels, so that lines and text stay crisp
        return {std::round(middle.x() - size.width() / 2), std::round(middle.y() - size.height() / 2), size.width(),
                size.height()};
    }

    void keepPlaces() {
        std::set<std::string> here;
        for (std::size_t box = 0; box < request_.boxes.size(); ++box) {
            const auto place = request_.places.find(request_.boxes[box].id);
            here.insert(request_.boxes[box].id);
            if (place == request_.places.end()) continue;
            placed_[box] = sized(box, place->second.center());
            taken_.push_back(*placed_[box]);
        }
        for (const auto& [id, rect] : request_.places) {
            if (!here.contains(id)) taken_.push_back(rect);
        }
    }

    [[nodiscard]] bool hasOld(const Part& part) const {
        return std::any_of(part.boxes.begin(), part.boxes.end(),
                           [this](std::size_t box) { return placed_[box].has_value(); });
    }

    /// The arrows of a part, between indices into its boxes.
    [[nodiscard]] graphviz::Arrows arrowsIn(const Part& part) const {
        const auto within = [&part](std::size_t box) {
            const auto found = std::lower_bound(part.boxes.begin(), part.boxes.end(), box);
            return static_cast<std::size_t>(found - part.boxes.begin());
        };
        graphviz::Arrows arrows;
        for (const std::size_t arrow : part.arrows)
            arrows.emplace_back(within(request_.arrows[arrow].from), within(request_.arrows[arrow].to));
        return arrows;
    }

    [[nodiscard]] std::vector<QPointF> middles(graphviz::Engine engine, const Part& part) const {
        double widest = 40;
        for (const std::size_t arrow : part.arrows)
            widest = std::max(widest, request_.arrows[arrow].label.width());
        const QSizeF room(widest + roomBeside, roomBetween);
        std::vector<graphviz::Box> boxes;
        for (const std::size_t box : part.boxes) {
            const auto& place = placed_[box];
            boxes.push_back({request_.boxes[box].size + room, place ? place->center() : QPointF(), place.has_value()});
        }
        std::vector<QPointF> found = graphviz::place(engine, boxes, arrowsIn(part));
        found.resize(boxes.size());
        return found;
    }

    /// New boxes of a part of which some have their place.
    void joinNewOnes(const Part& part) {
        if (std::all_of(part.boxes.begin(), part.boxes.end(), [this](std::size_t box) { return bool(placed_[box]); }))
            return;
        const std::vector<QPointF> wished = middles(graphviz::Engine::Springs, part);
        for (std::size_t i = 0; i < part.boxes.size(); ++i) {
            const std::size_t box = part.boxes[i];
            if (placed_[box]) continue;
            placed_[box] = nearestFree(sized(box, wished[i]));
            taken_.push_back(*placed_[box]);
        }
    }

    /// The free place that is nearest to the one that is wished for, right of and below the origin: what lies beyond
    /// that would move all the others in the window.
    [[nodiscard]] QRectF nearestFree(const QRectF& wished) const {
        constexpr double step = 16;
        constexpr int directions = 16;
        for (int ring = 0;; ++ring) {
            for (int i = 0; i < (ring == 0 ? 1 : directions); ++i) {
                const double angle = 2 * M_PI * i / directions;
                QRectF tried = wished.translated(std::round(std::cos(angle) * ring * step),
                                                 std::round(std::sin(angle) * ring * step));
                tried.moveTo(std::max(0.0, tried.x()), std::max(0.0, tried.y()));
                if (isFree(tried, taken_, leastGap)) return tried;
            }
        }
    }

    /// A part that is wholly new.
    void putBesides(const Part& part) {
        const bool rings = part.boxes.size() <= mostInRings;
        const auto engine = rings ? graphviz::Engine::Circles : graphviz::Engine::Springs;
        const std::vector<QPointF> found = middles(engine, part);
        std::vector<QRectF> rects;
        for (std::size_t i = 0; i < part.boxes.size(); ++i)
            rects.push_back(sized(part.boxes[i], found[i]));
        if (rings) flatten(rects);
        const QRectF whole = around(rects);
        const QPointF shift = freeCorner(whole.size()) - whole.topLeft();
        for (std::size_t i = 0; i < part.boxes.size(); ++i) {
            rects[i].translate(shift);
            rects[i].moveTo(std::round(rects[i].x()), std::round(rects[i].y()));
            placed_[part.boxes[i]] = rects[i];
        }
        taken_.push_back(around(rects));
    }

    /// Where something of this size fits, so that the whole stays small and has the shape of the room.
    [[nodiscard]] QPointF freeCorner(const QSizeF& size) const {
        std::set<double> columns{0};
        std::set<double> rows{0};
        const QRectF all = around(taken_);
        for (const QRectF& rect : taken_) {
            columns.insert(std::max(0.0, rect.right() + partGap));
            rows.insert(std::max(0.0, rect.bottom() + partGap));
        }
        QPointF best(0, std::max(0.0, all.bottom() + partGap));
        double least = std::numeric_limits<double>::max();
        for (const double y : rows) {
            for (const double x : columns) {
                const QRectF tried({x, y}, size);
                const QRectF whole = all | tried;
                const double extent = std::max(whole.right() / request_.shape, whole.bottom());
                if (extent >= least || !isFree(tried, taken_, partGap / 2)) continue;
                least = extent;
                best = tried.topLeft();
            }
        }
        return best;
    }

    /// The ways of a part's arrows: round its own boxes, for others are beside it.
    void lead(const Part& part, GraphLayout& layout) const {
        std::vector<QRectF> rects;
        for (const std::size_t box : part.boxes)
            rects.push_back(layout.boxes[box]);
        const std::vector<QPainterPath> ways = graphviz::route(rects, arrowsIn(part));
        std::vector<QRectF> inTheWay = rects;
        for (std::size_t i = 0; i < part.arrows.size(); ++i) {
            const GraphArrow& arrow = request_.arrows[part.arrows[i]];
            const QPainterPath from = outlineOf(request_.boxes[arrow.from], layout.boxes[arrow.from]);
            const QPainterPath to = outlineOf(request_.boxes[arrow.to], layout.boxes[arrow.to]);
            ArrowRoute& route = layout.arrows[part.arrows[i]];
            route.path = touching(ways[i], from, to);
            const QRectF label = labelOn(route.path, arrow.label, inTheWay);
            route.label = label.center();
            inTheWay.push_back(label);
        }
    }

    const GraphLayoutRequest& request_;
    std::vector<std::optional<QRectF>> placed_;
    std::vector<QRectF> taken_;
};

} // namespace

GraphLayout layOutGraph(const GraphLayoutRequest& request) {
    return Layouter(request).run();
}

QPainterPath outlineOf(const GraphBox& box, const QRectF& place) {
    const double radius = box.rounded ? place.height() / 2 : 5;
    QPainterPath outline;
    outline.addRoundedRect(place, radius, radius);
    return outline;
}

} // namespace ipclens::ui
