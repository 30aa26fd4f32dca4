// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "core/sysv/semaphore_set.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace ipclens::processes {

/// The calls that wait for an IPC object. semop(2) stands for semtimedop(2) too, mq_send(3) for mq_timedsend(3) and so
/// on; sem_wait(3) of glibc is a futex(2) in the semaphore's mapping.
enum class WaitCall : std::uint8_t { Semop, Msgsnd, Msgrcv, SemWait, MqSend, MqReceive };

/// "semop", "msgsnd", "msgrcv", "sem_wait", "mq_send", "mq_receive".
[[nodiscard]] std::string_view callName(WaitCall call) noexcept;
/// Whether it puts a message in: msgsnd, mq_send.
[[nodiscard]] bool isSending(WaitCall call) noexcept;

/// Which of its arguments could be read.
enum class WaitKnowledge : std::uint8_t {
    All,        ///< the object and what is asked of it
    ObjectOnly, ///< /proc/TID/syscall could be read, and the memory that it points to could not
    CallOnly,   ///< /proc/TID/wchan alone (Yama, ptrace(2)): neither the object nor the arguments
    OtherWidth, ///< a 32-bit process: its call numbers and pointers are not ours, and are not guessed at
};

/// A thread that is blocked on an IPC object, as /proc/PID/task/TID has it (proc(5)). Reading that changes nothing of
/// the thread.
struct Waiter {
    Process process;
    pid_t thread = 0;
    WaitCall call = WaitCall::Semop;
    WaitKnowledge known = WaitKnowledge::All;
    /// What it waits for. None where that can't be told: CallOnly, OtherWidth, or a POSIX object that lost its name and
    /// so can't be named any more (`file` still tells which).
    std::optional<ObjectId> object = {};
    std::string file = {}; ///< POSIX: what /proc calls the file, raw bytes: "/dev/shm/sem.lock (deleted)"
    /// semop(2): its sembuf array, in its order; 500 at most (SEMOPM).
    std::vector<sysv::SemaphoreOperation> operations = {};
    long type = 0;                          ///< msgsnd, msgrcv: msgtyp, as it was given; mq_send: the priority
    bool except = false;                    ///< msgrcv: MSG_EXCEPT
    std::optional<std::uint64_t> size = {}; ///< bytes that a sender offers, or a receiver takes at most
    bool timed = false;                     ///< it has a timeout, however long
    std::chrono::steady_clock::time_point since = {}; ///< first seen in this very wait: it began then or before

    bool operator==(const Waiter&) const = default;
};

/// Which of the operations blocks now: the kernel tries them in their order and stops at the first that can't be done
/// (semop(2)), so this is an index into `operations`. `values` are those of the set's members. Nothing where none of
/// them would block any more, or a member is beyond the values.
[[nodiscard]] std::optional<std::size_t> blockingOperation(std::span<const sysv::SemaphoreOperation> operations,
                                                           std::span<const std::uint16_t> values);

/// What it asks for, for people: "[0] −1 undo, [1] −1"; "type 99, up to 256 bytes"; "64 bytes of type 1"; "priority 3,
/// 20 bytes"; "−1" for sem_wait; empty where that is not known.
[[nodiscard]] std::string wordsOf(const Waiter& waiter);
/// Why there is no more to be told, for people: "arguments not readable", "a 32-bit process, not decodable"; empty
/// where all is known.
[[nodiscard]] std::string_view doubtOf(const Waiter& waiter) noexcept;

} // namespace ipclens::processes
