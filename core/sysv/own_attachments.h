// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <cstdint>
#include <map>

namespace ipclens::sysv {

/// What this process has attached through SharedMemory, so that nattch can be told without it.
struct OwnAttachments {
    std::map<Id, std::uint64_t> counts; ///< of the segments that have any
    /// How many came or went so far: where it is the same before and after nattch was read, the counts are part of it.
    std::uint64_t changes = 0;
};

/// From any thread; waits for a shmat(2) or shmdt(2) that is under way.
[[nodiscard]] OwnAttachments ownAttachments();

/// shmat(2), counted where it succeeds; errno as that leaves it.
[[nodiscard]] void* attachCounted(Id segment, const void* address, int flags);
/// shmdt(2), no longer counted where it succeeds; errno as that leaves it.
int detachCounted(const void* address) noexcept;

} // namespace ipclens::sysv
