// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Wait and Post of the panel of a POSIX semaphore.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/posix_semaphore_fixture.h"
#include "ui/detail_area.h"
#include "ui/panels/ended_line.h"
#include "ui/widgets/copy_as_menu.h"

#include <QCheckBox>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>

#include <climits>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeSemaphore;
using ipclens::testing::PosixSemaphoreFixture;
using ipclens::testing::valueOf;
using ipclens::testing::waiterOn;

class PosixSemaphoreOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void waitTakesOne();
    void postLetsAnotherProcessGoOn();
    void aWaitEndsWhenAnotherProcessPosts();
    void aWaitCanBeCancelled();
    void aWaitTimesOut();
    void theKeyboardComesBack();
    void theKeyboardIsLeftWhereItIsUsed();
    void noWaitSaysThatItWouldWait();
    void aBadTimeoutIsSaid();
    void onePostTooMuchIsRefused();
    void quickClicksAllCount();
    void aSecondWaitIsRefused();
    void goesOnWhileAnotherOneIsShown();
    void goesOnWhenTheNameIsGone();
    void anotherOneUnderTheNameIsNotWaitedOn();
    void anotherOneUnderTheNameIsNotPosted();
    void lookOnlyTurnsBothOff();
    void saysThatThereIsNoUndo();
    void offersCode();

private:
    static bool startToWait(const PosixSemaphoreFixture& fixture);
};

/// Whether the line tells that a wait goes on.
bool PosixSemaphoreOperationsTest::startToWait(const PosixSemaphoreFixture& fixture) {
    fixture.press("wait");
    return QTest::qWaitFor([&] { return fixture.line().startsWith(QStringLiteral("waiting for ")); });
}

void PosixSemaphoreOperationsTest::waitTakesOne() {
    const MadeSemaphore semaphore("/take", 3);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/take"));
    fixture.press("wait");
    QTRY_COMPARE(valueOf(semaphore), 2);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("took one in ")), qPrintable(fixture.line()));
    QVERIFY(fixture.line().contains(QStringLiteral("stays taken until somebody posts")));
    QTRY_COMPARE(fixture.text("semaphoreValue"), QStringLiteral("2"));
    QVERIFY(fixture.session.undo().empty());
}

void PosixSemaphoreOperationsTest::postLetsAnotherProcessGoOn() {
    const MadeSemaphore semaphore("/give", 0);
    const auto waiter = waiterOn(semaphore);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/give"));
    fixture.press("post");
    QCOMPARE(waiter->wait(), 0);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("posted in ")), qPrintable(fixture.line()));
    QCOMPARE(valueOf(semaphore), 0);
}

void PosixSemaphoreOperationsTest::aWaitEndsWhenAnotherProcessPosts() {
    const MadeSemaphore semaphore("/posted", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/posted"));
    QVERIFY(startToWait(fixture));
    ChildProcess poster([&] { return sem_post(semaphore.get()); });
    QCOMPARE(poster.wait(), 0);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("took one ")), qPrintable(fixture.line()));
    QVERIFY(!fixture.button("cancelWait")->isVisible());
    QCOMPARE(valueOf(semaphore), 0);
}

void PosixSemaphoreOperationsTest::aWaitCanBeCancelled() {
    const MadeSemaphore semaphore("/cancel", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/cancel"));
    QVERIFY(!fixture.button("cancelWait")->isVisible());
    QVERIFY(startToWait(fixture));
    QVERIFY(!fixture.button("wait")->isEnabled());
    QVERIFY(fixture.button("post")->isEnabled());
    QCOMPARE(fixture.session.running().size(), 1U);
    // The panel has the clock, so the window need not
    QVERIFY(fixture.panel.tells(fixture.session.running().front().id));
    QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("1 waits: it is yours"));
    const QString clock = fixture.line();
    QTRY_VERIFY(fixture.line() != clock);
    fixture.press("cancelWait");
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("cancelled after ")), qPrintable(fixture.line()));
    QVERIFY(fixture.line().endsWith(QStringLiteral("nothing was taken")));
    QVERIFY(fixture.button("wait")->isEnabled());
    QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("nobody"));
    QCOMPARE(valueOf(semaphore), 0);
}

