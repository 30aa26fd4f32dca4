// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/hexview/hex_layout.h"

#include <QTest>

#include <limits>

using ipclens::ui::HexGroups;
using ipclens::ui::HexLayout;
using ipclens::ui::HexMetrics;

namespace {

constexpr HexMetrics metrics{10, 20};
constexpr quint64 twoTo31 = quint64{1} << 31;
constexpr quint64 twoTo35 = quint64{1} << 35;
constexpr quint64 mostBytes = std::numeric_limits<qint64>::max();

} // namespace

class HexLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void countsLines_data();
    void countsLines();
    void scrollsOverAnySize_data();
    void scrollsOverAnySize();
    void scalesBeyondAnInt();
    void widensTheOffsets();
    void choosesColumns();
    void cellsDontOverlap_data();
    void cellsDontOverlap();
    void cellsAreWhereTheMouseHits_data();
    void cellsAreWhereTheMouseHits();
    void hitsTheNearestByte();
    void cellsOutOfSightAreEmpty();
    void findsColumnsOfASpan();
    void valuesStandTogether_data();
    void valuesStandTogether();
    void readsInTheOrderOfTheScreen_data();
    void readsInTheOrderOfTheScreen();
    void placesAtTheEdgesOfNumbers_data();
    void placesAtTheEdgesOfNumbers();
};

void HexLayoutTest::countsLines_data() {
    QTest::addColumn<quint64>("size");
    QTest::addColumn<quint64>("lines");
    QTest::addColumn<int>("inLast");
    QTest::newRow("0") << quint64{0} << quint64{0} << 0;
    QTest::newRow("1") << quint64{1} << quint64{1} << 1;
    QTest::newRow("15") << quint64{15} << quint64{1} << 15;
    QTest::newRow("16") << quint64{16} << quint64{1} << 16;
    QTest::newRow("17") << quint64{17} << quint64{2} << 1;
    QTest::newRow("2^31-1") << twoTo31 - 1 << twoTo31 / 16 << 15;
    QTest::newRow("2^31") << twoTo31 << twoTo31 / 16 << 16;
    QTest::newRow("2^31+1") << twoTo31 + 1 << twoTo31 / 16 + 1 << 1;
    QTest::newRow("2^35") << twoTo35 << twoTo35 / 16 << 16;
    QTest::newRow("2^63-1") << mostBytes << (quint64{1} << 59) << 15;
    QTest::newRow("2^64-1") << ~quint64{0} << (quint64{1} << 60) << 15;
}

void HexLayoutTest::countsLines() {
    QFETCH(quint64, size);
    QFETCH(quint64, lines);
    const HexLayout layout(size, 16, metrics, 400);
    QCOMPARE(layout.lineCount(), lines);
    QTEST(layout.bytesIn(lines == 0 ? 0 : lines - 1), "inLast");
    QCOMPARE(layout.bytesIn(lines), 0);
    if (size > 0) {
        QCOMPARE(layout.lineOf(size - 1), lines - 1);
        QCOMPARE(layout.offsetOf(lines - 1) + static_cast<quint64>(layout.columnOf(size - 1)), size - 1);
    }
}

void HexLayoutTest::scrollsOverAnySize_data() {
    countsLines_data();
}

void HexLayoutTest::scrollsOverAnySize() {
    QFETCH(quint64, size);
    QFETCH(quint64, lines);
    const HexLayout layout(size, 16, metrics, 410); // 20 lines, and half a one
    QCOMPARE(layout.wholeLines(), 20);
    QCOMPARE(layout.seenLines(), 21);
    const quint64 last = lines > 20 ? lines - 20 : 0;
    QCOMPARE(layout.lastTopLine(), last);
    QVERIFY(layout.scrollMaximum() >= 0);
    QCOMPARE(layout.topLineOf(0), quint64{0});
    QCOMPARE(layout.topLineOf(layout.scrollMaximum()), last);
    QCOMPARE(layout.topLineOf(std::numeric_limits<int>::max()), last);
    QCOMPARE(layout.scrollValueOf(0), 0);
    QCOMPARE(layout.scrollValueOf(last), layout.scrollMaximum());
    QCOMPARE(layout.scrollValueOf(~quint64{0}), layout.scrollMaximum());
    QVERIFY(layout.scrollPageStep() >= 1);
    // The value of a line leads back to it, within the lines that a value stands for
    for (const quint64 line : {last / 3, last / 2, last - std::min<quint64>(last, 1)}) {
        const quint64 back = layout.topLineOf(layout.scrollValueOf(line));
        QVERIFY(back >= line);
        QVERIFY(back - line <= lines / static_cast<quint64>(std::numeric_limits<int>::max()) * 2);
    }
}

