// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// POSIX segments in the memory panel, over a Session of its own.

#include "tests/core/bytes/posix_segment_fixture.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/panels/memory_panel_fixture.h"
#include "ui/models/struct_model.h"
#include "ui/settings.h"

#include <QAbstractItemModel>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>

using namespace ipclens;
using namespace ipclens::ui;
using testing::clearSettings;
using testing::mebibyte;
using testing::PosixSegment;

namespace {

constexpr std::uint64_t page = 4096;

/// The panel with a segment that may have no bytes to show.
class Bench {
public:
    explicit Bench(const PosixSegment& segment) {
        session.setRate(20);
        if (!host.open(segment.object())) qFatal("the panel did not open");
    }

    HexView& hex() { return *panel.findChild<HexView*>(); }
    QPushButton& button(const char* name) { return *panel.findChild<QPushButton*>(QLatin1String(name)); }
    Strip& strip(const char* name) { return *panel.findChild<Strip*>(QLatin1String(name)); }
    void click(const char* name) { QTest::mouseClick(&button(name), Qt::LeftButton); }
    bool shows(std::uint64_t offset, char byte) {
        return QTest::qWaitFor([&] { return hex().isVisible() && hex().cache().at(offset) == std::byte(byte); });
    }
    bool hasSize(std::uint64_t size) {
        return QTest::qWaitFor([&] { return hex().size() == size; });
    }
    /// Opens the lock once it can be opened, and types.
    bool type(std::uint64_t offset, const char* keys) {
        if (!QTest::qWaitFor([this] { return button("lock").isEnabled(); })) return false;
        if (!button("lock").isChecked()) click("lock");
        hex().goTo(offset);
        if (!QTest::qWaitFor([&] { return hex().cache().at(offset).has_value(); })) return false;
        QTest::keyClicks(&hex(), QLatin1String(keys));
        return hex().edits().at(offset).has_value();
    }
    QString visibleText() {
        QStringList texts;
        for (const QLabel* each : panel.findChildren<QLabel*>()) {
            if (each->isVisible()) texts += each->text();
        }
        return texts.join('\n');
    }
    bool says(const char* text) {
        return QTest::qWaitFor([&] { return visibleText().contains(QLatin1String(text)); });
    }
    bool said(const char* text) {
        return QTest::qWaitFor([&] { return host.said.join('\n').contains(QLatin1String(text)); });
    }

    Session session;
    MemoryPanel panel{session};
    testing::PanelHost host{session, panel};
};

} // namespace

class PosixMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void init() { clearSettings(); }
    void showsBytesWithoutAsking_data();
    void showsBytesWithoutAsking();
    void lookingTakesUpNoMemory();
    void writesAndTakesBack();
    void cutShortWhileShown();
    void growsWhileShown();
    void hasNoBytesAtFirst();
    void aFrozenMomentOutlivesTheCut();
    void unlinkedWhileShown();
    void anotherUnderTheNameIsNotShown();
    void whoMayNotReadIsTold();
    void whoMayNotWriteIsTold();
    void fileNamesComeOfOddNames();
    void structsAndBookmarksAreKeptByName();
    void askedForAnotherSize();
};

void PosixMemoryTest::showsBytesWithoutAsking_data() {
    QTest::addColumn<bool>("ordinary");
    QTest::newRow("as root") << false;
    QTest::newRow("as an ordinary user") << true;
}

void PosixMemoryTest::showsBytesWithoutAsking() {
    QFETCH(bool, ordinary);
    const PosixSegment segment("/shown", 16 * page);
    segment.put(0, "1");
    std::optional<testing::WithoutCapabilities> without;
    if (ordinary) without.emplace();
    Bench bench(segment);
    QVERIFY(bench.shows(0, '1'));
    QVERIFY(!bench.button("attach").isVisible());
    QVERIFY(!bench.button("detach").isVisible());
    QCOMPARE(bench.panel.findChild<QLabel*>("facts")->text(), QString::fromUtf8("64 KiB \u00b7 4 KiB resident"));
    QVERIFY2(bench.says("the segment does not notice"), qPrintable(bench.visibleText()));
    // And lives
    segment.put(1, "2");
    QVERIFY(bench.shows(1, '2'));
    QVERIFY(bench.hex().cache().glow(1, ByteCache::Clock::now()) > 0);
}

void PosixMemoryTest::lookingTakesUpNoMemory() {
    const PosixSegment segment("/sparse", 1024 * mebibyte);
    segment.put(512 * mebibyte, "frame");
    Bench bench(segment);
    QVERIFY(bench.shows(0, '\0'));
    bench.click("find");
    bench.panel.findChild<QLineEdit*>("findPattern")->setText("frame");
    bench.click("findNext");
    QTRY_COMPARE(bench.hex().cursor(), 512 * mebibyte + 4);
    QVERIFY(bench.shows(512 * mebibyte, 'f'));
    bench.hex().goTo(1024 * mebibyte - 1);
    QVERIFY(bench.shows(1024 * mebibyte - 1, '\0'));
    QVERIFY(bench.host.waitForUpdate());
    QCOMPARE(segment.allocated(), page);
}

