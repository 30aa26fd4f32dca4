// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/injection.h"

#include "core/transfer/pause.h"

#include <algorithm>
#include <cerrno>

namespace ipclens::transfer {

namespace {

using Clock = std::chrono::steady_clock;

bool requested(const Wait& wait) noexcept {
    return wait.cancellation != nullptr && wait.cancellation->requested();
}

Error cancelled(ObjectId queue) {
    return errorFromErrno(ECANCELED, "send " + toString(queue));
}

/// `send` sends one payload, as a Wait says.
template <class Send>
Result<void> injectBy(Send send, ObjectId queue, const Injection& injection, MessageTemplate& messages,
                      Progress& progress) {
    progress.total = injection.count.value_or(0);
    // This thread can be woken from here to the end: so each message is one system call, which waits itself
    const CancellableScope cancellable(injection.wait.cancellation);
    Wait wait = injection.wait;
    if (wait.cancellation != nullptr && !wait.timeout) {
        wait.cancellation = nullptr;
        wait.onSignal = OnSignal::Report;
    }
    auto start = injection.every ? Clock::now() : Clock::time_point();
    std::uint64_t sent = 0;
    while (!injection.count || sent < *injection.count) {
        if (requested(injection.wait)) return failure(cancelled(queue));
        const auto payload = messages.expand(sent);
        auto done = send(payload, wait);
        while (!done && done.error().number == EINTR && !requested(injection.wait))
            done = send(payload, wait);
        if (!done) return done.error().number == EINTR ? failure(cancelled(queue)) : done;
        progress.done.store(++sent, std::memory_order_relaxed);
        if (!injection.every || sent == injection.count) continue;
        start = std::max(start + *injection.every, Clock::now());
        if (!sleepUntil(start, injection.wait.cancellation)) return failure(cancelled(queue));
    }
    return {};
}

} // namespace

Result<void> inject(const sysv::MessageQueue& queue, const Injection& injection, MessageTemplate& messages,
                    Progress& progress) {
    const auto send = [&](const auto& payload, const Wait& wait) { return queue.send(injection.type, payload, wait); };
    return injectBy(send, {Kind::MessageQueue, queue.id()}, injection, messages, progress);
}

Result<void> inject(const posix::MessageQueue& queue, const Injection& injection, MessageTemplate& messages,
                    Progress& progress) {
    const auto priority = static_cast<unsigned>(injection.type);
    const auto send = [&](const auto& payload, const Wait& wait) { return queue.send(payload, priority, wait); };
    return injectBy(send, ObjectId::posix(Kind::MessageQueue, Name::of(queue.name())), injection, messages, progress);
}

} // namespace ipclens::transfer
