// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/filter.h"
#include "core/listing/lister.h"
#include "core/objects/users.h"
#include "core/watching/diff.h"
#include "ui/session/history_keeper.h"
#include "ui/session/interest.h"
#include "ui/session/name_collector.h"
#include "ui/session/process_names.h"
#include "ui/session/process_view.h"
#include "ui/session/row_engine.h"
#include "ui/session/segment_reader.h"
#include "ui/session/update.h"
#include "ui/session/window_fields.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// What the window wants of the sampling thread.
struct Wishes {
    RowQuery query;
    Interest interest;
    /// The newest Update that the window had taken when it turned to each panel's object: what was removed later is not
    /// what it means, though another may have the same id by now.
    struct Since {
        std::uint64_t set = 0;
        std::uint64_t segment = 0;
        std::uint64_t queue = 0;
        std::uint64_t posixSemaphore = 0;
        std::uint64_t posixQueue = 0;
    } since;
    std::chrono::milliseconds interval{250};
    bool paused = false;
    bool windowVisible = true;
    bool lookOnly = false;
    std::shared_ptr<const ProcessView> processes; ///< the newest; null: nobody looked
    std::shared_ptr<const WaitingCounts> waiting; ///< by it
};

/// Puts Updates together: lists, compares, keeps the rows and reads what panels show. Belongs to the sampling thread.
class UpdateMaker {
public:
    UpdateMaker();

    void setWishes(const Wishes& wishes);
    [[nodiscard]] bool hasSnapshot() const noexcept { return hasSnapshot_; }

    /// Why nobody tells at once of POSIX objects that come and go: a warning of the samples from now on.
    void setUnwatched(std::optional<Error> why) { unwatched_ = std::move(why); }
    /// A whole sample: a listing, and the details that the window looks at.
    void sample();
    /// Other rows, from the newest listing.
    void answerQuery();
    /// The details alone, from the newest listing.
    void readDetails();
    /// How sampling goes: how long the last sample took, and the time to the next one from its beginning.
    void setTiming(std::chrono::nanoseconds took, std::chrono::milliseconds interval);

    /// What there is to tell since the last time; nothing where nothing has changed, unless it was `asked` for or the
    /// status line's figures are a second old.
    [[nodiscard]] std::shared_ptr<const Update> take(bool asked);

private:
    /// A panel's object. Once removed it stays so, whoever has its id later.
    struct Watched {
        std::optional<ObjectId> object;
        std::uint64_t since = 0;
        bool gone = false;
    };

    [[nodiscard]] bool list();
    void look(bool sampled);
    void follow(std::shared_ptr<const listing::Snapshot> snapshot);
    void describeAll(const std::vector<watching::Change>& changes);
    void takeStep(RowEngine::Step step);
    void watch(Watched& watched, std::optional<ObjectId> object, std::uint64_t since);
    void loseRemoved(Watched& watched) const;

    std::unique_ptr<listing::Lister> lister_;
    UserNames users_;
    NameCollector names_;
    ProcessNames processes_;
    WindowFields windowFields_;
    listing::Filter filter_;
    bool filterLooksAtProcesses_ = false;
    RowEngine engine_;
    SegmentReader segmentReader_;
    HistoryKeeper history_;
    Wishes wishes_;
    bool hasSnapshot_ = false;
    std::optional<Error> unwatched_; ///< POSIX names are not

    std::vector<ObjectId> removed_;   ///< by the newest listing; sorted
    std::uint64_t removedSerial_ = 0; ///< of the Update that tells it
    Watched watchedSet_;
    Watched watchedSegment_;
    Watched watchedQueue_;
    Watched watchedPosixSemaphore_;
    Watched watchedPosixQueue_;

    Update next_;
    bool news_ = false;
    std::chrono::steady_clock::time_point toldAt_;
};

} // namespace ipclens::ui
