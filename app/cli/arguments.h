// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace ipclens::cli {

/// Readies the words after a verb for CLI11, by what `verb` says of its options, so that they mean what ipclens(1) says
/// and CLI11 alone would not give them: a word such as -5 is a number; an option's value is taken as it stands, also
/// one that is empty, begins with `-` or stands in brackets. Every value and word is guarded by one character in front
/// that means nothing to CLI11: `--text -x` becomes `--text==-x`. Throws Refused for an option that the verb has not,
/// one without its value, and a flag with one.
[[nodiscard]] std::vector<std::string> guardedWords(const CLI::App& verb, const std::vector<std::string>& words);

/// The word as it was given.
[[nodiscard]] std::string unguarded(std::string_view word);

} // namespace ipclens::cli
