// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the queue panel shows of a queue, and of its messages.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/queue_panel_fixture.h"
#include "ui/models/message_model.h"
#include "ui/widgets/notice.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

#include <cerrno>
#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::QueuePanelFixture;
using ipclens::testing::TestQueue;

class QueuePanelTest : public QueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void listsMessages();
    void showsTheChosenMessage();
    void showsLongMessagesWhole();
    void theChoiceFollowsItsMessage();
    void aTakenMessageStaysInSight();
    void asksOnlyForWhatIsSeen();
    void saysHowFullItIs();
    void saysWhoWouldWait();
    void saysWhereTheKernelCannotPeek();
    void aDeniedQueueSaysWhose();
    void aRemovedQueueStaysAsItWas();
    void looksWithoutTraces();
    void lookOnlyTurnsActionsOff();
};

void QueuePanelTest::listsMessages() {
    const TestQueue queue;
    QVERIFY(queue.put(1, R"({"order":1042})"));
    QVERIFY(queue.put(7, std::string_view("PING\0\0", 6)));
    QVERIFY(queue.put(2, ""));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("{\"order\":1042}"));
    QCOMPARE(payload(1), QStringLiteral("PING\\x00\\x00"));
    const auto form = [&](int row) { return list()->model()->index(row, MessageModel::FormColumn).data().toString(); };
    QCOMPARE(form(0), QStringLiteral("JSON"));
    QCOMPARE(form(1), QStringLiteral("bytes"));
    QCOMPARE(form(2), QStringLiteral("empty"));
}

void QueuePanelTest::showsTheChosenMessage() {
    const TestQueue queue;
    QVERIFY(queue.put(1, R"({"a":1})"));
    QVERIFY(queue.put(1, "plain"));
    QVERIFY(queue.put(1, std::string_view("\0\x01", 2)));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("{\"a\":1}"));
    choose(0);
    QTRY_COMPARE(body(), QStringLiteral("{\n  \"a\": 1\n}"));
    QCOMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #0 \u00b7 type 1 \u00b7 7 bytes"));
    QTest::keyClick(list(), Qt::Key_Down);
    QTRY_COMPARE(body(), QStringLiteral("plain"));
    QTest::keyClick(list(), Qt::Key_Down);
    QTRY_VERIFY(body().startsWith(QStringLiteral("00000000  00 01 ")));
    // A form that the person chose stays
    choose(0);
    QTRY_VERIFY(body().startsWith(QLatin1Char('{')));
    chooseForm("messageView", QStringLiteral("Hex"));
    QVERIFY(body().startsWith(QStringLiteral("00000000  7b 22 61")));
    choose(1);
    QTRY_VERIFY(body().startsWith(QStringLiteral("00000000  70 6c 61")));
}

void QueuePanelTest::showsLongMessagesWhole() {
    const TestQueue queue;
    const std::string lengthy(3000, 'x'); // the list looks at 256 bytes
    QVERIFY(queue.put(1, "brief"));
    QVERIFY(queue.put(1, lengthy));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("brief"));
    choose(0);
    QTRY_COMPARE(body(), QStringLiteral("brief"));
    choose(1);
    QTRY_VERIFY(body() != QStringLiteral("brief"));
    QTRY_COMPARE(body(), QString::fromStdString(lengthy));
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(part<QLabel>("messageTitle")->text(),
                 QStringLiteral("Message #0 \u00b7 type 1 \u00b7 3\u202f000 bytes"));
    QCOMPARE(body(), QString::fromStdString(lengthy));
}

void QueuePanelTest::theChoiceFollowsItsMessage() {
    const TestQueue queue;
    for (const char* text : {"a", "b", "c"})
        QVERIFY(queue.put(1, text));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(2), QStringLiteral("c"));
    choose(2);
    QTRY_COMPARE(body(), QStringLiteral("c"));
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->currentIndex().row(), 1);
    QTRY_COMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #1 \u00b7 type 1 \u00b7 1 byte"));
    QCOMPARE(body(), QStringLiteral("c"));
}

void QueuePanelTest::aTakenMessageStaysInSight() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(queue.put(1, "b"));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("a"));
    choose(0);
    QTRY_COMPARE(body(), QStringLiteral("a"));
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(host->waitForUpdate());
    QCOMPARE(body(), QStringLiteral("a"));
    QVERIFY(!list()->selectionModel()->hasSelection());
    QVERIFY(!session->interest().queue->chosen);
}

