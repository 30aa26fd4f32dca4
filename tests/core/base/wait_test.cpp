// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/deadline.h"
#include "core/base/waiting_call.h"
#include "tests/core/base/wait_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace std::chrono_literals;
using ipclens::CallResult;
using ipclens::Deadline;
using ipclens::DeadlineBy;
using ipclens::OnSignal;
using ipclens::Wait;
using ipclens::testing::BlockedSignal;
using ipclens::testing::isBlocked;
using ipclens::testing::Pipe;

namespace {

/// Runs something while another thread sends this one SIGUSR1 every other millisecond.
template <class Function>
auto underSignals(Function function) {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGUSR1, &action, nullptr);
    const pthread_t self = ::pthread_self();
    std::atomic<bool> done = false;
    std::thread sender([&] {
        while (!done) {
            ::pthread_kill(self, SIGUSR1);
            std::this_thread::sleep_for(2ms);
        }
    });
    const auto result = function();
    done = true;
    sender.join();
    return result;
}

} // namespace

class WaitTest : public QObject {
    Q_OBJECT

private slots:
    void unlimitedWaitIsOneCall();
    void waitThatNeedNotWaitIsOneCall();
    void neverBlocks();
    void timeoutIsNeverEarly_data();
    void timeoutIsNeverEarly();
    void noTimeLeftStillTriesOnce();
    void hugeTimeoutDoesNotOverflow();
    void signalMaskIsRestored();
    void signalsNeitherEndNorLengthenAWait();
    void signalEndsAWaitThatReports();
    void stoppedProcessKeepsItsTimeout();
    void deadlineJustBeforeTheCall();
    void threadOfATimeoutTakesNoSignals();
    void deadlinesCount();
};

void WaitTest::unlimitedWaitIsOneCall() {
    Pipe pipe;
    pipe.put();
    QCOMPARE(pipe.read(Wait::unlimited()).value, 1);
    QCOMPARE(pipe.calls.load(), 1);
}

void WaitTest::waitThatNeedNotWaitIsOneCall() {
    Pipe pipe;
    pipe.put();
    QCOMPARE(pipe.read(Wait::atMost(1h)).value, 1);
    QCOMPARE(pipe.calls.load(), 1);
}

void WaitTest::neverBlocks() {
    Pipe pipe;
    const CallResult result = pipe.read(Wait::never());
    QCOMPARE(result.value, -1);
    QCOMPARE(result.error, EAGAIN);
    QCOMPARE(pipe.calls.load(), 1);
}

void WaitTest::timeoutIsNeverEarly_data() {
    QTest::addColumn<long long>("nanoseconds");
    QTest::newRow("1 ns") << 1LL;
    QTest::newRow("1 us") << 1'000LL;
    QTest::newRow("1.5 ms") << 1'500'000LL;
    QTest::newRow("40 ms") << 40'000'000LL;
}

void WaitTest::timeoutIsNeverEarly() {
    QFETCH(long long, nanoseconds);
    Pipe pipe;
    for (int round = 0; round < 10; ++round) {
        const auto begun = std::chrono::steady_clock::now();
        const CallResult result = pipe.read(Wait::atMost(std::chrono::nanoseconds(nanoseconds)));
        const auto took = std::chrono::steady_clock::now() - begun;
        QCOMPARE(result.error, ETIMEDOUT);
        QVERIFY(took >= std::chrono::nanoseconds(nanoseconds));
        QVERIFY(took < 5s);
    }
}

void WaitTest::noTimeLeftStillTriesOnce() {
    Pipe pipe;
    QCOMPARE(pipe.read(Wait::atMost(0ns)).error, ETIMEDOUT);
    QCOMPARE(pipe.read(Wait::atMost(-5s)).error, ETIMEDOUT);
    pipe.put();
    QCOMPARE(pipe.read(Wait::atMost(-5s)).value, 1);
}

void WaitTest::hugeTimeoutDoesNotOverflow() {
    Pipe pipe;
    std::thread writer([&] {
        std::this_thread::sleep_for(30ms);
        pipe.put();
    });
    const CallResult result = pipe.read(Wait::atMost(Wait::Duration::max()));
    writer.join();
    QCOMPARE(result.value, 1);
}

