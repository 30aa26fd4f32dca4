// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/deadline.h"
#include "core/base/unique_fd.h"
#include "core/base/waiting_call.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

using namespace std::chrono_literals;
using ipclens::CallResult;
using ipclens::Deadline;
using ipclens::DeadlineBy;
using ipclens::OnSignal;
using ipclens::UniqueFd;
using ipclens::Wait;

namespace {

/// A pipe whose read(2) stands for any call that may wait and knows no timeout.
class Pipe {
public:
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
        read_.reset(ends[0]);
        write_.reset(ends[1]);
    }
    [[nodiscard]] CallResult read(const Wait& wait) {
        return ipclens::waitingCall(wait, DeadlineBy::Timer, [this](bool block, const Deadline&) -> ssize_t {
            ++calls;
            ::fcntl(read_.get(), F_SETFL, block ? 0 : O_NONBLOCK);
            if (block) spin(beforeBlocking);
            char byte = 0;
            return ::read(read_.get(), &byte, 1);
        });
    }
    void put() const { QCOMPARE(::write(write_.get(), "x", 1), 1); }

    std::atomic<int> calls = 0;
    std::chrono::milliseconds beforeBlocking{0}; ///< a long moment just before the call

private:
    /// No sleep: a signal would end that.
    static void spin(std::chrono::milliseconds duration) {
        const auto until = std::chrono::steady_clock::now() + duration;
        while (std::chrono::steady_clock::now() < until) {
        }
    }

    UniqueFd read_;
    UniqueFd write_;
};

bool isBlocked(int number) {
    sigset_t mask;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    return sigismember(&mask, number) == 1;
}

class BlockedSignal {
public:
    explicit BlockedSignal(int number) {
        sigset_t mask;
        sigemptyset(&mask);
        sigaddset(&mask, number);
        ::pthread_sigmask(SIG_BLOCK, &mask, &previous_);
    }
    ~BlockedSignal() { ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }
    BlockedSignal(const BlockedSignal&) = delete;
    BlockedSignal& operator=(const BlockedSignal&) = delete;

private:
    sigset_t previous_{};
};

/// A thread that may begin in a child of fork(2): on a stack too small to be one that a thread of the parent had, which
/// the thread sanitizer would take it for.
class SmallThread {
public:
    explicit SmallThread(std::function<void()> body)
        : body_(std::move(body)) {
        pthread_attr_t attributes;
        ::pthread_attr_init(&attributes);
        ::pthread_attr_setstacksize(&attributes, 256UL * 1024);
        const auto run = [](void* self) -> void* {
            static_cast<SmallThread*>(self)->body_();
            return nullptr;
        };
        const int error = ::pthread_create(&thread_, &attributes, run, this);
        ::pthread_attr_destroy(&attributes);
        if (error != 0) throw std::system_error(error, std::generic_category(), "start a thread");
    }
    ~SmallThread() { ::pthread_join(thread_, nullptr); }
    SmallThread(const SmallThread&) = delete;
    SmallThread& operator=(const SmallThread&) = delete;

private:
    std::function<void()> body_;
    pthread_t thread_{};
};

/// Lets a thread wait, does something, cancels the wait, and gives whether that ended it.
bool cancelled(Wait wait, const std::function<void()>& before) {
    Pipe pipe;
    ipclens::Cancellation cancellation;
    wait.cancellation = &cancellation;
    int error = 0;
    std::atomic<pid_t> tid = 0;
    bool blocked = false;
    {
        const SmallThread waiter([&] {
            tid = ::gettid();
            error = pipe.read(wait).error;
        });
        blocked = ipclens::testing::waitUntil([&] { return tid != 0; }) &&
                  ipclens::testing::waitUntilBlockedIn(tid, {SYS_read});
        before();
        cancellation.cancel();
    }
    return blocked && error == ECANCELED;
}

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
    void wakeSignalReachesAThreadThatBlocksIt();
    void signalsNeitherEndNorLengthenAWait();
    void signalEndsAWaitThatReports();
    void stoppedProcessKeepsItsTimeout();
    void deadlineJustBeforeTheCall();
    void cancelledJustBeforeTheCall();
    void requestedCancellationTriesNothing();
    void cancelWakesSeveralThreads();
    void cancelOfNobodyReturns();
    void handlerThatWasResetIsInstalledAgain();
    void handlerThatIsResetInMidWaitIsInstalledAgain();
    void noRoomForQueuedSignals();
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

