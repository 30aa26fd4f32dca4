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

/// What a child does that is to be traced: it stands still until it is told to go on. 77 where it can't be traced.
inline int traced(const std::function<int()>& work) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return 77;
    ::raise(SIGSTOP);
    return work();
}

/// Whether it has come to where it stands still.
inline bool isTraced(const ChildProcess& child) {
    int status = 0;
    if (::waitpid(child.pid(), &status, 0) != child.pid() || !WIFSTOPPED(status)) return false;
    return ::ptrace(PTRACE_SETOPTIONS, child.pid(), nullptr, PTRACE_O_TRACESYSGOOD) == 0;
}

/// Lets it run to its next system call stop; each system call has two: before it and behind it. `status` as of
/// waitpid(2); nothing where it can't be traced.
inline std::optional<int> nextStop(const ChildProcess& child) {
    int status = 0;
    if (::ptrace(PTRACE_SYSCALL, child.pid(), nullptr, nullptr) != 0) return std::nullopt;
    if (::waitpid(child.pid(), &status, 0) != child.pid()) return std::nullopt;
    return status;
}

/// Runs something in another process and kills it (SIGKILL) at its system call stop number `point`.
inline End killedAt(int point, const std::function<void()>& work) {
    const ChildProcess child([&work] { return traced([&work] { return work(), 0; }); });
    if (!isTraced(child)) return End::NoTracing;
    for (int stop = 0; stop < point; ++stop) {
        const auto status = nextStop(child);
        if (!status) return End::NoTracing;
        if (WIFEXITED(*status)) return End::Done;
    }
    ::kill(child.pid(), SIGKILL);
    ::waitpid(child.pid(), nullptr, 0);
    return End::Killed;
}

/// Runs something in another process and kills it right behind its `nth` (from 1) such system call, before it has seen
/// what that gave.
inline End killedBehind(unsigned long systemCall, int nth, const std::function<void()>& work) {
    const ChildProcess child([&work] { return traced([&work] { return work(), 0; }); });
    if (!isTraced(child)) return End::NoTracing;
    bool inCall = false;
    while (nth > 0) {
        const auto status = nextStop(child);
        __ptrace_syscall_info info{};
        if (!status) return End::NoTracing;
        if (WIFEXITED(*status)) return End::Done;
        if (::ptrace(PTRACE_GET_SYSCALL_INFO, child.pid(), sizeof info, &info) < 0) return End::NoTracing;
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
            inCall = info.entry.nr == systemCall;
        } else if (inCall && info.op == PTRACE_SYSCALL_INFO_EXIT) {
            inCall = false;
            --nth;
        }
    }
    ::kill(child.pid(), SIGKILL);
    ::waitpid(child.pid(), nullptr, 0);
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
    ChildProcess child([&work] { return traced(work); });
    if (!isTraced(child)) return std::nullopt;
    for (int stop = 0; stop < point; ++stop) {
        const auto status = nextStop(child);
        if (!status) return std::nullopt;
        if (WIFEXITED(*status)) return Stood{false, WEXITSTATUS(*status)};
    }
    meanwhile();
    if (::ptrace(PTRACE_DETACH, child.pid(), nullptr, nullptr) != 0) return std::nullopt;
    if (resumed) resumed(child);
    return Stood{true, child.wait()};
}

} // namespace ipclens::testing