void PosixMemoryTest::writesAndTakesBack() {
    const PosixSegment segment("/written", page);
    segment.put(0, "frame");
    testing::OpenMemoryBench bench(segment.object());
    bench.click("lock");
    // What a write leaves beside the bytes is told before
    QVERIFY2(bench.strip("editStrip").text().contains("mtime"), qPrintable(bench.strip("editStrip").text()));
    bench.type(1, "4c41");
    bench.click("writeEdits");
    QTRY_COMPARE(segment.text(0, 5), std::string("fLAme"));
    QTRY_VERIFY(bench.button("undoEdit").isEnabled());
    bench.click("undoEdit");
    QTRY_COMPARE(segment.text(0, 5), std::string("frame"));
    QCOMPARE(segment.info().size, page);
}

void PosixMemoryTest::cutShortWhileShown() {
    const PosixSegment segment("/cut", 16 * page);
    segment.put(0, "frame");
    Bench bench(segment);
    QVERIFY(bench.shows(0, 'f'));
    QVERIFY(bench.type(16 * page - 2, "58"));
    QVERIFY(bench.type(0, "46"));
    bench.hex().goTo(16 * page - 1);
    segment.resize(page);
    QVERIFY(bench.hasSize(page));
    QVERIFY2(bench.said("The segment is now 4 KiB"), qPrintable(bench.host.said.join('\n')));
    QTRY_COMPARE(bench.panel.findChild<QLabel*>("facts")->text(), QString::fromUtf8("4 KiB \u00b7 4 KiB resident"));
    QCOMPARE(bench.hex().cursor(), page - 1);
    QVERIFY(bench.shows(page - 1, '\0'));

    // What was typed beyond the end is not lost, and not written
    QCOMPARE(bench.hex().edits().count(), std::size_t{2});
    QVERIFY2(bench.strip("editStrip").text().contains("1 beyond the end"), qPrintable(bench.strip("editStrip").text()));
    bench.click("writeEdits");
    QVERIFY2(bench.said("nothing was written"), qPrintable(bench.host.said.join('\n')));
    QCOMPARE(segment.text(0, 5), std::string("frame"));
    QCOMPARE(segment.info().size, page);
    segment.resize(16 * page);
    QVERIFY(bench.hasSize(16 * page));
    QVERIFY(!bench.strip("editStrip").text().contains("beyond"));
    bench.click("writeEdits");
    QTRY_COMPARE(segment.text(0, 5), std::string("Frame"));
    QTRY_COMPARE(segment.text(16 * page - 2, 2), std::string("X\0", 2));
    QTRY_VERIFY(bench.hex().edits().isEmpty());
}

void PosixMemoryTest::growsWhileShown() {
    const PosixSegment segment("/grown", 16);
    Bench bench(segment);
    QVERIFY(bench.shows(0, '\0'));
    bench.hex().goTo(7);
    bench.host.said.clear();
    segment.resize(mebibyte);
    segment.put(100, "new");
    QVERIFY(bench.hasSize(mebibyte));
    QVERIFY(bench.shows(100, 'n'));
    QCOMPARE(bench.hex().cursor(), std::uint64_t{7});
    // It is there to be seen
    QVERIFY2(bench.host.said.isEmpty(), qPrintable(bench.host.said.join('\n')));
}

void PosixMemoryTest::hasNoBytesAtFirst() {
    const PosixSegment segment("/empty", 0);
    Bench bench(segment);
    QVERIFY2(bench.says("This segment has no bytes"), qPrintable(bench.visibleText()));
    QVERIFY(!bench.hex().isVisible());
    QVERIFY(!bench.button("find").isEnabled());
    segment.resize(page);
    segment.put(3, "x");
    QVERIFY(bench.shows(3, 'x'));
    segment.resize(0);
    QVERIFY(bench.says("This segment has no bytes"));
    QVERIFY(bench.said("now 0 B"));
}

void PosixMemoryTest::aFrozenMomentOutlivesTheCut() {
    const PosixSegment segment("/frozen", 4 * page);
    segment.put(3 * page, "end");
    Bench bench(segment);
    QVERIFY(bench.shows(0, '\0'));
    QTest::keyClick(&bench.hex(), Qt::Key_F8);
    QTRY_VERIFY(bench.strip("momentStrip").isVisible());
    bench.hex().goTo(3 * page);
    segment.resize(page);
    QVERIFY(bench.host.waitForUpdate());
    QVERIFY(bench.shows(3 * page, 'e'));
    QVERIFY2(bench.strip("momentStrip").text().contains("holds all 16 KiB"),
             qPrintable(bench.strip("momentStrip").text()));
    bench.click("endMoment");
    QVERIFY(bench.hasSize(page));
}

