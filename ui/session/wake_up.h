// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"

#include <chrono>
#include <optional>

namespace ipclens::ui {

/// What a thread sleeps on until it is called, a time has come, or a descriptor of its own has something to tell. One
/// thread waits; any may call.
class WakeUp {
public:
    using Clock = std::chrono::steady_clock;

    /// Throws std::system_error where the process may have no more descriptors.
    WakeUp();

    /// Ends the wait that is under way, or the next one. Thread-safe, never waits.
    void call() noexcept;

    /// Until call(), `time` (none: for ever), or until `descriptor` (-1: none) is readable: gives whether it is.
    [[nodiscard]] bool waitUntil(std::optional<Clock::time_point> time, int descriptor = -1);

private:
    UniqueFd calls_; ///< eventfd(2)
};

} // namespace ipclens::ui
