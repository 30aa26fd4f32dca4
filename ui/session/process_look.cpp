// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/process_look.h"

#include "core/processes/unlisted.h"

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;
using processes::Waiter;

/// Uses are shown all the time, beside the list: a hundredth of a core at most.
constexpr int restPerWork = 100;
constexpr auto betweenGraphs = 1s;
constexpr auto betweenUses = 2s;
constexpr auto betweenOrphans = 5s;

template <class Value>
std::shared_ptr<const Value> shared(Value value) {
    return std::make_shared<const Value>(std::move(value));
}

/// Which operation holds each waiter up, by its place.
std::map<std::size_t, std::size_t> blockingOf(const std::vector<Waiter>& waiters,
                                              const processes::WaitEvidence& evidence) {
    std::map<std::size_t, std::size_t> blocking;
    for (std::size_t place = 0; place < waiters.size(); ++place) {
        const auto operation = processes::blockingOperation(waiters[place], evidence);
        if (operation) blocking.emplace(place, *operation);
    }
    return blocking;
}

void addPids(std::set<pid_t>& pids, const listing::Snapshot& snapshot) {
    for (const SegmentInfo& segment : snapshot.segments) {
        pids.insert(segment.creatorPid);
        pids.insert(segment.lastPid);
    }
    for (const QueueInfo& queue : snapshot.queues) {
        pids.insert(queue.lastSendPid);
        pids.insert(queue.lastReceivePid);
    }
    for (const PosixQueueInfo& queue : snapshot.posixQueues)
        pids.insert(queue.notifyPid);
}

} // namespace

ProcessLook::Clock::time_point ProcessLook::Pace::next(std::chrono::nanoseconds least) const {
    return done ? begun + std::max<std::chrono::nanoseconds>(least, took * restPerWork) : Clock::time_point();
}

template <class Work>
void ProcessLook::Pace::time(Work work) {
    begun = Clock::now();
    work();
    took = Clock::now() - begun;
    done = true;
}

ProcessLook::Clock::time_point ProcessLook::nextAt(const ProcessInterest& wanted,
                                                   std::chrono::milliseconds interval) const {
    Clock::time_point next = Clock::time_point::max();
    if (wanted.waiting) {
        next = std::min(next, nextScanAt());
        if (scan_.followsAny()) next = std::min(next, refreshPace_.next(interval));
    }
    if (wanted.uses || wanted.orphans) next = std::min(next, usesPace_.next(betweenUses));
    if (wanted.orphans) next = std::min(next, orphansPace_.next(betweenOrphans));
    return next;
}

/// Each may bring a graph, as each look at the known ones may.
ProcessLook::Clock::time_point ProcessLook::nextScanAt() const {
    return std::max(scan_.nextScanAt(), graphPace_.begun + graphPace_.took * restPerWork);
}

std::shared_ptr<const ProcessView> ProcessLook::look(const ProcessInterest& wanted, std::chrono::milliseconds interval,
                                                     const Listed& listed, const Cancellation& cancellation) {
    const auto& snapshot = listed.snapshot;
    const auto now = Clock::now();
    if (wanted != told_) graphPace_.done = false; // who has what belongs to it, or no longer
    if (wanted.waiting) lookAtWaiters(interval, snapshot.get(), cancellation);
    if ((wanted.uses || wanted.orphans) && snapshot && now >= usesPace_.next(betweenUses))
        lookAtUses(snapshot, cancellation);
    if (wanted.orphans && snapshot && next_.uses && now >= orphansPace_.next(betweenOrphans))
        lookForOrphans(listed, cancellation);
    if (wanted.waiting && scan_.scannedAt() != Clock::time_point() && now >= graphPace_.next(betweenGraphs))
        makeGraph(wanted.uses || wanted.orphans);
    if (wanted != told_) news_ = true;
    if (!news_ || cancellation.requested()) return nullptr;
    describe(wanted, snapshot.get());
    return tell(wanted, listed);
}

void ProcessLook::lookAtWaiters(std::chrono::milliseconds interval, const listing::Snapshot* snapshot,
                                const Cancellation& cancellation) {
    const auto now = Clock::now();
    if (now >= nextScanAt()) {
        scan(cancellation);
        countHidden(snapshot);
        if (now >= graphPace_.next({})) graphPace_.done = false; // both together: one view less
    } else if (now >= refreshPace_.next(interval)) {
        refreshPace_.time([this] { scan_.refreshKnown(); });
        takeWaiters();
        // Where waiters come and go each look brings a graph, which costs about what the last one did
        if (!graphPace_.done) refreshPace_.took += graphPace_.took;
    }
}

void ProcessLook::scan(const Cancellation& cancellation) {
    refreshPace_.begun = Clock::now(); // it looks at those that are known too
    refreshPace_.done = true;
    scan_.scanAll(&cancellation);
    takeWaiters();
    next_.scannedAt = scan_.scannedAt();
    next_.scanTook = scan_.scanTook();
    next_.threadsNotReadable = scan_.notReadable();
    news_ = true;
}

void ProcessLook::takeWaiters() {
    if (next_.waiters != nullptr && *next_.waiters == scan_.waiters()) return;
    next_.waiters = shared(scan_.waiters());
    next_.blocking.clear();
    graphPace_.done = false; // what is drawn is of others
    news_ = true;
}

/// `usesAreLookedAt`: else those that there are may be of long ago.
void ProcessLook::makeGraph(bool usesAreLookedAt) {
    graphPace_.time([&] {
        const auto& waiters = *next_.waiters;
        const processes::WaitEvidence evidence = processes::evidenceFor(waiters);
        next_.blocking = blockingOf(waiters, evidence);
        const processes::Uses none;
        next_.graph =
            shared(processes::waitGraphOf(waiters, evidence, usesAreLookedAt && next_.uses ? *next_.uses : none));
    });
    news_ = true;
}

