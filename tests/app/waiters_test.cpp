// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/raw_objects.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <csignal>

#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/syscall.h>

using namespace ipclens::testing;

/// waiters: every thread that waits for an object, with what it asks for, and likely deadlocks.
class WaitersTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void decodesEachCall();
    void findsADeadlock();
    void longWaitIsNone();
    void saysWhatIsNotReadable();
    void refused();
};

namespace {

const std::vector<long> semaphoreCalls = {SYS_semop, SYS_semtimedop};

/// What `waiters --json` tells of a process; null where it waits for nothing.
Json waiterOf(qint64 pid) {
    const Json found = run("waiters --json").json();
    if (!found.is_object()) return {};
    for (const Json& waiter : found["waiters"]) {
        if (waiter["pid"].get<qint64>() == pid) return waiter;
    }
    return {};
}

/// Takes one member, and when both processes have one, waits for the other.
int takeBoth(int set, unsigned short first, unsigned short second) {
    prctl(PR_SET_NAME, "lock\x1b[2Jstep");
    sembuf take{first, -1, SEM_UNDO};
    if (semop(set, &take, 1) != 0) return 1;
    // Each has its own before it asks for the other's
    sembuf arrive{2, -1, 0};
    sembuf all{2, 0, 0};
    if (semop(set, &arrive, 1) != 0 || semop(set, &all, 1) != 0) return 2;
    sembuf next[] = {{3, 0, 0}, {second, -1, SEM_UNDO}};
    return semop(set, next, 2) == 0 ? 0 : 3;
}

bool blocked(const ChildProcess& child) {
    return waitUntilBlockedIn(child.pid(), semaphoreCalls);
}

int takeFirst(int set) {
    sembuf take{0, -1, 0};
    return semop(set, &take, 1) == 0 ? 0 : 1;
}

} // namespace

void WaitersTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
    QVERIFY(objectsInNamespace().empty());
}

void WaitersTest::decodesEachCall() {
    QCOMPARE(run("create msg 7 --capacity 10").status, 0);
    QCOMPARE(run("send msg:7 --text 0123456789").status, 0);
    QCOMPARE(run("create sem /gate").status, 0);
    QCOMPARE(run("create msg /jobs --max-messages 1 --message-size 8").status, 0);
    RunningIpclens late({"receive", "msg:7", "--type", "99", "--size", "256"});
    RunningIpclens big({"send", "msg:7", "--type", "5", "--text", "8 bytes."});
    RunningIpclens taker({"op", "sem:/gate", "-1"});
    RunningIpclens job({"receive", "msg:/jobs"});
    for (const qint64 pid : {late.pid(), big.pid(), taker.pid(), job.pid()})
        QTRY_VERIFY(!waiterOf(pid).is_null());

    const Json received = waiterOf(late.pid());
    QCOMPARE(namesOf(received), (std::vector<std::string>{"pid", "name", "started_at", "object", "file", "thread",
                                                          "call", "type", "except", "size", "timed", "doubt"}));
    QVERIFY(received["object"].get<std::string>().starts_with("msg:@"));
    QCOMPARE(received["call"], "msgrcv");
    QCOMPARE(received["type"], 99);
    QCOMPARE(received["size"], 256);
    const Json sent = waiterOf(big.pid());
    QCOMPARE(sent["call"], "msgsnd");
    QCOMPARE(sent["type"], 5);
    QCOMPARE(sent["size"], 8);
    QVERIFY(!sent.contains("except"));
    const Json taken = waiterOf(taker.pid());
    QCOMPARE(taken["call"], "sem_wait");
    QCOMPARE(taken["object"], "sem:/gate");
    QCOMPARE(waiterOf(job.pid())["object"], "msg:/jobs");

    const std::string text = run("waiters").out;
    QVERIFY2(text.starts_with("PROCESS "), text.c_str());
    for (const char* words : {"msgrcv type 99, up to 256 bytes", "sem:/gate", "sem_wait", "msg:/jobs", "mq_receive"})
        QVERIFY2(text.find(words) != std::string::npos, text.c_str());
}

