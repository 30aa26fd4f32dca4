// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/core/base/obstacle.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <memory>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

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

class WaitingCallsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data() { addObstacles(); }
    void init();
    void cleanup();
    void neverWaits();
    void noTimeLeft();
    void shortestTimeoutStillTries();
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

void WaitingCallsTest::init() {
    QFETCH_GLOBAL(int, obstacle);
    obstacle_ = obstacleKinds[obstacle].make();
}

void WaitingCallsTest::cleanup() {
    if (!objectsInNamespace().empty()) obstacle_.remove();
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void WaitingCallsTest::neverWaits() {
    VERIFY_FAILS(obstacle_.operation(Wait::never()), ErrorKind::WouldBlock, obstacle_.wouldBlock);
    QVERIFY(obstacle_.untouched());
    obstacle_.letThrough();
    VERIFY_DONE(obstacle_.operation(Wait::never()));
}

void WaitingCallsTest::noTimeLeft() {
    for (const auto timeout : {Wait::Duration(0), Wait::Duration(-1), Wait::Duration::min()})
        VERIFY_FAILS(obstacle_.operation(Wait::atMost(timeout)), ErrorKind::TimedOut, ETIMEDOUT);
    QVERIFY(obstacle_.untouched());
    obstacle_.letThrough();
    VERIFY_DONE(obstacle_.operation(Wait::atMost(Wait::Duration(0))));
}

void WaitingCallsTest::shortestTimeoutStillTries() {
    for (int round = 0; round < 200; ++round) {
        obstacle_.letThrough();
        VERIFY_DONE(obstacle_.operation(Wait::atMost(1ns)));
    }
}

void WaitingCallsTest::timeoutIsNeverEarly() {
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

void WaitingCallsTest::longestTimeout() {
    const auto child = waiterIn(obstacle_, Wait::atMost(Wait::Duration::max()), 0);
    QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
    obstacle_.letThrough();
    QCOMPARE(child->wait(), 0);
}

void WaitingCallsTest::goesOnWhenItCan() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
    }
}

void WaitingCallsTest::removedWhileWaiting() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, obstacle_.whenRemoved);
        QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
        obstacle_.remove();
        if (obstacle_.whenRemoved == 0) obstacle_.letThrough(); // a name alone is gone
        QCOMPARE(child->wait(), 0);
        init();
    }
}

void WaitingCallsTest::signalIsReported() {
    for (Wait wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        wait.onSignal = OnSignal::Report;
        const auto child = waiterIn(obstacle_, wait, EINTR);
        QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
        child->signal(SIGUSR1);
        QCOMPARE(child->wait(), 0);
        QVERIFY(obstacle_.untouched());
    }
}

void WaitingCallsTest::signalIsNotTheEnd() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
            child->signal(SIGUSR1);
        }
        QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
        QVERIFY(child->running());
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
    }
}

void WaitingCallsTest::stoppedAndContinued() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
            QVERIFY(child->stop());
            child->signal(SIGCONT);
        }
        QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
        QVERIFY(child->running());
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
    }
}

void WaitingCallsTest::timeoutPassesWhileStopped() {
    constexpr auto timeout = 500ms;
    bool endsAtOnce = false;
    // Begun anew it would always take its whole time once more; a busy machine is late now and then
    for (int round = 0; round < 5 && !endsAtOnce; ++round) {
        const auto child = waiterIn(obstacle_, Wait::atMost(timeout), ETIMEDOUT);
        QVERIFY(obstacle_.waitUntilItHolds(child->pid()));
        QVERIFY(child->stop());
        QTest::qSleep(600);
        const auto continued = Clock::now();
        child->signal(SIGCONT);
        QCOMPARE(child->wait(), 0);
        endsAtOnce = Clock::now() - continued < timeout;
    }
    QVERIFY(endsAtOnce);
    QVERIFY(obstacle_.untouched());
}

IPCLENS_TEST_MAIN(WaitingCallsTest)

#include "waiting_calls_test.moc"
