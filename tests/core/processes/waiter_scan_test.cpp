// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/waiter_scan.h"
#include "tests/core/processes/attachment.h"
#include "tests/core/processes/found_waiter.h"
#include "tests/support/made_object.h"
#include "tests/support/pid_namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <thread>

#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>

using namespace ipclens;
using namespace ipclens::processes;
using namespace std::chrono_literals;
using testing::awaitWaiter;
using testing::ChildProcess;
using testing::down;
using testing::MadeObject;
using testing::MadeSemaphore;
using testing::up;
using testing::waiterOf;

namespace {

/// Scans until it waits, and is seen to.
std::optional<Waiter> await(WaiterScan& scan, pid_t pid) {
    std::optional<Waiter> found;
    static_cast<void>(testing::waitUntil([&] {
        scan.scanAll();
        return (found = waiterOf(scan.waiters(), pid)).has_value();
    }));
    return found;
}

/// A process with that pid, which no other may have, that waits for the set; -1 where that can't be chosen.
pid_t waitAs(pid_t pid, int set) {
    clone_args arguments{};
    arguments.exit_signal = SIGCHLD;
    arguments.set_tid = reinterpret_cast<std::uintptr_t>(&pid);
    arguments.set_tid_size = 1;
    const long child = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        sembuf operation{0, -1, 0};
        syscall(SYS_semtimedop, set, &operation, 1, nullptr);
        syscall(SYS_exit_group, 0);
    }
    return static_cast<pid_t>(child);
}

void end(pid_t pid) {
    kill(pid, SIGKILL);
    int status = 0;
    waitpid(pid, &status, 0);
}

/// What one thread of a process with many does.
struct Work {
    int set;
    unsigned short member;
    sem_t* semaphore;
};
constexpr int threads = 2000;
constexpr unsigned short members = 10;

/// Of twenty threads ten wait for members of a set, one for a semaphore, and nine for what is their program's own.
void* waitSomehow(void* work) {
    const Work& mine = *static_cast<Work*>(work);
    if (mine.semaphore != nullptr) {
        sem_wait(mine.semaphore);
    } else if (mine.member < members) {
        sembuf operation{mine.member, -1, 0};
        semop(mine.set, &operation, 1);
    } else if (mine.member % 2 == 0) {
        pause();
    } else {
        sem_t own;
        sem_init(&own, 0, 0);
        sem_wait(&own);
    }
    return nullptr;
}

int manyThreads(int set, sem_t* semaphore) {
    static std::array<Work, threads> works;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    for (int index = 0; index < threads; ++index) {
        const auto member = static_cast<unsigned short>(index % 20);
        works[static_cast<std::size_t>(index)] = {set, member, member == members ? semaphore : nullptr};
        pthread_t thread{};
        if (pthread_create(&thread, &attributes, waitSomehow, &works[static_cast<std::size_t>(index)]) != 0) return 1;
    }
    pause();
    return 0;
}

/// 0, or what went wrong, where processes come and go; to be called as their first, with whom they end.
int scanAmongBreeders(int set) {
    const pid_t waiting = fork();
    if (waiting == 0) _exit(down(set));
    for (int breeders = 0; breeders < 3; ++breeders) {
        if (fork() == 0) testing::breed();
    }
    if (!awaitWaiter(waiting)) return 3;
    WaiterScan scan;
    for (int round = 0; round < 200; ++round) {
        scan.scanAll();
        if (!waiterOf(scan.waiters(), waiting)) return 4;
        if (scan.notReadable() != 0) return 5;
        scan.refreshKnown();
        if (!waiterOf(scan.waiters(), waiting)) return 6;
    }
    return 0;
}

} // namespace

/// Who waits, from scan to scan.
class WaiterScanTest : public QObject {
    Q_OBJECT

private slots:
    void nobodyYet();
    void sinceStaysWithTheWait();
    void anewIsANewWait();
    void endsAreSeen();
    void whoWaitsAgainIsSeenSoon();
    void aStoppedOneWaitsForNothing();
    void otherArgumentsAreAnotherWait();
    void aReusedPid();
    void twoThousandThreads();
    void ownThreads();
    void vanishingProcesses();
    void whenToScanAgain();
    void canBeCancelled();
};

void WaiterScanTest::nobodyYet() {
    const WaiterScan scan;
    QVERIFY(scan.waiters().empty());
    QCOMPARE(scan.notReadable(), 0U);
    QVERIFY(scan.scannedAt() == WaiterScan::Clock::time_point{});
    QVERIFY(scan.nextScanAt() <= WaiterScan::Clock::now());
}

