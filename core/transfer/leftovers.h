// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/transfer/message_line.h"

#include <string>
#include <vector>

namespace ipclens::transfer {

/// The file of a move that ended with a message on its way.
struct Leftover {
    std::string path;
    LineState state = LineState::None; ///< of its message: where else that may be

    bool operator==(const Leftover&) const = default;
};

/// The files in `rescueFolder` with a message that is no longer moved: the process was killed, or the message had
/// nowhere to go. By name. Files that a process still moves with are left out. Reads, and changes nothing.
[[nodiscard]] std::vector<Leftover> leftovers(const std::string& rescueFolder);

} // namespace ipclens::transfer
