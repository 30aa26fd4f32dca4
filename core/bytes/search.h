// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/long_work.h"
#include "core/base/result.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/pattern.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ipclens::bytes {

/// What a search looked at, and what not.
struct Coverage {
    std::uint64_t read = 0;
    /// On pages that nobody has touched. They hold zeros, and are neither read nor allocated: a match that lies on such
    /// pages as a whole, which can only be one of zeros, is not reported. One that begins or ends there is.
    std::uint64_t untouched = 0;
    /// On pages that may be in swap or untouched, where the kernel does not tell (PageState::MaybeSwapped): not read,
    /// since reading may allocate them.
    std::uint64_t unclear = 0;
    /// There when the search began, and gone when its turn came.
    std::uint64_t vanished = 0;
};

/// Places a match may begin at: begin … end − 1. Its last byte may lie beyond.
struct SearchRange {
    std::uint64_t begin = 0;
    std::uint64_t end = ~std::uint64_t{0}; ///< past the source's end: up to that
};

struct FoundOne {
    std::optional<Match> match;
    Coverage coverage;
};
struct FoundAll {
    std::vector<Match> matches; ///< the first of them, in ascending order
    std::uint64_t count = 0;    ///< of all
    Coverage coverage;
};

/// How many threads a search of much memory takes: as many as there are processors, up to 4.
[[nodiscard]] unsigned searchThreads() noexcept;

/// Looks through the touched pages of a source, several threads at once where that is much. Matches may overlap, and
/// may lie across page borders. The bytes may change while they are looked at; a page that is touched first meanwhile
/// may be missed. Errors: Interrupted (cancelled), and those of the source.
[[nodiscard]] Result<FoundOne> findFirst(ByteSource& source, const Matcher& matcher, SearchRange range,
                                         const LongWork& work = {});
[[nodiscard]] Result<FoundOne> findLast(ByteSource& source, const Matcher& matcher, SearchRange range,
                                        const LongWork& work = {});
/// Keeps the first `mostKept` and counts the others.
[[nodiscard]] Result<FoundAll> findAll(ByteSource& source, const Matcher& matcher, SearchRange range,
                                       std::size_t mostKept, const LongWork& work = {});

} // namespace ipclens::bytes
