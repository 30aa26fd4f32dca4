// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

using namespace ipclens::testing;

/// create of POSIX objects: what the C library finds of them, what is refused, and that a failure leaves nothing.
class PosixCreateTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(077); }
    void cleanup();
    void aSemaphore();
    void aSegment();
    void aQueue();
    void systemsDefaults();
    void randomNames();
    void jsonIsThatOfList();
    void openExistingLeavesItAsItIs();
    void refused_data();
    void refused();
    void statuses_data();
    void statuses();
    void limitsOfTheCaller();
    void limitsOfAnOrdinaryUser();
    void nothingIsLeftWhereNobodyIsTold();
};

namespace {

struct stat statusOf(const char* path) {
    struct stat status {};
    stat(path, &status);
    return status;
}

mode_t modeOf(const char* path) {
    return statusOf(path).st_mode & 07777U;
}

std::string bytesIn(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

void PosixCreateTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
    QVERIFY(objectsInNamespace().empty());
}

void PosixCreateTest::aSemaphore() {
    QCOMPARE(run("create sem /render-lock --value 3 --mode 0664").out, std::string("sem:/render-lock\n"));
    sem_t* const made = sem_open("/render-lock", 0);
    QVERIFY(made != SEM_FAILED);
    int value = -1;
    QCOMPARE(sem_getvalue(made, &value), 0);
    QCOMPARE(value, 3);
    sem_close(made);
    // Whatever the umask
    QCOMPARE(modeOf("/dev/shm/sem.render-lock"), mode_t{0664});
    QCOMPARE(run("create sem /plain").out, std::string("sem:/plain\n"));
    QCOMPARE(run("show sem:/plain --json").json()["value"], 0);
    QCOMPARE(modeOf("/dev/shm/sem.plain"), mode_t{0600});
    QCOMPARE(run("create sem /most --value 2147483647").status, 0);
    QCOMPARE(run("show sem:/most --json").json()["value"], 2147483647);
}

void PosixCreateTest::aSegment() {
    QCOMPARE(run("create shm /ring --size 1M --mode 640").out, std::string("shm:/ring\n"));
    QCOMPARE(statusOf("/dev/shm/ring").st_size, off_t{1} << 20);
    QCOMPARE(statusOf("/dev/shm/ring").st_blocks, blkcnt_t{0});
    QCOMPARE(modeOf("/dev/shm/ring"), mode_t{0640});
    QCOMPARE(run("create shm /filled --size 5000 --fill 0x41").status, 0);
    QCOMPARE(bytesIn("/dev/shm/filled"), std::string(5000, 'A'));
    QCOMPARE(run("create shm /empty --size 0").status, 0);
    QCOMPARE(statusOf("/dev/shm/empty").st_size, off_t{0});
}

void PosixCreateTest::aQueue() {
    QCOMPARE(run("create msg /jobs --max-messages 7 --message-size 1K --mode 0622").out, std::string("msg:/jobs\n"));
    const mqd_t made = mq_open("/jobs", O_RDWR);
    QVERIFY(made >= 0);
    mq_attr attributes{};
    QCOMPARE(mq_getattr(made, &attributes), 0);
    QCOMPARE(attributes.mq_maxmsg, 7);
    QCOMPARE(attributes.mq_msgsize, 1024);
    mq_close(made);
    QCOMPARE(modeOf("/dev/mqueue/jobs"), mode_t{0622});
}

void PosixCreateTest::systemsDefaults() {
    const auto messages = readSysctl("fs/mqueue/msg_default");
    const auto size = readSysctl("fs/mqueue/msgsize_default");
    QVERIFY(messages && size);
    const Json both = run("create msg /both --json").json();
    QCOMPARE(both["max_messages"], *messages);
    QCOMPARE(both["message_size"], *size);
    // One that is said leaves the other as it would be
    const Json one = run("create msg /one --message-size 5 --json").json();
    QCOMPARE(one["max_messages"], *messages);
    QCOMPARE(one["message_size"], 5);
    QCOMPARE(run("create msg /other --max-messages 2 --json").json()["message_size"], *size);
}

void PosixCreateTest::randomNames() {
    for (const char* line :
         {"create sem random-name", "create shm random-name --size 1", "create msg random-name --message-size 8"}) {
        const std::string first = run(line).out;
        const std::string second = run(line).out;
        QVERIFY(first != second);
        const QString object = QString::fromStdString(second).trimmed();
        QVERIFY(object.mid(3).startsWith(":/"));
        // A script can go on with it
        QCOMPARE(run({"show", object}).status, 0);
    }
}

void PosixCreateTest::jsonIsThatOfList() {
    for (const char* line :
         {"create sem /a --value 2 --json", "create shm /a --size 3 --json", "create msg /a --message-size 8 --json"}) {
        const Json made = run(line).json();
        QCOMPARE(made["name"], "/a");
        const std::string kind = made["kind"].get<std::string>();
        QCOMPARE(run({"list", "--kind", QString::fromStdString(kind), "--json"}).json()[0].dump(), made.dump());
    }
}

void PosixCreateTest::openExistingLeavesItAsItIs() {
    run("create sem /x --value 3 --mode 0640");
    run("create shm /x --size 10 --fill 65 --mode 0640");
    run("create msg /x --max-messages 3 --message-size 5 --mode 0640");
    const std::string before = run("list --json").out;
    for (const char* line : {"create sem /x", "create shm /x --size 10", "create msg /x"}) {
        const Ran ran = run(line);
        QCOMPARE(ran.status, 6);
        QVERIFY2(ran.err.find("(EEXIST)") != std::string::npos, ran.err.c_str());
        QCOMPARE(ran.out, std::string());
    }
    QCOMPARE(run("create sem /x --value 9 --mode 0666 --open-existing").out, std::string("sem:/x\n"));
    QCOMPARE(run("create shm /x --size 99 --fill 66 --mode 0666 --open-existing").out, std::string("shm:/x\n"));
    QCOMPARE(run("create msg /x --max-messages 9 --mode 0666 --open-existing").out, std::string("msg:/x\n"));
    QCOMPARE(run("list --json").out, before);
    QCOMPARE(bytesIn("/dev/shm/x"), std::string(10, 'A'));
    QCOMPARE(run("create sem /new --value 9 --open-existing").status, 0);
    QCOMPARE(run("show sem:/new --json").json()["value"], 9);
}

void PosixCreateTest::refused_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {
             "create sem /",
             "create sem x",
             "create sem /a/b",
             "create sem //a",
             "create shm /. --size 1",
             "create shm /sem.x --size 1",
             "create msg /..",
             "create sem /x --count 1",
             "create sem /x --value 1,2",
             "create sem /x --value 1 --value 2",
             "create sem /x --value -1",
             "create sem /x --size 1",
             "create sem /x --mode 1777",
             "create sem /x --max-messages 1",
             "create shm /x",
             "create shm /x --size -1",
             "create shm /x --size 1 --fill 256",
             "create shm /x --size 1 --huge",
             "create shm /x --size 1 --no-reserve",
             "create shm /x --size 1 --value 1",
             "create msg /x --capacity 10",
             "create msg /x --max-messages 0",
             "create msg /x --max-messages -1",
             "create msg /x --max-messages many",
             "create msg /x --message-size 0",
             "create msg /x --count 1",
             "create msg 5 --max-messages 1",
             "create msg 5 --message-size 1",
             "create shm 5 --size 0",
         })
        QTest::newRow(line) << line;
}

