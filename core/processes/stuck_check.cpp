// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/stuck_check.h"

#include "core/base/proc_file.h"
#include "core/processes/blocked_call.h"
#include "core/processes/mappings.h"
#include "core/processes/proc_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <linux/futex.h>
#include <sys/syscall.h>

namespace ipclens::processes {
namespace {

/// The text behind "State:" and so on in a /proc/PID/task/TID/status; a name in there has no line ends (proc(5)).
std::string_view valueIn(std::string_view status, std::string_view word) {
    while (!status.empty()) {
        std::string_view line = takeLine(status);
        if (!line.starts_with(word)) continue;
        line.remove_prefix(word.size());
        return line;
    }
    return {};
}

/// Zombie or dead: it waits for nothing, and does nothing.
bool hasEnded(std::string_view state) {
    return state.starts_with("\tZ") || state.starts_with("\tX");
}

bool isFutex(long number) noexcept {
#ifdef SYS_futex_time64
    if (number == SYS_futex_time64) return true;
#endif
#ifdef SYS_futex
    return number == SYS_futex;
#else
    return false;
#endif
}

/// Whether an address is in memory that no other process has. pthread_join(3) waits in a futex that could be
/// shared by its operation, on memory that is not.
bool isOwnMemory(pid_t pid, std::uint64_t address) {
    std::string text;
    if (!readProcFile("/proc/" + std::to_string(pid) + "/maps", text)) return false;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto mapping = parseMapping(takeLine(rest));
        if (mapping && address >= mapping->begin && address < mapping->end) return !mapping->shared;
    }
    return false;
}

/// Whether it waits without a timeout for another thread of its own process.
bool waitsForItsOwn(pid_t pid, const BlockedCall& blocked) {
    if (!isFutex(blocked.number) || blocked.mayBeNarrow()) return false;
    const int operation = blocked.asInt(1);
    const int command = operation & FUTEX_CMD_MASK;
    if (command != FUTEX_WAIT && command != FUTEX_WAIT_BITSET && command != FUTEX_LOCK_PI) return false;
    constexpr std::size_t timeout = 3;
    if (blocked.arguments[timeout] != 0) return false;
    return (operation & FUTEX_PRIVATE_FLAG) != 0 || isOwnMemory(pid, blocked.arguments[0]);
}

} // namespace

StuckCheck::StuckCheck(const std::vector<Waiter>& waiters, const std::vector<Process>& suspects) {
    for (const Waiter& waiter : waiters)
        waiters_[waiter.thread].push_back(&waiter);
    for (const Process& suspect : suspects) {
        Threads threads = waitingThreadsOf(suspect);
        if (!threads.empty()) stuck_.try_emplace(suspect.pid, suspect, std::move(threads));
    }
}

std::vector<pid_t> StuckCheck::stillStuck() const {
    std::vector<pid_t> pids;
    for (const auto& [pid, before] : stuck_) {
        if (waitingThreadsOf(before.first) == before.second) pids.push_back(pid);
    }
    return pids;
}

StuckCheck::Threads StuckCheck::waitingThreadsOf(const Process& process) const {
    const auto now = find(process.pid);
    if (!now || !isSame(*now, process)) return {};
    const std::string folder = "/proc/" + std::to_string(process.pid) + "/task";
    int error = 0;
    const auto tids = numbersIn(folder, error);
    if (error != 0) return {};
    Threads threads;
    std::string text;
    for (const pid_t tid : tids) {
        const std::string files = folder + "/" + std::to_string(tid);
        Thread thread;
        if (!readProcFile(files + "/status", text)) return {};
        thread.ended = hasEnded(valueIn(text, "State:"));
        thread.switches =
            std::string(valueIn(text, "voluntary_ctxt_switches:")).append(valueIn(text, "nonvoluntary_ctxt_switches:"));
        if (!thread.ended) {
            if (thread.switches.empty() || !readProcFile(files + "/syscall", thread.call)) return {};
            if (!waits(process, tid, thread.call)) return {};
        }
        threads.emplace(tid, std::move(thread));
    }
    return threads;
}

bool StuckCheck::waits(const Process& process, pid_t thread, const std::string& call) const {
    const auto blocked = blockedCallIn(call);
    if (!blocked) return false;
    const auto known = waiters_.find(thread);
    if (known == waiters_.end()) return waitsForItsOwn(process.pid, *blocked);
    const auto form = waitFormOf(*blocked);
    return form && std::any_of(known->second.begin(), known->second.end(), [&](const Waiter* waiter) {
               if (waiter->process.pid != process.pid || waiter->call != form->call || !waiter->object) return false;
               return waiter->object->api() == Api::Posix || waiter->object->id.value == blocked->asInt(0);
           });
}

} // namespace ipclens::processes
