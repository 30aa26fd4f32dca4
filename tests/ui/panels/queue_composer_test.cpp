// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Messages that are composed and sent in the queue panel.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/queue_panel_fixture.h"
#include "ui/panels/composer.h"
#include "ui/settings.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOf;
using ipclens::testing::QueuePanelFixture;
using ipclens::testing::TestQueue;

class QueueComposerTest : public QueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void sendsText();
    void sendsHex();
    void refusesWhatIsNoHexOrType();
    void aFullQueueIsAnAnswer();
    void aWaitingSendCanBeCancelled();
    void tellsOfTheQueueThatIsShown();
    void sendsManyOfATemplate();
    void stopsWhatGoesOn();
    void refusesWrongTemplatesAndJson();
    void sendsAFile();
    void readsTheFileAgainToSend();
    void composesWhatWasCaptured();
    void favouritesSurvive();
};

void QueueComposerTest::sendsText() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
    auto* type = part<QLineEdit>("sendType");
    type->selectAll();
    QTest::keyClicks(type, QStringLiteral("7"));
    auto* text = part<QPlainTextEdit>("sendPayload");
    QTest::keyClicks(text, QStringLiteral("hello"));
    QCOMPARE(part<QLabel>("sendVerdict")->text(), QStringLiteral("5 bytes"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(host->said.size(), 1);
    const auto sent = queue->receive({}, Wait::never());
    QVERIFY(sent.has_value());
    QCOMPARE(sent->type, 7L);
    QVERIFY(sent->payload == bytesOf("hello"));
    QCOMPARE(text->toPlainText(), QStringLiteral("hello"));
}

void QueueComposerTest::sendsHex() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
    chooseForm("composer", QStringLiteral("Hex"));
    QTest::keyClicks(part<QPlainTextEdit>("sendPayload"), QStringLiteral("00 ff"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf(std::string_view("\0\xff", 2)));
}

void QueueComposerTest::refusesWhatIsNoHexOrType() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
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
    QVERIFY(host->waitForUpdate());
    QCOMPARE(queue->stat()->messages, 0U);
}

void QueueComposerTest::aFullQueueIsAnAnswer() {
    const TestQueue queue(4);
    QVERIFY(queue.put(1, "full"));
    QVERIFY(host->open(queue.object()));
    auto* text = part<QPlainTextEdit>("sendPayload");
    QTest::keyClicks(text, QStringLiteral("more"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].contains(QStringLiteral("EAGAIN")), qPrintable(host->said[0]));
    QVERIFY2(host->said[0].contains(QStringLiteral("4 of 4 bytes")), qPrintable(host->said[0]));
    QCOMPARE(text->toPlainText(), QStringLiteral("more"));
}

void QueueComposerTest::aWaitingSendCanBeCancelled() {
    const TestQueue queue(4);
    QVERIFY(queue.put(1, "full"));
    QVERIFY(host->open(queue.object()));
    QTest::keyClicks(part<QPlainTextEdit>("sendPayload"), QStringLiteral("more"));
    part<QWidget>("composer")->findChild<QCheckBox*>()->setChecked(true);
    auto* cancel = part<QPushButton>("cancelWait");
    QVERIFY(!cancel->isVisible());
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_VERIFY(cancel->isVisible());
    QCOMPARE(session->running().size(), 1U);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].endsWith(QStringLiteral("cancelled, nothing was changed")), qPrintable(host->said[0]));
    QTRY_VERIFY(!cancel->isVisible());
    QCOMPARE(queue->stat()->messages, 1U);
}

void QueueComposerTest::tellsOfTheQueueThatIsShown() {
    const TestQueue queue(4);
    const TestQueue other;
    QVERIFY(queue.put(1, "full"));
    QVERIFY(host->open(queue.object()));
    part<QWidget>("composer")->findChild<QCheckBox*>()->setChecked(true);
    send(QStringLiteral("more"));
    auto* stop = part<QPushButton>("cancelWait");
    QTRY_VERIFY(stop->isVisible());
    const auto* line = part<QLabel>("sendUnderWay");
    QVERIFY2(line->text().startsWith(QStringLiteral("waiting for ")), qPrintable(line->text()));
    const OperationId first = session->running().front().id;
    QVERIFY(panel->tells(first));

    QVERIFY(host->open(other.object()));
    QVERIFY(!stop->isVisible());
    QVERIFY(!panel->tells(first));
    QVERIFY(host->open(queue.object()));
    QVERIFY(stop->isVisible());
    QVERIFY(panel->tells(first));

    // Each of several is told, and ended, elsewhere
    send(QStringLiteral("more"));
    QTRY_COMPARE(stop->text(), QStringLiteral("Stop all"));
    QVERIFY(!panel->tells(first));
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 2);
    QTRY_VERIFY(!stop->isVisible());
    QCOMPARE(queue->stat()->messages, 1U);
}

