// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/core/processes/deadlock_scene.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include <pthread.h>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;

namespace {

Waiter& waiterIn(std::vector<Waiter>& waiters, pid_t pid) {
    return *std::find_if(waiters.begin(), waiters.end(), [&](const Waiter& each) { return each.process.pid == pid; });
}

} // namespace

/// Waits of real processes that are no deadlock, or no longer one.
class NoDeadlockTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aMereLongWait();
    void anIdleConsumer();
    void aHolderThatSleeps();
    void aHolderThatIsStopped();
    void aStopBetween();
    void aWaitOfAMomentAgo();
    void aSemaphoreOfAMomentAgo();
    void aTimeout();
    void aThreadThatSleeps();
    void busyLocksAreNone();
    void processesThatEnd();
    void ofOthers();
};

void NoDeadlockTest::initTestCase() {
    const QString why = whyBlind();
    if (!why.isEmpty()) QSKIP(qPrintable(why));
}

void NoDeadlockTest::aMereLongWait() {
    const Locks locks(1);
    QVERIFY(locks.take(0));
    ChildProcess waiting([&] { return locks.take(0) ? 0 : 1; });
    Seen seen;
    QVERIFY(findsNone(seen, {waiting.pid()}, 1));
    QCOMPARE(seen.graph.edges.size(), std::size_t{2}); // to the set, and to us
    QVERIFY(seen.evidence.stuck.empty());
}

void NoDeadlockTest::anIdleConsumer() {
    const Locks events(1);
    ChildProcess consumer([&] { return events.take(0) && events.take(0) ? 0 : 1; });
    Seen seen;
    QVERIFY(findsNone(seen, {consumer.pid()}, 1));
    QCOMPARE(seen.graph.edges.size(), std::size_t{1});
}

void NoDeadlockTest::aHolderThatSleeps() {
    const Locks locks(2);
    ChildProcess one([&] { return takeBoth(locks, 0); });
    ChildProcess two([&] {
        if (!locks.take(1)) return 1;
        std::this_thread::sleep_for(1h);
        return 0;
    });
    Seen seen;
    QVERIFY(findsNone(seen, {one.pid(), two.pid()}, 1));
}

void NoDeadlockTest::aHolderThatIsStopped() {
    const Lockstep both;
    Seen seen;
    QVERIFY(both.isFound(seen));
    QVERIFY(both.two.stop());
    // A stop ends its semop(2) with EINTR (signal(7)): once it goes on it may do something else
    QVERIFY(look().graph.cycles.empty());
}

void NoDeadlockTest::aStopBetween() {
    const Lockstep both;
    Seen seen;
    QVERIFY(both.isFound(seen));
    QVERIFY(both.two.stop());
    // By waiters that were found before: its files have a call still
    QCOMPARE(evidenceFor(seen.waiters).stuck, std::vector<pid_t>{both.one.pid()});
}

void NoDeadlockTest::aWaitOfAMomentAgo() {
    // One that waited for something else when the waiters were looked for, in the very same call
    const Lockstep both;
    Seen seen;
    QVERIFY(both.isFound(seen));
    waiterIn(seen.waiters, both.one.pid()).operations = {{1, -2, false}};
    QCOMPARE(evidenceFor(seen.waiters).stuck, std::vector<pid_t>{both.two.pid()});
    waiterIn(seen.waiters, both.one.pid()).operations = {{1, -1, false}};
    QCOMPARE(evidenceFor(seen.waiters).stuck, sorted(both.pids()));
}

void NoDeadlockTest::aSemaphoreOfAMomentAgo() {
    const MadeSemaphore one("/one", 0);
    const MadeSemaphore two("/two", 0);
    const MadeSemaphore other("/other", 0);
    ChildProcess first([&] { return sem_wait(one.get()); });
    ChildProcess second([&] { return sem_wait(two.get()); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {first.pid(), second.pid()}));
    waiterIn(seen.waiters, first.pid()).object = ObjectId::posix(Kind::Semaphore, Name::of("/other"));
    QCOMPARE(evidenceFor(seen.waiters).stuck, std::vector<pid_t>{second.pid()});
}

void NoDeadlockTest::aTimeout() {
    const Locks locks(2);
    ChildProcess one([&] { return takeBoth(locks, 0); });
    ChildProcess two([&] {
        constexpr timespec hour{3600, 0};
        return takeBoth(locks, 1, &hour);
    });
    Seen seen;
    QVERIFY(findsNone(seen, {one.pid(), two.pid()}, 2));
    QCOMPARE(seen.graph.edges.size(), std::size_t{4});
}

void NoDeadlockTest::aThreadThatSleeps() {
    const Locks locks(2);
    ChildProcess one([&] {
        Task task{&locks, 0};
        pthread_t thread{};
        pthread_create(&thread, nullptr, takeBothInThread, &task);
        std::this_thread::sleep_for(1h);
        return 0;
    });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsNone(seen, {one.pid(), two.pid()}, 2));
}

void NoDeadlockTest::busyLocksAreNone() {
    // Each takes both in the same order: they wait for one another all the time, and never for ever
    const Locks locks(2);
    std::vector<std::unique_ptr<ChildProcess>> children;
    for (int each = 0; each < 3; ++each) {
        children.push_back(std::make_unique<ChildProcess>([&] {
            for (;;) {
                if (!locks.take(0) || !locks.take(1)) return 1;
                sembuf both[] = {{1, 1, 0}, {0, 1, 0}};
                if (semop(locks.id(), both, 2) != 0) return 1;
            }
        }));
    }
    for (int again = 0; again < 200; ++again)
        QVERIFY(look().graph.cycles.empty());
}

void NoDeadlockTest::processesThatEnd() {
    Lockstep both;
    Seen seen;
    QVERIFY(both.isFound(seen));
    both.one.signal(SIGKILL);
    both.one.wait();
    // Of waiters who are gone
    const WaitEvidence evidence = evidenceFor(seen.waiters);
    QVERIFY(evidence.stuck.empty() || evidence.stuck == std::vector<pid_t>{both.two.pid()});
    QVERIFY(waitGraphOf(seen.waiters, evidence, seen.uses).cycles.empty());
    QVERIFY(look().graph.cycles.empty());
}

void NoDeadlockTest::ofOthers() {
    const Lockstep both;
    Seen seen;
    QVERIFY(both.isFound(seen));
    const auto result = testing::runUnprivileged([] {
        const Seen theirs = look();
        return theirs.graph.cycles.empty() && theirs.evidence.stuck.empty() ? 0 : 1;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

IPCLENS_TEST_MAIN(NoDeadlockTest)

#include "no_deadlock_test.moc"
