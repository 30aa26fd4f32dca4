// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/stuck_check.h"

#include "core/base/proc_file.h"
#include "core/processes/blocked_call.h"
#include "core/processes/mappings.h"
#include "core/processes/proc_file.h"
#include "core/processes/wait_decoder.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
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

bool sleeps(std::string_view state) {
    return state.starts_with("\tS");
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

/// The memory of a process, read when it is first asked about: a program may have thousands of mappings, and of
/// threads.
class Memory {
public:
    explicit Memory(pid_t pid) noexcept
        : pid_(pid) {}

    /// Whether an address is in memory that no other process has. pthread_join(3) waits in a futex that could be shared
    /// by its operation, on memory that is not.
    [[nodiscard]] bool isOwn(std::uint64_t address) {
        if (!read_) read();
        const auto behind = std::upper_bound(own_.begin(), own_.end(), address,
                                             [](std::uint64_t at, const Stretch& each) { return at < each.begin; });
        return behind != own_.begin() && address < std::prev(behind)->end;
    }

private:
    struct Stretch {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };

    void read() {
        read_ = true;
        std::string text;
        if (!readProcFile("/proc/" + std::to_string(pid_) + "/maps", text)) return;
        std::string_view rest = text;
        while (!rest.empty()) {
            const auto mapping = parseMapping(takeLine(rest));
            if (mapping && !mapping->shared) own_.push_back({mapping->begin, mapping->end});
        }
    }

    pid_t pid_;
    bool read_ = false;
    std::vector<Stretch> own_; ///< by address, as /proc has them
};

/// Whether it waits without a timeout for another thread of its own process.
bool waitsForItsOwn(Memory& memory, const BlockedCall& blocked) {
    if (!isFutex(blocked.number) || blocked.mayBeNarrow()) return false;
    const int operation = blocked.asInt(1);
    const int command = operation & FUTEX_CMD_MASK;
    if (command != FUTEX_WAIT && command != FUTEX_WAIT_BITSET && command != FUTEX_LOCK_PI) return false;
    constexpr std::size_t timeout = 3;
    if (blocked.arguments[timeout] != 0) return false;
    return (operation & FUTEX_PRIVATE_FLAG) != 0 || memory.isOwn(blocked.arguments[0]);
}

/// Whether what it waits for now is what it was seen to wait for, down to the arguments: it may have gone on since, and
/// wait in the same call for something else.
bool waitsAsSeen(WaitDecoder& decoder, const ThreadPlace& place, const BlockedCall& blocked, const Waiter& seen) {
    const auto form = waitFormOf(blocked);
    auto now = form && seen.object ? decoder.decode(place, blocked, *form) : std::nullopt;
    if (!now || !isSame(now->waiter.process, seen.process)) return false;
    now->waiter.process = seen.process;
    now->waiter.since = seen.since;
    return now->waiter == seen;
}

} // namespace

/// One process, whose threads are looked at one after another.
class StuckCheck::Look {
public:
    explicit Look(const Process& process)
        : process_(&process)
        , folder_("/proc/" + std::to_string(process.pid) + "/task")
        , memory_(process.pid) {
        decoder_.begin();
    }

    [[nodiscard]] const std::string& folder() const noexcept { return folder_; }
    /// `seen`: who was seen to wait under the number of that thread.
    [[nodiscard]] bool waits(pid_t thread, const std::string& call, const std::vector<const Waiter*>* seen) {
        const auto blocked = blockedCallIn(call);
        if (!blocked) return false;
        if (seen == nullptr) return waitsForItsOwn(memory_, *blocked);
        files_.choose(AT_FDCWD, folder_ + '/', thread);
        const ThreadPlace place{process_->pid, thread, &files_};
        return std::any_of(seen->begin(), seen->end(), [&](const Waiter* waiter) {
            return waiter->process.pid == process_->pid && waitsAsSeen(decoder_, place, *blocked, *waiter);
        });
    }

private:
    const Process* process_;
    std::string folder_;
    Memory memory_;
    ThreadFiles files_;
    WaitDecoder decoder_;
};

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
    Look look(process);
    int error = 0;
    const auto tids = numbersIn(look.folder(), error);
    if (error != 0) return {};
    Threads threads;
    std::string text;
    for (const pid_t tid : tids) {
        const std::string files = look.folder() + "/" + std::to_string(tid);
        Thread thread;
        if (!readProcFile(files + "/status", text)) return {};
        const std::string_view state = valueIn(text, "State:");
        thread.ended = hasEnded(state);
        thread.switches =
            std::string(valueIn(text, "voluntary_ctxt_switches:")).append(valueIn(text, "nonvoluntary_ctxt_switches:"));
        if (!thread.ended) {
            // One that is stopped has a call still, and is not in it
            if (!sleeps(state) || thread.switches.empty() || !readProcFile(files + "/syscall", thread.call)) return {};
            const auto seen = waiters_.find(tid);
            if (!look.waits(tid, thread.call, seen == waiters_.end() ? nullptr : &seen->second)) return {};
        }
        threads.emplace(tid, std::move(thread));
    }
    return threads;
}

} // namespace ipclens::processes
