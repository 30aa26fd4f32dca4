// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <string>

#include <sched.h>
#include <unistd.h>

namespace ipclens::testing {

/// For a child process: a user namespace of its own, in which inotify instances can be limited without touching anyone
/// else's. False where the kernel gives none.
inline bool enterUserNamespace() {
    const std::string map = "0 " + std::to_string(geteuid()) + " 1";
    if (unshare(CLONE_NEWUSER) != 0) return false;
    std::ofstream file("/proc/self/uid_map");
    return static_cast<bool>(file << map << std::flush);
}

/// How many inotify instances there may be in enterUserNamespace(); inotify_init1(2) fails with EMFILE beyond.
inline bool limitInotifyInstances(int most) {
    std::ofstream file("/proc/sys/user/max_inotify_instances");
    return static_cast<bool>(file << most << std::flush);
}

} // namespace ipclens::testing
