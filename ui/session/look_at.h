// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/info.h"

namespace ipclens::ui {

/// What the kernel tells of one object now; changes nothing. NotFound or Removed where it is gone.
[[nodiscard]] Result<ObjectInfo> lookAt(ObjectId object);

/// Of a POSIX object the inode of its file, which tells one object from the next of its name; 0 for System V.
[[nodiscard]] std::uint64_t inodeOf(const ObjectInfo& info) noexcept;

} // namespace ipclens::ui
