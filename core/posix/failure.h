// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <string>
#include <string_view>

namespace ipclens::posix {

/// "semaphore", "shared memory segment", "message queue".
[[nodiscard]] std::string_view titleOf(Kind kind) noexcept;

/// "sem_post sem:/lock"; the name as escapedName() has it.
[[nodiscard]] std::string attempted(std::string_view call, Kind kind, std::string_view name);

/// The Error of a call on an object by its name. A denial tells owner and mode in its hint, where the object has a file
/// to look at, and of a queue whether that may be another one's. Of anotherFile: Removed (number 0).
[[nodiscard]] Error failureOn(Kind kind, std::string_view name, std::string_view call, int number);

/// The Error where something has the object's name that is none (number 0): "no semaphore, but a directory".
[[nodiscard]] Error foreignFile(Kind kind, std::string_view name, std::string_view call);

/// The Error of a change of owner or mode. EINVAL means that its new owner or group has no number in the caller's user
/// namespace.
[[nodiscard]] Error failureToChange(Kind kind, std::string_view name, int number);

/// The Error of a call on a handle that was closed (number 0).
[[nodiscard]] Error closedHandle(Kind kind, std::string_view name, std::string_view call);

} // namespace ipclens::posix
