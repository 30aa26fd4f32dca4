// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/page_changes.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>

namespace ipclens::ui {

/// Where in a whole segment bytes changed, and when.
struct ChangeMap {
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t parts = 1024;

    std::uint64_t size = 0;
    /// When a change was seen in each of the equal parts of the segment; the clock's beginning: never.
    std::array<Clock::time_point, parts> changedAt{};
    std::chrono::nanoseconds passTook{}; ///< the last look at the whole; 0: there was none yet
    std::uint64_t unwatched = 0;         ///< bytes of touched pages beyond what is remembered

    /// The bytes of a part; its end may lie past the segment's.
    [[nodiscard]] std::uint64_t beginOf(std::size_t part) const noexcept;
    [[nodiscard]] std::size_t partOf(std::uint64_t offset) const noexcept;
    /// The same moments for a segment that is longer or shorter now.
    [[nodiscard]] ChangeMap resized(std::uint64_t now) const;
};

/// Watches a segment for changes by checksums of its touched pages, and takes 5 % of a core for that at most: it looks
/// at the next ones when it is called, as many as its share of the time since allows. Belongs to the sampling thread.
class ChangeWatch {
public:
    using Clock = ChangeMap::Clock;

    /// A failure to read is another's to tell: it just looks again the next time.
    void look(bytes::ByteSource& source, Clock::time_point now);
    /// Another one where something was added.
    [[nodiscard]] const std::shared_ptr<const ChangeMap>& map() const noexcept { return map_; }

private:
    void note(const bytes::PageChanges::Slice& slice, ChangeMap& next, Clock::time_point now) const;

    bytes::PageChanges changes_;
    std::shared_ptr<const ChangeMap> map_;
    Clock::time_point lookedAt_;
    Clock::time_point passBegan_;
    std::chrono::nanoseconds allowed_{};
};

} // namespace ipclens::ui
