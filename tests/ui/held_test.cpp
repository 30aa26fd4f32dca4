// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/support/raw_objects.h"
#include "tests/ui/window_fixture.h"
#include "ui/panels/held_strip.h"
#include "ui/panels/taken_strip.h"

#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>

using namespace ipclens;
using ipclens::testing::WindowFixture;
using ipclens::testing::raw::SemaphoreSet;

namespace {

constexpr key_t key = 0x51a00001;
const QString keyText = QStringLiteral("0x51a00001");

} // namespace

/// What the window does about what it holds, and about sets that are to be read unseen.
class HeldTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void whatIsHeldIsListedAndReleased();
    void releasingLeavesTheKeyboardOutOfTheFilter();
    void whatWasGivenIsNotCalledHeld();
    void lookOnlyReleasesNothing();
    void closingSaysWhatIsTurnedBack();
    void closingSaysWhichMessagesAreLost();
    void closesAtOnceWithNothingHeld();
    void whatIsRemovedIsHeldNoMore();
    void aPinnedSetIsReadUnseen();
    void aPinEndsWithItsObject();

private:
    static bool chooseSet(WindowFixture& fixture) { return fixture.ready() && fixture.clickKey(keyText); }
    static ui::OperationId take(WindowFixture& fixture) {
        ui::operation::Apply take;
        take.set = fixture.table().currentObject()->id;
        take.operations = {{0, -1, true}};
        return fixture.session.run(take);
    }
    static QString stripText(const WindowFixture& fixture) {
        QStringList texts;
        for (const auto* label : fixture.part<ui::HeldStrip>().findChildren<QLabel*>())
            texts += label->text();
        return texts.join(QLatin1Char(' '));
    }
    static QPushButton* releaseButton(const WindowFixture& fixture) {
        return fixture.part<ui::HeldStrip>().findChild<QPushButton*>(QStringLiteral("release"));
    }
    static QMessageBox* question(const WindowFixture& fixture) {
        return fixture.window.findChild<QMessageBox*>(QStringLiteral("heldQuestion"));
    }
    static void closeAllTheSame(const WindowFixture& fixture) {
        for (auto* button : question(fixture)->buttons()) {
            if (question(fixture)->buttonRole(button) == QMessageBox::AcceptRole) button->click();
        }
    }
    /// Answers the question before closing with Cancel, and when it is asked anew with the other.
    static void staysThenCloses(WindowFixture& fixture) {
        QTest::keyClick(question(fixture), Qt::Key_Return); // Cancel is what Enter means
        QTRY_VERIFY(question(fixture) == nullptr);
        QVERIFY(fixture.window.isVisible());
        fixture.window.close();
        closeAllTheSame(fixture);
        QTRY_VERIFY(!fixture.window.isVisible());
    }
};

void HeldTest::init() {
    QFile::remove(WindowFixture::settingsFile());
}

void HeldTest::whatIsHeldIsListedAndReleased() {
    const SemaphoreSet set(key, {1});
    WindowFixture fixture;
    QVERIFY(chooseSet(fixture));
    const auto& strip = fixture.part<ui::HeldStrip>();
    QVERIFY(!strip.isVisible());
    take(fixture);
    QTRY_VERIFY(strip.isVisible());
    const QString name = QString::fromStdString(toString(*fixture.table().currentObject()));
    const QString text = stripText(fixture);
    QVERIFY2(text.contains(QStringLiteral("Held ") + name + QStringLiteral(" [0] \u22121")), qPrintable(text));
    QVERIFY(!set.apply({{0, -1, IPC_NOWAIT}}));
    QTest::mouseClick(releaseButton(fixture), Qt::LeftButton);
    QTRY_VERIFY(!strip.isVisible());
    QVERIFY(set.apply({{0, -1, IPC_NOWAIT}}));
}

