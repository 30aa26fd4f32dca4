// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/process.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace ipclens::processes {

inline constexpr std::size_t longestCommandLine = 4096;

/// What /proc/PID tells of a process beyond its name (proc(5)).
struct ProcessDetails {
    Process process;
    /// Words of cmdline with spaces between, raw bytes; empty: a kernel thread or not readable. The first
    /// longestCommandLine bytes: it may have megabytes, and a thousand processes the same ones.
    std::string commandLine;
    uid_t uid = 0; ///< effective
    pid_t parent = 0;
    std::string container; ///< as containerIn() has it; empty: none is known
};

/// Nothing where the process is gone, or its pid is another's by now (another start time).
[[nodiscard]] std::optional<ProcessDetails> detailsOf(const Process& process);

/// The container that the text of a /proc/PID/cgroup (cgroups(7)) names: "docker 3f2a91c0b7de", "podman …", "lxc web",
/// "machine db" (systemd-nspawn), "kubernetes …": the innermost one; empty for none.
[[nodiscard]] std::string containerIn(std::string_view cgroup);

} // namespace ipclens::processes
