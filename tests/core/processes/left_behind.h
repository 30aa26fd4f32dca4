// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/core/processes/orphans_fixture.h"
#include "tests/support/made_object.h"

#include <array>
#include <functional>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

// System V objects of processes that are gone, and what processes do with such.

namespace ipclens::testing {

inline bool sends(int queue) {
    struct {
        long type = 1;
        std::array<char, 16> text{};
    } message;
    return msgsnd(queue, &message, message.text.size(), IPC_NOWAIT) == 0;
}

inline bool receives(int queue, int flags = IPC_NOWAIT) {
    struct {
        long type = 0;
        std::array<char, 16> text{};
    } message;
    return msgrcv(queue, &message, message.text.size(), 0, flags) >= 0;
}

inline bool sendsAndReceives(int queue) {
    return sends(queue) && receives(queue);
}

inline bool operates(int set, unsigned short member, short delta) {
    sembuf operation{member, delta, 0};
    return semop(set, &operation, 1) == 0;
}

inline bool operatesOnFirst(int set) {
    return operates(set, 0, 1);
}
inline bool operatesOnBoth(int set) {
    return operatesOnFirst(set) && operates(set, 1, 1);
}

inline bool attachesAndDetaches(int segment) {
    void* const address = shmat(segment, nullptr, 0);
    if (address == reinterpret_cast<void*>(-1)) return false;
    *static_cast<volatile char*>(address) = 1;
    return shmdt(address) == 0;
}

inline bool attaches(int segment) {
    return shmat(segment, nullptr, SHM_RDONLY) != reinterpret_cast<void*>(-1);
}

/// A System V object that an ended process made and did `work` with; removed with this.
class LeftBehind {
public:
    explicit LeftBehind(Kind kind, int mode = 0600, const std::function<bool(int)>& work = {})
        : made_(ObjectId{kind, Id{leave(kind, mode, work)}}) {}
    [[nodiscard]] ObjectId object() const { return made_.object(); }
    [[nodiscard]] int id() const { return made_.id(); }
    [[nodiscard]] std::string maker() const { return std::to_string(maker_); }

private:
    int leave(Kind kind, int mode, const std::function<bool(int)>& work) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
        maker_ = byOneWhoIsGone([&] {
            int id = -1;
            switch (kind) {
            case Kind::Semaphore: id = semget(IPC_PRIVATE, 2, mode); break;
            case Kind::SharedMemory: id = shmget(IPC_PRIVATE, 8192, mode); break;
            case Kind::MessageQueue: id = msgget(IPC_PRIVATE, mode); break;
            }
            if (id < 0 || (work && !work(id))) return false;
            return write(ends[1], &id, sizeof id) == sizeof id;
        });
        int id = -1;
        const bool told = read(ends[0], &id, sizeof id) == sizeof id;
        close(ends[0]);
        close(ends[1]);
        if (!told) throw std::runtime_error("no object");
        return id;
    }

    pid_t maker_ = 0; // which leave() fills in
    MadeObject made_;
};

} // namespace ipclens::testing
