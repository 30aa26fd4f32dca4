// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <csignal>

#include <sys/syscall.h>

using namespace ipclens::testing;

/// send, receive and peek of POSIX queues; their waits, and Ctrl-C.
class PosixMessagesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void refused_data();
    void refused();
    void sendsWhatItSays();
    void sendsFiles();
    void everyIsFromStartToStart();
    void aFullQueueNamesItsCapacity();
    void theHighestPriorityComesFirst();
    void receiveForms();
    void printsWhatWasDone();
    void cantBePeeked();
    void statuses_data();
    void statuses();
    void ctrlCTakesNothing();
    void ctrlCSendsNothing();
    void ctrlZNeitherEndsNorLengthens();
    void waitsOnWhenItsNameIsRemoved();
    void unwritableOutputTakesNothing();
    void permissions();
};

namespace {

Json queueNow() {
    return run("show msg:/q --json").json();
}

} // namespace

void PosixMessagesTest::init() {
    QCOMPARE(run("create msg /q --max-messages 5 --message-size 16").status, 0);
}

void PosixMessagesTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void PosixMessagesTest::refused_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {
             "send msg:/q",
             "send msg:/q --text x --type 1",
             "send msg:/q --text x --priority -1",
             "send msg:/q --text x --priority 32768",
             "send msg:/q --text x --priority high",
             "send msg:/q --text x --count 0",
             "send msg:/q --text x --hex 00",
             "send msg:/q --text x --no-wait --timeout 1",
             "send msg:/a/b --text x",
             "send sem:/q --text x",
             "receive msg:/q --type 1",
             "receive msg:/q --type 1 --except",
             "receive msg:/q --size 1",
             "receive msg:/q --size 1 --truncate",
             "receive msg:/q --truncate",
             "receive msg:/q --raw --hex",
             "receive msg:/q --count 0",
             "receive msg:/",
         })
        QTest::newRow(line) << line;
}

void PosixMessagesTest::refused() {
    QFETCH(QString, line);
    run("send msg:/q --text kept");
    verifyFailed(run(line.toUtf8().constData()), 2);
    QCOMPARE(queueNow()["messages"], 1);
}

void PosixMessagesTest::sendsWhatItSays() {
    const Ran sent =
        run({"send", "msg:/q", "--text", "n{{seq}}/{{seq}}", "--count", "3", "--priority", "32767", "--json"});
    QCOMPARE(sent.status, 0);
    QCOMPARE(sent.json().dump(), R"({"object":"msg:/q","sent":3})");
    QCOMPARE(run({"send", "msg:/q", "--hex", "00 ff1B"}).out, std::string());
    QCOMPARE(run({"send", "msg:/q", "--text", ""}).status, 0);
    QCOMPARE(queueNow()["messages"], 5);
    QCOMPARE(queueNow()["bytes"], 15);
    const Json messages = run("receive msg:/q --count 5 --json").json();
    QCOMPARE(messages[2].dump(),
             std::string(R"({"index":2,"priority":32767,"size":4,"text":"n2/2","hex":"6e322f32"})"));
    QCOMPARE(messages[3].dump(), std::string(R"({"index":3,"priority":0,"size":3,"text":null,"hex":"00ff1b"})"));
    QCOMPARE(messages[4].dump(), std::string(R"({"index":4,"priority":0,"size":0,"text":"","hex":""})"));
}

void PosixMessagesTest::sendsFiles() {
    const QString path = QString::fromStdString(scratchDirectory() + "/payload");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("two\nlines\n");
    file.close();
    QCOMPARE(run({"send", "msg:/q", "--file", path}).status, 0);
    QCOMPARE(run({"send", "msg:/q", "--stdin", "--count", "2"}, QByteArray("in\0put", 6)).status, 0);
    QCOMPARE(run("receive msg:/q --raw --count 3").out, std::string("two\nlines\nin\0putin\0put", 22));
    QCOMPARE(run("send msg:/q --file /no/such/file").status, 3);
    const Ran tooLong = run({"send", "msg:/q", "--file", "/dev/zero"});
    QCOMPARE(tooLong.status, 7);
    QVERIFY2(tooLong.err.find("(EMSGSIZE); at most 16 bytes") != std::string::npos, tooLong.err.c_str());
    QCOMPARE(queueNow()["messages"], 0);
}

