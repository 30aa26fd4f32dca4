// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The memory panel over a Session of its own, against segments of this test's namespace.

#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/namespace.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using testing::LiveSegment;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

SegmentInfo infoOf(const LiveSegment& segment) {
    const auto status = segment.stat();
    SegmentInfo info;
    info.id = segment.id();
    info.size = status.shm_segsz;
    info.attached = status.shm_nattch;
    info.creatorPid = status.shm_cpid;
    info.lastPid = status.shm_lpid;
    return info;
}

/// The panel as the window has it: what it wants goes to the Session, and what the Session brings to it.
class Bench {
public:
    Bench() {
        QObject::connect(&session, &Session::updated, &panel, [this](const std::shared_ptr<const Update>& update) {
            ++updates;
            last = update;
            panel.apply(*update);
        });
        QObject::connect(&panel, &Panel::interestChanged, &panel, [this] {
            Interest interest;
            panel.addInterest(interest);
            session.setInterest(interest);
        });
        panel.resize(1000, 500);
        panel.show();
        session.setRate(20);
        session.start();
    }

    void choose(const LiveSegment& segment) { panel.setObject(infoOf(segment)); }

    /// So many further samples of the chosen segment have come.
    bool waitForSamples(int count) {
        // Where nothing changed there is no Update, so each is asked for
        for (int i = 0; i < count; ++i) {
            session.refresh();
            QTest::qWait(20);
        }
        return last && last->segment;
    }

    HexView& hex() { return *panel.findChild<HexView*>(); }
    QPushButton& button(const char* name) { return *panel.findChild<QPushButton*>(QLatin1String(name)); }
    QString label(const char* name) { return panel.findChild<QLabel*>(QLatin1String(name))->text(); }
    /// All that stands there in words.
    QString visibleText() {
        QStringList texts;
        for (const QLabel* each : panel.findChildren<QLabel*>()) {
            if (each->isVisible()) texts += each->text();
        }
        return texts.join('\n');
    }
    bool shows(std::uint64_t offset, char byte) {
        return QTest::qWaitFor([&] { return hex().isVisible() && hex().cache().at(offset) == std::byte(byte); });
    }

    Session session;
    MemoryPanel panel{session};
    std::shared_ptr<const Update> last;
    int updates = 0;
};

void removeSettings() {
    QSettings(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens").clear();
}

} // namespace

class MemoryPanelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void choosingNeverAttaches();
    void readsUnnoticed();
    void attachesOnlyWhenAsked();
    void detachesForAnotherSegment();
    void detachButtonEndsIt();
    void alwaysIsRemembered();
    void pagingTouchesNothing_data();
    void pagingTouchesNothing();
    void lookOnlySaysWhy();
    void refusalOfTheKernelIsSaid();
    void ownAttachmentIsLeftOut();
    void deniedIsSaid();
    void removedSegmentIsSaid();
    void bytesOfARemovedSegmentCanBeCopied();
    void removedSegmentOffersNothing();
    void survivesTheEndOfTheReader();
    void copiesMoreThanIsSeen();
    void refusesToCopyTooMuch();
    void goesToAnOffset();
    void showsWhatIsRewritten();
};

void MemoryPanelTest::init() {
    removeSettings();
    QApplication::clipboard()->clear();
}

#define NEEDS_MAP_FILES(segment)                                                                                       \
    if (const auto source = bytes::openSegmentUnnoticed((segment).id()); !source && source.error().number == EPERM)    \
    QSKIP("map_files needs CAP_CHECKPOINT_RESTORE in the first user namespace")

