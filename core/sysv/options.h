// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/objects/options.h"

#include <variant>

namespace ipclens::sysv {

/// How a creating call picks the key of the new object.
struct PrivateKey {}; ///< IPC_PRIVATE: the object has no key
struct RandomKey {};  ///< an unused key, never 0; tried again until one is free
using KeyChoice = std::variant<Key, PrivateKey, RandomKey>;

using ipclens::defaultMode;
using ipclens::IfExists;
using ipclens::PermissionChange;

} // namespace ipclens::sysv
