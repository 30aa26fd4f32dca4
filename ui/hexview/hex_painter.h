// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/byte_cache.h"
#include "ui/hexview/hex_layout.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QPointF>
#include <QRawFont>

#include <array>
#include <cstddef>
#include <vector>

class QPainter;

namespace ipclens::ui {

/// What a hex view shows now.
struct HexScene {
    const HexLayout& layout;
    const ByteCache& cache;
    std::uint64_t topLine = 0;
    ByteRange selection;
    std::uint64_t cursor = 0;
    bool focused = false;
    ByteCache::Clock::time_point now;
};

/// Paints lines of bytes. All glyphs of one colour are painted in one go, each at its own place: that costs a tenth of
/// a text a byte.
class HexPainter {
public:
    HexPainter();

    void setFont(const QFont& font);
    void setPalette(const QPalette& palette);

    [[nodiscard]] HexMetrics metrics() const { return metrics_; }

    /// Paints what lies in `area`, in the layout's coordinates, over the view's own ground.
    void paint(QPainter& painter, const HexScene& scene, const QRect& area) const;

private:
    enum Ink : std::size_t { Byte, Zero, Offset, FreshByte, InkCount };

    struct Glyphs {
        std::vector<quint32> indexes;
        std::vector<QPointF> places;
    };
    /// What is to be painted, by its colour.
    using Page = std::array<Glyphs, InkCount>;

    void addOffset(Page& page, const HexLayout& layout, std::uint64_t offset, int y) const;
    void paintLine(QPainter& painter, Page& page, const HexScene& scene, std::uint64_t line, int y,
                   const QRect& area) const;
    void paintUnknown(QPainter& painter, const QRect& cell) const;
    void paintCursor(QPainter& painter, const HexScene& scene) const;
    void addHex(Page& page, Ink ink, int x, int y, std::byte value) const;
    /// The colour of a byte; fills its cell where it has a ground of its own.
    [[nodiscard]] Ink paintGround(QPainter& painter, const HexScene& scene, const QRect& cell, std::uint64_t offset,
                                  std::byte value) const;

    QRawFont font_;
    HexMetrics metrics_;
    int baseline_ = 0; ///< of a line, from its upper edge
    std::array<quint32, 16> digits_{};
    std::array<quint32, 256> characters_{};

    std::array<QColor, InkCount> inks_;
    QColor unknown_;
    QColor selection_;
    QColor cursor_;
    std::array<QColor, ByteCache::glowSteps + 1> glow_; ///< 0: none
};

} // namespace ipclens::ui
