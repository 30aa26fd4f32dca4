// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace ipclens::ui {

/// How the text column reads bytes.
enum class TextCoding : std::uint8_t { Ascii, Utf8, Latin1 };

/// Bytes of the longest character.
inline constexpr int longestCharacter = 4;

/// What stands in the text column's cell of one byte.
struct TextCell {
    enum class Kind : std::uint8_t {
        Character,
        Continued, ///< the character of a byte before reaches over this one
        Dot,       ///< nothing that may be shown: controls, broken sequences, marks that turn or hide other text
    };
    Kind kind = Kind::Dot;
    char32_t character = 0;
    int bytes = 1; ///< of the character, and so how many cells it may fill

    bool operator==(const TextCell&) const = default;
};

/// A byte by its offset, none where it is not known.
using ByteAt = std::function<std::optional<std::byte>(std::uint64_t)>;

/// The cell of the byte at `offset`, which is known. Of UTF-8 up to three bytes before and behind it are looked at.
[[nodiscard]] TextCell textCellOf(const ByteAt& byteAt, std::uint64_t offset, TextCoding coding);

} // namespace ipclens::ui