void PosixSemaphoreOperationsTest::aWaitTimesOut() {
    const MadeSemaphore semaphore("/late", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/late"));
    fixture.part<QLineEdit>("timeout")->setText(QStringLiteral("20 ms"));
    QTest::keyClick(fixture.part<QLineEdit>("timeout"), Qt::Key_Return);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("timed out after ")), qPrintable(fixture.line()));
    QCOMPARE(valueOf(semaphore), 0);
}

void PosixSemaphoreOperationsTest::theKeyboardComesBack() {
    const MadeSemaphore semaphore("/keys", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/keys"));
    fixture.button("wait")->setFocus();
    const auto has = [&](const char* button) {
        return fixture.panel.window()->focusWidget() == fixture.button(button);
    };
    QVERIFY(startToWait(fixture));
    QTRY_VERIFY(has("cancelWait"));
    QTest::keyClick(fixture.button("cancelWait"), Qt::Key_Space);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("cancelled after ")), qPrintable(fixture.line()));
    QVERIFY(has("wait"));
    fixture.part<QLineEdit>("timeout")->setText(QStringLiteral("600 ms"));
    QTest::keyClick(fixture.button("wait"), Qt::Key_Space);
    QTRY_VERIFY(has("cancelWait"));
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("timed out after ")), qPrintable(fixture.line()));
    QVERIFY(has("wait"));
}

void PosixSemaphoreOperationsTest::theKeyboardIsLeftWhereItIsUsed() {
    const MadeSemaphore semaphore("/used", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/used"));
    QVERIFY(startToWait(fixture));
    auto* timeout = fixture.part<QLineEdit>("timeout");
    timeout->setFocus();
    QCOMPARE(sem_post(semaphore.get()), 0);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("took one ")), qPrintable(fixture.line()));
    QCOMPARE(fixture.panel.window()->focusWidget(), static_cast<QWidget*>(timeout));
}

void PosixSemaphoreOperationsTest::noWaitSaysThatItWouldWait() {
    const MadeSemaphore semaphore("/try", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/try"));
    fixture.part<QCheckBox>("noWait")->click();
    QVERIFY(!fixture.part<QLineEdit>("timeout")->isEnabled());
    fixture.press("wait");
    QTRY_VERIFY2(fixture.line().contains(QStringLiteral("EAGAIN")), qPrintable(fixture.line()));
    QCOMPARE(sem_post(semaphore.get()), 0);
    fixture.press("wait");
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("took one ")), qPrintable(fixture.line()));
}

void PosixSemaphoreOperationsTest::aBadTimeoutIsSaid() {
    const MadeSemaphore semaphore("/bad", 1);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/bad"));
    fixture.part<QLineEdit>("timeout")->setText(QStringLiteral("soon"));
    QVERIFY2(fixture.line().startsWith(QStringLiteral("timeout: ")), qPrintable(fixture.line()));
    QVERIFY(!fixture.button("wait")->isEnabled());
    QVERIFY(fixture.button("post")->isEnabled());
    // It means nothing where nothing waits
    fixture.part<QCheckBox>("noWait")->click();
    QVERIFY(fixture.button("wait")->isEnabled());
}

void PosixSemaphoreOperationsTest::onePostTooMuchIsRefused() {
    const MadeSemaphore semaphore("/full", INT_MAX);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/full"));
    fixture.press("post");
    QTRY_VERIFY2(fixture.line().contains(QStringLiteral("EOVERFLOW")), qPrintable(fixture.line()));
    QVERIFY2(fixture.line().contains(QStringLiteral("its value is as high as it can be")), qPrintable(fixture.line()));
    QCOMPARE(valueOf(semaphore), INT_MAX);
}

void PosixSemaphoreOperationsTest::quickClicksAllCount() {
    const MadeSemaphore semaphore("/quick", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/quick"));
    for (int i = 0; i < 6; ++i)
        fixture.press("post");
    QTRY_COMPARE(valueOf(semaphore), 6);
}

void PosixSemaphoreOperationsTest::aSecondWaitIsRefused() {
    const MadeSemaphore semaphore("/twice", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/twice"));
    fixture.press("wait");
    fixture.press("wait"); // before it is known that the first one waits
    QCOMPARE(fixture.host.said.size(), 1);
    QVERIFY2(fixture.host.said[0].contains(QStringLiteral("sem:/twice")), qPrintable(fixture.host.said[0]));
    QCOMPARE(sem_post(semaphore.get()), 0);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("took one ")), qPrintable(fixture.line()));
    QVERIFY(fixture.session.running().empty());
}

