// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/wait_decoder.h"

#include <cstdint>
#include <optional>

#include <sys/types.h>

// One thread: whether it waits, and whether it still does. Not installed.

namespace ipclens::processes {

/// What moves when a thread runs: as long as it is the same, a thread that slept sleeps in the same call.
struct ThreadMark {
    std::uint64_t startTicks = 0; ///< of the thread: another with its number began later
    std::uint64_t runs = 0;       ///< how often it got a processor

    bool operator==(const ThreadMark&) const = default;
};

/// A thread that waits, as it was seen.
struct SeenWait {
    ThreadMark mark;
    BlockedCall blocked; ///< none (-1) where that may not be known
    DecodedWait wait;
};

/// Looks at one thread after another.
class ThreadLook {
public:
    enum class Found : std::uint8_t { NoWait, Wait, NotReadable };

    /// Before each scan.
    void begin();

    /// A thread whose files are chosen in files(). `before` is how it was seen last, or nullptr; `seen` is only told
    /// where it waits. Of the very same wait it has the same `since`; of another one `since` is left for the caller.
    [[nodiscard]] Found look(pid_t pid, pid_t thread, const SeenWait* before, SeenWait& seen);
    /// The same for one that waited, quicker where nothing happened; one whose object had no name is not looked up
    /// anew.
    [[nodiscard]] Found lookAgain(const SeenWait& before, SeenWait& seen);

    [[nodiscard]] ThreadFiles& files() noexcept { return files_; }

private:
    [[nodiscard]] Found lookWithoutRight(const ThreadPlace& place, const SeenWait* before, SeenWait& seen);
    /// Until the thread has not run between the first and the last thing that was read.
    [[nodiscard]] Found lookClosely(const ThreadPlace& place, SeenWait& seen);
    /// By where in the kernel it sleeps.
    [[nodiscard]] Found lookAtSleep(const ThreadPlace& place, WaitKnowledge known, SeenWait& seen);
    /// The very same wait, under the name that the object has now.
    void keep(const ThreadPlace& place, const SeenWait& before, SeenWait& seen);
    /// Nothing for one that is gone, runs, is stopped, or is the kernel's.
    [[nodiscard]] std::optional<ThreadMark> markOfSleeper();
    [[nodiscard]] std::optional<std::uint64_t> startOfSleeper();
    [[nodiscard]] std::uint64_t runs();
    [[nodiscard]] bool isOfOtherWidth(const ThreadPlace& place);

    ThreadFiles files_;
    WaitDecoder decoder_;
};

} // namespace ipclens::processes
