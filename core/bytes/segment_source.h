// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/byte_source.h"
#include "core/objects/segment.h"

#include <memory>
#include <string>

namespace ipclens::bytes {

/// How the bytes of a segment can be reached.
enum class SegmentAccess {
    MapFiles, ///< through /proc/PID/map_files of a process that has it attached (root): the segment does not notice
    Attached, ///< a read-only attachment of our own: nattch, lpid and atime change
    OwnFile,  ///< a POSIX segment, by its file, without mapping it: it does not notice
};

/// A segment's bytes. One of POSIX may become shorter or longer at any moment: size() is what it is then.
class SegmentSource : public ByteSource {
public:
    [[nodiscard]] virtual SegmentAccess access() const noexcept = 0;
    /// The process whose mapping is read (MapFiles); else 0.
    [[nodiscard]] virtual int throughPid() const noexcept = 0;
};

/// Opens a segment for looking without the segment noticing. NotFound or Denied where that can't be done here (not
/// root, or nobody else has it attached): then attachSegment() is the way, and the caller's to decide.
[[nodiscard]] Result<std::unique_ptr<SegmentSource>> openSegmentUnnoticed(Id id);

/// Attaches the segment read-only for as long as the source lives, and reads only pages that someone touched: by the
/// file of the attachment where /proc/self/map_files may be opened, else by mincore(2) and the segment's swap in
/// /proc/sysvipc/shm. Refuses (Denied, number 0) where kernel.shm_rmid_forced
/// is 1 and nobody is attached.
[[nodiscard]] Result<std::unique_ptr<SegmentSource>> attachSegment(Id id);

/// openSegmentUnnoticed(), else attachSegment().
[[nodiscard]] Result<std::unique_ptr<SegmentSource>> openSegment(Id id);

/// Of either API: openSegmentUnnoticed() or openPosixSegment().
[[nodiscard]] Result<std::unique_ptr<SegmentSource>> openUnnoticed(const Segment& segment);
/// openUnnoticed(), else, where `attach` says so and that can be of use, attachSegment().
[[nodiscard]] Result<std::unique_ptr<SegmentSource>> openAsAgreed(const Segment& segment, bool attach);

} // namespace ipclens::bytes
