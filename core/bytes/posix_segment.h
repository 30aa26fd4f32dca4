// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/byte_target.h"
#include "core/bytes/segment_source.h"
#include "core/objects/info.h"
#include "core/posix/shared_memory.h"

#include <memory>

namespace ipclens::bytes {

/// A POSIX segment, open, where its name still stands for the file that `segment` was seen in. Errors: Removed where it
/// does not, and those of posix::SharedMemory::open().
[[nodiscard]] Result<posix::SharedMemory> openSame(const PosixSegmentInfo& segment, posix::SegmentAccess access);

/// Opens a segment for looking: by its file, which is never mapped. It is opened anew for each look, so that nothing of
/// a segment that is unlinked is held on to; a view alone holds it. Errors: those of openSame(), then and with each
/// look.
[[nodiscard]] Result<std::unique_ptr<SegmentSource>> openPosixSegment(const PosixSegmentInfo& segment);

/// Open for writing as long as the target lives; see posix::SharedMemory::write(). Errors: those of openSame().
[[nodiscard]] Result<std::unique_ptr<ByteTarget>> openPosixSegmentForWriting(const PosixSegmentInfo& segment);

} // namespace ipclens::bytes
