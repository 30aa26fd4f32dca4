// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/semaphore_set.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/made_object.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/dialogs/set_all_dialog.h"
#include "ui/models/semaphore_model.h"
#include "ui/panels/semaphore_panel.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::MadeObject;
using ipclens::testing::PanelHost;

using Values = std::vector<std::uint16_t>;

/// What the semaphore panel does with several members at once, against the kernel.
class AtomicOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void allOrNothing();
    void waitsAndIsCancelled();
    void timesOut();
    void noWaitSaysThatItWouldWait();
    void goesOnWhileAnotherSetIsShown();
    void holdsAndReleases();
    void saysNoLongerThatItIsTurnedBack();
    void holdsByKey();
    void setsAllValues();
    void setAllSaysWhatItOverwrites();
    void setAllRefusesAnotherNumber();
    void lookOnlyTurnsAllOff();
    void showsTheLastMinute();

private:
    template <class T>
    [[nodiscard]] T* part(const char* name) const {
        return panel_->findChild<T*>(QString::fromLatin1(name));
    }
    void press(const char* name) const { QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton); }
    [[nodiscard]] QString line() const { return part<QLabel>("atomicLine")->text(); }
    void add(const char* typed) const {
        press("addOperation");
        auto* editor = part<QLineEdit>("operationEditor");
        QTest::keyClicks(editor, QString::fromLatin1(typed));
        QTest::keyClick(editor, Qt::Key_Return);
    }
    [[nodiscard]] SetAllDialog* dialog() const { return panel_->window()->findChild<SetAllDialog*>(); }

    std::unique_ptr<MadeObject> made_;
    std::unique_ptr<sysv::SemaphoreSet> set_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<SemaphorePanel> panel_;
    std::unique_ptr<PanelHost> host_;
};

void AtomicOperationsTest::init() {
    made_ = std::make_unique<MadeObject>(Kind::Semaphore, 0x77, 0600, 3);
    set_ = std::make_unique<sysv::SemaphoreSet>(sysv::SemaphoreSet::adopt(made_->object().id));
    QVERIFY(set_->setValues(Values{1, 1, 1}));
    session_ = std::make_unique<Session>();
    session_->setRate(20);
    panel_ = std::make_unique<SemaphorePanel>(*session_);
    host_ = std::make_unique<PanelHost>(*session_, *panel_);
    QVERIFY(host_->open(made_->object()));
}

void AtomicOperationsTest::cleanup() {
    panel_.reset();
    host_.reset();
    session_.reset();
    made_.reset();
}

void AtomicOperationsTest::allOrNothing() {
    add("1 -1");
    press("runSemop");
    QTRY_COMPARE(*set_->values(), (Values{0, 0, 1}));
    QTRY_VERIFY2(line().startsWith(QStringLiteral("done in ")), qPrintable(line()));
    QVERIFY(session_->undo().empty());
}

void AtomicOperationsTest::waitsAndIsCancelled() {
    QVERIFY(set_->setValue(1, 0));
    add("1 -1");
    part<QPushButton>("runSemop")->setFocus();
    press("runSemop");
    QTRY_VERIFY2(line().startsWith(QStringLiteral("waiting for ")), qPrintable(line()));
    QVERIFY(!part<QPushButton>("runSemop")->isEnabled());
    QCOMPARE(panel_->window()->focusWidget(), static_cast<QWidget*>(part<QPushButton>("cancelSemop")));
    QCOMPARE(*set_->values(), (Values{1, 0, 1}));
    press("cancelSemop");
    QTRY_VERIFY2(line().startsWith(QStringLiteral("cancelled after ")), qPrintable(line()));
    QCOMPARE(*set_->values(), (Values{1, 0, 1}));
    QVERIFY(part<QPushButton>("runSemop")->isEnabled());
    QCOMPARE(panel_->window()->focusWidget(), static_cast<QWidget*>(part<QPushButton>("runSemop")));
}

void AtomicOperationsTest::timesOut() {
    add("1 -2");
    part<QLineEdit>("timeout")->setText(QStringLiteral("20 ms"));
    press("runSemop");
    QTRY_VERIFY2(line().startsWith(QStringLiteral("timed out after ")), qPrintable(line()));
    QCOMPARE(*set_->values(), (Values{1, 1, 1}));
}

