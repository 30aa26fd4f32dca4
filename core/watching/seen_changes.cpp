// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/seen_changes.h"

#include "core/watching/diff.h"

#include <algorithm>
#include <chrono>

namespace ipclens::watching {
namespace {

EpochSeconds secondsOf(std::chrono::system_clock::time_point time) noexcept {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// When `is` was seen to change last, which was `was` in the listing before.
EpochSeconds changeSeen(const PosixSemaphoreInfo& was, const PosixSemaphoreInfo& is, EpochSeconds now) noexcept {
    const bool moved = was.known && is.known && (was.value != is.value || was.waiting != is.waiting);
    const EpochSeconds file = was.changedAt == is.changedAt ? 0 : is.changedAt;
    return std::max({was.changeSeenAt, moved ? now : 0, file});
}

} // namespace

void noteChangesSeen(const listing::Snapshot& before, listing::Snapshot& after) {
    const EpochSeconds now = secondsOf(after.takenAt);
    auto was = before.posixSemaphores.begin();
    const auto end = before.posixSemaphores.end();
    for (PosixSemaphoreInfo& is : after.posixSemaphores) {
        while (was != end && objectIdOf(*was) < objectIdOf(is))
            ++was;
        const bool same = was != end && was->name == is.name && sameObject(*was, is);
        // One that is new was made just then
        is.changeSeenAt = same ? changeSeen(*was, is, now) : is.changedAt;
    }
}

} // namespace ipclens::watching
