// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/dialogs/receive_dialog.h"
#include "ui/dialogs/transfer_dialog.h"
#include "ui/models/message_model.h"
#include "ui/models/words.h"
#include "ui/panels/queue_panel.h"
#include "ui/settings.h"
#include "ui/widgets/notice.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>

#include <cerrno>
#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::PanelHost;

namespace {

std::vector<std::byte> bytesOf(std::string_view text) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

/// A queue that goes with the test.
class TestQueue {
public:
    explicit TestQueue(std::optional<std::uint64_t> capacity = std::nullopt)
        : queue_(make(capacity)) {}
    ~TestQueue() { (void)queue_.remove(); }
    TestQueue(const TestQueue&) = delete;
    TestQueue& operator=(const TestQueue&) = delete;

    const sysv::MessageQueue* operator->() const { return &queue_; }
    [[nodiscard]] ObjectId object() const { return {Kind::MessageQueue, queue_.id()}; }
    [[nodiscard]] bool put(long type, std::string_view text) const {
        return queue_.send(type, bytesOf(text), Wait::never()).has_value();
    }

private:
    static sysv::MessageQueue make(std::optional<std::uint64_t> capacity) {
        sysv::MessageQueueOptions options;
        options.capacity = capacity;
        return *sysv::MessageQueue::create(sysv::PrivateKey{}, options);
    }

    sysv::MessageQueue queue_;
};

} // namespace

class QueuePanelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listsMessages();
    void showsTheChosenMessage();
    void showsLongMessagesWhole();
    void theChoiceFollowsItsMessage();
    void aTakenMessageStaysInSight();
    void asksOnlyForWhatIsSeen();
    void saysHowFullItIs();
    void sendsText();
    void sendsHex();
    void refusesWhatIsNoHexOrType();
    void aFullQueueIsAnAnswer();
    void aWaitingSendCanBeCancelled();
    void receivesWhatWasForetold();
    void receiveCancelsByDefault();
    void aWaitingReceiveGetsWhatComes();
    void lookOnlyTurnsActionsOff();
    void saysWhereTheKernelCannotPeek();
    void aDeniedQueueSaysWhose();
    void aRemovedQueueStaysAsItWas();
    void looksWithoutTraces();
    void sendsManyOfATemplate();
    void stopsWhatGoesOn();
    void refusesWrongTemplatesAndJson();
    void sendsAFile();
    void sendsAgain();
    void putsBackWhereItWas();
    void whatCannotGoBackStays();
    void composesWhatWasCaptured();
    void favouritesSurvive();
    void movesMessages();
    void drainsAndLoads();
    void findsMessages();
    void theFoundStayChosen();
    void theChosenStaysAsTheQueueMovesBehindTheFilter();
    void saysWhoWouldWait();
    void lookOnlyTurnsTransfersOff();

