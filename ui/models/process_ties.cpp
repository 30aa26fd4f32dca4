// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/process_ties.h"

#include "core/listing/snapshot.h"
#include "ui/models/process_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <utility>

namespace ipclens::ui {
namespace {

/// How long one that waited stays in sight.
constexpr std::chrono::seconds lately{5};

QString tr(const char* text) {
    return QCoreApplication::translate("ProcessTies", text);
}

/// Gathers ties by process.
class Collector {
public:
    Collector(const ProcessView& view, std::optional<ObjectId> only)
        : view_(view)
        , only_(only) {}

    void addUses() {
        if (!view_.uses) return;
        for (const processes::Use& use : view_.uses->uses)
            if (ProcessTie* tie = tieOf(use.by.process, use.object)) tie->has = use.by;
    }

    void addWaits() {
        if (!view_.waiters) return;
        for (std::size_t place = 0; place < view_.waiters->size(); ++place) {
            const processes::Waiter& waiter = (*view_.waiters)[place];
            if (!waiter.object && waiter.file.empty()) continue;
            ProcessTie* tie = tieOf(waiter.process, waiter.object, waiter.file);
            if (tie == nullptr) continue;
            const auto blocking = view_.blocking.find(place);
            tie->waits.push_back(
                {&waiter, blocking == view_.blocking.end() ? std::nullopt : std::optional(blocking->second)});
        }
    }

    /// Who took a semaphore last, of those that somebody waits on.
    void addOperators() {
        if (!view_.graph) return;
        for (const processes::WaitEdge& edge : view_.graph->edges) {
            if (edge.reason != processes::WaitReason::LastTakenBy &&
                edge.reason != processes::WaitReason::LastOperatedBy)
                continue;
            const processes::WaitNode& member = view_.graph->nodes[edge.from];
            const processes::WaitNode& actor = view_.graph->nodes[edge.to];
            if (!actor.process || !member.object || !member.member) continue;
            if (ProcessTie* tie = tieOf(*actor.process, *member.object)) tie->lastOperated.push_back(*member.member);
        }
    }

    void addRemembered(const SegmentInfo& segment) {
        mark(segment.creatorPid, segment.changedAt, segment, &ProcessTie::creator);
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
        if (ProcessTie* tie = tieOf(found->second.process, objectIdOf(queue))) tie->notified = true;
    }

    [[nodiscard]] std::vector<TiedProcess> take() {
        std::vector<TiedProcess> all;
        for (auto& [key, found] : processes_) {
            TiedProcess process{found.process, process_words::detailsOf(view_, found.process), {}};
            for (auto& [object, tie] : found.ties)
                process.ties.push_back(std::move(tie));
            all.push_back(std::move(process));
        }
        return all;
    }

private:
    struct Found {
        processes::Process process;
        std::map<ProcessTie::Key, ProcessTie> ties;
    };

    ProcessTie* tieOf(const processes::Process& process, std::optional<ObjectId> object, const std::string& file = {}) {
        if (only_ && object != only_) return nullptr;
        ProcessTie tie;
        tie.object = object;
        if (!object) tie.file = file;
        Found& found = processes_[{process.pid, process.startTicks}];
        found.process = process;
        return &found.ties.emplace(tie.key(), tie).first->second;
    }

    /// A pid that an object remembers: of a process that lives and had started by then.
    template <class Info>
    void mark(pid_t pid, EpochSeconds actedAt, const Info& info, bool ProcessTie::*what) {
        if (pid == 0 || view_.details == nullptr || (only_ && objectIdOf(info) != *only_)) return;
        const auto found = view_.details->find(pid);
        if (found == view_.details->end() || !processes::couldHaveActed(found->second.process, actedAt)) return;
        if (ProcessTie* tie = tieOf(found->second.process, objectIdOf(info))) tie->*what = true;
    }

    const ProcessView& view_;
    std::optional<ObjectId> only_;
    std::map<TiedProcess::Key, Found> processes_;
};

} // namespace

QStringList ProcessTie::words() const {
    QStringList parts;
    for (const Wait& wait : waits)
        parts << tr("waits: %1").arg(process_words::asked(*wait.waiter, wait.blocking).join(QString()));
    if (waitedLately) parts << tr("waited just now");
    if (has && object) parts << process_words::has({*object, *has});
    for (const std::uint16_t member : lastOperated)
        parts << tr("last operated on [%1]").arg(member);
    if (creator) parts << tr("creator");
    if (lastAttacher) parts << tr("last to attach or detach");
    if (lastSender) parts << tr("last sender");
    if (lastReceiver) parts << tr("last receiver");
    if (notified) parts << tr("is notified of a message");
    return parts;
}

bool TiedProcess::waits() const {
    return std::any_of(ties.begin(), ties.end(), [](const ProcessTie& tie) { return !tie.waits.empty(); });
}

void RecentWaits::addTo(std::vector<TiedProcess>& tied, const std::shared_ptr<const ProcessView>& view,
                        std::optional<ObjectId> only) {
    now_ = view->at;
    for (const TiedProcess& process : tied) {
        for (const ProcessTie& tie : process.ties)
            if (!tie.waits.empty() && tie.object)
                seen_[{process.key(), tie.object->number()}] = {process.process, *tie.object, view};
    }
    for (const auto& [key, seen] : seen_) {
        if (seen.view->at == now_ || seen.view->at + lately < now_ || (only && seen.object != *only)) continue;
        const TiedProcess wanted{seen.process, process_words::detailsOf(*seen.view, seen.process), {}};
        auto process = std::lower_bound(tied.begin(), tied.end(), wanted,
                                        [](const auto& one, const auto& other) { return one.key() < other.key(); });
        if (process == tied.end() || process->key() != wanted.key()) process = tied.insert(process, wanted);
        ProcessTie tie;
        tie.object = seen.object;
        auto place =
            std::lower_bound(process->ties.begin(), process->ties.end(), tie,
                             [](const ProcessTie& one, const ProcessTie& other) { return one.key() < other.key(); });
        if (place == process->ties.end() || place->key() != tie.key()) place = process->ties.insert(place, tie);
        place->waitedLately = place->waits.empty();
    }
}

void RecentWaits::forget() {
    std::erase_if(seen_, [this](const auto& each) { return each.second.view->at + lately < now_; });
}

std::vector<TiedProcess> tiedProcesses(const ProcessView& view, const listing::Snapshot* snapshot,
                                       std::optional<ObjectId> only) {
    Collector collector(view, only);
    collector.addUses();
    collector.addWaits();
    collector.addOperators();
    if (snapshot != nullptr) {
        for (const SegmentInfo& segment : snapshot->segments)
            collector.addRemembered(segment);
        for (const QueueInfo& queue : snapshot->queues)
            collector.addRemembered(queue);
        for (const PosixQueueInfo& queue : snapshot->posixQueues)
            collector.addRemembered(queue);
    }
    return collector.take();
}

} // namespace ipclens::ui
