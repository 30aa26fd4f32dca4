// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace ipclens::transfer {

/// How far a long piece of work has come; written by the thread that does it, read by any.
struct Progress {
    std::atomic<std::uint64_t> done = 0;
    std::atomic<std::uint64_t> total = 0; ///< 0: not known
};

} // namespace ipclens::transfer