void PosixSemaphoreOperationsTest::goesOnWhileAnotherOneIsShown() {
    const MadeSemaphore semaphore("/first", 0);
    const MadeSemaphore other("/other", 5);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/first"));
    QVERIFY(startToWait(fixture));
    const OperationId wait = fixture.session.running().front().id;
    QVERIFY(fixture.open("/other"));
    QVERIFY(!fixture.line().startsWith(QStringLiteral("waiting")));
    QVERIFY(!fixture.button("cancelWait")->isVisible());
    QVERIFY(!fixture.panel.tells(wait));
    QVERIFY(fixture.open("/first"));
    QVERIFY(fixture.line().startsWith(QStringLiteral("waiting for ")));
    QVERIFY(fixture.panel.tells(wait));
    QVERIFY(fixture.open("/other"));
    QCOMPARE(sem_post(semaphore.get()), 0);
    QTRY_COMPARE(fixture.host.said.size(), 1);
    QVERIFY2(fixture.host.said[0].startsWith(QStringLiteral("wait sem:/first: took one")),
             qPrintable(fixture.host.said[0]));
}

void PosixSemaphoreOperationsTest::goesOnWhenTheNameIsGone() {
    const MadeSemaphore semaphore("/unlinked", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/unlinked"));
    QVERIFY(startToWait(fixture));
    QCOMPARE(sem_unlink("/unlinked"), 0);
    QTRY_VERIFY(fixture.host.ended);
    const auto* ended = fixture.panel.findChild<EndedLine*>();
    QVERIFY(ended->isVisible());
    QVERIFY2(ended->text().contains(QStringLiteral("goes on")), qPrintable(ended->text()));
    QVERIFY(fixture.button("cancelWait")->isVisible() && fixture.button("cancelWait")->isEnabled());
    QVERIFY(fixture.panel.tells(fixture.session.running().front().id));
    // Who has it open still can
    QCOMPARE(sem_post(semaphore.get()), 0);
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("took one ")), qPrintable(fixture.line()));
    QVERIFY2(!ended->text().contains(QStringLiteral("goes on")), qPrintable(ended->text()));
}

void PosixSemaphoreOperationsTest::anotherOneUnderTheNameIsNotWaitedOn() {
    const MadeSemaphore first("/anew", 0);
    Session session;
    session.setRate(20);
    DetailArea area(session);
    area.resize(900, 500);
    area.show();
    connect(&session, &Session::updated, &area, [&](const auto& update) { area.apply(*update); });
    connect(&area, &DetailArea::interestChanged, &area, [&] {
        Interest interest;
        area.addInterest(interest);
        session.setInterest(interest);
    });
    const auto newest = [&]() -> std::optional<ObjectInfo> {
        const auto update = session.last();
        if (update == nullptr || update->rows == nullptr || update->rows->snapshot == nullptr) return std::nullopt;
        const auto view = update->rows->snapshot->find(PosixSemaphoreFixture::objectOf("/anew"));
        return view ? std::optional(copyOf(*view)) : std::nullopt;
    };
    session.start();
    QTRY_VERIFY(newest().has_value());
    area.setObject(*newest());
    const auto label = [&](const char* name) { return area.findChild<QLabel*>(QLatin1String(name)); };
    QTest::mouseClick(area.findChild<QPushButton*>(QStringLiteral("wait")), Qt::LeftButton);
    QTRY_VERIFY(label("semaphoreLine")->text().startsWith(QStringLiteral("waiting for ")));
    const OperationId wait = session.running().front().id;

    QCOMPARE(sem_unlink("/anew"), 0);
    const MadeSemaphore second("/anew", 7);
    QTRY_VERIFY(area.findChild<EndedLine*>()->isVisible());
    QVERIFY(!area.object());
    QCOMPARE(label("semaphoreValue")->text(), QStringLiteral("0"));
    QVERIFY(area.tells(wait));

    QTRY_VERIFY(newest().has_value());
    area.setObject(*newest());
    QTRY_COMPARE(label("semaphoreValue")->text(), QStringLiteral("7"));
    QVERIFY(!label("semaphoreLine")->text().startsWith(QStringLiteral("waiting")));
    QVERIFY(!area.tells(wait));
    session.cancel(wait);
    QTRY_VERIFY(session.running().empty());
    QCOMPARE(valueOf(first), 0);
    QCOMPARE(valueOf(second), 7);
}

