// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/core/processes/deadlock_scene.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>
#include <memory>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;

/// Likely deadlocks of real processes.
class DeadlockTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void twoProcessesOnTwoMembers();
    void lookingChangesNothing();
    void threeProcessesOverSets();
    void anotherThreadThatJoins();
    void aFirstThreadThatEnded();
    void queuesPingPong();
    void fullQueueAndSemaphore();
    void whoWaitedForZeroTookNothing();
    void posixSemaphores();
    void posixQueues();
};

void DeadlockTest::initTestCase() {
    const QString why = whyBlind();
    if (!why.isEmpty()) QSKIP(qPrintable(why));
}

void DeadlockTest::twoProcessesOnTwoMembers() {
    const Locks locks(2);
    ChildProcess one([&] {
        prctl(PR_SET_NAME, "\x1b[31m) \n");
        return takeBoth(locks, 0);
    });
    ChildProcess two([&] {
        prctl(PR_SET_NAME, "lockstep");
        return takeBoth(locks, 1);
    });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one.pid(), two.pid()}));
    const WaitCycle& cycle = seen.graph.cycles[0];
    const QString first = QString("\\x1b[31m) \\x0a %1").arg(one.pid());
    const QString second = QString("lockstep %1").arg(two.pid());
    const QString set = QString::fromStdString(locks.text());
    const std::size_t begin = one.pid() < two.pid() ? 0 : 2;
    QVERIFY(line(cycle, begin).startsWith(first + " waits in semop [1] \u22121 on " + set + " for at least "));
    QCOMPARE(line(cycle, begin + 1), set + " [1] is 0 and was last operated on by " + second);
    QVERIFY(line(cycle, 2 - begin).startsWith(second + " waits in semop [0] \u22121 on " + set + " for at least "));
    QCOMPARE(line(cycle, 3 - begin), set + " [0] is 0 and was last operated on by " + first);
    QVERIFY(cycle.doubts.empty());
    QCOMPARE(seen.evidence.stuck, sorted({one.pid(), two.pid()}));
    QCOMPARE(seen.evidence.observer, getpid());
    const auto identities = [](const WaitGraph& graph) {
        std::vector<std::string> each;
        for (const WaitNode& node : graph.nodes)
            each.push_back(node.identity());
        return each;
    };
    QCOMPARE(identities(look().graph), identities(seen.graph));
}

void DeadlockTest::lookingChangesNothing() {
    const Lockstep both;
    Seen seen;
    QVERIFY(both.isFound(seen));
    const auto set = sysv::SemaphoreSet::adopt(Id{both.locks.id()});
    const auto states = set.states().value();
    const auto info = set.stat().value();
    for (int again = 0; again < 20; ++again)
        QCOMPARE(look().graph.cycles.size(), std::size_t{1});
    QCOMPARE(set.states().value(), states);
    QCOMPARE(set.stat().value(), info);
}

void DeadlockTest::threeProcessesOverSets() {
    const std::array<Locks, 3> locks{Locks(1), Locks(3), Locks(1)};
    std::vector<std::unique_ptr<ChildProcess>> children;
    std::vector<pid_t> pids;
    for (std::size_t each = 0; each < locks.size(); ++each) {
        children.push_back(std::make_unique<ChildProcess>([&locks, each] {
            const Locks& next = locks[(each + 1) % locks.size()];
            if (!locks[each].take(0)) return 1;
            next.awaitTaken(0);
            return next.take(0) ? 0 : 1;
        }));
        pids.push_back(children.back()->pid());
    }
    Seen seen;
    QVERIFY(findsDeadlock(seen, pids));
    QCOMPARE(seen.graph.cycles[0].nodes.size(), std::size_t{6});
    QCOMPARE(seen.graph.cycles[0].sentences.size(), std::size_t{6});
    QCOMPARE(seen.graph.nodes.at(seen.graph.cycles[0].nodes.front()).process->pid, sorted(pids).front());
}

void DeadlockTest::anotherThreadThatJoins() {
    const Locks locks(2);
    ChildProcess one([&] {
        Task task{&locks, 0};
        pthread_t thread{};
        pthread_create(&thread, nullptr, takeBothInThread, &task);
        return pthread_join(thread, nullptr);
    });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one.pid(), two.pid()}));
}

void DeadlockTest::aFirstThreadThatEnded() {
    const Locks locks(2);
    ChildProcess one([&] {
        static Task task{};
        task = {&locks, 0};
        pthread_t thread{};
        pthread_create(&thread, nullptr, takeBothInThread, &task);
        syscall(SYS_exit, 0); // of this thread alone
        return 1;
    });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one.pid(), two.pid()}));
}

