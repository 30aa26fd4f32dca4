// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/processes/stuck_check.h"
#include "core/processes/wait_cycles.h"
#include "core/processes/wait_graph.h"
#include "core/processes/wait_model.h"
#include "core/sysv/look.h"
#include "core/sysv/semaphore_set.h"

#include <algorithm>
#include <set>
#include <utility>

#include <unistd.h>

namespace ipclens::processes {
namespace {

using Members = std::set<std::uint16_t>;

/// Values and last pids of the members that are named; of the ones between, which nobody asks about, nothing.
std::vector<WaitEvidence::Member> statesOf(Id set, const Members& named) {
    std::vector<WaitEvidence::Member> members;
    if (named.empty()) return members;
    members.resize(*named.rbegin() + std::size_t{1});
    for (const std::uint16_t index : named) {
        const auto state = sysv::SemaphoreSet::adopt(set).state(index);
        if (!state) return {};
        members[index] = {state->value, state->lastPid};
    }
    return members;
}

class Reader {
public:
    explicit Reader(const std::vector<Waiter>& waiters)
        : waiters_(&waiters) {
        for (const Waiter& waiter : waiters) {
            if (!waiter.object) continue;
            Members& members = objects_[*waiter.object];
            for (const sysv::SemaphoreOperation& operation : waiter.operations)
                members.insert(operation.index);
        }
    }

    WaitEvidence read() const {
        WaitEvidence evidence;
        evidence.observer = getpid();
        for (const auto& [object, members] : objects_)
            readObject(evidence, object, members);
        nameProcesses(evidence);
        return evidence;
    }

private:
    static void readObject(WaitEvidence& evidence, ObjectId object, const Members& members) {
        if (object.api() == Api::Posix) {
            if (auto info = listing::lookAtPosix(object)) evidence.objects.emplace(object, *info);
        } else if (object.kind == Kind::MessageQueue) {
            msqid_ds data{};
            const auto look = sysv::lookAt(object.id, data);
            if (look.found()) evidence.objects.emplace(object, sysv::infoFrom(object.id, data, look));
        } else if (object.kind == Kind::Semaphore) {
            if (auto info = sysv::SemaphoreSet::adopt(object.id).stat()) evidence.objects.emplace(object, *info);
            auto states = statesOf(object.id, members);
            if (!states.empty()) evidence.sets.emplace(object, std::move(states));
        }
    }

    void nameProcesses(WaitEvidence& evidence) const {
        std::set<pid_t> pids;
        for (const auto& [object, members] : evidence.sets) {
            for (const WaitEvidence::Member& member : members)
                pids.insert(member.lastPid);
        }
        for (const auto& [object, info] : evidence.objects) {
            if (const auto* queue = std::get_if<QueueInfo>(&info))
                pids.insert({queue->lastSendPid, queue->lastReceivePid});
        }
        // They were seen a moment ago
        for (const Waiter& waiter : *waiters_)
            evidence.processes.try_emplace(waiter.process.pid, waiter.process);
        for (const pid_t pid : pids) {
            if (evidence.processes.count(pid) > 0) continue;
            if (auto process = find(pid)) evidence.processes.emplace(pid, std::move(*process));
        }
    }

    const std::vector<Waiter>* waiters_;
    std::map<ObjectId, Members> objects_;
};

/// Those who would be in a cycle if everybody who waits were stuck: whoever isn't among them need not be looked into.
std::vector<Process> suspectsAmong(const std::vector<Waiter>& waiters, const WaitEvidence& evidence) {
    const WaitModel model = modelOf(waiters, evidence, nullptr, Stuck::Everybody);
    const std::vector<bool> forever = waitForeverIn(model);
    std::vector<Process> suspects;
    for (std::size_t process = 0; process < forever.size(); ++process) {
        if (forever[process]) suspects.push_back(model.processes[process]);
    }
    return suspects;
}

} // namespace

WaitEvidence evidenceFor(const std::vector<Waiter>& waiters) {
    const Reader reader(waiters);
    WaitEvidence evidence = reader.read();
    const auto suspects = suspectsAmong(waiters, evidence);
    if (suspects.empty()) return evidence;
    // Read once more while they are watched: values and waits of two moments could make a cycle that never was
    const StuckCheck check(waiters, suspects);
    evidence = reader.read();
    evidence.stuck = check.stillStuck();
    return evidence;
}

} // namespace ipclens::processes
