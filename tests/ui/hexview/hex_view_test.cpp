// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/hexview/hex_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QImage>
#include <QMenu>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace ipclens::ui;
using ipclens::bytes::TextForm;
using namespace std::chrono_literals;

namespace {

constexpr quint64 greatSize = std::numeric_limits<qint64>::max();

/// A view over bytes that can be told from their offset, given as soon as they are asked for.
class FedView : public HexView {
public:
    explicit FedView(quint64 size) {
        resize(900, 420);
        connect(this, &HexView::visibleRangeChanged, this, &FedView::feed);
        setSize(size);
        show();
        setFocus();
        // Shortcuts are for the active window
        if (!QTest::qWaitForWindowActive(this)) QTest::qFail("the window is not active", __FILE__, __LINE__);
    }

    static std::byte byteAt(quint64 offset) { return static_cast<std::byte>((offset * 7 + (offset >> 8)) & 0xff); }

    void feed(quint64 offset, quint64 length) {
        std::vector<std::byte> bytes(length);
        for (quint64 i = 0; i < length; ++i)
            bytes[i] = byteAt(offset + i);
        for (const auto& [place, value] : changed) {
            if (place >= offset && place - offset < length) bytes[place - offset] = value;
        }
        setBytes(offset, bytes, ByteCache::Clock::now());
    }
    void feedAgain() { feed(wantedRange().offset, wantedRange().length); }

    QPoint hexPlace(quint64 offset) const { return hexLayout().hexCell(offset, topLine()).center(); }
    QPoint textPlace(quint64 offset) const { return hexLayout().textCell(offset, topLine()).center(); }

    std::vector<std::pair<quint64, std::byte>> changed;
};

void setColumns(HexView& view, std::optional<int> columns) {
    HexForm form = view.form();
    form.columns = columns;
    view.setForm(form);
}

/// Notes what is repainted.
class PaintSpy : public QObject {
public:
    explicit PaintSpy(QWidget* widget) { widget->installEventFilter(this); }
    QRegion region;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) region += static_cast<QPaintEvent*>(event)->region();
        return false;
    }
};

ByteRange seen(const HexView& view) {
    const HexLayout& layout = view.hexLayout();
    const quint64 begin = layout.offsetOf(view.topLine());
    return {begin, std::min<quint64>(view.size() - begin, static_cast<quint64>(layout.seenLines() * layout.columns()))};
}

/// Whether something is written there: a pixel far from the ground's lightness.
bool hasContrast(const QImage& image, const QRect& area, const QColor& ground) {
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            if (std::abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 100) return true;
        }
    }
    return false;
}

bool hasColor(const QImage& image, const QRect& area, const QColor& color) {
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            if (image.pixelColor(x, y) == color) return true;
        }
    }
    return false;
}

} // namespace

class HexViewTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QApplication::clipboard()->clear(); }
    void wantsWhatIsSeenAndAPageAround();
    void opensAnySizeAtOnce_data();
    void opensAnySizeAtOnce();
    void scrollsByLinesAlsoInTheGreatest();
    void scrollBarReachesBothEnds();
    void keysMoveTheCursor_data();
    void keysMoveTheCursor();
    void shiftExtendsTheSelection();
    void mouseSelects();
    void mouseDragScrolls();
    void wheelScrollsByLines();
    void copiesWhatIsSelected();
    void asksForWhatIsNotAtHand();
    void goToShowsTheByte();
    void narrowViewFollowsTheCursor();
    void keysGoAsTheGroupsAreRead();
    void columnsKeepThePlace();
    void narrowViewHasFewerColumns();
    void unknownBytesAreNotZero();
    void changedBytesGlowAndFade();
    void scrollingDoesNotGlow();
    void fewChangesRepaintLittle();
    void followsThePalette();
    void contextMenuOffersCopy();
    void isNamedForScreenReaders();
    void emptyIsCalm();
    void paintsAPage();
};

