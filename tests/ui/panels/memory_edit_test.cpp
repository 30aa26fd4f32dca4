// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Writing over a segment's bytes in the memory panel, and taking it back.

#include "core/sysv/shared_memory.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"

#include <QAction>
#include <QCheckBox>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace ipclens;
using namespace ipclens::ui;
using testing::clearSettings;
using testing::LiveSegment;
using testing::textAt;
using Bench = testing::OpenMemoryBench;

namespace {

/// Once an X is written at 0, somebody else writes there, and the X is undone: whether the panel asks what to do.
bool undoIsAsked(Bench& bench, LiveSegment& segment) {
    const bool written =
        QTest::qWaitFor([&] { return textAt(segment, 0, 1) == "X" && bench.button("undoEdit").isEnabled(); });
    if (!written) return false;
    segment.attachElsewhere({{0, "N"}});
    bench.click("undoEdit");
    return QTest::qWaitFor(
        [&] { return bench.button("leaveIt").isVisible() && bench.button("writeAnyway").isVisible(); });
}

} // namespace

class MemoryEditTest : public QObject {
    Q_OBJECT

private slots:
    void init() { clearSettings(); }
    void lockIsClosedAtFirst();
    void menusGiveTheFocusBack();
    void typedBytesWaitUntilTheyAreWritten();
    void buttonsKeepTheirPlaces();
    void writesAtOnceWhereChosen();
    void undoWritesBackWhatStoodThere();
    void undoAsksWhereSomebodyElseWrote();
    void undoOverSomebodyElseWhereWanted();
    void newerWriteEndsTheQuestion();
    void lockStaysOpenWhileSomethingWaits();
    void typedBytesAreKeptForTheSegment();
    void lookOnlyClosesTheLock();
    void sessionRefusesToWriteInLookOnlyMode();
    void modeKeepsTheLockClosed();
    void goneSegmentIsNotWritten();
};

void MemoryEditTest::lockIsClosedAtFirst() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    QVERIFY(bench.button("lock").isEnabled());
    QVERIFY(!bench.button("lock").isChecked());
    QVERIFY(!bench.strip("editStrip").isVisible());
    bench.type(0, "ff");
    QVERIFY(bench.hex().edits().isEmpty());
    QVERIFY2(bench.host->said.join(' ').contains("lock"), qPrintable(bench.host->said.join(' ')));
    bench.click("lock");
    QVERIFY(bench.strip("editStrip").isVisible());
    // What writing does to the record is said before anything is written
    QVERIFY2(bench.strip("editStrip").text().contains("lpid"), qPrintable(bench.strip("editStrip").text()));
    bench.click("lock");
    QVERIFY(!bench.strip("editStrip").isVisible());
    bench.type(0, "ff");
    QVERIFY(bench.hex().edits().isEmpty());
}

void MemoryEditTest::menusGiveTheFocusBack() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    for (const char* name : {"copy", "view"}) {
        QPushButton& button = bench.button(name);
        button.setFocus();
        QVERIFY(button.hasFocus());
        const auto actions = button.menu()->actions();
        const auto plain = std::find_if(actions.begin(), actions.end(), [](const QAction* one) {
            return one->isEnabled() && one->menu() == nullptr && !one->isSeparator();
        });
        QVERIFY(plain != actions.end());
        (*plain)->trigger();
        QVERIFY2(bench.hex().hasFocus(), name);
    }
}

void MemoryEditTest::typedBytesWaitUntilTheyAreWritten() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    const std::string before = segment.row();
    bench.type(1, "4c41");
    bench.host->waitForUpdate();
    QCOMPARE(textAt(segment, 0, 5), std::string("frame"));
    // What overwrites says what, before
    const QString summary = bench.strip("editStrip").text();
    QVERIFY2(summary.contains("0x1: 72 61 \u2192 4c 41"), qPrintable(summary));
    bench.button("writeEdits").setFocus();
    bench.click("writeEdits");
    QTRY_VERIFY(bench.hex().edits().isEmpty());
    QVERIFY(bench.hex().hasFocus());
    QCOMPARE(textAt(segment, 0, 5), std::string("fLAme"));
    QTRY_COMPARE(bench.hex().cache().at(1), std::optional(std::byte{'L'}));
    QVERIFY(!bench.button("writeEdits").isEnabled());
    // Discarded is nothing at all
    bench.type(0, "00");
    bench.click("discardEdits");
    QVERIFY(bench.hex().edits().isEmpty());
    QCOMPARE(textAt(segment, 0, 5), std::string("fLAme"));
}

void MemoryEditTest::buttonsKeepTheirPlaces() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    const auto places = [&bench] {
        QCoreApplication::sendPostedEvents();
        QList<QRect> all{bench.panel->findChild<QCheckBox*>("writeAtOnce")->geometry()};
        for (const char* name : {"undoEdit", "discardEdits", "writeEdits"})
            all += bench.button(name).isVisible() ? bench.button(name).geometry() : QRect();
        return all;
    };
    const auto before = places();
    QVERIFY(!bench.button("undoEdit").isEnabled());
    bench.type(1, "4c41");
    QVERIFY(bench.button("writeEdits").isEnabled());
    QCOMPARE(places(), before);
    bench.click("writeEdits");
    QTRY_VERIFY(bench.hex().edits().isEmpty());
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    QCOMPARE(places(), before);
}

