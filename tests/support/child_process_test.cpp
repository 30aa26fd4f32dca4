// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <thread>

#include <linux/futex.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <unistd.h>

using ipclens::testing::ChildProcess;
using ipclens::testing::pauseCalls;
using ipclens::testing::runUnprivileged;
using ipclens::testing::waitUntil;
using ipclens::testing::waitUntilBlockedIn;
using namespace std::chrono_literals;

class ChildProcessTest : public QObject {
    Q_OBJECT

private slots:
    void tellsHowItEnded();
    void isKilledAfterTheLimit();
    void endsWithTheThreadThatMadeIt();
    void endsWithTheObject();
    void losesItsPrivilege();
    void isSeenBlocked();
    void ownLocksAreNoSharedFutex();
    void stopsAndGoesOn();
};

void ChildProcessTest::tellsHowItEnded() {
    QCOMPARE(ChildProcess([] { return 7; }).wait(), 7);
    QCOMPARE(ChildProcess([]() -> int {
                 std::fclose(stderr);
                 throw std::runtime_error("no");
             }).wait(),
             99);
    ChildProcess child([] { return pause(); });
    QVERIFY(child.running());
    child.signal(SIGTERM);
    QCOMPARE(child.wait(), -SIGTERM);
    QVERIFY(!child.running());
    QCOMPARE(child.wait(), -SIGTERM);
}

void ChildProcessTest::isKilledAfterTheLimit() {
    ChildProcess child([] { return pause(); });
    QCOMPARE(child.wait(10ms), -SIGKILL);
}

void ChildProcessTest::endsWithTheThreadThatMadeIt() {
    std::unique_ptr<ChildProcess> child;
    bool paused = false;
    std::thread([&] {
        child = std::make_unique<ChildProcess>([] { return pause(); });
        paused = waitUntilBlockedIn(child->pid(), pauseCalls);
    }).join();
    QVERIFY(paused);
    QVERIFY(waitUntil([&child] { return !child->running(); }));
    QCOMPARE(child->wait(), -SIGKILL);
}

void ChildProcessTest::endsWithTheObject() {
    pid_t pid = 0;
    {
        const ChildProcess child([] { return pause(); });
        pid = child.pid();
        QCOMPARE(kill(pid, 0), 0);
    }
    QCOMPARE(kill(pid, 0), -1);
    QCOMPARE(errno, ESRCH);
}

void ChildProcessTest::losesItsPrivilege() {
    const int set = semget(IPC_PRIVATE, 1, 0600);
    QVERIFY(set >= 0);
    const auto status = runUnprivileged([set] { return semctl(set, 0, GETVAL) == -1 && errno == EACCES ? 0 : 1; });
    semctl(set, 0, IPC_RMID);
    if (!status) QSKIP("this process can't become another user");
    QCOMPARE(*status, 0);
}

void ChildProcessTest::isSeenBlocked() {
    const int set = semget(IPC_PRIVATE, 1, 0600);
    QVERIFY(set >= 0);
    ChildProcess child([set] {
        sembuf take{0, -1, 0};
        return semop(set, &take, 1) == 0 ? 0 : errno;
    });
    const bool blocked = waitUntilBlockedIn(child.pid(), {SYS_semop, SYS_semtimedop});
    const int waiting = semctl(set, 0, GETNCNT);
    const bool elsewhere = waitUntilBlockedIn(child.pid(), {SYS_msgrcv}, 20ms);
    semctl(set, 0, IPC_RMID);
    QVERIFY(blocked);
    QCOMPARE(waiting, 1);
    QVERIFY(!elsewhere || access("/proc/self/syscall", R_OK) != 0);
    QCOMPARE(child.wait(), EIDRM);
}

void ChildProcessTest::ownLocksAreNoSharedFutex() {
    const auto waitingWith = [](int operation) {
        return std::make_unique<ChildProcess>([operation] {
            const int word = 0;
            return static_cast<int>(syscall(SYS_futex, &word, operation, word, nullptr, nullptr, 0));
        });
    };
    const auto shared = waitingWith(FUTEX_WAIT);
    QVERIFY(waitUntilBlockedIn(shared->pid(), {SYS_futex}));
    if (access("/proc/self/syscall", R_OK) != 0) QSKIP("here it is not told who waits where");
    const auto own = waitingWith(FUTEX_WAIT_PRIVATE);
    QVERIFY(!waitUntilBlockedIn(own->pid(), {SYS_futex}, 200ms));
}

void ChildProcessTest::stopsAndGoesOn() {
    ChildProcess child([] { return pause(); });
    for (int round = 0; round < 3; ++round) {
        QVERIFY(waitUntilBlockedIn(child.pid(), pauseCalls));
        QVERIFY(child.stop());
        QVERIFY(!waitUntilBlockedIn(child.pid(), pauseCalls, 5ms));
        child.signal(SIGCONT);
    }
    child.signal(SIGTERM);
    QVERIFY(!child.stop());
    QCOMPARE(child.wait(), -SIGTERM);
}

IPCLENS_TEST_MAIN(ChildProcessTest)

#include "child_process_test.moc"
