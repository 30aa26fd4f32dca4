// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <cstdint>
#include <variant>

#include <sys/types.h>

namespace ipclens {

/// Seconds since the epoch (UTC); 0 means never, as the kernel has it.
using EpochSeconds = std::int64_t;

/// Owner, creator and permission bits of an object (struct ipc_perm, sysvipc(7); stat(2)). A POSIX object has no
/// creator that anybody remembers: its owner stands in that place too, and fieldValue() gives null.
struct Permissions {
    uid_t uid = 0;
    gid_t gid = 0;
    uid_t creatorUid = 0;
    gid_t creatorGid = 0;
    std::uint16_t mode = 0; ///< the nine permission bits alone

    bool operator==(const Permissions&) const = default;
};

/// Whether the caller may read an object, and what of it is known.
enum class Access : std::uint8_t {
    Readable,
    Denied, ///< no read permission; what the kernel tells of it all the same is filled in
    Hidden, ///< no read permission, and nothing but key and id are known (found by probing its key)
};

/// A semaphore set, as semctl(2) IPC_STAT has it. Values are not part of it: they are read where they are shown.
struct SemaphoreSetInfo {
    Id id;
    Key key;
    Permissions permissions;
    Access access = Access::Readable;
    std::uint32_t count = 0;     ///< semaphores in the set, 1 … SEMMSL
    EpochSeconds operatedAt = 0; ///< sem_otime: last semop
    EpochSeconds changedAt = 0;  ///< sem_ctime: creation, IPC_SET, SETVAL, SETALL

    bool operator==(const SemaphoreSetInfo&) const = default;
};

/// SegmentInfo::resident and swapped where this one segment's can't be told though others' can: of a segment of huge
/// pages /proc/sysvipc/shm has a figure up to 512 times too big.
inline constexpr std::uint64_t unknownBytes = UINT64_MAX;

/// A shared memory segment, as shmctl(2) IPC_STAT has it, with what /proc/sysvipc/shm adds.
struct SegmentInfo {
    Id id;
    Key key; ///< becomes 0 when the segment is marked for destruction
    Permissions permissions;
    Access access = Access::Readable;
    bool removed = false;       ///< SHM_DEST: marked for destruction, goes when the last process detaches
    bool locked = false;        ///< SHM_LOCKED: not swapped out
    std::uint64_t size = 0;     ///< bytes asked for
    std::uint64_t attached = 0; ///< nattch
    pid_t creatorPid = 0;
    pid_t lastPid = 0; ///< last shmat or shmdt; 0: none
    EpochSeconds attachedAt = 0;
    EpochSeconds detachedAt = 0;
    EpochSeconds changedAt = 0;
    std::uint64_t resident = 0; ///< bytes in memory, or unknownBytes; see Knowledge::residency
    std::uint64_t swapped = 0;  ///< bytes in swap, or unknownBytes; see Knowledge::residency

    bool operator==(const SegmentInfo&) const = default;
};

/// A message queue, as msgctl(2) IPC_STAT has it.
struct QueueInfo {
    Id id;
    Key key;
    Permissions permissions;
    Access access = Access::Readable;
    std::uint64_t messages = 0; ///< msg_qnum
    std::uint64_t bytes = 0;    ///< msg_cbytes: payload bytes now in the queue
    std::uint64_t capacity = 0; ///< msg_qbytes; see Knowledge::capacity
    pid_t lastSendPid = 0;      ///< 0: none
    pid_t lastReceivePid = 0;   ///< 0: none
    EpochSeconds sentAt = 0;
    EpochSeconds receivedAt = 0;
    EpochSeconds changedAt = 0;

    bool operator==(const QueueInfo&) const = default;
};

/// What has a name in a folder (the file type of stat(2)).
enum class FileType : std::uint8_t { Regular, Directory, SymbolicLink, Fifo, Socket, Device };

/// A named POSIX semaphore: glibc keeps it in the file /dev/shm/sem.NAME (sem_overview(7)).
struct PosixSemaphoreInfo {
    Name name;
    std::uint64_t inode = 0; ///< of the file: another one under the same name is another semaphore
    Permissions permissions;
    Access access = Access::Readable;
    bool bogus = false;                    ///< there is such a name, but no regular file of the size of a semaphore
    bool known = false;                    ///< value and waiting could be read
    std::uint32_t value = 0;               ///< 0 … SEM_VALUE_MAX
    std::uint32_t waiting = 0;             ///< threads in sem_wait(3) that were seen waiting by glibc
    EpochSeconds changedAt = 0;            ///< st_ctime: creation, mode, owner; not its value
    EpochSeconds changeSeenAt = 0;         ///< when its value, or anything else, was seen to change last; 0: not yet.
                                           ///< By who lists again and again: see watching::noteChangesSeen()
    FileType fileType = FileType::Regular; ///< what stands there where it is bogus
    std::uint64_t fileSize = 0;            ///< and how many bytes a regular file has

