// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/hex_painter.h"

#include "core/bytes/hex_dump.h"
#include "ui/theme.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QString>

#include <algorithm>
#include <cmath>

namespace ipclens::ui {
namespace {

constexpr double lineSpacing = 1.3; ///< of the font's own height
constexpr QChar middleDot(0x00b7);

quint32 glyphOf(const QRawFont& font, QChar character) {
    const auto indexes = font.glyphIndexesForString(QString(character));
    return indexes.isEmpty() ? 0 : indexes.first();
}

} // namespace

HexPainter::HexPainter() {
    setFont(monospaceFont());
    setPalette(QPalette());
}

void HexPainter::setFont(const QFont& font) {
    const QFontMetricsF measured(font);
    metrics_.charWidth = static_cast<int>(std::ceil(measured.horizontalAdvance(QLatin1Char('0'))));
    metrics_.lineHeight = static_cast<int>(std::lround(measured.height() * lineSpacing));
    baseline_ = static_cast<int>(std::lround((metrics_.lineHeight - measured.height()) / 2 + measured.ascent()));

    font_ = QRawFont::fromFont(font);
    for (std::size_t digit = 0; digit < digits_.size(); ++digit)
        digits_[digit] = glyphOf(font_, QLatin1Char("0123456789abcdef"[digit]));
    const bool hasMiddleDot = glyphOf(font_, middleDot) != 0;
    const quint32 placeholder = glyphOf(font_, hasMiddleDot ? middleDot : QLatin1Char('.'));
    for (std::size_t i = 0; i < characters_.size(); ++i) {
        const bool printable = bytes::isPrintable(static_cast<std::byte>(i));
        characters_[i] = printable ? glyphOf(font_, QLatin1Char(static_cast<char>(i))) : placeholder;
    }
}

void HexPainter::setPalette(const QPalette& palette) {
    const QColor ground = palette.color(QPalette::Base);
    const QColor muted = toneColor(Tone::MutedText, palette);
    inks_[Byte] = palette.color(QPalette::Text);
    inks_[Zero] = blend(muted, ground, 0.55);
    inks_[Offset] = muted;
    inks_[FreshByte] = QColor(Qt::white);
    unknown_ = toneColor(Tone::ChipGround, palette);
    selection_ = toneColor(Tone::Selection, palette);
    cursor_ = toneColor(Tone::Accent, palette);
    const QColor glow = toneColor(Tone::GlowStrong, palette);
    for (std::size_t step = 0; step < glow_.size(); ++step) {
        const double strength = static_cast<double>(step) / ByteCache::glowSteps;
        glow_[step] = blend(glow, ground, std::pow(strength, 1.5));
    }
}

void HexPainter::paint(QPainter& painter, const HexScene& scene, const QRect& area) const {
    const HexLayout& layout = scene.layout;
    const int first = std::max(area.top(), 0) / metrics_.lineHeight;
    const int last = std::min(area.bottom() / metrics_.lineHeight, layout.seenLines() - 1);
    Page page;
    for (int row = first; row <= last; ++row) {
        const std::uint64_t line = scene.topLine + static_cast<unsigned>(row);
        if (line >= layout.lineCount()) break;
        const int y = row * metrics_.lineHeight;
        if (area.left() < layout.hexLeft()) addOffset(page, layout, layout.offsetOf(line), y);
        paintLine(painter, page, scene, line, y, area);
    }
    for (std::size_t ink = 0; ink < InkCount; ++ink) {
        const Glyphs& glyphs = page[ink];
        QGlyphRun run;
        run.setRawFont(font_);
        run.setRawData(glyphs.indexes.data(), glyphs.places.data(), static_cast<int>(glyphs.indexes.size()));
        painter.setPen(inks_[ink]);
        painter.drawGlyphRun(QPointF(0, 0), run);
    }
    paintCursor(painter, scene);
}

void HexPainter::addHex(Page& page, Ink ink, int x, int y, std::byte value) const {
    const auto number = std::to_integer<std::size_t>(value);
    Glyphs& glyphs = page[ink];
    for (const std::size_t digit : {number >> 4, number & 0xf}) {
        glyphs.indexes.push_back(digits_[digit]);
        glyphs.places.emplace_back(x, y + baseline_);
        x += metrics_.charWidth;
    }
}

void HexPainter::addOffset(Page& page, const HexLayout& layout, std::uint64_t offset, int y) const {
    Glyphs& glyphs = page[Offset];
    for (int place = layout.offsetDigits() - 1; place >= 0; --place) {
        glyphs.indexes.push_back(digits_[offset & 0xf]);
        glyphs.places.emplace_back(layout.offsetLeft() + place * metrics_.charWidth, y + baseline_);
        offset >>= 4;
    }
}

void HexPainter::paintLine(QPainter& painter, Page& page, const HexScene& scene, std::uint64_t line, int y,
                           const QRect& area) const {
    const HexLayout& layout = scene.layout;
    const int end = layout.bytesIn(line);
    const std::uint64_t begin = layout.offsetOf(line);
    const auto hex = layout.hexColumnsIn(area.left(), area.right());
    for (int column = hex.first; column < std::min(hex.end, end); ++column) {
        const QRect cell(layout.hexX(column), y, layout.hexCellWidth(), metrics_.lineHeight);
        const std::uint64_t offset = begin + static_cast<unsigned>(column);
        const auto value = scene.cache.at(offset);
        if (!value) {
            paintUnknown(painter, cell);
            continue;
        }
        const Ink ink = paintGround(painter, scene, cell, offset, *value);
        addHex(page, ink, cell.left() + metrics_.charWidth / 2, y, *value);
    }
    const auto text = layout.textColumnsIn(area.left(), area.right());
    for (int column = text.first; column < std::min(text.end, end); ++column) {
        const QRect cell(layout.textX(column), y, metrics_.charWidth, metrics_.lineHeight);
        const std::uint64_t offset = begin + static_cast<unsigned>(column);
        const auto value = scene.cache.at(offset);
        if (!value) {
            paintUnknown(painter, cell);
            continue;
        }
        Glyphs& glyphs = page[paintGround(painter, scene, cell, offset, *value)];
        glyphs.indexes.push_back(characters_[std::to_integer<std::size_t>(*value)]);
        glyphs.places.emplace_back(cell.left(), y + baseline_);
    }
}

void HexPainter::paintUnknown(QPainter& painter, const QRect& cell) const {
    const int thickness = std::max(metrics_.lineHeight / 4, 1);
    painter.fillRect(cell.left(), cell.center().y() - thickness / 2, cell.width(), thickness, unknown_);
}

HexPainter::Ink HexPainter::paintGround(QPainter& painter, const HexScene& scene, const QRect& cell,
                                        std::uint64_t offset, std::byte value) const {
    const int glow = scene.cache.glow(offset, scene.now);
    // News shows through a selection
    if (glow > 0) {
        painter.fillRect(cell, glow_[static_cast<std::size_t>(glow)]);
        return glow == ByteCache::glowSteps ? FreshByte : Byte;
    }
    if (scene.selection.length > 1 && scene.selection.contains(offset)) painter.fillRect(cell, selection_);
    return value == std::byte{0} ? Zero : Byte;
}

void HexPainter::paintCursor(QPainter& painter, const HexScene& scene) const {
    const QRect hex = scene.layout.hexCell(scene.cursor, scene.topLine);
    if (hex.isEmpty()) return;
    painter.setPen(scene.focused ? cursor_ : inks_[Offset]);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(hex.adjusted(0, 0, -1, -1));
    painter.drawRect(scene.layout.textCell(scene.cursor, scene.topLine).adjusted(0, 0, -1, -1));
}

} // namespace ipclens::ui
