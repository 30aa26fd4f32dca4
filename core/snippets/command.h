// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ipclens::snippets {

/// One run of a program, as a shell or Python's subprocess starts it.
struct Command {
    std::vector<std::string> words;
    std::vector<std::byte> input; ///< with `hasInput`, its standard input
    bool hasInput = false;
};

/// How ipclens does an action: its runs, one after another, each only if the one before succeeded.
struct Commands {
    std::vector<Command> runs;      ///< none: it can't
    std::vector<std::string> notes; ///< what is to be known of it; words, full stops, commas, colons alone
};

[[nodiscard]] Commands ipclensCommands(const Action& action);

} // namespace ipclens::snippets