void WaitTest::signalMaskIsRestored() {
    Pipe pipe;
    QVERIFY(!isBlocked(ipclens::wakeSignal()));
    QCOMPARE(pipe.read(Wait::atMost(2ms)).error, ETIMEDOUT);
    QVERIFY(!isBlocked(ipclens::wakeSignal()));
    const BlockedSignal blocked(ipclens::wakeSignal());
    QCOMPARE(pipe.read(Wait::atMost(2ms)).error, ETIMEDOUT);
    QVERIFY(isBlocked(ipclens::wakeSignal()));
}

void WaitTest::signalsNeitherEndNorLengthenAWait() {
    Pipe pipe;
    const auto begun = std::chrono::steady_clock::now();
    const CallResult result = underSignals([&] { return pipe.read(Wait::atMost(150ms)); });
    const auto took = std::chrono::steady_clock::now() - begun;
    QCOMPARE(result.error, ETIMEDOUT);
    QVERIFY(took >= 150ms);
    QVERIFY(took < 5s);
    QVERIFY(pipe.calls > 5); // so it was interrupted
}

void WaitTest::signalEndsAWaitThatReports() {
    Pipe pipe;
    Wait wait = Wait::atMost(20s);
    wait.onSignal = OnSignal::Report;
    QCOMPARE(underSignals([&] { return pipe.read(wait); }).error, EINTR);
    wait.timeout.reset();
    QCOMPARE(underSignals([&] { return pipe.read(wait); }).error, EINTR);
    wait.timeout = 30ms; // its own signal is no interruption
    QCOMPARE(pipe.read(wait).error, ETIMEDOUT);
}

void WaitTest::stoppedProcessKeepsItsTimeout() {
    ipclens::testing::ChildProcess child([] {
        Pipe pipe;
        const auto begun = std::chrono::steady_clock::now();
        Wait wait = Wait::atMost(300ms);
        const CallResult result = pipe.read(wait);
        const auto took = std::chrono::steady_clock::now() - begun;
        return result.error == ETIMEDOUT && took >= 300ms && took < 5s ? 0 : 1;
    });
    QVERIFY(ipclens::testing::waitUntilBlockedIn(child.pid(), {SYS_read}));
    for (int round = 0; round < 3; ++round) {
        child.signal(SIGSTOP);
        std::this_thread::sleep_for(20ms);
        child.signal(SIGCONT);
        std::this_thread::sleep_for(20ms);
    }
    QCOMPARE(child.wait(), 0);
}

void WaitTest::deadlineJustBeforeTheCall() {
    Pipe pipe;
    pipe.beforeBlocking = 30ms; // the first wake signal comes in the midst of it, and is lost
    QCOMPARE(pipe.read(Wait::atMost(10ms)).error, ETIMEDOUT);
}

void WaitTest::threadOfATimeoutTakesNoSignals() {
    ipclens::testing::ChildProcess child([] {
        static std::atomic<pid_t> taker = 0;
        struct sigaction action {};
        action.sa_handler = [](int) { taker = ::gettid(); };
        ::sigaction(SIGUSR1, &action, nullptr);
        const CallResult result =
            ipclens::waitingCall(Wait::atMost(50ms), DeadlineBy::Timer, [](bool block, const Deadline&) -> ssize_t {
                errno = EAGAIN;
                if (!block) return -1;
                const BlockedSignal blocked(SIGUSR1); // from here on only another thread could take it
                ::kill(::getpid(), SIGUSR1);
                return ::pause();
            });
        return result.error == ETIMEDOUT && taker == ::gettid() ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void WaitTest::deadlinesCount() {
    QVERIFY(!Deadline());
    QVERIFY(!Deadline().passed());
    QVERIFY(!Deadline::after(std::nullopt));
    QVERIFY(!Deadline::after(Deadline::Duration::max()));
    QVERIFY(Deadline::after(0ns).passed());
    QVERIFY(Deadline::after(Deadline::Duration::min()).passed());
    QCOMPARE(Deadline::after(-1h).remaining().tv_sec, time_t{0});
    QCOMPARE(Deadline::after(-1h).remaining().tv_nsec, 0L);
    const Deadline hour = Deadline::after(1h);
    QVERIFY(hour && !hour.passed());
    QVERIFY(hour.remaining().tv_sec >= 3590 && hour.remaining().tv_sec <= 3600);
    QVERIFY(hour.moment() - Deadline::Clock::now() >= 3590s);
}

IPCLENS_TEST_MAIN(WaitTest)

#include "wait_test.moc"
