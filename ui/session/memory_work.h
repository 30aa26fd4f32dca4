// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/long_work.h"
#include "core/bytes/pattern.h"
#include "core/bytes/range_file.h"
#include "core/bytes/scan.h"
#include "core/bytes/search.h"
#include "core/objects/segment.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ipclens::ui {

/// So many places of a search or a scan are listed; the others are counted.
inline constexpr std::size_t mostListed = 10'000;

namespace operation {

/// The next or previous match from a place on; goes on at the other end where there is none.
struct FindMatch {
    std::shared_ptr<const bytes::Matcher> matcher;
    std::uint64_t from = 0; ///< forward: the first place; backward: the first place behind
    bool backward = false;
};
struct FindAllMatches {
    std::shared_ptr<const bytes::Matcher> matcher;
};
struct ScanNumbers {
    bytes::ScanOptions options;
    bytes::ScanStep step;
    std::shared_ptr<const bytes::Scan> before; ///< none: a first scan
};
struct SaveBytes {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::string path;
};
/// What LoadBytes would do.
struct PlanLoad {
    std::uint64_t offset = 0;
    std::string path;
};
struct LoadBytes {
    std::uint64_t offset = 0;
    std::string path;
};

/// Work over many of a segment's bytes, in a thread of its own.
struct MemoryWork {
    Segment segment;     ///< as it was known; LoadBytes leaves another one that has its id or name alone
    bool attach = false; ///< the person agreed to a read-only attachment where the bytes can't be read unnoticed
    std::variant<FindMatch, FindAllMatches, ScanNumbers, SaveBytes, PlanLoad, LoadBytes> what;
};

} // namespace operation

/// What a MemoryWork gave.
struct MemoryOutcome {
    std::optional<bytes::Match> match; ///< FindMatch
    bool wrapped = false;              ///< FindMatch: found from the other end on
    bytes::FoundAll all;               ///< FindAllMatches
    bytes::Coverage coverage;          ///< of a search, or of the first scan
    std::shared_ptr<const bytes::Scan> scan;
    std::vector<bytes::Scan::Candidate> candidates; ///< the first ones
    bytes::Saved saved;
    bytes::LoadPlan plan;
    bytes::Loaded loaded;
};

/// In the calling thread.
[[nodiscard]] Result<MemoryOutcome> performMemory(const operation::MemoryWork& asked, const LongWork& work);
/// LoadBytes does, and an attachment leaves traces: lpid, atime, dtime.
[[nodiscard]] bool changesObjects(const operation::MemoryWork& asked) noexcept;
[[nodiscard]] std::string describe(const operation::MemoryWork& asked);

} // namespace ipclens::ui
