// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/// The little of Graphviz's library that is used here. Not made for threads, so it does one thing at a time: these wait
/// for each other. Pixels, y downwards. It is given nothing but numbers: no name of a process or object.
namespace ipclens::ui::graphviz {

using Arrows = std::vector<std::pair<std::size_t, std::size_t>>; ///< from, to: indices into the boxes

enum class Engine : std::uint8_t {
    Circles, ///< circo: rings of boxes stay rings
    Springs, ///< neato: boxes with an arrow between them are near each other
};

/// The middles of boxes of these sizes, none of which overlap; nothing if Graphviz can't.
[[nodiscard]] std::vector<QPointF> place(Engine engine, const std::vector<QSizeF>& boxes, const Arrows& arrows);

/// A way for each arrow, from border to border and round other boxes; empty ones where Graphviz can't.
[[nodiscard]] std::vector<QPainterPath> route(const std::vector<QRectF>& boxes, const Arrows& arrows);

} // namespace ipclens::ui::graphviz