private:
    template <class T>
    [[nodiscard]] T* part(const char* name) const {
        return panel_->findChild<T*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QTableView* list() const { return part<QTableView>("messages"); }
    [[nodiscard]] QString payload(int row) const {
        return list()->model()->index(row, MessageModel::PayloadColumn).data().toString();
    }
    [[nodiscard]] QString body() const { return part<QPlainTextEdit>("messageBody")->toPlainText(); }
    [[nodiscard]] QString words() const { return part<QLabel>("queueWords")->text(); }
    void choose(int row) const {
        const QModelIndex cell = list()->model()->index(row, MessageModel::PayloadColumn);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(cell).center());
    }
    /// Presses the button of a group of forms: the message's view and the send bar both have "Hex".
    void chooseForm(const char* where, const QString& text) const {
        for (auto* button : part<QWidget>(where)->findChildren<QPushButton*>()) {
            if (button->text() == text) QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    void type(const char* name, const QString& text) const {
        auto* edit = part<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void send(const QString& text) const {
        part<QPlainTextEdit>("sendPayload")->setPlainText(text);
        QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    }
    [[nodiscard]] ReceiveDialog* receiveDialog() const {
        QTest::mouseClick(part<QPushButton>("receive"), Qt::LeftButton);
        return panel_->findChild<ReceiveDialog*>();
    }

    std::unique_ptr<Session> session_;
    std::unique_ptr<QueuePanel> panel_;
    std::unique_ptr<PanelHost> host_;
};

void QueuePanelTest::init() {
    session_ = std::make_unique<Session>();
    session_->setRate(20);
    panel_ = std::make_unique<QueuePanel>(*session_);
    host_ = std::make_unique<PanelHost>(*session_, *panel_);
}

void QueuePanelTest::cleanup() {
    panel_.reset();
    host_.reset();
    session_.reset();
}

void QueuePanelTest::listsMessages() {
    const TestQueue queue;
    QVERIFY(queue.put(1, R"({"order":1042})"));
    QVERIFY(queue.put(7, std::string_view("PING\0\0", 6)));
    QVERIFY(queue.put(2, ""));
    QVERIFY(host_->open(queue.object()));
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
    QVERIFY(host_->open(queue.object()));
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
    QVERIFY(host_->open(queue.object()));
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
    QVERIFY(host_->open(queue.object()));
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
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("a"));
    choose(0);
    QTRY_COMPARE(body(), QStringLiteral("a"));
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(body(), QStringLiteral("a"));
    QVERIFY(!list()->selectionModel()->hasSelection());
    QVERIFY(!session_->interest().queue->chosen);
}

void QueuePanelTest::asksOnlyForWhatIsSeen() {
    const TestQueue queue;
    for (int i = 0; i < 2000; ++i)
        QVERIFY(queue.put(1, std::to_string(i)));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("0"));
    QCOMPARE(list()->model()->rowCount(), 2000);
    QVERIFY(session_->interest().queue->count < 100);
    QCOMPARE(payload(1999), QStringLiteral("\u2026"));
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    QTRY_COMPARE(payload(1999), QStringLiteral("1999"));
}

void QueuePanelTest::saysHowFullItIs() {
    const TestQueue queue(8);
    QVERIFY(queue.put(1, "1234"));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(words(), QStringLiteral("4 B / 8 B \u00b7 1 message"));
    QVERIFY(queue.put(1, "5678"));
    QTRY_COMPARE(words(), QStringLiteral("full: 8 B / 8 B \u00b7 2 messages"));
}

void QueuePanelTest::sendsText() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    auto* type = part<QLineEdit>("sendType");
    type->selectAll();
    QTest::keyClicks(type, QStringLiteral("7"));
    auto* text = part<QPlainTextEdit>("sendPayload");
    QTest::keyClicks(text, QStringLiteral("hello"));
    QCOMPARE(part<QLabel>("sendVerdict")->text(), QStringLiteral("5 bytes"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(host_->said.size(), 1);
    const auto sent = queue->receive({}, Wait::never());
    QVERIFY(sent.has_value());
    QCOMPARE(sent->type, 7L);
    QVERIFY(sent->payload == bytesOf("hello"));
    QCOMPARE(text->toPlainText(), QStringLiteral("hello"));
}

void QueuePanelTest::sendsHex() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    chooseForm("composer", QStringLiteral("Hex"));
    QTest::keyClicks(part<QPlainTextEdit>("sendPayload"), QStringLiteral("00 ff"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf(std::string_view("\0\xff", 2)));
}

void QueuePanelTest::refusesWhatIsNoHexOrType() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    auto* send = part<QPushButton>("send");
    auto* verdict = part<QLabel>("sendVerdict");
    QVERIFY(send->isEnabled());
    part<QLineEdit>("sendType")->setText(QStringLiteral("0"));
    QVERIFY(!send->isEnabled());
    QVERIFY2(verdict->text().startsWith(QStringLiteral("type: ")), qPrintable(verdict->text()));
    part<QLineEdit>("sendType")->setText(QStringLiteral("1"));
    chooseForm("composer", QStringLiteral("Hex"));
    QTest::keyClicks(part<QPlainTextEdit>("sendPayload"), QStringLiteral("0g"));
    QVERIFY(!send->isEnabled());
    QVERIFY2(verdict->text().contains(QStringLiteral("no hex digit")), qPrintable(verdict->text()));
    QTest::keyClick(part<QPlainTextEdit>("sendPayload"), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 0U);
}

