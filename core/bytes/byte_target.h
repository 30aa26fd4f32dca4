// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/byte_source.h"
#include "core/objects/segment.h"

#include <cstdint>
#include <memory>
#include <span>

namespace ipclens::bytes {

/// Bytes to look at and to write over.
class ByteTarget : public ByteSource {
public:
    /// OutOfRange, with nothing written, where it would pass the end.
    [[nodiscard]] virtual Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) = 0;
};

/// Attaches the segment read-write for as long as the target lives: nattch, lpid, atime and dtime change. `segment` is
/// what was known of it: Removed where its id names another one by now. Denied without write permission, and where
/// attachSegment() refuses.
[[nodiscard]] Result<std::unique_ptr<ByteTarget>> attachSegmentForWriting(const SegmentInfo& segment);

/// Of either API: attachSegmentForWriting() or openPosixSegmentForWriting().
[[nodiscard]] Result<std::unique_ptr<ByteTarget>> openForWriting(const Segment& segment);

} // namespace ipclens::bytes
