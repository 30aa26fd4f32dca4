// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/waiting_call.h"

#include "core/base/all_signals_blocked.h"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>

#include <pthread.h>

namespace ipclens {

namespace {

/// Wakes the thread that makes it at a deadline, and goes on until it is gone. It is a thread, and not timer_create(2):
/// that wants room in the queue of signals, which RLIMIT_SIGPENDING may refuse.
class WakeTimer {
public:
    explicit WakeTimer(const Deadline& deadline)
        : deadline_(deadline)
        , waiter_(::pthread_self()) {
        const AllSignalsBlocked blocked;
        pthread_attr_t attributes;
        ::pthread_attr_init(&attributes);
        ::pthread_attr_setstacksize(&attributes, stackSize);
        set_ = ::pthread_create(&thread_, &attributes, &WakeTimer::run, this) == 0;
        ::pthread_attr_destroy(&attributes);
    }
    ~WakeTimer() {
        if (!set_) return;
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        changed_.notify_one();
        ::pthread_join(thread_, nullptr);
    }
    WakeTimer(const WakeTimer&) = delete;
    WakeTimer& operator=(const WakeTimer&) = delete;

    [[nodiscard]] bool set() const noexcept { return set_; }

private:
    static void* run(void* timer) {
        static_cast<WakeTimer*>(timer)->wakeUntilOver();
        return nullptr;
    }

    void wakeUntilOver() {
        std::unique_lock lock(mutex_);
        for (auto next = deadline_.moment(); !changed_.wait_until(lock, next, [this] { return over_; });
             next = Deadline::Clock::now() + betweenWakeSignals)
            wake(waiter_);
    }

    // It only waits. Small as it is, it never gets a stack that a thread left behind: in a child of fork(2) the thread
    // sanitizer takes one on a stack from before for the thread of then
    static constexpr std::size_t stackSize = 256UL * 1024;

    Deadline deadline_;
    pthread_t waiter_;
    WakeSignalScope reachable_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool over_ = false;
    pthread_t thread_{};
    bool set_ = false;
};

bool wouldWait(const CallResult& result) noexcept {
    return result.error == EAGAIN || result.error == ENOMSG;
}

/// Why a wait that has not been answered must end now; 0 where it may go on.
int reasonToEnd(const Wait& wait, const Deadline& deadline) noexcept {
    if (wait.cancellation != nullptr && wait.cancellation->requested()) return ECANCELED;
    return deadline.passed() ? ETIMEDOUT : 0;
}

/// `tried`: it has been made without waiting; else it is made once even where the time is over by now.
CallResult waitUntilAnswered(const Wait& wait, DeadlineBy by, const Deadline& deadline, Attempt attempt, bool tried) {
    for (;; tried = true) {
        const int over = tried ? reasonToEnd(wait, deadline) : 0;
        if (over != 0) return {-1, over};
        const CallResult result = attempt(true, deadline);
        const bool ownTimeout = by == DeadlineBy::Call && result.error == EAGAIN;
        if (result.error != EINTR && !ownTimeout) return result;
        if (const int reason = reasonToEnd(wait, deadline); reason != 0) return {-1, reason};
        if (result.error == EINTR && wait.onSignal == OnSignal::Report) return result;
    }
}

} // namespace

CallResult limitedWaitingCall(const Wait& wait, DeadlineBy by, Attempt attempt) {
    const Deadline deadline = Deadline::after(wait.timeout);
    if (wait.cancellation != nullptr && wait.cancellation->requested()) return {-1, ECANCELED};

    const bool mayWait = !wait.timeout || *wait.timeout > Wait::Duration::zero();
    const bool needsSignal = wait.cancellation != nullptr || (by == DeadlineBy::Timer && deadline);
    const bool tried = !mayWait || needsSignal;
    if (tried) {
        // most calls need not wait, and then this is all
        const CallResult result = attempt(false, deadline);
        if (!wouldWait(result)) return result;
    }
    if (!needsSignal) return waitUntilAnswered(wait, by, deadline, attempt, tried);

    const CancellableScope cancellable(wait.cancellation);
    std::optional<WakeTimer> timer;
    if (by == DeadlineBy::Timer && deadline) {
        timer.emplace(deadline);
        // pthread_create's EAGAIN would read as "would have to wait"
        if (!timer->set()) return {-1, ENOMEM};
    }
    return waitUntilAnswered(wait, by, deadline, attempt, tried);
}

} // namespace ipclens
