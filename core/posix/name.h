// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <string>
#include <string_view>
#include <variant>

namespace ipclens::posix {

/// Where Linux keeps the files of POSIX shared memory and glibc those of named semaphores (shm_overview(7),
/// sem_overview(7)).
inline constexpr const char* sharedMemoryDirectory = "/dev/shm";
/// Where a mqueue file system is mounted by custom, if it is (mq_overview(7)).
inline constexpr const char* messageQueueDirectory = "/dev/mqueue";
/// What the file of a semaphore begins with.
inline constexpr std::string_view semaphorePrefix = "sem.";

/// Checks that `name` can name an object of this kind: a slash, then 1 to 255 (semaphores: 251) bytes of any value but
/// 0 and another slash. "/." and "/.." name directories, so only a semaphore, whose file is "sem..", may have them.
/// A segment may not have the file of a semaphore: "/sem.lock" would be listed, and used, as the semaphore "/lock".
/// Invalid (number 0: nothing was tried) says which of this does not hold. glibc would take some names without a slash,
/// or with several, for the same as with one; one object has one name here.
[[nodiscard]] Result<void> checkName(Kind kind, std::string_view name);

/// The name of the object's file in its directory: "sem.lock" of the semaphore "/lock", "ring" of the segment "/ring".
/// For names that checkName() has passed.
[[nodiscard]] std::string fileOf(Kind kind, std::string_view name);

/// How a creating call picks the name of the new object.
struct RandomName {}; ///< an unused one, tried again until one is free
using NameChoice = std::variant<std::string, RandomName>;

/// "/ipclens-" and 16 hexadecimal digits of getrandom(2). Errors: Other where that fails.
[[nodiscard]] Result<std::string> randomName();

} // namespace ipclens::posix
