// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/segment.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ipclens::bytes {

/// Bytes from `offset` on.
struct Patch {
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;

    bool operator==(const Patch&) const = default;
};

/// A stretch to write over.
struct Replacement {
    Patch patch;
    /// What has to stand there for anything to be written, as long as the patch; empty: whatever stands there.
    std::vector<std::byte> expected;
};

/// What overwrite() found and did.
struct Overwritten {
    bool written = false;      ///< false: an expectation was not met, and nothing was written
    std::vector<Patch> before; ///< what stood in the places of the patches, in their order
};

/// Writes into a segment, all stretches or none: of System V through a read-write attachment that lasts as long as this
/// call (shmat(2) and shmdt(2) change nattch, lpid, atime and dtime), of POSIX through its file, which never becomes
/// longer by it. `segment` is what was known of it: an id or name that stands for another one meanwhile is not written
/// to. Other processes may write at the same time; what is told as `before` was read just before the writing, and that
/// is no atomic exchange.
/// Errors: NotFound and Removed, also where the id or name is another segment's; Denied without write permission;
/// OutOfRange where a stretch passes the end; Limit (ENOSPC) where there is no memory for pages that nobody had
/// touched. Nothing is written then.
[[nodiscard]] Result<Overwritten> overwrite(const Segment& segment, std::span<const Replacement> replacements);

} // namespace ipclens::bytes
