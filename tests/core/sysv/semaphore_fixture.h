// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ipclens::testing {

using Values = std::vector<std::uint16_t>;

inline sysv::SemaphoreSetOptions optionsOf(Values values, std::optional<std::uint32_t> count = std::nullopt) {
    sysv::SemaphoreSetOptions options;
    options.values = std::move(values);
    options.count = count;
    return options;
}

inline sysv::SemaphoreSet makeSet(Values values) {
    return need(sysv::SemaphoreSet::create(sysv::PrivateKey{}, optionsOf(std::move(values))));
}

} // namespace ipclens::testing