void AtomicOperationsTest::noWaitSaysThatItWouldWait() {
    add("1 -2");
    part<QCheckBox>("noWait")->click();
    press("runSemop");
    QTRY_VERIFY2(line().contains(QStringLiteral("EAGAIN")), qPrintable(line()));
    QCOMPARE(*set_->values(), (Values{1, 1, 1}));
}

void AtomicOperationsTest::goesOnWhileAnotherSetIsShown() {
    const MadeObject other(Kind::Semaphore, 0x78);
    add("1 -2");
    press("runSemop");
    QTRY_VERIFY(line().startsWith(QStringLiteral("waiting for ")));
    QVERIFY(host_->open(other.object()));
    QVERIFY(part<QPushButton>("runSemop")->isEnabled());
    QVERIFY(!part<QPushButton>("cancelSemop")->isVisible());
    QVERIFY(host_->open(made_->object()));
    QTRY_VERIFY(line().startsWith(QStringLiteral("waiting for ")));
    QVERIFY(host_->open(other.object()));
    QVERIFY(set_->setValue(1, 2));
    QTRY_COMPARE(*set_->values(), (Values{0, 0, 1}));
    QTRY_VERIFY(!host_->said.isEmpty());
    QVERIFY2(host_->said.last().contains(QStringLiteral("[1] \u22122: done")), qPrintable(host_->said.last()));
}

void AtomicOperationsTest::holdsAndReleases() {
    add("1 -1");
    press("hold");
    QTRY_COMPARE(*set_->values(), (Values{0, 0, 1}));
    QTRY_VERIFY(!session_->undo().empty());
    QVERIFY2(line().contains(QStringLiteral("when IPC Lens ends")), qPrintable(line()));
    QCOMPARE(session_->undo().of(made_->object().id), (UndoLedger::Adjustments{{0, 1}, {1, 1}}));
    session_->run(*session_->undo().release(made_->object().id));
    QTRY_COMPARE(*set_->values(), (Values{1, 1, 1}));
    QTRY_VERIFY(session_->undo().empty());
}

void AtomicOperationsTest::saysNoLongerThatItIsTurnedBack() {
    const Id id = made_->object().id;
    const auto hold = [this] {
        press("hold");
        return QTest::qWaitFor([this] { return line().contains(QStringLiteral("turned back when IPC Lens ends")); });
    };
    QVERIFY(hold());
    session_->run(*session_->undo().release(id));
    QTRY_VERIFY(session_->undo().empty());
    QVERIFY2(line().isEmpty(), qPrintable(line()));

    QVERIFY(hold());
    session_->run(operation::SetValues{id, {1, 1, 1}});
    QTRY_VERIFY(session_->undo().empty());
    QVERIFY2(line().isEmpty(), qPrintable(line()));

    // Given back by hand, with undo: nothing is left to be turned back
    QVERIFY(hold());
    part<QCheckBox>("undo")->click();
    press("chip");
    auto* editor = part<QLineEdit>("operationEditor");
    QTest::keyClicks(editor, QStringLiteral("0 +1"));
    QTest::keyClick(editor, Qt::Key_Return);
    press("runSemop");
    QTRY_VERIFY(session_->undo().empty());
    QTRY_VERIFY2(line().startsWith(QStringLiteral("done in ")), qPrintable(line()));
    QVERIFY2(!line().contains(QStringLiteral("turned back")), qPrintable(line()));
}

void AtomicOperationsTest::holdsByKey() {
    auto* view = part<QTableView>("members");
    view->setFocus();
    view->setCurrentIndex(view->model()->index(2, SemaphoreModel::ValueColumn));
    QTest::keyClick(view, Qt::Key_H);
    QTRY_COMPARE(*set_->values(), (Values{1, 1, 0}));
    QTRY_COMPARE(session_->undo().of(made_->object().id), (UndoLedger::Adjustments{{2, 1}}));
    session_->run(*session_->undo().release(made_->object().id));
    QTRY_VERIFY(session_->undo().empty());
}

