// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QFile>

#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens::testing;

/// send, receive, peek, op, read and write; their waits, and Ctrl-C.
class MessagesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsWhatItSays();
    void sendsFiles();
    void everyIsFromStartToStart();
    void aFullQueueNamesItsCapacity();
    void receiveChooses();
    void receiveSizes();
    void receiveForms();
    void hostileBytes();
    void peekChangesNothing();
    void printsWhatWasDone();
    void ctrlCTakesNothing();
    void ctrlCClosesTheDocument();
    void readerGoneTakesNothing();
    void unwritableOutputTakesNothing();
    void noThreadCanBeStarted();
    void ctrlZNeitherEndsNorLengthens();
    void removedWhileWaiting();
    void opWaits();
    void readAndWrite();
};

namespace {

Json queueNow() {
    return run("show msg:1 --json").json();
}

} // namespace

void MessagesTest::init() {
    QCOMPARE(run("create msg 1").status, 0);
    QCOMPARE(run("create sem 1 --count 2").status, 0);
    QCOMPARE(run("create shm 1 --size 8K").status, 0);
}

void MessagesTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void MessagesTest::sendsWhatItSays() {
    const Ran sent = run({"send", "msg:1", "--text", "n{{seq}}/{{seq}}", "--count", "3", "--type", "7", "--json"});
    QCOMPARE(sent.status, 0);
    QCOMPARE(sent.json().dump(),
             R"({"object":)" + Json("msg:@" + std::to_string(queueNow()["id"].get<int>())).dump() + R"(,"sent":3})");
    QCOMPARE(run({"send", "msg:1", "--hex", "00 ff1B"}).out, std::string());
    const Json messages = run("peek msg:1 --json").json();
    QCOMPARE(messages[2].dump(), std::string(R"({"index":2,"type":7,"size":4,"text":"n2/2","hex":"6e322f32"})"));
    QCOMPARE(messages[3].dump(), std::string(R"({"index":3,"type":1,"size":3,"text":null,"hex":"00ff1b"})"));
}

void MessagesTest::sendsFiles() {
    const std::string path = scratchDirectory() + "/payload";
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("two\nlines\n");
    file.close();
    QCOMPARE(run({"send", "msg:1", "--file", QString::fromStdString(path)}).status, 0);
    QCOMPARE(run({"send", "msg:1", "--stdin", "--count", "2"}, QByteArray("in\0put", 6)).status, 0);
    QCOMPARE(run("receive msg:1 --raw --count 3").out, std::string("two\nlines\nin\0putin\0put", 22));
    QCOMPARE(run("send msg:1 --file /no/such/file").status, 3);
    const Ran tooLong = run({"send", "msg:1", "--file", "/dev/zero"});
    QCOMPARE(tooLong.status, 7);
    QVERIFY(tooLong.err.find("MSGMAX") != std::string::npos);
}

void MessagesTest::everyIsFromStartToStart() {
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(run("send msg:1 --text x --count 4 --every 100ms").status, 0);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY(timer.elapsed() < 3000);
    RunningIpclens endless({"send", "msg:1", "--text", "{{seq}}", "--every", "10ms", "--json"});
    QTRY_VERIFY(queueNow()["messages"].get<int>() > 8);
    endless.signal(SIGINT);
    const Ran ran = endless.finish();
    QCOMPARE(ran.status, 130);
    QCOMPARE(ran.json()["sent"], queueNow()["messages"].get<int>() - 4);
}

void MessagesTest::aFullQueueNamesItsCapacity() {
    run("set msg:1 --capacity 10");
    const Ran ran = run("send msg:1 --text abcd --count 5 --no-wait --json");
    QCOMPARE(ran.status, 5);
    QCOMPARE(ran.json()["sent"], 2);
    QCOMPARE(ran.err, std::string("ipclens: send msg:1: the queue is full (EAGAIN); 8 of 10 bytes\n"));
    QCOMPARE(run("send msg:1 --text abcd --timeout 10ms").status, 5);
    QCOMPARE(queueNow()["messages"], 2);
}

void MessagesTest::receiveChooses() {
    for (const char* line : {"send msg:1 --type 5 --text a", "send msg:1 --type 3 --text b",
                             "send msg:1 --type 9 --text c", "send msg:1 --type 5 --text d"})
        run(line);
    QCOMPARE(textsOf(run("receive msg:1 --type 9 --json").json()), std::string("c "));
    QCOMPARE(textsOf(run("receive msg:1 --type -5 --json").json()), std::string("b "));
    QCOMPARE(run("receive msg:1 --type 5 --except --no-wait").status, 5);
    QCOMPARE(textsOf(run("receive msg:1 --type 3 --except --json").json()), std::string("a "));
    QCOMPARE(textsOf(run("receive msg:1 --type 0 --json").json()), std::string("d "));
}

void MessagesTest::receiveSizes() {
    run("send msg:1 --text abcdef");
    const Ran tooLong = run("receive msg:1 --size 3");
    QCOMPARE(tooLong.status, 7);
    QVERIFY(tooLong.err.find("(E2BIG)") != std::string::npos);
    QCOMPARE(queueNow()["messages"], 1);
    QCOMPARE(run("receive msg:1 --size 3 --truncate --raw").out, std::string("abc"));
    QCOMPARE(queueNow()["messages"], 0);
}

