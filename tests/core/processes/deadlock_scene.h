// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/posix_names.h"
#include "core/processes/wait_graph.h"
#include "core/processes/waiter_scan.h"
#include "core/sysv/semaphore_set.h"
#include "tests/core/processes/found_waiter.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"

#include <QString>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <initializer_list>
#include <string>
#include <thread>
#include <vector>

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/types.h>

// Real processes that take locks and wait for one another, and whether a deadlock is found among them.

namespace ipclens::testing {

using namespace ipclens::processes;

/// A set whose members all have a value.
class Locks {
public:
    explicit Locks(std::size_t count, unsigned short value = 1)
        : made_(Kind::Semaphore, IPC_PRIVATE, 0600, count) {
        std::vector<unsigned short> values(count, value);
        semctl(made_.id(), 0, SETALL, kernel::SemaphoreArgument{.array = values.data()});
    }
    [[nodiscard]] int id() const { return made_.id(); }
    [[nodiscard]] bool take(unsigned short member, const timespec* limit = nullptr) const {
        sembuf operation{member, -1, 0};
        return semtimedop(id(), &operation, 1, limit) == 0;
    }
    /// Waits, looking now and then, until somebody has it.
    void awaitTaken(int member) const {
        while (semctl(id(), member, GETVAL) != 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    [[nodiscard]] std::string text() const { return toString(made_.object()); }

private:
    MadeObject made_;
};

/// Takes one, waits until the other one is taken, and waits for that.
inline int takeBoth(const Locks& locks, unsigned short first, const timespec* limit = nullptr) {
    const auto second = static_cast<unsigned short>(1 - first);
    if (!locks.take(first)) return 1;
    locks.awaitTaken(second);
    return locks.take(second, limit) ? 0 : 1;
}

struct Message {
    long type = 1;
    std::array<char, 512> body{};
};
inline bool send(const MadeObject& queue, int flags = 0) {
    const Message message;
    return msgsnd(queue.id(), &message, message.body.size(), flags) == 0;
}
inline bool receive(const MadeObject& queue) {
    Message message;
    return msgrcv(queue.id(), &message, message.body.size(), 0, 0) >= 0;
}

struct Seen {
    std::vector<Waiter> waiters;
    WaitEvidence evidence;
    Uses uses;
    WaitGraph graph;
};
inline Seen look() {
    Seen seen;
    seen.waiters = findWaiters().waiters;
    seen.evidence = evidenceFor(seen.waiters);
    listing::PosixNames lister;
    if (const auto snapshot = lister.list({})) seen.uses = usesOf(*snapshot);
    seen.graph = waitGraphOf(seen.waiters, seen.evidence, seen.uses);
    return seen;
}
inline std::size_t waitersAmong(const Seen& seen, const std::vector<pid_t>& pids) {
    return static_cast<std::size_t>(std::count_if(seen.waiters.begin(), seen.waiters.end(), [&](const Waiter& waiter) {
        return std::find(pids.begin(), pids.end(), waiter.process.pid) != pids.end();
    }));
}

inline std::vector<pid_t> processesOf(const Seen& seen, const WaitCycle& cycle) {
    std::vector<pid_t> pids;
    for (const std::size_t node : cycle.nodes) {
        const auto& process = seen.graph.nodes.at(node).process;
        if (process) pids.push_back(process->pid);
    }
    std::sort(pids.begin(), pids.end());
    return pids;
}
inline std::vector<pid_t> sorted(std::vector<pid_t> pids) {
    std::sort(pids.begin(), pids.end());
    return pids;
}

/// Looks until there is a cycle of these processes and of no others.
inline bool findsDeadlock(Seen& seen, const std::vector<pid_t>& pids) {
    return waitUntil([&] {
        seen = look();
        return seen.graph.cycles.size() == 1 && processesOf(seen, seen.graph.cycles[0]) == sorted(pids);
    });
}
/// Looks until that many threads of these processes wait, and some times more: no cycle may be seen in any of them.
inline bool findsNone(Seen& seen, const std::vector<pid_t>& pids, std::size_t waiting) {
    const bool stands = waitUntil([&] {
        seen = look();
        return waitersAmong(seen, pids) == waiting || !seen.graph.cycles.empty();
    });
    for (int again = 0; again < 5 && seen.graph.cycles.empty(); ++again)
        seen = look();
    return stands && seen.graph.cycles.empty() && waitersAmong(seen, pids) == waiting;
}

inline QString line(const WaitCycle& cycle, std::size_t index) {
    return QString::fromStdString(cycle.sentences.at(index));
}

/// What a thread of a child does, and what with.
struct Task {
    const Locks* locks;
    unsigned short first;
};
inline void* takeBothInThread(void* task) {
    const auto* of = static_cast<const Task*>(task);
    takeBoth(*of->locks, of->first);
    return nullptr;
}

/// Two processes of which each has one of two locks and waits for the other one.
struct Lockstep {
    Locks locks{2};
    ChildProcess one{[this] { return takeBoth(locks, 0); }};
    ChildProcess two{[this] { return takeBoth(locks, 1); }};

    [[nodiscard]] std::vector<pid_t> pids() const { return {one.pid(), two.pid()}; }
    /// Looks until they are seen to be in a deadlock.
    [[nodiscard]] bool isFound(Seen& seen) const { return findsDeadlock(seen, pids()); }
};

/// Why there is nothing to be seen here; empty where there is.
inline QString whyBlind() {
#ifdef __SANITIZE_THREAD__
    return "the sanitizer's own thread may always act";
#else
    const Locks locks(1, 0);
    const ChildProcess waiting([&] { return locks.take(0) ? 0 : 1; });
    if (!waitUntilBlockedIn(waiting.pid(), semaphoreCalls)) return "it does not wait";
    const auto waiters = findWaiters().waiters;
    const auto known = [&](const Waiter& waiter) {
        return waiter.process.pid == waiting.pid() && waiter.known == WaitKnowledge::All;
    };
    const bool seen = std::any_of(waiters.begin(), waiters.end(), known);
    return seen ? QString() : QString("system calls of others can't be seen here");
#endif
}

} // namespace ipclens::testing
