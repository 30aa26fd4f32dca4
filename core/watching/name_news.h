// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/listing/snapshot.h"
#include "core/watching/name_watch.h"

#include <chrono>
#include <optional>

namespace ipclens::watching {

/// Who looks at objects now and then looks earlier where POSIX objects came or went: what there is to poll(2) beside
/// the time and whatever else ends the sleep, and when the next look is due. One thread's, which looks and sleeps:
///
///     look();  …;  poll({descriptor(), …}, until nextLook(…));  if it is readable, hear();
class NameNews {
public:
    using Clock = std::chrono::steady_clock;

    /// Names that come and go all the time make no more than twenty looks a second: at once for a person.
    static constexpr std::chrono::milliseconds shortest{50};
    /// What is told has so long to become whole: sem_open(3) makes a semaphore under another name first, and a segment
    /// gets its size after its name.
    static constexpr std::chrono::milliseconds settling{10};
    /// Where nothing could be watched it is tried again by the first look after this.
    static constexpr std::chrono::seconds retry{5};

    /// Only what comes and goes of these kinds is news; of none nothing is watched, as before the first look().
    explicit NameNews(listing::Kinds kinds = {}) noexcept;

    /// A look at the objects is about to begin: what came until now is no news any more. Begins to watch, in the mounts
    /// and the IPC namespace of the calling thread, where that is not done yet.
    void look();
    /// Why names are not watched; none where they are.
    [[nodiscard]] const std::optional<Error>& unwatched() const noexcept { return unwatched_; }

    /// Readable (POLLIN) where there is something to hear(). -1, which poll(2) leaves out, where names are not watched,
    /// and where there is news already: a storm of names wakes nobody twice.
    [[nodiscard]] int descriptor() const noexcept { return watch_ && !any() ? watch_->descriptor() : -1; }
    /// Takes what the kernel tells. Never waits.
    void hear();
    /// Whether one came or went since the last look, as far as heard.
    [[nodiscard]] bool any() const noexcept { return heard_.has_value(); }

    /// When to look again: `usual` after the last look at `last`; where there is news, as soon as the times above let.
    [[nodiscard]] Clock::time_point nextLook(Clock::time_point last, std::chrono::nanoseconds usual) const noexcept;

private:
    listing::Kinds kinds_;
    std::optional<NameWatch> watch_;
    std::optional<Error> unwatched_;
    std::optional<Clock::time_point> tried_; ///< to watch, in vain
    std::optional<Clock::time_point> heard_; ///< news, first
};

} // namespace ipclens::watching
