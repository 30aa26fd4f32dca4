// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"

namespace ipclens::bytes {

/// What /proc/self/maps says of a segment that is attached here.
struct OwnAttachment {
    /// Whether its pages are huge ones. Where that can't be told, yes.
    bool hugePages = true;
    /// The segment's file (proc(5), map_files): to read through it touches no page. None without
    /// CAP_CHECKPOINT_RESTORE in the first user namespace. To be closed before the segment is detached.
    UniqueFd file;
};

/// `address`: where shmat(2) has attached it.
[[nodiscard]] OwnAttachment lookAtAttachment(const void* address);

} // namespace ipclens::bytes
