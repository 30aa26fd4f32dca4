// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/kernel.h"
#include "core/objects/object.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

namespace ipclens::testing {

/// A System V object made by a bare system call, for core to look at; removed with this.
class MadeObject {
public:
    /// `size` is the number of semaphores or of bytes; a queue has none.
    MadeObject(Kind kind, key_t key, int mode = 0600, std::size_t size = 1)
        : object_{kind, Id{make(kind, key, mode | IPC_CREAT | (key == IPC_PRIVATE ? 0 : IPC_EXCL), size)}} {
        if (object_.id.value < 0) throw std::runtime_error(std::string("make an object: ") + std::strerror(errno));
    }
    /// One that is there already, as if it had been made here.
    explicit MadeObject(ObjectId object)
        : object_(object) {}
    MadeObject(MadeObject&& other) noexcept
        : object_(std::exchange(other.object_, {})) {}
    MadeObject& operator=(MadeObject&&) = delete;
    MadeObject(const MadeObject&) = delete;
    MadeObject& operator=(const MadeObject&) = delete;
    ~MadeObject() { remove(); }

    [[nodiscard]] ObjectId object() const noexcept { return object_; }
    [[nodiscard]] int id() const noexcept { return object_.id.value; }

    /// Now; an object without this is gone already.
    void remove() noexcept {
        const int id = std::exchange(object_.id.value, -1);
        if (id < 0) return;
        switch (object_.kind) {
        case Kind::Semaphore: semctl(id, 0, IPC_RMID); break;
        case Kind::SharedMemory: shmctl(id, IPC_RMID, nullptr); break;
        case Kind::MessageQueue: msgctl(id, IPC_RMID, nullptr); break;
        }
    }

private:
    static int make(Kind kind, key_t key, int flags, std::size_t size) noexcept {
        switch (kind) {
        case Kind::Semaphore: return semget(key, static_cast<int>(size), flags);
        case Kind::SharedMemory: return shmget(key, size, flags);
        case Kind::MessageQueue: return msgget(key, flags);
        }
        return -1;
    }

    ObjectId object_;
};

/// IPC_SET of owner, group and mode; false with errno.
inline bool setPermissions(const MadeObject& made, uid_t uid, gid_t gid, unsigned short mode) {
    switch (made.object().kind) {
    case Kind::Semaphore: {
        semid_ds set{};
        set.sem_perm.uid = uid;
        set.sem_perm.gid = gid;
        set.sem_perm.mode = mode;
        return semctl(made.id(), 0, IPC_SET, kernel::SemaphoreArgument{.buf = &set}) == 0;
    }
    case Kind::SharedMemory: {
        shmid_ds segment{};
        segment.shm_perm.uid = uid;
        segment.shm_perm.gid = gid;
        segment.shm_perm.mode = mode;
        return shmctl(made.id(), IPC_SET, &segment) == 0;
    }
    case Kind::MessageQueue: {
        msqid_ds queue{};
        if (msgctl(made.id(), IPC_STAT, &queue) != 0) return false;
        queue.msg_perm.uid = uid;
        queue.msg_perm.gid = gid;
        queue.msg_perm.mode = mode;
        return msgctl(made.id(), IPC_SET, &queue) == 0;
    }
    }
    return false;
}

} // namespace ipclens::testing
