// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_layout.h"

#include "ui/views/arrow_routes.h"
#include "ui/views/graphviz.h"

#include <QLineF>
#include <QMarginsF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace ipclens::ui {
namespace {

/// Room beside and between boxes for arrows, besides that for the words on them.
constexpr double roomBeside = 44;
constexpr double roomBetween = 64;
/// The least between two boxes, and between parts of the graph that have no arrow between them.
constexpr double leastGap = 24;
constexpr double roomyGap = 48;
constexpr double roomToJoin = 112;
constexpr double partGap = 56;
/// Rings of more boxes take Graphviz seconds (400: 3 s), and are too large to be seen as rings.
constexpr std::size_t mostInRings = 60;

/// Beside, above and below first, as arrows are straight then.
constexpr std::array<std::pair<int, int>, 8> compass{
    {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}}};

/// What hangs together, by index, in their order.
struct Part {
    std::vector<std::size_t> boxes;
    std::vector<std::size_t> arrows;
};

/// Which boxes hang together.
class Union {
public:
    explicit Union(std::size_t count)
        : leader_(count) {
        std::iota(leader_.begin(), leader_.end(), std::size_t{0});
    }
    /// The same for all that hang together: the first of them.
    [[nodiscard]] std::size_t of(std::size_t box) {
        while (leader_[box] != box) {
            leader_[box] = leader_[leader_[box]];
            box = leader_[box];
        }
        return box;
    }
    /// Whether that is new.
    bool join(std::size_t one, std::size_t other) {
        const std::size_t first = of(one);
        const std::size_t second = of(other);
        leader_[std::max(first, second)] = std::min(first, second);
        return first != second;
    }

private:
    std::vector<std::size_t> leader_;
};

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
            const bool free = isFree(rect, before, roomyGap);
            before.push_back(rect);
            return free;
        });
        if (!fits) continue;
        rects = std::move(flat);
        return;
    }
}

class Layouter {
public:
    explicit Layouter(const GraphLayoutRequest& request)
        : request_(request)
        , boxes_(request.boxes)
        , arrows_(request.arrows)
        , placed_(request.boxes.size()) {}

    GraphLayout run() {
        keepPlaces();
        const std::vector<Part> parts = findParts();
        for (const Part& part : parts) {
            if (hasOld(part)) joinNewOnes(part);
        }
        for (const Part& part : parts) {
            if (!placed_[part.boxes.front()]) putBesides(part);
        }
        GraphLayout layout;
        for (std::size_t box = 0; box < request_.boxes.size(); ++box)
            layout.boxes.push_back(placed_[box].value_or(QRectF()));
        layout.arrows = routesOf(request_.boxes, layout.boxes, request_.arrows);
        return layout;
    }

private:
    [[nodiscard]] QRectF sized(std::size_t box, const QPointF& middle) const {
        const QSizeF size = boxes_[box].size;
        // Whole pixels, so that lines and text stay crisp
        return {std::round(middle.x() - size.width() / 2), std::round(middle.y() - size.height() / 2), size.width(),
                size.height()};
    }

    /// Those that are gone come behind those that are there: their places are kept free, and others of their group
    /// stand near them.
    void keepPlaces() {
        std::set<std::string> here;
        for (std::size_t box = 0; box < request_.boxes.size(); ++box) {
            const auto place = request_.places.find(boxes_[box].id);
            here.insert(boxes_[box].id);
            if (place == request_.places.end()) continue;
            placed_[box] = sized(box, place->second.rect.center());
            taken_.push_back(*placed_[box]);
        }
        for (const auto& [id, place] : request_.places) {
            if (here.contains(id)) continue;
            boxes_.push_back({id, place.rect.size(), false, place.group});
            placed_.emplace_back(place.rect);
            taken_.push_back(place.rect);
        }
    }

    /// In the order of their first box. What is of one group hangs together too, by arrows that nobody sees.
    [[nodiscard]] std::vector<Part> findParts() {
        Union parts(boxes_.size());
        for (const GraphArrow& arrow : arrows_)
            parts.join(arrow.from, arrow.to);
        std::map<std::string, std::size_t> firstOf;
        for (std::size_t box = 0; box < boxes_.size(); ++box) {
            if (boxes_[box].group.empty()) continue;
            const auto [first, isFirst] = firstOf.emplace(boxes_[box].group, box);
            if (!isFirst && parts.join(first->second, box)) arrows_.push_back({first->second, box, QSizeF()});
        }
        std::map<std::size_t, Part> byFirst;
        for (std::size_t box = 0; box < boxes_.size(); ++box)
            byFirst[parts.of(box)].boxes.push_back(box);
        for (std::size_t arrow = 0; arrow < arrows_.size(); ++arrow)
            byFirst[parts.of(arrows_[arrow].from)].arrows.push_back(arrow);
        std::vector<Part> all;
        for (auto& [first, part] : byFirst)
            all.push_back(std::move(part));
        return all;
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
            arrows.emplace_back(within(arrows_[arrow].from), within(arrows_[arrow].to));
        return arrows;
    }

