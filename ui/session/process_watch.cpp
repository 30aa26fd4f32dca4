// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/process_watch.h"

#include <algorithm>
#include <utility>

#include <pthread.h>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

/// Known waiters are looked at four times a second at most.
constexpr std::chrono::milliseconds leastInterval = 250ms;

bool wantsAny(const ProcessInterest& interest) noexcept {
    return interest != ProcessInterest{};
}

} // namespace

ProcessWatch::ProcessWatch(Publish publish)
    : publish_(std::move(publish)) {}

ProcessWatch::~ProcessWatch() {
    ending_.cancel();
    post([this] { stopping_ = true; });
    if (thread_.joinable()) thread_.join();
}

template <class Change>
void ProcessWatch::post(Change change) {
    {
        const std::scoped_lock lock(mutex_);
        change();
    }
    posted_.call();
}

void ProcessWatch::setInterest(const ProcessInterest& interest) {
    post([&] {
        wishes_.interest = interest;
        if (!wantsAny(interest)) shown_ = {}; // who wants it again has nothing of it
    });
    if (wantsAny(interest) && !thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void ProcessWatch::setListed(Listed listed) {
    const std::scoped_lock lock(mutex_);
    const bool first = wishes_.listed.snapshot == nullptr;
    wishes_.listed = std::move(listed);
    if (first) posted_.call();
}

void ProcessWatch::setInterval(std::chrono::milliseconds interval) {
    post([&] { wishes_.interval = std::max(interval, leastInterval); });
}

void ProcessWatch::setPaused(bool paused) {
    post([&] { wishes_.paused = paused; });
}

void ProcessWatch::setWindowVisible(bool visible) {
    post([&] { wishes_.visible = visible; });
}

void ProcessWatch::refresh() {
    post([this] { asked_ = true; });
}

void ProcessWatch::taken() {
    post([this] { delivering_ = false; });
}

/// When to look next; nothing: not before something is posted.
std::optional<ProcessWatch::Clock::time_point> ProcessWatch::due(const ProcessLook& look) const {
    if (delivering_ || !wantsAny(wishes_.interest) || wishes_.listed.snapshot == nullptr) return std::nullopt;
    if (asked_ || wishes_.interest != shown_) return Clock::time_point();
    if (wishes_.paused || !wishes_.visible) return std::nullopt;
    return look.nextAt(wishes_.interest, wishes_.interval);
}

bool ProcessWatch::awaitWork(const ProcessLook& look, Wishes& wishes) {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto next = due(look);
        if (next && Clock::now() >= *next) {
            asked_ = false;
            wishes = wishes_;
            wishes.anyway = !wantsAny(shown_);
            shown_ = wishes_.interest;
            return true;
        }
        lock.unlock();
        static_cast<void>(posted_.waitUntil(next));
        lock.lock();
    }
    return false;
}

void ProcessWatch::run() {
    ::pthread_setname_np(::pthread_self(), "processes");
    ProcessLook look;
    Wishes wishes;
    while (awaitWork(look, wishes)) {
        if (wishes.anyway) look.tellAnyway();
        auto view = look.look(wishes.interest, wishes.interval, wishes.listed, ending_);
        if (!view) continue;
        {
            const std::scoped_lock lock(mutex_);
            delivering_ = true;
        }
        publish_(std::move(view));
    }
}

} // namespace ipclens::ui
