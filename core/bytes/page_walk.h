// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/byte_source.h"

#include <cstdint>
#include <vector>

namespace ipclens::bytes {

/// Walks over the page runs of a source, a window at a time, up or down. Windows grow over wide stretches that nobody
/// has touched where the source can tell of those at once, so that one of 2^63 bytes takes no longer than what is in
/// it.
class PageWalk {
public:
    enum class Direction { Up, Down };

    struct Window {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        /// In ascending order also on the way down. Those of neighbouring windows are not joined.
        std::vector<PageRun> runs;
    };

    /// Over begin … end − 1. `lookAhead`: so many bytes past its end the runs of a window tell of too.
    PageWalk(ByteSource& source, std::uint64_t begin, std::uint64_t end, Direction direction = Direction::Up,
             std::uint64_t lookAhead = 0) noexcept;

    [[nodiscard]] bool atEnd() const noexcept { return begin_ >= end_; }
    /// Errors: those of the source, which end the walk.
    [[nodiscard]] Result<Window> next();

private:
    [[nodiscard]] Result<void> tell(Window& window);

    ByteSource* source_;
    std::uint64_t begin_;
    std::uint64_t end_;
    Direction direction_;
    std::uint64_t lookAhead_;
    std::uint64_t step_;
};

} // namespace ipclens::bytes