void HeldTest::releasingLeavesTheKeyboardOutOfTheFilter() {
    const SemaphoreSet set(key, {1});
    WindowFixture fixture;
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    fixture.filter().setText(QStringLiteral("key:0x51*"));
    QVERIFY(chooseSet(fixture));
    QTableView* members = nullptr;
    QTRY_VERIFY((members = fixture.window.findChild<QTableView*>(QStringLiteral("members"))) != nullptr);
    QTRY_VERIFY(members->isVisible());
    // By the mouse: where it was
    take(fixture);
    QTRY_VERIFY(releaseButton(fixture) != nullptr && releaseButton(fixture)->isVisible());
    members->setFocus();
    QTest::mouseClick(releaseButton(fixture), Qt::LeftButton);
    QTRY_VERIFY(fixture.session.undo().empty());
    QTRY_VERIFY(!fixture.part<ui::HeldStrip>().isVisible());
    QVERIFY(members->hasFocus());
    // By the keyboard: to the list above
    QTRY_VERIFY(releaseButton(fixture) == nullptr);
    take(fixture);
    QTRY_VERIFY(releaseButton(fixture) != nullptr && releaseButton(fixture)->isVisible());
    releaseButton(fixture)->setFocus(Qt::TabFocusReason);
    QTest::keyClick(releaseButton(fixture), Qt::Key_Space);
    QTRY_VERIFY(fixture.session.undo().empty());
    QTRY_VERIFY(fixture.table().hasFocus());
    QVERIFY(!fixture.filter().hasFocus());
    // And should the filter get it by the chain of widgets, nothing in it is selected
    fixture.filter().setFocus(Qt::TabFocusReason);
    QVERIFY(!fixture.filter().hasSelectedText());
}

void HeldTest::whatWasGivenIsNotCalledHeld() {
    const SemaphoreSet set(key, {1, 1});
    WindowFixture fixture;
    QVERIFY(chooseSet(fixture));
    ui::operation::Apply give;
    give.set = fixture.table().currentObject()->id;
    give.operations = {{0, 2, true}};
    fixture.session.run(give);
    QTRY_VERIFY(fixture.part<ui::HeldStrip>().isVisible());
    QVERIFY2(stripText(fixture).contains(QStringLiteral("[0] +2")), qPrintable(stripText(fixture)));
    QVERIFY2(!stripText(fixture).contains(QStringLiteral("Held")), qPrintable(stripText(fixture)));
    QCOMPARE(releaseButton(fixture)->text(), QStringLiteral("Take back"));
    // Some taken and some given: neither word is right for all
    ui::operation::Apply take = give;
    take.operations = {{1, -1, true}};
    fixture.session.run(take);
    QTRY_COMPARE(releaseButton(fixture)->text(), QStringLiteral("Turn back"));
    QTest::mouseClick(releaseButton(fixture), Qt::LeftButton);
    QTRY_VERIFY(fixture.session.undo().empty());
    QVERIFY(!set.apply({{0, -2, IPC_NOWAIT}}));
    QVERIFY(set.apply({{0, -1, IPC_NOWAIT}, {1, -1, IPC_NOWAIT}}));
}

void HeldTest::lookOnlyReleasesNothing() {
    const SemaphoreSet set(key, {1});
    WindowFixture fixture;
    QVERIFY(chooseSet(fixture));
    take(fixture);
    QTRY_VERIFY(releaseButton(fixture) != nullptr);
    fixture.session.setLookOnly(true);
    QVERIFY(!releaseButton(fixture)->isEnabled());
    QVERIFY(releaseButton(fixture)->toolTip().contains(QStringLiteral("Look-only")));
    fixture.session.setLookOnly(false);
    QTest::mouseClick(releaseButton(fixture), Qt::LeftButton);
    QTRY_VERIFY(fixture.session.undo().empty());
}

void HeldTest::closingSaysWhatIsTurnedBack() {
    const SemaphoreSet set(key, {1});
    WindowFixture fixture;
    QVERIFY(chooseSet(fixture));
    const QString name = QString::fromStdString(toString(*fixture.table().currentObject()));
    take(fixture);
    QTRY_VERIFY(!fixture.session.undo().empty());
    fixture.window.close();
    QVERIFY(fixture.window.isVisible());
    QVERIFY(question(fixture) != nullptr);
    QVERIFY2(question(fixture)->informativeText().contains(name + QStringLiteral(": [0] +1")),
             qPrintable(question(fixture)->informativeText()));
    staysThenCloses(fixture);
    if (QTest::currentTestFailed()) return;
    // The process of this test goes on: give it back here
    fixture.session.run(*fixture.session.undo().release(fixture.session.undo().all().begin()->first));
    QTRY_VERIFY(fixture.session.undo().empty());
}

