// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/waiter.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

// Not installed.

namespace ipclens::processes {

/// Whether processes can do nothing while something else is read: each of their threads waits from before until after.
class StuckCheck {
public:
    /// Looks at the threads of these processes, each of which some waiter is of. `waiters` outlive this.
    StuckCheck(const std::vector<Waiter>& waiters, const std::vector<Process>& suspects);

    /// Looks at them again: those whose threads all wait as evidenceFor() tells, and have not run since. By pid.
    [[nodiscard]] std::vector<pid_t> stillStuck() const;

private:
    /// How a thread stands: its system call, and how often it was given a processor.
    struct Thread {
        std::string call;
        std::string switches;
        bool ended = false;
        bool operator==(const Thread&) const = default;
    };
    using Threads = std::map<pid_t, Thread>;
    class Look;

    /// Its threads; none where one of them may go on, or can't be looked at.
    [[nodiscard]] Threads waitingThreadsOf(const Process& process) const;

    std::map<pid_t, std::vector<const Waiter*>> waiters_; ///< by thread
    std::map<pid_t, std::pair<Process, Threads>> stuck_;
};

} // namespace ipclens::processes
