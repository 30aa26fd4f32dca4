// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/look.h"

#include <cerrno>

namespace ipclens::sysv {

namespace {

// The slot is the low part of an id: 15 bits, or 24 where the kernel was started with ipcmni_extend.
constexpr int slotMasks[] = {0x7fff, 0xffffff};

template <class Data, class Control>
Look lookWith(Id id, Data& into, int statAny, Control control) noexcept {
    if (control(id.value, IPC_STAT, &into) == 0) return {};
    if (errno != EACCES) return {errno, Access::Readable};
    for (const int mask : slotMasks) {
        // it answers for whatever the slot holds now, and names it
        if (control(id.value & mask, statAny, &into) == id.value) return {0, Access::Denied};
    }
    return {EACCES, Access::Denied};
}

} // namespace

Look lookAt(Id id, semid_ds& into) noexcept {
    return lookWith(id, into, SEM_STAT_ANY, [](int which, int command, semid_ds* data) {
        return ::semctl(which, 0, command, kernel::SemaphoreArgument{.buf = data});
    });
}

Look lookAt(Id id, shmid_ds& into) noexcept {
    return lookWith(id, into, SHM_STAT_ANY,
                    [](int which, int command, shmid_ds* data) { return ::shmctl(which, command, data); });
}

Look lookAt(Id id, msqid_ds& into) noexcept {
    return lookWith(id, into, MSG_STAT_ANY,
                    [](int which, int command, msqid_ds* data) { return ::msgctl(which, command, data); });
}

} // namespace ipclens::sysv
