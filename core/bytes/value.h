// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::bytes {

enum class ByteOrder : std::uint8_t { Little, Big };

inline constexpr ByteOrder hostOrder = std::endian::native == std::endian::big ? ByteOrder::Big : ByteOrder::Little;

/// What bytes can be taken for.
enum class ValueType : std::uint8_t {
    Int8,
    Uint8,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Int64,
    Uint64,
    Float,
    Double,
    Time,      ///< time_t of 64 bits: seconds since 1970
    Character, ///< UTF-8, 1 to 4 bytes
    Pointer,   ///< an address of 64 bits
};

inline constexpr std::array allValueTypes{
    ValueType::Int8,   ValueType::Uint8,     ValueType::Int16,   ValueType::Uint16, ValueType::Int32,
    ValueType::Uint32, ValueType::Int64,     ValueType::Uint64,  ValueType::Float,  ValueType::Double,
    ValueType::Time,   ValueType::Character, ValueType::Pointer,
};

/// The most bytes that any of them takes.
inline constexpr std::size_t widestValue = 8;

/// "int8", "uint64", "float", "double", "time_t", "UTF-8", "pointer".
[[nodiscard]] std::string_view nameOf(ValueType type) noexcept;
/// How many bytes it takes; of a character the least.
[[nodiscard]] std::size_t sizeOf(ValueType type) noexcept;

/// The number in the first `size` bytes, which are there (at most 8).
[[nodiscard]] std::uint64_t loadUnsigned(std::span<const std::byte> bytes, std::size_t size, ByteOrder order) noexcept;
/// As above, with the sign of its highest bit.
[[nodiscard]] std::int64_t loadSigned(std::span<const std::byte> bytes, std::size_t size, ByteOrder order) noexcept;
/// Writes the lowest bytes of a number into all of `into`, at most 8.
void storeUnsigned(std::uint64_t value, ByteOrder order, std::span<std::byte> into) noexcept;

/// The value that the bytes begin with, as text that encode() takes back: numbers in decimal, floating point as the
/// shortest text that is the same number, "nan" and "inf"; times as formatTime(); a character as itself or escaped as
/// in a C string; addresses as "0x00007f12a4b3c000". None where there are too few bytes, or they are no UTF-8.
[[nodiscard]] std::optional<std::string> decode(ValueType type, ByteOrder order, std::span<const std::byte> bytes);

/// The bytes of a value that a person typed. Numbers: decimal, 0x hex or 0b binary, with a sign, digits parted by
/// blanks, ' or _; floating point as well "1e-3", "inf", "nan"; times as parseTime(); a character as itself, escaped,
/// or as U+00E9. Errors: Invalid where it is none of these, OutOfRange where the type can't hold it.
[[nodiscard]] Result<std::vector<std::byte>> encode(ValueType type, ByteOrder order, std::string_view text);

/// Local time with its distance from UTC, "2026-11-21 18:24:10 +0100"; only the number of seconds outside the years
/// 0000 … 9999.
[[nodiscard]] std::string formatTime(std::int64_t seconds);
/// "2026-11-21 18:24:10 +0100", "2026-11-21 18:24" (local), "2026-11-21T18:24:10Z", or seconds since 1970. Errors:
/// Invalid.
[[nodiscard]] Result<std::int64_t> parseTime(std::string_view text);

/// A whole number as encode() takes it, as `bits` (1 … 64) of two's complement. Errors: Invalid, OutOfRange.
[[nodiscard]] Result<std::uint64_t> parseInteger(std::string_view text, unsigned bits, bool isSigned);
/// A float or double in the shortest digits that are the same number.
[[nodiscard]] std::string formatFloat(float value);
[[nodiscard]] std::string formatFloat(double value);

} // namespace ipclens::bytes