void HexLayoutTest::scalesBeyondAnInt() {
    // One value a line as long as that fits
    const HexLayout small(twoTo31 * 16 - 16, 16, metrics, 20);
    QCOMPARE(small.scrollValueOf(twoTo31 - 3), std::numeric_limits<int>::max() - 2);
    QCOMPARE(small.scrollPageStep(), 1);
    const HexLayout great(mostBytes, 16, metrics, 400);
    QVERIFY(great.scrollMaximum() > (1 << 29));
    // One line down from the start is not at the start, and one up from the end not at the end's value
    QCOMPARE(great.scrollValueOf(1), 1);
    QVERIFY(great.scrollValueOf(great.lastTopLine() - (quint64{1} << 30)) < great.scrollMaximum());
}

void HexLayoutTest::widensTheOffsets() {
    QCOMPARE(HexLayout(0, 16, metrics, 1).offsetDigits(), 8);
    QCOMPARE(HexLayout(quint64{1} << 32, 16, metrics, 1).offsetDigits(), 8);
    QCOMPARE(HexLayout((quint64{1} << 32) + 1, 16, metrics, 1).offsetDigits(), 9);
    QCOMPARE(HexLayout(mostBytes, 16, metrics, 1).offsetDigits(), 16);
    QCOMPARE(HexLayout(mostBytes, 16, metrics, 1).hexLeft() - HexLayout(0, 16, metrics, 1).hexLeft(), 8 * 10);
}

