// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/objects/kernel.h"

#include <optional>

namespace ipclens::sysv {

/// How a look at an object's structure went: an errno (0: it is there), and whether it took the way around a missing
/// read permission.
struct Look {
    int error = 0;
    Access access = Access::Readable;

    [[nodiscard]] bool found() const noexcept { return error == 0; }
};

/// IPC_STAT, and where read permission is missing *_STAT_ANY of the id's slot (Linux 4.17). EACCES where that fails
/// too.
[[nodiscard]] Look lookAt(Id id, semid_ds& into) noexcept;
[[nodiscard]] Look lookAt(Id id, shmid_ds& into) noexcept;
[[nodiscard]] Look lookAt(Id id, msqid_ds& into) noexcept;

template <class Data>
[[nodiscard]] auto infoFrom(Id id, const Data& data, Look look) noexcept {
    auto info = kernel::infoFrom(id, data);
    info.access = look.access;
    return info;
}

} // namespace ipclens::sysv