void QueuePanelTest::aFullQueueIsAnAnswer() {
    const TestQueue queue(4);
    QVERIFY(queue.put(1, "full"));
    QVERIFY(host_->open(queue.object()));
    auto* text = part<QPlainTextEdit>("sendPayload");
    QTest::keyClicks(text, QStringLiteral("more"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY2(host_->said[0].contains(QStringLiteral("EAGAIN")), qPrintable(host_->said[0]));
    QVERIFY2(host_->said[0].contains(QStringLiteral("4 of 4 bytes")), qPrintable(host_->said[0]));
    QCOMPARE(text->toPlainText(), QStringLiteral("more"));
}

void QueuePanelTest::aWaitingSendCanBeCancelled() {
    const TestQueue queue(4);
    QVERIFY(queue.put(1, "full"));
    QVERIFY(host_->open(queue.object()));
    QTest::keyClicks(part<QPlainTextEdit>("sendPayload"), QStringLiteral("more"));
    part<QWidget>("composer")->findChild<QCheckBox*>()->setChecked(true);
    auto* cancel = part<QPushButton>("cancelWait");
    QVERIFY(!cancel->isVisible());
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_VERIFY(cancel->isVisible());
    QCOMPARE(session_->running().size(), 1U);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY2(host_->said[0].endsWith(QStringLiteral("cancelled, nothing was changed")), qPrintable(host_->said[0]));
    QTRY_VERIFY(!cancel->isVisible());
    QCOMPARE(queue->stat()->messages, 1U);
}

void QueuePanelTest::receivesWhatWasForetold() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "first"));
    QVERIFY(queue.put(7, "seventh"));
    QVERIFY(host_->open(queue.object()));
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

void QueuePanelTest::receiveCancelsByDefault() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "first"));
    QVERIFY(host_->open(queue.object()));
    auto* dialog = receiveDialog();
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(panel_->findChild<ReceiveDialog*>() == nullptr);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 1U);
}

void QueuePanelTest::aWaitingReceiveGetsWhatComes() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    auto* dialog = receiveDialog();
    dialog->findChild<QCheckBox*>(QStringLiteral("receiveWait"))->setChecked(true);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_VERIFY(part<QPushButton>("cancelWait")->isVisible());
    QVERIFY(queue.put(3, "late"));
    QTRY_COMPARE(part<QListWidget>("takenMessages")->count(), 1);
    QVERIFY(part<QListWidget>("takenMessages")->item(0)->text().contains(QStringLiteral("late")));
    QTRY_VERIFY(!part<QPushButton>("cancelWait")->isVisible());
}

void QueuePanelTest::lookOnlyTurnsActionsOff() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    session_->setLookOnly(true);
    for (const char* name : {"send", "receive"}) {
        QVERIFY(!part<QPushButton>(name)->isEnabled());
        QVERIFY(part<QPushButton>(name)->toolTip().contains(QStringLiteral("Look-only")));
    }
    QTest::keyClick(part<QPlainTextEdit>("sendPayload"), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 0U);
}

void QueuePanelTest::saysWhereTheKernelCannotPeek() {
    // This kernel can, so the panel is told what it would be told by one that can't
    QueueInfo info;
    info.id = Id{5};
    info.messages = 2;
    info.bytes = 10;
    info.capacity = 16384;
    panel_->show();
    panel_->setObject(info);
    Update update;
    update.queue.emplace();
    update.queue->asked.id = Id{5};
    update.queue->info = info;
    update.queue->error = errorFromErrno(ENOSYS, "peek msg:@5");
    panel_->apply(update);
    auto* notice = panel_->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("CONFIG_CHECKPOINT_RESTORE")), qPrintable(notice->text()));
    QCOMPARE(words(), QStringLiteral("10 B / 16 KiB \u00b7 2 messages"));
    QVERIFY(part<QPushButton>("send")->isEnabled());
    Interest interest;
    panel_->addInterest(interest);
    QCOMPARE(interest.queue->count, 0U);
}

