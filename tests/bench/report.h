// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::bench {

[[nodiscard]] double median(std::vector<double> values);

/// How long it takes, in milliseconds of wall clock.
[[nodiscard]] double millisecondsOf(const std::function<void()>& work);

/// A thing and its floor, measured in turn so that a machine which is busy slows both.
struct Pairs {
    double measured = 0; ///< medians
    double floor = 0;
    double ratio = 0; ///< median of each pair's measured / floor
};
[[nodiscard]] Pairs measurePairs(int pairs, const std::function<double()>& measured,
                                 const std::function<double()>& floor);

/// What was promised, what was measured, and whether it holds: one line each, printed at once.
class Report {
public:
    /// `value` must not be above `limit`; `note` says of what floor, or how it was measured.
    void atMost(std::string_view what, double value, double limit, std::string_view unit, std::string_view note = {});
    void atLeast(std::string_view what, double value, double limit, std::string_view unit, std::string_view note = {});
    /// A figure without a promise.
    void tell(std::string_view what, double value, std::string_view unit, std::string_view note = {});
    /// Could not be measured here: a promise that nobody looked at is broken.
    void missing(std::string_view what, std::string_view why);
    static void heading(std::string_view text);

    [[nodiscard]] bool allHold() const noexcept { return broken_ == 0; }

private:
    void judge(std::string_view what, double value, std::string_view limit, std::string_view unit, bool holds,
               std::string_view note);

    int broken_ = 0;
};

} // namespace ipclens::bench
