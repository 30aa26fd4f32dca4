// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/wait_graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Who waits for what, and who would likely end that: what the graph is drawn from, and its cycles are found in. Not
// installed.

namespace ipclens::processes {

/// Whom a wait is for. Those who receive from a queue and those who send to it wait on one object for different people.
enum class WaitSide : std::uint8_t { Semaphore, Receiving, Sending };

/// One who would likely end a wait.
struct Ender {
    std::size_t process = 0; ///< index into WaitModel::processes
    WaitReason reason = WaitReason::HeldOpenBy;
};

/// What one or more wait for.
struct Want {
    ObjectId object;
    std::optional<std::uint16_t> member; ///< of a set, where that is known
    WaitSide side = WaitSide::Semaphore;
    std::vector<Ender> enders = {};        ///< each process once; of POSIX objects, those who wait themselves too
    std::vector<std::size_t> waiting = {}; ///< processes, in order, each once
    bool held = false;                     ///< some wait for it must go on, by the evidence
    bool endersAssumed = false; ///< of a POSIX object, before anybody looked who has it: may be such as to be a cycle

    /// Whether a process waits for this itself: it is nobody who would end that.
    [[nodiscard]] bool isWantedBy(std::size_t process) const noexcept;
    /// "sem:@3 [1]", "msg:@5", "sem:/lock"; escaped.
    [[nodiscard]] std::string words() const;
};

/// One waiter's wait for one of these.
struct Wait {
    std::size_t waiter = 0; ///< index into the waiters
    std::size_t process = 0;
    std::size_t want = 0;
    std::optional<std::size_t> operation; ///< of a semop(2): the one that waits for it
};

struct WaitModel {
    std::vector<Process> processes;
    std::vector<Want> wants;
    std::vector<Wait> waits; ///< by waiter
    /// By process: whether a thread of it may go on without any ender (it has a timeout, need not wait any more, or
    /// nobody knows what it waits for), or it is not stuck.
    std::vector<bool> mayGoOn;
};

/// Whether everybody who waits is stuck, or only whom the evidence tells.
enum class Stuck : std::uint8_t { AsTheEvidenceTells, Everybody };

/// Without `uses` it is not known who has a POSIX object: see Want::endersAssumed.
[[nodiscard]] WaitModel modelOf(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses* uses,
                                Stuck stuck = Stuck::AsTheEvidenceTells);

} // namespace ipclens::processes
