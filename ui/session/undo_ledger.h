// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "ui/session/operation.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

namespace ipclens::ui {

/// What the kernel will turn back when this program ends: for each semaphore, what our own operations with SEM_UNDO add
/// up to (semop(2), semadj). All threads of a process share these records, and they are carried out when its last
/// thread ends. Somebody's SETVAL or SETALL clears them in the kernel; ours are known here, those of others can't be.
class UndoLedger {
public:
    using Clock = std::chrono::steady_clock;
    /// Member to what the kernel will add to its value; never 0.
    using Adjustments = std::map<std::uint16_t, int>;

    /// An operation that was done; `listing`: the newest one then. Whether it changed anything here.
    bool note(const Operation& operation, const listing::Snapshot* listing, Clock::time_point now);
    /// A listing, begun at `at`: sets that are gone have nothing to be turned back. Whether any is.
    bool follow(const listing::Snapshot& listing, Clock::time_point at);

    [[nodiscard]] bool empty() const noexcept { return sets_.empty(); }
    /// By set; none is empty.
    [[nodiscard]] std::map<Id, Adjustments> all() const;
    [[nodiscard]] Adjustments of(Id set) const;
    /// What turns all of a set back now; none where there is nothing.
    [[nodiscard]] std::optional<operation::Apply> release(Id set) const;

private:
    struct Set {
        Adjustments adjustments;
        std::optional<SemaphoreSetInfo> info; ///< which set had this id
        Clock::time_point since;
    };

    bool add(const operation::Apply& apply, const listing::Snapshot* listing, Clock::time_point now);

    std::map<Id, Set> sets_;
};

} // namespace ipclens::ui
