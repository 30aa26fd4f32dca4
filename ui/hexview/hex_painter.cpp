// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/hex_painter.h"

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
constexpr char32_t middleDot = 0x00b7;

quint32 glyphIn(const QRawFont& font, char32_t character) {
    const auto indexes = font.glyphIndexesForString(QString::fromUcs4(&character, 1));
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
    stroke_ = std::max(metrics_.lineHeight / 12, 1);

    textFont_ = font;
    font_ = QRawFont::fromFont(font);
    for (std::size_t digit = 0; digit < digits_.size(); ++digit)
        digits_[digit] = glyphIn(font_, static_cast<char32_t>("0123456789abcdef"[digit]));
    const quint32 middle = glyphIn(font_, middleDot);
    dot_ = middle != 0 ? middle : glyphIn(font_, U'.');
    characters_.clear();
}

void HexPainter::setPalette(const QPalette& palette) {
    const QColor ground = palette.color(QPalette::Base);
    const QColor muted = toneColor(Tone::MutedText, palette);
    inks_[Byte] = palette.color(QPalette::Text);
    inks_[Zero] = blend(muted, ground, 0.55);
    inks_[Offset] = muted;
    inks_[FreshByte] = QColor(Qt::white);
    inks_[EditedByte] = toneColor(Tone::WarningText, palette);
    unknown_ = toneColor(Tone::ChipGround, palette);
    selection_ = toneColor(Tone::Selection, palette);
    cursor_ = toneColor(Tone::Accent, palette);
    freshLine_ = toneColor(Tone::DangerText, palette);
    difference_ = toneColor(Tone::InfoGround, palette);
    differenceLine_ = toneColor(Tone::Accent, palette);
    edited_ = toneColor(Tone::WarningGround, palette);
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
    const ByteAt byteAt = [&scene](std::uint64_t offset) { return scene.byteAt(offset); };
    Page page;
    for (int row = first; row <= last; ++row) {
        const std::uint64_t number = scene.topLine + static_cast<unsigned>(row);
        if (number >= layout.lineCount()) break;
        const Line line{layout.offsetOf(number), layout.bytesIn(number), row * metrics_.lineHeight};
        if (area.left() < layout.hexLeft()) addOffset(page, layout, line.begin, line.y);
        paintHex(painter, page, scene, line, area);
        paintText(painter, page, scene, byteAt, line, area);
    }
    paintPage(painter, page);
    paintMarks(painter, scene);
    paintCursor(painter, scene);
}

void HexPainter::paintPage(QPainter& painter, const Page& page) const {
    for (std::size_t ink = 0; ink < InkCount; ++ink) {
        const Glyphs& glyphs = page.glyphs[ink];
        QGlyphRun run;
        run.setRawFont(font_);
        run.setRawData(glyphs.indexes.data(), glyphs.places.data(), static_cast<int>(glyphs.indexes.size()));
        painter.setPen(inks_[ink]);
        painter.drawGlyphRun(QPointF(0, 0), run);
    }
    painter.setFont(textFont_);
    for (const Foreign& foreign : page.foreign) {
        painter.setPen(inks_[foreign.ink]);
        painter.drawText(foreign.cell, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         QString::fromUcs4(&foreign.character, 1));
    }
}

void HexPainter::addHex(Page& page, Ink ink, int x, int y, std::byte value) const {
    const auto number = std::to_integer<std::size_t>(value);
    Glyphs& glyphs = page.glyphs[ink];
    for (const std::size_t digit : {number >> 4, number & 0xf}) {
        glyphs.indexes.push_back(digits_[digit]);
        glyphs.places.emplace_back(x, y + baseline_);
        x += metrics_.charWidth;
    }
}

void HexPainter::addOffset(Page& page, const HexLayout& layout, std::uint64_t offset, int y) const {
    Glyphs& glyphs = page.glyphs[Offset];
    for (int place = layout.offsetDigits() - 1; place >= 0; --place) {
        glyphs.indexes.push_back(digits_[offset & 0xf]);
        glyphs.places.emplace_back(layout.offsetLeft() + place * metrics_.charWidth, y + baseline_);
        offset >>= 4;
    }
}

quint32 HexPainter::glyphOf(char32_t character) const {
    const auto known = characters_.constFind(character);
    if (known != characters_.constEnd()) return *known;
    const quint32 glyph = glyphIn(font_, character);
    characters_.insert(character, glyph);
    return glyph;
}

void HexPainter::addCharacter(Page& page, Ink ink, const QRect& cell, const TextCell& text) const {
    if (text.kind == TextCell::Kind::Continued) return;
    const quint32 glyph = text.kind == TextCell::Kind::Dot ? dot_ : glyphOf(text.character);
    if (glyph == 0) {
        QRect wide = cell;
        wide.setWidth(text.bytes * cell.width());
        page.foreign.push_back({text.character, wide, ink});
        return;
    }
    page.glyphs[ink].indexes.push_back(glyph);
    page.glyphs[ink].places.emplace_back(cell.left(), cell.top() + baseline_);
}

