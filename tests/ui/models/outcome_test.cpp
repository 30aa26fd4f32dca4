// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What is said of an operation that is over.

#include "tests/support/test_main.h"
#include "ui/models/sentences.h"

#include <QObject>
#include <QTest>

#include <cerrno>
#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;

class OutcomeTest : public QObject {
    Q_OBJECT

private slots:
    void tellsHowAnOperationWent();
    void tellsHowASemaphoreWasWaitedOn();
    void manyMessages();
    void manyPosixMessages();
    void putsBackWhatABrowseLeft();
};

void OutcomeTest::tellsHowAnOperationWent() {
    operation::Apply apply;
    apply.set = Id{3};
    apply.operations = {{0, -1, false}};
    Outcome outcome;
    outcome.took = 2ms;
    QCOMPARE(sentences::outcome(apply, outcome).text, QStringLiteral("semop sem:@3 [0] \u22121: done"));
    QCOMPARE(sentences::outcome(apply, outcome).severity, Severity::Success);
    outcome.took = 2400ms;
    QCOMPARE(sentences::outcome(apply, outcome).text, QStringLiteral("semop sem:@3 [0] \u22121: done after 2.4 s"));

    outcome.error = errorFromErrno(ECANCELED, "semop sem:@3", ErrorKind::Interrupted, "cancelled");
    QCOMPARE(sentences::outcome(apply, outcome).text,
             QStringLiteral("semop sem:@3 [0] \u22121: cancelled, nothing was changed"));
    QCOMPARE(sentences::outcome(apply, outcome).severity, Severity::Info);

    // A part of the file may stand in the segment
    operation::MemoryWork load;
    SegmentInfo segment;
    segment.id = Id{5};
    load.segment = segment;
    load.what = operation::LoadBytes{0, "/tmp/x"};
    outcome.error = cancelledError("load /tmp/x");
    outcome.error->hint = "4096 of 8192 bytes were written over before";
    QCOMPARE(sentences::outcome(load, outcome).text,
             QStringLiteral("load /tmp/x into shm:@5 at 0x0: cancelled; 4096 of 8192 bytes were written over before"));
    QCOMPARE(sentences::outcome(load, outcome).severity, Severity::Warning);

    outcome.error = errorFromErrno(EAGAIN, "send msg:@42", ErrorKind::WouldBlock, "the queue is full");
    outcome.error->hint = "16384 of 16384 bytes";
    QCOMPARE(sentences::outcome(apply, outcome).text,
             QStringLiteral("send msg:@42: the queue is full (EAGAIN); 16384 of 16384 bytes"));
    QCOMPARE(sentences::outcome(apply, outcome).severity, Severity::Error);
}

void OutcomeTest::tellsHowASemaphoreWasWaitedOn() {
    const Operation wait = operation::WaitSemaphore{Name::of("/a\nb"), true, std::nullopt};
    const Operation post = operation::PostSemaphore{Name::of("/a")};
    Outcome outcome;
    outcome.took = std::chrono::microseconds(18);
    QCOMPARE(sentences::semaphoreOutcome(wait, outcome).text,
             QStringLiteral("took one in 18 \u00b5s; it stays taken until somebody posts"));
    QCOMPARE(sentences::semaphoreOutcome(post, outcome).text, QStringLiteral("posted in 18 \u00b5s"));
    QCOMPARE(sentences::outcome(post, outcome).text, QStringLiteral("post sem:/a: done"));
    QCOMPARE(sentences::outcome(post, outcome).severity, Severity::Success);
    QVERIFY(!sentences::outcome(wait, outcome).text.contains(QLatin1Char('\n')));

    outcome.took = std::chrono::milliseconds(2400);
    QVERIFY(sentences::semaphoreOutcome(wait, outcome).text.startsWith(QStringLiteral("took one after 2.4 s")));
    outcome.error = errorFromErrno(ETIMEDOUT, "sem_wait sem:/a", ErrorKind::TimedOut, "the time is over");
    QCOMPARE(sentences::semaphoreOutcome(wait, outcome).text,
             QStringLiteral("timed out after 2.4 s: nothing was taken"));
    QCOMPARE(sentences::semaphoreOutcome(wait, outcome).severity, Severity::Warning);
    outcome.error = errorFromErrno(EAGAIN, "sem_wait sem:/a", ErrorKind::WouldBlock, "its value is 0");
    QCOMPARE(sentences::semaphoreOutcome(wait, outcome).severity, Severity::Warning);
    outcome.error = cancelledError("sem_wait sem:/a");
    QCOMPARE(sentences::semaphoreOutcome(wait, outcome).text,
             QStringLiteral("cancelled after 2.4 s: nothing was taken"));
    QCOMPARE(sentences::semaphoreOutcome(wait, outcome).severity, Severity::Info);

    outcome.error = errorFromErrno(EOVERFLOW, "sem_post sem:/a", ErrorKind::OutOfRange, "it can't be higher");
    QCOMPARE(sentences::outcome(post, outcome).text, QStringLiteral("sem_post sem:/a: it can't be higher (EOVERFLOW)"));
    QCOMPARE(sentences::outcome(post, outcome).severity, Severity::Error);
}

