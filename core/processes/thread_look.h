// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/wait_decoder.h"

#include <array>
#include <cstdint>
#include <optional>

#include <sys/types.h>

// One thread: whether it waits, and whether it still does. Not installed.

namespace ipclens::processes {

/// What moves when a thread runs: as long as it is the same, a thread that slept sleeps in the same call. Nanoseconds
/// that it ran and that it waited for a processor, and how often it got one, as its schedstat has them: no other thread
/// has had just these.
using ThreadMark = std::array<std::uint64_t, 3>;

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
    [[nodiscard]] bool isSameWait(const SeenWait& before);
    /// Nothing where it is gone.
    [[nodiscard]] std::optional<ThreadMark> mark();
    [[nodiscard]] std::optional<ThreadMark> markBySwitches();
    /// False for one that is gone, runs, is stopped, or is the kernel's.
    [[nodiscard]] bool sleeps();
    /// The same, but true for one of which that can't be told.
    [[nodiscard]] bool maySleep();
    /// Of a process: asked once a scan. 0: it is gone.
    [[nodiscard]] std::uint64_t startTicksOf(pid_t pid);
    [[nodiscard]] bool isOfOtherWidth(const ThreadPlace& place);

    ThreadFiles files_;
    WaitDecoder decoder_;
    pid_t startedPid_ = 0; ///< whose `startTicks_` are
    std::uint64_t startTicks_ = 0;
};

} // namespace ipclens::processes
