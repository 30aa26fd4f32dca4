// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/value.h"

#include "core/bytes/character.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ipclens::bytes {
namespace {

constexpr std::size_t bitsOfByte = 8;

std::span<const std::byte> asBytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::vector<std::byte> bytesOf(std::uint64_t value, std::size_t size, ByteOrder order) {
    std::vector<std::byte> bytes(size);
    storeUnsigned(value, order, bytes);
    return bytes;
}

Error invalid(std::string reason) {
    return errorOf(ErrorKind::Invalid, "read the value", std::move(reason));
}

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Without what people put between groups of digits: blanks (also thin ones), ' and _.
std::string withoutGroups(std::string_view text) {
    std::string digits;
    for (auto rest = asBytes(text); !rest.empty();) {
        const auto character = characterAt(rest);
        const std::size_t taken = character ? character->length : 1;
        const char32_t code = character ? character->code : U'?';
        const bool group =
            code == U' ' || code == U'\'' || code == U'_' || code == 0x202f || code == 0xa0 || code == 0x2009;
        if (!group) digits += code < 0x80 ? static_cast<char>(code) : '?';
        rest = rest.subspan(taken);
    }
    return digits;
}

template <class Number>
std::string shortest(Number value) {
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

template <class Number, class Bits>
std::optional<std::string> decodeFloat(ByteOrder order, std::span<const std::byte> bytes) {
    return formatFloat(std::bit_cast<Number>(static_cast<Bits>(loadUnsigned(bytes, sizeof(Bits), order))));
}

template <class Number, class Bits>
Result<std::vector<std::byte>> encodeFloat(ByteOrder order, std::string_view text) {
    std::string digits = withoutGroups(text);
    if (digits.starts_with('+')) digits.erase(0, 1);
    Number value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed == std::errc::result_out_of_range)
        return failure(errorOf(ErrorKind::OutOfRange, "read the value",
                               sizeof(Number) == 4 ? "a float can\u2019t hold it" : "a double can\u2019t hold it"));
    if (failed != std::errc() || end != digits.data() + digits.size())
        return failure(invalid("it is no number, as 16.667 or 1e-3 is one"));
    return bytesOf(std::bit_cast<Bits>(value), sizeof(Bits), order);
}

std::optional<std::string> decodeCharacter(std::span<const std::byte> bytes) {
    const auto character = characterAt(bytes);
    if (!character) return {};
    std::string text;
    appendEscaped(text, bytes.first(character->length), '\0');
    return text;
}

/// U+00E9.
std::optional<char32_t> codePoint(std::string_view text) {
    if (!text.starts_with("U+") && !text.starts_with("u+")) return {};
    unsigned long code = 0;
    const auto [end, failed] = std::from_chars(text.data() + 2, text.data() + text.size(), code, 16);
    if (failed != std::errc() || end != text.data() + text.size()) return {};
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
    return static_cast<char32_t>(code);
}

Result<std::vector<std::byte>> encodeCharacter(std::string_view text) {
    std::string bytes;
    if (const auto code = codePoint(text)) {
        appendUtf8(bytes, *code);
    } else if (auto plain = unescaped(text)) {
        bytes = std::move(*plain);
    }
    const auto character = characterAt(asBytes(bytes));
    if (!character || character->length != bytes.size())
        return failure(invalid("it is not one character, as A, \\n or U+00E9 is one"));
    const auto span = asBytes(bytes);
    return std::vector<std::byte>(span.begin(), span.end());
}

bool isSignedType(ValueType type) {
    return type == ValueType::Int8 || type == ValueType::Int16 || type == ValueType::Int32 || type == ValueType::Int64;
}

} // namespace

std::string_view nameOf(ValueType type) noexcept {
    switch (type) {
    case ValueType::Int8: return "int8";
    case ValueType::Uint8: return "uint8";
    case ValueType::Int16: return "int16";
    case ValueType::Uint16: return "uint16";
    case ValueType::Int32: return "int32";
    case ValueType::Uint32: return "uint32";
    case ValueType::Int64: return "int64";
    case ValueType::Uint64: return "uint64";
    case ValueType::Float: return "float";
    case ValueType::Double: return "double";
    case ValueType::Time: return "time_t";
    case ValueType::Character: return "UTF-8";
    case ValueType::Pointer: return "pointer";
    }
    return {};
}

