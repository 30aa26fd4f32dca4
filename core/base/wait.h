// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

#include <pthread.h>
#include <signal.h>

namespace ipclens {

/// The signal that ends waits when they are cancelled or their time is over: SIGURG, which is ignored where nobody
/// handles it. A real-time signal could not be sent while RLIMIT_SIGPENDING is exhausted; one of the first 31 needs no
/// room in that queue. Its handler does nothing, has no SA_RESTART, and is installed whenever it is needed; programs
/// that use the library leave the signal alone (and have no use for out-of-band data of sockets, which is what the
/// kernel sends it for).
[[nodiscard]] int wakeSignal() noexcept;

/// Sends the wake signal to a thread that has a WakeSignalScope. It may come just before the call that it shall end, or
/// meet a handler that a library has reset: so it is sent again and again, with betweenWakeSignals from one to the
/// next.
void wake(pthread_t thread) noexcept;
inline constexpr std::chrono::milliseconds betweenWakeSignals{1};

/// Lets the wake signal reach the calling thread while it lives (handler installed, signal not blocked), and restores
/// the thread's signal mask after that.
class WakeSignalScope {
public:
    WakeSignalScope();
    ~WakeSignalScope();
    WakeSignalScope(const WakeSignalScope&) = delete;
    WakeSignalScope& operator=(const WakeSignalScope&) = delete;

private:
    sigset_t previous_{};
};

/// Ends the waits of other threads. One Cancellation may serve many waits, one after another or at once; once requested
/// it stays requested. Thread-safe.
///
/// A thread that waits in semop(2), msgsnd(2) or msgrcv(2) can only be woken by a signal, and a signal that comes just
/// before the call is lost. So the waiting thread enlists here, and is signalled (wakeSignal()) again and again until
/// it has answered. The answer is exact: the wait either gives ErrorKind::Interrupted with ECANCELED, and then changed
/// nothing, or it was done before. A wait that begins when it is requested already tries nothing.
class Cancellation {
public:
    Cancellation() = default;
    Cancellation(const Cancellation&) = delete;
    Cancellation& operator=(const Cancellation&) = delete;

    /// Asks all present and future waits to end, and returns when those present have answered. Not for signal handlers.
    void cancel();

    [[nodiscard]] bool requested() const noexcept { return requested_.load(std::memory_order_acquire); }

private:
    friend class CancellableScope;
    struct Waiter {
        pthread_t thread;
        Waiter* next;
    };

    std::atomic<bool> requested_ = false;
    std::mutex mutex_;
    std::condition_variable answered_;
    Waiter* waiters_ = nullptr;
};

/// Enlists the calling thread with a Cancellation (none: does nothing) while it lives.
class CancellableScope {
public:
    explicit CancellableScope(Cancellation* cancellation);
    ~CancellableScope();
    CancellableScope(const CancellableScope&) = delete;
    CancellableScope& operator=(const CancellableScope&) = delete;

private:
    Cancellation* cancellation_;
    Cancellation::Waiter self_{};
    std::optional<WakeSignalScope> reachable_; // outlives the enlistment: no signal is sent to who can't take it
};

/// What a wait does when a signal interrupts it (EINTR), as Ctrl-Z and `fg` do too.
enum class OnSignal {
    Continue, ///< it goes on with the time that remains
    Report,   ///< it ends with ErrorKind::Interrupted, EINTR; nothing was changed
};

/// How an operation may wait.
struct Wait {
    using Duration = std::chrono::nanoseconds;

    bool block = true; ///< false: IPC_NOWAIT; fails with WouldBlock instead of waiting
    std::optional<Duration>
        timeout; ///< none: for ever; measured on CLOCK_MONOTONIC, never cut short. 0 or less: does not wait, TimedOut
    Cancellation* cancellation = nullptr;
    OnSignal onSignal = OnSignal::Continue;

    [[nodiscard]] static Wait unlimited() { return {}; }
    [[nodiscard]] static Wait never() {
        Wait wait;
        wait.block = false;
        return wait;
    }
    [[nodiscard]] static Wait atMost(Duration duration) {
        Wait wait;
        wait.timeout = duration;
        return wait;
    }
};

} // namespace ipclens
