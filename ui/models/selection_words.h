// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/message_queue.h"
#include "ui/session/update.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <span>

/// What msgrcv(2) will take, said before it is taken.
namespace ipclens::ui::selection {

/// "Takes the first message of type 7 out of the queue."
[[nodiscard]] QString sentence(const sysv::Selection& selection);

/// The message that a receive would take if nothing moves meanwhile.
struct Candidate {
    enum class State {
        Found,   ///< `place` of the messages that were given
        None,    ///< no message of the queue fits
        Unknown, ///< it lies, or may lie, among those that were not looked at
    };
    State state = State::Unknown;
    std::size_t place = 0;
};

/// `heads` are the first messages of a queue; `all` where there are no more.
[[nodiscard]] Candidate candidate(const sysv::Selection& selection, std::span<const MessageHead> heads, bool all);

} // namespace ipclens::ui::selection
