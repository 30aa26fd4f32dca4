// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Messages that are composed, sent and received in the panel of a POSIX queue.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/posix_queue_panel_fixture.h"
#include "ui/dialogs/posix_receive_dialog.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/panels/taken_strip.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QListWidget>
#include <QMenu>
#include <QTemporaryDir>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::MadeQueue;
using ipclens::testing::messagesIn;
using ipclens::testing::PosixQueuePanelFixture;
using ipclens::testing::queueNamed;
using ipclens::testing::takenFrom;

class PosixQueueComposerTest : public PosixQueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void sendsWithAPriority();
    void refusesWhatTheQueueDoesNotTake();
    void sendsManyOfATemplate();
    void aFullQueueIsAnAnswer();
    void aWaitingSendCanBeCancelled();
    void receivesTheHighestPriorityAndPutsItBack();
    void aTakenMessageKeepsTheNameOfItsQueue();
    void aWaitingReceiveCanBeCancelled();
    void drainsAndLoads();
    void keepsTheStructOfAName();
    void anotherOneOfTheNameGetsNothing();

private:
    [[nodiscard]] PosixReceiveDialog* receiveDialog() const {
        press("receive");
        return panel->findChild<PosixReceiveDialog*>();
    }
};

void PosixQueueComposerTest::sendsWithAPriority() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    QCOMPARE(part<QLineEdit>("sendType")->text(), QStringLiteral("0"));
    send(QStringLiteral("low"));
    QTRY_COMPARE(messagesIn(queue), 1L);
    type("sendType", QStringLiteral("32767"));
    send(QStringLiteral("high"));
    QTRY_COMPARE(messagesIn(queue), 2L);
    QCOMPARE(takenFrom(queue), std::string("32767 high"));
    QCOMPARE(takenFrom(queue), std::string("0 low"));
    QTRY_COMPARE(host->said.size(), 2);
    QVERIFY2(host->said[1].contains(QStringLiteral("priority 32767")), qPrintable(host->said[1]));
}

void PosixQueueComposerTest::refusesWhatTheQueueDoesNotTake() {
    const MadeQueue queue("/jobs", 0600, 10, 8);
    QVERIFY(host->open(queueNamed("/jobs")));
    auto* sends = part<QPushButton>("send");
    type("sendType", QStringLiteral("32768"));
    QVERIFY(!sends->isEnabled());
    QVERIFY2(label("sendVerdict").startsWith(QStringLiteral("priority: ")), qPrintable(label("sendVerdict")));
    type("sendType", QStringLiteral("1"));
    auto* text = part<QPlainTextEdit>("sendPayload");
    text->setPlainText(QStringLiteral("12345678"));
    QVERIFY(sends->isEnabled());
    text->setPlainText(QStringLiteral("123456789"));
    QVERIFY(!sends->isEnabled());
    QCOMPARE(label("sendVerdict"), QStringLiteral("9 bytes: this queue takes 8 at most"));
    QCOMPARE(messagesIn(queue), 0L);
}

void PosixQueueComposerTest::sendsManyOfATemplate() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    type("sendCount", QStringLiteral("3"));
    type("sendEvery", QStringLiteral("1 ms"));
    type("sendType", QStringLiteral("4"));
    send(QStringLiteral("job {{seq}}"));
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].endsWith(QStringLiteral("3 messages sent")), qPrintable(host->said[0]));
    for (const char* text : {"4 job 0", "4 job 1", "4 job 2"})
        QCOMPARE(takenFrom(queue), std::string(text));
}

void PosixQueueComposerTest::aFullQueueIsAnAnswer() {
    const MadeQueue queue("/jobs", 0600, 2, 8);
    QVERIFY(queue.send("a") && queue.send("b"));
    QVERIFY(host->open(queueNamed("/jobs")));
    send(QStringLiteral("more"));
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].contains(QStringLiteral("EAGAIN")), qPrintable(host->said[0]));
    QVERIFY2(host->said[0].contains(QStringLiteral("2 of 2 messages")), qPrintable(host->said[0]));
    QCOMPARE(part<QPlainTextEdit>("sendPayload")->toPlainText(), QStringLiteral("more"));
    QCOMPARE(messagesIn(queue), 2L);
}

void PosixQueueComposerTest::aWaitingSendCanBeCancelled() {
    const MadeQueue queue("/jobs", 0600, 1, 8);
    QVERIFY(queue.send("a"));
    QVERIFY(host->open(queueNamed("/jobs")));
    part<QWidget>("composer")->findChild<QCheckBox*>()->setChecked(true);
    send(QStringLiteral("more"));
    auto* stop = part<QPushButton>("cancelWait");
    QTRY_VERIFY(stop->isVisible());
    QVERIFY(panel->tells(session->running().front().id));
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].endsWith(QStringLiteral("cancelled, nothing was changed")), qPrintable(host->said[0]));
    QTRY_VERIFY(!stop->isVisible());
    QCOMPARE(panel->window()->focusWidget(), static_cast<QWidget*>(part<QPushButton>("send"))); // it was on Stop
    QCOMPARE(takenFrom(queue), std::string("0 a"));
    QCOMPARE(messagesIn(queue), 0L);
}

