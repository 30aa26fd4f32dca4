// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::limits {

/// Limit::value where there is no limit.
inline constexpr std::uint64_t unlimited = UINT64_MAX;

/// One limit of the IPC namespace, and its use where something is counted.
struct Limit {
    Api api = Api::SysV;
    std::string_view name;        ///< "SEMMNI"
    std::string_view description; ///< "semaphore sets"
    std::uint64_t value = 0;      ///< bytes, pages (SHMALL) or a count; or unlimited
    std::optional<std::uint64_t> used;

    /// Use in per cent of the limit; none where nothing is counted, and of what is unlimited.
    [[nodiscard]] std::optional<double> percent() const noexcept;
};

/// SEMMNI SEMMSL SEMMNS SEMOPM SEMVMX SHMMNI SHMMAX SHMALL SHMMIN MSGMNI MSGMAX MSGMNB, in this order, by IPC_INFO,
/// SEM_INFO, SHM_INFO, MSG_INFO (semctl(2), shmctl(2), msgctl(2)). Changes nothing.
[[nodiscard]] Result<std::vector<Limit>> systemV();

/// QUEUES_MAX MSG_MAX MSGSIZE_MAX (/proc/sys/fs/mqueue, mq_overview(7)), RLIMIT_MSGQUEUE (getrlimit(2): bytes of the
/// queues that one user has made) and DEV_SHM (statvfs(3): bytes in /dev/shm), in this order; without what this system
/// does not have. `queues` is how many queues there are in the IPC namespace, where that is known. What a user's queues
/// take of RLIMIT_MSGQUEUE the kernel tells nobody. Changes nothing.
[[nodiscard]] std::vector<Limit> posix(std::optional<std::uint64_t> queues, const std::string& shm = "/dev/shm");

} // namespace ipclens::limits
