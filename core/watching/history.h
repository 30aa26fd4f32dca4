// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/watching/diff.h"
#include "core/watching/series.h"
#include "core/watching/trace.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ipclens::watching {

/// What all objects' numbers were over the last minute, at the times when they were really looked at.
///
/// Only changes are kept: an object that stays as it is costs neither time nor memory, however many there are. One that
/// changes has a ring of readings; see Series for how many. Queues, segments and POSIX semaphores are followed from
/// listing to listing, semaphores of sets (and resident bytes, where the lister can't tell them) for as long as
/// somebody reads them. Not thread-safe.
class History {
public:
    using Clock = std::chrono::steady_clock;
    /// What the size of a POSIX segment is counted in, the last page as a whole.
    static constexpr std::uint64_t pageBytes = 4096;

    /// `mostPoints`: so many readings of all objects together, 16 bytes each, beyond those that each may have anyway.
    explicit History(std::chrono::seconds span = std::chrono::seconds(60), std::size_t mostPoints = 1'500'000);

    /// A sample begins, taken at `at`. `afterGap`: nobody looked between the last one and this, so nothing is known of
    /// that time.
    void beginSample(Clock::time_point at, bool afterGap);
    /// The sample's listing, and its diff from the one before. Objects that were removed lose their history, also where
    /// their id is used again at once.
    void follow(const listing::Snapshot& before, const listing::Snapshot& after, const std::vector<Change>& changes);
    /// What was read in this sample of a set as a whole: all values together, all who wait.
    void readSet(Id set, Reading total);
    /// One member's value, and who waits on it.
    void readMember(Id set, std::uint32_t member, Reading reading);
    /// A segment's resident bytes.
    void readResident(const SegmentInfo& segment, std::uint64_t resident);
    /// The sample is complete: what was read in the last sample and not in this one is unknown from now on.
    void endSample();

    /// Of an object of the newest listing.
    [[nodiscard]] Trace trace(ObjectView object, Measure measure) const;
    [[nodiscard]] Trace memberTrace(Id set, std::uint32_t member, Measure measure) const;

    /// When the newest sample was taken.
    [[nodiscard]] Clock::time_point newest() const noexcept {
        return times_.empty() ? Clock::time_point() : times_.back();
    }
    /// Objects, and members of sets, that have readings of their own.
    [[nodiscard]] std::size_t seriesCount() const noexcept;
    /// Readings there is room for now, all series together.
    [[nodiscard]] std::size_t pointsHeld() const noexcept { return budget_.held; }

private:
    /// Numbers of one queue or segment.
    struct Listed {
        Series series;
        Tick readAt = neverRead; ///< resident bytes
    };
    struct Member {
        Series series;
        Tick readAt = neverRead;
    };
    struct Set {
        Member total;
        std::map<std::uint32_t, Member> members;
    };
    static constexpr Tick neverRead = UINT32_MAX;

    [[nodiscard]] Tick tick() const noexcept { return firstTick_ + static_cast<Tick>(times_.size()) - 1; }
    [[nodiscard]] Clock::time_point timeOf(Tick tick) const noexcept;
    [[nodiscard]] Listed& listed(ObjectId object, Tick since, Reading reading);
    void forget(ObjectId object);
    void followChange(const listing::Snapshot& before, const listing::Snapshot& after, const Change& change);
    void read(Member& member, Reading reading);
    void sweep();
    [[nodiscard]] Trace traceOf(const Series& series, Measure measure) const;

    std::chrono::seconds span_;
    std::deque<Clock::time_point> times_; ///< of firstTick_ on, as far back as span_
    Tick firstTick_ = 0;
    std::optional<Clock::time_point> begun_;
    std::deque<Tick> gaps_; ///< samples before which nobody looked
    Series::Budget budget_;
    std::unordered_map<std::uint64_t, Listed> listed_;
    std::unordered_map<int, Set> sets_;
    std::vector<std::uint64_t> residentRead_; ///< segments, in the newest complete sample
    std::vector<std::uint64_t> residentReading_;
    Knowledge known_;
    bool listedOnce_ = false;
    Clock::time_point sweptAt_;
};

} // namespace ipclens::watching
