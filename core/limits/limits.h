// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ipclens::limits {

/// One limit of the IPC namespace, and its use where something is counted.
struct Limit {
    Api api = Api::SysV;
    std::string_view name;        ///< "SEMMNI"
    std::string_view description; ///< "semaphore sets"
    std::uint64_t value = 0;      ///< bytes, pages (SHMALL) or a count
    std::optional<std::uint64_t> used;

    /// Use in per cent of the limit; none where nothing is counted.
    [[nodiscard]] std::optional<double> percent() const noexcept;
};

/// SEMMNI SEMMSL SEMMNS SEMOPM SEMVMX SHMMNI SHMMAX SHMALL SHMMIN MSGMNI MSGMAX MSGMNB, in this order, by IPC_INFO,
/// SEM_INFO, SHM_INFO, MSG_INFO (semctl(2), shmctl(2), msgctl(2)). Changes nothing.
[[nodiscard]] Result<std::vector<Limit>> systemV();

} // namespace ipclens::limits
