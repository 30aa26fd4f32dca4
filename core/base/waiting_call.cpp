// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/waiting_call.h"

#include <optional>
#include <time.h>

#include <signal.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id // glibc before 2.36 has the field under its inner name alone
#define sigev_notify_thread_id _sigev_un._tid
#endif

namespace ipclens {

namespace {

/// Sends the wake signal to the calling thread at a deadline, and then again and again: the first one may come just
/// before the call that it shall end.
class WakeTimer {
public:
    explicit WakeTimer(const Deadline& deadline) {
        sigevent event{};
        event.sigev_notify = SIGEV_THREAD_ID;
        event.sigev_signo = wakeSignal();
        event.sigev_notify_thread_id = ::gettid();
        if (::timer_create(CLOCK_MONOTONIC, &event, &timer_) != 0) return;
        made_ = true;
        itimerspec times{};
        times.it_value = deadline.moment();
        times.it_interval.tv_nsec = 1'000'000;
        set_ = ::timer_settime(timer_, TIMER_ABSTIME, &times, nullptr) == 0;
    }
    ~WakeTimer() {
        if (made_) ::timer_delete(timer_);
    }
    WakeTimer(const WakeTimer&) = delete;
    WakeTimer& operator=(const WakeTimer&) = delete;

    [[nodiscard]] bool set() const noexcept { return set_; }

private:
    WakeSignalScope reachable_;
    timer_t timer_{};
    bool made_ = false;
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

CallResult waitUntilAnswered(const Wait& wait, DeadlineBy by, const Deadline& deadline, Attempt attempt) {
    for (;;) {
        if (const int reason = reasonToEnd(wait, deadline); reason != 0) return {-1, reason};
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
    if (!mayWait || needsSignal) {
        // most calls need not wait, and then this is all
        const CallResult result = attempt(false, deadline);
        if (!wouldWait(result)) return result;
    }
    if (!needsSignal) return waitUntilAnswered(wait, by, deadline, attempt);

    const CancellableScope cancellable(wait.cancellation);
    std::optional<WakeTimer> timer;
    if (by == DeadlineBy::Timer && deadline) {
        timer.emplace(deadline);
        // its EAGAIN (RLIMIT_SIGPENDING) would read as "would have to wait"
        if (!timer->set()) return {-1, ENOMEM};
    }
    return waitUntilAnswered(wait, by, deadline, attempt);
}

} // namespace ipclens
