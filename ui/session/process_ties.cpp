// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/process_ties.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace ipclens::ui {
namespace {

/// How long one that waited stays in sight.
constexpr std::chrono::seconds lately{5};

/// One for each object, by key.
std::vector<ProcessTie> joined(std::vector<ProcessTie> all) {
    const auto before = [](const ProcessTie& one, const ProcessTie& other) { return one.comesBefore(other); };
    if (!std::is_sorted(all.begin(), all.end(), before)) std::stable_sort(all.begin(), all.end(), before);
    auto last = all.begin();
    for (auto& tie : all) {
        if (&tie == &*last) continue;
        if (!last->comesBefore(tie)) {
            last->join(std::move(tie));
        } else if (&*++last != &tie) {
            *last = std::move(tie);
        }
    }
    if (!all.empty()) all.erase(std::next(last), all.end());
    return all;
}

/// Gathers ties by process.
class Collector {
public:
    explicit Collector(const ProcessView& view)
        : view_(view) {}

    void addUses() {
        for (const processes::Use& use : view_.uses->uses)
            tieOf(use.by.process, use.object).has = &use.by;
    }

    void addWaits() {
        if (!view_.waiters) return;
        for (std::size_t place = 0; place < view_.waiters->size(); ++place) {
            const processes::Waiter& waiter = (*view_.waiters)[place];
            if (!waiter.object && waiter.file.empty()) continue;
            const auto blocking = view_.blocking.find(place);
            tieOf(waiter.process, waiter.object, waiter.file)
                .waits.push_back(
                    {&waiter, blocking == view_.blocking.end() ? std::nullopt : std::optional(blocking->second)});
        }
    }

    /// Who operated on a semaphore last, of those that somebody waits on.
    void addOperators() {
        if (!view_.graph) return;
        for (const processes::WaitEdge& edge : view_.graph->edges) {
            if (edge.reason != processes::WaitReason::LastOperatedBy) continue;
            const processes::WaitNode& member = view_.graph->nodes[edge.from];
            const processes::WaitNode& actor = view_.graph->nodes[edge.to];
            if (!actor.process || !member.object || !member.member) continue;
            tieOf(*actor.process, *member.object).lastOperated.push_back(*member.member);
        }
    }

    void addRemembered(const listing::Snapshot& snapshot) {
        for (const SegmentInfo& segment : snapshot.segments)
            addRemembered(segment);
        for (const QueueInfo& queue : snapshot.queues)
            addRemembered(queue);
        for (const PosixQueueInfo& queue : snapshot.posixQueues)
            addRemembered(queue);
    }

    [[nodiscard]] TiedProcesses take() {
        TiedProcesses all;
        for (auto& [key, found] : processes_) {
            all.push_back({found.process, view_.detailsOf(found.process), joined(std::move(found.ties))});
        }
        return all;
    }

private:
    struct Found {
        processes::Process process;
        std::vector<ProcessTie> ties; ///< as they were found, of one object possibly several
    };

    void addRemembered(const SegmentInfo& segment) {
        mark(segment.creatorPid, processes::createdBy(segment), segment, &ProcessTie::creator);
        mark(segment.lastPid, std::max(segment.attachedAt, segment.detachedAt), segment, &ProcessTie::lastAttacher);
    }
    void addRemembered(const QueueInfo& queue) {
        mark(queue.lastSendPid, queue.sentAt, queue, &ProcessTie::lastSender);
        mark(queue.lastReceivePid, queue.receivedAt, queue, &ProcessTie::lastReceiver);
    }
    void addRemembered(const PosixQueueInfo& queue) {
        if (view_.details == nullptr) return;
        const auto found = view_.details->find(queue.notifyPid);
        if (queue.notifyPid == 0 || found == view_.details->end()) return;
        tieOf(found->second.process, objectIdOf(queue)).notified = true;
    }

    ProcessTie& tieOf(const processes::Process& process, std::optional<ObjectId> object, const std::string& file = {}) {
        Found& found = processes_[{process.pid, process.startTicks}];
        found.process = process;
        ProcessTie& tie = found.ties.emplace_back();
        tie.object = object;
        if (!object) tie.file = file;
        return tie;
    }

    /// A pid that an object remembers: of a process that lives and had started by then.
    template <class Info>
    void mark(pid_t pid, EpochSeconds actedAt, const Info& info, bool ProcessTie::*what) {
        if (pid == 0 || view_.details == nullptr) return;
        const auto found = view_.details->find(pid);
        if (found == view_.details->end() || !processes::couldHaveActed(found->second.process, actedAt)) return;
        tieOf(found->second.process, objectIdOf(info)).*what = true;
    }

