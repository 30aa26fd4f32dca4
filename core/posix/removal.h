// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/access.h"

#include <string_view>

#include <sys/types.h>

namespace ipclens::posix {

/// Whether the caller could unlink an object that is there, without doing it; fails as that would: Denied (unlink(2)
/// EACCES, EPERM, for a queue EACCES always: /dev/shm and /dev/mqueue are sticky, where only an object's owner may),
/// Other (EISDIR). `owner` is the object's, for a queue whose file /dev/mqueue does not show.
[[nodiscard]] Result<void> mayUnlink(Kind kind, std::string_view name, uid_t owner, const Credentials& credentials);

} // namespace ipclens::posix
