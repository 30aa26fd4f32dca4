// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/file.h"
#include "core/processes/blocked_call.h"
#include "core/processes/thread_files.h"
#include "core/processes/waited_file.h"
#include "core/processes/waiter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

// From the registers of a blocked thread to what it waits for. Not installed.

namespace ipclens::processes {

/// A thread to be looked at, and where its files are.
struct ThreadPlace {
    pid_t pid = 0;
    pid_t thread = 0;
    ThreadFiles* files = nullptr;
};

struct DecodedWait {
    Waiter waiter;      ///< without `since`
    posix::FileId file; ///< of a POSIX object: what it is kept in, whatever its name
};

/// Reads the memory and the open files of blocked threads; keeps what several threads share from one to the next. What
/// it tells is only true if the thread has not run meanwhile, which the caller sees to.
class WaitDecoder {
public:
    /// Before each scan: what may have changed since the last is read anew.
    void begin();

    /// Nothing where it waits for no IPC object: one in a futex of something else, or in a set or queue of another IPC
    /// namespace.
    [[nodiscard]] std::optional<DecodedWait> decode(const ThreadPlace& place, const BlockedCall& blocked,
                                                    const WaitForm& form);
    /// The same where its call alone is known.
    [[nodiscard]] std::optional<DecodedWait> decodeCall(const ThreadPlace& place, WaitCall call, WaitKnowledge known);

    /// Whether what a known wait is for is still called what it was; a System V object has no name to lose.
    [[nodiscard]] static bool isNamedAsBefore(const DecodedWait& wait);
    /// Looks for its name anew, where it has none or another one by now.
    void nameAnew(DecodedWait& wait, const ThreadPlace& place, const BlockedCall& blocked);

    /// Whether it may be worth decoding: of a futex, whether it lies in a file that a semaphore may be in. Cheap for
    /// the second thread of a process: a file that was mapped since the first is found by the next scan.
    [[nodiscard]] bool mayBeWait(pid_t pid, const BlockedCall& blocked, const WaitForm& form);
    /// Whether a process has a semaphore with a name mapped; true where that may not be known.
    [[nodiscard]] bool hasSemaphores(pid_t pid);

private:
    [[nodiscard]] bool isInOurNamespace(const ThreadPlace& place) const;
    [[nodiscard]] bool addObject(DecodedWait& wait, const ThreadPlace& place, const BlockedCall& blocked);
    /// What a process has mapped of the directory of shared memory at that address.
    [[nodiscard]] const WaitedFile* mappedAt(pid_t pid, std::uint64_t address);
    void readMappings(pid_t pid);

    std::string ourNamespace_;
    SemaphoreNames semaphores_;
    pid_t mapped_ = 0; ///< whose `mappings_` are
    bool mappingsKnown_ = false;
    std::vector<SharedMapping> mappings_;
    std::string text_;
};

} // namespace ipclens::processes
