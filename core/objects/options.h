// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <sys/types.h>

namespace ipclens {

/// What a creating call does when the key or name is taken.
enum class IfExists {
    Fail, ///< IPC_EXCL, O_EXCL: ErrorKind::Exists
    Open, ///< opens it and leaves it as it is: its values, bytes, size, capacity and mode
};

inline constexpr mode_t defaultMode = 0600;

/// Owner, group and mode to set; what is not named stays (IPC_SET; fchown(2), fchmod(2)).
struct PermissionChange {
    std::optional<uid_t> uid;
    std::optional<gid_t> gid;
    std::optional<mode_t> mode;
};

} // namespace ipclens