void HexViewTest::wantsWhatIsSeenAndAPageAround() {
    HexView view;
    view.resize(900, 420);
    QSignalSpy wants(&view, &HexView::visibleRangeChanged);
    view.setSize(1 << 20);
    view.show();
    QVERIFY(!wants.isEmpty());
    QVERIFY(view.wantedRange().contains(seen(view)));
    QCOMPARE(view.wantedRange().offset, std::uint64_t{0});
    QCOMPARE(view.wantedRange().length, 2 * seen(view).length);
    // Lines that are at hand already are not asked for again
    wants.clear();
    view.verticalScrollBar()->setValue(1);
    QCOMPARE(wants.count(), 0);
    view.verticalScrollBar()->setValue(5000);
    QCOMPARE(wants.count(), 1);
    QCOMPARE(wants.first().at(0).toULongLong(), view.wantedRange().offset);
    QCOMPARE(wants.first().at(1).toULongLong(), view.wantedRange().length);
    QVERIFY(view.wantedRange().contains(seen(view)));
    QCOMPARE(view.wantedRange().length, 3 * seen(view).length);
}

void HexViewTest::opensAnySizeAtOnce_data() {
    QTest::addColumn<quint64>("size");
    for (const quint64 size :
         {quint64{0}, quint64{1}, quint64{16}, quint64{17}, (quint64{1} << 31) + 1, quint64{1} << 35, greatSize})
        QTest::addRow("%llu", size) << size;
}

void HexViewTest::opensAnySizeAtOnce() {
    QFETCH(quint64, size);
    QElapsedTimer timer;
    timer.start();
    FedView view(size);
    QVERIFY(!view.grab().isNull());
    QVERIFY(timer.elapsed() < 1000);
    if (size == 0) return;
    QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(quint64{view.cursor()}, size - 1);
    QCOMPARE(quint64{view.topLine()}, quint64{view.hexLayout().lastTopLine()});
    QVERIFY(view.cache().at(size - 1).has_value());
    QTest::keyClick(&view, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(quint64{view.cursor()}, quint64{0});
    QCOMPARE(quint64{view.topLine()}, quint64{0});
}

void HexViewTest::scrollsByLinesAlsoInTheGreatest() {
    FedView view(greatSize);
    view.goTo(greatSize / 2);
    const quint64 top = view.topLine();
    view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    QCOMPARE(quint64{view.topLine()}, top + 1);
    view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    QCOMPARE(quint64{view.topLine()}, top - 1);
    view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    QCOMPARE(quint64{view.topLine()}, top - 2 + static_cast<quint64>(view.hexLayout().wholeLines()));
}

void HexViewTest::scrollBarReachesBothEnds() {
    for (const quint64 size : {quint64{1} << 20, greatSize}) {
        FedView view(size);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        QCOMPARE(quint64{view.topLine()}, quint64{view.hexLayout().lastTopLine()});
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        QVERIFY(view.topLine() > 0);
        QVERIFY(view.topLine() < view.hexLayout().lastTopLine());
        view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
        QCOMPARE(quint64{view.topLine()}, quint64{0});
    }
}

void HexViewTest::keysMoveTheCursor_data() {
    QTest::addColumn<quint64>("from");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<quint64>("to");
    // 16 a line, 1000 bytes: the last line begins at 992
    QTest::newRow("right") << quint64{0} << "Right" << quint64{1};
    QTest::newRow("right at the end") << quint64{999} << "Right" << quint64{999};
    QTest::newRow("left") << quint64{16} << "Left" << quint64{15};
    QTest::newRow("left at the start") << quint64{0} << "Left" << quint64{0};
    QTest::newRow("down") << quint64{5} << "Down" << quint64{21};
    QTest::newRow("down into a short line") << quint64{990} << "Down" << quint64{999};
    QTest::newRow("down on the last line") << quint64{993} << "Down" << quint64{993};
    QTest::newRow("up") << quint64{21} << "Up" << quint64{5};
    QTest::newRow("up on the first line") << quint64{5} << "Up" << quint64{5};
    QTest::newRow("home") << quint64{21} << "Home" << quint64{16};
    QTest::newRow("end") << quint64{21} << "End" << quint64{31};
    QTest::newRow("end of a short line") << quint64{993} << "End" << quint64{999};
    QTest::newRow("first") << quint64{500} << "Ctrl+Home" << quint64{0};
    QTest::newRow("last") << quint64{500} << "Ctrl+End" << quint64{999};
    QTest::newRow("page up near the start") << quint64{37} << "PgUp" << quint64{5};
    QTest::newRow("page down near the end") << quint64{980} << "PgDown" << quint64{999};
}

void HexViewTest::keysMoveTheCursor() {
    QFETCH(quint64, from);
    QFETCH(QString, keys);
    FedView view(1000);
    setColumns(view, 16);
    view.goTo(from);
    const QKeyCombination key = QKeySequence(keys)[0];
    QTest::keyClick(&view, key.key(), key.keyboardModifiers());
    QTEST(quint64{view.cursor()}, "to");
    QCOMPARE(view.selection(), (ByteRange{view.cursor(), 1}));
    const auto cell = view.hexLayout().hexCell(view.cursor(), view.topLine());
    QVERIFY(view.viewport()->rect().contains(cell.translated(-view.horizontalScrollBar()->value(), 0)));
}

void HexViewTest::shiftExtendsTheSelection() {
    FedView view(1000);
    setColumns(view, 16);
    view.goTo(100);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view.selection(), (ByteRange{100, 2}));
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view.selection(), (ByteRange{100, 18}));
    QTest::keyClick(&view, Qt::Key_Home, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(view.selection(), (ByteRange{0, 101}));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.selection(), (ByteRange{1, 1}));
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view.selection(), (ByteRange{0, 1000}));
}

