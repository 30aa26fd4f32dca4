// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"

#include <chrono>

namespace ipclens::transfer {

/// Sleeps until `moment`; false where it was cancelled, or is before that.
[[nodiscard]] bool sleepUntil(std::chrono::steady_clock::time_point moment, Cancellation* cancellation);

} // namespace ipclens::transfer
