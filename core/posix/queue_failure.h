// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/posix/message_queue.h"

#include <cstddef>
#include <string_view>

namespace ipclens::posix {

/// The Error of an mq_open(3) that should make a queue: which limit it is that an errno of many meanings stands for.
[[nodiscard]] Error failureToMake(std::string_view name, const QueueOptions& options, int number);

/// The Errors of mq_send(3) and mq_receive(3).
[[nodiscard]] Error failureToSend(const MessageQueue& queue, std::size_t length, int number);
[[nodiscard]] Error failureToReceive(const MessageQueue& queue, int number);

} // namespace ipclens::posix
