// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/objects/info.h"

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

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

[[nodiscard]] SemaphoreSetInfo infoOf(Id id, const semid_ds& data, Access access) noexcept;
/// Without resident and swapped bytes, which the kernel tells elsewhere.
[[nodiscard]] SegmentInfo infoOf(Id id, const shmid_ds& data, Access access) noexcept;
[[nodiscard]] QueueInfo infoOf(Id id, const msqid_ds& data, Access access) noexcept;

} // namespace ipclens::sysv
