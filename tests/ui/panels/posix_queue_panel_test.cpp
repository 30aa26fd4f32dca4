// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the panel of a POSIX queue shows without taking anything.

#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/panels/posix_queue_panel_fixture.h"
#include "ui/panels/ended_line.h"
#include "ui/widgets/tone_label.h"

#include <QSignalSpy>

#include <signal.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeQueue;
using ipclens::testing::messagesIn;
using ipclens::testing::PosixQueuePanelFixture;
using ipclens::testing::queueNamed;
using ipclens::testing::takenFrom;

class PosixQueuePanelTest : public PosixQueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void saysWhatIsKnownAndTakesNothing();
    void saysThatItIsFull();
    void saysWhoIsNotified();
    void saysWhoWaits();
    void tellsThatAMessageCameAndTakesNobodysPlace();
    void aDeniedQueueSaysWhose();
    void oneThatMayBeReadAloneIsNotWritten();
    void aRemovedQueueCanNotBeUsed();
    void anotherQueueOfTheSameNameBeginsAnew();
    void lookOnlyTurnsActionsOff();
};

void PosixQueuePanelTest::saysWhatIsKnownAndTakesNothing() {
    const MadeQueue queue("/jobs", 0600, 10, 64);
    QVERIFY(queue.send("first", 1) && queue.send("second", 5) && queue.send("x"));
    QVERIFY(host->open(queueNamed("/jobs")));
    QTRY_COMPARE(label("queueWords"), QStringLiteral("3 of 10 messages \u00b7 12 B"));
    QVERIFY2(label("queueFacts").startsWith(QStringLiteral("takes 10 messages of 64 bytes at most")),
             qPrintable(label("queueFacts")));
    QVERIFY2(label("overviewTitle").contains(QStringLiteral("can\u2019t be seen")), qPrintable(label("overviewTitle")));
    QVERIFY(part<QPushButton>("browse")->isEnabled());
    QVERIFY(!part<QWidget>("messageView")->isVisible());
    QVERIFY2(label("sendVerdict").contains(QStringLiteral("of 64 that this queue takes")),
             qPrintable(label("sendVerdict")));
    QCOMPARE(messagesIn(queue), 3L);
    QCOMPARE(takenFrom(queue), std::string("5 second"));
    QTRY_COMPARE(label("queueWords"), QStringLiteral("2 of 10 messages \u00b7 6 B"));
    QVERIFY(!takenFrom(queue).empty() && !takenFrom(queue).empty());
    QTRY_COMPARE(label("overviewTitle"), QStringLiteral("This queue is empty"));
    QVERIFY(!part<QPushButton>("browse")->isEnabled());
}

void PosixQueuePanelTest::saysThatItIsFull() {
    const MadeQueue queue("/jobs", 0600, 2, 8);
    QVERIFY(queue.send("a") && queue.send("b"));
    QVERIFY(host->open(queueNamed("/jobs")));
    QTRY_COMPARE(label("queueWords"), QStringLiteral("full: 2 of 2 messages \u00b7 2 B"));
    QCOMPARE(label("queueState"), QStringLiteral("A send would wait"));
}

void PosixQueuePanelTest::saysWhoIsNotified() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    QTRY_COMPARE(label("notified"), QStringLiteral("No process has asked for mq_notify"));
    const ChildProcess holder([&] {
        signal(SIGUSR1, SIG_IGN);
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGUSR1;
        if (mq_notify(queue.get(), &event) != 0) return 1;
        pause();
        return 0;
    });
    const QString pid = QString::number(holder.pid());
    QTRY_VERIFY2(label("notified").contains(pid), qPrintable(label("notified")));
    QVERIFY2(label("notified").endsWith(QStringLiteral(" is notified by SIGUSR1 (10)")), qPrintable(label("notified")));
    // In a narrow window who it is comes before all that follows from the counts
    panel->resize(592, 420);
    QTRY_VERIFY(label("queueState").isEmpty());
    const auto* line = part<ui::ToneLabel>("notified");
    QTRY_VERIFY2(!line->fitting().contains(QChar(0x2026)), qPrintable(line->fitting()));
    QVERIFY2(line->fitting().contains(pid), qPrintable(line->fitting()));
}

void PosixQueuePanelTest::saysWhoWaits() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    const ChildProcess receiver([] {
        const mqd_t mine = mq_open("/jobs", O_RDONLY);
        char text[64];
        return mq_receive(mine, text, sizeof text, nullptr) < 0 ? 1 : 0;
    });
    QTRY_COMPARE(label("queueState"), QStringLiteral("1 receiver waiting"));
    QTRY_VERIFY2(label("queueFacts").contains(QString::number(receiver.pid())), qPrintable(label("queueFacts")));
}