void DeadlockTest::queuesPingPong() {
    const MadeObject questions(Kind::MessageQueue, IPC_PRIVATE);
    const MadeObject answers(Kind::MessageQueue, IPC_PRIVATE);
    ChildProcess asking([&] { return send(questions) && receive(answers) && receive(answers) ? 0 : 1; });
    ChildProcess answering([&] { return receive(questions) && send(answers) && receive(questions) ? 0 : 1; });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {asking.pid(), answering.pid()}));
    const QString all = line(seen.graph.cycles[0], 1) + line(seen.graph.cycles[0], 3);
    QVERIFY(all.contains(QString::fromStdString(toString(questions.object())) + " is empty and was last sent to by "));
}

void DeadlockTest::fullQueueAndSemaphore() {
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    const Locks locks(1);
    ChildProcess receiver([&] {
        locks.awaitTaken(0);
        return receive(queue) && locks.take(0) ? 0 : 1;
    });
    ChildProcess sender([&] {
        if (!locks.take(0) || !send(queue)) return 1;
        msqid_ds status{};
        while (msgctl(queue.id(), IPC_STAT, &status) == 0 && status.msg_lrpid == 0)
            std::this_thread::sleep_for(1ms);
        while (send(queue, IPC_NOWAIT)) {
        }
        return send(queue) ? 0 : 1;
    });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {sender.pid(), receiver.pid()}));
    const QString all = line(seen.graph.cycles[0], 1) + line(seen.graph.cycles[0], 3);
    QVERIFY(all.contains(" is full and was last received from by "));
    QVERIFY(all.contains(" is 0 and was last operated on by "));
}

void DeadlockTest::whoWaitedForZeroTookNothing() {
    const Locks locks(1, 0);
    ChildProcess looker([&] {
        sembuf zero{0, 0, 0};
        return semop(locks.id(), &zero, 1) == 0 ? pause() : 1;
    });
    QVERIFY(waitUntil([&] { return semctl(locks.id(), 0, GETPID) == looker.pid(); }));
    ChildProcess waiting([&] { return locks.take(0) ? 0 : 1; });
    Seen seen;
    QVERIFY(findsNone(seen, {waiting.pid()}, 1));
    const auto& edges = seen.graph.edges;
    const auto leadsToLooker = [&](const WaitEdge& edge) {
        const auto& process = seen.graph.nodes.at(edge.to).process;
        return process && process->pid == looker.pid();
    };
    const auto found = std::find_if(edges.begin(), edges.end(), leadsToLooker);
    QVERIFY(found != edges.end());
    QCOMPARE(found->reason, WaitReason::LastOperatedBy);
    QCOMPARE(found->words, std::string("last operated on by"));
}

void DeadlockTest::posixSemaphores() {
    const MadeSemaphore one("/one", 0);
    const MadeSemaphore two("/two", 0);
    ChildProcess first([&] { return sem_wait(one.get()); });
    ChildProcess second([&] { return sem_wait(two.get()); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {first.pid(), second.pid()}));
    QCOMPARE(seen.graph.cycles[0].doubts.empty(), seen.uses.complete());
    QVERIFY(line(seen.graph.cycles[0], 0).contains(" waits in sem_wait on sem:/"));
    ChildProcess other([] { return pause(); });
    QVERIFY(findsNone(seen, {first.pid(), second.pid()}, 2));
    other.signal(SIGKILL);
    other.wait();
    QVERIFY(findsDeadlock(seen, {first.pid(), second.pid()}));
    sem_post(one.get());
    QCOMPARE(first.wait(), 0);
    QVERIFY(findsNone(seen, {second.pid()}, 1));
}

void DeadlockTest::posixQueues() {
    const MadeQueue one("/one");
    const MadeQueue two("/two");
    const auto receiving = [](const char* name) {
        std::array<char, 64> room{};
        return mq_receive(mq_open(name, O_RDWR), room.data(), room.size(), nullptr) < 0 ? 1 : 0;
    };
    ChildProcess first([&] { return receiving("/one"); });
    ChildProcess second([&] { return receiving("/two"); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {first.pid(), second.pid()}));
    QVERIFY(one.send("go on"));
    QCOMPARE(first.wait(), 0);
    QVERIFY(findsNone(seen, {second.pid()}, 1));
}

IPCLENS_TEST_MAIN(DeadlockTest)

#include "deadlock_test.moc"
