// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/semaphore_set.h"
#include "ui/dialogs/input.h"

#include <QString>

#include <cstdint>
#include <span>

namespace ipclens::ui {

/// One member's part of a semop, as a chip has it: "[0] −1", "[2] +3", "[1] =0" for waiting until it is 0.
[[nodiscard]] QString operationText(const sysv::SemaphoreOperation& operation);
/// Several: "[0] −1 [1] −1".
[[nodiscard]] QString operationsText(std::span<const sysv::SemaphoreOperation> operations);

/// The same typed by a person, for a set of `count` members: "[0] -1", "0 -1", "0:-1", "0-1", "1 =0", "1 0", "2 +3", "2
/// 3". No undo.
[[nodiscard]] input::Parsed<sysv::SemaphoreOperation> parseOperation(const QString& typed, std::uint32_t count);

} // namespace ipclens::ui
