// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/transfer/message_line.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ipclens::transfer {

/// The file of a move that ended with a message on its way, or of a browse that ended with messages not put back.
struct Leftover {
    std::string path;
    LineState state = LineState::None; ///< of its message: where else that may be; Send where it holds for one of many
    std::uint64_t messages = 1;
    Name queue = {}; ///< of a browse: where they were; putBack() brings them there

    bool operator==(const Leftover&) const = default;
};

/// The files in `rescueFolder` with messages that are no longer moved or browsed: the process was killed, or they had
/// nowhere to go. By name. Files that a process still works with are left out. Finishes what little a killed browse had
/// begun: a message that it had taken and not written down becomes a line of its file (settle()), and a file of which
/// every message is back goes, or in which there was none for a minute.
[[nodiscard]] std::vector<Leftover> leftovers(const std::string& rescueFolder);

} // namespace ipclens::transfer
