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

/// Appends text for a terminal: control characters and bytes that are not UTF-8 as \x1b, byte by byte.
void appendEscaped(std::string& out, std::string_view text);
[[nodiscard]] std::string escaped(std::string_view text);

} // namespace ipclens
