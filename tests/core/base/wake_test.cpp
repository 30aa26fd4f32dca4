// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Who waits is woken, and learns of it, whatever is done to the wake signal.

#include "tests/core/base/wait_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

using namespace std::chrono_literals;
using ipclens::Wait;
using ipclens::testing::BlockedSignal;
using ipclens::testing::Pipe;

namespace {

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

} // namespace

class WakeTest : public QObject {
    Q_OBJECT

private slots:
    void wakeSignalReachesAThreadThatBlocksIt();
    void cancelledJustBeforeTheCall();
    void requestedCancellationTriesNothing();
    void cancelWakesSeveralThreads();
    void cancelOfNobodyReturns();
    void handlerThatWasResetIsInstalledAgain();
    void handlerThatIsResetInMidWaitIsInstalledAgain();
    void noRoomForQueuedSignals();
};

void WakeTest::wakeSignalReachesAThreadThatBlocksIt() {
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

void WakeTest::cancelledJustBeforeTheCall() {
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

void WakeTest::requestedCancellationTriesNothing() {
    Pipe pipe;
    pipe.put();
    ipclens::Cancellation cancellation;
    cancellation.cancel();
    Wait wait;
    wait.cancellation = &cancellation;
    QCOMPARE(pipe.read(wait).error, ECANCELED);
    QCOMPARE(pipe.calls.load(), 0);
}

void WakeTest::cancelWakesSeveralThreads() {
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

void WakeTest::cancelOfNobodyReturns() {
    ipclens::Cancellation cancellation;
    QVERIFY(!cancellation.requested());
    cancellation.cancel();
    cancellation.cancel();
    QVERIFY(cancellation.requested());
    const ipclens::CancellableScope none(nullptr);
}

void WakeTest::handlerThatWasResetIsInstalledAgain() {
    Pipe pipe;
    QCOMPARE(pipe.read(Wait::atMost(2ms)).error, ETIMEDOUT);
    ipclens::testing::ChildProcess child([] { // which begins with all handlers reset
        Pipe own;
        return own.read(Wait::atMost(5ms)).error == ETIMEDOUT ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void WakeTest::handlerThatIsResetInMidWaitIsInstalledAgain() {
    ipclens::testing::ChildProcess child(
        [] { return cancelled(Wait(), [] { ::signal(ipclens::wakeSignal(), SIG_IGN); }) ? 0 : 1; });
    QCOMPARE(child.wait(), 0);
}

/// RLIMIT_SIGPENDING is exhausted: no real-time signal can be sent, no timer_create(2) succeeds.
void WakeTest::noRoomForQueuedSignals() {
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

IPCLENS_TEST_MAIN(WakeTest)

#include "wake_test.moc"
