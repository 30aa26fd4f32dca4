// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "ui/session/interest.h"
#include "ui/session/process_look.h"
#include "ui/session/process_view.h"
#include "ui/session/wake_up.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace ipclens::ui {

/// The clock and letter box of the thread that looks at processes. It begins with the first interest, and sleeps, and
/// looks at nothing, while there is none or nobody sees the window. It never runs ahead: the next view is made when the
/// window has taken the last. All functions but the constructor and destructor only post.
class ProcessWatch {
public:
    /// Called in the thread with each view; the receiver answers with taken(), from any thread.
    using Publish = std::function<void(std::shared_ptr<const ProcessView>)>;

    explicit ProcessWatch(Publish publish);
    /// Ends the thread, also in the middle of a look.
    ~ProcessWatch();
    ProcessWatch(const ProcessWatch&) = delete;
    ProcessWatch& operator=(const ProcessWatch&) = delete;

    void setInterest(const ProcessInterest& interest);
    void setListed(Listed listed);
    void setInterval(std::chrono::milliseconds interval);
    void setPaused(bool paused);
    void setWindowVisible(bool visible);
    /// One look at what is due now, also while paused.
    void refresh();
    void taken();

private:
    using Clock = std::chrono::steady_clock;
    struct Wishes {
        ProcessInterest interest;
        Listed listed;
        std::chrono::milliseconds interval{250};
        bool paused = false;
        bool visible = true;
        bool anyway = false; ///< nobody has the newest view any more
    };

    template <class Change>
    void post(Change change);
    [[nodiscard]] bool awaitWork(const ProcessLook& look, Wishes& wishes);
    [[nodiscard]] std::optional<Clock::time_point> due(const ProcessLook& look) const;
    void run();

    Publish publish_;
    std::mutex mutex_;
    WakeUp posted_;
    Cancellation ending_;
    Wishes wishes_;
    ProcessInterest shown_; ///< what the newest view was made for
    bool stopping_ = false;
    bool delivering_ = false; ///< a view is on its way to the window
    bool asked_ = false;      ///< refresh()
    std::thread thread_;
};

} // namespace ipclens::ui
