// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/transfer/progress.h"
#include "ui/session/operation.h"

namespace ipclens::ui {

/// At most so many bytes for one FetchBytes.
inline constexpr std::uint64_t mostFetchedBytes = std::uint64_t{16} << 20U;

/// Does what is asked, in the calling thread, which waits as long as the operation does. `cancellation` ends a wait,
/// and the search of a preview. Operations that do many things say in `progress` how far they are.
[[nodiscard]] Outcome perform(const Operation& operation, Cancellation& cancellation, transfer::Progress& progress);

} // namespace ipclens::ui
