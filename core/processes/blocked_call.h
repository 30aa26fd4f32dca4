// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/waiter.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The system call that a thread is blocked in, as files of /proc/PID/task/TID tell it. Pure: asks nobody. Not
// installed.

namespace ipclens::processes {

/// What a /proc/PID/task/TID/syscall has (proc(5)): the number of the call, its six arguments as the registers have
/// them, and the stack pointer.
struct BlockedCall {
    long number = -1;
    std::array<std::uint64_t, 6> arguments{};
    std::uint64_t stack = 0; ///< 0: a thread of the kernel, which calls nothing

    /// An id, a descriptor or flags: the kernel takes an int; what stands in the register above it means nothing.
    [[nodiscard]] int asInt(std::size_t argument) const noexcept {
        return static_cast<int>(static_cast<std::uint32_t>(arguments.at(argument)));
    }
    /// Whether it may be of a process with pointers of 32 bits: only such a one has its stack so low as a rule, and
    /// such a one has it nowhere else.
    [[nodiscard]] bool mayBeNarrow() const noexcept { return stack >> 32U == 0; }
    bool operator==(const BlockedCall&) const = default;
};

/// Nothing where it runs ("running"), or is blocked in no call (-1), as one of the kernel always is.
[[nodiscard]] std::optional<BlockedCall> blockedCallIn(std::string_view line) noexcept;

/// How a call waits.
struct WaitForm {
    WaitCall call = WaitCall::Semop;
    bool timed = false;
};
/// Nothing for a call that waits for no IPC object: by its number (<sys/syscall.h>), and of a futex(2) by its
/// operation: one that is private to a process is of no semaphore with a name.
[[nodiscard]] std::optional<WaitForm> waitFormOf(const BlockedCall& blocked) noexcept;

/// What a /proc/PID/task/TID/wchan tells: the function of the kernel that the thread sleeps in, "0" where it runs or
/// that may not be known.
enum class Sleep : std::uint8_t {
    Unknown,
    Elsewhere, ///< in no wait for an IPC object
    Semop,
    Msgsnd,
    Msgrcv,
    MqSend,
    MqReceive,
    MqEither, ///< mq_timedsend(2) or mq_timedreceive(2), which sleep in one function
    Futex,    ///< whether of a semaphore can't be told
};
[[nodiscard]] Sleep sleepIn(std::string_view wchan) noexcept;
/// The call that sleeps there, where that is one alone.
[[nodiscard]] std::optional<WaitCall> waitCallOf(Sleep sleep) noexcept;

/// Whether a /proc/PID/auxv is of a process with pointers of another width than ours: read in our words it makes no
/// sense. False for an empty one, as a thread of the kernel has it.
[[nodiscard]] bool isOfOtherWidth(std::string_view auxv) noexcept;

} // namespace ipclens::processes