    bool operator==(const PosixSemaphoreInfo&) const = default;
};

/// A POSIX shared memory segment: a regular file of /dev/shm (shm_overview(7)).
struct PosixSegmentInfo {
    Name name;
    std::uint64_t inode = 0;
    Permissions permissions;
    Access access = Access::Readable;
    std::uint64_t size = 0;     ///< bytes
    std::uint64_t resident = 0; ///< bytes in memory; unknownBytes where some of them may be in swap
    EpochSeconds changedAt = 0; ///< st_ctime: creation, mode, owner, size, write(2)

    bool operator==(const PosixSegmentInfo&) const = default;
};

/// A POSIX message queue (mq_overview(7)). It has no times: looking at one moves those of its file.
struct PosixQueueInfo {
    Name name;
    std::uint64_t inode = 0;
    Permissions permissions;
    Access access = Access::Readable;
    bool attributesKnown = false; ///< messages, maxMessages and messageSize could be read: mq_getattr(3)
    bool statusKnown = false;     ///< bytes and notify… could be read: its file, which needs permission
    std::uint64_t messages = 0;   ///< mq_curmsgs
    std::uint64_t maxMessages = 0;
    std::uint64_t messageSize = 0; ///< of the longest message it takes, in bytes
    std::uint64_t bytes = 0;       ///< QSIZE: payload bytes now in the queue
    pid_t notifyPid = 0;           ///< who is registered with mq_notify(3); 0: nobody of our PID namespace
    int notifyMethod = 0;          ///< SIGEV_SIGNAL (0), SIGEV_NONE or SIGEV_THREAD, of whoever is registered
    int notifySignal = 0;          ///< the signal that it asked for; 0: none, or another way

    /// Whether somebody is registered, who may be of another PID namespace and have no number here.
    [[nodiscard]] bool isNotificationHeld() const noexcept {
        return notifyPid != 0 || notifyMethod != 0 || notifySignal != 0;
    }

    bool operator==(const PosixQueueInfo&) const = default;
};

/// Which fields a source of infos can know at all. What it can't know is null, never 0.
struct Knowledge {
    bool residency = false; ///< SegmentInfo::resident and swapped: /proc/sysvipc/shm alone tells them
    bool capacity = true;   ///< QueueInfo::capacity: /proc/sysvipc/msg lacks it

    bool operator==(const Knowledge&) const = default;
};

/// One object of any kind and API, by value.
using ObjectInfo =
    std::variant<SemaphoreSetInfo, SegmentInfo, QueueInfo, PosixSemaphoreInfo, PosixSegmentInfo, PosixQueueInfo>;

/// One object of any kind and API, looked at where it lies (in a Snapshot, say); never null.
using ObjectView = std::variant<const SemaphoreSetInfo*, const SegmentInfo*, const QueueInfo*,
                                const PosixSemaphoreInfo*, const PosixSegmentInfo*, const PosixQueueInfo*>;

/// What kind of object an info is of, and of which API.
template <Kind ofKind, Api ofApi>
struct KindAndApi {
    static constexpr Kind kind = ofKind;
    static constexpr Api api = ofApi;
};
template <class Info>
struct InfoTraits;
template <>
struct InfoTraits<SemaphoreSetInfo> : KindAndApi<Kind::Semaphore, Api::SysV> {};
template <>
struct InfoTraits<SegmentInfo> : KindAndApi<Kind::SharedMemory, Api::SysV> {};
template <>
struct InfoTraits<QueueInfo> : KindAndApi<Kind::MessageQueue, Api::SysV> {};
template <>
struct InfoTraits<PosixSemaphoreInfo> : KindAndApi<Kind::Semaphore, Api::Posix> {};
template <>
struct InfoTraits<PosixSegmentInfo> : KindAndApi<Kind::SharedMemory, Api::Posix> {};
template <>
struct InfoTraits<PosixQueueInfo> : KindAndApi<Kind::MessageQueue, Api::Posix> {};
/// Whether objects of this info are named by an id and a key, and not by a name.
template <class Info>
inline constexpr bool isSystemV = InfoTraits<Info>::api == Api::SysV;

template <class Info>
    requires requires { InfoTraits<Info>::kind; }
[[nodiscard]] ObjectId objectIdOf(const Info& info) noexcept {
    if constexpr (isSystemV<Info>) {
        return {InfoTraits<Info>::kind, info.id};
    } else {
        return ObjectId::posix(InfoTraits<Info>::kind, info.name);
    }
}

[[nodiscard]] ObjectView viewOf(const ObjectInfo& info) noexcept;
[[nodiscard]] ObjectInfo copyOf(ObjectView view);
[[nodiscard]] ObjectId objectIdOf(ObjectView view) noexcept;
[[nodiscard]] Key keyOf(ObjectView view) noexcept; ///< of a POSIX object, which has none: IPC_PRIVATE
/// Of a POSIX object's file, which tells one object from the next of its name; 0 for System V.
[[nodiscard]] std::uint64_t inodeOf(ObjectView view) noexcept;
[[nodiscard]] Name nameOf(ObjectView view) noexcept; ///< of a System V object: none
[[nodiscard]] const Permissions& permissionsOf(ObjectView view) noexcept;
[[nodiscard]] Access accessOf(ObjectView view) noexcept;

} // namespace ipclens
