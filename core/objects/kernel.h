// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

// What the *ctl calls fill in (semctl(2), shmctl(2), msgctl(2)), in our vocabulary. Access is for the caller to
// say: Readable as it comes. Not installed.

namespace ipclens::kernel {

/// The fourth argument of semctl(2), which every caller has to declare.
union SemaphoreArgument {
    int val;
    semid_ds* buf;
    unsigned short* array;
    seminfo* info;
};

/// The nine permission bits; shm_perm.mode has SHM_DEST and SHM_LOCKED above them.
inline constexpr unsigned permissionBits = 0777;

[[nodiscard]] inline Permissions permissionsFrom(const ipc_perm& perm) noexcept {
    return {perm.uid, perm.gid, perm.cuid, perm.cgid, static_cast<std::uint16_t>(perm.mode & permissionBits)};
}

/// Of the file that a POSIX object is.
[[nodiscard]] inline Permissions permissionsFrom(const struct stat& file) noexcept {
    return {file.st_uid, file.st_gid, file.st_uid, file.st_gid,
            static_cast<std::uint16_t>(file.st_mode & permissionBits)};
}

[[nodiscard]] inline FileType fileTypeOf(mode_t mode) noexcept {
    switch (mode & S_IFMT) {
    case S_IFREG: return FileType::Regular;
    case S_IFDIR: return FileType::Directory;
    case S_IFLNK: return FileType::SymbolicLink;
    case S_IFIFO: return FileType::Fifo;
    case S_IFSOCK: return FileType::Socket;
    default: return FileType::Device;
    }
}

[[nodiscard]] inline SemaphoreSetInfo infoFrom(Id id, const semid_ds& set) noexcept {
    SemaphoreSetInfo info;
    info.id = id;
    info.key = Key{static_cast<std::uint32_t>(set.sem_perm.__key)};
    info.permissions = permissionsFrom(set.sem_perm);
    info.count = static_cast<std::uint32_t>(set.sem_nsems);
    info.operatedAt = set.sem_otime;
    info.changedAt = set.sem_ctime;
    return info;
}

/// Without `resident` and `swapped`, which the kernel tells in /proc/sysvipc/shm alone.
[[nodiscard]] inline SegmentInfo infoFrom(Id id, const shmid_ds& segment) noexcept {
    SegmentInfo info;
    info.id = id;
    info.key = Key{static_cast<std::uint32_t>(segment.shm_perm.__key)};
    info.permissions = permissionsFrom(segment.shm_perm);
    info.removed = (segment.shm_perm.mode & SHM_DEST) != 0;
    info.locked = (segment.shm_perm.mode & SHM_LOCKED) != 0;
    info.size = segment.shm_segsz;
    info.attached = segment.shm_nattch;
    info.creatorPid = segment.shm_cpid;
    info.lastPid = segment.shm_lpid;
    info.attachedAt = segment.shm_atime;
    info.detachedAt = segment.shm_dtime;
    info.changedAt = segment.shm_ctime;
    return info;
}

[[nodiscard]] inline QueueInfo infoFrom(Id id, const msqid_ds& queue) noexcept {
    QueueInfo info;
    info.id = id;
    info.key = Key{static_cast<std::uint32_t>(queue.msg_perm.__key)};
    info.permissions = permissionsFrom(queue.msg_perm);
    info.messages = queue.msg_qnum;
    info.bytes = queue.__msg_cbytes;
    info.capacity = queue.msg_qbytes;
    info.lastSendPid = queue.msg_lspid;
    info.lastReceivePid = queue.msg_lrpid;
    info.sentAt = queue.msg_stime;
    info.receivedAt = queue.msg_rtime;
    info.changedAt = queue.msg_ctime;
    return info;
}

} // namespace ipclens::kernel
