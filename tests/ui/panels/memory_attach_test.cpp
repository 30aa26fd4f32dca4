// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// When the memory panel reads a segment unnoticed, attaches it, and lets it go again.

#include "tests/support/gui_test_main.h"
#include "tests/support/namespace.h"
#include "tests/ui/panels/memory_panel_fixture.h"

#include <QCheckBox>
#include <QLabel>
#include <QTest>

using namespace ipclens;
using namespace ipclens::ui;
using testing::clearSettings;
using testing::LiveSegment;
using testing::mebibyte;
using testing::textAt;
using Bench = testing::MemoryBench;

class MemoryAttachTest : public QObject {
    Q_OBJECT

private slots:
    void init() { clearSettings(); }
    void choosingNeverAttaches();
    void readsUnnoticed();
    void namesTheReaderWhoeverWasLast();
    void attachesOnlyWhenAsked();
    void detachesForAnotherSegment();
    void detachButtonEndsIt();
    void alwaysIsRemembered();
    void pagingTouchesNothing_data();
    void pagingTouchesNothing();
    void lookOnlySaysWhy();
    void refusalOfTheKernelIsSaid();
    void ownAttachmentIsLeftOut();
    void survivesTheEndOfTheReader();
};

void MemoryAttachTest::choosingNeverAttaches() {
    LiveSegment segment(mebibyte, {{0, "secret"}});
    segment.detachElsewhere();
    const std::string before = segment.row();
    Bench bench;
    bench.choose(segment);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QVERIFY(bench.waitForSamples(20));
    QCOMPARE(segment.row(), before);
    QVERIFY(!bench.hex().isVisible());
    // What is known is shown all the same, and what an attachment would change is said
    const QString text = bench.visibleText();
    for (const char* part : {"0 attached", "4 KiB resident", "nattch", "lpid", "atime"})
        QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY(!bench.button("goTo").isEnabled());
    QVERIFY(!bench.button("copy").isEnabled());
}

void MemoryAttachTest::readsUnnoticed() {
    const LiveSegment segment(mebibyte, {{0, "frame"}});
    NEEDS_MAP_FILES(segment);
    const std::string before = segment.row();
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, 'f'));
    QVERIFY(bench.waitForSamples(10));
    QCOMPARE(segment.row(), before);
    QVERIFY2(bench.label("access").contains(QString::number(segment.attachedBy())), qPrintable(bench.label("access")));
    QVERIFY2(bench.label("access").contains("does not notice"), qPrintable(bench.label("access")));
    QVERIFY2(bench.label("facts").contains("1 attached"), qPrintable(bench.label("facts")));
    QVERIFY(!bench.label("facts").contains("+1"));
    QVERIFY(!bench.button("detach").isVisible());
}

void MemoryAttachTest::namesTheReaderWhoeverWasLast() {
    const LiveSegment segment(4096, {{0, "1"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, '1'));
    const QString pid = QString::number(segment.attachedBy());
    const QString named = bench.label("access");
    QVERIFY2(named.contains(pid) && !named.contains("process " + pid), qPrintable(named));
    // As a write of ours does: now lpid is this process
    QCOMPARE(textAt(segment, 0, 1), std::string("1"));
    QTRY_COMPARE(bench.last->segment->info.systemV()->lastPid, ::getpid());
    QCOMPARE(bench.label("access"), named);
}

void MemoryAttachTest::attachesOnlyWhenAsked() {
    LiveSegment segment(mebibyte, {{0, "frame"}});
    segment.detachElsewhere();
    Bench bench;
    bench.choose(segment);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{0});
    QTest::mouseClick(&bench.button("attach"), Qt::LeftButton);
    QVERIFY(bench.shows(0, 'f'));
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{1});
    // Our own is marked, and not counted, from the first sample on
    for (int i = 0; i < 5; ++i) {
        QVERIFY2(bench.label("facts").contains("0 attached (+1 while this view is open)"),
                 qPrintable(bench.label("facts")));
        QVERIFY(bench.waitForSamples(2));
    }
    QCOMPARE(segment.resident(), std::uint64_t{4096});
}

