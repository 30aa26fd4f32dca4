// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/hex_layout.h"

#include "core/bytes/hex_dump.h"

#include <algorithm>
#include <limits>

namespace ipclens::ui {
namespace {

constexpr int gapAfter = 8;     ///< a wider gap after so many bytes
constexpr int gapBeforeHex = 2; ///< characters between the columns
constexpr int gapBeforeText = 2;
constexpr int margin = 1;

} // namespace

HexLayout::HexLayout(std::uint64_t size, int columns, HexMetrics metrics, int height, HexGroups groups)
    : size_(size)
    , columns_(columns)
    , metrics_(metrics)
    , height_(std::max(height, 0))
    , groups_(groups) {
    Q_ASSERT(columns > 0 && columns % gapAfter == 0);
    Q_ASSERT(groups.bytes > 0 && gapAfter % groups.bytes == 0);
}

int HexLayout::columnsFor(int width, std::uint64_t size, HexMetrics metrics, HexGroups groups) {
    for (const int columns : {32, 16}) {
        if (HexLayout(size, columns, metrics, 0, groups).contentWidth() <= width) return columns;
    }
    return 8;
}

std::uint64_t HexLayout::lineCount() const {
    return size_ == 0 ? 0 : lineOf(size_ - 1) + 1;
}

int HexLayout::bytesIn(std::uint64_t line) const {
    const std::uint64_t begin = offsetOf(line);
    if (line >= lineCount()) return 0;
    return static_cast<int>(std::min<std::uint64_t>(size_ - begin, static_cast<unsigned>(columns_)));
}

int HexLayout::wholeLines() const {
    return std::max(height_ / metrics_.lineHeight, 1);
}

int HexLayout::seenLines() const {
    return (height_ + metrics_.lineHeight - 1) / metrics_.lineHeight;
}

std::uint64_t HexLayout::lastTopLine() const {
    const auto whole = static_cast<unsigned>(wholeLines());
    return lineCount() > whole ? lineCount() - whole : 0;
}

int HexLayout::scrollShift() const {
    int shift = 0;
    while ((lastTopLine() >> shift) >= std::uint64_t{std::numeric_limits<int>::max()})
        ++shift;
    return shift;
}

int HexLayout::scrollMaximum() const {
    return scrollValueOf(lastTopLine());
}

int HexLayout::scrollPageStep() const {
    return std::max(wholeLines() >> std::min(scrollShift(), 30), 1);
}

int HexLayout::scrollValueOf(std::uint64_t topLine) const {
    // Rounded up: only the very first line is at 0, and only the very last at the maximum
    const int shift = scrollShift();
    const std::uint64_t line = std::min(topLine, lastTopLine());
    const std::uint64_t value = line >> shift;
    const bool rest = (value << shift) != line;
    return static_cast<int>(value + (rest ? 1 : 0));
}

std::uint64_t HexLayout::topLineOf(int scrollValue) const {
    const auto value = static_cast<std::uint64_t>(std::max(scrollValue, 0));
    return std::min(value << scrollShift(), lastTopLine());
}

int HexLayout::offsetDigits() const {
    return bytes::offsetDigits(size_);
}

int HexLayout::hexLeft() const {
    return offsetLeft() + (offsetDigits() + gapBeforeHex) * metrics_.charWidth;
}

int HexLayout::groupX(int group) const {
    return hexLeft() + group * groupWidth() + group * groups_.bytes / gapAfter * metrics_.charWidth;
}

int HexLayout::digitsX(int column) const {
    const int place = placeInGroup(column % groups_.bytes);
    return groupX(column / groups_.bytes) + metrics_.charWidth / 2 + 2 * place * metrics_.charWidth;
}

QRect HexLayout::hexCellAt(int column, int y) const {
    // Half a gap on each side belongs to the outer bytes of a value
    const int place = placeInGroup(column % groups_.bytes);
    const int begin = groupX(column / groups_.bytes);
    const int left = place == 0 ? begin : digitsX(column);
    const int right = place == groups_.bytes - 1 ? begin + groupWidth() : digitsX(column) + 2 * metrics_.charWidth;
    return {left, y, right - left, metrics_.lineHeight};
}

int HexLayout::textLeft() const {
    return groupX(columns_ / groups_.bytes - 1) + groupWidth() + gapBeforeText * metrics_.charWidth;
}

int HexLayout::contentWidth() const {
    return textX(columns_) + margin * metrics_.charWidth;
}

bool HexLayout::isSeen(std::uint64_t offset, std::uint64_t topLine) const {
    const std::uint64_t line = lineOf(offset);
    return offset < size_ && line >= topLine && line - topLine < static_cast<unsigned>(seenLines());
}

int HexLayout::yOf(std::uint64_t offset, std::uint64_t topLine) const {
    return static_cast<int>(lineOf(offset) - topLine) * metrics_.lineHeight;
}

QRect HexLayout::hexCell(std::uint64_t offset, std::uint64_t topLine) const {
    if (!isSeen(offset, topLine)) return {};
    return hexCellAt(columnOf(offset), yOf(offset, topLine));
}

QRect HexLayout::textCell(std::uint64_t offset, std::uint64_t topLine) const {
    if (!isSeen(offset, topLine)) return {};
    return textCellAt(columnOf(offset), yOf(offset, topLine));
}

QRect HexLayout::hexCells(std::uint64_t first, std::uint64_t last, std::uint64_t topLine) const {
    if (!isSeen(first, topLine)) return {};
    const int left = groupX(columnOf(first) / groups_.bytes);
    const int right = groupX(columnOf(last) / groups_.bytes) + groupWidth();
    return {left, yOf(first, topLine), right - left, metrics_.lineHeight};
}

QRect HexLayout::hexArea(std::uint64_t first, std::uint64_t last, std::uint64_t topLine) const {
    if (lineOf(first) == lineOf(last)) return hexCells(first, last, topLine);
    QRect area = hexCell(first, topLine) | hexCell(last, topLine);
    area.setLeft(hexLeft());
    area.setRight(textLeft() - 1);
    return area;
}

QRect HexLayout::textArea(std::uint64_t first, std::uint64_t last, std::uint64_t topLine) const {
    QRect area = textCell(first, topLine) | textCell(last, topLine);
    if (lineOf(first) == lineOf(last)) return area;
    area.setLeft(textLeft());
    area.setRight(textX(columns_) - 1);
    return area;
}

int HexLayout::groupAt(int x) const {
    const int part = gapAfter / groups_.bytes;
    const int partWidth = part * groupWidth() + metrics_.charWidth;
    const int inside = std::max(x - hexLeft(), 0);
    const int group = inside / partWidth * part + std::min(inside % partWidth / groupWidth(), part - 1);
    return std::min(group, columns_ / groups_.bytes - 1);
}

int HexLayout::hexColumnAt(int x) const {
    const int group = groupAt(x);
    const int within = x - groupX(group) - metrics_.charWidth / 2;
    const int place = std::clamp(within / (2 * metrics_.charWidth), 0, groups_.bytes - 1);
    return group * groups_.bytes + placeInGroup(place);
}

HexLayout::Columns HexLayout::hexColumnsIn(int left, int right) const {
    if (right < groupX(0) || left >= textLeft() - gapBeforeText * metrics_.charWidth) return {};
    return {groupAt(left) * groups_.bytes, (groupAt(right) + 1) * groups_.bytes};
}

HexLayout::Columns HexLayout::textColumnsIn(int left, int right) const {
    if (right < textX(0) || left >= textX(columns_)) return {};
    const auto columnAt = [this](int x) { return std::clamp((x - textLeft()) / metrics_.charWidth, 0, columns_ - 1); };
    return {columnAt(left), columnAt(right) + 1};
}

std::uint64_t HexLayout::nextInReading(std::uint64_t offset) const {
    Q_ASSERT(offset < size_);
    const auto bytes = static_cast<std::uint64_t>(groups_.bytes);
    if (groups_.order == std::endian::big || bytes == 1) return std::min(offset + 1, size_ - 1);
    if (offset % bytes > 0) return offset - 1;
    const std::uint64_t last = size_ - 1;
    if (last - offset < bytes) return offset;
    return offset + bytes + std::min(bytes - 1, last - (offset + bytes));
}

std::uint64_t HexLayout::previousInReading(std::uint64_t offset) const {
    Q_ASSERT(offset < size_);
    const auto bytes = static_cast<std::uint64_t>(groups_.bytes);
    if (groups_.order == std::endian::big || bytes == 1) return offset == 0 ? 0 : offset - 1;
    const std::uint64_t group = offset - offset % bytes;
    const std::uint64_t readFirst = group + std::min(bytes - 1, size_ - 1 - group);
    if (offset < readFirst) return offset + 1;
    return group == 0 ? offset : group - bytes;
}

HexLayout::Hit HexLayout::hit(QPoint place, std::uint64_t topLine) const {
    Q_ASSERT(size_ > 0);
    Hit hit;
    const int below = std::max(place.y(), 0) / metrics_.lineHeight;
    const int above = place.y() < 0 ? (-place.y() - 1) / metrics_.lineHeight + 1 : 0;
    const std::uint64_t lastLine = lineCount() - 1;
    const std::uint64_t top = std::min(topLine, lastLine);
    std::uint64_t line = top - std::min<std::uint64_t>(top, static_cast<unsigned>(above));
    line += std::min<std::uint64_t>(lastLine - line, static_cast<unsigned>(below));

    int column = 0;
    const int middleOfGap = textLeft() - gapBeforeText * metrics_.charWidth / 2;
    if (place.x() >= middleOfGap) {
        hit.area = Area::Text;
        column = textColumnsIn(std::clamp(place.x(), textLeft(), textX(columns_) - 1), textLeft()).first;
    } else {
        hit.area = place.x() < hexLeft() - metrics_.charWidth ? Area::Offsets : Area::Hex;
        column = hexColumnAt(place.x());
    }
    hit.offset = offsetOf(line) + static_cast<unsigned>(std::min(column, bytesIn(line) - 1));
    return hit;
}

} // namespace ipclens::ui
