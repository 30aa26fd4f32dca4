// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Writing over a segment's bytes, bookmarks and moments in the memory panel, against segments of this test's namespace.

#include "core/sysv/shared_memory.h"
#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"
#include "ui/session/session.h"
#include "ui/widgets/strip.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>

#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using testing::LiveSegment;
using testing::PanelHost;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

/// The memory panel with a segment, which it may attach; unlocked where asked for.
class Bench {
public:
    explicit Bench(const LiveSegment& segment) {
        MemorySettings().setAlwaysAttach(true);
        panel = std::make_unique<MemoryPanel>(session);
        host = std::make_unique<PanelHost>(session, *panel);
        session.setRate(20);
        if (!host->open({Kind::SharedMemory, segment.id()})) qFatal("the panel did not open");
        if (!QTest::qWaitFor([this] { return hex().cache().at(0).has_value(); })) qFatal("no bytes came");
        if (!QTest::qWaitForWindowActive(panel.get())) qFatal("the panel is not active");
        hex().setFocus();
    }

    HexView& hex() { return *panel->findChild<HexView*>(); }
    QPushButton& button(const char* name) { return *panel->findChild<QPushButton*>(QLatin1String(name)); }
    Strip& strip(const char* name) { return *panel->findChild<Strip*>(QLatin1String(name)); }
    QAction& action(const QString& text) {
        for (QAction* each : panel->actions()) {
            if (each->text().remove('&').startsWith(text)) return *each;
        }
        qFatal("no such action");
    }
    void click(const char* name) { QTest::mouseClick(&button(name), Qt::LeftButton); }
    void type(std::uint64_t offset, const char* keys) {
        hex().goTo(offset);
        QTest::keyClicks(&hex(), keys);
    }

    Session session;
    std::unique_ptr<MemoryPanel> panel;
    std::unique_ptr<PanelHost> host;
};

std::string textAt(const LiveSegment& segment, std::uint64_t offset, std::size_t length) {
    const auto attachment = sysv::SharedMemory::adopt(segment.id()).attach();
    std::string text(length, '\0');
    if (!attachment || !attachment->read(offset, std::as_writable_bytes(std::span(text)))) return "?";
    return text;
}

} // namespace

class MemoryEditTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void lockIsClosedAtFirst();
    void typedBytesWaitUntilTheyAreWritten();
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
    void namesPlaces();
    void namesOfKeysSurvive();
    void freezesAndCompares();
    void momentOfAGreatSegmentSaysWhatItHolds();
    void remembersHowBytesAreShown();
    void copiesAsPythonFromAfar();
};

void MemoryEditTest::init() {
    QSettings(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens").clear();
    QApplication::clipboard()->clear();
}

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
    bench.click("writeEdits");
    QTRY_VERIFY(bench.hex().edits().isEmpty());
    QCOMPARE(textAt(segment, 0, 5), std::string("fLAme"));
    QTRY_COMPARE(bench.hex().cache().at(1), std::optional(std::byte{'L'}));
    QVERIFY(!bench.button("writeEdits").isEnabled());
    // Discarded is nothing at all
    bench.type(0, "00");
    bench.click("discardEdits");
    QVERIFY(bench.hex().edits().isEmpty());
    QCOMPARE(textAt(segment, 0, 5), std::string("fLAme"));
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
    QTRY_COMPARE(textAt(segment, 0, 1), std::string("X"));
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    segment.attachElsewhere({{0, "N"}});
    bench.click("undoEdit");
    QTRY_VERIFY(bench.button("leaveIt").isVisible());
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
    QTRY_COMPARE(textAt(segment, 0, 1), std::string("X"));
    segment.attachElsewhere({{0, "N"}});
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    bench.click("undoEdit");
    QTRY_VERIFY(bench.button("writeAnyway").isVisible());
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
    QTRY_COMPARE(textAt(segment, 0, 1), std::string("X"));
    segment.attachElsewhere({{0, "N"}});
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    bench.click("undoEdit");
    QTRY_VERIFY(bench.button("writeAnyway").isVisible());
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
    update.segment->asked.id = info.id;
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

void MemoryEditTest::namesPlaces() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    bench.hex().goTo(0x40);
    QTest::keyClick(&bench.hex(), Qt::Key_B, Qt::ControlModifier);
    auto* name = bench.panel->findChild<QLineEdit*>("bookmarkName");
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, "header & co");
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!name->isVisible());
    QCOMPARE(bench.hex().marks(), (std::vector<HexMark>{{0x40, "header & co"}}));
    QVERIFY(bench.hex().hasFocus());
    // By its name from elsewhere
    bench.hex().goTo(0);
    QTest::keyClick(&bench.hex(), Qt::Key_G, Qt::ControlModifier);
    auto* goTo = bench.panel->findChild<QLineEdit*>("goToOffset");
    QTest::keyClicks(goTo, "Header & co");
    QTest::keyClick(goTo, Qt::Key_Return);
    QCOMPARE(bench.hex().cursor(), std::uint64_t{0x40});
    // Kept for the run though the segment has no key, and taken away by no name
    const LiveSegment other(4096, {{0, "other"}});
    QVERIFY(bench.host->open({Kind::SharedMemory, other.id()}));
    QVERIFY(bench.hex().marks().empty());
    QVERIFY(bench.host->open({Kind::SharedMemory, segment.id()}));
    QCOMPARE(bench.hex().marks().size(), std::size_t{1});
    bench.hex().goTo(0x40);
    QTest::keyClick(&bench.hex(), Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(name->text(), QString("header & co"));
    name->clear();
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(bench.hex().marks().empty());
}

