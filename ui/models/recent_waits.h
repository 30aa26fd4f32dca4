// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/process_ties.h"
#include "ui/session/process_view.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// Who waited a few seconds ago: who waits again and again, each time for a moment, stays in sight.
class RecentWaits {
public:
    /// Notes who waits in this view, and adds ties of those who did shortly before. `tied`: by process, as
    /// tiedProcesses() has them.
    void addTo(std::vector<TiedProcess>& tied, const std::shared_ptr<const ProcessView>& view,
               std::optional<ObjectId> only);
    /// Nobody looks any more at what addTo() gave before the last time.
    void forget();

private:
    struct Seen {
        processes::Process process;
        ObjectId object;
        std::shared_ptr<const ProcessView> view; ///< that it waited in last
    };
    std::map<std::pair<TiedProcess::Key, std::uint64_t>, Seen> seen_; ///< by process and object
    std::chrono::steady_clock::time_point now_;
};

} // namespace ipclens::ui