void WaitersTest::findsADeadlock() {
    const raw::SemaphoreSet set(7, {1, 1, 2, 0});
    const int id = semget(7, 0, 0);
    const std::string object = "sem:@" + std::to_string(id);
    ChildProcess one([id] { return takeBoth(id, 0, 1); });
    ChildProcess two([id] { return takeBoth(id, 1, 0); });
    QTRY_COMPARE(run("waiters --json").json()["likely_deadlocks"].size(), std::size_t{1});
    const Json deadlock = run("waiters --json").json()["likely_deadlocks"][0];
    QCOMPARE(namesOf(deadlock), (std::vector<std::string>{"processes", "objects", "reasons", "doubts"}));
    const auto [low, high] = std::minmax({one.pid(), two.pid()});
    QCOMPARE(deadlock["processes"], (Json{low, high}));
    QCOMPARE(deadlock["objects"], Json::array({object}));
    QCOMPARE(deadlock["reasons"].size(), std::size_t{4});
    // Seen once: how long they have waited is not known
    for (const Json& reason : deadlock["reasons"])
        QVERIFY2(reason.get<std::string>().find("at least") == std::string::npos, reason.dump().c_str());

    const Json waiter = waiterOf(one.pid());
    QCOMPARE(waiter["blocked_by"], 1);
    QCOMPARE(waiter["object"], object);
    const std::string text = run("waiters").out;
    QVERIFY2(text.find("semop [3] 0, [1] −1 undo ← blocks") != std::string::npos, text.c_str());
    QVERIFY2(text.find("\nlikely deadlock:\n") != std::string::npos, text.c_str());
    QVERIFY2(text.find("lock\\x1b[2Jstep") != std::string::npos, text.c_str());
    QVERIFY(text.find('\x1b') == std::string::npos);

    one.signal(SIGKILL);
    one.wait();
    QCOMPARE(two.wait(), 0);
    QCOMPARE(run("waiters --json").json()["likely_deadlocks"], Json::array());
}

void WaitersTest::longWaitIsNone() {
    const raw::SemaphoreSet set(7, {0});
    const int id = semget(7, 0, 0);
    ChildProcess waiting([id] { return takeFirst(id); });
    QVERIFY(blocked(waiting));
    const Json found = run("waiters --json").json();
    QCOMPARE(namesOf(found), (std::vector<std::string>{"not_readable", "waiters", "likely_deadlocks"}));
    QVERIFY(!waiterOf(waiting.pid()).is_null());
    QCOMPARE(found["likely_deadlocks"], Json::array());
    QVERIFY(run("waiters").out.find("deadlock") == std::string::npos);
}

void WaitersTest::saysWhatIsNotReadable() {
    const raw::SemaphoreSet set(7, {0});
    const int id = semget(7, 0, 0);
    ChildProcess waiting([id] { return takeFirst(id); });
    QVERIFY(blocked(waiting));
    const auto ran = runAsNobody("waiters --json");
    if (!ran) QSKIP("this process can't become another user");
    QCOMPARE(ran->status, 0);
    const Json found = ran->json();
    bool isSeen = false;
    for (const Json& waiter : found["waiters"]) {
        if (waiter["pid"] != waiting.pid()) continue;
        isSeen = true;
        QCOMPARE(waiter["object"], Json());
        QCOMPARE(waiter["operations"], Json());
        QCOMPARE(waiter["doubt"], "arguments not readable");
    }
    // Where not even wchan may be read, it is counted
    QVERIFY(isSeen || found["not_readable"].get<int>() > 0);
    if (!isSeen) QVERIFY2(ran->err.find("could not be looked into") != std::string::npos, ran->err.c_str());
}

void WaitersTest::refused() {
    verifyFailed(run("waiters x"), 2, "one word too many");
    verifyFailed(run("waiters --count 1"), 2, "no such option");
}

IPCLENS_TEST_MAIN(WaitersTest)
#include "waiters_test.moc"
