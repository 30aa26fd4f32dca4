// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/sparkline.h"

#include "ui/models/activity.h"

#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ipclens::ui {
namespace {

using watching::Trace;
using Moment = std::chrono::steady_clock::time_point;

/// Which pixel a moment falls into, counted from the clock's beginning.
std::int64_t pixelOf(Moment at, int width) {
    const auto pixel = std::chrono::nanoseconds(activity::span) / width;
    return at.time_since_epoch() / pixel;
}

/// What one column of pixels has to show.
struct Extent {
    std::uint64_t lowest = Trace::unknown;
    std::uint64_t highest = 0;

    [[nodiscard]] bool known() const { return lowest != Trace::unknown; }
    void add(std::uint64_t value) {
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
};

/// Height above the lower edge; only 0 lies on it, and only `ceiling` reaches the upper one.
int level(std::uint64_t value, std::uint64_t ceiling, int height) {
    const int highest = height - 1;
    if (value == 0 || highest <= 0) return 0;
    if (value >= ceiling) return highest;
    const double share = static_cast<double>(value) / static_cast<double>(ceiling);
    return std::clamp(static_cast<int>(std::lround(share * highest)), 1, std::max(1, highest - 1));
}

std::vector<Extent> extentsOf(const Trace& trace, Moment now, int width) {
    std::vector<Extent> columns(static_cast<std::size_t>(width));
    const std::int64_t leftEdge = pixelOf(now, width) - (width - 1);
    for (std::size_t step = 0; step < trace.steps.size(); ++step) {
        const auto [at, value] = trace.steps[step];
        if (value == Trace::unknown) continue;
        const Moment end = step + 1 < trace.steps.size() ? trace.steps[step + 1].at : now;
        // It holds up to where the next one begins, that pixel included: there the curve goes up or down
        const std::int64_t first = std::max<std::int64_t>(pixelOf(at, width) - leftEdge, 0);
        const std::int64_t last = std::min<std::int64_t>(pixelOf(end, width) - leftEdge, width - 1);
        for (std::int64_t x = first; x <= last; ++x)
            columns[static_cast<std::size_t>(x)].add(value);
    }
    return columns;
}

} // namespace

SparklineShape sparklineShape(const Trace& trace, Moment now, int width, int height) {
    SparklineShape shape;
    if (width <= 0 || height <= 0) return shape;
    const std::vector<Extent> columns = extentsOf(trace, now, width);
    std::uint64_t ceiling = 1;
    for (const Extent& column : columns)
        ceiling = std::max(ceiling, column.highest);
    for (int x = 0; x < width; ++x) {
        const Extent& column = columns[static_cast<std::size_t>(x)];
        if (!column.known()) continue;
        const int top = height - 1 - level(column.highest, ceiling, height);
        const int bottom = height - 1 - level(column.lowest, ceiling, height);
        const bool goesOn = !shape.runs.empty() && shape.runs.back().last == x - 1 && shape.runs.back().top == top &&
                            shape.runs.back().bottom == bottom;
        if (goesOn) {
            shape.runs.back().last = x;
        } else {
            shape.runs.push_back({x, x, top, bottom});
        }
    }
    return shape;
}

void paintSparkline(QPainter& painter, const QRect& area, const Trace& trace, Moment now, const QColor& line,
                    const QColor& ground) {
    const double ratio = painter.device() == nullptr ? 1.0 : painter.device()->devicePixelRatioF();
    const QSize pixels(static_cast<int>(area.width() * ratio), static_cast<int>(area.height() * ratio));
    const int thickness = std::max(1, static_cast<int>(std::lround(ratio)));
    const SparklineShape shape = sparklineShape(trace, now, pixels.width(), pixels.height() - thickness + 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.translate(area.topLeft());
    painter.scale(1 / ratio, 1 / ratio);
    for (const SparklineShape::Run& run : shape.runs) {
        const int width = run.last - run.first + 1;
        const int below = run.bottom + thickness;
        painter.fillRect(run.first, below, width, pixels.height() - below, ground);
        painter.fillRect(run.first, run.top, width, below - run.top, line);
    }
    painter.restore();
}

} // namespace ipclens::ui
