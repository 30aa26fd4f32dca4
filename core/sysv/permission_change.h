// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/look.h"
#include "core/sysv/options.h"

#include <cerrno>

namespace ipclens::sysv {

inline void apply(const PermissionChange& change, ipc_perm& perm) noexcept {
    if (change.uid) perm.uid = *change.uid;
    if (change.gid) perm.gid = *change.gid;
    if (change.mode) perm.mode = static_cast<decltype(perm.mode)>(*change.mode & 0777U);
}

/// Reads the structure of an object (also without read permission: its owner may always change it), so that `edit` may
/// change some of it, and gives it to `set`, the IPC_SET call. Gives 0 or an errno.
template <class Data, class Edit, class Set>
[[nodiscard]] int readEditSet(Id id, Edit edit, Set set) {
    Data data{};
    const Look look = lookAt(id, data);
    if (!look.found()) return look.error;
    edit(data);
    return set(data) == -1 ? errno : 0;
}

} // namespace ipclens::sysv
