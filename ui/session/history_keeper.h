// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/proc_table.h"
#include "core/watching/history.h"
#include "ui/session/update.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// Feeds the history with what each sample brings, and tells it with what the window looks at. Belongs to the sampling
/// thread.
class HistoryKeeper {
public:
    using Details = std::map<ObjectId, RowDetail>;

    /// Nobody looks until the next sample.
    void pause() noexcept { paused_ = true; }
    /// A sample: its listing, and the one before.
    void follow(std::chrono::steady_clock::time_point at, const listing::Snapshot& before,
                const listing::Snapshot& after, const std::vector<watching::Change>& changes);
    /// What was read besides in the same sample.
    void record(const listing::Snapshot& snapshot, const Details& details, const std::optional<SetDetail>& set);

    /// Puts traces into what is told next; those that are as they were stay the same objects.
    void tellRows(const listing::Snapshot& snapshot, Details& next, const Details& told) const;
    void tellMembers(std::optional<SetDetail>& next, const std::optional<SetDetail>& told) const;
    void tell(PosixSemaphoreDetail& next, const std::optional<PosixSemaphoreDetail>& told) const;
    void tell(PosixQueueDetail& next, const std::optional<PosixQueueDetail>& told) const;

private:
    void recordSet(Id id, const RowDetail& detail);
    void recordMembers(const SetDetail& set);
    void recordResident(const listing::Snapshot& snapshot, const Details& details);
    [[nodiscard]] Activity activityOf(ObjectView object) const;

    watching::History history_;
    listing::ProcTable segments_;
    bool paused_ = false;
};

} // namespace ipclens::ui
