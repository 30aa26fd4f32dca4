// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"
#include "core/watching/name_watch.h"

#include <chrono>
#include <optional>

namespace ipclens::ui {

/// What a thread sleeps on until it is called, a time has come, or POSIX objects were made or removed. One thread
/// waits; any may call.
class WakeUp {
public:
    using Clock = std::chrono::steady_clock;

    /// Throws std::system_error where the process may have no more descriptors.
    WakeUp();

    /// Ends the wait that is under way, or the next one. Thread-safe, never waits.
    void call() noexcept;

    /// From now on names are watched, in the mounts and IPC namespace of the calling thread, which has to be the one
    /// that waits. Where the system has no inotify instance left nobody tells of them.
    void watchNames();
    /// Until call(), `time` (none: for ever), or the coming or going of a name. Gives whether it was that.
    [[nodiscard]] bool waitUntil(std::optional<Clock::time_point> time);

private:
    UniqueFd calls_; ///< eventfd(2)
    std::optional<watching::NameWatch> names_;
};

} // namespace ipclens::ui
