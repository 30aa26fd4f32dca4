// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/watching/trace.h"

#include <QColor>
#include <QRect>

#include <chrono>
#include <vector>

class QPainter;

namespace ipclens::ui {

/// Where a step curve goes through a field of pixels. What happened within one pixel becomes one column from its
/// lowest to its highest value, so no extreme is lost; where nothing is known there is no column.
struct SparklineShape {
    /// Columns that look alike. y is 0 at the top.
    struct Run {
        int first = 0;
        int last = 0;
        int top = 0;    ///< of the line, with its way up or down
        int bottom = 0; ///< of the line; the area below is filled

        bool operator==(const Run&) const = default;
    };
    std::vector<Run> runs; ///< from left to right

    bool operator==(const SparklineShape&) const = default;
};

/// The last minute before `now` (which is the right edge) on `width` x `height` pixels, from 0 at the lower
/// edge to the highest value that is seen at the upper. Time is cut into pixels at fixed moments, so that a curve which
/// wanders keeps its form, and one that neither changes nor begins within the time shown keeps its place.
[[nodiscard]] SparklineShape sparklineShape(const watching::Trace& trace, std::chrono::steady_clock::time_point now,
                                            int width, int height);

/// Paints the trace into `area`, in the pixels of the device.
void paintSparkline(QPainter& painter, const QRect& area, const watching::Trace& trace,
                    std::chrono::steady_clock::time_point now, const QColor& line, const QColor& ground);

} // namespace ipclens::ui
