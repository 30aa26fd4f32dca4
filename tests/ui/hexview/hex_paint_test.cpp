// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the hex view paints, and how little of it again.

#include "tests/support/gui_test_main.h"
#include "tests/ui/hexview/fed_view.h"
#include "tests/ui/hexview/paint_spy.h"
#include "tests/ui/hexview/picture.h"
#include "ui/hexview/hex_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QImage>
#include <QPaintEvent>
#include <QScrollBar>
#include <QTest>

#include <vector>

using namespace ipclens::ui;
using ipclens::testing::FedView;
using ipclens::testing::hasColor;
using ipclens::testing::hasContrast;
using ipclens::testing::PaintSpy;

class HexPaintTest : public QObject {
    Q_OBJECT

private slots:
    void unknownBytesAreNotZero();
    void changedBytesGlowAndFade();
    void scrollingDoesNotGlow();
    void fewChangesRepaintLittle();
    void followsThePalette();
    void paintsAPage();
};

void HexPaintTest::unknownBytesAreNotZero() {
    HexView view;
    view.resize(900, 420);
    view.setSize(1 << 20);
    view.show();
    const QRect cell = view.hexLayout().hexCell(20, 0);
    const QImage unknown = view.viewport()->grab().toImage();
    view.setBytes(0, std::vector<std::byte>(4096), ByteCache::Clock::now());
    const QImage zeros = view.viewport()->grab().toImage();
    QVERIFY(unknown.copy(cell) != zeros.copy(cell));
    QVERIFY(hasColor(unknown, cell, toneColor(Tone::ChipGround, view.palette())));
    QVERIFY(!hasColor(zeros, cell, toneColor(Tone::ChipGround, view.palette())));
    view.clearBytes();
    QCOMPARE(view.viewport()->grab().toImage().copy(cell), unknown.copy(cell));
}

void HexPaintTest::changedBytesGlowAndFade() {
    FedView view(1 << 20);
    const QRect cell = view.hexLayout().hexCell(20, 0).adjusted(2, 2, -2, -2);
    const QColor glow = toneColor(Tone::GlowStrong, view.palette());
    const auto picture = [&view] { return view.viewport()->grab().toImage(); };
    const QImage before = picture();
    view.changed = {{20, std::byte{0x42}}};
    view.feedAgain();
    QVERIFY(hasColor(picture(), cell, glow));
    QVERIFY(hasColor(picture(), view.hexLayout().textCell(20, 0), glow));
    QVERIFY(!hasColor(picture(), view.hexLayout().hexCell(19, 0), glow));
    QVERIFY(!hasColor(picture(), view.hexLayout().hexCell(21, 0), glow));
    // By itself, without another sample; and what is left is the new byte
    QTRY_VERIFY_WITH_TIMEOUT(!hasColor(picture(), cell, glow), 600);
    const QColor ground = view.palette().color(QPalette::Base);
    QVERIFY(picture().pixelColor(cell.topLeft()) != ground);
    QTRY_COMPARE_WITH_TIMEOUT(picture().pixelColor(cell.topLeft()), ground, 1500);
    QVERIFY(picture().copy(cell) != before.copy(cell));
}

void HexPaintTest::scrollingDoesNotGlow() {
    FedView view(1 << 20);
    const QColor glow = toneColor(Tone::GlowStrong, view.palette());
    for (const int value : {1, 2, 17, 4000, 3990, 0}) {
        view.verticalScrollBar()->setValue(value);
        view.feedAgain();
        QVERIFY(!hasColor(view.viewport()->grab().toImage(), view.viewport()->rect(), glow));
    }
}

void HexPaintTest::fewChangesRepaintLittle() {
    FedView view(1 << 20);
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QApplication::sendPostedEvents();
    QTest::qWait(20);
    PaintSpy spy(view.viewport());
    view.feedAgain();
    QTest::qWait(20);
    QVERIFY(spy.region.isEmpty());
    view.changed = {{20, std::byte{0x42}}, {133, std::byte{0x43}}};
    view.feedAgain();
    QTRY_VERIFY(!spy.region.isEmpty());
    const HexLayout& layout = view.hexLayout();
    QRegion expected;
    for (const quint64 offset : {20U, 133U})
        expected += QRegion(layout.hexCell(offset, 0)) + layout.textCell(offset, 0);
    QCOMPARE(spy.region, expected);
    // And so does each step of their fading
    spy.region = {};
    QTRY_COMPARE_WITH_TIMEOUT(spy.region, expected, 600);
}

void HexPaintTest::followsThePalette() {
    FedView view(1 << 20);
    for (const QPalette& palette : {darkPalette(), lightPalette()}) {
        view.setPalette(palette);
        const QImage image = view.viewport()->grab().toImage();
        const QColor ground = palette.color(QPalette::Base);
        QCOMPARE(image.pixelColor(image.width() - 2, image.height() - 2), ground);
        QVERIFY(hasContrast(image, view.hexLayout().hexCell(20, 0), ground));
        QVERIFY(hasContrast(image, view.hexLayout().textCell(20, 0), ground));
    }
}

void HexPaintTest::paintsAPage() {
    FedView view(1 << 20);
    view.resize(1400, 1000);
    QImage image(view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    view.viewport()->render(&image);
    QBENCHMARK {
        view.viewport()->render(&image);
    }
}

IPCLENS_GUI_TEST_MAIN(HexPaintTest)

#include "hex_paint_test.moc"
