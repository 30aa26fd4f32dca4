// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// System V objects that likely nobody needs any more, and those that somebody may.

#include "core/listing/proc_table.h"
#include "tests/core/processes/left_behind.h"
#include "tests/core/processes/orphans_fixture.h"
#include "tests/support/made_object.h"
#include "tests/support/pid_namespace.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <fstream>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::processes;
using namespace ipclens::testing;

class OrphansTest : public QObject {
    Q_OBJECT

private slots:
    void aSegmentWhoseCreatorIsGone();
    void whatItsMemoryIs();
    void aSegmentOfALivingCreator();
    void aSegmentThatIsAttached();
    void aSegmentThatALivingProcessHadLast();
    void whatIsYoung();
    void markedRemovedAndKept();
    void aQueueWhoseUsersAreGone();
    void aQueueThatNobodyReadYet();
    void aQueueOfALivingSenderOrReceiver();
    void aQueueThatIsWaitedFor();
    void aQueueThatPerhapsIsWaitedFor();
    void aQueueThatLetsNoOtherUserIn();
    void aQueueThatAnotherUserWaitsFor();
    void aQueueThatIsWaitedForOutside();
    void whatWasNeverUsed();
    void aSetWhoseOperatorsAreGone();
    void aSetThatWasOnlyGivenValues();
    void aSetOfALivingOperator();
    void aSetThatIsWaitedFor();
    void reusedPid();
    void processesOfAnotherPidNamespace();
    void whatMayNotBeRead();
    void aClockThatWasSet();
    void lookingChangesNothing();
};

void OrphansTest::aSegmentWhoseCreatorIsGone() {
    const LeftBehind segment(Kind::SharedMemory);
    const auto orphan = orphanNow(segment.object());
    QVERIFY(orphan.has_value());
    QCOMPARE(orphan->reason, OrphanReason::CreatorGone);
    QCOMPARE(orphan->words, "nobody has it attached, and its creator " + segment.maker() + " is gone");
    shmid_ds status{};
    QCOMPARE(shmctl(segment.id(), IPC_STAT, &status), 0);
    QCOMPARE(orphan->lastUsedAt, EpochSeconds{status.shm_ctime});
    QCOMPARE(std::get<SegmentInfo>(orphan->info).id.value, segment.id());
    QVERIFY(orphan->keepers.empty());
}

void OrphansTest::whatItsMemoryIs() {
    const LeftBehind segment(Kind::SharedMemory, 0600, attachesAndDetaches);
    const Evidence evidence(std::chrono::hours(1), std::make_unique<listing::ProcTable>());
    const auto orphan = orphanIn(evidence.orphans(), segment.object());
    QVERIFY(orphan.has_value());
    QCOMPARE(orphan->bytes, std::uint64_t{4096}); // one page of its two was touched
}

void OrphansTest::aSegmentOfALivingCreator() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    QVERIFY(!orphanNow(segment.object()));
    byOneWhoIsGone([&] { return attachesAndDetaches(segment.id()); });
    const auto all = Evidence().orphans();
    QVERIFY(!orphanIn(all, segment.object()));
    QCOMPARE(all.notTold, 0U);
    QVERIFY(all.doubt.empty());
}

void OrphansTest::aSegmentThatIsAttached() {
    const LeftBehind segment(Kind::SharedMemory);
    {
        const LivingProcess viewer([&] { return attaches(segment.id()); });
        // Not who is last, but that somebody has it
        byOneWhoIsGone([&] { return attachesAndDetaches(segment.id()); });
        QVERIFY(!orphanNow(segment.object()));
    }
    QVERIFY(orphanNow(segment.object()));
}

void OrphansTest::aSegmentThatALivingProcessHadLast() {
    const LeftBehind segment(Kind::SharedMemory);
    {
        const LivingProcess writer([&] { return attachesAndDetaches(segment.id()); });
        QVERIFY(!orphanNow(segment.object()));
    }
    QVERIFY(orphanNow(segment.object()));
}

void OrphansTest::whatIsYoung() {
    using std::chrono::seconds;
    const LeftBehind segment(Kind::SharedMemory);
    const LeftBehind queue(Kind::MessageQueue, 0600, sends);
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnFirst);
    const auto count = [](seconds later, seconds olderThan) {
        return Evidence(later).orphans(olderThan).orphans.size();
    };
    QCOMPARE(count(seconds(0), seconds(0)), std::size_t{0});
    QCOMPARE(count(youngest - seconds(2), seconds(0)), std::size_t{0});
    QCOMPARE(count(youngest + seconds(2), seconds(0)), std::size_t{3});
    QCOMPARE(count(seconds(58), seconds(60)), std::size_t{0});
    QCOMPARE(count(seconds(62), seconds(60)), std::size_t{3});
    // What is young is no doubt either
    QCOMPARE(Evidence(seconds(0)).orphans().notTold, 0U);
}

