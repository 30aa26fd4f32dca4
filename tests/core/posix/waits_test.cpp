// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/obstacle.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <memory>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::posix;
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

class PosixWaitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void neverWaits();
    void noTimeLeft();
    void shortestTimeoutStillTries();
    void timeoutIsNeverEarly();
    void longestTimeout();
    void goesOnWhenItCan();
    void signalIsReported();
    void signalIsNotTheEnd();
    void stoppedAndContinued();
    void timeoutPassesWhileStopped();

private:
    Obstacle obstacle_;
};

void PosixWaitsTest::initTestCase_data() {
    QTest::addColumn<QString>("call");
    for (const char* call : {"take", "send", "receive"})
        QTest::newRow(call) << QString::fromLatin1(call);
}

void PosixWaitsTest::init() {
    QFETCH_GLOBAL(QString, call);
    obstacle_ = obstacleOf(call);
}

void PosixWaitsTest::cleanup() {
    obstacle_.remove();
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixWaitsTest::neverWaits() {
    VERIFY_FAILS(obstacle_.operation(Wait::never()), ErrorKind::WouldBlock, EAGAIN);
    QVERIFY(obstacle_.untouched());
    obstacle_.letThrough();
    VERIFY_DONE(obstacle_.operation(Wait::never()));
}

void PosixWaitsTest::noTimeLeft() {
    for (const auto timeout : {Wait::Duration(0), Wait::Duration(-1), Wait::Duration::min()})
        VERIFY_FAILS(obstacle_.operation(Wait::atMost(timeout)), ErrorKind::TimedOut, ETIMEDOUT);
    QVERIFY(obstacle_.untouched());
    obstacle_.letThrough();
    VERIFY_DONE(obstacle_.operation(Wait::atMost(Wait::Duration(0))));
}

void PosixWaitsTest::shortestTimeoutStillTries() {
    for (int round = 0; round < 200; ++round) {
        obstacle_.letThrough();
        VERIFY_DONE(obstacle_.operation(Wait::atMost(1ns)));
    }
}

void PosixWaitsTest::timeoutIsNeverEarly() {
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

void PosixWaitsTest::longestTimeout() {
    const auto child = waiterIn(obstacle_, Wait::atMost(Wait::Duration::max()), 0);
    QVERIFY(waitUntilItWaits(child->pid()));
    obstacle_.letThrough();
    QCOMPARE(child->wait(), 0);
}

void PosixWaitsTest::goesOnWhenItCan() {
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        const auto child = waiterIn(obstacle_, wait, 0);
        QVERIFY(waitUntilItWaits(child->pid()));
        obstacle_.letThrough();
        QCOMPARE(child->wait(), 0);
    }
}

void PosixWaitsTest::signalIsReported() {
    for (Wait wait : {Wait::unlimited(), Wait::atMost(1h)}) {
        wait.onSignal = OnSignal::Report;
        const auto child = waiterIn(obstacle_, wait, EINTR);
        QVERIFY(waitUntilItWaits(child->pid()));
        child->signal(SIGUSR1);
        QCOMPARE(child->wait(), 0);
        QVERIFY(obstacle_.untouched());
    }
}

void PosixWaitsTest::signalIsNotTheEnd() {
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
    }
}

void PosixWaitsTest::stoppedAndContinued() {
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
    }
}

void PosixWaitsTest::timeoutPassesWhileStopped() {
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

IPCLENS_TEST_MAIN(PosixWaitsTest)

#include "waits_test.moc"