void PosixQueuePanelTest::tellsThatAMessageCameAndTakesNobodysPlace() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    QSignalSpy arrived(&session->arrivals(), &QueueArrivals::arrived);
    auto* notifyMe = part<QPushButton>("notifyMe");
    QTest::mouseClick(notifyMe, Qt::LeftButton);
    QTRY_COMPARE(host->said.size(), 1);
    QVERIFY2(host->said[0].contains(QStringLiteral("is not seen")), qPrintable(host->said[0]));
    QVERIFY(notifyMe->isChecked());
    QVERIFY2(label("notified").startsWith(QStringLiteral("You are told of messages that come")),
             qPrintable(label("notified")));
    QVERIFY(session->arrivals().watches(Name::of("/jobs")));
    QVERIFY(QString::fromStdString(queue.status()).contains(QStringLiteral("NOTIFY_PID:0")));
    QTest::qWait(100); // it is opened in another thread
    QVERIFY(queue.send("news"));
    QTRY_COMPARE(arrived.size(), 1);
    QTest::mouseClick(notifyMe, Qt::LeftButton);
    QVERIFY(!session->arrivals().watches(Name::of("/jobs")));
    QVERIFY(!notifyMe->isChecked());
    QCOMPARE(label("notified"), QStringLiteral("No process has asked for mq_notify"));
    QCOMPARE(messagesIn(queue), 1L);
}

void PosixQueuePanelTest::aDeniedQueueSaysWhose() {
    PosixQueueInfo info;
    info.name = Name::of("/jobs");
    info.attributesKnown = true;
    info.maxMessages = 10;
    info.messages = 2;
    info.access = Access::Denied;
    info.permissions = {0, 0, 0, 0, 0620};
    panel->show();
    panel->setObject(info);
    QVERIFY2(label("overviewReason").contains(QStringLiteral("rw--w----")), qPrintable(label("overviewReason")));
    QCOMPARE(label("notified"), QStringLiteral("Who is notified is not known"));
    QVERIFY(!part<QPushButton>("browse")->isVisible());
    QVERIFY(!part<QPushButton>("receive")->isEnabled());
    QVERIFY(!part<QPushButton>("notifyMe")->isEnabled());
    QVERIFY(part<QPushButton>("send")->isEnabled());
}

void PosixQueuePanelTest::oneThatMayBeReadAloneIsNotWritten() {
    const MadeQueue queue("/jobs", 0444);
    QVERIFY(queue.send("a"));
    const ipclens::testing::WithoutCapabilities ordinary; // and so are the threads that begin now
    dropPanel();
    makePanel();
    QVERIFY(host->open(queueNamed("/jobs")));
    // A browse would have to put back what it took
    for (const char* button : {"send", "browse"}) {
        QTRY_VERIFY2(!part<QPushButton>(button)->isEnabled(), button);
        QCOMPARE(part<QPushButton>(button)->toolTip(), QStringLiteral("You have no write permission"));
    }
    QVERIFY(part<QPushButton>("receive")->isEnabled());
}

void PosixQueuePanelTest::aRemovedQueueCanNotBeUsed() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("a"));
    QVERIFY(host->open(queueNamed("/jobs")));
    mq_unlink("/jobs");
    QTRY_VERIFY(host->ended);
    QVERIFY(panel->findChild<EndedLine*>()->isVisible());
    for (const char* button : {"send", "receive", "browse", "notifyMe"})
        QVERIFY2(!part<QPushButton>(button)->isEnabled(), button);
    QCOMPARE(label("queueWords"), QStringLiteral("1 of 10 messages \u00b7 1 B"));
}

void PosixQueuePanelTest::anotherQueueOfTheSameNameBeginsAnew() {
    const MadeQueue queue("/jobs");
    QVERIFY(host->open(queueNamed("/jobs")));
    mq_unlink("/jobs");
    QTRY_VERIFY(host->ended);
    const MadeQueue next("/jobs", 0600, 3, 8);
    QVERIFY(host->open(queueNamed("/jobs")));
    QVERIFY(!panel->findChild<EndedLine*>()->isVisible());
    QTRY_COMPARE(label("queueWords"), QStringLiteral("0 of 3 messages \u00b7 0 B"));
    send(QStringLiteral("hi"));
    QTRY_COMPARE(messagesIn(next), 1L);
    QCOMPARE(messagesIn(queue), 0L);
}

void PosixQueuePanelTest::lookOnlyTurnsActionsOff() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("a"));
    session->setLookOnly(true);
    QVERIFY(host->open(queueNamed("/jobs")));
    for (const char* button : {"send", "receive", "browse"}) {
        QVERIFY2(!part<QPushButton>(button)->isEnabled(), button);
        QVERIFY2(part<QPushButton>(button)->toolTip().startsWith(QStringLiteral("Look-only")), button);
    }
    // Being told changes nothing
    QVERIFY(part<QPushButton>("notifyMe")->isEnabled());
    session->setLookOnly(false);
    QVERIFY(part<QPushButton>("send")->isEnabled());
    QVERIFY(part<QPushButton>("browse")->isEnabled());
}

IPCLENS_GUI_TEST_MAIN(PosixQueuePanelTest)
#include "posix_queue_panel_test.moc"