void PosixSemaphoreOperationsTest::anotherOneUnderTheNameIsNotPosted() {
    auto shown = std::make_unique<MadeSemaphore>("/again", 1);
    int refused = 0;
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/again"));
    connect(&fixture.session, &Session::operationFinished, &fixture.session,
            [&](OperationId, const Operation&, const Outcome& outcome) {
                refused += outcome.error && outcome.error->kind == ErrorKind::Removed ? 1 : 0;
            });
    shown.reset();
    const MadeSemaphore another("/again", 1);
    // Before the next look
    fixture.press("post");
    fixture.press("wait");
    QTRY_COMPARE(refused, 2);
    QCOMPARE(valueOf(another), 1);
}

void PosixSemaphoreOperationsTest::lookOnlyTurnsBothOff() {
    const MadeSemaphore semaphore("/look", 3);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/look"));
    fixture.session.setLookOnly(true);
    QVERIFY2(fixture.line().startsWith(QStringLiteral("Look-only")), qPrintable(fixture.line()));
    for (const char* name : {"wait", "post"}) {
        QVERIFY(!fixture.button(name)->isEnabled());
        QVERIFY(fixture.button(name)->toolTip().contains(QStringLiteral("Look-only")));
        fixture.press(name);
    }
    QTest::keyClick(fixture.part<QLineEdit>("timeout"), Qt::Key_Return);
    QVERIFY(fixture.host.waitForUpdate());
    QCOMPARE(valueOf(semaphore), 3);
    fixture.session.setLookOnly(false);
    QVERIFY(fixture.button("wait")->isEnabled() && fixture.button("post")->isEnabled());
}

void PosixSemaphoreOperationsTest::saysThatThereIsNoUndo() {
    const MadeSemaphore semaphore("/undo", 3);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/undo"));
    QVERIFY2(fixture.line().startsWith(QStringLiteral("There is no undo for POSIX semaphores")),
             qPrintable(fixture.line()));
    // In one place
    for (const QLabel* label : fixture.panel.findChildren<QLabel*>())
        QVERIFY2(label == fixture.part<QLabel>("semaphoreLine") || !label->text().contains(QStringLiteral("undo")),
                 qPrintable(label->text()));
}

void PosixSemaphoreOperationsTest::offersCode() {
    const MadeSemaphore semaphore("/code", 3);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/code"));
    const auto codeOver = [&](const char* name) {
        QGuiApplication::clipboard()->clear();
        QPushButton& over = *fixture.button(name);
        QContextMenuEvent event(QContextMenuEvent::Mouse, {2, 2}, over.mapToGlobal(QPoint(2, 2)));
        QCoreApplication::sendEvent(&over, &event);
        for (auto* menu : fixture.panel.findChildren<CopyAsMenu*>()) {
            if (!menu->isVisible()) continue;
            menu->actions().at(static_cast<int>(snippets::Language::C))->trigger();
            menu->close();
        }
        return QGuiApplication::clipboard()->text();
    };
    QVERIFY2(codeOver("wait").contains(QStringLiteral("sem_wait")), qPrintable(codeOver("wait")));
    QVERIFY2(codeOver("post").contains(QStringLiteral("sem_post")), qPrintable(codeOver("post")));
    fixture.part<QCheckBox>("noWait")->click();
    QVERIFY2(codeOver("wait").contains(QStringLiteral("sem_trywait")), qPrintable(codeOver("wait")));
    QCOMPARE(valueOf(semaphore), 3);
}

IPCLENS_GUI_TEST_MAIN(PosixSemaphoreOperationsTest)
#include "posix_semaphore_operations_test.moc"