void QueuePanelTest::asksOnlyForWhatIsSeen() {
    const TestQueue queue;
    for (int i = 0; i < 2000; ++i)
        QVERIFY(queue.put(1, std::to_string(i)));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("0"));
    QCOMPARE(list()->model()->rowCount(), 2000);
    QVERIFY(session->interest().queue->count < 100);
    QCOMPARE(payload(1999), QStringLiteral("\u2026"));
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    QTRY_COMPARE(payload(1999), QStringLiteral("1999"));
}

void QueuePanelTest::saysHowFullItIs() {
    const TestQueue queue(8);
    QVERIFY(queue.put(1, "1234"));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(words(), QStringLiteral("4 B / 8 B \u00b7 1 message"));
    QVERIFY(queue.put(1, "5678"));
    QTRY_COMPARE(words(), QStringLiteral("full: 8 B / 8 B \u00b7 2 messages"));
}

void QueuePanelTest::saysWhoWouldWait() {
    const TestQueue queue(4);
    QVERIFY(host->open(queue.object()));
    auto* state = part<QLabel>("queueState");
    QTRY_VERIFY2(state->text().startsWith(QStringLiteral("A receive would wait")), qPrintable(state->text()));
    QVERIFY(queue.put(1, "1"));
    QTRY_COMPARE(state->text(), QString());
    QVERIFY(queue.put(1, "234"));
    QTRY_VERIFY2(state->text().startsWith(QStringLiteral("A send would wait")), qPrintable(state->text()));
}

void QueuePanelTest::saysWhereTheKernelCannotPeek() {
    // This kernel can, so the panel is told what it would be told by one that can't
    QueueInfo info;
    info.id = Id{5};
    info.messages = 2;
    info.bytes = 10;
    info.capacity = 16384;
    panel->show();
    panel->setObject(info);
    Update update;
    update.queue.emplace();
    update.queue->asked.id = Id{5};
    update.queue->info = info;
    update.queue->error = errorFromErrno(ENOSYS, "peek msg:@5");
    panel->apply(update);
    auto* notice = panel->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("CONFIG_CHECKPOINT_RESTORE")), qPrintable(notice->text()));
    QCOMPARE(words(), QStringLiteral("10 B / 16 KiB \u00b7 2 messages"));
    QVERIFY(part<QPushButton>("send")->isEnabled());
    Interest interest;
    panel->addInterest(interest);
    QCOMPARE(interest.queue->count, 0U);
}

void QueuePanelTest::aDeniedQueueSaysWhose() {
    QueueInfo info;
    info.id = Id{5};
    info.messages = 2;
    info.access = Access::Denied;
    info.permissions = {0, 0, 0, 0, 0620};
    panel->show();
    panel->setObject(info);
    auto* notice = panel->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("rw--w----")), qPrintable(notice->text()));
    QVERIFY(!part<QPushButton>("receive")->isEnabled());
    QVERIFY(part<QPushButton>("send")->isEnabled());
}

void QueuePanelTest::aRemovedQueueStaysAsItWas() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("a"));
    QVERIFY(queue->remove());
    QTRY_VERIFY(host->ended);
    QCOMPARE(payload(0), QStringLiteral("a"));
    QVERIFY(!part<QPushButton>("send")->isEnabled());
    QVERIFY(!part<QPushButton>("receive")->isEnabled());
}

void QueuePanelTest::looksWithoutTraces() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(queue.put(2, "b"));
    const auto before = *queue->stat();
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(1), QStringLiteral("b"));
    choose(1);
    for (int i = 0; i < 10; ++i)
        QVERIFY(host->waitForUpdate());
    QVERIFY(*queue->stat() == before);
}

void QueuePanelTest::lookOnlyTurnsActionsOff() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
    session->setLookOnly(true);
    for (const char* name : {"send", "receive"}) {
        QVERIFY(!part<QPushButton>(name)->isEnabled());
        QVERIFY(part<QPushButton>(name)->toolTip().contains(QStringLiteral("Look-only")));
    }
    QTest::keyClick(part<QPlainTextEdit>("sendPayload"), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(host->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 0U);
}

IPCLENS_GUI_TEST_MAIN(QueuePanelTest)

#include "queue_panel_test.moc"
