// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ipclens::bytes::structs {

/// A word of a declaration, as a view into its text.
struct Token {
    enum class Kind : std::uint8_t { Name, Number, Sign, End };
    Kind kind = Kind::End;
    std::string_view text;
    std::uint64_t number = 0; ///< of a Number, also of 'c'
    std::size_t line = 1;
};

/// All words of a text, the End last; comments and #include lines left out. Throws a DeclarationError.
[[nodiscard]] std::vector<Token> tokensOf(std::string_view text);

/// The error at a place in the text, with its line and column.
[[nodiscard]] DeclarationError errorAt(std::string_view text, std::size_t offset, std::string reason);

} // namespace ipclens::bytes::structs
