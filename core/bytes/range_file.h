// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/long_work.h"
#include "core/base/result.h"
#include "core/bytes/byte_target.h"

#include <cstdint>
#include <string>

namespace ipclens::bytes {

struct Saved {
    std::uint64_t length = 0;  ///< of the file
    std::uint64_t written = 0; ///< the rest are holes
};

/// Saves offset … offset + length of a source (cut at its end) as a file. Pages that nobody has touched become holes.
/// Those that may be in swap (PageState::MaybeSwapped) are read, as the file would be wrong otherwise; that may
/// allocate them. The file is there as a whole, on the disk, or not at all: one that was there before is replaced at
/// the very end. Errors: Limit (ENOSPC) where there is too little space, before anything is written; OutOfRange where
/// nothing lies in that range; Interrupted (cancelled); Other where the source became shorter meanwhile.
[[nodiscard]] Result<Saved> saveRange(ByteSource& source, std::uint64_t offset, std::uint64_t length,
                                      const std::string& path, const LongWork& work = {});

/// What loading a file would do.
struct LoadPlan {
    std::uint64_t length = 0;  ///< of the file: bytes that will be written over
    std::uint64_t data = 0;    ///< of these, not in holes of the file
    std::uint64_t touched = 0; ///< of these, on pages that have content now, or may have
};

/// Changes nothing. Errors: OutOfRange where the file passes the target's end; Invalid for an empty file or one that is
/// no regular file; NotFound, Denied.
[[nodiscard]] Result<LoadPlan> planLoad(const std::string& path, ByteSource& target, std::uint64_t offset);

struct Loaded {
    std::uint64_t written = 0; ///< bytes, zeros for holes included
    std::uint64_t skipped = 0; ///< holes of the file where nobody has touched the target: it stays so
};

/// Writes a file into a target from `offset` on. Where the file has holes the target has zeros after it, and pages that
/// nobody has touched stay so. Errors, with nothing changed: those of planLoad(). Cancelled (Interrupted), or where the
/// file can't be read further, the target has the beginning of the file, and the error's hint says how much.
[[nodiscard]] Result<Loaded> loadRange(const std::string& path, ByteTarget& target, std::uint64_t offset,
                                       const LongWork& work = {});

} // namespace ipclens::bytes
