// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ipclens::posix {

/// mq_overview(7): what holds for everybody, also with CAP_SYS_RESOURCE.
inline constexpr std::uint64_t hardMaxMessages = 65536;
inline constexpr std::uint64_t hardMessageSize = 1U << 24U;

/// One number of /proc/sys/fs/mqueue (mq_overview(7)), such as "msg_max"; none where it can't be read.
[[nodiscard]] std::optional<std::uint64_t> queueLimit(std::string_view file);

/// What this system lets the caller make of a queue (mq_overview(7), getrlimit(2) RLIMIT_MSGQUEUE).
struct QueueLimits {
    std::uint64_t defaultMessages = 0; ///< where a QueueOptions names none; 0: not known
    std::uint64_t defaultSize = 0;     ///< bytes of a message; 0: not known
    std::uint64_t mostMessages = 0;    ///< MSG_MAX, or for who has CAP_SYS_RESOURCE what holds for everybody
    std::uint64_t mostSize = 0;        ///< MSGSIZE_MAX, likewise; bytes
    bool privileged = false; ///< CAP_SYS_RESOURCE in the first user namespace, which is what the kernel asks for
    std::uint64_t memory = UINT64_MAX; ///< RLIMIT_MSGQUEUE: bytes for all queues of the user together; else no limit
};

/// Reads them; where one can't be read, what holds for everybody stands for it. Changes nothing.
[[nodiscard]] QueueLimits queueLimits();

/// What a queue takes of RLIMIT_MSGQUEUE from its making on, in bytes: its messages at their longest, and for each what
/// the kernel notes of it, by the formula of getrlimit(2). None where that passes 64 bits.
[[nodiscard]] std::optional<std::uint64_t> queueCost(std::uint64_t messages, std::uint64_t size) noexcept;

} // namespace ipclens::posix
