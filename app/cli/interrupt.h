// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/base/unique_fd.h"
#include "core/base/wait.h"

#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>

namespace ipclens::cli {

/// Ctrl-C, for a verb that waits: while one of these lives SIGINT does not end the program but cancels its waits, and
/// those answer exactly whether they were done. So do SIGTERM and SIGHUP, where they are not ignored: a semaphore of
/// POSIX would count a waiter that was killed for ever. So does a reader of standard output who goes away, so that
/// nothing is taken from a queue that could not be shown to anyone.
///
/// A thread of its own takes the signals: none can be lost between a look and a system call.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// For Wait and KeyProbe.
    [[nodiscard]] Cancellation* cancellation() noexcept { return &cancellation_; }
    /// Readable once it was requested; for poll(2).
    [[nodiscard]] int descriptor() const noexcept { return requested_.get(); }

    [[nodiscard]] bool requested() const noexcept { return cancellation_.requested(); }
    /// "stopped by Ctrl-C", or by the signal that it was.
    [[nodiscard]] static std::string_view told() noexcept;
    /// Ends the program by the SIGTERM or SIGHUP that an Interrupt took, for who waits for the program to see; where it
    /// took none (Ctrl-C has a status of its own) it returns.
    static void endAsSignalled() noexcept;

    /// Throws OutputClosed if that is why.
    void throwIfOutputClosed() const;
    /// Returns early when requested. With a `descriptor` also where that is readable: gives whether it is.
    bool sleepUntil(std::chrono::steady_clock::time_point time, int descriptor = -1) const;

private:
    void serve();

    Cancellation cancellation_;
    std::atomic<bool> outputClosed_ = false;
    UniqueFd signals_;
    UniqueFd requested_;
    UniqueFd end_;
    std::thread thread_;
};

} // namespace ipclens::cli
