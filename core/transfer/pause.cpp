// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/pause.h"

#include <time.h>

namespace ipclens::transfer {

bool sleepUntil(std::chrono::steady_clock::time_point moment, Cancellation* cancellation) {
    const auto since = moment.time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
    timespec until{};
    until.tv_sec = static_cast<time_t>(seconds.count());
    until.tv_nsec = static_cast<long>(std::chrono::nanoseconds(since - seconds).count());
    // A signal that comes just before the sleep is lost, and comes again
    const CancellableScope cancellable(cancellation);
    for (;;) {
        if (cancellation != nullptr && cancellation->requested()) return false;
        if (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == 0)
            return cancellation == nullptr || !cancellation->requested();
    }
}

} // namespace ipclens::transfer
