// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/kernel_stat.h"

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

Permissions permissionsOf(const ipc_perm& perm) noexcept {
    Permissions permissions;
    permissions.uid = perm.uid;
    permissions.gid = perm.gid;
    permissions.creatorUid = perm.cuid;
    permissions.creatorGid = perm.cgid;
    permissions.mode = static_cast<std::uint16_t>(perm.mode & 0777U);
    return permissions;
}

Key keyOf(const ipc_perm& perm) noexcept {
    return {static_cast<std::uint32_t>(perm.__key)};
}

} // namespace

Look lookAt(Id id, semid_ds& into) noexcept {
    return lookWith(id, into, SEM_STAT_ANY,
                    [](int which, int command, semid_ds* data) { return ::semctl(which, 0, command, data); });
}

Look lookAt(Id id, shmid_ds& into) noexcept {
    return lookWith(id, into, SHM_STAT_ANY,
                    [](int which, int command, shmid_ds* data) { return ::shmctl(which, command, data); });
}

Look lookAt(Id id, msqid_ds& into) noexcept {
    return lookWith(id, into, MSG_STAT_ANY,
                    [](int which, int command, msqid_ds* data) { return ::msgctl(which, command, data); });
}

SemaphoreSetInfo infoOf(Id id, const semid_ds& data, Access access) noexcept {
    SemaphoreSetInfo info;
    info.id = id;
    info.key = keyOf(data.sem_perm);
    info.permissions = permissionsOf(data.sem_perm);
    info.access = access;
    info.count = static_cast<std::uint32_t>(data.sem_nsems);
    info.operatedAt = data.sem_otime;
    info.changedAt = data.sem_ctime;
    return info;
}

SegmentInfo infoOf(Id id, const shmid_ds& data, Access access) noexcept {
    SegmentInfo info;
    info.id = id;
    info.key = keyOf(data.shm_perm);
    info.permissions = permissionsOf(data.shm_perm);
    info.access = access;
    info.removed = (data.shm_perm.mode & SHM_DEST) != 0;
    info.locked = (data.shm_perm.mode & SHM_LOCKED) != 0;
    info.size = data.shm_segsz;
    info.attached = data.shm_nattch;
    info.creatorPid = data.shm_cpid;
    info.lastPid = data.shm_lpid;
    info.attachedAt = data.shm_atime;
    info.detachedAt = data.shm_dtime;
    info.changedAt = data.shm_ctime;
    return info;
}

QueueInfo infoOf(Id id, const msqid_ds& data, Access access) noexcept {
    QueueInfo info;
    info.id = id;
    info.key = keyOf(data.msg_perm);
    info.permissions = permissionsOf(data.msg_perm);
    info.access = access;
    info.messages = data.msg_qnum;
    info.bytes = data.__msg_cbytes;
    info.capacity = data.msg_qbytes;
    info.lastSendPid = data.msg_lspid;
    info.lastReceivePid = data.msg_lrpid;
    info.sentAt = data.msg_stime;
    info.receivedAt = data.msg_rtime;
    info.changedAt = data.msg_ctime;
    return info;
}

} // namespace ipclens::sysv
