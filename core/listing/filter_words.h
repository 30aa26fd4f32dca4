// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The form of a filter expression, before any of it means something. Not installed.

namespace ipclens::listing {

/// One term, its quotes taken off.
struct FilterWord {
    std::size_t begin = 0;                ///< where it begins in the expression
    std::size_t end = 0;                  ///< behind its last byte
    std::optional<std::size_t> colon;     ///< where the colon behind its field stands in the expression
    std::string field;                    ///< in lower case; empty without colon
    std::string pattern;                  ///< what follows the colon, or all
    std::optional<std::size_t> openQuote; ///< where a quote stands that is not closed
};

[[nodiscard]] std::vector<FilterWord> splitFilter(std::string_view expression);

/// ASCII alone.
[[nodiscard]] constexpr char lowerCase(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string lowerCase(std::string_view text);

/// Whether it has a character that globMatches() takes for more than itself.
[[nodiscard]] bool isGlob(std::string_view pattern) noexcept;
/// Whether a [ has no ].
[[nodiscard]] bool hasOpenBracket(std::string_view pattern) noexcept;

} // namespace ipclens::listing