void PosixMemoryTest::unlinkedWhileShown() {
    const PosixSegment segment("/unlinked", page);
    segment.put(0, "1");
    Bench bench(segment);
    QVERIFY(bench.shows(0, '1'));
    segment.unlink();
    QVERIFY2(bench.says("has been removed"), qPrintable(bench.visibleText()));
    QVERIFY(bench.shows(0, '1'));
    QVERIFY(!bench.button("lock").isEnabled());
    // No error was told: it is a normal thing
    QVERIFY2(bench.host.said.isEmpty(), qPrintable(bench.host.said.join('\n')));
}

void PosixMemoryTest::anotherUnderTheNameIsNotShown() {
    const PosixSegment first("/name", page);
    first.put(0, "1");
    Bench bench(first);
    QVERIFY(bench.shows(0, '1'));
    QVERIFY(bench.type(0, "58"));
    first.unlink();
    const PosixSegment second("/name", page);
    second.put(0, "2");
    QVERIFY(bench.host.waitForUpdate());
    QVERIFY(bench.host.waitForUpdate());
    QVERIFY(bench.shows(0, '1'));
    bench.click("writeEdits");
    QVERIFY(bench.host.waitForUpdate());
    QCOMPARE(second.text(0, 1), std::string("2"));
}

void PosixMemoryTest::whoMayNotReadIsTold() {
    const PosixSegment segment("/denied", page, 0200);
    const testing::WithoutCapabilities ordinary;
    Bench bench(segment);
    QVERIFY2(bench.says("You may not read this segment"), qPrintable(bench.visibleText()));
    QVERIFY2(bench.says("-w-------"), qPrintable(bench.visibleText()));
    QVERIFY(!bench.button("attach").isVisible());
    QVERIFY(!bench.hex().isVisible());
}

void PosixMemoryTest::whoMayNotWriteIsTold() {
    const PosixSegment segment("/read-only", page, 0444);
    segment.put(0, "1");
    const testing::WithoutCapabilities ordinary;
    Bench bench(segment);
    QVERIFY(bench.shows(0, '1'));
    QTRY_VERIFY2(bench.button("lock").toolTip().contains("r--r--r--"), qPrintable(bench.button("lock").toolTip()));
    QVERIFY(!bench.button("lock").isEnabled());
}

void PosixMemoryTest::fileNamesComeOfOddNames() {
    const PosixSegment segment("/a b\n\xff<b>", page);
    segment.put(0, "1");
    Bench bench(segment);
    QVERIFY(bench.shows(0, '1'));
    for (QAction* each : bench.panel.findChild<QPushButton*>("file")->menu()->actions()) {
        if (each->objectName() == QLatin1String("saveAll")) each->trigger();
    }
    QTRY_VERIFY(bench.panel.findChild<QFileDialog*>("saveDialog"));
    auto* dialog = bench.panel.findChild<QFileDialog*>("saveDialog");
    const QString name = dialog->selectedFiles().value(0).section('/', -1);
    QVERIFY2(name.startsWith("shm-a_b_"), qPrintable(name));
    QVERIFY2(!name.contains('<') && !name.contains('\\') && name.endsWith("-0x0.bin"), qPrintable(name));
    dialog->reject();
}

void PosixMemoryTest::structsAndBookmarksAreKeptByName() {
    const PosixSegment segment("/\xff=ring", page);
    const QString declared = QStringLiteral("struct ring { char tag[8]; uint32_t number; };");
    Settings().setStructChoice(segment.object().name, {declared, 0x10, false});
    Bookmarks().set(segment.info(), {0x20, "head"});
    // Another name that looks alike has neither
    QCOMPARE(Settings().structChoice(Name::of("/\xfe=ring")), StructChoice());
    Bench bench(segment);
    bench.panel.resize(1200, 500);
    segment.put(0x10, "tagged");
    QTRY_COMPARE(bench.hex().marks(), (std::vector<HexMark>{{0x20, "head"}}));
    const auto* fields = bench.panel.findChild<StructModel*>();
    QTRY_VERIFY(fields->index(0, StructModel::TextColumn).data().toString().contains("tagged"));
}

void PosixMemoryTest::askedForAnotherSize() {
    const PosixSegment segment("/resized", page);
    const testing::LiveSegment other(page);
    Bench bench(segment);
    QSignalSpy asked(&bench.panel, &Panel::resizeAsked);
    QTRY_VERIFY(bench.button("resize").isVisible() && bench.button("resize").isEnabled());
    bench.click("resize");
    QCOMPARE(asked.count(), 1);
    // The session does it, and what is shown follows
    operation::Change change;
    change.object = segment.object();
    change.size = 3 * page;
    bench.session.run(change);
    QVERIFY(bench.hasSize(3 * page));
    bench.session.setLookOnly(true);
    QTRY_VERIFY(!bench.button("resize").isEnabled());
    // Those of System V have the size that they were made with
    QVERIFY(bench.host.open({Kind::SharedMemory, other.id()}));
    QTRY_VERIFY(!bench.button("resize").isVisible());
}

IPCLENS_GUI_TEST_MAIN(PosixMemoryTest)

#include "posix_memory_test.moc"
