// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ipclens::testing {

/// What a test program ends with when it could not have a namespace: ctest shows it as skipped.
inline constexpr int exitSkipped = 77;

/// Moves this process into an IPC and a mount namespace of its own (and, where it is not privileged, into a user
/// namespace in which it is root). From then on it sees no IPC object but those it makes, and they die with its last
/// process, also after SIGKILL. It has a /dev of its own, which holds an empty tmpfs on /dev/shm, an empty mqueue on
/// /dev/mqueue, and scratchDirectory(); nothing of the machine is changed, whether it has these directories or not.
///
/// To be called first in main: a process with threads can't change its user namespace.
/// Returns nothing when done, and otherwise the reason for which the kernel refuses.
std::optional<std::string> enterPrivateNamespace();

/// enterPrivateNamespace(), or skipProgram().
void enterPrivateNamespaceOrSkip();

/// Ends a test program that can't run here, with the reason on standard output: status 77 (skipped), and status 1
/// (failed) where IPCLENS_REQUIRE_NAMESPACES=1 stands in the environment.
[[noreturn]] void skipProgram(const std::string& reason);

/// An empty directory in the memory of the private namespace, for settings and other files; gone with the process.
std::string scratchDirectory();

/// For programs with a window: settings, caches and run-time files go to the scratch directory, and no desktop answers,
/// so that a test neither reads nor writes what is the person's.
void forgetThePerson();

/// The objects that are in this namespace now, as `sem:@3 key 0x00000001`, `/dev/shm/ring`, `/dev/mqueue/jobs`.
std::vector<std::string> objectsInNamespace();

/// The end of a test program: `status`, or 1 (and the list on standard error) where it leaves objects behind.
int statusUnlessObjectsLeft(int status);

/// Writes one number of /proc/sys that belongs to the IPC namespace, as `setSysctl("kernel/sem_next_id", 7)`.
/// False where this kernel, or the user namespace, doesn't let us: the test that needs it skips.
/// Refuses (false) outside enterPrivateNamespace().
bool setSysctl(const std::string& name, long long value);

/// The number in such a file, or nothing.
std::optional<long long> readSysctl(const std::string& name);

} // namespace ipclens::testing
