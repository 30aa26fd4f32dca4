// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/namespace.h"

#include <fstream>
#include <string>

#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

// Processes of an ordinary user of whom another one of that user may read the call that they wait in, and no more.

namespace ipclens::testing {

inline constexpr uid_t ordinaryUser = 65534;

/// Becomes an ordinary user, whose other processes may look into it: a change of user forbids that at first.
inline bool becomeOrdinary() {
    return setresgid(ordinaryUser, ordinaryUser, ordinaryUser) == 0 &&
           setresuid(ordinaryUser, ordinaryUser, ordinaryUser) == 0 && prctl(PR_SET_DUMPABLE, 1) == 0;
}

/// Lays a file that nobody but root may open over what /proc has of the call of a process, as Yama would refuse it; for
/// this mount namespace alone.
inline bool hideCall(pid_t pid) {
    const std::string hidden = scratchDirectory() + "/hidden";
    std::ofstream(hidden).close();
    if (chmod(hidden.c_str(), 0) != 0) return false;
    const std::string file = "/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/syscall";
    return mount(hidden.c_str(), file.c_str(), nullptr, MS_BIND, nullptr) == 0;
}

} // namespace ipclens::testing
