// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Characters of several bytes that cross the end of a line, or of what is in sight.

#include "tests/support/gui_test_main.h"
#include "tests/ui/hexview/fed_view.h"
#include "tests/ui/hexview/paint_spy.h"
#include "tests/ui/hexview/picture.h"
#include "ui/hexview/hex_view.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QRegion>
#include <QScrollBar>
#include <QTest>

#include <algorithm>

using namespace ipclens::ui;
using ipclens::testing::FedView;
using ipclens::testing::hasPixel;
using ipclens::testing::PaintSpy;

namespace {

constexpr int columns = 8;

/// Eight bytes a line, read as UTF-8; a euro sign begins at `offset`.
class TextView : public FedView {
public:
    explicit TextView(quint64 offset)
        : FedView(1 << 16) {
        HexForm form = this->form();
        form.columns = columns;
        form.coding = TextCoding::Utf8;
        setForm(form);
        changed = {{offset, std::byte{0xe2}}, {offset + 1, std::byte{0x82}}, {offset + 2, std::byte{0xac}}};
        clearBytes();
        feedAgain();
    }

    QRect cell(quint64 offset) const { return hexLayout().textCell(offset, topLine()); }
    bool isBlank(quint64 offset) {
        const QColor ground = palette().color(QPalette::Base);
        return !hasPixel(viewport()->grab().toImage(), cell(offset),
                         [&](const QColor& pixel) { return pixel != ground; });
    }
};

} // namespace

class TextEdgeTest : public QObject {
    Q_OBJECT

private slots:
    void aCharacterGoesOnInTheNextLine();
    void itsOtherLineIsPaintedToo();
    void itsBeginningMayBeOutOfSight();
    void typingCrossesTheEndOfALine();
};

void TextEdgeTest::aCharacterGoesOnInTheNextLine() {
    TextView view(columns - 1);
    QVERIFY(!view.isBlank(columns - 1));
    QVERIFY(view.isBlank(columns));
    QVERIFY(view.isBlank(columns + 1));
}

void TextEdgeTest::itsOtherLineIsPaintedToo() {
    TextView view(columns - 1);
    QTest::qWait(20);
    PaintSpy spy(view.viewport());
    // It is no character any more, neither here nor there
    view.changed.back().second = std::byte{'x'};
    view.feedAgain();
    QTRY_VERIFY(spy.region.contains(view.cell(columns + 1)));
    QVERIFY(spy.region.contains(view.cell(columns - 1)));
    QVERIFY(!view.isBlank(columns));
}

void TextEdgeTest::itsBeginningMayBeOutOfSight() {
    TextView view(100 * columns - 1);
    while (view.topLine() < 100) {
        view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        // What is in sight can be read, to the last character
        const quint64 begin = view.hexLayout().offsetOf(view.topLine());
        const quint64 length = static_cast<quint64>(view.hexLayout().seenLines()) * columns;
        const quint64 before = std::min<quint64>(begin, longestCharacter - 1);
        const ByteRange read{begin - before, before + length + longestCharacter - 1};
        QVERIFY(view.wantedRange().contains(read));
    }
    QVERIFY(view.isBlank(100 * columns));
    QVERIFY(view.isBlank(100 * columns + 1));
    QVERIFY(!view.isBlank(100 * columns + 2));
}

void TextEdgeTest::typingCrossesTheEndOfALine() {
    TextView view(0);
    view.setUnlocked(true);
    const QPoint last = view.textPlace(2 * columns - 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, last);
    QKeyEvent typed(QEvent::KeyPress, 0, Qt::NoModifier, QString(QChar(0x20ac)));
    QCoreApplication::sendEvent(&view, &typed);
    QCOMPARE(view.edits().at(2 * columns - 1), std::optional(std::byte{0xe2}));
    QCOMPARE(view.edits().at(2 * columns + 1), std::optional(std::byte{0xac}));
    QCOMPARE(view.cursor(), quint64{2 * columns + 2});
}

IPCLENS_GUI_TEST_MAIN(TextEdgeTest)

#include "text_edge_test.moc"