void MemoryEditTest::namesOfKeysSurvive() {
    SegmentInfo segment;
    segment.key = Key{0x12d3f};
    segment.size = 4096;
    {
        Bookmarks bookmarks;
        bookmarks.set(segment, {0x1a60, "frame\nheader"});
        bookmarks.set(segment, {0x10, "first"});
        bookmarks.set(segment, {0x1a60, "frame header"});
    }
    QCOMPARE(Bookmarks().of(segment), (std::vector<HexMark>{{0x10, "first"}, {0x1a60, "frame header"}}));
    // Garbage in the file counts as none
    QSettings file(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens");
    file.setValue("bookmarks/0x00012d3f", QStringList{QString(5000, 'z'), "0x20", "x y", "0x30 good"});
    file.sync();
    QCOMPARE(Bookmarks().of(segment), (std::vector<HexMark>{{0x30, "good"}}));
    segment.key = Key{0};
    QVERIFY(Bookmarks().of(segment).empty());
}

void MemoryEditTest::freezesAndCompares() {
    LiveSegment segment(64 * 1024, {{0, "frame"}});
    Bench bench(segment);
    bench.action("Freeze").trigger();
    QTRY_VERIFY(bench.strip("momentStrip").isVisible());
    QVERIFY2(bench.strip("momentStrip").text().contains("all 64 KiB"), qPrintable(bench.strip("momentStrip").text()));
    QVERIFY(!bench.button("lock").isEnabled());
    segment.attachElsewhere({{0, "F"}, {0x8000, "!"}});
    bench.host->waitForUpdate();
    QCOMPARE(bench.hex().cache().at(0), std::optional(std::byte{'f'}));
    // Also where it was not looked at before
    bench.hex().goTo(0x8000);
    QTRY_COMPARE(bench.hex().cache().at(0x8000), std::optional(std::byte{0}));
    bench.hex().goTo(0);
    bench.click("compareWithNow");
    QTRY_COMPARE(bench.hex().cache().at(0), std::optional(std::byte{'F'}));
    QCOMPARE(bench.hex().differencesInSight(), std::uint64_t{1});
    QVERIFY2(bench.strip("momentStrip").text().contains("1 byte"), qPrintable(bench.strip("momentStrip").text()));
    // What merely thawed is no news
    QCOMPARE(bench.hex().cache().glow(0, ByteCache::Clock::now()), 0);
    bench.click("nextDifference");
    QTRY_COMPARE(bench.hex().cursor(), std::uint64_t{0x8000});
    bench.click("nextDifference");
    QTRY_COMPARE(bench.hex().cursor(), std::uint64_t{0});
    bench.click("showMoment");
    QCOMPARE(bench.hex().cache().at(0), std::optional(std::byte{'f'}));
    bench.click("endMoment");
    QTRY_COMPARE(bench.hex().cache().at(0), std::optional(std::byte{'F'}));
    QVERIFY(!bench.strip("momentStrip").isVisible());
    QVERIFY(bench.button("lock").isEnabled());
}

void MemoryEditTest::momentOfAGreatSegmentSaysWhatItHolds() {
    const LiveSegment segment(64 * mebibyte, {{0, "frame"}, {40 * mebibyte, "far"}});
    const auto resident = segment.resident();
    Bench bench(segment);
    bench.hex().goTo(40 * mebibyte);
    QTRY_VERIFY(bench.hex().cache().at(40 * mebibyte));
    bench.action("Freeze").trigger();
    QTRY_VERIFY(bench.strip("momentStrip").isVisible());
    const QString text = bench.strip("momentStrip").text();
    QVERIFY2(text.contains("16 MiB of 64 MiB"), qPrintable(text));
    QCOMPARE(bench.hex().cache().at(40 * mebibyte), std::optional(std::byte{'f'}));
    // What it does not hold is unknown, not zero
    bench.hex().goTo(0);
    QVERIFY(!bench.hex().cache().at(0));
    // And taking it has touched nothing
    QCOMPARE(segment.resident(), resident);
}

void MemoryEditTest::remembersHowBytesAreShown() {
    const LiveSegment segment(4096, {{0, "frame"}});
    HexForm form;
    form.columns = 8;
    form.groups = {4, std::endian::big};
    form.coding = TextCoding::Latin1;
    form.dimZeros = false;
    {
        Bench bench(segment);
        bench.hex().setForm(form);
    }
    Bench bench(segment);
    QCOMPARE(bench.hex().form(), form);
    QSettings file(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens");
    for (const char* name : {"columns", "group", "byte_order", "text"})
        file.setValue(QLatin1String("memory/") + QLatin1String(name), "garbage");
    file.sync();
    form = MemorySettings().form();
    QCOMPARE(form.columns, std::optional<int>());
    QCOMPARE(form.groups, HexGroups{});
    QCOMPARE(form.coding, TextCoding::Ascii);
}

void MemoryEditTest::copiesAsPythonFromAfar() {
    const LiveSegment segment(mebibyte, {{0, "A"}});
    Bench bench(segment);
    bench.hex().select({0, mebibyte});
    bench.hex().copySelection(bytes::TextForm::PythonBytes);
    QTRY_VERIFY(QApplication::clipboard()->text().startsWith("(\n    b\"A\\x00"));
    QVERIFY(bench.host->said.join(' ').contains("1 MiB"));
}

IPCLENS_GUI_TEST_MAIN(MemoryEditTest)

#include "memory_edit_test.moc"