void OrphansTest::markedRemovedAndKept() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    const LivingProcess viewer([&] { return attaches(segment.id()) && attaches(segment.id()); });
    QVERIFY(!orphanNow(segment.object()));
    QCOMPARE(shmctl(segment.id(), IPC_RMID, nullptr), 0);
    Evidence evidence;
    auto orphan = orphanIn(evidence.orphans(), segment.object());
    QVERIFY(orphan.has_value());
    QCOMPARE(orphan->reason, OrphanReason::MarkedRemoved);
    QCOMPARE(orphan->keepers.size(), std::size_t{1});
    QCOMPARE(orphan->keepers[0].process.pid, viewer.pid());
    QCOMPARE(orphan->keepers[0].times, 2U);
    QCOMPARE(orphan->bytes, std::uint64_t{0});
    QCOMPARE(orphan->words, "it is marked for destruction, and kept by " +
                                escapedName(orphan->keepers[0].process.name) + " " + std::to_string(viewer.pid()));
    // The kernel counts more than could be seen
    evidence.uses.uses.clear();
    orphan = orphanIn(evidence.orphans(), segment.object());
    QVERIFY(orphan.has_value() && orphan->keepers.empty());
    QVERIFY(orphan->words.ends_with("kept by 2 attachments of processes that can't be seen"));
}

void OrphansTest::aQueueWhoseUsersAreGone() {
    const LeftBehind queue(Kind::MessageQueue, 0600, [](int id) {
        const bool first = sends(id);
        return sends(id) && first;
    });
    const pid_t receiver = byOneWhoIsGone([&] { return receives(queue.id()); });
    const auto orphan = orphanNow(queue.object());
    QVERIFY(orphan.has_value());
    QCOMPARE(orphan->reason, OrphanReason::LastUsersGone);
    QCOMPARE(orphan->words,
             "its last sender " + queue.maker() + " and its last receiver " + std::to_string(receiver) + " are gone");
    QCOMPARE(orphan->bytes, std::uint64_t{16});
}

void OrphansTest::aQueueThatNobodyReadYet() {
    const LeftBehind queue(Kind::MessageQueue, 0600, sends);
    const auto orphan = orphanNow(queue.object());
    QVERIFY(orphan.has_value());
    QCOMPARE(orphan->words, "its last sender " + queue.maker() + " is gone, and nobody has received from it");
}

void OrphansTest::aQueueOfALivingSenderOrReceiver() {
    const LeftBehind sent(Kind::MessageQueue, 0600, sendsAndReceives);
    const LeftBehind received(Kind::MessageQueue, 0600, sends);
    QVERIFY(orphanNow(sent.object()) && orphanNow(received.object()));
    {
        const LivingProcess both([&] { return sends(sent.id()) && receives(received.id()); });
        QVERIFY(!orphanNow(sent.object()));
        QVERIFY(!orphanNow(received.object()));
    }
    QVERIFY(orphanNow(sent.object()) && orphanNow(received.object()));
}

void OrphansTest::aQueueThatIsWaitedFor() {
    const LeftBehind queue(Kind::MessageQueue, 0600, sendsAndReceives);
    QVERIFY(orphanNow(queue.object()));
    ChildProcess receiver([&] { return receives(queue.id(), 0) ? 0 : 1; });
    QVERIFY(waitUntilBlockedIn(receiver.pid(), {SYS_msgrcv}));
    QVERIFY(!orphanNow(queue.object()));
}

