// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Messages that leave a queue in the queue panel: received and put back, moved, drained and loaded.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/queue_panel_fixture.h"
#include "ui/dialogs/receive_dialog.h"
#include "ui/dialogs/transfer_dialog.h"
#include "ui/models/words.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>

#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::QueuePanelFixture;
using ipclens::testing::TestQueue;

class QueueTransferTest : public QueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void receivesWhatWasForetold();
    void receiveCancelsByDefault();
    void aWaitingReceiveGetsWhatComes();
    void sendsAgain();
    void putsBackWhereItWas();
    void whatCannotGoBackStays();
    void movesMessages();
    void drainsAndLoads();
    void lookOnlyTurnsTransfersOff();
};

void QueueTransferTest::receivesWhatWasForetold() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "first"));
    QVERIFY(queue.put(7, "seventh"));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(1), QStringLiteral("seventh"));
    auto* dialog = receiveDialog();
    QVERIFY(dialog != nullptr);
    auto* what = dialog->findChild<QLabel*>(QStringLiteral("whatIsTaken"));
    QVERIFY2(what->text().contains(QStringLiteral("#0: type 1, 5 B: first")), qPrintable(what->text()));
    for (auto* choice : dialog->findChildren<QRadioButton*>()) {
        if (choice->text().contains(QStringLiteral("of a type")) && choice->text().contains(QStringLiteral("&of")))
            choice->click();
    }
    auto* type = dialog->findChild<QLineEdit*>(QStringLiteral("receiveType"));
    type->setText(QStringLiteral("9"));
    QVERIFY2(what->text().contains(QStringLiteral("As of now there is none")), qPrintable(what->text()));
    type->setText(QStringLiteral("7"));
    QVERIFY2(what->text().contains(QStringLiteral("#1: type 7, 7 B: seventh")), qPrintable(what->text()));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);

    auto* taken = part<QListWidget>("takenMessages");
    QTRY_COMPARE(taken->count(), 1);
    QVERIFY(taken->item(0)->text().contains(QStringLiteral("seventh")));
    QCOMPARE(body(), QStringLiteral("seventh"));
    QCOMPARE(queue->stat()->messages, 1U);
    QTest::mouseClick(part<QPushButton>("copyTaken"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("seventh"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QCOMPARE(payload(0), QStringLiteral("first"));
}

void QueueTransferTest::receiveCancelsByDefault() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "first"));
    QVERIFY(host->open(queue.object()));
    auto* dialog = receiveDialog();
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(panel->findChild<ReceiveDialog*>() == nullptr);
    QVERIFY(host->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 1U);
}

void QueueTransferTest::aWaitingReceiveGetsWhatComes() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
    auto* dialog = receiveDialog();
    dialog->findChild<QCheckBox*>(QStringLiteral("receiveWait"))->setChecked(true);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_VERIFY(part<QPushButton>("cancelWait")->isVisible());
    QVERIFY(queue.put(3, "late"));
    QTRY_COMPARE(part<QListWidget>("takenMessages")->count(), 1);
    QVERIFY(part<QListWidget>("takenMessages")->item(0)->text().contains(QStringLiteral("late")));
    QTRY_VERIFY(!part<QPushButton>("cancelWait")->isVisible());
}

void QueueTransferTest::sendsAgain() {
    const TestQueue queue;
    QVERIFY(queue.put(7, std::string_view("\0\xff", 2)));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("\\x00\\xff"));
    QVERIFY(!part<QPushButton>("sendMessageAgain")->isEnabled());
    choose(0);
    QTRY_VERIFY(part<QPushButton>("sendMessageAgain")->isEnabled());
    QTest::mouseClick(part<QPushButton>("sendMessageAgain"), Qt::LeftButton);
    QTRY_COMPARE(queue->stat()->messages, 2U);
    QVERIFY(*queue->peek(0) == *queue->peek(1));
    // What was taken goes back too
    QTest::mouseClick(receiveDialog()->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_COMPARE(queue->stat()->messages, 1U);
    QTRY_VERIFY(part<QPushButton>("sendTakenBack")->isVisible());
    QTest::mouseClick(part<QPushButton>("sendTakenBack"), Qt::LeftButton);
    QTRY_COMPARE(queue->stat()->messages, 2U);
    QVERIFY(*queue->peek(0) == *queue->peek(1));
    QTRY_COMPARE(part<QListWidget>("takenMessages")->count(), 0);
}

