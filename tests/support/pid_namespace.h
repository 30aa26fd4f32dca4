// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/child_process.h"
#include "tests/support/namespace.h"

#include <QTest>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>

#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ipclens::testing {

/// Runs `work` as the first process of a PID namespace with a /proc of its own, where every process can be looked into;
/// gives what it returns, or exitSkipped where there can be none.
inline int inPidNamespace(const std::function<int()>& work,
                          std::chrono::milliseconds limit = std::chrono::seconds(20)) {
    ChildProcess outside([&] {
        if (unshare(CLONE_NEWPID | CLONE_NEWNS) != 0) return exitSkipped;
        const pid_t first = fork();
        if (first == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            const bool own = mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                             mount("proc", "/proc", "proc", 0, nullptr) == 0;
            int status = exitSkipped;
            try {
                if (own) status = work();
            } catch (const std::exception& failed) {
                std::fprintf(stderr, "%s\n", failed.what());
                status = 1;
            }
            _exit(status);
        }
        int status = 0;
        if (first < 0 || waitpid(first, &status, 0) != first) return 1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    });
    return outside.wait(limit);
}

} // namespace ipclens::testing

/// Runs a check (and, after it, how long it may take) where every process can be looked into, and the test made each of
/// them; skips where there can be no such place.
#define QVERIFY_WHERE_ALL_IS_SEEN(...)                                                                                 \
    do {                                                                                                               \
        const int seenStatus = ipclens::testing::inPidNamespace(__VA_ARGS__);                                          \
        if (seenStatus == ipclens::testing::exitSkipped) QSKIP("there can be no such namespaces here");                \
        QCOMPARE(seenStatus, 0);                                                                                       \
    } while (false)