void HexViewTest::mouseSelects() {
    FedView view(1000);
    QSignalSpy moved(&view, &HexView::selectionChanged);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.hexPlace(37));
    QCOMPARE(view.selection(), (ByteRange{37, 1}));
    QCOMPARE(moved.count(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, view.textPlace(50));
    QCOMPARE(view.selection(), (ByteRange{37, 14}));
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.textPlace(80));
    QTest::mouseMove(view.viewport(), view.textPlace(60));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, view.textPlace(60));
    QCOMPARE(view.selection(), (ByteRange{60, 21}));
    QCOMPARE(quint64{view.cursor()}, quint64{60});
}

void HexViewTest::mouseDragScrolls() {
    FedView view(1 << 20);
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.hexPlace(0));
    const QPoint below(view.hexPlace(0).x(), view.viewport()->height() + 30);
    QTest::mouseMove(view.viewport(), below);
    const quint64 soon = view.topLine();
    QTRY_VERIFY(view.topLine() > soon + 3);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, below);
    const ByteRange selection = view.selection();
    QCOMPARE(selection.offset, std::uint64_t{0});
    QVERIFY(selection.length > seen(view).length);
    const quint64 stopped = view.topLine();
    QTest::qWait(120);
    QCOMPARE(quint64{view.topLine()}, stopped);
}

