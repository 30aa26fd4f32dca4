// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <functional>
#include <limits>
#include <memory>

#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using namespace std::chrono_literals;
using ipclens::testing::ChildProcess;
using ipclens::testing::need;
using ipclens::testing::waitUntilBlockedIn;
using Clock = std::chrono::steady_clock;

namespace {

/// An object on which an operation has to wait, until it is let through. Its values are plain ids, so that a child
/// after fork(2) may use it.
struct Obstacle {
    std::function<Result<void>(const Wait&)> operation;
    std::function<void()> letThrough;
    std::function<bool()> untouched; ///< whether the operation has changed nothing
    std::function<void()> remove;
    int wouldBlock = EAGAIN;
};

Obstacle semaphoreObstacle(std::uint16_t value, std::int16_t delta) {
    SemaphoreSetOptions options;
    options.values = {value};
    const auto set = need(SemaphoreSet::create(PrivateKey{}, options));
    return {[=](const Wait& wait) {
                const SemaphoreOperation operation{0, delta, false};
                return set.apply({&operation, 1}, wait);
            },
            [=] { need(set.setValue(0, delta == 0 ? 0 : 1)); }, [=] { return set.value(0).value() == value; },
            [=] { need(set.remove()); }};
}

Obstacle fullQueue() {
    MessageQueueOptions options;
    options.capacity = 3;
    const auto queue = need(MessageQueue::create(PrivateKey{}, options));
    const std::vector<std::byte> three(3);
    need(queue.send(1, three));
    return {[=](const Wait& wait) { return queue.send(2, three, wait); }, [=] { need(queue.receive()); },
            [=] { return queue.stat().value().messages == 1 && queue.peek(0).value().type == 1; },
            [=] { need(queue.remove()); }};
}

Obstacle emptyQueue() {
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    Obstacle obstacle{[=](const Wait& wait) { return queue.receive({}, wait).map([](const Message&) {}); },
                      [=] { need(queue.send(1, {})); }, [=] { return queue.stat().value().lastReceivePid == 0; },
                      [=] { need(queue.remove()); }};
    obstacle.wouldBlock = ENOMSG;
    return obstacle;
}

Obstacle obstacleOf(const QString& call) {
    if (call == "take") return semaphoreObstacle(0, -1);
    if (call == "wait for zero") return semaphoreObstacle(1, 0);
    return call == "send" ? fullQueue() : emptyQueue();
}

bool waitUntilItWaits(pid_t tid) {
    return waitUntilBlockedIn(tid, {SYS_semop, SYS_semtimedop, SYS_msgsnd, SYS_msgrcv});
}

/// A child that waits with `wait`; it ends with 0 where the Error has this errno (0: where it is done).
std::unique_ptr<ChildProcess> waiterIn(const Obstacle& obstacle, const Wait& wait, int number) {
    return std::make_unique<ChildProcess>([obstacle, wait, number] {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        ::sigaction(SIGUSR1, &action, nullptr);
        const auto result = obstacle.operation(wait);
        const int seen = result ? 0 : result.error().number;
        return seen == number ? 0 : 1;
    });
}

} // namespace

class WaitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void neverWaits();
    void noTimeLeft();
    void timeoutIsNeverEarly();
    void longestTimeout();
    void goesOnWhenItCan();
    void removedWhileWaiting();
    void signalIsReported();
    void signalIsNotTheEnd();
    void stoppedAndContinued();
    void timeoutPassesWhileStopped();

private:
    Obstacle obstacle_;
};

void WaitsTest::initTestCase_data() {
    QTest::addColumn<QString>("call");
    for (const char* call : {"take", "wait for zero", "send", "receive"})
        QTest::newRow(call) << QString::fromLatin1(call);
}

void WaitsTest::init() {
    QFETCH_GLOBAL(QString, call);
    obstacle_ = obstacleOf(call);
}

void WaitsTest::cleanup() {
    if (!ipclens::testing::objectsInNamespace().empty()) obstacle_.remove();
    QVERIFY(ipclens::testing::objectsInNamespace().empty());
}