void QueueComposerTest::sendsManyOfATemplate() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
    chooseForm("composer", QStringLiteral("JSON"));
    type("sendCount", QStringLiteral("3"));
    type("sendEvery", QStringLiteral("1 ms"));
    send(QStringLiteral("{\"order\": {{seq}}}"));
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].endsWith(QStringLiteral("3 messages sent")), qPrintable(host->said[0]));
    for (const char* text : {R"({"order": 0})", R"({"order": 1})", R"({"order": 2})"})
        QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf(text));
}

void QueueComposerTest::stopsWhatGoesOn() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
    part<QLineEdit>("sendCount")->clear(); // with an interval: until it is stopped
    type("sendEvery", QStringLiteral("5 ms"));
    send(QStringLiteral("x"));
    auto* stop = part<QPushButton>("cancelWait");
    QTRY_VERIFY(stop->isVisible());
    QTRY_VERIFY(part<QLabel>("sendUnderWay")->text().endsWith(QStringLiteral(" sent")));
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].endsWith(QStringLiteral(", then stopped")), qPrintable(host->said[0]));
    const auto sent = queue->stat()->messages;
    QVERIFY(sent > 0);
    QVERIFY2(host->said[0].contains(QString::number(sent)), qPrintable(host->said[0]));
    QTRY_VERIFY(!stop->isVisible());
}

void QueueComposerTest::refusesWrongTemplatesAndJson() {
    const TestQueue queue;
    QVERIFY(host->open(queue.object()));
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

void QueueComposerTest::sendsAFile() {
    const TestQueue queue;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("payload")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0{{seq}}", 8));
    file.close();
    QVERIFY(host->open(queue.object()));
    chooseForm("composer", QStringLiteral("File\u2026"));
    auto* dialog = panel->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    emit dialog->fileSelected(file.fileName());
    dialog->reject();
    QTRY_COMPARE(part<QLabel>("sendVerdict")->text(), QStringLiteral("8 bytes"));
    QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf(std::string_view("\0{{seq}}", 8)));
}

void QueueComposerTest::readsTheFileAgainToSend() {
    const TestQueue queue;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("payload"));
    const auto write = [&path](const char* bytes) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) > 0;
    };
    const auto press = [this] { QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton); };
    QVERIFY(write("[1]"));
    QVERIFY(host->open(queue.object()));
    Composition asked;
    asked.form = Composition::Form::Json;
    asked.payload = QStringLiteral("{{file}}");
    asked.file = path;
    panel->findChild<Composer*>()->setComposition(asked);
    QTRY_COMPARE(part<QLabel>("sendVerdict")->text(), QStringLiteral("3 bytes"));
    QVERIFY(write("[1, 2]"));
    press();
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf("[1, 2]"));
    QCOMPARE(part<QLabel>("sendVerdict")->text(), QStringLiteral("6 bytes"));

    QVERIFY(write("[1, "));
    press();
    QTRY_COMPARE(host->said.size(), 2);
    QVERIFY2(host->said[1].contains(QStringLiteral("Nothing was sent: no JSON")), qPrintable(host->said[1]));
    QVERIFY(QFile::remove(path));
    press();
    QTRY_COMPARE(host->said.size(), 3);
    QVERIFY2(host->said[2].contains(QStringLiteral("ENOENT")), qPrintable(host->said[2]));
    QCOMPARE(queue->stat()->messages, 0U);

    QVERIFY(write("[3]"));
    press();
    QTRY_COMPARE(host->said.size(), 4);
    QVERIFY(queue->receive({}, Wait::never())->payload == bytesOf("[3]"));
}

void QueueComposerTest::composesWhatWasCaptured() {
    const TestQueue queue;
    QVERIFY(queue.put(7, R"({"a":1})"));
    QVERIFY(host->open(queue.object()));
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

void QueueComposerTest::favouritesSurvive() {
    const TestQueue queue;
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    const auto menuOf = [](QueuePanel& of) {
        auto* menu = of.findChild<QPushButton*>(QStringLiteral("history"))->menu();
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
        QueuePanel before(*session, &settings);
        before.show();
        before.findChild<QPlainTextEdit*>(QStringLiteral("sendPayload"))->setPlainText(QStringLiteral("job {{seq}}"));
        QVERIFY(press(menuOf(before), QStringLiteral("Save as favourite\u2026")));
        auto* name = before.findChild<QInputDialog*>();
        QVERIFY(name != nullptr);
        name->setTextValue(QStringLiteral("a & b"));
        name->accept();
    }
    QueuePanel after(*session, &settings);
    after.show();
    QVERIFY(press(menuOf(after), QStringLiteral("a && b")));
    QCOMPARE(after.findChild<QPlainTextEdit*>(QStringLiteral("sendPayload"))->toPlainText(),
             QStringLiteral("job {{seq}}"));
}

IPCLENS_GUI_TEST_MAIN(QueueComposerTest)

#include "queue_composer_test.moc"
