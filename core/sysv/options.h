// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <optional>
#include <variant>

#include <sys/types.h>

namespace ipclens::sysv {

/// How a creating call picks the key of the new object.
struct PrivateKey {}; ///< IPC_PRIVATE: the object has no key
struct RandomKey {};  ///< an unused key, never 0; tried again until one is free
using KeyChoice = std::variant<Key, PrivateKey, RandomKey>;

/// What a creating call does when the key is taken.
enum class IfExists {
    Fail, ///< IPC_EXCL: ErrorKind::Exists
    Open, ///< opens it and leaves it as it is: its values, bytes, capacity and mode
};

inline constexpr mode_t defaultMode = 0600;

/// Owner, group and mode to set; what is not named stays (IPC_SET).
struct PermissionChange {
    std::optional<uid_t> uid;
    std::optional<gid_t> gid;
    std::optional<mode_t> mode;
};

} // namespace ipclens::sysv
