// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/waiter_scan.h"
#include "tests/support/child_process.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

#include <sys/sem.h>
#include <sys/syscall.h>
#include <sys/types.h>

namespace ipclens::testing {

inline std::optional<processes::Waiter> waiterOf(const std::vector<processes::Waiter>& waiters, pid_t pid) {
    const auto found = std::find_if(waiters.begin(), waiters.end(),
                                    [pid](const processes::Waiter& each) { return each.process.pid == pid; });
    return found == waiters.end() ? std::nullopt : std::optional(*found);
}

/// Scans until that process waits, and is seen to.
inline std::optional<processes::Waiter> awaitWaiter(pid_t pid) {
    std::optional<processes::Waiter> found;
    static_cast<void>(waitUntil([&] { return (found = waiterOf(processes::findWaiters().waiters, pid)).has_value(); }));
    return found;
}

inline constexpr std::initializer_list<long> semaphoreCalls{
#ifdef SYS_semop
    SYS_semop,
#endif
    SYS_semtimedop};

inline int down(int set) {
    sembuf operation{0, -1, 0};
    return semop(set, &operation, 1);
}
inline int up(int set, short by = 1) {
    sembuf operation{0, by, 0};
    return semop(set, &operation, 1);
}

} // namespace ipclens::testing