void PosixMessagesTest::everyIsFromStartToStart() {
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(run("send msg:/q --text x --count 4 --every 100ms").status, 0);
    QVERIFY(timer.elapsed() >= 300);
    QCOMPARE(run("create msg /many --max-messages 10 --message-size 8").status, 0);
    RunningIpclens endless({"send", "msg:/many", "--text", "{{seq}}", "--every", "10ms", "--json"});
    QTRY_VERIFY(run("show msg:/many --json").json()["messages"].get<int>() > 4);
    endless.signal(SIGINT);
    const Ran ran = endless.finish();
    QCOMPARE(ran.status, 130);
    QCOMPARE(ran.json()["sent"], run("show msg:/many --json").json()["messages"].get<int>());
}

void PosixMessagesTest::aFullQueueNamesItsCapacity() {
    const Ran ran = run("send msg:/q --text abcd --count 9 --no-wait --json");
    QCOMPARE(ran.status, 5);
    QCOMPARE(ran.json()["sent"], 5);
    QCOMPARE(ran.err, std::string("ipclens: send msg:/q: the queue is full (EAGAIN); 5 of 5 messages, of 16 bytes at "
                                  "most\n"));
    const Ran late = run("send msg:/q --text abcd --timeout 10ms");
    QCOMPARE(late.status, 5);
    QVERIFY2(late.err.find("(ETIMEDOUT); 5 of 5 messages") != std::string::npos, late.err.c_str());
    QCOMPARE(queueNow()["messages"], 5);
}

void PosixMessagesTest::theHighestPriorityComesFirst() {
    run("send msg:/q --text low1 --priority 1");
    run("send msg:/q --text none");
    run("send msg:/q --text high --priority 9");
    run("send msg:/q --text low2 --priority 1");
    const Json messages = run("receive msg:/q --count 4 --json").json();
    QCOMPARE(textsOf(messages), std::string("high low1 low2 none "));
    QCOMPARE(messages[0]["priority"], 9);
    QCOMPARE(messages[3]["priority"], 0);
}

void PosixMessagesTest::receiveForms() {
    run("send msg:/q --text ab --count 5 --priority 7");
    QCOMPARE(run("receive msg:/q --raw --count 2").out, std::string("abab"));
    QCOMPARE(run("receive msg:/q --hex").out, std::string("6162\n"));
    const std::string bare = run("receive msg:/q --no-header").out;
    QCOMPARE(std::count(bare.begin(), bare.end(), '\n'), 1);
    const std::string headed = run("receive msg:/q").out;
    QVERIFY2(headed.find("PRIORITY") != std::string::npos, headed.c_str());
    QVERIFY2(headed.find("  7  ") != std::string::npos, headed.c_str());
    run({"send", "msg:/q", "--hex", "1b5b 0a ff"});
    QVERIFY(run("receive msg:/q --no-header").out.ends_with("  \\x1b[\\x0a\\xff\n"));
}

void PosixMessagesTest::printsWhatWasDone() {
    run({"send", "msg:/q", "--text", "{{seq}}", "--count", "2"});
    const Ran ran = run("receive msg:/q --count 5 --no-wait --json");
    QCOMPARE(ran.status, 5);
    QCOMPARE(textsOf(ran.json()), std::string("0 1 "));
    QCOMPARE(ran.err, std::string("ipclens: receive msg:/q: the queue is empty (EAGAIN)\n"));
}

void PosixMessagesTest::cantBePeeked() {
    run("send msg:/q --text kept");
    for (const char* line : {"peek msg:/q", "peek msg:/q --index 0 --json", "peek msg:/none"}) {
        const Ran ran = run(line);
        QCOMPARE(ran.status, 2);
        QCOMPARE(ran.out, std::string());
        QVERIFY2(ran.err.find("can't be peeked") != std::string::npos, ran.err.c_str());
    }
    QVERIFY(run("peek msg:/q").err.find("show msg:/q counts them, receive msg:/q takes them") != std::string::npos);
    QCOMPARE(queueNow()["messages"], 1);
}

void PosixMessagesTest::statuses_data() {
    addStatuses({
        {"send msg:/none --text x", 3, "send msg:/none: no such message queue (ENOENT)"},
        {"receive msg:/none", 3, "(ENOENT)"},
        {"receive msg:/q --no-wait", 5, "(EAGAIN)"},
        {"receive msg:/q --timeout 10ms", 5, "(ETIMEDOUT)"},
        {"receive msg:/q --timeout 0", 5, "(ETIMEDOUT)"},
        {"send msg:/q --text 0123456789abcdefg", 7, "17 bytes are too many for a message of this queue (EMSGSIZE)"},
    });
}