void MemoryEditTest::writesAtOnceWhereChosen() {
    const LiveSegment segment(4096, {{0, "frame"}});
    {
        Bench bench(segment);
        bench.click("lock");
        auto* atOnce = bench.panel->findChild<QCheckBox*>("writeAtOnce");
        QTest::mouseClick(atOnce, Qt::LeftButton, {}, QPoint(8, atOnce->height() / 2));
        bench.type(0, "5");
        QTest::qWait(50);
        QCOMPARE(textAt(segment, 0, 1), std::string("f")); // half a byte is none
        QTest::keyClicks(&bench.hex(), "8594a");
        QTRY_COMPARE(textAt(segment, 0, 5), std::string("XYJme"));
        QTRY_VERIFY(bench.hex().edits().isEmpty());
    }
    Bench bench(segment);
    QVERIFY(bench.panel->findChild<QCheckBox*>("writeAtOnce")->isChecked());
    QVERIFY(!bench.button("lock").isChecked());
}

void MemoryEditTest::undoWritesBackWhatStoodThere() {
    const LiveSegment segment(4096, {{0, "frame"}, {100, "z"}});
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "5859");
    bench.type(100, "21");
    bench.click("writeEdits");
    QTRY_COMPARE(textAt(segment, 0, 2), std::string("XY"));
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    bench.hex().setFocus();
    QTest::keySequence(&bench.hex(), QKeySequence(QKeySequence::Undo));
    QTRY_COMPARE(textAt(segment, 0, 2), std::string("fr"));
    QCOMPARE(textAt(segment, 100, 1), std::string("z"));
    QTRY_VERIFY(bench.action("Redo").isEnabled());
    QTest::keySequence(&bench.hex(), QKeySequence(QKeySequence::Redo));
    QTRY_COMPARE(textAt(segment, 0, 2), std::string("XY"));
    QCOMPARE(textAt(segment, 100, 1), std::string("!"));
    QTRY_VERIFY(bench.action("Undo").isEnabled());
    QTest::keySequence(&bench.hex(), QKeySequence(QKeySequence::Undo));
    QTRY_COMPARE(textAt(segment, 0, 2), std::string("fr"));
    QTRY_VERIFY(bench.action("Redo").isEnabled());
    QTest::keyClick(&bench.hex(), Qt::Key_Y, Qt::ControlModifier);
    QTRY_COMPARE(textAt(segment, 0, 2), std::string("XY"));
}

void MemoryEditTest::undoAsksWhereSomebodyElseWrote() {
    LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "58");
    bench.click("writeEdits");
    QVERIFY(undoIsAsked(bench, segment));
    const QString text = bench.strip("editStrip").text();
    QVERIFY2(text.contains("0x0") && text.contains("4e") && text.contains("58"), qPrintable(text));
    QCOMPARE(textAt(segment, 0, 1), std::string("N"));
    bench.click("leaveIt");
    QCOMPARE(textAt(segment, 0, 1), std::string("N"));
    QVERIFY(!bench.button("undoEdit").isEnabled());
}

void MemoryEditTest::undoOverSomebodyElseWhereWanted() {
    LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "58");
    bench.click("writeEdits");
    QVERIFY(undoIsAsked(bench, segment));
    bench.click("writeAnyway");
    QTRY_COMPARE(textAt(segment, 0, 1), std::string("f"));
}

void MemoryEditTest::newerWriteEndsTheQuestion() {
    LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    auto* atOnce = bench.panel->findChild<QCheckBox*>("writeAtOnce");
    QTest::mouseClick(atOnce, Qt::LeftButton, {}, QPoint(8, atOnce->height() / 2));
    bench.type(0, "58");
    QVERIFY(undoIsAsked(bench, segment));
    bench.type(3, "59");
    QTRY_COMPARE(textAt(segment, 3, 1), std::string("Y"));
    QTRY_VERIFY(bench.action("Undo").isEnabled());
    // The answer to the old question must not reach the newer step
    bench.button("writeAnyway").click();
    bench.button("leaveIt").click();
    bench.host->waitForUpdate();
    QCOMPARE(textAt(segment, 0, 5), std::string("NraYe"));
    QVERIFY(!bench.button("writeAnyway").isVisible());
    bench.click("undoEdit");
    QTRY_COMPARE(textAt(segment, 0, 5), std::string("Nrame"));
    // Asked again only now that it is the last one again
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    bench.click("undoEdit");
    QTRY_VERIFY(bench.button("writeAnyway").isVisible());
    bench.click("writeAnyway");
    QTRY_COMPARE(textAt(segment, 0, 5), std::string("frame"));
}

