// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/process_look.h"

#include "core/sysv/semaphore_set.h"

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
/// Sets whose waiting counts are compared with who was seen.
constexpr std::size_t mostSetsCounted = 500;
constexpr std::size_t scansForHidden = 3;

template <class Value>
std::shared_ptr<const Value> shared(Value value) {
    return std::make_shared<const Value>(std::move(value));
}

std::vector<std::uint16_t> valuesOf(const std::vector<processes::WaitEvidence::Member>& members) {
    std::vector<std::uint16_t> values;
    values.reserve(members.size());
    for (const auto& member : members)
        values.push_back(static_cast<std::uint16_t>(member.value));
    return values;
}

/// Which operation holds each waiter up, by its place.
std::map<std::size_t, std::size_t> blockingOf(const std::vector<Waiter>& waiters,
                                              const processes::WaitEvidence& evidence) {
    std::map<std::size_t, std::size_t> blocking;
    for (std::size_t place = 0; place < waiters.size(); ++place) {
        const Waiter& waiter = waiters[place];
        const auto set = waiter.object ? evidence.sets.find(*waiter.object) : evidence.sets.end();
        if (set == evidence.sets.end()) continue;
        const auto operation = processes::blockingOperation(waiter.operations, valuesOf(set->second));
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
        next = std::min(next, scan_.nextScanAt());
        if (!scan_.waiters().empty()) next = std::min(next, refreshedAt_ + interval);
    }
    if (wanted.uses || wanted.orphans) next = std::min(next, usesPace_.next(betweenUses));
    if (wanted.orphans) next = std::min(next, orphansPace_.next(betweenOrphans));
    return next;
}

std::shared_ptr<const ProcessView> ProcessLook::look(const ProcessInterest& wanted, std::chrono::milliseconds interval,
                                                     const std::shared_ptr<const listing::Snapshot>& snapshot,
                                                     const Cancellation& cancellation) {
    const auto now = Clock::now();
    if (wanted.waiting) lookAtWaiters(interval, snapshot.get(), cancellation);
    if ((wanted.uses || wanted.orphans) && snapshot && now >= usesPace_.next(betweenUses))
        lookAtUses(*snapshot, cancellation);
    if (wanted.orphans && snapshot && next_.uses && now >= orphansPace_.next(betweenOrphans))
        lookForOrphans(*snapshot, cancellation);
    if (wanted.waiting && scan_.scannedAt() != Clock::time_point() && now >= graphPace_.next(betweenGraphs))
        makeGraph();
    if (wanted != told_) news_ = true;
    if (!news_ || cancellation.requested()) return nullptr;
    describe(wanted, snapshot.get());
    return tell(wanted);
}

void ProcessLook::lookAtWaiters(std::chrono::milliseconds interval, const listing::Snapshot* snapshot,
                                const Cancellation& cancellation) {
    const auto now = Clock::now();
    const bool scans = now >= scan_.nextScanAt();
    if (!scans && now < refreshedAt_ + interval) return;
    if (scans) {
        scan_.scanAll(&cancellation);
    } else {
        scan_.refreshKnown();
    }
    refreshedAt_ = now;
    if (next_.waiters == nullptr || *next_.waiters != scan_.waiters()) {
        next_.waiters = shared(scan_.waiters());
        next_.blocking.clear();
        graphPace_.done = false; // what is drawn is of others
        news_ = true;
    }
    if (!scans) return;
    next_.scannedAt = scan_.scannedAt();
    next_.scanTook = scan_.scanTook();
    next_.threadsNotReadable = scan_.notReadable();
    countHidden(snapshot);
    news_ = true;
}

void ProcessLook::makeGraph() {
    graphPace_.time([this] {
        const auto& waiters = *next_.waiters;
        const processes::WaitEvidence evidence = processes::evidenceFor(waiters);
        next_.blocking = blockingOf(waiters, evidence);
        const processes::Uses none;
        next_.graph = shared(processes::waitGraphOf(waiters, evidence, next_.uses ? *next_.uses : none));
    });
    news_ = true;
}