void PosixMessagesTest::statuses() {
    verifyStatus();
}

void PosixMessagesTest::ctrlCTakesNothing() {
    RunningIpclens receiver({"receive", "msg:/q", "--count", "5", "--json"});
    QVERIFY(receiver.waitUntilBlockedIn({SYS_mq_timedreceive}));
    run({"send", "msg:/q", "--text", "{{seq}}", "--count", "2"});
    QTRY_COMPARE(queueNow()["messages"], 0);
    // Each is written out before the next is waited for
    QVERIFY(receiver.waitForLines(2).find("\"text\": \"1\"") != std::string::npos);
    QVERIFY(receiver.waitUntilBlockedIn({SYS_mq_timedreceive}));
    receiver.signal(SIGINT);
    const Ran ran = receiver.finish();
    QCOMPARE(ran.status, 130);
    QCOMPARE(textsOf(ran.json()), std::string("0 1 "));
    run("send msg:/q --text kept");
    QCOMPARE(queueNow()["messages"], 1);
}

void PosixMessagesTest::ctrlCSendsNothing() {
    run("send msg:/q --text old --count 5");
    RunningIpclens sender({"send", "msg:/q", "--text", "new", "--json"});
    QVERIFY(sender.waitUntilBlockedIn({SYS_mq_timedsend}));
    sender.signal(SIGINT);
    const Ran ran = sender.finish();
    QCOMPARE(ran.status, 130);
    QCOMPARE(ran.json()["sent"], 0);
    QCOMPARE(textsOf(run("receive msg:/q --count 5 --json").json()), std::string("old old old old old "));
    QCOMPARE(queueNow()["messages"], 0);
}

void PosixMessagesTest::ctrlZNeitherEndsNorLengthens() {
    verifyStopNeitherEndsNorLengthens({"receive", "msg:/q"}, {SYS_mq_timedreceive});
}

void PosixMessagesTest::waitsOnWhenItsNameIsRemoved() {
    const MadeQueue gate("/gate");
    RunningIpclens receiver({"receive", "msg:/gate", "--raw"});
    QVERIFY(receiver.waitUntilBlockedIn({SYS_mq_timedreceive}));
    QCOMPARE(run("remove msg:/gate").status, 0);
    QCOMPARE(run("send msg:/gate --text x").status, 3);
    QTest::qWait(100);
    QVERIFY(receiver.running());
    QVERIFY(gate.send("late"));
    const Ran ran = receiver.finish();
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.out, std::string("late"));
}

void PosixMessagesTest::unwritableOutputTakesNothing() {
    run("send msg:/q --text keep");
    for (const char* form : {"", "--raw", "--json"}) {
        for (const char* where : {">&-", ">/dev/full"}) {
            const Ran ran = runInShell(QString("ipclens receive msg:/q --no-wait %1 %2").arg(form, where));
            QCOMPARE(ran.status, 1);
            QCOMPARE(queueNow()["messages"], 1);
        }
    }
    runInShell("ipclens receive msg:/q --raw --count 3 | true");
    run("send msg:/q --text kept");
    QVERIFY(queueNow()["messages"].get<int>() >= 1);
}

/// Each direction asks for its own permission alone.
void PosixMessagesTest::permissions() {
    QCOMPARE(run("create msg /drop --mode 0622 --max-messages 2 --message-size 5").status, 0);
    QCOMPARE(run("create msg /take --mode 0644 --max-messages 2 --message-size 5").status, 0);
    QCOMPARE(run("send msg:/take --text x").status, 0);
    const auto sent = runAsNobody("send msg:/drop --text x");
    if (!sent) QSKIP("another user can't be had here");
    QCOMPARE(sent->status, 0);
    const auto notReceived = runAsNobody("receive msg:/drop");
    QCOMPARE(notReceived->status, 4);
    QCOMPARE(notReceived->err,
             std::string("ipclens: receive msg:/drop: not permitted (EACCES); owner root, mode 0622\n"));
    QCOMPARE(runAsNobody("send msg:/take --text x")->status, 4);
    QCOMPARE(runAsNobody("receive msg:/take --raw")->out, std::string("x"));
}

IPCLENS_TEST_MAIN(PosixMessagesTest)

#include "posix_messages_test.moc"
