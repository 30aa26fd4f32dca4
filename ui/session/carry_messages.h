// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/transfer/progress.h"
#include "ui/session/operation.h"

namespace ipclens::ui {

// The part of perform() that has to do with all the messages of a queue.

[[nodiscard]] Outcome carry(const operation::Transfer& asked, Cancellation& cancellation, transfer::Progress& progress);
[[nodiscard]] Outcome carry(const operation::PosixTransfer& asked, Cancellation& cancellation,
                            transfer::Progress& progress);
[[nodiscard]] Outcome carry(const operation::Browse& asked, Cancellation& cancellation, transfer::Progress& progress);

} // namespace ipclens::ui