void MessagesTest::receiveForms() {
    run("send msg:1 --text ab --count 6");
    QCOMPARE(run("receive msg:1 --raw --count 2").out, std::string("abab"));
    QCOMPARE(run("receive msg:1 --hex --count 2").out, std::string("6162\n6162\n"));
    const std::string bare = run("receive msg:1 --no-header").out;
    QCOMPARE(std::count(bare.begin(), bare.end(), '\n'), 1);
    const std::string headed = run("receive msg:1").out;
    QCOMPARE(std::count(headed.begin(), headed.end(), '\n'), 2);
}

void MessagesTest::hostileBytes() {
    run({"send", "msg:1", "--hex", "1b5b 0a 7f c29b ff 00 c3a9 22 5c"});
    const std::string text = run("peek msg:1 --no-header").out;
    QVERIFY2(text.find("\\x1b[\\x0a\\x7f\\xc2\\x9b\\xff\\x00\xc3\xa9\"\\\n") != std::string::npos, text.c_str());
    run("receive msg:1");
    run({"send", "msg:1", "--hex", "1b 0a 7f c29b 00 c3a9 22 5c"});
    const std::string json = run("peek msg:1 --json").out;
    QVERIFY2(json.find(R"("\u001b\u000a\u007f\u009b\u0000é\"\\")") != std::string::npos, json.c_str());
    // In error lines too
    const Ran ran = run({"show", "sem:\x1b[2J\n"});
    QCOMPARE(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
    QVERIFY(ran.err.find("\\x1b[2J\\x0a") != std::string::npos);
}

void MessagesTest::peekChangesNothing() {
    QCOMPARE(run("peek msg:1 --json").out, std::string("[]\n"));
    QCOMPARE(run("peek msg:1").out, std::string());
    run({"send", "msg:1", "--text", "{{seq}}", "--count", "5"});
    const std::string before = queueNow().dump();
    QCOMPARE(textsOf(run("peek msg:1 --index 1 --limit 3 --json").json()), std::string("1 2 3 "));
    QCOMPARE(run("peek msg:1 --index 4 --json").json()[0]["index"], 4);
    QCOMPARE(run("peek msg:1 --index 5 --json").status, 5);
    QCOMPARE(run("peek msg:1 --raw").out, std::string("01234"));
    QCOMPARE(queueNow().dump(), before);
}

void MessagesTest::printsWhatWasDone() {
    run({"send", "msg:1", "--text", "{{seq}}", "--count", "2"});
    const Ran ran = run("receive msg:1 --count 5 --no-wait --json");
    QCOMPARE(ran.status, 5);
    QCOMPARE(textsOf(ran.json()), std::string("0 1 "));
    QVERIFY(ran.err.find("(ENOMSG)") != std::string::npos);
}

void MessagesTest::ctrlCTakesNothing() {
    RunningIpclens receiver({"receive", "msg:1"});
    QVERIFY(receiver.waitUntilBlockedIn({SYS_msgrcv}));
    const std::string before = queueNow().dump();
    receiver.signal(SIGINT);
    const Ran ran = receiver.finish();
    QCOMPARE(ran.status, 130);
    QCOMPARE(ran.out, std::string());
    QCOMPARE(queueNow().dump(), before);
    run("send msg:1 --text kept");
    QCOMPARE(queueNow()["messages"], 1);
}

void MessagesTest::ctrlCClosesTheDocument() {
    RunningIpclens receiver({"receive", "msg:1", "--count", "5", "--json"});
    QVERIFY(receiver.waitUntilBlockedIn({SYS_msgrcv}));
    run({"send", "msg:1", "--text", "{{seq}}", "--count", "2"});
    QTRY_COMPARE(queueNow()["messages"], 0);
    // Each is written out before the next is waited for
    QVERIFY(receiver.waitForLines(2).find("\"text\": \"1\"") != std::string::npos);
    QVERIFY(receiver.waitUntilBlockedIn({SYS_msgrcv}));
    receiver.signal(SIGINT);
    const Ran ran = receiver.finish();
    QCOMPARE(ran.status, 130);
    QCOMPARE(textsOf(ran.json()), std::string("0 1 "));
}

void MessagesTest::readerGoneTakesNothing() {
    QProcess shell;
    shell.start("sh", {"-c", ipclensPath() + " receive msg:1 --raw --count 3 | true"});
    QVERIFY(shell.waitForFinished());
    run("send msg:1 --text kept");
    QCOMPARE(textsOf(run("receive msg:1 --json").json()), std::string("kept "));
}

void MessagesTest::unwritableOutputTakesNothing() {
    run("send msg:1 --text keep");
    for (const char* form : {"", "--raw", "--json"}) {
        for (const char* where : {">&-", ">/dev/full"}) {
            QProcess shell;
            shell.start("sh", {"-c", QString("%1 receive msg:1 --no-wait %2 %3").arg(ipclensPath(), form, where)});
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.exitCode(), 1);
            QCOMPARE(run("peek msg:1 --json").json().size(), std::size_t{1});
        }
    }
}

/// RLIMIT_NPROC: the thread that waits for Ctrl-C can't be had.
void MessagesTest::noThreadCanBeStarted() {
    QCOMPARE(run("create sem 7 --value 1 --mode 0666").status, 0);
    const int program = ::open(ipclensPath().toLocal8Bit().constData(), O_PATH | O_CLOEXEC);
    const auto status = runUnprivileged([program] {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NPROC, &none);
        ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
        std::string words[] = {"ipclens", "op", "sem:7", "0:-1"};
        char* const arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
        ::fexecve(program, arguments, environ);
        return 127;
    });
    ::close(program);
    if (!status) QSKIP("another user can't be had here");
    QCOMPARE(*status, 7);
    QCOMPARE(run("show sem:7 --json").json()["semaphores"][0]["value"], 1);
}