void AtomicOperationsTest::setsAllValues() {
    press("setAll");
    QTRY_VERIFY(dialog() != nullptr);
    auto* values = dialog()->findChild<QPlainTextEdit*>(QStringLiteral("allValues"));
    QTRY_COMPARE(values->toPlainText(), QStringLiteral("1 1 1"));
    values->setPlainText(QStringLiteral("3, 0 32767"));
    QTest::mouseClick(dialog()->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_COMPARE(*set_->values(), (Values{3, 0, 32767}));
    QTRY_VERIFY(dialog() == nullptr);
    QTRY_VERIFY(!host_->said.isEmpty());
}

void AtomicOperationsTest::setAllSaysWhatItOverwrites() {
    press("setAll");
    auto* values = dialog()->findChild<QPlainTextEdit*>(QStringLiteral("allValues"));
    const auto* changes = dialog()->findChild<QLabel*>(QStringLiteral("valueChanges"));
    QTRY_COMPARE(values->toPlainText(), QStringLiteral("1 1 1"));
    values->setPlainText(QStringLiteral("0"));
    QCOMPARE(changes->text(), QStringLiteral("[0] 1 \u2192 0, [1] 1 \u2192 0, [2] 1 \u2192 0"));
    // What it overwrites is what there is now
    QVERIFY(set_->setValue(1, 0));
    QTRY_COMPARE(changes->text(), QStringLiteral("[0] 1 \u2192 0, [2] 1 \u2192 0; 1 as before"));
    QVERIFY(dialog()->findChild<QPushButton*>(QStringLiteral("verb"))->isEnabled());
    QTest::keyClick(dialog(), Qt::Key_Return);
    QTRY_VERIFY2(dialog() == nullptr, "Enter cancels");
    QCOMPARE(*set_->values(), (Values{1, 0, 1}));
}

void AtomicOperationsTest::setAllRefusesAnotherNumber() {
    press("setAll");
    auto* values = dialog()->findChild<QPlainTextEdit*>(QStringLiteral("allValues"));
    for (const char* typed : {"1 1", "1 1 1 1", "", "1 2 x", "1 2 32768"}) {
        values->setPlainText(QString::fromLatin1(typed));
        QVERIFY2(!dialog()->findChild<QPushButton*>(QStringLiteral("verb"))->isEnabled(), typed);
    }
    dialog()->reject();
    QTRY_VERIFY(dialog() == nullptr);
    QCOMPARE(valueChanges({1, 2}, {1, 2}), QStringLiteral("All have these values now"));
    QCOMPARE(valueChanges({1}, {1}), QStringLiteral("It has this value now"));
    QCOMPARE(valueChanges(Values(20, 0), Values(20, 1)).right(11), QStringLiteral("and 12 more"));
}

void AtomicOperationsTest::lookOnlyTurnsAllOff() {
    session_->setLookOnly(true);
    for (const char* name : {"runSemop", "hold", "setAll"}) {
        QVERIFY(!part<QPushButton>(name)->isEnabled());
        QVERIFY(part<QPushButton>(name)->toolTip().contains(QStringLiteral("Look-only")));
    }
    auto* view = part<QTableView>("members");
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, SemaphoreModel::ValueColumn));
    QTest::keyClick(view, Qt::Key_H);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(*set_->values(), (Values{1, 1, 1}));
}

void AtomicOperationsTest::showsTheLastMinute() {
    const auto* model = qobject_cast<SemaphoreModel*>(part<QTableView>("members")->model());
    QTRY_VERIFY(model->historyAt(0) != nullptr);
    QVERIFY(set_->setValue(0, 5));
    QTRY_COMPARE(model->historyAt(0)->steps.back().value, 5U);
    QCOMPARE(model->historyAt(0)->steps.front().value, 1U);
    QCOMPARE(model->index(0, SemaphoreModel::HistoryColumn).data().toString(),
             QStringLiteral("Value: 5 now; in the last minute 1 to 5"));
}

IPCLENS_GUI_TEST_MAIN(AtomicOperationsTest)
#include "atomic_operations_test.moc"