void MemoryPanelTest::choosingNeverAttaches() {
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

void MemoryPanelTest::readsUnnoticed() {
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

void MemoryPanelTest::attachesOnlyWhenAsked() {
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

void MemoryPanelTest::detachesForAnotherSegment() {
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

void MemoryPanelTest::detachButtonEndsIt() {
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

void MemoryPanelTest::alwaysIsRemembered() {
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

void MemoryPanelTest::pagingTouchesNothing_data() {
    QTest::addColumn<bool>("attach");
    QTest::newRow("unnoticed") << false;
    QTest::newRow("attached") << true;
}

void MemoryPanelTest::pagingTouchesNothing() {
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

void MemoryPanelTest::lookOnlySaysWhy() {
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

void MemoryPanelTest::refusalOfTheKernelIsSaid() {
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

void MemoryPanelTest::ownAttachmentIsLeftOut() {
    Session session;
    MemoryPanel panel(session);
    SegmentInfo info;
    info.id = Id{7};
    info.size = 4096;
    info.attached = 2;
    panel.setObject(info);
    Update update;
    update.segment.emplace();
    update.segment->asked.id = info.id;
    update.segment->info = info;
    update.segment->access = bytes::SegmentAccess::Attached;
    const auto* facts = panel.findChild<QLabel*>("facts");
    // The sample that attaches has listed the segment before that, all later ones after it
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached (+1"), qPrintable(facts->text()));
    update.segment->info.attached = 3;
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached (+1"), qPrintable(facts->text()));
    // And the one that lets it go has listed the segment before that too
    update.segment->access = bytes::SegmentAccess::MapFiles;
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached"), qPrintable(facts->text()));
    update.segment->info.attached = 2;
    panel.apply(update);
    QVERIFY2(facts->text().contains("2 attached"), qPrintable(facts->text()));
    QVERIFY(!facts->text().contains("+1"));
}

void MemoryPanelTest::deniedIsSaid() {
    Session session;
    MemoryPanel panel(session);
    panel.resize(800, 400);
    panel.show();
    SegmentInfo info;
    info.id = Id{7};
    info.size = 4096;
    info.access = Access::Denied;
    info.permissions.uid = 4711;
    info.permissions.mode = 0600;
    panel.setObject(info);
    Update update;
    update.segment.emplace();
    update.segment->asked.id = info.id;
    update.segment->info = info;
    panel.apply(update);
    QStringList texts;
    for (const QLabel* each : panel.findChildren<QLabel*>()) {
        if (each->isVisible()) texts += each->text();
    }
    const QString text = texts.join('\n');
    QVERIFY2(text.contains("4711"), qPrintable(text));
    QVERIFY2(text.contains("rw-------"), qPrintable(text));
    QVERIFY(!panel.findChild<QPushButton*>("attach")->isVisible());
    QVERIFY(!panel.findChild<HexView*>()->isVisible());
}

void MemoryPanelTest::removedSegmentIsSaid() {
    LiveSegment segment(4096, {{0, "1"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, '1'));
    segment.remove();
    QTRY_VERIFY2(bench.label("facts").contains("marked for destruction"), qPrintable(bench.label("facts")));
    QVERIFY(bench.shows(0, '1'));
    segment.detachElsewhere();
    bench.waitForSamples(3);
    bench.panel.setEnded();
    QVERIFY2(bench.visibleText().contains("has been removed"), qPrintable(bench.visibleText()));
    Interest interest;
    bench.panel.addInterest(interest);
    QVERIFY(!interest.segment);
}

void MemoryPanelTest::bytesOfARemovedSegmentCanBeCopied() {
    LiveSegment segment(mebibyte, {{0, "1"}});
    MemorySettings().setAlwaysAttach(true);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, '1'));
    bench.panel.setEnded();
    QVERIFY2(bench.visibleText().contains("stays here"), qPrintable(bench.visibleText()));
    QVERIFY(bench.button("copy").isEnabled());
    QVERIFY(!bench.button("lock").isEnabled());
    bench.hex().select({0, 2});
    bench.hex().copySelection(bytes::TextForm::Hex);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("31 00"));
    // What is not at hand is not to be had any more, and nobody is asked for it
    QSignalSpy said(&bench.panel, &Panel::message);
    bench.hex().select({0, mebibyte});
    bench.hex().copySelection(bytes::TextForm::Hex);
    QCOMPARE(said.count(), 1);
    QVERIFY2(said.first().at(1).toString().contains("gone"), qPrintable(said.first().at(1).toString()));
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("31 00"));
}

void MemoryPanelTest::removedSegmentOffersNothing() {
    LiveSegment segment(4096, {{0, "1"}});
    segment.detachElsewhere();
    Bench bench;
    bench.choose(segment);
    QTRY_VERIFY(bench.button("attach").isVisible());
    bench.panel.setEnded();
    QVERIFY(!bench.button("attach").isVisible());
    QVERIFY(!bench.button("copy").isEnabled());
    QVERIFY2(bench.visibleText().contains("has been removed"), qPrintable(bench.visibleText()));
    QVERIFY2(!bench.visibleText().contains("stays here"), qPrintable(bench.visibleText()));
}

void MemoryPanelTest::survivesTheEndOfTheReader() {
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

void MemoryPanelTest::copiesMoreThanIsSeen() {
    const LiveSegment segment(mebibyte, {{0, "A"}, {mebibyte - 1, "Z"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, 'A'));
    QVERIFY(QTest::qWaitForWindowActive(&bench.panel));
    QSignalSpy messages(&bench.panel, &Panel::message);
    bench.hex().setFocus();
    QTest::keyClick(&bench.hex(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&bench.hex(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->text().size(), qsizetype(mebibyte * 3 - 1));
    QVERIFY(QApplication::clipboard()->text().startsWith("41 00 "));
    QVERIFY(QApplication::clipboard()->text().endsWith(" 00 5a"));
    QCOMPARE(messages.count(), 1);
}

void MemoryPanelTest::refusesToCopyTooMuch() {
    const LiveSegment segment(16 * mebibyte + 1, {{0, "A"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, 'A'));
    QSignalSpy messages(&bench.panel, &Panel::message);
    bench.hex().select({0, 16 * mebibyte + 1});
    bench.hex().copySelection(bytes::TextForm::Hex);
    QCOMPARE(messages.count(), 1);
    QVERIFY2(messages.first().at(1).toString().contains("16 MiB"), qPrintable(messages.first().at(1).toString()));
    QVERIFY(QApplication::clipboard()->text().isEmpty());
}

void MemoryPanelTest::goesToAnOffset() {
    const LiveSegment segment(mebibyte, {{0, "A"}, {0x1a60, "frame"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(0, 'A'));
    QVERIFY(QTest::qWaitForWindowActive(&bench.panel));
    bench.hex().setFocus();
    QTest::keyClick(&bench.hex(), Qt::Key_G, Qt::ControlModifier);
    auto* line = bench.panel.findChild<QLineEdit*>("goToOffset");
    QVERIFY(line->isVisible());
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, "1M");
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(line->isVisible());
    QVERIFY2(bench.visibleText().contains("Past the end"), qPrintable(bench.visibleText()));
    line->clear();
    QTest::keyClicks(line, "0x1a60");
    QVERIFY(!bench.visibleText().contains("Past the end"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!line->isVisible());
    QCOMPARE(bench.hex().cursor(), std::uint64_t{0x1a60});
    QVERIFY(bench.shows(0x1a60, 'f'));
    QVERIFY(bench.hex().hasFocus());
    // By mouse, relative, and away with Escape
    QTest::mouseClick(&bench.button("goTo"), Qt::LeftButton);
    QTest::keyClicks(line, "+4");
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(bench.hex().cursor(), std::uint64_t{0x1a64});
    QTest::mouseClick(&bench.button("goTo"), Qt::LeftButton);
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!line->isVisible());
}

void MemoryPanelTest::showsWhatIsRewritten() {
    LiveSegment segment(4096, {{100, "0"}});
    NEEDS_MAP_FILES(segment);
    Bench bench;
    bench.choose(segment);
    QVERIFY(bench.shows(100, '0'));
    QCOMPARE(bench.hex().cache().glow(100, ByteCache::Clock::now()), 0);
    segment.attachElsewhere({{100, "1"}});
    QVERIFY(bench.shows(100, '1'));
    QVERIFY(bench.hex().cache().glow(100, ByteCache::Clock::now()) > 0);
    QCOMPARE(bench.hex().cache().glow(99, ByteCache::Clock::now()), 0);
    QTRY_COMPARE(bench.hex().cache().glow(100, ByteCache::Clock::now()), 0);
}

IPCLENS_GUI_TEST_MAIN(MemoryPanelTest)

#include "memory_panel_test.moc"
