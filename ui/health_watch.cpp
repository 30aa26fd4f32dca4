// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/health_watch.h"

#include "ui/session/process_ties.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

/// Between two walks through /proc for counts alone.
constexpr auto restBetweenWalks = 20s;
/// After the first: what has just been made is no orphan yet.
constexpr auto firstRest = 10s;

std::uint64_t processesWaiting(const std::vector<processes::Waiter>& waiters) {
    std::set<pid_t> pids;
    for (const processes::Waiter& waiter : waiters)
        pids.insert(waiter.process.pid);
    return pids.size();
}

/// Who would end a wait for a POSIX object is known by who has it open: where that is not looked at now, the count of
/// the last walk stands.
bool knowsCycles(const ProcessView& view) {
    const auto isOfFile = [](const processes::Waiter& waiter) {
        return !waiter.file.empty() || (waiter.object && waiter.object->api() == Api::Posix);
    };
    return view.uses || !view.waiters || std::none_of(view.waiters->begin(), view.waiters->end(), isOfFile);
}

} // namespace

HealthWatch::HealthWatch(QObject* parent)
    : QObject(parent) {
    rest_.setSingleShot(true);
    connect(&rest_, &QTimer::timeout, this, [this] {
        walks_ = true;
        walksSince_ = std::chrono::steady_clock::now();
        emit interestChanged();
    });
}

void HealthWatch::setSeen(bool seen) {
    if (seen == seen_) return;
    seen_ = seen;
    walks_ = seen;
    walksSince_ = std::chrono::steady_clock::now();
    rest_.stop();
    emit interestChanged();
}

ProcessInterest HealthWatch::interest() const {
    return {seen_, walks_, walks_};
}

void HealthWatch::setLookedFor(const ProcessInterest& interest) {
    lookedFor_ = interest;
    HealthCounts known = counts_;
    if (!interest.waiting) {
        known.waiting.reset();
        known.deadlocks.reset();
    }
    // Between two walks the last one counts
    if (!seen_ && !interest.orphans) known.orphans.reset();
    if (!seen_ && !interest.orphans && !interest.uses) known.processes.reset();
    setCounts(known);
}

void HealthWatch::apply(const ProcessView& view) {
    HealthCounts counts = counts_;
    if (view.waiters && lookedFor_.waiting) counts.waiting = processesWaiting(*view.waiters);
    if (view.graph && lookedFor_.waiting && knowsCycles(view)) counts.deadlocks = view.graph->cycles.size();
    if (view.orphans) counts.orphans = view.orphans->orphans.size();
    if (view.tied) counts.processes = view.tied->size();
    setCounts(counts);
    if (!walks_ || !view.orphans || view.at < walksSince_) return;
    walks_ = false;
    rest_.start(std::exchange(walkedOnce_, true) ? restBetweenWalks : firstRest);
    emit interestChanged();
}

void HealthWatch::setCounts(const HealthCounts& counts) {
    if (counts == counts_) return;
    counts_ = counts;
    emit countsChanged();
}

} // namespace ipclens::ui