void OrphansTest::aQueueThatPerhapsIsWaitedFor() {
    const LeftBehind queue(Kind::MessageQueue, 0622, sends);
    Evidence evidence;
    Waiter& unknown = evidence.waiters.emplace_back();
    unknown.call = WaitCall::Msgrcv;
    unknown.known = WaitKnowledge::CallOnly;
    const auto all = evidence.orphans();
    QVERIFY(all.orphans.empty());
    QCOMPARE(all.notTold, 1U);
    QCOMPARE(all.doubt, std::string("1 may be waited for by a thread whose arguments are not readable"));
    evidence.threadsNotReadable = 1;
    QCOMPARE(evidence.orphans().doubt, std::string("1 may be waited for by a thread whose arguments are not readable, "
                                                   "or by a thread that can't be looked into"));
    evidence.waiters.clear();
    evidence.threadsNotReadable = 7;
    QVERIFY(evidence.orphans().orphans.empty());
    QCOMPARE(evidence.orphans().doubt,
             std::string("1 may be waited for by one of 7 threads that can't be looked into"));
    evidence.threadsNotReadable = 0;
    QCOMPARE(evidence.orphans().orphans.size(), std::size_t{1});
    const auto cancelled = orphansIn(evidence.snapshot, evidence.uses, {{}, 0, true});
    QVERIFY(cancelled.orphans.empty());
    QCOMPARE(cancelled.doubt, std::string("1 may be waited for by a thread: the look was cancelled"));
}

void OrphansTest::aQueueThatLetsNoOtherUserIn() {
    const LeftBehind queue(Kind::MessageQueue, 0600, sends);
    Evidence evidence;
    evidence.threadsNotReadable = 7;
    QVERIFY(orphanIn(evidence.orphans(), queue.object()));
}

void OrphansTest::aQueueThatAnotherUserWaitsFor() {
    const LeftBehind queue(Kind::MessageQueue, 0666, sendsAndReceives);
    ChildProcess receiver([&] { return receives(queue.id(), 0) ? 0 : 1; });
    QVERIFY(waitUntilBlockedIn(receiver.pid(), {SYS_msgrcv}));
    const auto status = runUnprivileged([&] {
        Evidence evidence;
        const Waiters found = findWaiters();
        const bool isFound = std::any_of(found.waiters.begin(), found.waiters.end(),
                                         [&](const Waiter& waiter) { return waiter.object == queue.object(); });
        HOLDS_HERE(!isFound);
        evidence.waiters = found.waiters;
        evidence.threadsNotReadable = found.notReadable;
        const auto all = evidence.orphans();
        HOLDS_HERE(all.orphans.empty() && all.notTold == 1);
        HOLDS_HERE(all.doubt.starts_with("1 may be waited for by "));
        return 0;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void OrphansTest::aQueueThatIsWaitedForOutside() {
    // Made and used within, and waited for by a process that has no number there
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const LeftBehind queue(Kind::MessageQueue, 0600, sendsAndReceives);
        Evidence evidence;
        HOLDS_HERE(orphanIn(evidence.orphans(), queue.object()));
        evidence.uses = usesOf(evidence.snapshot);
        const auto all = evidence.orphans();
        HOLDS_HERE(all.orphans.empty() && all.notTold == 1);
        HOLDS_HERE(all.doubt == "1 may be waited for by a process outside this PID namespace");
        return 0;
    });
}

void OrphansTest::whatWasNeverUsed() {
    const LeftBehind queue(Kind::MessageQueue);
    const LeftBehind set(Kind::Semaphore);
    const auto all = Evidence().orphans();
    QVERIFY(all.orphans.empty());
    QCOMPARE(all.notTold, 2U);
    QCOMPARE(all.doubt, std::string("2 have not been used at all yet"));
}

void OrphansTest::aSetWhoseOperatorsAreGone() {
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnFirst);
    auto orphan = orphanNow(set.object());
    QVERIFY(orphan.has_value());
    QCOMPARE(orphan->reason, OrphanReason::OperatorsGone);
    QCOMPARE(orphan->words, "its last operator " + set.maker() + " is gone");
    const pid_t other = byOneWhoIsGone([&] { return operates(set.id(), 1, 1); });
    orphan = orphanNow(set.object());
    QVERIFY(orphan.has_value());
    QVERIFY(orphan->words.find(std::to_string(other)) != std::string::npos);
    QVERIFY(orphan->words.find(set.maker()) != std::string::npos);
    QVERIFY(orphan->words.ends_with(" are gone"));
}

void OrphansTest::aSetThatWasOnlyGivenValues() {
    const LeftBehind set(Kind::Semaphore, 0600,
                         [](int id) { return semctl(id, 1, SETVAL, kernel::SemaphoreArgument{.val = 3}) == 0; });
    QVERIFY(orphanNow(set.object()));
}

void OrphansTest::aSetOfALivingOperator() {
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnBoth);
    QVERIFY(orphanNow(set.object()));
    const LivingProcess holder([&] { return operates(set.id(), 1, -1); });
    QVERIFY(!orphanNow(set.object()));
}

