// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/wait_graph.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

// Waiters that are made up, with what is known of them, and the graph of them in words.

namespace ipclens::testing {

using namespace ipclens::processes;

using Clock = std::chrono::steady_clock;

inline constexpr EpochSeconds started = 1000;
inline constexpr EpochSeconds acted = 2000;
inline const Clock::time_point now = Clock::time_point() + std::chrono::hours(1);

inline Process processOf(pid_t pid, std::string name = "worker") {
    return {pid, std::move(name), started, static_cast<std::uint64_t>(pid) * 100};
}
inline ObjectId setOf(int id) {
    return {Kind::Semaphore, Id{id}};
}
inline ObjectId queueOf(int id) {
    return {Kind::MessageQueue, Id{id}};
}
inline ObjectId posixOf(Kind kind, std::string_view name) {
    return ObjectId::posix(kind, Name::of(name));
}

/// What waits, and what is known of it; everybody is stuck unless it is said otherwise.
struct Scene {
    std::vector<Waiter> waiters;
    WaitEvidence evidence;
    Uses uses;

    Waiter& waits(pid_t pid, WaitCall call, ObjectId object) {
        Waiter waiter;
        waiter.process = processOf(pid);
        waiter.thread = pid;
        waiter.call = call;
        waiter.object = object;
        waiter.since = now - std::chrono::seconds(12);
        waiters.push_back(waiter);
        lives(pid);
        if (std::find(evidence.stuck.begin(), evidence.stuck.end(), pid) == evidence.stuck.end())
            evidence.stuck.push_back(pid);
        std::sort(evidence.stuck.begin(), evidence.stuck.end());
        return waiters.back();
    }
    Waiter& semop(pid_t pid, int set, std::vector<sysv::SemaphoreOperation> operations) {
        Waiter& waiter = waits(pid, WaitCall::Semop, setOf(set));
        waiter.operations = std::move(operations);
        return waiter;
    }
    Waiter& semWait(pid_t pid, std::string_view name) {
        return waits(pid, WaitCall::SemWait, posixOf(Kind::Semaphore, name));
    }
    void lives(pid_t pid) { evidence.processes.emplace(pid, processOf(pid)); }
    void isNotStuck(pid_t pid) { std::erase(evidence.stuck, pid); }
    void set(int id, std::vector<WaitEvidence::Member> members) {
        SemaphoreSetInfo info;
        info.id = Id{id};
        info.count = static_cast<std::uint32_t>(members.size());
        info.operatedAt = acted;
        evidence.objects.insert_or_assign(setOf(id), info);
        evidence.sets.insert_or_assign(setOf(id), std::move(members));
    }
    QueueInfo& queue(int id, pid_t sender, pid_t receiver) {
        QueueInfo info;
        info.id = Id{id};
        info.capacity = 1024;
        info.lastSendPid = sender;
        info.lastReceivePid = receiver;
        info.sentAt = sender == 0 ? 0 : acted;
        info.receivedAt = receiver == 0 ? 0 : acted;
        return std::get<QueueInfo>(evidence.objects.insert_or_assign(queueOf(id), info).first->second);
    }
    void semaphore(std::string_view name, std::uint32_t value, const std::vector<pid_t>& openIn) {
        PosixSemaphoreInfo info;
        info.name = Name::of(name);
        info.known = true;
        info.value = value;
        const ObjectId object = posixOf(Kind::Semaphore, name);
        evidence.objects.insert_or_assign(object, info);
        open(object, openIn);
    }
    void open(ObjectId object, const std::vector<pid_t>& pids, bool writable = true) {
        for (const pid_t pid : pids)
            uses.uses.push_back({object, {processOf(pid), 1, writable, 0}});
        std::stable_sort(uses.uses.begin(), uses.uses.end(), [](const Use& left, const Use& right) {
            return left.object != right.object ? left.object < right.object
                                               : left.by.process.pid < right.by.process.pid;
        });
    }
    [[nodiscard]] WaitGraph graph() const { return waitGraphOf(waiters, evidence, uses, now); }
};

/// Each has one of two and waits for the other one.
inline Scene lockstep() {
    Scene scene;
    scene.semop(4711, 3, {{1, -1, false}});
    scene.semop(4712, 3, {{0, -1, false}});
    scene.set(3, {{0, 4711}, {0, 4712}});
    return scene;
}

inline std::string nameOf(const WaitNode& node) {
    return node.process ? std::to_string(node.process->pid) : node.identity();
}
/// "4711 → sem:@3 [1]: waits −1", in the order of the graph; with a star where it is in a cycle.
inline QStringList edgesOf(const WaitGraph& graph) {
    QStringList edges;
    for (const WaitEdge& edge : graph.edges) {
        edges += QString::fromStdString(nameOf(graph.nodes.at(edge.from)) + " > " + nameOf(graph.nodes.at(edge.to)) +
                                        ": " + edge.words + (edge.inCycle ? " *" : ""));
    }
    return edges;
}
inline QStringList nodesOf(const WaitGraph& graph, const WaitCycle& cycle) {
    QStringList nodes;
    for (const std::size_t node : cycle.nodes)
        nodes += QString::fromStdString(nameOf(graph.nodes.at(node)));
    return nodes;
}
inline QStringList linesOf(const std::vector<std::string>& lines) {
    QStringList list;
    for (const std::string& line : lines)
        list += QString::fromStdString(line);
    return list;
}
inline QString stateOf(const WaitGraph& graph, const std::string& identity) {
    for (const WaitNode& node : graph.nodes) {
        if (node.identity() == identity) return QString::fromStdString(node.state);
    }
    return "no such node";
}

} // namespace ipclens::testing
