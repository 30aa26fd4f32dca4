// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <time.h>

namespace ipclens {

/// A moment on CLOCK_MONOTONIC by which something must be done, or none.
class Deadline {
public:
    using Clock = std::chrono::steady_clock; // CLOCK_MONOTONIC
    using Duration = std::chrono::nanoseconds;

    /// Never comes.
    Deadline() noexcept = default;

    /// So long from now; none, or longer than the clock will run: never.
    [[nodiscard]] static Deadline after(std::optional<Duration> timeout) noexcept {
        Deadline deadline;
        if (!timeout) return deadline;
        const Clock::time_point now = Clock::now();
        if (*timeout > Clock::time_point::max() - now) return deadline;
        deadline.moment_ = *timeout <= Duration::zero() ? now : now + *timeout;
        return deadline;
    }

    /// Whether it comes at all.
    [[nodiscard]] explicit operator bool() const noexcept { return moment_.has_value(); }
    [[nodiscard]] bool passed() const noexcept { return moment_ && Clock::now() >= *moment_; }

    /// How long until then, 0 when passed; for a deadline that comes.
    [[nodiscard]] timespec remaining() const noexcept {
        const Duration rest = std::max<Duration>(*moment_ - Clock::now(), Duration::zero());
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(rest);
        timespec spec{};
        spec.tv_sec = static_cast<time_t>(seconds.count());
        spec.tv_nsec = static_cast<long>((rest - seconds).count());
        return spec;
    }
    /// The moment as CLOCK_MONOTONIC counts; for a deadline that comes.
    [[nodiscard]] Clock::time_point moment() const noexcept { return *moment_; }

private:
    std::optional<Clock::time_point> moment_;
};

} // namespace ipclens