void MessagesTest::ctrlZNeitherEndsNorLengthens() {
    verifyStopNeitherEndsNorLengthens({"receive", "msg:1"}, {SYS_msgrcv});
}

void MessagesTest::removedWhileWaiting() {
    RunningIpclens receiver({"receive", "msg:1"});
    RunningIpclens taker({"op", "sem:1", "0:-1"});
    QVERIFY(receiver.waitUntilBlockedIn({SYS_msgrcv}));
    QVERIFY(taker.waitUntilBlockedIn({SYS_semop, SYS_semtimedop}));
    QCOMPARE(run("remove msg:1 sem:1").status, 0);
    const Ran ran = receiver.finish();
    QCOMPARE(ran.status, 3);
    QVERIFY(ran.err.find("(EIDRM)") != std::string::npos);
    QCOMPARE(taker.finish().status, 3);
}

void MessagesTest::opWaits() {
    const int id = run("show sem:1 --json").json()["id"].get<int>();
    RunningIpclens taker({"op", "sem:1", "0:-1", "1:-1", "--json"});
    QVERIFY(taker.waitUntilBlockedIn({SYS_semop, SYS_semtimedop}));
    run("op sem:1 0:1");
    QTest::qWait(100);
    QVERIFY(taker.running());
    // Both or neither
    QCOMPARE(run("show sem:1 --json").json()["semaphores"][0]["value"], 1);
    run("op sem:1 1:1");
    const Ran ran = taker.finish();
    QCOMPARE(ran.status, 0);
    QCOMPARE(namesOf(ran.json()), (std::vector<std::string>{"object", "operations", "waited"}));
    QCOMPARE(ran.json()["object"], "sem:@" + std::to_string(id));
    QVERIFY(ran.json()["waited"].get<double>() >= 0.1);

    RunningIpclens stopped({"op", "sem:1", "0:-1"});
    QVERIFY(stopped.waitUntilBlockedIn({SYS_semop, SYS_semtimedop}));
    stopped.signal(SIGINT);
    QCOMPARE(stopped.finish().status, 130);
    QCOMPARE(run("show sem:1 --json").json()["semaphores"][0]["waiting_for_increase"], 0);
    QCOMPARE(run("op sem:1 0:0").status, 0);
}

void MessagesTest::readAndWrite() {
    const std::string object = "shm:@" + std::to_string(run("show shm:1 --json").json()["id"].get<int>());
    QCOMPARE(run({"write", "shm:1", "--offset", "4K", "--text", "hi\x1b"}).out, std::string());
    const Ran written = run({"write", "shm:1", "--offset", "0", "--hex", "00ff", "--json"});
    QCOMPARE(written.json().dump(), R"({"object":")" + object + R"(","written":2})");
    QCOMPARE(run("read shm:1 --offset 4096 --length 3 --json").json().dump(),
             R"({"object":")" + object + R"(","offset":4096,"size":3,"text":"hi\u001b","hex":"68691b"})");
    QCOMPARE(run("read shm:1 --length 2 --json").json()["text"], nullptr);
    QCOMPARE(run("read shm:1 --offset 4K --length 2 --raw").out, std::string("hi"));
    QCOMPARE(run("read shm:1 --length 2 --hex").out, std::string("00ff\n"));
    QCOMPARE(run("read shm:1 --offset 8190 --length 1M --json").json()["size"], 2);
    QVERIFY(run("read shm:1").out.starts_with("00000000  00 ff 00"));
    const std::string before = run("read shm:1 --hex").out;
    QCOMPARE(run("write shm:1 --offset 8191 --text ab").status, 7);
    QCOMPARE(run({"write", "shm:1", "--offset", "8191", "--stdin"}, "ab").status, 7);
    QCOMPARE(run("read shm:1 --hex").out, before);

    run("create shm 2 --size 1M");
    QCOMPARE(run("read shm:2 --raw").out, std::string(1 << 20, '\0'));
    QCOMPARE(run("list --lister proc --json --filter key:2").json()[0]["resident"], 0);
}

IPCLENS_TEST_MAIN(MessagesTest)

#include "messages_test.moc"
