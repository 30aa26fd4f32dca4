// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What is chosen in the list, and stays so, and what the window shows and reads of it.

#include "tests/support/gui_test_main.h"
#include "tests/ui/three_objects.h"
#include "tests/ui/window_fixture.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QScrollBar>

#include <memory>
#include <vector>

using namespace ipclens;
using namespace ipclens::testing;
using raw::Queue;
using raw::SemaphoreSet;

namespace {

/// More than the list has room for: 128.
std::vector<std::unique_ptr<SemaphoreSet>> manySets() {
    std::vector<std::unique_ptr<SemaphoreSet>> sets;
    for (key_t key = 0x6000; key < 0x6080; ++key)
        sets.push_back(std::make_unique<SemaphoreSet>(key, std::vector<unsigned short>{0}));
    return sets;
}

void scrollToTheMiddle(QScrollBar& bar) {
    bar.setValue(bar.maximum() / 2);
}

bool seesCurrentRow(const ui::ObjectTable& table) {
    const QRect row = table.visualRect(table.currentIndex());
    return table.currentIndex().isValid() && row.top() >= 0 && row.bottom() < table.viewport()->height();
}

} // namespace

class MainWindowChoiceTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsTheChosenObject();
    void theChoiceSurvivesRefreshes();
    void theChoiceComesBackWithItsRow();
    void theScrollPlaceSurvivesRefreshes();
    void anotherListIsSeenFromItsTop();
    void theChosenIsInSightInAnotherOrder();
    void anObjectThatEndsStaysInSight();
    void noNeighbourIsChosenForOneThatEnds();
    void asksForWhatIsSeenAlone();
    void copiesWhatIsChosen();
    void noChoiceSqueezesTheSideBar();
};

void MainWindowChoiceTest::init() {
    QFile::remove(WindowFixture::settingsFile());
}

void MainWindowChoiceTest::showsTheChosenObject() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    // The first row shows itself, so that the window says at once what it is for
    QTRY_VERIFY(fixture.detailTitle().startsWith(QStringLiteral("Semaphore set ") + setKeyText));
    QVERIFY(fixture.clickKey(queueKeyText));
    QVERIFY(fixture.detailTitle().startsWith(QStringLiteral("Message queue ") + queueKeyText));
    QVERIFY(fixture.clickKey(segmentKeyText));
    QVERIFY(fixture.detailTitle().startsWith(QStringLiteral("Shared memory ") + segmentKeyText));
    QTRY_VERIFY(fixture.session.interest().segment.has_value());
    QVERIFY(!fixture.session.interest().segment->attach);
}

void MainWindowChoiceTest::theChoiceSurvivesRefreshes() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    const auto chosen = fixture.table().currentObject();
    QVERIFY(chosen);
    {
        std::vector<std::unique_ptr<SemaphoreSet>> others;
        for (key_t key = 0x6000; key < 0x6020; ++key)
            others.push_back(std::make_unique<SemaphoreSet>(key, std::vector<unsigned short>{0}));
        QVERIFY(fixture.waitForRows(3 + 32));
        QVERIFY(fixture.table().currentObject() == chosen);
    }
    QVERIFY(fixture.waitForRows(3));
    QVERIFY(fixture.table().currentObject() == chosen);
    QVERIFY(fixture.table().selectedObjects() == std::vector{*chosen});
}

void MainWindowChoiceTest::theChoiceComesBackWithItsRow() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    const auto chosen = fixture.table().currentObject();
    fixture.filter().setText(QStringLiteral("kind:sem"));
    QVERIFY(fixture.waitForRows(1));
    QVERIFY(!fixture.table().currentObject());
    QVERIFY(!fixture.action("remove").isEnabled());
    QVERIFY(fixture.detailTitle().startsWith(QStringLiteral("Message queue ")));
    fixture.filter().clear();
    QVERIFY(fixture.waitForRows(3));
    QVERIFY(fixture.table().currentObject() == chosen);
    QVERIFY(fixture.action("remove").isEnabled());
}

void MainWindowChoiceTest::theScrollPlaceSurvivesRefreshes() {
    const auto many = manySets();
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(128));
    QTest::qWait(50);
    QScrollBar* bar = fixture.table().verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    const int place = bar->value();
    QVERIFY(place > 0);
    const SemaphoreSet last(0x7000, {0});
    QVERIFY(fixture.waitForRows(129));
    QVERIFY(fixture.waitForUpdates(3));
    QCOMPARE(bar->value(), place);
}

void MainWindowChoiceTest::anotherListIsSeenFromItsTop() {
    const auto many = manySets();
    const Queue queue(queueKey);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(129));
    QVERIFY(fixture.clickKey(queueKeyText));
    QScrollBar* bar = fixture.table().verticalScrollBar();
    scrollToTheMiddle(*bar);
    QVERIFY(bar->value() > 0);
    fixture.filter().setText(QStringLiteral("kind:sem"));
    QVERIFY(fixture.waitForRows(128));
    QTRY_COMPARE(bar->value(), 0);
    // With the chosen row back, however far down, that one is seen
    fixture.filter().clear();
    QVERIFY(fixture.waitForRows(129));
    QTRY_VERIFY(seesCurrentRow(fixture.table()));
    scrollToTheMiddle(*bar);
    fixture.sideBar().setPlace(ui::Place::Semaphores);
    QVERIFY(fixture.waitForRows(128));
    QTRY_COMPARE(bar->value(), 0);
}

