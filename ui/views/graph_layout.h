// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ipclens::ui {

/// A node to be placed. `id` is one and the same from layout to layout.
struct GraphBox {
    std::string id;
    QSizeF size;
    bool rounded = false;   ///< its ends are half circles
    std::string group = {}; ///< boxes of one are put near each other; empty: none

    bool operator==(const GraphBox&) const = default;
};

struct GraphArrow {
    std::size_t from = 0; ///< index into the boxes
    std::size_t to = 0;
    QSizeF label; ///< how much room its words need

    bool operator==(const GraphArrow&) const = default;
};

/// Where a box stood before.
struct GraphPlace {
    QRectF rect;
    std::string group = {};

    bool operator==(const GraphPlace&) const = default;
};

struct GraphLayoutRequest {
    std::vector<GraphBox> boxes;
    std::vector<GraphArrow> arrows;
    /// By id, also of boxes that are gone: a box that has a place keeps it, and no new one is put where one stood.
    std::map<std::string, GraphPlace> places = {};
    QSizeF room = {960, 560}; ///< what is new is put within this as far as it goes, and beyond in its shape

    bool operator==(const GraphLayoutRequest&) const = default;
};

struct ArrowRoute {
    QPainterPath path; ///< from the border of the one box to that of the other
    QPointF label;     ///< the middle of its words
};

/// Logical pixels, y downwards.
struct GraphLayout {
    std::vector<QRectF> boxes;
    std::vector<ArrowRoute> arrows;
};

/// Places what is new and leads the arrows round the boxes. What hangs together and is wholly new is laid out by itself
/// and put beside the rest, the first given first. By Graphviz, which is not made for threads: to be called by one
/// thread at a time. Milliseconds for ten boxes, a second or two for 400.
[[nodiscard]] GraphLayout layOutGraph(const GraphLayoutRequest& request);

/// The outline of a box: what it is painted as and arrows end at.
[[nodiscard]] QPainterPath outlineOf(const GraphBox& box, const QRectF& place);

} // namespace ipclens::ui
