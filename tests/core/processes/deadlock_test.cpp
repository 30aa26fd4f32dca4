// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/processes/wait_graph.h"
#include "core/processes/waiter_scan.h"
#include "core/sysv/semaphore_set.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <memory>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::ChildProcess;
using testing::MadeObject;
using testing::MadeQueue;
using testing::MadeSemaphore;
using namespace std::chrono_literals;

namespace {

constexpr std::initializer_list<long> semaphoreCalls{
#ifdef SYS_semop
    SYS_semop,
#endif
    SYS_semtimedop};

/// A set whose members all have a value.
class Locks {
public:
    explicit Locks(std::size_t count, unsigned short value = 1)
        : made_(Kind::Semaphore, IPC_PRIVATE, 0600, count) {
        std::vector<unsigned short> values(count, value);
        semctl(made_.id(), 0, SETALL, kernel::SemaphoreArgument{.array = values.data()});
    }
    [[nodiscard]] int id() const { return made_.id(); }
    [[nodiscard]] bool take(unsigned short member, const timespec* limit = nullptr) const {
        sembuf operation{member, -1, 0};
        return semtimedop(id(), &operation, 1, limit) == 0;
    }
    /// Waits, looking now and then, until somebody has it.
    void awaitTaken(int member) const {
        while (semctl(id(), member, GETVAL) != 0)
            std::this_thread::sleep_for(1ms);
    }
    [[nodiscard]] std::string text() const { return toString(made_.object()); }

private:
    MadeObject made_;
};

/// Takes one, waits until the other one is taken, and waits for that.
int takeBoth(const Locks& locks, unsigned short first, const timespec* limit = nullptr) {
    const auto second = static_cast<unsigned short>(1 - first);
    if (!locks.take(first)) return 1;
    locks.awaitTaken(second);
    return locks.take(second, limit) ? 0 : 1;
}

struct Message {
    long type = 1;
    std::array<char, 512> body{};
};
bool send(const MadeObject& queue, int flags = 0) {
    const Message message;
    return msgsnd(queue.id(), &message, message.body.size(), flags) == 0;
}
bool receive(const MadeObject& queue) {
    Message message;
    return msgrcv(queue.id(), &message, message.body.size(), 0, 0) >= 0;
}

struct Seen {
    std::vector<Waiter> waiters;
    WaitEvidence evidence;
    Uses uses;
    WaitGraph graph;
};
Seen look() {
    Seen seen;
    seen.waiters = findWaiters().waiters;
    seen.evidence = evidenceFor(seen.waiters);
    listing::PosixNames lister;
    if (const auto snapshot = lister.list({})) seen.uses = usesOf(*snapshot);
    seen.graph = waitGraphOf(seen.waiters, seen.evidence, seen.uses);
    return seen;
}
std::size_t waitersAmong(const Seen& seen, const std::vector<pid_t>& pids) {
    return static_cast<std::size_t>(std::count_if(seen.waiters.begin(), seen.waiters.end(), [&](const Waiter& waiter) {
        return std::find(pids.begin(), pids.end(), waiter.process.pid) != pids.end();
    }));
}

std::vector<pid_t> processesOf(const Seen& seen, const WaitCycle& cycle) {
    std::vector<pid_t> pids;
    for (const std::size_t node : cycle.nodes) {
        const auto& process = seen.graph.nodes.at(node).process;
        if (process) pids.push_back(process->pid);
    }
    std::sort(pids.begin(), pids.end());
    return pids;
}
std::vector<pid_t> sorted(std::vector<pid_t> pids) {
    std::sort(pids.begin(), pids.end());
    return pids;
}

/// Looks until there is a cycle of these processes and of no others.
bool findsDeadlock(Seen& seen, const std::vector<pid_t>& pids) {
    return testing::waitUntil([&] {
        seen = look();
        return seen.graph.cycles.size() == 1 && processesOf(seen, seen.graph.cycles[0]) == sorted(pids);
    });
}
/// Looks until that many threads of these processes wait, and some times more: no cycle may be seen in any of them.
bool findsNone(Seen& seen, const std::vector<pid_t>& pids, std::size_t waiting) {
    const bool stands = testing::waitUntil([&] {
        seen = look();
        return waitersAmong(seen, pids) == waiting || !seen.graph.cycles.empty();
    });
    for (int again = 0; again < 5 && seen.graph.cycles.empty(); ++again)
        seen = look();
    return stands && seen.graph.cycles.empty() && waitersAmong(seen, pids) == waiting;
}

QString line(const WaitCycle& cycle, std::size_t index) {
    return QString::fromStdString(cycle.sentences.at(index));
}

} // namespace

