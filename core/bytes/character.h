// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/utf8.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ipclens::bytes {

/// A code point, and how many bytes it is written in.
struct Character {
    char32_t code = 0;
    std::size_t length = 0;

    bool operator==(const Character&) const = default;
};

/// The UTF-8 character that the bytes begin with; none where they begin with none: no overlong form, no surrogate,
/// nothing past U+10FFFF (The Unicode Standard, table 3-7).
[[nodiscard]] std::optional<Character> characterAt(std::span<const std::byte> bytes) noexcept;

/// Appends a code point (not a surrogate, at most U+10FFFF) as UTF-8.
void appendUtf8(std::string& out, char32_t code);

/// Appends bytes as the inside of a C string literal: UTF-8 that is harmless as it stands, `\n`, `\t`, `\r`, `\0`,
/// `\\`, `\"` and `\'` where it is `quote`, all else as `\x1b`.
void appendEscaped(std::string& out, std::span<const std::byte> bytes, char quote = '"');

/// The bytes that text with such escapes stands for; none where a backslash begins another one. `\x` has two digits.
[[nodiscard]] std::optional<std::string> unescaped(std::string_view text);

} // namespace ipclens::bytes
