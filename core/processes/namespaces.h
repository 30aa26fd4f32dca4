// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"
#include "core/processes/process.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens::processes {

/// How many objects an IPC namespace has of each kind (System V), by its /proc/sysvipc.
struct NamespaceCounts {
    std::uint32_t semaphores = 0;
    std::uint32_t sharedMemory = 0;
    std::uint32_t messageQueues = 0;
    bool operator==(const NamespaceCounts&) const = default;
};

/// One IPC namespace (ipc_namespaces(7)).
struct IpcNamespace {
    std::uint64_t inode = 0;               ///< as in "ipc:[4026531839]"
    bool own = false;                      ///< the one this program is in
    std::vector<Process> processes;        ///< whose it is, that could be looked into; by pid
    std::string container;                 ///< of its first process, see containerIn(); empty: none is known
    bool mayEnter = false;                 ///< the caller has the rights to, as far as can be told without doing it
    std::optional<NamespaceCounts> counts; ///< none: the caller may not look into it
};

/// All namespaces that processes are in, the own one first, then by their first pid. Counting enters each in a child
/// process; changes nothing.
struct Namespaces {
    std::vector<IpcNamespace> namespaces;
    std::uint32_t notReadable = 0; ///< processes whose namespace the caller may not know
};
[[nodiscard]] Namespaces listNamespaces(const Cancellation* cancellation = nullptr);

/// The inode of the IPC namespace that a process is in. Denied; NotFound.
[[nodiscard]] Result<std::uint64_t> ipcNamespaceOf(pid_t pid);
/// Of the calling process.
[[nodiscard]] std::uint64_t ownIpcNamespace();

/// Moves this whole program into the IPC namespace of a process, or the one with this inode: to be called first, before
/// there are threads. POSIX objects live in mounts: the program gets a mount namespace of its own, with the /dev/shm of
/// that process and an mqueue file system of that IPC namespace; nothing of the machine or of the container changes,
/// and its other files stay where they are. A user namespace that owns the IPC namespace is entered too where that is
/// what gives the right (setns(2)). Operations with SEM_UNDO last as long as this program, as ever. `pidOrInode`: a
/// pid, or the inode of a namespace that some process is in; a number that is both is a pid. Gives the inode. Errors:
/// NotFound, Denied, Invalid (0; the program has threads already); after one the program may be between the two, and
/// has to end. What nobody of that user namespace is, root of this one for instance, can't make POSIX objects there
/// (EOVERFLOW).
[[nodiscard]] Result<std::uint64_t> enterIpcNamespace(std::uint64_t pidOrInode);

} // namespace ipclens::processes