std::size_t sizeOf(ValueType type) noexcept {
    switch (type) {
    case ValueType::Int8:
    case ValueType::Uint8:
    case ValueType::Character: return 1;
    case ValueType::Int16:
    case ValueType::Uint16: return 2;
    case ValueType::Int32:
    case ValueType::Uint32:
    case ValueType::Float: return 4;
    case ValueType::Int64:
    case ValueType::Uint64:
    case ValueType::Double:
    case ValueType::Time:
    case ValueType::Pointer: return 8;
    }
    return 0;
}

std::uint64_t loadUnsigned(std::span<const std::byte> bytes, std::size_t size, ByteOrder order) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << bitsOfByte | std::to_integer<std::uint64_t>(bytes[order == ByteOrder::Big ? i : size - 1 - i]);
    return value;
}

std::int64_t loadSigned(std::span<const std::byte> bytes, std::size_t size, ByteOrder order) noexcept {
    const std::size_t unused = 64 - size * bitsOfByte;
    return static_cast<std::int64_t>(loadUnsigned(bytes, size, order) << unused) >> unused;
}

void storeUnsigned(std::uint64_t value, ByteOrder order, std::span<std::byte> into) noexcept {
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[order == ByteOrder::Little ? i : into.size() - 1 - i] = static_cast<std::byte>(value);
        value >>= bitsOfByte;
    }
}

std::optional<std::string> decode(ValueType type, ByteOrder order, std::span<const std::byte> bytes) {
    const std::size_t size = sizeOf(type);
    if (bytes.size() < size) return {};
    switch (type) {
    case ValueType::Int8:
    case ValueType::Int16:
    case ValueType::Int32:
    case ValueType::Int64: return shortest(loadSigned(bytes, size, order));
    case ValueType::Uint8:
    case ValueType::Uint16:
    case ValueType::Uint32:
    case ValueType::Uint64: return shortest(loadUnsigned(bytes, size, order));
    case ValueType::Float: return decodeFloat<float, std::uint32_t>(order, bytes);
    case ValueType::Double: return decodeFloat<double, std::uint64_t>(order, bytes);
    case ValueType::Time: return formatTime(loadSigned(bytes, size, order));
    case ValueType::Character: return decodeCharacter(bytes);
    case ValueType::Pointer: return fmt::format("{:#018x}", loadUnsigned(bytes, size, order));
    }
    return {};
}

Result<std::vector<std::byte>> encode(ValueType type, ByteOrder order, std::string_view text) {
    // A blank is a character
    if (type == ValueType::Character) return encodeCharacter(text);
    text = trimmed(text);
    if (type == ValueType::Float) return encodeFloat<float, std::uint32_t>(order, text);
    if (type == ValueType::Double) return encodeFloat<double, std::uint64_t>(order, text);
    const std::size_t size = sizeOf(type);
    if (type == ValueType::Time)
        return parseTime(text).map(
            [&](std::int64_t seconds) { return bytesOf(static_cast<std::uint64_t>(seconds), size, order); });
    return parseInteger(text, static_cast<unsigned>(size * bitsOfByte), isSignedType(type))
        .map([&](std::uint64_t value) { return bytesOf(value, size, order); });
}

Result<std::uint64_t> parseInteger(std::string_view text, unsigned bits, bool isSigned) {
    std::string typed = withoutGroups(trimmed(text));
    std::string_view digits = typed;
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.remove_prefix(1);
    int base = 10;
    if (digits.starts_with("0x") || digits.starts_with("0X")) base = 16;
    if (digits.starts_with("0b") || digits.starts_with("0B")) base = 2;
    if (base != 10) digits.remove_prefix(2);
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (failed == std::errc::invalid_argument || end != digits.data() + digits.size())
        return failure(invalid("it is no whole number, as 42, -7 or 0x2a is one"));
    const std::uint64_t all = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
    const std::uint64_t most = isSigned ? all >> 1U : all;
    const std::uint64_t mostNegative = isSigned ? most + 1 : 0;
    if (failed != std::errc() || value > (negative ? mostNegative : most)) {
        const std::string least = isSigned ? fmt::format("-{}", mostNegative) : "0";
        return failure(errorOf(ErrorKind::OutOfRange, "read the value",
                               fmt::format("{} is beyond {} \u2026 {}", trimmed(text), least, most)));
    }
    return (negative ? ~value + 1 : value) & all;
}

std::string formatFloat(float value) {
    return shortest(value);
}

std::string formatFloat(double value) {
    return shortest(value);
}

} // namespace ipclens::bytes
