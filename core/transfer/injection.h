// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"
#include "core/posix/message_queue.h"
#include "core/sysv/message_queue.h"
#include "core/transfer/message_template.h"
#include "core/transfer/progress.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace ipclens::transfer {

/// Messages to put into a queue, one after another.
struct Injection {
    long type = 1;                          ///< POSIX: the priority
    std::optional<std::uint64_t> count = 1; ///< none: until it is cancelled
    /// From the start of one message to that of the next; a message that had to wait longer delays the later ones.
    /// None: one right after the other.
    std::optional<std::chrono::nanoseconds> every = {};
    Wait wait = {}; ///< for each message; its Cancellation ends the whole
};

/// Sends them, and counts those that were sent in `progress.done`. One msgsnd(2) a message, where no time limits the
/// wait and no signal interrupts it. Errors: those of MessageQueue::send() of the first message that could not be sent;
/// Interrupted when it was cancelled, and then nothing is half done.
[[nodiscard]] Result<void> inject(const sysv::MessageQueue& queue, const Injection& injection,
                                  MessageTemplate& messages, Progress& progress);
/// The same with mq_send(3).
[[nodiscard]] Result<void> inject(const posix::MessageQueue& queue, const Injection& injection,
                                  MessageTemplate& messages, Progress& progress);

} // namespace ipclens::transfer
