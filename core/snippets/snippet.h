// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace ipclens::snippets {

enum class Language : std::uint8_t { C, Python, Shell };

inline constexpr std::array languages{Language::C, Language::Python, Language::Shell};

/// "C", "Python", "Shell".
[[nodiscard]] std::string_view languageName(Language language) noexcept;

/// Code that does what an action says: a whole program in C (Linux, gcc -Wall) or in Python 3 (with the modules
/// sysv_ipc and posix_ipc), or commands for a POSIX shell (ipcs, ipcrm, ipcmk where they can, else ipclens).
///
/// It is printable ASCII and line feeds alone, whatever the action's bytes are: they stand in it as literals, never in
/// comments. What a language can't do is said in a comment, and done by `ipclens` instead; where that can't either, the
/// code fails and does nothing. Shell code has no line feed at its end: pasted into a terminal, one command waits for
/// Enter.
[[nodiscard]] std::string snippet(const Action& action, Language language);

} // namespace ipclens::snippets
