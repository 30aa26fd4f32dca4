// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/info.h"

namespace ipclens::ui {

/// What the kernel tells of one object now; changes nothing. NotFound or Removed where it is gone.
[[nodiscard]] Result<ObjectInfo> lookAt(ObjectId object);

} // namespace ipclens::ui
