// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QImage>
#include <QRect>

#include <cstdlib>

namespace ipclens::testing {

/// Whether a pixel of the area is as asked for.
template <class Asked>
bool hasPixel(const QImage& image, const QRect& area, Asked asked) {
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            if (asked(image.pixelColor(x, y))) return true;
        }
    }
    return false;
}

inline bool hasColor(const QImage& image, const QRect& area, const QColor& color) {
    return hasPixel(image, area, [&color](const QColor& pixel) { return pixel == color; });
}

/// Whether something is written there: a pixel far from the ground's lightness.
inline bool hasContrast(const QImage& image, const QRect& area, const QColor& ground) {
    return hasPixel(image, area, [light = ground.lightness()](const QColor& pixel) {
        return std::abs(pixel.lightness() - light) > 100;
    });
}

} // namespace ipclens::testing
