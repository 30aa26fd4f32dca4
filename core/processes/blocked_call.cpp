// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/blocked_call.h"

#include "core/base/proc_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <elf.h>
#include <link.h>

#include <linux/futex.h>
#include <sys/syscall.h>

namespace ipclens::processes {
namespace {

/// A call that may wait.
struct Numbered {
    long number;
    WaitCall call;
    int timeout; ///< which of its arguments points to one; untimed: none
};

constexpr int untimed = -1;

constexpr std::array calls{
#ifdef SYS_semop
    Numbered{SYS_semop, WaitCall::Semop, untimed},
#endif
#ifdef SYS_semtimedop
    Numbered{SYS_semtimedop, WaitCall::Semop, 3},
#endif
#ifdef SYS_semtimedop_time64
    Numbered{SYS_semtimedop_time64, WaitCall::Semop, 3},
#endif
#ifdef SYS_msgsnd
    Numbered{SYS_msgsnd, WaitCall::Msgsnd, untimed},
    Numbered{SYS_msgrcv, WaitCall::Msgrcv, untimed},
#endif
#ifdef SYS_mq_timedsend
    Numbered{SYS_mq_timedsend, WaitCall::MqSend, 4},
    Numbered{SYS_mq_timedreceive, WaitCall::MqReceive, 4},
#endif
#ifdef SYS_mq_timedsend_time64
    Numbered{SYS_mq_timedsend_time64, WaitCall::MqSend, 4},
    Numbered{SYS_mq_timedreceive_time64, WaitCall::MqReceive, 4},
#endif
#ifdef SYS_futex
    Numbered{SYS_futex, WaitCall::SemWait, 3},
#endif
#ifdef SYS_futex_time64
    Numbered{SYS_futex_time64, WaitCall::SemWait, 3},
#endif
    // What a futex(2) with a timeout goes on as when its thread was stopped: the registers have its arguments still
    Numbered{SYS_restart_syscall, WaitCall::SemWait, 3},
};

bool takeHexadecimal(std::string_view& line, std::uint64_t& into) noexcept {
    std::string_view word = takeWord(line);
    if (!word.starts_with("0x")) return false;
    word.remove_prefix(2);
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), into, 16);
    return failed == std::errc();
}

/// futex(2): a wait in a word that processes share. What glibc's sem_wait(3) calls for a semaphore with a name.
bool isSharedWait(int operation) noexcept {
    constexpr unsigned options = FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME;
    const auto bits = static_cast<unsigned>(operation);
    if ((bits & FUTEX_PRIVATE_FLAG) != 0) return false;
    const unsigned command = bits & ~options;
    return command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET;
}

struct SleepPlace {
    std::string_view function;
    Sleep sleep;
};
// Of Linux 4 to 6; which of those that call each other the compiler keeps apart differs
constexpr std::array sleepPlaces{
    SleepPlace{"do_semtimedop", Sleep::Semop},
    SleepPlace{"do_msgsnd", Sleep::Msgsnd},
    SleepPlace{"do_msgrcv", Sleep::Msgrcv},
    SleepPlace{"do_mq_timedsend", Sleep::MqSend},
    SleepPlace{"do_mq_timedreceive", Sleep::MqReceive},
    SleepPlace{"wq_sleep", Sleep::MqEither},
    SleepPlace{"futex_do_wait", Sleep::Futex},
    SleepPlace{"futex_wait_queue", Sleep::Futex},
    SleepPlace{"futex_wait_queue_me", Sleep::Futex},
};

} // namespace

std::optional<BlockedCall> blockedCallIn(std::string_view line) noexcept {
    BlockedCall blocked;
    line = takeLine(line);
    const std::string_view call = takeWord(line);
    const auto [end, failed] = std::from_chars(call.data(), call.data() + call.size(), blocked.number);
    if (failed != std::errc() || blocked.number < 0) return {};
    for (std::uint64_t& argument : blocked.arguments) {
        if (!takeHexadecimal(line, argument)) return {};
    }
    if (!takeHexadecimal(line, blocked.stack) || blocked.stack == 0) return {};
    return blocked;
}

std::optional<WaitForm> waitFormOf(const BlockedCall& blocked) noexcept {
    const auto* const found =
        std::find_if(calls.begin(), calls.end(), [&](const Numbered& each) { return each.number == blocked.number; });
    if (found == calls.end()) return {};
    if (found->call == WaitCall::SemWait && !isSharedWait(blocked.asInt(1))) return {};
    const bool timed = found->timeout != untimed && blocked.arguments.at(static_cast<std::size_t>(found->timeout)) != 0;
    return WaitForm{found->call, timed};
}

Sleep sleepIn(std::string_view wchan) noexcept {
    if (wchan.empty() || wchan == "0") return Sleep::Unknown;
    // "__do_semtimedop", "do_msgrcv.constprop.0"
    wchan.remove_prefix(std::min(wchan.find_first_not_of('_'), wchan.size()));
    wchan = wchan.substr(0, wchan.find_first_of(".\n"));
    const auto* const found = std::find_if(sleepPlaces.begin(), sleepPlaces.end(),
                                           [&](const SleepPlace& each) { return each.function == wchan; });
    return found == sleepPlaces.end() ? Sleep::Elsewhere : found->sleep;
}

std::optional<WaitCall> waitCallOf(Sleep sleep) noexcept {
    switch (sleep) {
    case Sleep::Semop: return WaitCall::Semop;
    case Sleep::Msgsnd: return WaitCall::Msgsnd;
    case Sleep::Msgrcv: return WaitCall::Msgrcv;
    case Sleep::MqSend: return WaitCall::MqSend;
    case Sleep::MqReceive: return WaitCall::MqReceive;
    case Sleep::Unknown:
    case Sleep::Elsewhere:
    case Sleep::MqEither:
    case Sleep::Futex: return {};
    }
    return {};
}

bool isOfOtherWidth(std::string_view auxv) noexcept {
    for (std::string_view rest = auxv; rest.size() >= sizeof(ElfW(auxv_t)); rest.remove_prefix(sizeof(ElfW(auxv_t)))) {
        ElfW(auxv_t) entry{};
        std::memcpy(&entry, rest.data(), sizeof entry);
        if (entry.a_type == AT_NULL) break;
        // The size of a program header is that of its width
        if (entry.a_type == AT_PHENT) return entry.a_un.a_val != sizeof(ElfW(Phdr));
    }
    return !auxv.empty();
}

} // namespace ipclens::processes
