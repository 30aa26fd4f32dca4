// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/listing/snapshot.h"
#include "core/processes/waiter_scan.h"
#include "ui/session/hidden_waiters.h"
#include "ui/session/interest.h"
#include "ui/session/process_ties.h"
#include "ui/session/process_view.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <vector>

namespace ipclens::ui {

/// The objects that there are, and when they were last found to be these: a snapshot stays as long as nothing changes.
struct Listed {
    std::shared_ptr<const listing::Snapshot> snapshot; ///< sorted by id
    std::chrono::system_clock::time_point at;
};

/// Looks at the processes behind the objects, each thing at its own time, and puts together what was seen. Belongs to
/// one thread.
class ProcessLook {
public:
    using Clock = std::chrono::steady_clock;

    /// When there is something to look at again, for who wants that; `interval`: between two looks at known waiters.
    [[nodiscard]] Clock::time_point nextAt(const ProcessInterest& wanted, std::chrono::milliseconds interval) const;

    /// Looks at what is due now. Null where nothing is new.
    [[nodiscard]] std::shared_ptr<const ProcessView> look(const ProcessInterest& wanted,
                                                          std::chrono::milliseconds interval, const Listed& listed,
                                                          const Cancellation& cancellation);
    /// The next look() tells what there is, new or not: nobody has the last view any more.
    void tellAnyway() noexcept { news_ = true; }

private:
    /// One kind of look that takes long: no sooner than after `least`, and for a hundredth of a core at most.
    struct Pace {
        Clock::time_point begun;
        std::chrono::nanoseconds took{};
        bool done = false;

        [[nodiscard]] Clock::time_point next(std::chrono::nanoseconds least) const;
        template <class Work>
        void time(Work work);
    };

    void lookAtWaiters(std::chrono::milliseconds interval, const listing::Snapshot* snapshot,
                       const Cancellation& cancellation);
    void scan(const Cancellation& cancellation);
    void takeWaiters();
    [[nodiscard]] Clock::time_point nextScanAt() const;
    void makeGraph(bool usesAreLookedAt);
    void countHidden(const listing::Snapshot* snapshot);
    void lookAtUses(const std::shared_ptr<const listing::Snapshot>& snapshot, const Cancellation& cancellation);
    void lookForOrphans(const Listed& listed, const Cancellation& cancellation);
    void describe(const ProcessInterest& wanted, const listing::Snapshot* snapshot);
    [[nodiscard]] std::set<pid_t> namedPids(const ProcessInterest& wanted, const listing::Snapshot* snapshot) const;
    [[nodiscard]] std::shared_ptr<const ProcessView> tell(const ProcessInterest& wanted, const Listed& listed);
    void tie(ProcessView& view, const std::shared_ptr<const listing::Snapshot>& snapshot);

    processes::WaiterScan scan_;
    HiddenWaiters hidden_;
    Pace refreshPace_;
    Pace hiddenPace_;
    Pace graphPace_;
    Pace usesPace_;
    Pace orphansPace_;
    Pace detailsPace_;
    std::set<pid_t> askedAfter_; ///< pids that were last looked up, of those who live and those who don't
    ProcessInterest told_;       ///< what the newest view has
    ProcessView next_;
    bool news_ = false;
    TieMaker ties_;
    ProcessView tiedOf_; ///< what the newest ties are of
    std::shared_ptr<const listing::Snapshot> tiedSnapshot_;
};

} // namespace ipclens::ui