void HeldTest::closingSaysWhichMessagesAreLost() {
    const ipclens::testing::raw::Queue queue(0xbeef);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("0x0000beef")));
    auto* strip = fixture.window.findChild<ui::TakenStrip*>();
    QVERIFY(strip != nullptr);
    const ObjectId object = *fixture.table().currentObject();
    strip->add(object, {1, {}});
    strip->add(object, {2, {}});
    fixture.window.close();
    QVERIFY(fixture.window.isVisible());
    QVERIFY(question(fixture) != nullptr);
    QVERIFY2(question(fixture)->informativeText().startsWith(QStringLiteral("2 messages that were taken out")),
             qPrintable(question(fixture)->informativeText()));
    staysThenCloses(fixture);
}

void HeldTest::closesAtOnceWithNothingHeld() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.window.close();
    QVERIFY(!fixture.window.isVisible());
    QVERIFY(question(fixture) == nullptr);
}

void HeldTest::whatIsRemovedIsHeldNoMore() {
    auto set = std::make_unique<SemaphoreSet>(key, std::vector<unsigned short>{1});
    WindowFixture fixture;
    QVERIFY(chooseSet(fixture));
    take(fixture);
    QTRY_VERIFY(fixture.part<ui::HeldStrip>().isVisible());
    set.reset();
    QTRY_VERIFY(!fixture.part<ui::HeldStrip>().isVisible());
}

void HeldTest::aPinnedSetIsReadUnseen() {
    const SemaphoreSet set(key, {1});
    const ipclens::testing::raw::Queue queue(0xbeef);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("0x0000beef")));
    QTRY_VERIFY2(!fixture.action("pin").isEnabled(), "a queue is always followed");
    QVERIFY(fixture.clickKey(keyText));
    const ObjectId object = *fixture.table().currentObject();
    QTRY_VERIFY(fixture.action("pin").isEnabled());
    const auto reads = [&] {
        const auto& rows = fixture.session.interest().visibleRows;
        return std::count(rows.begin(), rows.end(), object);
    };
    QTRY_COMPARE(reads(), 1);
    fixture.sideBar().setPlace(ui::Place::Limits);
    QTRY_COMPARE(reads(), 0);
    fixture.sideBar().setPlace(ui::Place::All);
    QTRY_COMPARE(reads(), 1);
    QTRY_VERIFY(fixture.action("pin").isEnabled());
    fixture.action("pin").trigger();
    QVERIFY(fixture.action("pin").isChecked());
    QVERIFY(fixture.waitForUpdates(2));
    QCOMPARE(reads(), 1);
    fixture.sideBar().setPlace(ui::Place::Limits);
    QVERIFY(QTest::qWaitFor([&] { return fixture.session.interest().limits; }));
    QCOMPARE(reads(), 1);
    QVERIFY(fixture.waitForUpdates(3));
    QVERIFY(fixture.session.last()->details.contains(object));
}

void HeldTest::aPinEndsWithItsObject() {
    auto set = std::make_unique<SemaphoreSet>(key, std::vector<unsigned short>{1});
    WindowFixture fixture;
    QVERIFY(chooseSet(fixture));
    QTRY_VERIFY(fixture.action("pin").isEnabled());
    fixture.action("pin").trigger();
    fixture.sideBar().setPlace(ui::Place::Limits);
    QTRY_COMPARE(fixture.session.interest().visibleRows.size(), 1U);
    set.reset();
    QTRY_COMPARE(fixture.session.interest().visibleRows.size(), 0U);
}

IPCLENS_GUI_TEST_MAIN(HeldTest)
#include "held_test.moc"
