// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/graph_layout.h"
#include "ui/views/graph_picture.h"

#include <QFont>
#include <QPalette>

#include <cstddef>
#include <optional>
#include <vector>

class QPainter;

namespace ipclens::ui {

/// How a picture is drawn: the same in the window, in SVG and in PNG.
struct GraphStyle {
    QFont font;
    QPalette palette;
};

/// How much room its boxes and the words on its arrows need; in whole steps, so that a digit more moves nothing.
[[nodiscard]] GraphLayoutRequest requestFor(const GraphPicture& picture, const QFont& font);

/// What only a window has.
struct GraphMarks {
    std::optional<std::size_t> current = {}; ///< the box that has the keyboard
    std::optional<std::size_t> hovered = {};
    std::vector<bool> fresh = {}; ///< boxes that have just come, which glow; empty: none
};

/// Draws it at its own coordinates; `visible`: what of it is in sight. The layout is the one of just this picture.
void paintGraph(QPainter& painter, const GraphPicture& picture, const GraphLayout& layout, const GraphStyle& style,
                const QRectF& visible, const GraphMarks& marks = {});

/// What it covers, arrows and words with it.
[[nodiscard]] QRectF boundsOf(const GraphLayout& layout);

} // namespace ipclens::ui
