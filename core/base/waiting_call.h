// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/wait.h"

#include <cerrno>
#include <type_traits>

#include <sys/types.h>

namespace ipclens {

/// What a system call answered: its value, or -1 and the errno.
struct CallResult {
    ssize_t value = -1;
    int error = 0;
};

/// Who ends a call whose time is over.
enum class DeadlineBy {
    Timer, ///< a timer of ours that signals the thread: the call knows no timeout
    Call,  ///< the call itself, with EAGAIN
};

/// A call that may wait, by reference: `attempt(block, deadline)` makes it once, waits only if `block`, and answers as
/// a system call does, with errno.
class Attempt {
public:
    template <class Function>
        requires(!std::is_same_v<std::remove_cvref_t<Function>, Attempt>)
    explicit Attempt(Function& function) noexcept
        : context_(&function)
        , invoke_([](void* context, bool block, const Deadline& deadline) -> ssize_t {
            return (*static_cast<Function*>(context))(block, deadline);
        }) {}

    [[nodiscard]] CallResult operator()(bool block, const Deadline& deadline) const {
        const ssize_t value = invoke_(context_, block, deadline);
        return {value, value == -1 ? errno : 0};
    }

private:
    void* context_;
    ssize_t (*invoke_)(void*, bool, const Deadline&);
};

/// waitingCall() where a timeout or a Cancellation is given.
[[nodiscard]] CallResult limitedWaitingCall(const Wait& wait, DeadlineBy by, Attempt attempt);

/// Makes a system call that may wait, as `wait` says. On top of the call's own errors: ETIMEDOUT when the time is over,
/// ECANCELED when cancelled, EINTR only with OnSignal::Report; in all three cases the call did nothing.
/// Without timeout and Cancellation it is one system call, and nothing else.
template <class Function>
[[nodiscard]] CallResult waitingCall(const Wait& wait, DeadlineBy by, Function&& function) {
    const Attempt attempt(function);
    if (wait.block && (wait.timeout || wait.cancellation != nullptr)) return limitedWaitingCall(wait, by, attempt);
    for (;;) {
        const CallResult result = attempt(wait.block, Deadline());
        if (result.error != EINTR || wait.onSignal == OnSignal::Report) return result;
    }
}

} // namespace ipclens