void PosixCreateTest::refused() {
    QFETCH(QString, line);
    verifyFailed(run(line.toUtf8().constData()), 2);
    QVERIFY(objectsInNamespace().empty());
}

void PosixCreateTest::statuses_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("error");
    const auto add = [](const char* line, const char* error) { QTest::newRow(line) << line << error; };
    add("create sem /x --value 2147483648", "2147483647");
    add("create sem /x --value 99999999999999999999", "2147483647");
    add("create shm /x --size 18446744073709551615", "more than a file may have (EFBIG)");
    add("create shm /x --size 18446744073709551616", "--size");
    // What holds for root too
    add("create msg /x --max-messages 65537", "at most 65536");
    add("create msg /x --max-messages 99999999999999999999", "at most 65536");
    add("create msg /x --message-size 17M", "at most 16777216");
    add("create msg /x --message-size 18446744073709551616", "--message-size");
}

void PosixCreateTest::statuses() {
    QFETCH(QString, line);
    QFETCH(QString, error);
    const Ran ran = run(line.toUtf8().constData());
    QCOMPARE(ran.status, 7);
    QVERIFY2(QString::fromStdString(ran.err).contains(error), ran.err.c_str());
    QCOMPARE(ran.out, std::string());
    QVERIFY(objectsInNamespace().empty());
}

void PosixCreateTest::limitsOfTheCaller() {
    const Ran queue = runInShell("ulimit -q 100; ipclens create msg /x --max-messages 5 --message-size 100");
    QCOMPARE(queue.status, 7);
    QVERIFY2(queue.err.find("(EMFILE); at most 100 bytes (RLIMIT_MSGQUEUE)") != std::string::npos, queue.err.c_str());
    const Ran segment = runInShell("ulimit -f 1; ipclens create shm /x --size 1M");
    QCOMPARE(segment.status, 7);
    QVERIFY2(segment.err.find("at most 1024 (RLIMIT_FSIZE)") != std::string::npos, segment.err.c_str());
    QVERIFY(objectsInNamespace().empty());
}

void PosixCreateTest::limitsOfAnOrdinaryUser() {
    const auto most = readSysctl("fs/mqueue/msg_max");
    QVERIFY(most);
    const auto ran = runAsNobody({"create", "msg", "/x", "--max-messages", QString::number(*most + 1)});
    if (!ran) QSKIP("another user can't be had here");
    QCOMPARE(ran->status, 7);
    QVERIFY2(ran->err.find("(MSG_MAX)") != std::string::npos, ran->err.c_str());
    const auto made = runAsNobody("create sem /x --value 1 --json");
    QCOMPARE(made->status, 0);
    QCOMPARE(made->json()["owner"]["uid"], 65534);
    QCOMPARE(runAsNobody("create msg /x --message-size 8 --mode 0")->status, 0);
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0});
    run("create sem /roots --mode 0640");
    const auto denied = runAsNobody("create sem /roots --open-existing");
    QCOMPARE(denied->status, 4);
    QVERIFY2(denied->err.find("(EACCES); owner root, mode 0640") != std::string::npos, denied->err.c_str());
}

void PosixCreateTest::nothingIsLeftWhereNobodyIsTold() {
    for (const char* words : {"sem /x", "shm /x --size 5 --json", "msg /x --message-size 8"}) {
        QCOMPARE(runInShell(QString("ipclens create %1 >/dev/full").arg(words)).status, 1);
        QVERIFY(objectsInNamespace().empty());
    }
    // But one that was there stays
    run("create sem /x");
    QCOMPARE(runInShell("ipclens create sem /x --open-existing >/dev/full").status, 1);
    QCOMPARE(objectsInNamespace().size(), std::size_t{1});
}

IPCLENS_TEST_MAIN(PosixCreateTest)

#include "posix_create_test.moc"