void QueuePanelTest::aDeniedQueueSaysWhose() {
    QueueInfo info;
    info.id = Id{5};
    info.messages = 2;
    info.access = Access::Denied;
    info.permissions = {0, 0, 0, 0, 0620};
    panel_->show();
    panel_->setObject(info);
    auto* notice = panel_->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("rw--w----")), qPrintable(notice->text()));
    QVERIFY(!part<QPushButton>("receive")->isEnabled());
    QVERIFY(part<QPushButton>("send")->isEnabled());
}

void QueuePanelTest::aRemovedQueueStaysAsItWas() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("a"));
    QVERIFY(queue->remove());
    QTRY_VERIFY(host_->ended);
    QCOMPARE(payload(0), QStringLiteral("a"));
    QVERIFY(!part<QPushButton>("send")->isEnabled());
    QVERIFY(!part<QPushButton>("receive")->isEnabled());
}

void QueuePanelTest::looksWithoutTraces() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(queue.put(2, "b"));
    const auto before = *queue->stat();
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(1), QStringLiteral("b"));
    choose(1);
    for (int i = 0; i < 10; ++i)
        QVERIFY(host_->waitForUpdate());
    QVERIFY(*queue->stat() == before);
}

void QueuePanelTest::sendsManyOfATemplate() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    chooseForm("composer", QStringLiteral("JSON"));
    type("sendCount", QStringLiteral("3"));
    type("sendEvery", QStringLiteral("1 ms"));
    send(QStringLiteral("{\"order\": {{seq}}}"));
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY2(host_->said[0].endsWith(QStringLiteral("3 messages sent")), qPrintable(host_->said[0]));
    for (const char* text : {R"({"order": 0})", R"({"order": 1})", R"({"order": 2})"})
        QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf(text));
}

void QueuePanelTest::stopsWhatGoesOn() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    part<QLineEdit>("sendCount")->clear(); // with an interval: until it is stopped
    type("sendEvery", QStringLiteral("5 ms"));
    send(QStringLiteral("x"));
    auto* stop = part<QPushButton>("cancelWait");
    QTRY_VERIFY(stop->isVisible());
    QTRY_VERIFY(part<QLabel>("sendUnderWay")->text().endsWith(QStringLiteral(" sent")));
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY2(host_->said[0].contains(QStringLiteral("stopped, ")), qPrintable(host_->said[0]));
    const auto sent = queue->stat()->messages;
    QVERIFY(sent > 0);
    QVERIFY2(host_->said[0].contains(QString::number(sent)), qPrintable(host_->said[0]));
    QTRY_VERIFY(!stop->isVisible());
}

void QueuePanelTest::refusesWrongTemplatesAndJson() {
    const TestQueue queue;
    QVERIFY(host_->open(queue.object()));
    auto* verdict = part<QLabel>("sendVerdict");
    send(QStringLiteral("ab {{what}}"));
    QVERIFY2(verdict->text().startsWith(QStringLiteral("column 4: ")), qPrintable(verdict->text()));
    chooseForm("composer", QStringLiteral("JSON"));
    send(QStringLiteral("{\"a\": }"));
    QVERIFY2(verdict->text().startsWith(QStringLiteral("no JSON: column 7")), qPrintable(verdict->text()));
    QVERIFY(!part<QPushButton>("send")->isEnabled());
    part<QPlainTextEdit>("sendPayload")->setPlainText(QStringLiteral("{\"a\":{{seq}}}"));
    QTest::mouseClick(part<QPushButton>("pretty"), Qt::LeftButton);
    QCOMPARE(part<QPlainTextEdit>("sendPayload")->toPlainText(), QStringLiteral("{\n  \"a\": {{seq}}\n}"));
    QCOMPARE(queue->stat()->messages, 0U);
}

