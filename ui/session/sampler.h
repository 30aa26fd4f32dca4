// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/watching/name_news.h"
#include "ui/session/interest.h"
#include "ui/session/update.h"
#include "ui/session/update_maker.h"
#include "ui/session/wake_up.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace ipclens::ui {

/// The sampling thread's clock and letter box. It samples when the time has come, and before that as soon as POSIX
/// objects come or go where somebody sees the window; answers wishes at once, and never runs ahead: the next Update is
/// made when the window has taken the last. All functions but the constructor and destructor only post.
class Sampler {
public:
    /// Called in the sampling thread with each Update; the receiver answers with taken(), from any thread.
    using Publish = std::function<void(std::shared_ptr<const Update>)>;

    explicit Sampler(Publish publish);
    /// Ends the thread, after the sample it is in.
    ~Sampler();
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;

    void start();
    void setQuery(const RowQuery& query);
    void setInterest(const Interest& interest);
    void setInterval(std::chrono::milliseconds interval);
    void setPaused(bool paused);
    void setWindowVisible(bool visible);
    void setLookOnly(bool lookOnly);
    /// For filters and orders that look at processes; null: nobody looks.
    void setProcesses(std::shared_ptr<const ProcessView> view);
    void refresh();
    void taken(std::uint64_t serial);

private:
    using Clock = std::chrono::steady_clock;
    /// What has been asked for since the thread last looked.
    struct Tasks {
        bool query = false;    ///< rows from the newest snapshot
        bool interest = false; ///< details from the newest snapshot
        bool health = false;   ///< tell how sampling goes now
        bool sample = false;   ///< a whole sample
        [[nodiscard]] bool any() const noexcept { return query || interest || health || sample; }
    };
    /// When samples begin.
    struct Pace {
        Clock::time_point begun;     ///< the last one
        Clock::time_point restUntil; ///< so that sampling takes its share of a core and no more
    };

    template <class Change>
    void post(Change change);
    [[nodiscard]] bool awaitTasks(Tasks& tasks, Wishes& wishes);
    void run();
    void work(UpdateMaker& maker, const Tasks& tasks, const Wishes& wishes);
    void takeSample(UpdateMaker& maker, const Wishes& wishes);
    void deliver(std::shared_ptr<const Update> update);

    Publish publish_;
    std::mutex mutex_;
    WakeUp posted_;
    Wishes wishes_;
    Tasks tasks_;
    bool stopping_ = false;
    bool delivering_ = false; ///< an Update is on its way to the window
    std::uint64_t takenSerial_ = 0;
    Pace pace_;
    watching::NameNews names_; ///< the thread's own
    std::thread thread_;
};

} // namespace ipclens::ui