void QueueTransferTest::putsBackWhereItWas() {
    const TestQueue queue;
    const TestQueue other;
    QVERIFY(queue.put(7, "first"));
    QVERIFY(queue.put(8, "second"));
    QVERIFY(host->open(queue.object()));
    auto* taken = part<QListWidget>("takenMessages");
    for (int count = 1; count <= 2; ++count) {
        QTest::mouseClick(receiveDialog()->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
        QTRY_COMPARE(taken->count(), count);
        QTRY_VERIFY(panel->findChild<ReceiveDialog*>() == nullptr);
    }
    QVERIFY(host->open(other.object()));
    auto* back = part<QPushButton>("sendTakenBack");
    const QString name = words::object(queue.object());
    QVERIFY2(back->toolTip().contains(name), qPrintable(back->toolTip()));
    taken->setCurrentRow(1);
    QTest::mouseClick(back, Qt::LeftButton);
    QTest::mouseClick(back, Qt::LeftButton); // once is enough
    QTRY_COMPARE(taken->count(), 1);
    QVERIFY(taken->item(0)->text().contains(QStringLiteral("second")));
    QCOMPARE(panel->keptMessages(), 1U);
    QVERIFY(host->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 1U);
    QCOMPARE(queue->peek(0)->type, 7L);
    QCOMPARE(other->stat()->messages, 0U);
}

void QueueTransferTest::whatCannotGoBackStays() {
    const TestQueue queue(4);
    QVERIFY(queue.put(7, "abc"));
    QVERIFY(host->open(queue.object()));
    auto* taken = part<QListWidget>("takenMessages");
    QTest::mouseClick(receiveDialog()->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_COMPARE(taken->count(), 1);
    QVERIFY(queue.put(1, "full"));
    auto* back = part<QPushButton>("sendTakenBack");
    const auto said = host->said.size();
    QTest::mouseClick(back, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), said + 1);
    QCOMPARE(taken->count(), 1);
    QVERIFY(back->isEnabled());
    QVERIFY(queue->receive({}, Wait::never()));
    QTest::mouseClick(back, Qt::LeftButton);
    QTRY_COMPARE(taken->count(), 0);
    QCOMPARE(queue->peek(0)->type, 7L);
}

void QueueTransferTest::movesMessages() {
    const TestQueue queue;
    const TestQueue other;
    QVERIFY(queue.put(7, "a"));
    QVERIFY(queue.put(1, "b"));
    QVERIFY(host->open(queue.object()));
    panel->findChild<QAction*>(QStringLiteral("moveMessages"))->trigger();
    auto* dialog = panel->findChild<TransferDialog*>();
    QVERIFY(dialog != nullptr);
    auto* to = dialog->findChild<QComboBox*>(QStringLiteral("transferTo"));
    QCOMPARE(to->count(), 1); // not into itself
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].endsWith(QStringLiteral("2 messages moved")), qPrintable(host->said[0]));
    QCOMPARE(queue->stat()->messages, 0U);
    QCOMPARE(other->peek(0)->type, 7L);
    QCOMPARE(other->peek(1)->type, 1L);
}

void QueueTransferTest::drainsAndLoads() {
    const TestQueue queue;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out.jsonl"));
    QVERIFY(queue.put(7, "a"));
    QVERIFY(host->open(queue.object()));
    panel->findChild<QAction*>(QStringLiteral("drainMessages"))->trigger();
    auto* drain = panel->findChild<QFileDialog*>(QStringLiteral("drainFile"));
    QVERIFY(drain != nullptr);
    emit drain->fileSelected(path);
    drain->reject();
    QTRY_COMPARE(host->said.size(), 1);
    QCOMPARE(queue->stat()->messages, 0U);
    panel->findChild<QAction*>(QStringLiteral("loadMessages"))->trigger();
    auto* load = panel->findChild<QFileDialog*>(QStringLiteral("loadFile"));
    emit load->fileSelected(path);
    load->reject();
    QTRY_COMPARE(host->said.size(), 2);
    QVERIFY2(host->said[1].endsWith(QStringLiteral("1 message loaded")), qPrintable(host->said[1]));
    QCOMPARE(queue->peek(0)->type, 7L);
}

void QueueTransferTest::lookOnlyTurnsTransfersOff() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("a"));
    choose(0);
    QTRY_COMPARE(body(), QStringLiteral("a"));
    session->setLookOnly(true);
    for (const char* name : {"moveMessages", "copyMessages", "drainMessages", "loadMessages"}) {
        const auto* action = panel->findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY2(!action->isEnabled(), name);
        QVERIFY(action->toolTip().contains(QStringLiteral("Look-only")));
    }
    QVERIFY(!part<QPushButton>("sendMessageAgain")->isEnabled());
    // Finding only looks
    part<QLineEdit>("messageTerms")->setText(QStringLiteral("a"));
    QTRY_VERIFY(part<QLabel>("finderWords")->text().startsWith(QStringLiteral("1 of 1")));
}

IPCLENS_GUI_TEST_MAIN(QueueTransferTest)

#include "queue_transfer_test.moc"
