// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/sampler.h"

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#include <pthread.h>

namespace ipclens::ui {

namespace {

using namespace std::chrono_literals;

/// After a sample the thread rests this many times as long as the sample kept a core busy: 1/13 of a core at most.
constexpr int restPerWork = 12;
/// A window that nobody sees.
constexpr std::chrono::milliseconds hiddenInterval = 2s;

std::chrono::nanoseconds threadTime() noexcept {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::chrono::milliseconds askedInterval(const Wishes& wishes) noexcept {
    return wishes.windowVisible ? wishes.interval : std::max(wishes.interval, hiddenInterval);
}

/// Whether `next` asks for something that `before` did not bring.
bool asksForMore(const Interest& before, const Interest& next) {
    const auto asked = [&](ObjectId object) {
        return std::find(before.visibleRows.begin(), before.visibleRows.end(), object) != before.visibleRows.end();
    };
    return (next.set && next.set != before.set) || (next.segment && next.segment != before.segment) ||
           (before.segment && !next.segment) || // an attachment is to be let go at once
           (next.queue && next.queue != before.queue) ||
           (next.posixSemaphore && next.posixSemaphore != before.posixSemaphore) ||
           (next.posixQueue && next.posixQueue != before.posixQueue) || (next.limits && !before.limits) ||
           !std::all_of(next.visibleRows.begin(), next.visibleRows.end(), asked);
}

/// Who was seen to wait, and who is only counted.
WaitingCounts waitingIn(const ProcessView& view) {
    WaitingCounts counts = view.hiddenWaiters;
    if (view.waiters == nullptr) return counts;
    for (const processes::Waiter& waiter : *view.waiters)
        if (waiter.object) ++counts[*waiter.object];
    return counts;
}

} // namespace

Sampler::Sampler(Publish publish)
    : publish_(std::move(publish)) {}

Sampler::~Sampler() {
    post([this] { stopping_ = true; });
    if (thread_.joinable()) thread_.join();
}

void Sampler::start() {
    if (thread_.joinable()) return;
    tasks_.sample = true;
    thread_ = std::thread([this] { run(); });
}

template <class Change>
void Sampler::post(Change change) {
    {
        const std::scoped_lock lock(mutex_);
        change();
    }
    posted_.call();
}

void Sampler::setQuery(const RowQuery& query) {
    post([&] {
        tasks_.query |= wishes_.query != query;
        wishes_.query = query;
    });
}

void Sampler::setInterest(const Interest& interest) {
    post([&] {
        Interest& now = wishes_.interest;
        const auto follow = [this](Kind kind, const auto& before, const auto& next, std::uint64_t& since) {
            if (objectOf(kind, before) != objectOf(kind, next)) since = takenSerial_;
        };
        follow(Kind::Semaphore, now.set, interest.set, wishes_.since.set);
        follow(Kind::SharedMemory, now.segment, interest.segment, wishes_.since.segment);
        follow(Kind::MessageQueue, now.queue, interest.queue, wishes_.since.queue);
        follow(Kind::Semaphore, now.posixSemaphore, interest.posixSemaphore, wishes_.since.posixSemaphore);
        follow(Kind::MessageQueue, now.posixQueue, interest.posixQueue, wishes_.since.posixQueue);
        tasks_.interest |= asksForMore(now, interest);
        now = interest;
    });
}

void Sampler::setInterval(std::chrono::milliseconds interval) {
    post([&] {
        tasks_.health |= wishes_.interval != interval;
        wishes_.interval = interval;
    });
}

void Sampler::setPaused(bool paused) {
    post([&] {
        tasks_.health |= wishes_.paused != paused;
        wishes_.paused = paused;
    });
}

void Sampler::setWindowVisible(bool visible) {
    post([&] {
        tasks_.sample |= visible && !wishes_.windowVisible && !wishes_.paused;
        wishes_.windowVisible = visible;
    });
}

void Sampler::setLookOnly(bool lookOnly) {
    post([&] {
        tasks_.interest |= wishes_.lookOnly != lookOnly;
        wishes_.lookOnly = lookOnly;
    });
}

void Sampler::setProcesses(std::shared_ptr<const ProcessView> view) {
    auto waiting = std::make_shared<const WaitingCounts>(view ? waitingIn(*view) : WaitingCounts());
    post([&] {
        const bool sameCounts = wishes_.waiting != nullptr && *wishes_.waiting == *waiting;
        tasks_.query |= !sameCounts && wishes_.query.column == Column::Waiting;
        if (!sameCounts) wishes_.waiting = std::move(waiting);
        wishes_.processes = std::move(view);
    });
}

void Sampler::refresh() {
    post([this] { tasks_.sample = true; });
}

void Sampler::taken(std::uint64_t serial) {
    post([&] {
        delivering_ = false;
        takenSerial_ = serial;
    });
}

/// Waits for something to do: a wish, or the time of the next sample. False when it is time to end.
bool Sampler::awaitTasks(Tasks& tasks, Wishes& wishes) {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const bool seen = wishes_.windowVisible;
        const auto interval = askedInterval(wishes_);
        const auto next = seen ? names_.nextLook(pace_.begun, interval) : pace_.begun + interval;
        const auto due = std::max(next, pace_.restUntil);
        const bool timed = !wishes_.paused && !delivering_;
        const bool timeHasCome = timed && Clock::now() >= due;
        if (timeHasCome || (!delivering_ && tasks_.any())) {
            tasks = std::exchange(tasks_, {});
            wishes = wishes_;
            return true;
        }
        lock.unlock();
        if (posted_.waitUntil(timed ? std::optional(due) : std::nullopt, names_.descriptor())) names_.hear();
        lock.lock();
    }
    return false;
}

void Sampler::run() {
    ::pthread_setname_np(::pthread_self(), "sampler");
    UpdateMaker maker;
    Tasks tasks;
    Wishes wishes;
    while (awaitTasks(tasks, wishes)) {
        maker.setWishes(wishes);
        work(maker, tasks, wishes);
    }
}

void Sampler::work(UpdateMaker& maker, const Tasks& tasks, const Wishes& wishes) {
    if (tasks.query && maker.hasSnapshot()) {
        // One thing at a time: row changes lead from one Update to the next
        if (tasks.interest || tasks.sample) {
            post([&] {
                tasks_.interest |= tasks.interest;
                tasks_.sample |= tasks.sample;
            });
        }
        maker.answerQuery();
        deliver(maker.take(true));
    } else if (tasks.sample || !tasks.any()) {
        takeSample(maker, wishes);
        deliver(maker.take(tasks.any()));
    } else {
        if (tasks.interest) maker.readDetails();
        deliver(maker.take(true));
    }
}

void Sampler::takeSample(UpdateMaker& maker, const Wishes& wishes) {
    pace_.begun = Clock::now();
    const auto busyBefore = threadTime();
    names_.look();
    maker.setUnwatched(names_.unwatched());
    maker.sample();
    const auto end = Clock::now();
    pace_.restUntil = end + restPerWork * (threadTime() - busyBefore);
    const auto stretched = std::chrono::ceil<std::chrono::milliseconds>(pace_.restUntil - pace_.begun);
    maker.setTiming(end - pace_.begun, std::max(askedInterval(wishes), stretched));
}

void Sampler::deliver(std::shared_ptr<const Update> update) {
    if (!update) return;
    {
        const std::scoped_lock lock(mutex_);
        delivering_ = true;
    }
    publish_(std::move(update));
}

} // namespace ipclens::ui