void MainWindowChoiceTest::theChosenIsInSightInAnotherOrder() {
    const auto many = manySets();
    const Queue queue(queueKey); // the least key of all
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(129));
    QVERIFY(fixture.clickKey(queueKeyText));
    QScrollBar* bar = fixture.table().verticalScrollBar();
    for (const bool descending : {true, false}) {
        scrollToTheMiddle(*bar);
        fixture.table().setSortOrder({ui::Column::Key, descending});
        QTRY_COMPARE(fixture.rowOfKey(queueKeyText), descending ? 128 : 0);
        QTRY_VERIFY(seesCurrentRow(fixture.table()));
    }
}

void MainWindowChoiceTest::anObjectThatEndsStaysInSight() {
    const SemaphoreSet set(setKey, {1});
    auto queue = std::make_unique<Queue>(queueKey);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    QVERIFY(fixture.detailTitle().startsWith(QStringLiteral("Message queue ")));
    queue.reset();
    QVERIFY(fixture.waitForRows(1));
    QVERIFY(fixture.detailTitle().startsWith(QStringLiteral("Message queue ") + queueKeyText));
    QVERIFY(fixture.detailTitle().endsWith(QStringLiteral("gone")));
    QVERIFY(!fixture.table().currentObject());
    QVERIFY(fixture.table().selectedObjects().empty());
    QVERIFY(!fixture.action("remove").isEnabled());
    // A new object, though the kernel may give it the old id, is not the one that was looked at
    const Queue other(queueKey + 1);
    QVERIFY(fixture.waitForRows(2));
    QVERIFY(fixture.detailTitle().endsWith(QStringLiteral("gone")));
    QVERIFY(fixture.clickKey(setKeyText));
    QVERIFY(fixture.detailTitle().startsWith(QStringLiteral("Semaphore set ")));
}

void MainWindowChoiceTest::noNeighbourIsChosenForOneThatEnds() {
    const SemaphoreSet above(setKey, {1});
    auto middle = std::make_unique<SemaphoreSet>(setKey + 1, std::vector<unsigned short>{1});
    const SemaphoreSet below(setKey + 2, {1});
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("0x00005102")));
    middle.reset();
    QVERIFY(fixture.waitForRows(2));
    QVERIFY(fixture.detailTitle().endsWith(QStringLiteral("gone")));
    const auto nothingIsChosen = [&] {
        return !fixture.table().currentIndex().isValid() && fixture.table().selectedObjects().empty() &&
               !fixture.action("remove").isEnabled() && !fixture.action("change").isEnabled();
    };
    QVERIFY(nothingIsChosen());
    QTest::keyClick(&fixture.table(), Qt::Key_Delete);
    QVERIFY(fixture.window.findChildren<QDialog*>().empty());
    // Nor when the keyboard comes back to the list
    fixture.filter().setFocus();
    fixture.table().setFocus(Qt::TabFocusReason);
    QVERIFY(nothingIsChosen());
    QVERIFY(fixture.detailTitle().endsWith(QStringLiteral("gone")));
    QTest::keyClick(&fixture.table(), Qt::Key_Down);
    QCOMPARE(fixture.table().selectedObjects().size(), std::size_t{1});
}

void MainWindowChoiceTest::asksForWhatIsSeenAlone() {
    const auto many = manySets();
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(128));
    QTRY_VERIFY(!fixture.session.interest().visibleRows.empty());
    QVERIFY(fixture.session.interest().visibleRows.size() < 40);
    QTRY_VERIFY(fixture.session.interest().set.has_value());
    const auto before = fixture.session.interest().visibleRows;
    fixture.table().verticalScrollBar()->setValue(fixture.table().verticalScrollBar()->maximum());
    QTRY_VERIFY(fixture.session.interest().visibleRows != before);
    fixture.sideBar().setPlace(ui::Place::Limits);
    QTRY_VERIFY(fixture.session.interest().limits);
    QVERIFY(fixture.session.interest().visibleRows.empty());
    QVERIFY(!fixture.session.interest().set);
}

void MainWindowChoiceTest::copiesWhatIsChosen() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    const auto object = fixture.table().currentObject();
    fixture.table().setFocus();
    QTest::keyClick(&fixture.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString::fromStdString(toString(*object)));
    fixture.action("copyKey").trigger();
    QCOMPARE(QApplication::clipboard()->text(), queueKeyText);
    fixture.action("copyId").trigger();
    QCOMPARE(QApplication::clipboard()->text(), QString::number(object->id.value));
}

void MainWindowChoiceTest::noChoiceSqueezesTheSideBar() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.window.resize(800, 600);
    QVERIFY(fixture.clickKey(setKeyText));
    QVERIFY(fixture.waitForUpdates(2));
    const int width = fixture.sideBar().width();
    for (const QString& key : {segmentKeyText, queueKeyText}) {
        QVERIFY(fixture.clickKey(key));
        QVERIFY(fixture.waitForUpdates(2));
        QCOMPARE(fixture.window.width(), 800);
        QCOMPARE(fixture.sideBar().width(), width);
    }
}

IPCLENS_GUI_TEST_MAIN(MainWindowChoiceTest)

#include "main_window_choice_test.moc"