void MemoryEditTest::lockStaysOpenWhileSomethingWaits() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "58");
    bench.click("lock");
    QVERIFY(bench.button("lock").isChecked());
    QVERIFY2(bench.host->said.join(' ').contains("discard"), qPrintable(bench.host->said.join(' ')));
    bench.click("discardEdits");
    bench.click("lock");
    QVERIFY(!bench.button("lock").isChecked());
}

void MemoryEditTest::typedBytesAreKeptForTheSegment() {
    const LiveSegment segment(4096, {{0, "frame"}});
    const LiveSegment other(4096, {{0, "other"}});
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "58");
    QVERIFY(bench.host->open({Kind::SharedMemory, other.id()}));
    QTRY_COMPARE(bench.hex().cache().at(0), std::optional(std::byte{'o'}));
    QVERIFY(bench.hex().edits().isEmpty());
    QVERIFY(!bench.button("lock").isChecked());
    QVERIFY2(bench.host->said.join(' ').contains("wait"), qPrintable(bench.host->said.join(' ')));
    QVERIFY(bench.host->open({Kind::SharedMemory, segment.id()}));
    QTRY_COMPARE(bench.hex().cache().at(0), std::optional(std::byte{'f'}));
    QCOMPARE(bench.hex().edits().at(0), std::optional(std::byte{'X'}));
    bench.click("writeEdits");
    QTRY_COMPARE(textAt(segment, 0, 1), std::string("X"));
    QCOMPARE(textAt(other, 0, 1), std::string("o"));
}

void MemoryEditTest::lookOnlyClosesTheLock() {
    const LiveSegment segment(4096, {{0, "frame"}});
    if (!bytes::openSegmentUnnoticed(segment.id())) QSKIP("bytes can't be read unnoticed here");
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "58");
    bench.session.setLookOnly(true);
    QVERIFY(!bench.button("lock").isEnabled());
    QVERIFY(!bench.button("lock").isChecked());
    QVERIFY2(bench.button("lock").toolTip().contains("Look-only"), qPrintable(bench.button("lock").toolTip()));
    QVERIFY(!bench.button("writeEdits").isEnabled());
    QTest::keyClicks(&bench.hex(), "58");
    QCOMPARE(bench.hex().edits().count(), std::size_t{1});
    // What was typed is not lost by it
    bench.session.setLookOnly(false);
    bench.click("writeEdits");
    QTRY_COMPARE(textAt(segment, 0, 1), std::string("X"));
}

void MemoryEditTest::sessionRefusesToWriteInLookOnlyMode() {
    const LiveSegment segment(4096, {{0, "frame"}});
    const std::string row = segment.row();
    Session session;
    session.setLookOnly(true);
    std::optional<Outcome> answer;
    connect(&session, &Session::operationFinished, this,
            [&answer](OperationId, const Operation&, const Outcome& outcome) { answer = outcome; });
    operation::WriteBytes write{sysv::SharedMemory::adopt(segment.id()).stat()->info, {}};
    write.replacements.push_back({{1, {std::byte{'X'}, std::byte{'Y'}}}, {}});
    QCOMPARE(describe(write), "write 2 bytes to " + toString({Kind::SharedMemory, segment.id()}) + " from 0x1 on");
    session.run(write);
    QTRY_VERIFY(answer);
    QVERIFY(answer->error);
    QCOMPARE(answer->error->kind, ErrorKind::Denied);
    QCOMPARE(segment.row(), row);
    session.setLookOnly(false);
    answer.reset();
    session.run(write);
    QTRY_VERIFY(answer);
    QVERIFY(!answer->error);
    QCOMPARE(textAt(segment, 0, 5), std::string("fXYme"));
}

void MemoryEditTest::modeKeepsTheLockClosed() {
    Session session;
    MemoryPanel panel(session);
    panel.show();
    SegmentInfo info;
    info.id = Id{7};
    info.size = 4096;
    info.permissions.mode = 0444;
    panel.setObject(info);
    const auto* lock = panel.findChild<QPushButton*>("lock");
    QVERIFY(!lock->isEnabled());
    Update update;
    update.segment.emplace();
    update.segment->asked.segment = objectIdOf(info);
    update.segment->info = info;
    update.segment->access = bytes::SegmentAccess::MapFiles;
    update.segment->bytes.resize(64);
    panel.apply(update);
    QVERIFY(!lock->isEnabled());
    QVERIFY2(lock->toolTip().contains("r--r--r--"), qPrintable(lock->toolTip()));
    update.segment->writable = true;
    panel.apply(update);
    QVERIFY(lock->isEnabled());
}

void MemoryEditTest::goneSegmentIsNotWritten() {
    LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.click("lock");
    bench.type(0, "58");
    segment.detachElsewhere();
    segment.remove();
    bench.session.setPaused(true);
    bench.panel->setEnded();
    QVERIFY(!bench.button("lock").isEnabled());
    QVERIFY(!bench.button("writeEdits").isEnabled());
}

IPCLENS_GUI_TEST_MAIN(MemoryEditTest)

#include "memory_edit_test.moc"
