// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

namespace ipclens::bytes {

/// Whether an id still names the segment it named before: ids are used again.
[[nodiscard]] inline bool isSameSegment(const SegmentInfo& before, const SegmentInfo& now) noexcept {
    return before.creatorPid == now.creatorPid && before.size == now.size &&
           before.permissions.creatorUid == now.permissions.creatorUid && (now.removed || before.key == now.key);
}

} // namespace ipclens::bytes