void HexViewTest::wheelScrollsByLines() {
    FedView view(greatSize);
    const auto turn = [&view](int eighths) {
        QWheelEvent event(QPointF(50, 50), view.viewport()->mapToGlobal(QPointF(50, 50)), {}, {0, eighths},
                          Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    };
    turn(-120);
    QCOMPARE(quint64{view.topLine()}, static_cast<quint64>(QApplication::wheelScrollLines()));
    // A fine wheel's small turns add up
    for (int i = 0; i < 4; ++i)
        turn(-30);
    QCOMPARE(quint64{view.topLine()}, static_cast<quint64>(2 * QApplication::wheelScrollLines()));
    turn(120000);
    QCOMPARE(quint64{view.topLine()}, quint64{0});
}

void HexViewTest::copiesWhatIsSelected() {
    HexView view;
    view.resize(900, 420);
    view.setSize(64);
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    const std::string_view text("frame\0\x1b[2J\n!", 12);
    view.setBytes(0, std::as_bytes(std::span(text.data(), text.size())), {});
    view.select({0, 12});
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("66 72 61 6d 65 00 1b 5b 32 4a 0a 21"));
    view.copySelection(TextForm::Text);
    QCOMPARE(QApplication::clipboard()->text(), QString("frame..[2J.!"));
    view.copySelection(TextForm::Dump);
    QCOMPARE(QApplication::clipboard()->text(),
             QString("00000000  66 72 61 6d 65 00 1b 5b  32 4a 0a 21              frame..[2J.!\n"));
}

void HexViewTest::asksForWhatIsNotAtHand() {
    FedView view(1 << 20);
    QSignalSpy needs(&view, &HexView::copyNeedsBytes);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(needs.count(), 1);
    QCOMPARE(needs.first().at(0).toULongLong(), quint64{0});
    QCOMPARE(needs.first().at(1).toULongLong(), quint64{1 << 20});
    QVERIFY(QApplication::clipboard()->text().isEmpty());
    // Unknown bytes are never copied as if they were zeros
    view.clearBytes();
    view.goTo(3);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(needs.count(), 2);
    QVERIFY(QApplication::clipboard()->text().isEmpty());
}

void HexViewTest::goToShowsTheByte() {
    FedView view(greatSize);
    for (const quint64 place : {quint64{0x1a60}, quint64{1} << 40, greatSize - 1, quint64{5}}) {
        view.goTo(place);
        QCOMPARE(quint64{view.cursor()}, place);
        QVERIFY(!view.hexLayout().hexCell(place, view.topLine()).isEmpty());
    }
    view.goTo(~quint64{0});
    QCOMPARE(quint64{view.cursor()}, greatSize - 1);
}

void HexViewTest::narrowViewFollowsTheCursor() {
    FedView view(4096);
    view.resize(300, 300);
    setColumns(view, 32);
    const auto cellIsSeen = [&] {
        const QRect cell = view.hexLayout().hexCell(view.cursor(), view.topLine());
        const int left = cell.left() - view.horizontalScrollBar()->value();
        return left >= 0 && left + cell.width() <= view.viewport()->width();
    };
    view.goTo(31);
    QVERIFY(view.horizontalScrollBar()->value() > 0);
    QVERIFY(cellIsSeen());
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.horizontalScrollBar()->value(), 0);
    for (int i = 0; i < 70; ++i) {
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(cellIsSeen());
    }
    for (int i = 0; i < 70; ++i) {
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(cellIsSeen());
    }
}

void HexViewTest::keysGoAsTheGroupsAreRead() {
    FedView view(4096);
    HexForm form;
    form.groups = {4, std::endian::little};
    view.setForm(form);
    view.goTo(3);
    std::vector<quint64> met;
    for (int i = 0; i < 5; ++i) {
        met.push_back(view.cursor());
        QTest::keyClick(&view, Qt::Key_Right);
    }
    QCOMPARE(met, (std::vector<quint64>{3, 2, 1, 0, 7}));
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.cursor(), std::uint64_t{3});
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY((view.selection() == ByteRange{3, 2}));
}

