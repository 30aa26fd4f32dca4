// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>

#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

// Processes that attach segments, and those that come and go.

namespace ipclens::testing {

/// How many attachments the kernel counts.
inline unsigned long attachedTo(int segment) {
    shmid_ds status{};
    shmctl(segment, IPC_STAT, &status);
    return status.shm_nattch;
}

/// It stays attached until the process ends.
inline bool attach(int segment, int flags = 0) {
    return shmat(segment, nullptr, flags) != reinterpret_cast<void*>(-1);
}

inline int attachAndWait(int segment, int flags = 0) {
    if (!attach(segment, flags)) return 1;
    pause();
    return 0;
}

/// Makes processes that end when they have done `work`, for as long as it lives.
[[noreturn]] inline void breed(const std::function<bool()>& work = [] { return true; }) {
    for (;;) {
        const pid_t child = fork();
        if (child == 0) _exit(work() ? 0 : 1);
        int status = 0;
        waitpid(child, &status, 0);
    }
}

} // namespace ipclens::testing