    [[nodiscard]] std::vector<QPointF> middles(graphviz::Engine engine, const Part& part) const {
        double widest = 40;
        for (const std::size_t arrow : part.arrows)
            widest = std::max(widest, arrows_[arrow].label.width());
        const QSizeF room(widest + roomBeside, roomBetween);
        std::vector<QSizeF> sizes;
        for (const std::size_t box : part.boxes)
            sizes.push_back(boxes_[box].size + room);
        std::vector<QPointF> found = graphviz::place(engine, sizes, arrowsIn(part));
        found.resize(sizes.size());
        return found;
    }

    /// New boxes of a part of which some have their place, each beside one that it has an arrow to. (neato with those
    /// others pinned puts them where they are far from all, mostly beyond the edge or on top of other parts.)
    void joinNewOnes(const Part& part) {
        std::map<std::size_t, std::vector<std::size_t>> neighbours;
        for (const std::size_t arrow : part.arrows) {
            neighbours[arrows_[arrow].from].push_back(arrows_[arrow].to);
            neighbours[arrows_[arrow].to].push_back(arrows_[arrow].from);
        }
        for (bool more = true; more;) {
            more = false;
            for (const std::size_t box : part.boxes) {
                if (placed_[box]) continue;
                std::vector<QRectF> near;
                for (const std::size_t neighbour : neighbours[box]) {
                    if (placed_[neighbour]) near.push_back(*placed_[neighbour]);
                }
                if (near.empty()) continue;
                placed_[box] = beside(box, near);
                taken_.push_back(*placed_[box]);
                more = true;
            }
        }
    }

    /// A free place near these: as near as there is room for arrows and their words, and with nothing between.
    [[nodiscard]] QRectF beside(std::size_t box, const std::vector<QRectF>& near) const {
        constexpr int mostRings = 12;
        constexpr int enoughRings = 3;
        constexpr double obstacle = 300; // as bad as so many pixels more
        constexpr double beyond = 4;     // a pixel outside the room is as bad as so many within
        const QSizeF size = boxes_[box].size;
        std::optional<QRectF> best;
        double least = 0;
        for (int ring = 1; ring <= mostRings && (!best || ring <= enoughRings); ++ring) {
            for (const QRectF& other : near) {
                const double across = ((other.width() + size.width()) / 2 + roomToJoin) * ring;
                const double down = ((other.height() + size.height()) / 2 + roomBetween) * ring;
                for (const auto& [x, y] : compass) {
                    const QRectF tried = sized(box, other.center() + QPointF(x * across, y * down));
                    if (tried.left() < 0 || tried.top() < 0 || !isFree(tried, taken_, roomyGap)) continue;
                    double badness = beyond * (std::max(0.0, tried.right() - request_.room.width()) +
                                               std::max(0.0, tried.bottom() - request_.room.height()));
                    for (const QRectF& each : near) {
                        const QLineF way(tried.center(), each.center());
                        badness += way.length() + obstacle * obstaclesOn(way, each);
                    }
                    if (best && badness >= least) continue;
                    best = tried;
                    least = badness;
                }
            }
        }
        return best ? *best : nearestFree(sized(box, near.front().center()));
    }

    /// How many boxes are on a way, besides the one that it leads to.
    [[nodiscard]] int obstaclesOn(const QLineF& way, const QRectF& end) const {
        constexpr double step = 12;
        const int steps = static_cast<int>(way.length() / step);
        return static_cast<int>(std::count_if(taken_.begin(), taken_.end(), [&](const QRectF& other) {
            if (other == end) return false;
            for (int i = 0; i <= steps; ++i) {
                if (other.contains(way.pointAt(double(i) / std::max(1, steps)))) return true;
            }
            return false;
        }));
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
                const double extent =
                    std::max(whole.right() / request_.room.width(), whole.bottom() / request_.room.height());
                if (extent >= least || !isFree(tried, taken_, partGap / 2)) continue;
                least = extent;
                best = tried.topLeft();
            }
        }
        return best;
    }

    const GraphLayoutRequest& request_;
    std::vector<GraphBox> boxes_;    ///< those of the request, then such as are gone
    std::vector<GraphArrow> arrows_; ///< those of the request, then those within groups
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