void WaitTest::wakeSignalReachesAThreadThatBlocksIt() {
    Pipe pipe;
    ipclens::Cancellation cancellation;
    int error = 0;
    std::atomic<pid_t> tid = 0;
    std::thread waiter([&] {
        const BlockedSignal blocked(ipclens::wakeSignal());
        Wait wait;
        wait.cancellation = &cancellation;
        tid = ::gettid();
        error = pipe.read(wait).error;
    });
    QVERIFY(ipclens::testing::waitUntil([&] { return tid != 0; }));
    QVERIFY(ipclens::testing::waitUntilBlockedIn(tid, {SYS_read}));
    cancellation.cancel();
    waiter.join();
    QCOMPARE(error, ECANCELED);
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

void WaitTest::cancelledJustBeforeTheCall() {
    Pipe pipe;
    pipe.beforeBlocking = 60ms;
    ipclens::Cancellation cancellation;
    Wait wait;
    wait.cancellation = &cancellation;
    int error = 0;
    std::thread waiter([&] { error = pipe.read(wait).error; });
    QVERIFY(ipclens::testing::waitUntil([&] { return pipe.calls == 2; })); // the second one may block
    std::this_thread::sleep_for(10ms);
    cancellation.cancel();
    waiter.join();
    QCOMPARE(error, ECANCELED);
}

void WaitTest::requestedCancellationTriesNothing() {
    Pipe pipe;
    pipe.put();
    ipclens::Cancellation cancellation;
    cancellation.cancel();
    Wait wait;
    wait.cancellation = &cancellation;
    QCOMPARE(pipe.read(wait).error, ECANCELED);
    QCOMPARE(pipe.calls.load(), 0);
}

void WaitTest::cancelWakesSeveralThreads() {
    ipclens::Cancellation cancellation;
    std::atomic<int> cancelled = 0;
    std::vector<std::thread> waiters;
    for (int i = 0; i < 8; ++i) {
        waiters.emplace_back([&, i] {
            Pipe pipe;
            Wait wait;
            wait.cancellation = &cancellation;
            if (i % 2 == 0) wait.timeout = 1h;
            if (pipe.read(wait).error == ECANCELED) ++cancelled;
        });
    }
    std::this_thread::sleep_for(20ms);
    cancellation.cancel();
    for (std::thread& waiter : waiters)
        waiter.join();
    QCOMPARE(cancelled.load(), 8);
}

void WaitTest::cancelOfNobodyReturns() {
    ipclens::Cancellation cancellation;
    QVERIFY(!cancellation.requested());
    cancellation.cancel();
    cancellation.cancel();
    QVERIFY(cancellation.requested());
    const ipclens::CancellableScope none(nullptr);
}

void WaitTest::handlerThatWasResetIsInstalledAgain() {
    Pipe pipe;
    QCOMPARE(pipe.read(Wait::atMost(2ms)).error, ETIMEDOUT);
    ipclens::testing::ChildProcess child([] { // which begins with all handlers reset
        Pipe own;
        return own.read(Wait::atMost(5ms)).error == ETIMEDOUT ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void WaitTest::handlerThatIsResetInMidWaitIsInstalledAgain() {
    ipclens::testing::ChildProcess child(
        [] { return cancelled(Wait(), [] { ::signal(ipclens::wakeSignal(), SIG_IGN); }) ? 0 : 1; });
    QCOMPARE(child.wait(), 0);
}

/// RLIMIT_SIGPENDING is exhausted: no real-time signal can be sent, no timer_create(2) succeeds.
void WaitTest::noRoomForQueuedSignals() {
    ipclens::testing::ChildProcess child([] {
        const rlimit none{0, 0};
        if (::setrlimit(RLIMIT_SIGPENDING, &none) != 0) return 1;
        if (::pthread_kill(::pthread_self(), SIGRTMIN) != EAGAIN) return 2;
        Pipe pipe;
        if (pipe.read(Wait::atMost(20ms)).error != ETIMEDOUT) return 3;
        return cancelled(Wait(), [] {}) && cancelled(Wait::atMost(1h), [] {}) ? 0 : 4;
    });
    QCOMPARE(child.wait(), 0);
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