void HexPainter::paintHex(QPainter& painter, Page& page, const HexScene& scene, const Line& line,
                          const QRect& area) const {
    const HexLayout& layout = scene.layout;
    const auto columns = layout.hexColumnsIn(area.left(), area.right());
    for (int column = columns.first; column < std::min(columns.end, line.end); ++column) {
        const QRect cell = layout.hexCellAt(column, line.y);
        const std::uint64_t offset = line.begin + static_cast<unsigned>(column);
        const auto value = scene.byteAt(offset);
        if (!value) {
            paintUnknown(painter, cell);
            continue;
        }
        const Ink ink = paintGround(painter, scene, cell, offset, *value);
        addHex(page, ink, layout.digitsX(column), line.y, *value);
    }
}

void HexPainter::paintText(QPainter& painter, Page& page, const HexScene& scene, const ByteAt& byteAt, const Line& line,
                           const QRect& area) const {
    auto columns = scene.layout.textColumnsIn(area.left(), area.right());
    // A character from before may reach into the area
    columns.first = std::max(columns.first - longestCharacter, 0);
    for (int column = columns.first; column < std::min(columns.end, line.end); ++column) {
        const QRect cell = scene.layout.textCellAt(column, line.y);
        const std::uint64_t offset = line.begin + static_cast<unsigned>(column);
        const auto value = scene.byteAt(offset);
        if (!value) {
            paintUnknown(painter, cell);
            continue;
        }
        const Ink ink = paintGround(painter, scene, cell, offset, *value);
        addCharacter(page, ink, cell, textCellOf(byteAt, offset, scene.coding));
    }
}

void HexPainter::paintUnknown(QPainter& painter, const QRect& cell) const {
    const int thickness = std::max(metrics_.lineHeight / 4, 1);
    painter.fillRect(cell.left(), cell.center().y() - thickness / 2, cell.width(), thickness, unknown_);
}

HexPainter::Ink HexPainter::paintGround(QPainter& painter, const HexScene& scene, const QRect& cell,
                                        std::uint64_t offset, std::byte value) const {
    if (scene.edits.at(offset)) {
        painter.fillRect(cell, edited_);
        painter.fillRect(cell.left(), cell.top(), cell.width(), stroke_, inks_[EditedByte]);
        painter.fillRect(cell.left(), cell.bottom() + 1 - stroke_, cell.width(), stroke_, inks_[EditedByte]);
        return EditedByte;
    }
    const auto then = scene.compared != nullptr ? scene.compared->at(offset) : std::nullopt;
    const bool differs = then && *then != value;
    const bool selected = scene.selection.length > 1 && scene.selection.contains(offset);
    const int glow = scene.cache.glow(offset, scene.now);
    // News shows through a selection
    if (glow > 0) {
        painter.fillRect(cell, glow_[static_cast<std::size_t>(glow)]);
        painter.fillRect(cell.left(), cell.bottom() + 1 - stroke_, cell.width(), stroke_, freshLine_);
    } else if (selected || differs) {
        painter.fillRect(cell, selected ? selection_ : difference_);
    }
    if (differs) painter.fillRect(cell.left(), cell.top(), cell.width(), stroke_, differenceLine_);
    if (glow == ByteCache::glowSteps) return FreshByte;
    return glow == 0 && scene.dimZeros && value == std::byte{0} ? Zero : Byte;
}

void HexPainter::paintMarks(QPainter& painter, const HexScene& scene) const {
    const auto first = std::lower_bound(scene.marks.begin(), scene.marks.end(), scene.layout.offsetOf(scene.topLine));
    const int side = std::max(metrics_.lineHeight / 3, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(cursor_);
    for (auto mark = first; mark != scene.marks.end(); ++mark) {
        const QRect cell = scene.layout.hexCell(*mark, scene.topLine);
        if (cell.isEmpty()) break;
        const QPoint corner = cell.topLeft();
        const std::array<QPoint, 3> triangle{corner, corner + QPoint(side, 0), corner + QPoint(0, side)};
        painter.drawConvexPolygon(triangle.data(), static_cast<int>(triangle.size()));
    }
}

void HexPainter::paintCursor(QPainter& painter, const HexScene& scene) const {
    const QRect hex = scene.layout.hexCell(scene.cursor, scene.topLine);
    if (hex.isEmpty()) return;
    const QRect text = scene.layout.textCell(scene.cursor, scene.topLine);
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](const QRect& cell, bool typing) {
        painter.setPen(scene.focused && typing ? cursor_ : inks_[Offset]);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
    };
    frame(hex, scene.typingInto != HexLayout::Area::Text);
    frame(text, scene.typingInto != HexLayout::Area::Hex);
    if (!scene.typingInto || !scene.focused) return;
    // Where the next key goes
    QRect caret = text;
    if (scene.typingInto == HexLayout::Area::Hex) {
        const int x = scene.layout.digitsX(scene.layout.columnOf(scene.cursor));
        caret = QRect(x + (scene.secondDigit ? metrics_.charWidth : 0), hex.top(), metrics_.charWidth, hex.height());
    }
    const int thickness = 2 * stroke_;
    painter.fillRect(caret.left(), caret.bottom() - thickness, caret.width(), thickness, cursor_);
}

} // namespace ipclens::ui