void OutcomeTest::manyMessages() {
    Outcome outcome;
    outcome.sent = 2;
    operation::Inject inject;
    inject.queue = {Kind::MessageQueue, Id{7}};
    inject.count = 5;
    QCOMPARE(sentences::outcome(inject, outcome).text, QStringLiteral("send msg:@7 type 1 \u00d7 5: 2 messages sent"));
    outcome.error = errorFromErrno(ECANCELED, "send msg:@7");
    QCOMPARE(sentences::outcome(inject, outcome).text,
             QStringLiteral("send msg:@7 type 1 \u00d7 5: 2 of 5 messages sent, then stopped"));
    outcome.error = errorFromErrno(EAGAIN, "send msg:@7", ErrorKind::WouldBlock, "the queue is full");
    QCOMPARE(sentences::outcome(inject, outcome).text,
             QStringLiteral("send msg:@7 type 1 \u00d7 5: 2 of 5 messages sent: the queue is full (EAGAIN)"));

    operation::Transfer move;
    move.from = Id{7};
    move.to = Id{8};
    outcome = {};
    outcome.report.messages = 1;
    outcome.report.total = 3;
    QVERIFY(sentences::outcome(move, outcome).severity == Severity::Success);
    outcome.error = errorFromErrno(EIDRM, "send msg:@8");
    outcome.report.keptIn = "/state/one\n.jsonl";
    const auto said = sentences::outcome(move, outcome);
    QVERIFY(said.severity == Severity::Warning);
    QVERIFY2(said.text.contains(QStringLiteral("1 of 3 messages moved: send msg:@8: Identifier removed (EIDRM). The "
                                               "one message that was taken and then refused is in "
                                               "/state/one\\x0a.jsonl")),
             qPrintable(said.text));
    outcome.report.keptIn.clear();
    outcome.report.inHand = sysv::Message{1, {}};
    const QString inHand = sentences::outcome(move, outcome).text;
    QVERIFY2(inHand.contains(QStringLiteral("The one message that was taken stands among those taken")),
             qPrintable(inHand));
}

void OutcomeTest::manyPosixMessages() {
    operation::PosixTransfer load;
    load.what = operation::PosixTransfer::What::Load;
    load.queue = Name::of("/jobs");
    load.path = "/tmp/jobs";
    Outcome outcome;
    outcome.report.messages = 5;
    outcome.report.total = 9;
    outcome.error = errorFromErrno(EAGAIN, "send msg:/jobs", ErrorKind::WouldBlock, "the queue is full");
    const auto loaded = sentences::outcome(load, outcome);
    QCOMPARE(loaded.severity, Severity::Warning);
    QVERIFY2(loaded.text.endsWith(QStringLiteral(": 5 of 9 messages loaded: the queue is full (EAGAIN)")),
             qPrintable(loaded.text));
    outcome.error = errorFromErrno(EIO, "read /tmp/jobs");
    const QString unread = sentences::outcome(load, outcome).text;
    QVERIFY2(unread.contains(QStringLiteral(": 5 of 9 messages loaded: read /tmp/jobs: ")), qPrintable(unread));

    const operation::Browse browse{Name::of("/jobs"), false};
    auto report = std::make_shared<transfer::BrowseReport>();
    report->taken = 5;
    report->putBack = 3;
    outcome = {};
    outcome.browsed = report;
    outcome.error = errorFromErrno(EAGAIN, "send msg:/jobs", ErrorKind::WouldBlock, "the queue is full");
    QCOMPARE(sentences::outcome(browse, outcome).text,
             QStringLiteral("browse msg:/jobs: 3 of 5 messages put back: the queue is full (EAGAIN)"));
    report->putBack = 5;
    outcome.error.reset();
    QCOMPARE(sentences::outcome(browse, outcome).text, QStringLiteral("browse msg:/jobs: 5 messages, all put back"));
}

void OutcomeTest::putsBackWhatABrowseLeft() {
    const operation::PosixTransfer back{operation::PosixTransfer::What::PutBack, Name::of("/jobs"), "/state/browsing-7",
                                        false};
    Outcome outcome;
    outcome.report.messages = outcome.report.total = 3;
    // The file is gone
    QCOMPARE(sentences::outcome(back, outcome).text, QStringLiteral("msg:/jobs: 3 messages put back"));
    outcome.report.uncertain = 1;
    const auto doubtful = sentences::outcome(back, outcome);
    QCOMPARE(doubtful.severity, Severity::Warning);
    QCOMPARE(doubtful.text,
             QStringLiteral("msg:/jobs: 3 messages put back. 1 message may have been in the queue still: "
                            "there may be copies"));
    outcome.report = {};
    outcome.report.messages = 2;
    outcome.report.total = 3;
    outcome.report.keptIn = "/state/browsing-7";
    outcome.error = errorFromErrno(EAGAIN, "send msg:/jobs", ErrorKind::WouldBlock, "the queue is full");
    QCOMPARE(sentences::outcome(back, outcome).text,
             QStringLiteral("msg:/jobs: 2 of 3 messages put back: the queue is full (EAGAIN). The others are still in "
                            "/state/browsing-7"));
}

IPCLENS_TEST_MAIN(OutcomeTest)
#include "outcome_test.moc"