void QueuePanelTest::sendsAFile() {
    const TestQueue queue;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("payload")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0{{seq}}", 8));
    file.close();
    QVERIFY(host_->open(queue.object()));
    chooseForm("composer", QStringLiteral("File\u2026"));
    auto* dialog = panel_->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    emit dialog->fileSelected(file.fileName());
    dialog->reject();
    QTRY_COMPARE(part<QLabel>("sendVerdict")->text(), QStringLiteral("8 bytes"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf(std::string_view("\0{{seq}}", 8)));
}

void QueuePanelTest::sendsAgain() {
    const TestQueue queue;
    QVERIFY(queue.put(7, std::string_view("\0\xff", 2)));
    QVERIFY(host_->open(queue.object()));
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

void QueuePanelTest::putsBackWhereItWas() {
    const TestQueue queue;
    const TestQueue other;
    QVERIFY(queue.put(7, "first"));
    QVERIFY(queue.put(8, "second"));
    QVERIFY(host_->open(queue.object()));
    auto* taken = part<QListWidget>("takenMessages");
    for (int count = 1; count <= 2; ++count) {
        QTest::mouseClick(receiveDialog()->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
        QTRY_COMPARE(taken->count(), count);
        QTRY_VERIFY(panel_->findChild<ReceiveDialog*>() == nullptr);
    }
    QVERIFY(host_->open(other.object()));
    auto* back = part<QPushButton>("sendTakenBack");
    const QString name = words::object(queue.object());
    QVERIFY2(back->toolTip().contains(name), qPrintable(back->toolTip()));
    taken->setCurrentRow(1);
    QTest::mouseClick(back, Qt::LeftButton);
    QTest::mouseClick(back, Qt::LeftButton); // once is enough
    QTRY_COMPARE(taken->count(), 1);
    QVERIFY(taken->item(0)->text().contains(QStringLiteral("second")));
    QCOMPARE(panel_->keptMessages(), 1U);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 1U);
    QCOMPARE(queue->peek(0)->type, 7L);
    QCOMPARE(other->stat()->messages, 0U);
}

void QueuePanelTest::whatCannotGoBackStays() {
    const TestQueue queue(4);
    QVERIFY(queue.put(7, "abc"));
    QVERIFY(host_->open(queue.object()));
    auto* taken = part<QListWidget>("takenMessages");
    QTest::mouseClick(receiveDialog()->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_COMPARE(taken->count(), 1);
    QVERIFY(queue.put(1, "full"));
    auto* back = part<QPushButton>("sendTakenBack");
    const auto said = host_->said.size();
    QTest::mouseClick(back, Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), said + 1);
    QCOMPARE(taken->count(), 1);
    QVERIFY(back->isEnabled());
    QVERIFY(queue->receive({}, Wait::never()));
    QTest::mouseClick(back, Qt::LeftButton);
    QTRY_COMPARE(taken->count(), 0);
    QCOMPARE(queue->peek(0)->type, 7L);
}

void QueuePanelTest::composesWhatWasCaptured() {
    const TestQueue queue;
    QVERIFY(queue.put(7, R"({"a":1})"));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("{\"a\":1}"));
    choose(0);
    QTRY_VERIFY(part<QPushButton>("composeMessage")->isEnabled());
    QTest::mouseClick(part<QPushButton>("composeMessage"), Qt::LeftButton);
    QCOMPARE(part<QLineEdit>("sendType")->text(), QStringLiteral("7"));
    QCOMPARE(part<QPlainTextEdit>("sendPayload")->toPlainText(), QStringLiteral("{\"a\":1}"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(queue->stat()->messages, 2U);
    QVERIFY(*queue->peek(0) == *queue->peek(1));
}

void QueuePanelTest::favouritesSurvive() {
    const TestQueue queue;
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    const auto menuOf = [](QueuePanel& panel) {
        auto* menu = panel.findChild<QPushButton*>(QStringLiteral("history"))->menu();
        emit menu->aboutToShow();
        return menu->actions();
    };
    const auto press = [](const QList<QAction*>& actions, const QString& text) {
        for (QAction* action : actions) {
            if (action->text() == text) return action->trigger(), true;
        }
        return false;
    };
    {
        QueuePanel panel(*session_, &settings);
        panel.show();
        panel.findChild<QPlainTextEdit*>(QStringLiteral("sendPayload"))->setPlainText(QStringLiteral("job {{seq}}"));
        QVERIFY(press(menuOf(panel), QStringLiteral("Save as favourite\u2026")));
        auto* name = panel.findChild<QInputDialog*>();
        QVERIFY(name != nullptr);
        name->setTextValue(QStringLiteral("a & b"));
        name->accept();
    }
    QueuePanel panel(*session_, &settings);
    panel.show();
    QVERIFY(press(menuOf(panel), QStringLiteral("a && b")));
    QCOMPARE(panel.findChild<QPlainTextEdit*>(QStringLiteral("sendPayload"))->toPlainText(),
             QStringLiteral("job {{seq}}"));
}

void QueuePanelTest::movesMessages() {
    const TestQueue queue;
    const TestQueue other;
    QVERIFY(queue.put(7, "a"));
    QVERIFY(queue.put(1, "b"));
    QVERIFY(host_->open(queue.object()));
    panel_->findChild<QAction*>(QStringLiteral("moveMessages"))->trigger();
    auto* dialog = panel_->findChild<TransferDialog*>();
    QVERIFY(dialog != nullptr);
    auto* to = dialog->findChild<QComboBox*>(QStringLiteral("transferTo"));
    QCOMPARE(to->count(), 1); // not into itself
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY2(host_->said[0].endsWith(QStringLiteral("2 messages moved")), qPrintable(host_->said[0]));
    QCOMPARE(queue->stat()->messages, 0U);
    QCOMPARE(other->peek(0)->type, 7L);
    QCOMPARE(other->peek(1)->type, 1L);
}

void QueuePanelTest::drainsAndLoads() {
    const TestQueue queue;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out.jsonl"));
    QVERIFY(queue.put(7, "a"));
    QVERIFY(host_->open(queue.object()));
    panel_->findChild<QAction*>(QStringLiteral("drainMessages"))->trigger();
    auto* drain = panel_->findChild<QFileDialog*>(QStringLiteral("drainFile"));
    QVERIFY(drain != nullptr);
    emit drain->fileSelected(path);
    drain->reject();
    QTRY_COMPARE(host_->said.size(), 1);
    QCOMPARE(queue->stat()->messages, 0U);
    panel_->findChild<QAction*>(QStringLiteral("loadMessages"))->trigger();
    auto* load = panel_->findChild<QFileDialog*>(QStringLiteral("loadFile"));
    emit load->fileSelected(path);
    load->reject();
    QTRY_COMPARE(host_->said.size(), 2);
    QVERIFY2(host_->said[1].endsWith(QStringLiteral("1 message loaded")), qPrintable(host_->said[1]));
    QCOMPARE(queue->peek(0)->type, 7L);
}

void QueuePanelTest::findsMessages() {
    const TestQueue queue;
    for (int i = 0; i < 300; ++i)
        QVERIFY(queue.put(1 + i % 2, "number " + std::to_string(i)));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("number 0"));
    auto* terms = part<QLineEdit>("messageTerms");
    QTest::keyClicks(terms, QStringLiteral("type:2 NUMBER 29"));
    QTRY_COMPARE(list()->model()->rowCount(), 6); // 29, 291, 293, 295, 297, 299
    QCOMPARE(payload(1), QStringLiteral("number 291"));
    QCOMPARE(list()->model()->index(1, MessageModel::IndexColumn).data().toString(), QStringLiteral("291"));
    QVERIFY2(part<QLabel>("finderWords")->text().startsWith(QStringLiteral("6 of 300, as of ")),
             qPrintable(part<QLabel>("finderWords")->text()));
    choose(1);
    QTRY_COMPARE(body(), QStringLiteral("number 291"));
    terms->setText(QStringLiteral("type:x"));
    QTRY_VERIFY(part<QLabel>("finderWords")->text().startsWith(QStringLiteral("type: ")));
    terms->clear();
    QTRY_COMPARE(list()->model()->rowCount(), 300);
    // What was chosen among the found is still chosen, in sight
    QTRY_COMPARE(payload(291), QStringLiteral("number 291"));
    QTRY_VERIFY(list()->selectionModel()->isRowSelected(291));
    QCOMPARE(list()->currentIndex().row(), 291);
    QCOMPARE(body(), QStringLiteral("number 291"));
    QCOMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #291 \u00b7 type 2 \u00b7 10 bytes"));
}

void QueuePanelTest::theFoundStayChosen() {
    const TestQueue queue;
    for (const char* text : {"x", "a 1", "x", "a 2"})
        QVERIFY(queue.put(1, text));
    QVERIFY(host_->open(queue.object()));
    part<QLineEdit>("messageTerms")->setText(QStringLiteral("a"));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    choose(1);
    QTRY_COMPARE(body(), QStringLiteral("a 2"));
    for (int i = 0; i < 2; ++i)
        QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->rowCount(), 1); // searched again by itself
    QCOMPARE(list()->currentIndex().row(), 0);
    QTRY_COMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #1 \u00b7 type 1 \u00b7 3 bytes"));
    QCOMPARE(body(), QStringLiteral("a 2"));
}

void QueuePanelTest::theChosenStaysAsTheQueueMovesBehindTheFilter() {
    const TestQueue queue;
    for (const char* text : {"x", "a 2", "x", "a 1", "a 2"})
        QVERIFY(queue.put(1, text));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(1), QStringLiteral("a 2"));
    part<QLineEdit>("messageTerms")->setText(QStringLiteral("a"));
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->index(2, MessageModel::IndexColumn).data().toString(), QStringLiteral("3"));
    choose(2);
    QTRY_COMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #3 \u00b7 type 1 \u00b7 3 bytes"));
    part<QLineEdit>("messageTerms")->clear();
    QTRY_COMPARE(list()->model()->rowCount(), 4);
    QTRY_VERIFY(list()->selectionModel()->isRowSelected(3));
    QCOMPARE(body(), QStringLiteral("a 2"));
}

