// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/segment.h"

namespace ipclens::bytes {

/// Whether an id still names the segment it named before: ids are used again.
[[nodiscard]] inline bool isSameSegment(const SegmentInfo& before, const SegmentInfo& now) noexcept {
    return before.creatorPid == now.creatorPid && before.size == now.size &&
           before.permissions.creatorUid == now.permissions.creatorUid && (now.removed || before.key == now.key);
}
/// The same of names: another file is another segment, whatever its size.
[[nodiscard]] inline bool isSameSegment(const PosixSegmentInfo& before, const PosixSegmentInfo& now) noexcept {
    return before.name == now.name && before.inode == now.inode;
}
/// Of segments that have the same id or name.
[[nodiscard]] inline bool isSameSegment(const Segment& before, const Segment& now) noexcept {
    if (before.systemV() != nullptr && now.systemV() != nullptr)
        return isSameSegment(*before.systemV(), *now.systemV());
    return before.posix() != nullptr && now.posix() != nullptr && isSameSegment(*before.posix(), *now.posix());
}

} // namespace ipclens::bytes
