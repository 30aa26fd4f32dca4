// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/orphans.h"
#include "core/processes/process_details.h"
#include "core/processes/uses.h"
#include "core/processes/wait_graph.h"
#include "core/processes/waiter.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include <sys/types.h>

namespace ipclens::ui {

struct TiedProcess;

/// What was seen of the processes behind the objects, from the thread that looks at them to the window. Immutable and
/// shared: nobody locks. What nobody asked for (ProcessInterest) is null.
struct ProcessView {
    std::uint64_t serial = 0;
    std::shared_ptr<const std::vector<processes::Waiter>> waiters; ///< with `waiting`
    std::shared_ptr<const processes::WaitGraph> graph;             ///< with `waiting`; of these waiters
    /// With `waiting`: which operation of a waiter's semop blocks it now, by its place among the waiters.
    std::map<std::size_t, std::size_t> blocking;
    /// With `waiting`: who waits for an object by the kernel's count (GETNCNT, GETZCNT), and was not seen: "N more that
    /// this user may not see". Of those that somebody waits on.
    std::map<ObjectId, std::uint64_t> hiddenWaiters;
    std::uint32_t threadsNotReadable = 0;
    std::chrono::steady_clock::time_point scannedAt; ///< the last scan of all threads; known waiters are newer
    std::chrono::nanoseconds scanTook{};
    std::shared_ptr<const processes::Uses> uses;       ///< with `uses` or `orphans`
    std::shared_ptr<const processes::Orphans> orphans; ///< with `orphans`
    /// Of every process that is named above and lives; never null.
    std::shared_ptr<const std::map<pid_t, processes::ProcessDetails>> details;
    /// With `uses`: who has to do with any object, by pid (process_ties.h).
    std::shared_ptr<const std::vector<TiedProcess>> tied;
    std::chrono::steady_clock::time_point at; ///< when it was put together

    /// The details of just this process; null where they are not known, or of another one that has its pid.
    [[nodiscard]] const processes::ProcessDetails* detailsOf(const processes::Process& process) const;
};

/// As ProcessView::detailsOf().
[[nodiscard]] const processes::ProcessDetails* detailsIn(const std::map<pid_t, processes::ProcessDetails>& details,
                                                         const processes::Process& process);

} // namespace ipclens::ui
