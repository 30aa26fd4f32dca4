// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the memory panel keeps: names of places, a frozen moment, how bytes are shown, a copy.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"
#include "ui/panels/memory_settings.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSettings>
#include <QTest>

using namespace ipclens;
using namespace ipclens::ui;
using testing::clearSettings;
using testing::LiveSegment;
using testing::mebibyte;
using Bench = testing::OpenMemoryBench;

class MemoryKeepingTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        clearSettings();
        QApplication::clipboard()->clear();
    }
    void namesPlaces();
    void namesOfKeysSurvive();
    void freezesAndCompares();
    void momentOfAGreatSegmentSaysWhatItHolds();
    void remembersHowBytesAreShown();
    void copiesAsPythonFromAfar();
};

void MemoryKeepingTest::namesPlaces() {
    const LiveSegment segment(4096, {{0, "frame"}});
    Bench bench(segment);
    // In the last line that is whole
    const auto& layout = bench.hex().hexLayout();
    const std::uint64_t last = layout.offsetOf(bench.hex().topLine() + static_cast<unsigned>(layout.wholeLines()) - 1);
    bench.hex().goTo(last);
    const int height = bench.hex().viewport()->height();
    QTest::keyClick(&bench.hex(), Qt::Key_B, Qt::ControlModifier);
    auto* name = bench.panel->findChild<QLineEdit*>("bookmarkName");
    QTRY_VERIFY(name->hasFocus());
    QTRY_VERIFY(bench.hex().viewport()->height() < height);
    QVERIFY2(layout.hexCell(last, bench.hex().topLine()).bottom() <= bench.hex().viewport()->height(),
             "the line that gets a name is in sight while it does");
    QTest::keyClick(name, Qt::Key_Escape);
    bench.hex().goTo(0x40);
    QTest::keyClick(&bench.hex(), Qt::Key_B, Qt::ControlModifier);
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

void MemoryKeepingTest::namesOfKeysSurvive() {
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

void MemoryKeepingTest::freezesAndCompares() {
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

void MemoryKeepingTest::momentOfAGreatSegmentSaysWhatItHolds() {
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

void MemoryKeepingTest::remembersHowBytesAreShown() {
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

void MemoryKeepingTest::copiesAsPythonFromAfar() {
    const LiveSegment segment(mebibyte, {{0, "A"}});
    Bench bench(segment);
    bench.hex().select({0, mebibyte});
    bench.hex().copySelection(bytes::TextForm::PythonBytes);
    QTRY_VERIFY(QApplication::clipboard()->text().startsWith("(\n    b\"A\\x00"));
    QVERIFY(bench.host->said.join(' ').contains("1 MiB"));
}

IPCLENS_GUI_TEST_MAIN(MemoryKeepingTest)

#include "memory_keeping_test.moc"
