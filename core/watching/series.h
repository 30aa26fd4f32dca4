// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ipclens::watching {

/// The number of a sample; its time is kept once for all objects.
using Tick = std::uint32_t;

/// Two numbers of an object that were read together; see Measure.
struct Reading {
    static constexpr std::uint32_t unknownCount = UINT32_MAX;
    static constexpr std::uint64_t unknownAmount = UINT64_MAX;

    std::uint32_t count = unknownCount;
    std::uint64_t amount = unknownAmount;

    bool operator==(const Reading&) const = default;
};

/// The readings of one object that differ from the one before, in a ring: it grows with what happens, up to a minute at
/// 20 Hz, as long as all rings together stay within the budget; `always` readings are never denied. A full ring loses
/// its oldest.
class Series {
public:
    struct Point {
        Tick tick = 0;
        std::uint32_t count = Reading::unknownCount;
        std::uint64_t amount = Reading::unknownAmount;
    };
    struct Budget {
        std::size_t most = 0; ///< points
        std::size_t held = 0;
    };
    static constexpr std::uint32_t always = 48;
    static constexpr std::uint32_t most = 1280;

    explicit Series(Budget& budget) noexcept
        : budget_(&budget) {}
    ~Series();
    Series(Series&& other) noexcept;
    Series& operator=(Series&&) = delete;
    Series(const Series&) = delete;
    Series& operator=(const Series&) = delete;

    /// What was read in a sample, not older than the last one; a second reading of the same sample replaces the first.
    /// Points that only tell what was before `oldest` go.
    void add(Tick tick, Reading reading, Tick oldest);

    [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
    /// 0 is the oldest.
    [[nodiscard]] const Point& at(std::uint32_t place) const noexcept { return points_[wrapped(place)]; }
    [[nodiscard]] const Point& last() const noexcept { return at(size_ - 1); }
    /// Whether it is the same reading as the last.
    [[nodiscard]] bool endsWith(Reading reading) const noexcept;

private:
    [[nodiscard]] std::uint32_t wrapped(std::uint32_t place) const noexcept { return (first_ + place) % room_; }
    void makeRoom();
    void dropFirst() noexcept;

    Budget* budget_;
    std::unique_ptr<Point[]> points_;
    std::uint32_t room_ = 0;
    std::uint32_t first_ = 0;
    std::uint32_t size_ = 0;
};

} // namespace ipclens::watching