void HexLayoutTest::choosesColumns() {
    for (const int columns : {8, 16, 32}) {
        const int needed = HexLayout(4096, columns, metrics, 0).contentWidth();
        QCOMPARE(HexLayout::columnsFor(needed, 4096, metrics), columns);
        QCOMPARE(HexLayout::columnsFor(needed - 1, 4096, metrics), std::max(columns / 2, 8));
    }
    QCOMPARE(HexLayout::columnsFor(0, 4096, metrics), 8);
    QCOMPARE(HexLayout::columnsFor(100'000, 4096, metrics), 32);
}

void HexLayoutTest::cellsDontOverlap_data() {
    QTest::addColumn<int>("columns");
    for (const int columns : {8, 16, 32})
        QTest::addRow("%d", columns) << columns;
}

void HexLayoutTest::cellsDontOverlap() {
    QFETCH(int, columns);
    const HexLayout layout(1000, columns, metrics, 400);
    int right = layout.offsetLeft() + layout.offsetDigits() * metrics.charWidth;
    for (quint64 offset = 0; offset < static_cast<quint64>(columns); ++offset) {
        const QRect cell = layout.hexCell(offset, 0);
        QVERIFY(cell.left() >= right);
        right = cell.right() + 1;
    }
    for (quint64 offset = 0; offset < static_cast<quint64>(columns); ++offset) {
        const QRect cell = layout.textCell(offset, 0);
        QVERIFY(cell.left() >= right);
        right = cell.right() + 1;
    }
    QVERIFY(right <= layout.contentWidth());
}

void HexLayoutTest::cellsAreWhereTheMouseHits_data() {
    QTest::addColumn<quint64>("size");
    QTest::addColumn<int>("columns");
    for (const quint64 size : {quint64{1}, quint64{17}, twoTo31 + 1, twoTo35, mostBytes}) {
        for (const int columns : {8, 16, 32})
            QTest::addRow("%llu, %d columns", size, columns) << size << columns;
    }
}

void HexLayoutTest::cellsAreWhereTheMouseHits() {
    QFETCH(quint64, size);
    QFETCH(int, columns);
    const HexLayout layout(size, columns, metrics, 390);
    for (const quint64 top : {quint64{0}, quint64{layout.lastTopLine() / 2}, quint64{layout.lastTopLine()}}) {
        const quint64 first = layout.offsetOf(top);
        const quint64 end = std::min<quint64>(size, first + static_cast<quint64>(layout.seenLines() * columns));
        for (quint64 offset = first; offset < end; ++offset) {
            const QRect hex = layout.hexCell(offset, top);
            const QRect text = layout.textCell(offset, top);
            for (const QPoint corner : {hex.topLeft(), hex.bottomRight()})
                QCOMPARE(layout.hit(corner, top), (HexLayout::Hit{offset, HexLayout::Area::Hex}));
            for (const QPoint corner : {text.topLeft(), text.bottomRight()})
                QCOMPARE(layout.hit(corner, top), (HexLayout::Hit{offset, HexLayout::Area::Text}));
        }
    }
}

void HexLayoutTest::hitsTheNearestByte() {
    const HexLayout layout(1000, 16, metrics, 400); // 63 lines, 8 bytes in the last
    const quint64 top = 40;
    QCOMPARE(layout.hit({0, 0}, top), (HexLayout::Hit{640, HexLayout::Area::Offsets}));
    QCOMPARE(layout.hit({-500, 30}, top).offset, quint64{656});
    QCOMPARE(layout.hit({100'000, 30}, top).offset, quint64{671});
    // Above: the lines that a drag scrolls to; below the last line: its end
    QCOMPARE(layout.hit({layout.hexLeft(), -1}, top).offset, quint64{39 * 16});
    QCOMPARE(layout.hit({layout.hexLeft(), -20}, top).offset, quint64{39 * 16});
    QCOMPARE(layout.hit({layout.hexLeft(), -21}, top).offset, quint64{38 * 16});
    QCOMPARE(layout.hit({layout.hexLeft(), -100'000}, top).offset, quint64{0});
    QCOMPARE(layout.hit({layout.hexCellAt(15, 0).left(), 100'000}, top).offset, quint64{999});
    QCOMPARE(layout.hit({layout.hexCellAt(15, 0).left(), 22 * 20}, top).offset, quint64{999});
    // The gap after eight bytes belongs to the one before it
    QCOMPARE(layout.hit({layout.hexCellAt(8, 0).left() - 1, 0}, top).offset, quint64{647});
}

void HexLayoutTest::cellsOutOfSightAreEmpty() {
    const HexLayout layout(mostBytes, 16, metrics, 400);
    const quint64 top = layout.lastTopLine() / 2;
    QVERIFY(layout.hexCell(layout.offsetOf(top) - 1, top).isEmpty());
    QVERIFY(!layout.hexCell(layout.offsetOf(top), top).isEmpty());
    QVERIFY(!layout.hexCell(layout.offsetOf(top + 20) - 1, top).isEmpty());
    QVERIFY(layout.hexCell(layout.offsetOf(top + 20), top).isEmpty());
    QVERIFY(layout.textCell(0, top).isEmpty());
    QVERIFY(HexLayout(5, 16, metrics, 400).hexCell(5, 0).isEmpty());
}

void HexLayoutTest::findsColumnsOfASpan() {
    const HexLayout layout(1000, 16, metrics, 400);
    for (int column = 0; column < 16; ++column) {
        const QRect hex = layout.hexCell(static_cast<quint64>(column), 0);
        QCOMPARE(layout.hexColumnsIn(hex.left(), hex.right()), (HexLayout::Columns{column, column + 1}));
        QCOMPARE(layout.textColumnsIn(hex.left(), hex.right()), HexLayout::Columns{});
        const QRect text = layout.textCell(static_cast<quint64>(column), 0);
        QCOMPARE(layout.textColumnsIn(text.left(), text.right()), (HexLayout::Columns{column, column + 1}));
        QCOMPARE(layout.hexColumnsIn(text.left(), text.right()), HexLayout::Columns{});
    }
    QCOMPARE(layout.hexColumnsIn(0, layout.contentWidth()), (HexLayout::Columns{0, 16}));
    QCOMPARE(layout.textColumnsIn(0, layout.contentWidth()), (HexLayout::Columns{0, 16}));
    QCOMPARE(layout.hexColumnsIn(0, 1), HexLayout::Columns{});
}

void HexLayoutTest::valuesStandTogether_data() {
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("little");
    QTest::addColumn<int>("columns");
    for (const int bytes : {1, 2, 4, 8}) {
        for (const bool little : {true, false}) {
            for (const int columns : {8, 16, 32})
                QTest::addRow("%d bytes, %s, %d columns", bytes, little ? "le" : "be", columns)
                    << bytes << little << columns;
        }
    }
}

void HexLayoutTest::valuesStandTogether() {
    QFETCH(int, bytes);
    QFETCH(bool, little);
    QFETCH(int, columns);
    const HexGroups groups{bytes, little ? std::endian::little : std::endian::big};
    const HexLayout layout(1000, columns, metrics, 390, groups);
    for (int first = 0; first < columns; first += bytes) {
        // The most significant byte stands first, each right beside the other
        for (int index = 0; index < bytes; ++index) {
            const int place = little ? bytes - 1 - index : index;
            QCOMPARE(layout.digitsX(first + index), layout.digitsX(little ? first + bytes - 1 : first) + 20 * place);
        }
        const QRect all = layout.hexCells(static_cast<quint64>(first), static_cast<quint64>(first), 0);
        QRect united;
        for (int index = 0; index < bytes; ++index)
            united |= layout.hexCellAt(first + index, 0);
        QCOMPARE(united, all);
        QCOMPARE(layout.hexColumnsIn(all.left(), all.right()), (HexLayout::Columns{first, first + bytes}));
    }
    for (int column = 0; column < columns; ++column) {
        const auto offset = static_cast<quint64>(column);
        const QRect cell = layout.hexCell(offset, 0);
        QVERIFY(cell.contains(QPoint(layout.digitsX(column), 5)));
        for (const QPoint corner : {cell.topLeft(), cell.bottomRight()})
            QCOMPARE(layout.hit(corner, 0), (HexLayout::Hit{offset, HexLayout::Area::Hex}));
    }
    // Fewer gaps are narrower, and as many columns as fit are chosen
    QVERIFY(layout.contentWidth() <= HexLayout(1000, columns, metrics, 390).contentWidth());
    QCOMPARE(HexLayout::columnsFor(layout.contentWidth(), 1000, metrics, groups), columns);
}

void HexLayoutTest::readsInTheOrderOfTheScreen_data() {
    QTest::addColumn<quint64>("size");
    for (const quint64 size : {1U, 7U, 8U, 9U, 15U, 16U, 17U, 33U})
        QTest::addRow("%llu", size) << size;
}

void HexLayoutTest::readsInTheOrderOfTheScreen() {
    QFETCH(quint64, size);
    for (const int bytes : {1, 2, 4, 8}) {
        for (const auto order : {std::endian::little, std::endian::big}) {
            const HexLayout layout(size, 16, metrics, 400, {bytes, order});
            // From the first byte on the screen each byte is come by once, never back on the line
            quint64 offset =
                order == std::endian::little ? std::min<quint64>(static_cast<quint64>(bytes), size) - 1 : 0;
            QCOMPARE(quint64{layout.previousInReading(offset)}, offset);
            quint64 met = 1;
            for (quint64 next = layout.nextInReading(offset); next != offset; next = layout.nextInReading(offset)) {
                const QRect before = layout.hexCell(offset, 0);
                const QRect after = layout.hexCell(next, 0);
                QVERIFY(after.top() > before.top() || after.left() > before.left());
                QCOMPARE(quint64{layout.previousInReading(next)}, offset);
                offset = next;
                ++met;
            }
            QCOMPARE(met, size);
        }
    }
}

void HexLayoutTest::placesAtTheEdgesOfNumbers_data() {
    QTest::addColumn<quint64>("offset");
    for (const quint64 offset : {quint64{0}, quint64{1}, quint64{15}, quint64{16}, quint64{17}, twoTo31 - 1, twoTo31,
                                 twoTo31 + 1, twoTo35, mostBytes})
        QTest::addRow("0x%llx", offset) << offset;
}

void HexLayoutTest::placesAtTheEdgesOfNumbers() {
    QFETCH(quint64, offset);
    for (const int bytes : {1, 4, 8}) {
        for (const quint64 size : {offset + 1, offset + 100}) {
            const HexLayout layout(size, 16, metrics, 400, {bytes, std::endian::little});
            const quint64 line = offset / 16;
            const auto column = static_cast<int>(offset % 16);
            QCOMPARE(quint64{layout.lineOf(offset)}, line);
            QCOMPARE(layout.columnOf(offset), column);
            const quint64 top = std::min<quint64>(line, layout.lastTopLine());
            const int y = static_cast<int>(line - top) * metrics.lineHeight;
            QCOMPARE(layout.hexCell(offset, top), layout.hexCellAt(column, y));
            QCOMPARE(layout.textCell(offset, top), layout.textCellAt(column, y));
            QCOMPARE(quint64{layout.hit(layout.hexCell(offset, top).center(), top).offset}, offset);
            QCOMPARE(quint64{layout.hit(layout.textCell(offset, top).center(), top).offset}, offset);
            QVERIFY(layout.hexCell(offset, line + 1).isEmpty());
            const quint64 value = static_cast<quint64>(layout.scrollValueOf(top));
            QVERIFY(layout.topLineOf(static_cast<int>(value)) >= top);
        }
    }
}

QTEST_GUILESS_MAIN(HexLayoutTest)

#include "hex_layout_test.moc"
