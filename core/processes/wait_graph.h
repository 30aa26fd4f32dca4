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
    /// One and the same from graph to graph as long as it is the same process or object: "process 4711 90417"
    /// (the ticks of its start), "sem:@3 [0]".
    [[nodiscard]] std::string identity() const;
    bool operator==(const WaitNode&) const = default;
};

/// Why there is an edge.
enum class WaitReason : std::uint8_t {
    Waits,          ///< process → object: its thread is blocked on it; certain
    LastOperatedBy, ///< semaphore → process that operated on it or set it last (sempid of semctl(2)), be it that it
                    ///< took it, waited for 0 or gave it a value; inferred
    LastSentBy,     ///< queue that a receiver waits on → the last sender; inferred
    LastReceivedBy, ///< full queue that a sender waits on → the last receiver; inferred
    HeldOpenBy, ///< POSIX semaphore or queue → a process that has it mapped or open, and may end the wait; inferred
};

struct WaitEdge {
    std::size_t from = 0; ///< index into WaitGraph::nodes
    std::size_t to = 0;
    WaitReason reason = WaitReason::Waits;
    std::string words; ///< short, for the arrow: "waits −1", "last operated on by", "send blocked"; no raw bytes
    std::optional<std::size_t> waiter; ///< of Waits: index into the waiters that the graph was made of
    bool inCycle = false;
    bool operator==(const WaitEdge&) const = default;
};

/// Processes each of which waits for what only others of them would end, as far as can be seen: a likely deadlock,
/// never a certain one, since a holder is inferred.
struct WaitCycle {
    /// In the order of the arrows; begins with the process of lowest pid. Each process once; a queue stands there twice
    /// where its receiver waits for what its sender can't put in.
    std::vector<std::size_t> nodes;
    std::vector<std::string> sentences; ///< the reason for each edge in words, names escaped: "lockstep 4711 waits in
                                        ///< semop [1] −1 on sem:@3 for at least 12 s", "sem:@3 [1] is 0 and was last
                                        ///< operated on by lockstep 4712"
    std::vector<std::string> doubts;    ///< why somebody else may still end it, for people, names escaped: "3 processes
                                        ///< could not be looked into, and may have sem:/a open", "a process outside
                                        ///< this PID namespace may have sem:/a open"; mostly none
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
    /// Of sets that somebody waits on and that may be read, up to the highest member that a waiter names. What nobody
    /// names was not read, and stands there as 0.
    std::map<ObjectId, std::vector<Member>> sets;
    std::map<ObjectId, ObjectInfo> objects; ///< sets, queues and POSIX semaphores that somebody waits on
    std::map<pid_t, Process> processes;     ///< those that live, of all pids that are named in here
    /// Processes each of whose threads waits as the waiters tell, besides those that only sleep in a call of their own
    /// program (a futex that is private to it): such a process can do nothing else meanwhile. In order; those alone
    /// that the rest of the evidence lets be in a cycle.
    std::vector<pid_t> stuck;
    pid_t observer = 0; ///< this program: what it has open it has for looking, and so is nobody who would end a wait
};
/// Reads what is needed for these waiters: values and last pids of sets, queues' infos, the processes. Changes nothing.
///
/// A process is stuck where each of its threads is one of the waiters, has ended (a first thread may, before the
/// others), or waits without a timeout in a futex(2) that no other process has: for a lock or for the end of another
/// thread. Not one that runs, is stopped, sleeps for some time, or waits for a descriptor, a child or a signal: it may
/// still act. None of them may have run while the rest was read, and what can't be read is not stuck. Handlers of
/// signals and timers are left aside: a cycle is likely, and never more.
[[nodiscard]] WaitEvidence evidenceFor(const std::vector<Waiter>& waiters);

/// Which operation of a waiter's semop(2) blocks, by the values that were read; nothing where none does, or these are
/// not known.
[[nodiscard]] std::optional<std::size_t> blockingOperation(const Waiter& waiter, const WaitEvidence& evidence);

/// Edges from waiters to what they wait for, and on to who would likely end that. A process is in a cycle where every
/// one who might end its wait waits too, and all of these in turn: one of them that runs may still end it all. A wait
/// for what the process itself took last has no such edge and is in no cycle: an idle consumer took the last event,
/// too. Nor is a wait that has a timeout, or that need not go on by the values that were read. Pure: asks nobody.
/// `uses` are those of POSIX objects; `now` is for the "since 12 s" of the sentences.
[[nodiscard]] WaitGraph waitGraphOf(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses& uses,
                                    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now());

} // namespace ipclens::processes
