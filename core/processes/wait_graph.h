// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/uses.h"
#include "core/processes/waiter.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ipclens::processes {

/// A process, or what processes wait for: a member of a set, a semaphore, a queue.
struct WaitNode {
    std::optional<Process> process;      ///< of a process
    std::optional<ObjectId> object;      ///< of an object
    std::optional<std::uint16_t> member; ///< of a set
    std::string state = {}; ///< of an object, short, for its node: "value 0", "full", "empty", "3 messages"; empty
                            ///< where that is not known

    [[nodiscard]] bool isProcess() const noexcept { return process.has_value(); }
    /// One and the same from graph to graph as long as it is the same process or object: "process 4711 1790000000",
    /// "sem:@3 [0]".
    [[nodiscard]] std::string identity() const;
    bool operator==(const WaitNode&) const = default;
};

/// Why there is an edge.
enum class WaitReason : std::uint8_t {
    Waits,          ///< process → object: its thread is blocked on it; certain
    LastTakenBy,    ///< semaphore at 0 → process that operated on it last, which was a P then; inferred
    LastOperatedBy, ///< semaphore above 0 that doesn't suffice, or is waited to become 0 → its last operator; inferred
    LastSentBy,     ///< queue that a receiver waits on → the last sender; inferred
    LastReceivedBy, ///< full queue that a sender waits on → the last receiver; inferred
    HeldOpenBy, ///< POSIX semaphore or queue → a process that has it mapped or open, and may end the wait; inferred
};

struct WaitEdge {
    std::size_t from = 0; ///< index into WaitGraph::nodes
    std::size_t to = 0;
    WaitReason reason = WaitReason::Waits;
    std::string words; ///< short, for the arrow: "waits −1", "last taken by", "send blocked"; no raw bytes
    std::optional<std::size_t> waiter; ///< of Waits: index into the waiters that the graph was made of
    bool inCycle = false;
    bool operator==(const WaitEdge&) const = default;
};

/// Processes each of which waits for what only others of them would end, as far as can be seen: a likely deadlock,
/// never a certain one, since a holder is inferred.
struct WaitCycle {
    std::vector<std::size_t> nodes; ///< in the order of the arrows, each once; begins with the process of lowest pid
    std::vector<std::string> sentences; ///< the reason for each edge in words, names escaped: "lockstep 4711 waits in
                                        ///< semop [1] −1 on sem:@3 since 12 s", "sem:@3 [1] is 0 and was last taken by
                                        ///< lockstep 4712"
    std::chrono::steady_clock::time_point since = {}; ///< when the last of them began to wait, as far as was seen
    bool operator==(const WaitCycle&) const = default;
};

struct WaitGraph {
    std::vector<WaitNode> nodes; ///< ordered by identity()
    std::vector<WaitEdge> edges;
    std::vector<WaitCycle> cycles;
    bool operator==(const WaitGraph&) const = default;
};

/// What the graph's inferences rest on, read when it is made.
struct WaitEvidence {
    struct Member {
        std::uint32_t value = 0;
        pid_t lastPid = 0;
        bool operator==(const Member&) const = default;
    };
    std::map<ObjectId, std::vector<Member>> sets; ///< of sets that somebody waits on and that may be read
    std::map<ObjectId, ObjectInfo> objects;       ///< queues and POSIX semaphores that somebody waits on
    std::map<pid_t, Process> processes;           ///< those that live, of all pids that are named in here
    /// Processes each of whose threads waits as the waiters tell, besides those that only sleep in a call of their own
    /// program (a futex that is private to it): such a process can do nothing else meanwhile.
    std::vector<pid_t> stuck;
};
/// Reads what is needed for these waiters: values and last pids of sets, queues' infos, the processes. Changes nothing.
[[nodiscard]] WaitEvidence evidenceFor(const std::vector<Waiter>& waiters);

/// Edges from waiters to what they wait for, and on to who would likely end that. A process is in a cycle where every
/// one who might end its wait waits too, and all of these in turn: one of them that runs may still end it all. Pure:
/// asks nobody. `uses` are those of POSIX objects.
[[nodiscard]] WaitGraph waitGraphOf(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses& uses);

} // namespace ipclens::processes