void MemoryAttachTest::detachesForAnotherSegment() {
    LiveSegment first(4096, {{0, "1"}});
    LiveSegment second(4096, {{0, "2"}});
    first.detachElsewhere();
    second.detachElsewhere();
    Bench bench;
    bench.choose(first);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QTest::mouseClick(&bench.button("attach"), Qt::LeftButton);
    QVERIFY(bench.shows(0, '1'));
    bench.choose(second);
    QTRY_COMPARE(first.stat().shm_nattch, shmatt_t{0});
    QTRY_VERIFY(bench.button("attach").isVisible());
    QVERIFY(bench.waitForSamples(5));
    QCOMPARE(second.stat().shm_nattch, shmatt_t{0});
    // The leave for one segment is not kept for the next time either
    bench.choose(first);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QVERIFY(bench.waitForSamples(5));
    QCOMPARE(first.stat().shm_nattch, shmatt_t{0});
}

void MemoryAttachTest::detachButtonEndsIt() {
    LiveSegment segment(4096, {{0, "1"}});
    segment.detachElsewhere();
    Bench bench;
    bench.choose(segment);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QTest::mouseClick(&bench.button("attach"), Qt::LeftButton);
    QVERIFY(bench.shows(0, '1'));
    QVERIFY(bench.button("detach").isVisible());
    QTest::mouseClick(&bench.button("detach"), Qt::LeftButton);
    QTRY_COMPARE(segment.stat().shm_nattch, shmatt_t{0});
    QTRY_VERIFY(bench.button("attach").isVisible());
    // The count was taken while we had it attached
    QVERIFY2(bench.visibleText().contains("Nobody has this segment attached"), qPrintable(bench.visibleText()));
    // What was read is not kept in the guise of what is there now
    QVERIFY(!bench.hex().cache().at(0));
}

void MemoryAttachTest::alwaysIsRemembered() {
    LiveSegment segment(4096, {{0, "1"}});
    segment.detachElsewhere();
    {
        Bench bench;
        bench.choose(segment);
        QTRY_VERIFY(bench.button("attach").isVisible());
        auto* always = bench.panel.findChild<QCheckBox*>("alwaysAttach");
        QTest::mouseClick(always, Qt::LeftButton, {}, QPoint(8, always->height() / 2));
        QVERIFY(bench.shows(0, '1'));
        QCOMPARE(segment.stat().shm_nattch, shmatt_t{1});
    }
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{0});
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, '1'));
    // And it can be taken back, without ending what is shown
    auto* keep = bench.panel.findChild<QCheckBox*>("keepAttaching");
    QVERIFY(keep->isChecked());
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QVERIFY(bench.waitForSamples(5));
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{1});
    bench.choose(segment);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QTRY_COMPARE(segment.stat().shm_nattch, shmatt_t{0});
}

void MemoryAttachTest::pagingTouchesNothing_data() {
    QTest::addColumn<bool>("attach");
    QTest::newRow("unnoticed") << false;
    QTest::newRow("attached") << true;
}

void MemoryAttachTest::pagingTouchesNothing() {
    QFETCH(bool, attach);
    LiveSegment segment(64 * mebibyte, {{0, "frame"}, {32 * mebibyte, "counter"}});
    if (!attach) {
        NEEDS_MAP_FILES(segment);
    } else {
        segment.detachElsewhere();
    }
    const auto resident = segment.resident();
    const std::string before = segment.row();
    QCOMPARE(resident, std::uint64_t{2 * 4096});
    Bench bench;
    bench.choose(segment);
    if (attach) {
        QTRY_VERIFY(bench.button("attach").isVisible());
        QTest::mouseClick(&bench.button("attach"), Qt::LeftButton);
    }
    QVERIFY(bench.shows(0, 'f'));
    HexView& hex = bench.hex();
    // Every 256 KiB, with a page of the view each; then by keys
    for (std::uint64_t place = 0; place < segment.stat().shm_segsz; place += mebibyte / 4) {
        hex.goTo(place);
        QTRY_VERIFY(hex.cache().at(place).has_value());
        const char expected = place == 0 ? 'f' : place == 32 * mebibyte ? 'c' : '\0';
        QCOMPARE(*hex.cache().at(place), std::byte(expected));
    }
    hex.setFocus();
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(&hex, i < 10 ? Qt::Key_PageUp : Qt::Key_PageDown);
        QTRY_VERIFY(hex.cache().at(hex.cursor()).has_value());
    }
    QTest::keyClick(&hex, Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(hex.cache().at(64 * mebibyte - 1).has_value());
    QCOMPARE(segment.resident(), resident);
    if (!attach) QCOMPARE(segment.row(), before);
}

