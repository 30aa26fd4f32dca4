// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/posix/message_queue.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ipclens::posix {

/// mq_overview(7): what holds for everybody, also with CAP_SYS_RESOURCE.
inline constexpr std::uint64_t hardMaxMessages = 65536;
inline constexpr std::uint64_t hardMessageSize = 1U << 24U;

/// One number of /proc/sys/fs/mqueue, such as "msg_max"; none where it can't be read.
[[nodiscard]] std::optional<std::uint64_t> queueLimit(std::string_view file);

/// The Error of an mq_open(3) that should make a queue: which limit it is that an errno of many meanings stands for.
[[nodiscard]] Error failureToMake(std::string_view name, const QueueOptions& options, int number);

/// The Errors of mq_send(3) and mq_receive(3).
[[nodiscard]] Error failureToSend(const MessageQueue& queue, std::size_t length, int number);
[[nodiscard]] Error failureToReceive(const MessageQueue& queue, int number);

} // namespace ipclens::posix
