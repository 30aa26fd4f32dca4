// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

/// System V objects by bare system calls: what makes traffic for core to look at does not itself lean on core.
/// Each is made with its object here, and removed with it.
namespace ipclens::testing::raw {

struct Message {
    long type;
    std::array<char, 256> body;
};

union SemaphoreArgument {
    int value;
    unsigned short* values;
};

inline int orThrow(int result, const std::string& what) {
    if (result < 0) throw std::runtime_error(what + ": " + std::strerror(errno));
    return result;
}

class SemaphoreSet {
public:
    SemaphoreSet(key_t key, std::vector<unsigned short> values)
        : id_(orThrow(semget(key, static_cast<int>(values.size()), IPC_CREAT | IPC_EXCL | 0660), "semget")) {
        orThrow(semctl(id_, 0, SETALL, SemaphoreArgument{.values = values.data()}), "semctl SETALL");
    }
    SemaphoreSet(const SemaphoreSet&) = delete;
    SemaphoreSet& operator=(const SemaphoreSet&) = delete;
    ~SemaphoreSet() { semctl(id_, 0, IPC_RMID); }

    bool apply(std::vector<sembuf> operations) const { return semop(id_, operations.data(), operations.size()) == 0; }
    int waiting(int index) const { return semctl(id_, index, GETNCNT); }

private:
    int id_;
};

class Queue {
public:
    explicit Queue(key_t key)
        : id_(orThrow(msgget(key, IPC_CREAT | IPC_EXCL | 0640), "msgget")) {}
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;
    ~Queue() { msgctl(id_, IPC_RMID, nullptr); }

    bool send(const Message& message, std::size_t size, int flags = 0) const {
        return msgsnd(id_, &message, size, flags) == 0;
    }
    bool receive(long type) const {
        Message message{};
        return msgrcv(id_, &message, message.body.size(), type, MSG_NOERROR) >= 0;
    }
    std::size_t messages() const {
        msqid_ds status{};
        orThrow(msgctl(id_, IPC_STAT, &status), "msgctl IPC_STAT");
        return status.msg_qnum;
    }

private:
    int id_;
};

class Segment {
public:
    Segment(key_t key, std::size_t size)
        : Segment(orThrow(shmget(key, size, IPC_CREAT | IPC_EXCL | 0644), "shmget")) {}
    explicit Segment(int id)
        : id_(id) {}
    Segment(const Segment&) = delete;
    Segment& operator=(const Segment&) = delete;
    ~Segment() { remove(); }

    /// Stays attached until the process ends.
    std::byte* attach(int flags = 0) const {
        void* address = shmat(id_, nullptr, flags);
        if (address == reinterpret_cast<void*>(-1)) throw std::runtime_error("shmat");
        return static_cast<std::byte*>(address);
    }
    unsigned long attached() const {
        shmid_ds status{};
        orThrow(shmctl(id_, IPC_STAT, &status), "shmctl IPC_STAT");
        return status.shm_nattch;
    }
    void remove() const { shmctl(id_, IPC_RMID, nullptr); }

private:
    int id_;
};

} // namespace ipclens::testing::raw