void MemoryAttachTest::lookOnlySaysWhy() {
    LiveSegment segment(4096, {{0, "1"}});
    segment.detachElsewhere();
    Bench bench;
    bench.session.setLookOnly(true);
    bench.choose(segment);
    QTRY_VERIFY(bench.button("attach").isVisible());
    QVERIFY(!bench.button("attach").isEnabled());
    QVERIFY2(bench.visibleText().contains("Look-only"), qPrintable(bench.visibleText()));
    bench.session.setLookOnly(false);
    QVERIFY(bench.button("attach").isEnabled());
    QTest::mouseClick(&bench.button("attach"), Qt::LeftButton);
    QVERIFY(bench.shows(0, '1'));
    // Look-only lets go of what was attached
    bench.session.setLookOnly(true);
    QTRY_COMPARE(segment.stat().shm_nattch, shmatt_t{0});
    QTRY_VERIFY(bench.button("attach").isVisible());
}

void MemoryAttachTest::refusalOfTheKernelIsSaid() {
    LiveSegment segment(4096, {{0, "1"}});
    segment.detachElsewhere();
    if (!testing::setSysctl("kernel/shm_rmid_forced", 1)) QSKIP("kernel.shm_rmid_forced can't be set here");
    Bench bench;
    bench.choose(segment);
    const bool offered = QTest::qWaitFor([&] { return bench.button("attach").isVisible(); });
    QTest::mouseClick(&bench.button("attach"), Qt::LeftButton);
    const bool said = QTest::qWaitFor([&] { return bench.visibleText().contains("shm_rmid_forced"); });
    const QString text = bench.visibleText();
    const bool survived = !segment.row().empty();
    QVERIFY(testing::setSysctl("kernel/shm_rmid_forced", 0));
    QVERIFY(offered);
    QVERIFY2(said, qPrintable(text));
    QVERIFY(survived);
}

void MemoryAttachTest::ownAttachmentIsLeftOut() {
    Session session;
    MemoryPanel panel(session);
    SegmentInfo info;
    info.id = Id{7};
    info.size = 4096;
    info.attached = 2;
    panel.setObject(info);
    Update update;
    update.segment.emplace();
    update.segment->asked.segment = objectIdOf(info);
    update.segment->info = info;
    update.segment->access = bytes::SegmentAccess::Attached;
    const auto* facts = panel.findChild<QLabel*>("facts");
    // The sample that attaches has listed the segment before that, all later ones after it
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached (+1"), qPrintable(facts->text()));
    info.attached = 3;
    update.segment->info = info;
    update.attachedByUs = {{info.id, 1}};
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached (+1"), qPrintable(facts->text()));
    // A search or a save attaches it for itself, as long as it goes on
    info.attached = 4;
    update.segment->info = info;
    update.attachedByUs = {{info.id, 2}};
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached (+1"), qPrintable(facts->text()));
    info.attached = 3;
    update.segment->info = info;
    update.attachedByUs = {{info.id, 1}};
    // And the one that lets it go has listed the segment before that too
    update.segment->access = bytes::SegmentAccess::MapFiles;
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached"), qPrintable(facts->text()));
    info.attached = 2;
    update.segment->info = info;
    update.attachedByUs.clear();
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached"), qPrintable(facts->text()));
    QVERIFY(!facts->text().contains("+1"));
}

void MemoryAttachTest::survivesTheEndOfTheReader() {
    LiveSegment segment(4096, {{0, "1"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, '1'));
    segment.attachElsewhere({{0, "2"}});
    QVERIFY(bench.shows(0, '2'));
    QTRY_VERIFY(bench.label("access").contains(QString::number(segment.attachedBy())));
    segment.detachElsewhere();
    QTRY_VERIFY(bench.button("attach").isVisible());
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{0});
}

IPCLENS_GUI_TEST_MAIN(MemoryAttachTest)

#include "memory_attach_test.moc"
