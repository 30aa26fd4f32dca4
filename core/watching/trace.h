// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace ipclens::watching {

/// Which of a reading's numbers.
enum class Measure : std::uint8_t {
    Count,  ///< messages of a queue, nattch of a segment (POSIX: pages of its size), value of a semaphore
    Amount, ///< bytes in a queue, resident bytes of a segment, who waits on a semaphore
};

/// One number over time: each step holds until the next one, the last until now.
struct Trace {
    struct Step {
        std::chrono::steady_clock::time_point at; ///< when it was first seen so
        std::uint64_t value = 0;                  ///< or `unknown`

        bool operator==(const Step&) const = default;
    };
    /// Nobody looked: a gap, never a zero.
    static constexpr std::uint64_t unknown = UINT64_MAX;

    /// In the order of time; two may have the same time: the first was seen for that moment alone. What was before the
    /// first is unknown.
    std::vector<Step> steps;

    bool operator==(const Trace&) const = default;
};

} // namespace ipclens::watching