void WaiterScanTest::sinceStaysWithTheWait() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] { return down(set.id()); });
    WaiterScan scan;
    const auto before = WaiterScan::Clock::now();
    const auto first = await(scan, child.pid());
    QVERIFY(first.has_value());
    QVERIFY(first->since >= before && first->since <= WaiterScan::Clock::now());
    std::this_thread::sleep_for(20ms);
    scan.refreshKnown();
    QVERIFY(waiterOf(scan.waiters(), child.pid()) == first);
    scan.scanAll();
    QVERIFY(waiterOf(scan.waiters(), child.pid()) == first);
}

void WaiterScanTest::anewIsANewWait() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] {
        for (;;)
            if (down(set.id()) != 0) return 1;
    });
    WaiterScan scan;
    const auto first = await(scan, child.pid());
    QVERIFY(first.has_value());
    for (const bool all : {false, true}) {
        const auto before = waiterOf(scan.waiters(), child.pid());
        QVERIFY(before.has_value());
        up(set.id());
        // The very same call with the very same arguments
        QVERIFY(
            testing::waitUntil([&] { return semctl(set.id(), 0, GETNCNT) == 1 && semctl(set.id(), 0, GETVAL) == 0; }));
        QVERIFY(testing::waitUntilBlockedIn(child.pid(), {SYS_semtimedop}));
        if (all) {
            scan.scanAll();
        } else {
            scan.refreshKnown();
        }
        const auto after = waiterOf(scan.waiters(), child.pid());
        QVERIFY(after.has_value());
        QVERIFY(after->since > before->since);
        QVERIFY(after->operations == before->operations);
    }
}

void WaiterScanTest::endsAreSeen() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    ChildProcess ending([&] { return down(set.id()); });
    WaiterScan scan;
    QVERIFY(await(scan, ending.pid()).has_value());
    up(set.id());
    QCOMPARE(ending.wait(), 0);
    scan.refreshKnown();
    QVERIFY(!waiterOf(scan.waiters(), ending.pid()));
    const ChildProcess goingOn([&] {
        if (down(set.id()) != 0) return 1;
        pause();
        return 0;
    });
    QVERIFY(await(scan, goingOn.pid()).has_value());
    up(set.id());
    QVERIFY(testing::waitUntilBlockedIn(goingOn.pid(), testing::pauseCalls));
    scan.refreshKnown();
    QVERIFY(!waiterOf(scan.waiters(), goingOn.pid()));
}

void WaiterScanTest::whoWaitsAgainIsSeenSoon() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] { return down(set.id()) + raise(SIGSTOP) + down(set.id()); });
    WaiterScan scan;
    QVERIFY(!scan.followsAny());
    QVERIFY(await(scan, child.pid()).has_value());
    QVERIFY(scan.followsAny());
    up(set.id());
    siginfo_t stopped{};
    QCOMPARE(waitid(P_PID, static_cast<id_t>(child.pid()), &stopped, WSTOPPED | WNOWAIT), 0);
    scan.refreshKnown();
    QVERIFY(!waiterOf(scan.waiters(), child.pid()));
    QVERIFY(scan.followsAny());
    child.signal(SIGCONT);
    QVERIFY(testing::waitUntil([&] { return semctl(set.id(), 0, GETNCNT) == 1; }));
    QVERIFY(testing::waitUntilBlockedIn(child.pid(), {SYS_semtimedop}));
    scan.refreshKnown();
    QVERIFY(waiterOf(scan.waiters(), child.pid()).has_value());
}

void WaiterScanTest::aStoppedOneWaitsForNothing() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] { return down(set.id()); });
    WaiterScan scan;
    QVERIFY(await(scan, child.pid()).has_value());
    QVERIFY(child.stop());
    QCOMPARE(semctl(set.id(), 0, GETNCNT), 0);
    scan.refreshKnown();
    QVERIFY(!waiterOf(scan.waiters(), child.pid()));
    scan.scanAll(); // its files have a call still
    QVERIFY(!waiterOf(scan.waiters(), child.pid()));
}