/// Nobody is hidden where every thread could be looked into. The kernel's count and the scan are not of one moment, and
/// who comes and goes may be missed by either: as many are hidden as were missed by each of the last scans.
void ProcessLook::countHidden(const listing::Snapshot* snapshot) {
    next_.hiddenWaiters.clear();
    unseen_.push_back(unseenNow(snapshot));
    if (unseen_.size() > scansForHidden) unseen_.pop_front();
    if (unseen_.size() < scansForHidden) return;
    for (const auto& [object, count] : unseen_.back()) {
        std::uint64_t least = count;
        for (const auto& scan : unseen_) {
            const auto found = scan.find(object);
            least = std::min(least, found == scan.end() ? 0 : found->second);
        }
        if (least > 0) next_.hiddenWaiters[object] = least;
    }
}

std::map<ObjectId, std::uint64_t> ProcessLook::unseenNow(const listing::Snapshot* snapshot) const {
    std::map<ObjectId, std::uint64_t> unseen;
    if (scan_.notReadable() == 0 || snapshot == nullptr) return unseen;
    std::map<ObjectId, std::uint64_t> seen;
    for (const Waiter& waiter : scan_.waiters()) {
        if (waiter.object) ++seen[*waiter.object];
    }
    const auto compare = [&](ObjectId object, std::uint64_t counted) {
        const auto found = seen.find(object);
        const std::uint64_t known = found == seen.end() ? 0 : found->second;
        if (counted > known) unseen[object] = counted - known;
    };
    const std::size_t sets = std::min(snapshot->sets.size(), mostSetsCounted);
    for (std::size_t place = 0; place < sets; ++place) {
        const SemaphoreSetInfo& set = snapshot->sets[place];
        const auto states = sysv::SemaphoreSet::adopt(set.id).states();
        if (!states) continue;
        std::uint64_t counted = 0;
        for (const sysv::SemaphoreState& state : *states)
            counted += std::uint64_t{state.waitingForIncrease} + state.waitingForZero;
        compare(objectIdOf(set), counted);
    }
    for (const PosixSemaphoreInfo& semaphore : snapshot->posixSemaphores)
        compare(objectIdOf(semaphore), semaphore.known ? semaphore.waiting : 0);
    return unseen;
}

void ProcessLook::lookAtUses(const listing::Snapshot& snapshot, const Cancellation& cancellation) {
    usesPace_.time([&] {
        processes::Uses uses = processes::usesOf(snapshot, &cancellation);
        if (!uses.cancelled) next_.uses = shared(std::move(uses));
    });
    news_ = true;
}

void ProcessLook::lookForOrphans(const listing::Snapshot& snapshot, const Cancellation& cancellation) {
    orphansPace_.time([&] {
        // Who waits for an object uses it; where no view shows waiters they are looked for on this occasion
        if (next_.waiters == nullptr || Clock::now() >= scan_.nextScanAt() + betweenOrphans) {
            scan_.scanAll(&cancellation);
            next_.waiters = shared(scan_.waiters());
            graphPace_.done = false;
        }
        next_.orphans = shared(processes::orphansIn(snapshot, *next_.uses, *next_.waiters));
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
    const auto pids = namedPids(wanted, snapshot);
    const auto& known = next_.details;
    const bool anew = Clock::now() >= detailsPace_.next(betweenUses) || wanted != told_;
    const bool allKnown =
        known && std::all_of(pids.begin(), pids.end(), [&](pid_t pid) { return known->contains(pid); });
    if (!anew && allKnown) return;
    detailsPace_.time([&] {
        std::map<pid_t, processes::ProcessDetails> details;
        for (const pid_t pid : pids) {
            const auto process = processes::find(pid);
            if (!process) continue;
            const auto before = known ? known->find(pid) : decltype(known->find(pid))();
            if (known && before != known->end() && before->second.process == *process) {
                details.emplace(*before);
            } else if (auto read = processes::detailsOf(*process)) {
                details.emplace(pid, std::move(*read));
            }
        }
        next_.details = shared(std::move(details));
    });
}

std::shared_ptr<const ProcessView> ProcessLook::tell(const ProcessInterest& wanted) {
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
    told_ = wanted;
    news_ = false;
    return view;
}

} // namespace ipclens::ui
