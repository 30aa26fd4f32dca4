// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/child_process.h"

#include <functional>
#include <optional>

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

namespace ipclens::testing {

enum class End { Killed, Done, NoTracing };

/// Runs something in another process and kills it (SIGKILL) at its system call stop number `point`, of which each
/// system call has two: before it and behind it.
inline End killedAt(int point, const std::function<void()>& work) {
    ChildProcess child([&work] {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return 77;
        ::raise(SIGSTOP);
        work();
        return 0;
    });
    int status = 0;
    if (::waitpid(child.pid(), &status, 0) != child.pid() || !WIFSTOPPED(status)) return End::NoTracing;
    for (int stop = 0; stop < point; ++stop) {
        if (::ptrace(PTRACE_SYSCALL, child.pid(), nullptr, nullptr) != 0) return End::NoTracing;
        if (::waitpid(child.pid(), &status, 0) != child.pid()) return End::NoTracing;
        if (WIFEXITED(status)) return End::Done;
    }
    ::kill(child.pid(), SIGKILL);
    ::waitpid(child.pid(), &status, 0);
    return End::Killed;
}

/// Runs something in another process, which stands still at its system call stop number `point` while `meanwhile` runs;
/// `resumed` runs once it goes on. What `work` gave; `stood` is false where it ended before that stop. Nothing where it
/// can't be traced.
struct Stood {
    bool stood = false;
    int status = 0;
};
inline std::optional<Stood> stoodAt(int point, const std::function<int()>& work, const std::function<void()>& meanwhile,
                                    const std::function<void(const ChildProcess&)>& resumed = {}) {
    ChildProcess child([&work] {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return 77;
        ::raise(SIGSTOP);
        return work();
    });
    int status = 0;
    if (::waitpid(child.pid(), &status, 0) != child.pid() || !WIFSTOPPED(status)) return std::nullopt;
    for (int stop = 0; stop < point; ++stop) {
        if (::ptrace(PTRACE_SYSCALL, child.pid(), nullptr, nullptr) != 0) return std::nullopt;
        if (::waitpid(child.pid(), &status, 0) != child.pid()) return std::nullopt;
        if (WIFEXITED(status)) return Stood{false, WEXITSTATUS(status)};
    }
    meanwhile();
    if (::ptrace(PTRACE_DETACH, child.pid(), nullptr, nullptr) != 0) return std::nullopt;
    if (resumed) resumed(child);
    return Stood{true, child.wait()};
}

} // namespace ipclens::testing