    const ProcessView& view_;
    std::map<TiedProcess::Key, Found> processes_;
};

/// Ties, and what they point into.
struct Kept {
    TiedProcesses tied;
    std::shared_ptr<const processes::Uses> uses;
    std::shared_ptr<const std::vector<processes::Waiter>> waiters;
    std::vector<std::shared_ptr<const std::map<pid_t, processes::ProcessDetails>>> details;
};

/// The place of what has this key, made where there is none.
template <class Ordered>
Ordered& placeOf(std::vector<Ordered>& all, Ordered wanted) {
    const auto found = std::lower_bound(all.begin(), all.end(), wanted,
                                        [](const auto& one, const auto& other) { return one.key() < other.key(); });
    return found != all.end() && found->key() == wanted.key() ? *found : *all.insert(found, std::move(wanted));
}

void addLately(TiedProcesses& tied, const processes::Process& process, ObjectId object,
               const std::map<pid_t, processes::ProcessDetails>& details) {
    TiedProcess& one = placeOf(tied, {process, detailsIn(details, process), {}});
    ProcessTie wanted;
    wanted.object = object;
    ProcessTie& tie = placeOf(one.ties, wanted);
    tie.waitedLately = tie.waits.empty();
}

} // namespace

bool ProcessTie::comesBefore(const ProcessTie& other) const {
    if (object.has_value() != other.object.has_value()) return object.has_value();
    return object ? object->number() < other.object->number() : file < other.file;
}

void ProcessTie::join(ProcessTie&& other) {
    std::move(other.waits.begin(), other.waits.end(), std::back_inserter(waits));
    waitedLately = waitedLately || other.waitedLately;
    if (other.has != nullptr) has = other.has;
    creator = creator || other.creator;
    lastAttacher = lastAttacher || other.lastAttacher;
    lastSender = lastSender || other.lastSender;
    lastReceiver = lastReceiver || other.lastReceiver;
    notified = notified || other.notified;
    lastOperated.insert(lastOperated.end(), other.lastOperated.begin(), other.lastOperated.end());
}

bool ProcessTie::operator==(const ProcessTie& other) const {
    const auto flags = [](const ProcessTie& tie) {
        return std::tie(tie.object, tie.file, tie.waitedLately, tie.creator, tie.lastAttacher, tie.lastSender,
                        tie.lastReceiver, tie.notified, tie.waits, tie.lastOperated);
    };
    const bool sameUse = has == nullptr || other.has == nullptr ? has == other.has : *has == *other.has;
    return sameUse && flags(*this) == flags(other);
}

bool TiedProcess::waits() const {
    return std::any_of(ties.begin(), ties.end(), [](const ProcessTie& tie) { return !tie.waits.empty(); });
}

std::shared_ptr<const TiedProcesses> TieMaker::make(const ProcessView& view, const listing::Snapshot* snapshot) {
    if (!view.uses) return nullptr;
    Collector collector(view);
    collector.addUses();
    collector.addWaits();
    collector.addOperators();
    if (snapshot != nullptr) collector.addRemembered(*snapshot);
    auto kept = std::make_shared<Kept>();
    kept->tied = collector.take();
    kept->uses = view.uses;
    kept->waiters = view.waiters;
    kept->details.push_back(view.details);
    note(kept->tied, view);
    for (const auto& [key, seen] : seen_) {
        if (seen.at == view.at) continue;
        addLately(kept->tied, seen.process, seen.object, *seen.details);
        kept->details.push_back(seen.details);
    }
    return {kept, &kept->tied};
}

void TieMaker::note(const TiedProcesses& tied, const ProcessView& view) {
    for (const TiedProcess& process : tied) {
        for (const ProcessTie& tie : process.ties)
            if (!tie.waits.empty() && tie.object)
                seen_[{process.key(), tie.object->number()}] = {process.process, *tie.object, view.details, view.at};
    }
    std::erase_if(seen_, [&](const auto& each) { return each.second.at + lately < view.at; });
    madeAt_ = view.at;
}

void TieMaker::goOn(std::chrono::steady_clock::time_point at) {
    for (auto& [key, seen] : seen_)
        if (seen.at == madeAt_) seen.at = at;
    madeAt_ = at;
}

bool TieMaker::remembersAny() const {
    return std::any_of(seen_.begin(), seen_.end(), [this](const auto& each) { return each.second.at != madeAt_; });
}

TiedProcesses tiedTo(const TiedProcesses& all, ObjectId object) {
    TiedProcesses tied;
    for (const TiedProcess& process : all) {
        const auto tie = std::find_if(process.ties.begin(), process.ties.end(),
                                      [&](const ProcessTie& each) { return each.object == object; });
        if (tie != process.ties.end()) tied.push_back({process.process, process.details, {*tie}});
    }
    return tied;
}

} // namespace ipclens::ui