/// Likely deadlocks of real processes, and waits that are none.
class DeadlockTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void twoProcessesOnTwoMembers();
    void lookingChangesNothing();
    void threeProcessesOverSets();
    void anotherThreadThatJoins();
    void aFirstThreadThatEnded();
    void aMereLongWait();
    void anIdleConsumer();
    void aHolderThatSleeps();
    void aHolderThatIsStopped();
    void aTimeout();
    void aThreadThatSleeps();
    void busyLocksAreNone();
    void queuesPingPong();
    void fullQueueAndSemaphore();
    void posixSemaphores();
    void posixQueues();
    void processesThatEnd();
    void ofOthers();
};

void DeadlockTest::initTestCase() {
#ifdef __SANITIZE_THREAD__
    QSKIP("the sanitizer's own thread may always act");
#endif
    const Locks locks(1, 0);
    ChildProcess waiting([&] { return locks.take(0) ? 0 : 1; });
    QVERIFY(testing::waitUntilBlockedIn(waiting.pid(), semaphoreCalls));
    const auto waiters = findWaiters().waiters;
    const auto known = [&](const Waiter& waiter) {
        return waiter.process.pid == waiting.pid() && waiter.known == WaitKnowledge::All;
    };
    if (std::none_of(waiters.begin(), waiters.end(), known)) QSKIP("system calls of others can't be seen here");
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
    QCOMPARE(line(cycle, begin + 1), set + " [1] is 0 and was last taken by " + second);
    QVERIFY(line(cycle, 2 - begin).startsWith(second + " waits in semop [0] \u22121 on " + set + " for at least "));
    QCOMPARE(line(cycle, 3 - begin), set + " [0] is 0 and was last taken by " + first);
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
    const Locks locks(2);
    ChildProcess one([&] { return takeBoth(locks, 0); });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one.pid(), two.pid()}));
    const auto set = sysv::SemaphoreSet::adopt(Id{locks.id()});
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

namespace {

/// What a thread of a child does, and what with.
struct Task {
    const Locks* locks;
    unsigned short first;
};
void* takeBothInThread(void* task) {
    const auto* of = static_cast<const Task*>(task);
    takeBoth(*of->locks, of->first);
    return nullptr;
}

} // namespace

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

void DeadlockTest::aMereLongWait() {
    const Locks locks(1);
    QVERIFY(locks.take(0));
    ChildProcess waiting([&] { return locks.take(0) ? 0 : 1; });
    Seen seen;
    QVERIFY(findsNone(seen, {waiting.pid()}, 1));
    QCOMPARE(seen.graph.edges.size(), std::size_t{2}); // to the set, and to us
    QVERIFY(seen.evidence.stuck.empty());
}

void DeadlockTest::anIdleConsumer() {
    const Locks events(1);
    ChildProcess consumer([&] { return events.take(0) && events.take(0) ? 0 : 1; });
    Seen seen;
    QVERIFY(findsNone(seen, {consumer.pid()}, 1));
    QCOMPARE(seen.graph.edges.size(), std::size_t{1});
}

void DeadlockTest::aHolderThatSleeps() {
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

void DeadlockTest::aHolderThatIsStopped() {
    const Locks locks(2);
    ChildProcess one([&] { return takeBoth(locks, 0); });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one.pid(), two.pid()}));
    QVERIFY(two.stop());
    // A stop ends its semop(2) with EINTR (signal(7)): once it goes on it may do something else
    QVERIFY(look().graph.cycles.empty());
}

void DeadlockTest::aTimeout() {
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

void DeadlockTest::aThreadThatSleeps() {
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

void DeadlockTest::busyLocksAreNone() {
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
    QVERIFY(all.contains(" is 0 and was last taken by "));
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

void DeadlockTest::processesThatEnd() {
    const Locks locks(2);
    auto one = std::make_unique<ChildProcess>([&] { return takeBoth(locks, 0); });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one->pid(), two.pid()}));
    one.reset();
    // Of waiters who are gone
    const WaitEvidence evidence = evidenceFor(seen.waiters);
    QVERIFY(evidence.stuck.empty() || evidence.stuck == std::vector<pid_t>{two.pid()});
    QVERIFY(waitGraphOf(seen.waiters, evidence, seen.uses).cycles.empty());
    QVERIFY(look().graph.cycles.empty());
}

void DeadlockTest::ofOthers() {
    const Locks locks(2);
    ChildProcess one([&] { return takeBoth(locks, 0); });
    ChildProcess two([&] { return takeBoth(locks, 1); });
    Seen seen;
    QVERIFY(findsDeadlock(seen, {one.pid(), two.pid()}));
    const auto result = testing::runUnprivileged([] {
        const Seen theirs = look();
        return theirs.graph.cycles.empty() && theirs.evidence.stuck.empty() ? 0 : 1;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

IPCLENS_TEST_MAIN(DeadlockTest)

#include "deadlock_test.moc"
