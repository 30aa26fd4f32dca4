// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/limits/limits.h"

#include "core/objects/kernel.h"
#include "core/posix/queue_limits.h"

#include <cerrno>
#include <string>

#include <sys/resource.h>
#include <sys/statvfs.h>

namespace ipclens::limits {
namespace {

template <class Integer>
std::uint64_t positive(Integer value) noexcept {
    return value > 0 ? static_cast<std::uint64_t>(value) : 0;
}

Error infoFailure(Kind kind) {
    return errorFromErrno(errno, "read the limits of every " + std::string(kindTitle(kind)));
}

Result<void> addSemaphores(std::vector<Limit>& limits) {
    seminfo limit{};
    seminfo use{};
    if (semctl(0, 0, IPC_INFO, kernel::SemaphoreArgument{.info = &limit}) < 0 ||
        semctl(0, 0, SEM_INFO, kernel::SemaphoreArgument{.info = &use}) < 0) {
        return failure(infoFailure(Kind::Semaphore));
    }
    limits.push_back({Api::SysV, "SEMMNI", "semaphore sets", positive(limit.semmni), positive(use.semusz)});
    limits.push_back({Api::SysV, "SEMMSL", "semaphores in one set", positive(limit.semmsl), {}});
    limits.push_back({Api::SysV, "SEMMNS", "semaphores in all sets", positive(limit.semmns), positive(use.semaem)});
    limits.push_back({Api::SysV, "SEMOPM", "operations in one semop", positive(limit.semopm), {}});
    limits.push_back({Api::SysV, "SEMVMX", "value of a semaphore", positive(limit.semvmx), {}});
    return {};
}

Result<void> addSharedMemory(std::vector<Limit>& limits) {
    shminfo limit{};
    shm_info use{};
    if (shmctl(0, IPC_INFO, reinterpret_cast<shmid_ds*>(&limit)) < 0 ||
        shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&use)) < 0) {
        return failure(infoFailure(Kind::SharedMemory));
    }
    limits.push_back({Api::SysV, "SHMMNI", "shared memory segments", limit.shmmni, positive(use.used_ids)});
    limits.push_back({Api::SysV, "SHMMAX", "bytes in one segment", limit.shmmax, {}});
    limits.push_back({Api::SysV, "SHMALL", "pages in all segments", limit.shmall, use.shm_tot});
    limits.push_back({Api::SysV, "SHMMIN", "least bytes in a segment", limit.shmmin, {}});
    return {};
}

Result<void> addMessageQueues(std::vector<Limit>& limits) {
    msginfo limit{};
    msginfo use{};
    if (msgctl(0, IPC_INFO, reinterpret_cast<msqid_ds*>(&limit)) < 0 ||
        msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&use)) < 0) {
        return failure(infoFailure(Kind::MessageQueue));
    }
    limits.push_back({Api::SysV, "MSGMNI", "message queues", positive(limit.msgmni), positive(use.msgpool)});
    limits.push_back({Api::SysV, "MSGMAX", "bytes in one message", positive(limit.msgmax), {}});
    limits.push_back({Api::SysV, "MSGMNB", "bytes in a new queue", positive(limit.msgmnb), {}});
    return {};
}

void addQueueLimit(std::vector<Limit>& limits, const char* file, std::string_view name, std::string_view description,
                   std::optional<std::uint64_t> used) {
    if (const auto value = posix::queueLimit(file)) limits.push_back({Api::Posix, name, description, *value, used});
}

void addQueueBytes(std::vector<Limit>& limits) {
    rlimit limit{};
    if (getrlimit(RLIMIT_MSGQUEUE, &limit) != 0) return;
    const std::uint64_t value = limit.rlim_cur == RLIM_INFINITY ? unlimited : limit.rlim_cur;
    limits.push_back({Api::Posix, "RLIMIT_MSGQUEUE", "bytes in all message queues of a user", value, {}});
}

void addSharedMemoryFolder(std::vector<Limit>& limits, const std::string& folder) {
    struct statvfs system {};
    if (statvfs(folder.c_str(), &system) != 0) return;
    Limit limit{Api::Posix, "DEV_SHM", "bytes in /dev/shm", unlimited, {}};
    // A tmpfs without a size counts no blocks
    if (system.f_blocks != 0) {
        limit.value = std::uint64_t{system.f_blocks} * system.f_frsize;
        limit.used = std::uint64_t{system.f_blocks - system.f_bfree} * system.f_frsize;
    }
    limits.push_back(limit);
}

} // namespace

std::optional<double> Limit::percent() const noexcept {
    if (!used || value == 0 || value == unlimited) return {};
    return static_cast<double>(*used) * 100.0 / static_cast<double>(value);
}

Result<std::vector<Limit>> systemV() {
    std::vector<Limit> limits;
    limits.reserve(12);
    Result<void> added = addSemaphores(limits);
    if (added) added = addSharedMemory(limits);
    if (added) added = addMessageQueues(limits);
    if (!added) return failure(std::move(added).error());
    return limits;
}

std::vector<Limit> posix(std::optional<std::uint64_t> queues, const std::string& shm) {
    std::vector<Limit> limits;
    limits.reserve(5);
    addQueueLimit(limits, "queues_max", "QUEUES_MAX", "message queues", queues);
    addQueueLimit(limits, "msg_max", "MSG_MAX", "messages in one queue", {});
    addQueueLimit(limits, "msgsize_max", "MSGSIZE_MAX", "bytes in one message", {});
    addQueueBytes(limits);
    addSharedMemoryFolder(limits, shm);
    return limits;
}

} // namespace ipclens::limits
