// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the memory panel says of a segment, and what one can do with the bytes in sight.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ipclens;
using namespace ipclens::ui;
using testing::clearSettings;
using testing::LiveSegment;
using testing::mebibyte;
using Bench = testing::MemoryBench;

class MemoryPanelTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        clearSettings();
        QApplication::clipboard()->clear();
    }
    void deniedIsSaid();
    void removedSegmentIsSaid();
    void bytesOfARemovedSegmentCanBeCopied();
    void removedSegmentOffersNothing();
    void copiesMoreThanIsSeen();
    void refusesToCopyTooMuch();
    void goesToAnOffset();
    void showsWhatIsRewritten();
};

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
    update.segment->asked.segment = objectIdOf(info);
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
