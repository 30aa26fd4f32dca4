// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "tests/bench/population.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

namespace ipclens::bench {

namespace {

// Keys of the three kinds, each from its own range
constexpr key_t setKeys = 0x10000000;
constexpr key_t queueKeys = 0x20000000;
constexpr key_t segmentKeys = 0x30000000;
constexpr int flags = IPC_CREAT | IPC_EXCL | 0600;
constexpr std::size_t segmentSize = 4096;

int orThrow(int result, const char* call) {
    if (result < 0) throw std::runtime_error(std::string(call) + ": " + std::strerror(errno));
    return result;
}

} // namespace

Population::Population(Size size) {
    try {
        for (int made = 0; made < size.sets; ++made)
            sets_.push_back(orThrow(semget(setKeys + made, size.semaphores, flags), "semget"));
        for (int made = 0; made < size.queues; ++made)
            queues_.push_back(orThrow(msgget(queueKeys + made, flags), "msgget"));
        for (int made = 0; made < size.segments; ++made)
            segments_.push_back(orThrow(shmget(segmentKeys + made, segmentSize, flags), "shmget"));
    } catch (...) {
        remove();
        throw;
    }
}

Population::~Population() {
    remove();
}

void Population::remove() noexcept {
    for (const int id : sets_)
        semctl(id, 0, IPC_RMID);
    for (const int id : queues_)
        msgctl(id, IPC_RMID, nullptr);
    for (const int id : segments_)
        shmctl(id, IPC_RMID, nullptr);
}

} // namespace ipclens::bench
