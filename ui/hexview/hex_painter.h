// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/byte_cache.h"
#include "ui/hexview/hex_layout.h"
#include "ui/hexview/moment.h"
#include "ui/hexview/pending_edits.h"
#include "ui/hexview/text_column.h"

#include <QColor>
#include <QFont>
#include <QHash>
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
    const PendingEdits& edits;
    const std::vector<std::uint64_t>& marks; ///< bookmarked places, in order
    const Moment* compared = nullptr;        ///< bytes that differ from it are marked
    TextCoding coding = TextCoding::Ascii;
    bool dimZeros = true;
    std::uint64_t topLine = 0;
    ByteRange selection = {};
    std::uint64_t cursor = 0;
    std::optional<HexLayout::Area> typingInto = {}; ///< none where typing changes nothing
    bool secondDigit = false;                       ///< what is typed next is the byte's lower half
    bool focused = false;
    ByteCache::Clock::time_point now = {};

    /// As it will be once what was typed is written.
    [[nodiscard]] std::optional<std::byte> byteAt(std::uint64_t offset) const {
        if (const auto edited = edits.at(offset)) return edited;
        return cache.at(offset);
    }
};

/// Paints lines of bytes. All glyphs of one colour are painted in one go, each at its own place: that costs a tenth of
/// a text a byte. News are underlined, differences from a saved moment have a line above, and bytes that were typed
/// over a frame: none of them is told by its colour alone.
class HexPainter {
public:
    HexPainter();

    void setFont(const QFont& font);
    void setPalette(const QPalette& palette);

    [[nodiscard]] HexMetrics metrics() const { return metrics_; }

    /// Paints what lies in `area`, in the layout's coordinates, over the view's own ground.
    void paint(QPainter& painter, const HexScene& scene, const QRect& area) const;

private:
    enum Ink : std::size_t { Byte, Zero, Offset, FreshByte, EditedByte, InkCount };

    struct Glyphs {
        std::vector<quint32> indexes;
        std::vector<QPointF> places;
    };
    /// A character that the font lacks, and another one may have.
    struct Foreign {
        char32_t character = 0;
        QRect cell;
        Ink ink = Byte;
    };
    /// What is to be painted, by its colour.
    struct Page {
        std::array<Glyphs, InkCount> glyphs;
        std::vector<Foreign> foreign;
    };
    /// A line of bytes that is being painted.
    struct Line {
        std::uint64_t begin = 0;
        int end = 0; ///< bytes
        int y = 0;
    };

    void addOffset(Page& page, const HexLayout& layout, std::uint64_t offset, int y) const;
    void paintHex(QPainter& painter, Page& page, const HexScene& scene, const Line& line, const QRect& area) const;
    void paintText(QPainter& painter, Page& page, const HexScene& scene, const ByteAt& byteAt, const Line& line,
                   const QRect& area) const;
    void paintUnknown(QPainter& painter, const QRect& cell) const;
    void paintMarks(QPainter& painter, const HexScene& scene) const;
    void paintCursor(QPainter& painter, const HexScene& scene) const;
    void addHex(Page& page, Ink ink, int x, int y, std::byte value) const;
    void addCharacter(Page& page, Ink ink, const QRect& cell, const TextCell& text) const;
    void paintPage(QPainter& painter, const Page& page) const;
    /// The colour of a byte; paints its cell's ground and lines where it has any.
    [[nodiscard]] Ink paintGround(QPainter& painter, const HexScene& scene, const QRect& cell, std::uint64_t offset,
                                  std::byte value) const;
    [[nodiscard]] quint32 glyphOf(char32_t character) const;

    QFont textFont_;
    QRawFont font_;
    HexMetrics metrics_;
    int baseline_ = 0; ///< of a line, from its upper edge
    int stroke_ = 1;   ///< thickness of the lines that mark bytes
    std::array<quint32, 16> digits_{};
    quint32 dot_ = 0;
    mutable QHash<char32_t, quint32> characters_; ///< glyphs that were asked for

    std::array<QColor, InkCount> inks_;
    QColor unknown_;
    QColor selection_;
    QColor cursor_;
    QColor freshLine_;
    QColor difference_;
    QColor differenceLine_;
    QColor edited_;
    std::array<QColor, ByteCache::glowSteps + 1> glow_; ///< 0: none
};

} // namespace ipclens::ui