void HexViewTest::columnsKeepThePlace() {
    FedView view(1 << 20);
    setColumns(view, 8);
    view.verticalScrollBar()->setValue(100'000); // offset 800'000
    for (const auto columns : {std::optional(16), std::optional(32), std::optional(8), std::optional<int>()}) {
        QSignalSpy changed(&view, &HexView::formChanged);
        setColumns(view, columns);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(quint64{view.hexLayout().offsetOf(view.topLine())}, quint64{800'000});
        QCOMPARE(view.verticalScrollBar()->value(), view.hexLayout().scrollValueOf(view.topLine()));
        QCOMPARE(view.verticalScrollBar()->maximum(), view.hexLayout().scrollMaximum());
    }
}

void HexViewTest::narrowViewHasFewerColumns() {
    FedView view(1 << 20);
    view.resize(2000, 420);
    QCOMPARE(view.hexLayout().columns(), 32);
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    view.resize(800, 420);
    QCOMPARE(view.hexLayout().columns(), 16);
    view.resize(450, 420);
    QCOMPARE(view.hexLayout().columns(), 8);
    view.resize(200, 420);
    QCOMPARE(view.hexLayout().columns(), 8);
    QVERIFY(view.horizontalScrollBar()->maximum() > 0);
    view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->maximum());
    const int shift = view.horizontalScrollBar()->value();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.textPlace(6) - QPoint(shift, 0));
    QCOMPARE(quint64{view.cursor()}, quint64{6});
}

void HexViewTest::unknownBytesAreNotZero() {
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

void HexViewTest::changedBytesGlowAndFade() {
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

void HexViewTest::scrollingDoesNotGlow() {
    FedView view(1 << 20);
    const QColor glow = toneColor(Tone::GlowStrong, view.palette());
    for (const int value : {1, 2, 17, 4000, 3990, 0}) {
        view.verticalScrollBar()->setValue(value);
        view.feedAgain();
        QVERIFY(!hasColor(view.viewport()->grab().toImage(), view.viewport()->rect(), glow));
    }
}

void HexViewTest::fewChangesRepaintLittle() {
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

void HexViewTest::followsThePalette() {
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

void HexViewTest::contextMenuOffersCopy() {
    FedView view(1000);
    QContextMenuEvent event(QContextMenuEvent::Mouse, view.hexPlace(33),
                            view.viewport()->mapToGlobal(view.hexPlace(33)));
    QApplication::sendEvent(view.viewport(), &event);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(quint64{view.cursor()}, quint64{33});
    const auto actions = menu->actions();
    const auto text = std::find_if(actions.begin(), actions.end(),
                                   [](const QAction* action) { return action->text() == HexView::tr("Copy &Text"); });
    QVERIFY(text != actions.end());
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(*text).center());
    QVERIFY(!QApplication::activePopupWidget());
    const auto value = static_cast<char>(FedView::byteAt(33));
    QCOMPARE(QApplication::clipboard()->text(), QString(value >= ' ' && value <= '~' ? QChar(value) : QChar('.')));
}

void HexViewTest::isNamedForScreenReaders() {
    FedView view(1000);
    QVERIFY(!view.accessibleName().isEmpty());
    view.goTo(0x21);
    QVERIFY2(view.accessibleDescription().contains("0x21"), qPrintable(view.accessibleDescription()));
    const auto value = QString("%1").arg(std::to_integer<int>(FedView::byteAt(0x21)), 2, 16, QChar('0'));
    QVERIFY(view.accessibleDescription().contains(value));
}

void HexViewTest::emptyIsCalm() {
    FedView view(0);
    for (const int key : {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_End, Qt::Key_Home})
        QTest::keyClick(&view, static_cast<Qt::Key>(key), Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(100, 100));
    view.goTo(5);
    view.select({0, 1});
    QCOMPARE(view.selection(), ByteRange{});
    QCOMPARE(view.wantedRange(), ByteRange{});
}

void HexViewTest::paintsAPage() {
    FedView view(1 << 20);
    view.resize(1400, 1000);
    QImage image(view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    view.viewport()->render(&image);
    QBENCHMARK {
        view.viewport()->render(&image);
    }
}

IPCLENS_GUI_TEST_MAIN(HexViewTest)

#include "hex_view_test.moc"
