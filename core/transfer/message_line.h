// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/sysv/message_queue.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ipclens::transfer {

/// Where the message of a line was when the line was written, so that a file which a killed process left behind tells
/// what its last line is worth. The words have one length: the state of a line is changed in its place.
enum class LineState : std::uint8_t {
    None, ///< no "state": a copy that nobody took
    Take, ///< "take": about to be taken; it may be in its queue still
    Held, ///< "held": taken out of its queue, and nowhere but in this file
    Send, ///< "send": about to be put into another queue, or back into its own; it may be there already
    Back, ///< "back": in its queue again, or received from there meanwhile
};

/// A message with what its line says of it.
struct SavedMessage {
    sysv::Message message; ///< of a POSIX queue: `type` is the priority
    LineState state = LineState::None;
    Api api = Api::SysV;       ///< of the queue that it was in
    Name queue = {};           ///< that queue, where it is to go back to it; else none
    bool sizeInferred = false; ///< a kill took the exact size away: see LandingSlot

    bool operator==(const SavedMessage&) const = default;
};

/// A message as one line of a JSON Lines file, the end of line included:
///
///     {"type": 7, "size": 3, "hex": "0a0bff", "state": "held"}
///
/// `type` and `hex` (two digits a byte) are the message; `size` repeats its bytes for people and tools; `state` is
/// there unless None. Lines stand in the order of the queue. One of a POSIX queue has "priority" (0 to 32767) in place
/// of "type", and may have "queue": the name, with each byte that is no printable ASCII, and `%`, `"` and `\`, as %0a;
/// and "sizeInferred": true.
[[nodiscard]] std::string lineOf(const SavedMessage& saved);

/// The word of a state, between the quotes; always four letters, empty for None.
[[nodiscard]] std::string_view stateWord(LineState state) noexcept;
/// Where the word of the state begins in a line that has one.
[[nodiscard]] std::size_t stateOffset(std::string_view line) noexcept;
/// The same, counted back from the end of the line.
[[nodiscard]] std::size_t stateFromEnd() noexcept;

/// What is wrong with a line, and where: columns count bytes from 1.
struct LineFault {
    std::size_t column = 1;
    std::string reason;
};

/// Reads a line, with or without its end. Members that it does not know are passed over, so that the messages which
/// `ipclens peek --json` prints are lines too; "text" is never read, for "hex" is the whole truth.
[[nodiscard]] tl::expected<SavedMessage, LineFault> parseLine(std::string_view line);

} // namespace ipclens::transfer