void WaiterScanTest::otherArgumentsAreAnotherWait() {
    const MadeObject one(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject other(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] { return down(one.id()) != 0 ? 1 : down(other.id()); });
    WaiterScan scan;
    const auto before = await(scan, child.pid());
    QVERIFY(before.has_value());
    up(one.id());
    QVERIFY(testing::waitUntil([&] { return semctl(other.id(), 0, GETNCNT) == 1; }));
    QVERIFY(testing::waitUntilBlockedIn(child.pid(), {SYS_semtimedop}));
    scan.refreshKnown();
    const auto after = waiterOf(scan.waiters(), child.pid());
    QVERIFY(after.has_value());
    QVERIFY(after->object == other.object());
    QVERIFY(after->since > before->since);
}

void WaiterScanTest::aReusedPid() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    constexpr pid_t wanted = 29031; // given to nobody by chance while there are few processes
    const pid_t first = waitAs(wanted, set.id());
    if (first < 0) QSKIP("a pid can't be chosen here");
    WaiterScan scan;
    const auto before = await(scan, first);
    end(first);
    std::this_thread::sleep_for(30ms); // starts are told apart by ticks of 10 ms
    const pid_t second = waitAs(wanted, set.id());
    const bool blocked = testing::waitUntilBlockedIn(second, {SYS_semtimedop});
    scan.refreshKnown();
    const auto after = waiterOf(scan.waiters(), second);
    end(second);
    QCOMPARE(second, first);
    QVERIFY(before.has_value() && blocked && after.has_value());
    QVERIFY(after->since > before->since);
    QVERIFY(!isSame(after->process, before->process));
}

void WaiterScanTest::twoThousandThreads() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0600, members);
    const MadeSemaphore semaphore("/lock", 0);
    const ChildProcess child([&] { return manyThreads(set.id(), semaphore.get()); });
    constexpr int each = threads / 20;
    const auto counted = [&] {
        int count = 0;
        for (int member = 0; member < members; ++member)
            count += semctl(set.id(), member, GETNCNT);
        return count;
    };
    QVERIFY(testing::waitUntil([&] { return counted() == each * members; }, 60s));
    std::vector<Waiter> waiters;
    const auto ofChild = [&] {
        waiters = findWaiters().waiters;
        std::erase_if(waiters, [&](const Waiter& waiter) { return waiter.process.pid != child.pid(); });
        return waiters.size() == static_cast<std::size_t>(each * (members + 1));
    };
    QVERIFY(testing::waitUntil(ofChild, 60s));
    std::map<int, int> byMember;
    for (const Waiter& waiter : waiters) {
        QVERIFY(waiter.call == WaitCall::SemWait || waiter.object == set.object());
        ++byMember[waiter.call == WaitCall::SemWait ? -1 : waiter.operations.at(0).index];
    }
    QCOMPARE(byMember.size(), std::size_t{members + 1});
    for (const auto& [member, count] : byMember)
        QCOMPARE(count, each);
    QVERIFY(std::is_sorted(waiters.begin(), waiters.end(),
                           [](const Waiter& one, const Waiter& other) { return one.thread < other.thread; }));
}

void WaiterScanTest::ownThreads() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    std::atomic<pid_t> thread = 0;
    std::thread waiting([&] {
        thread = gettid();
        down(set.id());
    });
    const auto own = awaitWaiter(getpid());
    up(set.id());
    waiting.join();
    QVERIFY(own.has_value());
    QCOMPARE(own->thread, thread.load());
    QVERIFY(!waiterOf(findWaiters().waiters, getpid()));
}

void WaiterScanTest::vanishingProcesses() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    QVERIFY_WHERE_ALL_IS_SEEN([&] { return scanAmongBreeders(set.id()); }, 60s);
}

void WaiterScanTest::whenToScanAgain() {
    WaiterScan scan;
    scan.scanAll();
    QVERIFY(scan.scanTook() > 0ns);
    const auto wait = scan.nextScanAt() - scan.scannedAt();
    QVERIFY(wait >= 1s);
    QVERIFY(wait >= scan.scanTook() * 50);
}

void WaiterScanTest::canBeCancelled() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] { return down(set.id()); });
    WaiterScan scan;
    QVERIFY(await(scan, child.pid()).has_value());
    const auto scannedAt = scan.scannedAt();
    Cancellation cancellation;
    cancellation.cancel();
    scan.scanAll(&cancellation);
    QVERIFY(waiterOf(scan.waiters(), child.pid()).has_value());
    QVERIFY(scan.scannedAt() == scannedAt);
    QVERIFY(findWaiters(&cancellation).cancelled);
    QVERIFY(findWaiters(&cancellation).waiters.empty());
}

IPCLENS_TEST_MAIN(WaiterScanTest)

#include "waiter_scan_test.moc"
