// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the hex view wants to see of its bytes, and how one gets about in them.

#include "tests/support/gui_test_main.h"
#include "tests/ui/hexview/fed_view.h"
#include "ui/hexview/hex_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

using namespace ipclens::ui;
using ipclens::testing::FedView;
using ipclens::testing::setColumns;

namespace {

constexpr quint64 greatSize = std::numeric_limits<qint64>::max();

ByteRange seen(const HexView& view) {
    const HexLayout& layout = view.hexLayout();
    const quint64 begin = layout.offsetOf(view.topLine());
    return {begin, std::min<quint64>(view.size() - begin, static_cast<quint64>(layout.seenLines() * layout.columns()))};
}

} // namespace

class HexViewTest : public QObject {
    Q_OBJECT

private slots:
    void wantsWhatIsSeenAndAPageAround();
    void opensAnySizeAtOnce_data();
    void opensAnySizeAtOnce();
    void scrollsByLinesAlsoInTheGreatest();
    void scrollBarReachesBothEnds();
    void keysMoveTheCursor_data();
    void keysMoveTheCursor();
    void mouseDragScrolls();
    void wheelScrollsByLines();
    void goToShowsTheByte();
    void narrowViewFollowsTheCursor();
    void keysGoAsTheGroupsAreRead();
    void columnsKeepThePlace();
    void narrowViewHasFewerColumns();
    void isNamedForScreenReaders();
    void emptyIsCalm();
    void becomesShorterAndLonger();
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

void HexViewTest::becomesShorterAndLonger() {
    FedView view(1 << 20);
    view.setUnlocked(true);
    view.goTo(0x8000);
    QTest::keyClicks(&view, "ab");
    view.select({0x7ff0, 0x20});
    QSignalSpy wants(&view, &HexView::visibleRangeChanged);
    view.changeSize(0x8001);
    QCOMPARE(view.selection(), (ByteRange{0x7ff0, 0x11}));
    QVERIFY(!wants.isEmpty());
    QCOMPARE(view.wantedRange().offset + view.wantedRange().length, std::uint64_t{0x8001});
    QVERIFY(!view.cache().at(0x8001));
    view.changeSize(0x100);
    QCOMPARE(view.cursor(), std::uint64_t{0xff});
    QCOMPARE(view.topLine(), view.hexLayout().lastTopLine());
    // What was typed is not lost with the bytes under it
    QCOMPARE(view.edits().at(0x8000), std::optional(std::byte{0xab}));
    view.changeSize(0);
    QCOMPARE(view.selection(), ByteRange{});
    QCOMPARE(view.wantedRange(), ByteRange{});
    view.grab();
    view.changeSize(1 << 20);
    view.goTo(0x8000);
    QCOMPARE(view.edits().count(), std::size_t{1});
    QCOMPARE(view.cache().at(0x8000), std::optional(FedView::byteAt(0x8000)));
}

IPCLENS_GUI_TEST_MAIN(HexViewTest)

#include "hex_view_test.moc"
