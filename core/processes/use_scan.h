// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/processes/sought_objects.h"
#include "core/processes/uses.h"

namespace ipclens::processes {

/// One walk over /proc: who has which of these objects. Not installed.
[[nodiscard]] Uses scanUses(const SoughtObjects& sought, const Cancellation* cancellation);

} // namespace ipclens::processes