/// Nobody is hidden where it is known of every thread what it waits for.
void ProcessLook::countHidden(const listing::Snapshot* snapshot) {
    const auto& seen = scan_.waiters();
    const bool allListed = processes::unlistedNow() == processes::Unlisted::None;
    const bool allKnown = allListed && scan_.notReadable() == 0 &&
                          std::all_of(seen.begin(), seen.end(),
                                      [](const Waiter& waiter) { return waiter.object || !waiter.file.empty(); });
    if (allKnown || snapshot == nullptr) {
        hidden_.clear();
    } else if (Clock::now() >= hiddenPace_.next({})) {
        hiddenPace_.time([&] { hidden_.count(seen, *snapshot); });
    }
    next_.hiddenWaiters = hidden_.counts();
}

/// Mostly they are as they were: the window has nothing to do then.
void ProcessLook::lookAtUses(const std::shared_ptr<const listing::Snapshot>& snapshot,
                             const Cancellation& cancellation) {
    usesPace_.time([&] {
        processes::Uses uses = processes::usesOf(*snapshot, &cancellation);
        if (uses.cancelled || (next_.uses && uses == *next_.uses)) return;
        next_.uses = shared(std::move(uses));
        news_ = true;
    });
    if (snapshot != tiedSnapshot_) news_ = true; // others may have made objects, or used them last
}

void ProcessLook::lookForOrphans(const Listed& listed, const Cancellation& cancellation) {
    orphansPace_.time([&] {
        // Who waits for an object uses it; where no view shows waiters they are looked for on this occasion
        if (next_.waiters == nullptr || Clock::now() >= scan_.nextScanAt() + betweenOrphans) scan(cancellation);
        next_.orphans = shared(processes::orphansIn(*listed.snapshot, *next_.uses,
                                                    {*next_.waiters, scan_.notReadable(), cancellation.requested()},
                                                    processes::youngest, listed.at));
    });
    news_ = true;
}

std::set<pid_t> ProcessLook::namedPids(const ProcessInterest& wanted, const listing::Snapshot* snapshot) const {
    std::set<pid_t> pids;
    if (wanted.waiting && next_.waiters) {
        for (const Waiter& waiter : *next_.waiters)
            pids.insert(waiter.process.pid);
    }
    if (wanted.waiting && next_.graph) {
        for (const processes::WaitNode& node : next_.graph->nodes)
            if (node.process) pids.insert(node.process->pid);
    }
    if ((wanted.uses || wanted.orphans) && next_.uses) {
        for (const processes::Use& use : next_.uses->uses)
            pids.insert(use.by.process.pid);
    }
    if (wanted.uses && snapshot != nullptr) addPids(pids, *snapshot);
    pids.erase(0);
    return pids;
}

/// Reads of who is new, and of who has another's pid; all are only asked again whether they live at the pace of uses.
void ProcessLook::describe(const ProcessInterest& wanted, const listing::Snapshot* snapshot) {
    auto pids = namedPids(wanted, snapshot);
    const auto& known = next_.details;
    const bool anew = Clock::now() >= detailsPace_.next(betweenUses) || wanted != told_;
    // Most who are remembered by an object are gone, and stay so
    if (!anew && std::includes(askedAfter_.begin(), askedAfter_.end(), pids.begin(), pids.end())) return;
    detailsPace_.time([&] {
        std::map<pid_t, processes::ProcessDetails> details;
        for (const pid_t pid : pids) {
            const auto before = known ? known->find(pid) : decltype(known->find(pid))();
            const bool isKnown = known && before != known->end();
            if (!anew && askedAfter_.contains(pid)) {
                if (isKnown) details.emplace(*before);
                continue;
            }
            const auto process = processes::find(pid);
            if (!process) continue;
            if (isKnown && before->second.process == *process) {
                details.emplace(*before);
            } else if (auto read = processes::detailsOf(*process)) {
                details.emplace(pid, std::move(*read));
            }
        }
        next_.details = shared(std::move(details));
    });
    askedAfter_ = std::move(pids);
}

/// Put together anew only where any part of it is another.
void ProcessLook::tie(ProcessView& view, const std::shared_ptr<const listing::Snapshot>& snapshot) {
    const bool same = tiedOf_.uses == view.uses && tiedOf_.waiters == view.waiters && tiedOf_.graph == view.graph &&
                      tiedOf_.details == view.details && tiedSnapshot_ == snapshot;
    if (same && !ties_.remembersAny()) {
        ties_.goOn(view.at);
        view.tied = tiedOf_.tied;
    } else {
        view.tied = ties_.make(view, snapshot.get());
    }
    tiedOf_ = view;
    tiedSnapshot_ = snapshot;
}

std::shared_ptr<const ProcessView> ProcessLook::tell(const ProcessInterest& wanted, const Listed& listed) {
    ++next_.serial;
    next_.at = Clock::now();
    auto view = std::make_shared<ProcessView>(next_);
    if (!wanted.waiting) {
        view->waiters.reset();
        view->graph.reset();
        view->blocking.clear();
        view->hiddenWaiters.clear();
    }
    if (!wanted.uses && !wanted.orphans) view->uses.reset();
    if (!wanted.orphans) view->orphans.reset();
    if (view->details == nullptr) view->details = shared(std::map<pid_t, processes::ProcessDetails>());
    if (wanted.uses) tie(*view, listed.snapshot);
    told_ = wanted;
    news_ = false;
    return view;
}

} // namespace ipclens::ui