void WaitsTest::neverWaits() {
    VERIFY_FAILS(obstacle_.operation(Wait::never()), ErrorKind::WouldBlock, obstacle_.wouldBlock);
    QVERIFY(obstacle_.untouched());
    obstacle_.letThrough();
    VERIFY_DONE(obstacle_.operation(Wait::never()));
}

void WaitsTest::noTimeLeft() {
    for (const auto timeout : {Wait::Duration(0), Wait::Duration(-1), Wait::Duration::min()})
        VERIFY_FAILS(obstacle_.operation(Wait::atMost(timeout)), ErrorKind::TimedOut, ETIMEDOUT);
    QVERIFY(obstacle_.untouched());
    obstacle_.letThrough();
    VERIFY_DONE(obstacle_.operation(Wait::atMost(Wait::Duration(0))));
}

void WaitsTest::timeoutIsNeverEarly() {
    const std::initializer_list<Wait::Duration> timeouts{1ns, 1us, 999us, 7ms, 50ms};
    for (const Wait::Duration timeout : timeouts) {
        for (int round = 0; round < 5; ++round) {
            const auto begun = Clock::now();
            const auto result = obstacle_.operation(Wait::atMost(timeout));
            const auto took = Clock::now() - begun;
            VERIFY_FAILS(result, ErrorKind::TimedOut, ETIMEDOUT);
            QVERIFY(took >= timeout);
            QVERIFY(took < timeout + 5s);
        }
    }
    QVERIFY(obstacle_.untouched());
}

void WaitsTest::longestTimeout() {
    const auto child = waiterIn(obstacle_, Wait::atMost(Wait::Duration::max()), 0);
    QVERIFY(waitUntilItWaits(child->pid()));
    obstacle_.letThrough();
    QCOMPARE(child->wait(), 0);
}

void WaitsTest::goesOnWhenItCan() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        QVERIFY(waitUntilItWaits(child->pid()));
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
        obstacle_.remove();
        init();
    }
}

void WaitsTest::removedWhileWaiting() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, EIDRM);
        QVERIFY(waitUntilItWaits(child->pid()));
        obstacle_.remove();
        QCOMPARE(child->wait(), 0);
        init();
    }
}

void WaitsTest::signalIsReported() {
    for (Wait wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        wait.onSignal = OnSignal::Report;
        const auto child = waiterIn(obstacle_, wait, EINTR);
        QVERIFY(waitUntilItWaits(child->pid()));
        child->signal(SIGUSR1);
        QCOMPARE(child->wait(), 0);
        QVERIFY(obstacle_.untouched());
    }
}

void WaitsTest::signalIsNotTheEnd() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(waitUntilItWaits(child->pid()));
            child->signal(SIGUSR1);
        }
        QVERIFY(waitUntilItWaits(child->pid()));
        QVERIFY(child->running());
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
        obstacle_.remove();
        init();
    }
}

void WaitsTest::stoppedAndContinued() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(waitUntilItWaits(child->pid()));
            child->signal(SIGSTOP);
            QTest::qSleep(5);
            child->signal(SIGCONT);
        }
        QVERIFY(waitUntilItWaits(child->pid()));
        QVERIFY(child->running());
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
        obstacle_.remove();
        init();
    }
}

void WaitsTest::timeoutPassesWhileStopped() {
    const Obstacle obstacle = obstacle_;
    ChildProcess child([obstacle] {
        const auto begun = Clock::now();
        const auto result = obstacle.operation(Wait::atMost(200ms));
        const auto took = Clock::now() - begun;
        if (result || result.error().number != ETIMEDOUT) return 1;
        return took >= 200ms && took < 2s ? 0 : 2;
    });
    QVERIFY(waitUntilItWaits(child.pid()));
    child.signal(SIGSTOP);
    QTest::qSleep(300); // it was over meanwhile, so it isn't begun anew
    child.signal(SIGCONT);
    QCOMPARE(child.wait(), 0);
    QVERIFY(obstacle_.untouched());
}

IPCLENS_TEST_MAIN(WaitsTest)

#include "waits_test.moc"
