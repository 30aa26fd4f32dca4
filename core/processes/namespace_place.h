// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>

#include <sys/types.h>

// Where a process's IPC objects are, and the way there. Not installed.

namespace ipclens::processes {

/// What has to be open of a process before anything of the caller's changes: setns(2) takes away the way to it.
struct NamespacePlace {
    std::uint64_t ipcInode = 0;
    UniqueFd ipc;  ///< its IPC namespace; none where it is the caller's own
    UniqueFd user; ///< the user namespace that owns `ipc`, else `mounts`; none where it is the own one, or one outside
    UniqueFd mounts; ///< its mount namespace; none where the caller has the same one, and the same root
    UniqueFd root;   ///< its root folder, as `mounts`

    [[nodiscard]] bool isOwn() const noexcept { return !ipc && !mounts; }
};

/// That of a process. NotFound, Denied.
[[nodiscard]] Result<NamespacePlace> placeOf(pid_t pid);

// The three below give 0 or an errno, change the calling process, which has one thread, and keep to system calls: see
// runApart(). Where a right lacks, they take it from within `user`.

/// Into the IPC namespace.
[[nodiscard]] int enterIpcOf(const NamespacePlace& place) noexcept;
/// Into a mount namespace of its own, which is a copy of what it had.
[[nodiscard]] int takeOwnMounts(const NamespacePlace& place) noexcept;
/// Into the mounts and the root of that process, where these are others.
[[nodiscard]] int enterMountsOf(const NamespacePlace& place) noexcept;

/// Runs `work(argument)` in a process of its own that shares the caller's memory, while the caller's thread waits: a
/// setns(2) of its own, and no copy of the memory, which would count as attaching all segments once more. Gives what
/// `work` returns (0 … 255), or the negative errno for which there could be no process. `work` keeps to system calls,
/// as after vfork(2). `sharedFiles`: descriptors that it opens are the caller's too.
[[nodiscard]] int runApart(int (*work)(void*), void* argument, bool sharedFiles);

} // namespace ipclens::processes
