// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ipclens {

/// The length of the UTF-8 sequence that `text` begins with, 1 to 4; 0 where it begins with none (an overlong or cut
/// one, a surrogate, beyond U+10FFFF, or empty text).
[[nodiscard]] std::size_t utf8Length(std::string_view text) noexcept;

/// Whether all of it is valid UTF-8; control characters are.
[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

/// Whether the valid sequence at the beginning of `text`, `length` bytes, is a control character: C0, DEL or C1.
[[nodiscard]] bool isControl(std::string_view text, std::size_t length) noexcept;

/// The code point of the valid sequence at the beginning of `text`, `length` bytes.
[[nodiscard]] char32_t codeOf(std::string_view text, std::size_t length) noexcept;

/// Whether a character can stand on a screen as itself: no control character (C0, DEL, C1), no line separator, no mark
/// that turns the direction of text, none of those that are never characters.
[[nodiscard]] bool isHarmless(char32_t code) noexcept;

/// Appends these bytes for a screen: each as \x1b.
void appendAsBytes(std::string& out, std::string_view bytes);

/// Appends text for a terminal: what is not harmless, and bytes that are not UTF-8, as \x1b, byte by byte.
void appendEscaped(std::string& out, std::string_view text);
[[nodiscard]] std::string escaped(std::string_view text);

} // namespace ipclens
