// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/processes/waiter.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace ipclens::processes {

/// Finds the threads that are blocked on IPC objects of this IPC namespace, and follows those that it knows. A scan of
/// all threads reads one small file of each (7 µs a thread), so it is done seldom; the known ones are looked at again
/// at every refresh, and so are those who waited lately: who takes a lock again and again is seen whenever it waits.
/// Nobody scans but who calls this. Not thread-safe; for a worker thread.
class WaiterScan {
public:
    using Clock = std::chrono::steady_clock;

    WaiterScan();
    ~WaiterScan();
    WaiterScan(const WaiterScan&) = delete;
    WaiterScan& operator=(const WaiterScan&) = delete;

    /// Looks at all threads of all processes. Where it is cancelled in between, what was known stays.
    void scanAll(const Cancellation* cancellation = nullptr);
    /// Looks at the known waiters alone, and at those who were a few seconds ago: who waits no more is dropped, who
    /// waits anew (another call, other arguments, or it has run meanwhile) begins a new wait.
    void refreshKnown();
    /// Whether refreshKnown() has somebody to look at.
    [[nodiscard]] bool followsAny() const noexcept;

    /// By process, then thread; the caller's own threads are among them.
    [[nodiscard]] const std::vector<Waiter>& waiters() const noexcept;
    /// Threads that could not be looked into at all, by the newest scan: not even whether they wait is known.
    [[nodiscard]] std::uint32_t notReadable() const noexcept;
    /// When the newest scan of all threads began; the epoch before the first.
    [[nodiscard]] Clock::time_point scannedAt() const noexcept;
    /// How long it took.
    [[nodiscard]] std::chrono::nanoseconds scanTook() const noexcept;
    /// The earliest time for the next: a second after the last one began, or as late as it takes for scans to use 2 %
    /// of a core and no more.
    [[nodiscard]] Clock::time_point nextScanAt() const noexcept;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

/// All who wait now, by one scan.
struct Waiters {
    std::vector<Waiter> waiters;
    std::uint32_t notReadable = 0; ///< threads that could not be looked into
    bool cancelled = false;
};
[[nodiscard]] Waiters findWaiters(const Cancellation* cancellation = nullptr);

} // namespace ipclens::processes