void QueuePanelTest::saysWhoWouldWait() {
    const TestQueue queue(4);
    QVERIFY(host_->open(queue.object()));
    auto* state = part<QLabel>("queueState");
    QTRY_VERIFY2(state->text().startsWith(QStringLiteral("A receive would wait")), qPrintable(state->text()));
    QVERIFY(queue.put(1, "1"));
    QTRY_COMPARE(state->text(), QString());
    QVERIFY(queue.put(1, "234"));
    QTRY_VERIFY2(state->text().startsWith(QStringLiteral("A send would wait")), qPrintable(state->text()));
}

void QueuePanelTest::lookOnlyTurnsTransfersOff() {
    const TestQueue queue;
    QVERIFY(queue.put(1, "a"));
    QVERIFY(host_->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("a"));
    choose(0);
    QTRY_COMPARE(body(), QStringLiteral("a"));
    session_->setLookOnly(true);
    for (const char* name : {"moveMessages", "copyMessages", "drainMessages", "loadMessages"}) {
        const auto* action = panel_->findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY2(!action->isEnabled(), name);
        QVERIFY(action->toolTip().contains(QStringLiteral("Look-only")));
    }
    QVERIFY(!part<QPushButton>("sendMessageAgain")->isEnabled());
    // Finding only looks
    part<QLineEdit>("messageTerms")->setText(QStringLiteral("a"));
    QTRY_VERIFY(part<QLabel>("finderWords")->text().startsWith(QStringLiteral("1 of 1")));
}

IPCLENS_GUI_TEST_MAIN(QueuePanelTest)
#include "queue_panel_test.moc"
