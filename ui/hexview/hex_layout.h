// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>
#include <QRect>

#include <bit>
#include <cstdint>

namespace ipclens::ui {

/// Sizes of a font, in pixels.
struct HexMetrics {
    int charWidth = 8;
    int lineHeight = 16;

    bool operator==(const HexMetrics&) const = default;
};

/// How bytes stand together in the hex column: each for itself, or as values of several bytes.
struct HexGroups {
    int bytes = 1; ///< 1, 2, 4 or 8
    std::endian order = std::endian::little;

    bool operator==(const HexGroups&) const = default;
};

/// Where the bytes of a hex view stand: offset | hex | text, a line a row of bytes. A plain value without any widget.
///
/// Offsets and lines are 64 bits, and pixels are reckoned only from the first line that is seen: no number here is
/// lines × height. X is from the content's left edge, y from the upper edge of the first line that is seen.
class HexLayout {
public:
    /// Which of the columns a place belongs to.
    enum class Area { Offsets, Hex, Text };

    struct Hit {
        std::uint64_t offset = 0; ///< the nearest byte
        Area area = Area::Hex;
        bool operator==(const Hit&) const = default;
    };

    /// First and one past the last column of a line.
    struct Columns {
        int first = 0;
        int end = 0;
        bool operator==(const Columns&) const = default;
    };

    HexLayout() = default;
    /// `columns`: bytes a line, a multiple of 8. `height`: of the place to paint in, in pixels.
    HexLayout(std::uint64_t size, int columns, HexMetrics metrics, int height, HexGroups groups = {});

    /// The most columns (32, 16 or 8) whose lines are not wider than `width`; 8 where even those are.
    [[nodiscard]] static int columnsFor(int width, std::uint64_t size, HexMetrics metrics, HexGroups groups = {});

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] const HexMetrics& metrics() const { return metrics_; }
    [[nodiscard]] const HexGroups& groups() const { return groups_; }

    // Lines
    [[nodiscard]] std::uint64_t lineCount() const;
    [[nodiscard]] std::uint64_t lineOf(std::uint64_t offset) const { return offset / static_cast<unsigned>(columns_); }
    [[nodiscard]] int columnOf(std::uint64_t offset) const {
        return static_cast<int>(offset % static_cast<unsigned>(columns_));
    }
    [[nodiscard]] std::uint64_t offsetOf(std::uint64_t line) const { return line * static_cast<unsigned>(columns_); }
    /// Bytes of a line: fewer than columns() in the last.
    [[nodiscard]] int bytesIn(std::uint64_t line) const;
    /// Lines that are seen whole; at least 1.
    [[nodiscard]] int wholeLines() const;
    /// Lines that are seen, the last perhaps in part.
    [[nodiscard]] int seenLines() const;
    /// The last line that may be the first one seen, so that the end is not scrolled away.
    [[nodiscard]] std::uint64_t lastTopLine() const;

    // Scroll bar: one value a line while these fit into an int, and 2^n lines a value beyond
    [[nodiscard]] int scrollMaximum() const;
    [[nodiscard]] int scrollPageStep() const;
    /// The value nearest above for a first line.
    [[nodiscard]] int scrollValueOf(std::uint64_t topLine) const;
    [[nodiscard]] std::uint64_t topLineOf(int scrollValue) const;

    // Places
    [[nodiscard]] int offsetDigits() const;
    [[nodiscard]] int offsetLeft() const { return metrics_.charWidth; }
    [[nodiscard]] int hexLeft() const;
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] int contentWidth() const;
    /// Where the two digits of a byte begin. In a value of little-endian bytes the last byte stands first.
    [[nodiscard]] int digitsX(int column) const;
    [[nodiscard]] int textX(int column) const { return textLeft() + column * metrics_.charWidth; }
    /// The cell of a byte, with `topLine` the first line seen; empty where it is not seen. Cells of a line touch each
    /// other but for a wider gap after eight bytes.
    [[nodiscard]] QRect hexCell(std::uint64_t offset, std::uint64_t topLine) const;
    [[nodiscard]] QRect textCell(std::uint64_t offset, std::uint64_t topLine) const;
    /// The same without a look at the size, for a line at `y`.
    [[nodiscard]] QRect hexCellAt(int column, int y) const;
    [[nodiscard]] QRect textCellAt(int column, int y) const {
        return {textX(column), y, metrics_.charWidth, metrics_.lineHeight};
    }
    /// What bytes first … last of one line cover in the hex column: whole values.
    [[nodiscard]] QRect hexCells(std::uint64_t first, std::uint64_t last, std::uint64_t topLine) const;
    /// What covers the cells of bytes first … last, both in sight: of several lines, all that is between.
    [[nodiscard]] QRect hexArea(std::uint64_t first, std::uint64_t last, std::uint64_t topLine) const;
    [[nodiscard]] QRect textArea(std::uint64_t first, std::uint64_t last, std::uint64_t topLine) const;
    /// The columns of the values that a span of x touches.
    [[nodiscard]] Columns hexColumnsIn(int left, int right) const;
    [[nodiscard]] Columns textColumnsIn(int left, int right) const;
    /// The byte that is read next, from left to right and from line to line; the last one's is itself.
    [[nodiscard]] std::uint64_t nextInReading(std::uint64_t offset) const;
    /// The byte that is read before; the first one's is itself.
    [[nodiscard]] std::uint64_t previousInReading(std::uint64_t offset) const;
    /// The byte nearest to a place: also for places outside, as a mouse that is dragged reaches. Needs a size above 0.
    [[nodiscard]] Hit hit(QPoint place, std::uint64_t topLine) const;

private:
    [[nodiscard]] int scrollShift() const;
    [[nodiscard]] bool isSeen(std::uint64_t offset, std::uint64_t topLine) const;
    [[nodiscard]] int yOf(std::uint64_t offset, std::uint64_t topLine) const;
    [[nodiscard]] int groupAt(int x) const;
    [[nodiscard]] int hexColumnAt(int x) const;
    [[nodiscard]] int groupX(int group) const;
    [[nodiscard]] int groupWidth() const { return (2 * groups_.bytes + 1) * metrics_.charWidth; }
    /// The place of a byte in its value, from the left; and the byte at a place, which is the same reckoning.
    [[nodiscard]] int placeInGroup(int index) const {
        return groups_.order == std::endian::little ? groups_.bytes - 1 - index : index;
    }

    std::uint64_t size_ = 0;
    int columns_ = 16;
    HexMetrics metrics_;
    int height_ = 0;
    HexGroups groups_;
};

} // namespace ipclens::ui