void OrphansTest::aSetThatIsWaitedFor() {
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnFirst);
    QVERIFY(orphanNow(set.object()));
    ChildProcess waiter([&] { return operates(set.id(), 1, -1) ? 0 : 1; });
    QVERIFY(waitUntilBlockedIn(waiter.pid(), {SYS_semtimedop, SYS_semop}));
    Evidence evidence;
    QVERIFY(!orphanIn(evidence.orphans(), set.object()));
    // The kernel counts it, whether its thread may be looked into or not
    evidence.waiters.clear();
    QVERIFY(!orphanIn(evidence.orphans(), set.object()));
}

void OrphansTest::reusedPid() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const LeftBehind segment(Kind::SharedMemory);
        const LeftBehind queue(Kind::MessageQueue, 0600, sends);
        // A member that nobody touched might have been touched from outside
        const LeftBehind set(Kind::Semaphore, 0600, operatesOnBoth);
        // Times are in seconds, and a second more is allowed for
        QTest::qSleep(3100);
        for (const LeftBehind* left : {&segment, &queue, &set}) {
            const pid_t pid = std::stoi(left->maker());
            std::ofstream last("/proc/sys/kernel/ns_last_pid");
            if (!(last << pid - 1 << std::flush)) return exitSkipped;
            const LivingProcess other([] { return true; });
            HOLDS_HERE(other.pid() == pid);
            HOLDS_HERE(orphanNow(left->object()));
        }
        return 0;
    });
}

void OrphansTest::processesOfAnotherPidNamespace() {
    const LeftBehind segment(Kind::SharedMemory);
    const LeftBehind attached(Kind::SharedMemory, 0600, attachesAndDetaches);
    const LeftBehind queue(Kind::MessageQueue, 0600, sends);
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnFirst);
    const LeftBehind both(Kind::Semaphore, 0600, operatesOnFirst);
    QVERIFY_WHERE_ALL_IS_SEEN([&] {
        // One member remembers a process of ours, the other one elsewhere
        byOneWhoIsGone([&] { return operates(both.id(), 1, 1); });
        const auto all = Evidence().orphans();
        HOLDS_HERE(all.orphans.empty());
        HOLDS_HERE(all.notTold == 5);
        HOLDS_HERE(all.doubt == "5 may have been used from another PID namespace");
        return 0;
    });
    QCOMPARE(Evidence().orphans().orphans.size(), std::size_t{5});
}

void OrphansTest::whatMayNotBeRead() {
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnFirst);
    const LeftBehind queue(Kind::MessageQueue, 0600, sends);
    const auto status = runUnprivileged([&] {
        const auto all = Evidence().orphans();
        HOLDS_HERE(!orphanIn(all, set.object()));
        HOLDS_HERE(orphanIn(all, queue.object())); // that of the queue any user is told, but for who may wait
        HOLDS_HERE(all.notTold == 1 && all.doubt == "1 may not be read");
        return 0;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
    Evidence evidence;
    evidence.snapshot.sets[0].access = Access::Hidden;
    evidence.snapshot.queues[0].access = Access::Hidden;
    QCOMPARE(evidence.orphans().notTold, 2U);
    QVERIFY(evidence.orphans().orphans.empty());
}

void OrphansTest::aClockThatWasSet() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    Evidence evidence;
    // Of before the machine was started, says a clock that has been set since: its creator is no later process
    evidence.snapshot.segments[0].changedAt = 1000;
    QVERIFY(!orphanIn(evidence.orphans(), segment.object()));
}

void OrphansTest::lookingChangesNothing() {
    const LeftBehind set(Kind::Semaphore, 0600, operatesOnFirst);
    const LeftBehind segment(Kind::SharedMemory);
    const LeftBehind queue(Kind::MessageQueue, 0600, sends);
    const Evidence before;
    QCOMPARE(before.orphans().orphans.size(), std::size_t{3});
    const Evidence after;
    QVERIFY(before.snapshot.sets == after.snapshot.sets);
    QVERIFY(before.snapshot.segments == after.snapshot.segments);
    QVERIFY(before.snapshot.queues == after.snapshot.queues);
    QCOMPARE(semctl(set.id(), 0, GETPID), std::stoi(set.maker()));
}

IPCLENS_TEST_MAIN(OrphansTest)

#include "orphans_test.moc"