void PosixQueueComposerTest::receivesTheHighestPriorityAndPutsItBack() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("low", 1) && queue.send("high", 9) && queue.send("later", 9));
    QVERIFY(host->open(queueNamed("/jobs")));
    auto* dialog = receiveDialog();
    QVERIFY(dialog != nullptr);
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("verb"))->isDefault());
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    auto* taken = part<TakenStrip>("takenStrip");
    QTRY_COMPARE(panel->keptMessages(), 1U);
    QVERIFY(taken->isVisible());
    QCOMPARE(messagesIn(queue), 2L);
    QVERIFY2(part<QListWidget>("takenMessages")->item(0)->text().contains(QStringLiteral("priority 9")),
             qPrintable(part<QListWidget>("takenMessages")->item(0)->text()));
    QVERIFY(part<QWidget>("messageView")->isVisible());
    QCOMPARE(part<QPlainTextEdit>("messageBody")->toPlainText(), QStringLiteral("high"));
    QVERIFY2(label("messageTitle").contains(QStringLiteral("priority 9")), qPrintable(label("messageTitle")));
    press("sendTakenBack");
    QTRY_COMPARE(messagesIn(queue), 3L);
    QTRY_COMPARE(panel->keptMessages(), 0U);
    QCOMPARE(takenFrom(queue), std::string("9 later"));
    QCOMPARE(takenFrom(queue), std::string("9 high"));
}

void PosixQueueComposerTest::aTakenMessageKeepsTheNameOfItsQueue() {
    TakenStrip strip;
    strip.add(queueNamed("/a%3"), {9, {}});
    // What stands in a name is no place for the priority
    const QString line = strip.findChild<QListWidget*>(QStringLiteral("takenMessages"))->item(0)->text();
    QVERIFY2(line.startsWith(QStringLiteral("msg:/a%3  priority 9")), qPrintable(line));
}

void PosixQueueComposerTest::aWaitingReceiveCanBeCancelled() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    auto* dialog = receiveDialog();
    QVERIFY(dialog != nullptr);
    const auto* what = dialog->findChild<QLabel*>(QStringLiteral("whatIsTaken"));
    QVERIFY2(what->text().contains(QStringLiteral("nothing would be taken")), qPrintable(what->text()));
    dialog->findChild<QCheckBox*>(QStringLiteral("receiveWait"))->setChecked(true);
    QVERIFY2(what->text().contains(QStringLiteral("it waits for one")), qPrintable(what->text()));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    auto* stop = part<QPushButton>("cancelWait");
    QTRY_VERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QCOMPARE(panel->keptMessages(), 0U);
}

void PosixQueueComposerTest::drainsAndLoads() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("low", 1) && queue.send("high", 9));
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("jobs.jsonl"));
    QVERIFY(host->open(queueNamed("/jobs")));
    const auto choose = [&](const char* action, const char* dialog) {
        part<QAction>(action)->trigger();
        auto* asks = panel->findChild<QFileDialog*>(QString::fromLatin1(dialog));
        emit asks->fileSelected(path);
        asks->reject();
    };
    choose("drainMessages", "drainFile");
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].contains(QStringLiteral("2 messages")), qPrintable(host->said[0]));
    QCOMPARE(messagesIn(queue), 0L);
    choose("loadMessages", "loadFile");
    QTRY_COMPARE(messagesIn(queue), 2L);
    QCOMPARE(takenFrom(queue), std::string("9 high"));
    QCOMPARE(takenFrom(queue), std::string("1 low"));
}

void PosixQueueComposerTest::keepsTheStructOfAName() {
    const QString job = QStringLiteral("le struct job { uint16_t id; };");
    QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    dropPanel();
    makePanel(&settings);
    const MadeQueue queue("/jobs");
    const MadeQueue other("/\xff odd");
    QVERIFY(host->open(queueNamed("/jobs")));
    for (auto* button : part<QWidget>("composer")->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Struct")) QTest::mouseClick(button, Qt::LeftButton);
    }
    auto* dialog = panel->findChild<StructDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("declaration"))->setPlainText(job);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("useStruct")), Qt::LeftButton);
    QTRY_COMPARE(settings.messageStruct(Name::of("/jobs")), job);
    QCOMPARE(settings.messageStruct(Name::of("/\xff odd")), QString());
    settings.setMessageStruct(Name::of("/\xff odd"), job);
    QCOMPARE(settings.messageStruct(Name::of("/\xff odd")), job);
    press("send");
    QTRY_COMPARE(messagesIn(queue), 1L);
    QCOMPARE(takenFrom(queue), std::string("0 \0\0", 4));
}

void PosixQueueComposerTest::anotherOneOfTheNameGetsNothing() {
    auto shown = std::make_unique<MadeQueue>("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    shown.reset();
    const MadeQueue another("/jobs");
    // Before the next look
    send(QStringLiteral("for the one that is shown"));
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].contains(QStringLiteral("another one has this name now")), qPrintable(host->said[0]));
    QCOMPARE(messagesIn(another), 0L);
}

IPCLENS_GUI_TEST_MAIN(PosixQueueComposerTest)
#include "posix_queue_composer_test.moc"
