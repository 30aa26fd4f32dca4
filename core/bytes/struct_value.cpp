// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_value.h"

#include "core/bytes/character.h"
#include "core/bytes/hex_dump.h"
#include "core/bytes/struct_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace ipclens::bytes::structs {
namespace {

constexpr std::uint64_t bitsOfByte = 8;

Error invalid(std::string reason) {
    return errorOf(ErrorKind::Invalid, "read the value", std::move(reason));
}

ScalarKind kindOf(const Type& type) {
    const auto* scalar = std::get_if<Scalar>(&type.form);
    return scalar != nullptr ? scalar->kind : ScalarKind::Unsigned;
}

std::string longDoubleText(std::span<const std::byte> bytes, ByteOrder order) {
    long double value = 0;
    std::array<std::byte, sizeof(value)> inOrder{};
    std::copy(bytes.begin(), bytes.end(), inOrder.begin());
    if (order != hostOrder) std::reverse(inOrder.begin(), inOrder.end());
    std::memcpy(&value, inOrder.data(), sizeof(value));
    return fmt::format("{}", value);
}

std::string floatText(std::span<const std::byte> bytes, ByteOrder order) {
    if (bytes.size() == sizeof(float)) return *decode(ValueType::Float, order, bytes);
    if (bytes.size() == sizeof(double)) return *decode(ValueType::Double, order, bytes);
    return longDoubleText(bytes, order);
}

const Enumerator* enumeratorOf(const Enumeration& enumeration, std::int64_t value) {
    const auto found = std::find_if(enumeration.values.begin(), enumeration.values.end(),
                                    [&](const Enumerator& each) { return each.value == value; });
    return found == enumeration.values.end() ? nullptr : &*found;
}

std::optional<std::int64_t> enumValue(const Type& type, std::string_view typed) {
    // As it is shown, the number behind the name
    typed = typed.substr(0, typed.find(" ("));
    const auto& values = std::get<Enumeration>(type.form).values;
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const Enumerator& each) { return each.name == typed; });
    if (found == values.end()) return {};
    return found->value;
}

std::vector<std::byte> bytesOfNumber(std::uint64_t value, std::size_t size, ByteOrder order) {
    std::vector<std::byte> bytes(size);
    storeUnsigned(value, order, bytes);
    return bytes;
}

} // namespace

ArrayForm arrayForm(const Type& element) noexcept {
    const auto* scalar = std::get_if<Scalar>(&element.form);
    if (scalar == nullptr || element.size != 1) return ArrayForm::Elements;
    if (scalar->kind == ScalarKind::Character) return ArrayForm::Text;
    return scalar->kind == ScalarKind::Unsigned ? ArrayForm::Hex : ArrayForm::Elements;
}

std::uint64_t loadBits(std::span<const std::byte> bytes, std::uint64_t bit, unsigned width, ByteOrder order) noexcept {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i) {
        const std::uint64_t place = bit + i;
        const auto byte = std::to_integer<std::uint64_t>(bytes[place / bitsOfByte]);
        const std::uint64_t within = place % bitsOfByte;
        if (order == ByteOrder::Big) {
            value = value << 1U | (byte >> (bitsOfByte - 1 - within) & 1U);
        } else {
            value |= (byte >> within & 1U) << i;
        }
    }
    return value;
}

std::int64_t integerOf(const Type& type, std::uint64_t bits, unsigned width) noexcept {
    if (!isSigned(type) || width == 0) return static_cast<std::int64_t>(bits);
    const unsigned unused = 64 - width;
    return static_cast<std::int64_t>(bits << unused) >> unused;
}

std::string integerText(const Type& type, std::uint64_t bits, unsigned width) {
    const std::int64_t value = integerOf(type, bits, width);
    std::string number = isSigned(type) ? fmt::format("{}", value) : fmt::format("{}", bits);
    if (const auto* enumeration = std::get_if<Enumeration>(&type.form)) {
        const Enumerator* known = enumeratorOf(*enumeration, value);
        return known != nullptr ? fmt::format("{} ({})", known->name, number) : number;
    }
    switch (kindOf(type)) {
    case ScalarKind::Boolean: return bits == 0 ? "false" : bits == 1 ? "true" : fmt::format("true ({})", bits);
    case ScalarKind::Time: return formatTime(value);
    case ScalarKind::Character: {
        if (bits < 0x20 || bits > 0x7e) return number;
        std::string quoted;
        const auto letter = static_cast<std::byte>(bits);
        appendEscaped(quoted, std::span(&letter, 1), '\'');
        return fmt::format("{} '{}'", number, quoted);
    }
    default: return number;
    }
}

std::string scalarText(const Type& type, std::span<const std::byte> bytes, ByteOrder order) {
    switch (kindOf(type)) {
    case ScalarKind::Float: return floatText(bytes, order);
    case ScalarKind::Opaque: return hexOf(bytes, bytes.size() * 3);
    case ScalarKind::Pointer: {
        const std::uint64_t address = loadUnsigned(bytes, bytes.size(), order);
        return address == 0 ? "NULL" : fmt::format("{:#x}", address);
    }
    default:
        return integerText(type, loadUnsigned(bytes, bytes.size(), order),
                           static_cast<unsigned>(bytes.size() * bitsOfByte));
    }
}

std::string textOf(std::span<const std::byte> bytes, std::size_t longest) {
    while (!bytes.empty() && bytes.back() == std::byte{0})
        bytes = bytes.first(bytes.size() - 1);
    const bool cut = bytes.size() > longest;
    if (cut) {
        bytes = bytes.first(longest);
        // Not in the middle of a character
        for (int i = 0; i < 3 && !bytes.empty() && (bytes.back() & std::byte{0xc0}) == std::byte{0x80}; ++i)
            bytes = bytes.first(bytes.size() - 1);
        if (!bytes.empty() && bytes.back() >= std::byte{0xc0}) bytes = bytes.first(bytes.size() - 1);
    }
    std::string text = "\"";
    appendEscaped(text, bytes);
    text += cut ? "\u2026\"" : "\"";
    return text;
}

std::string hexOf(std::span<const std::byte> bytes, std::size_t longest) {
    const std::size_t shown = std::min(bytes.size(), std::max<std::size_t>(longest / 3, 1));
    std::string text;
    for (const std::byte value : bytes.first(shown)) {
        if (!text.empty()) text += ' ';
        appendHexDigits(text, value);
    }
    if (shown < bytes.size()) text += " \u2026";
    return text;
}

Result<std::vector<std::byte>> encodeScalar(const Type& type, std::string_view typed, ByteOrder order) {
    const std::size_t size = *type.size;
    const unsigned width = static_cast<unsigned>(size * bitsOfByte);
    if (std::holds_alternative<Enumeration>(type.form)) {
        if (const auto value = enumValue(type, typed))
            return bytesOfNumber(static_cast<std::uint64_t>(*value), size, order);
    }
    switch (kindOf(type)) {
    case ScalarKind::Float: return encode(size == sizeof(float) ? ValueType::Float : ValueType::Double, order, typed);
    case ScalarKind::Time: return encode(ValueType::Time, order, typed);
    case ScalarKind::Boolean:
        if (typed == "true") return bytesOfNumber(1, size, order);
        if (typed == "false") return bytesOfNumber(0, size, order);
        break;
    case ScalarKind::Pointer:
        if (typed == "NULL") return bytesOfNumber(0, size, order);
        break;
    case ScalarKind::Character:
        if (const std::size_t quote = typed.find('\''); quote != std::string_view::npos && typed.ends_with('\'')) {
            const auto letter = unescaped(typed.substr(quote + 1, typed.size() - quote - 2));
            if (!letter || letter->size() != 1) return failure(invalid("between the quotes is not one character"));
            return std::vector<std::byte>{static_cast<std::byte>(letter->front())};
        }
        break;
    default: break;
    }
    return parseInteger(typed, width, isSigned(type)).map([&](std::uint64_t value) {
        return bytesOfNumber(value, size, order);
    });
}

Result<std::vector<std::byte>> encodeText(std::string_view typed, std::size_t size) {
    if (typed.size() >= 2 && typed.starts_with('"') && typed.ends_with('"')) typed = typed.substr(1, typed.size() - 2);
    const auto text = unescaped(typed);
    if (!text) return failure(invalid("a backslash stands before n, t, r, 0, \\, a quote or x and two digits"));
    if (text->size() > size)
        return failure(errorOf(ErrorKind::OutOfRange, "read the value",
                               fmt::format("it has {} bytes, and there is room for {}", text->size(), size)));
    std::vector<std::byte> bytes(size);
    std::transform(text->begin(), text->end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return bytes;
}

Result<std::vector<std::byte>> encodeHex(std::string_view typed, std::size_t size) {
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits), [](char c) { return c != ' '; });
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned value = 0;
        const auto [end, failed] = std::from_chars(&digits[i], &digits[i] + 2, value, 16);
        if (failed != std::errc() || end != &digits[i] + 2) return failure(invalid("two hex digits make a byte"));
        bytes.push_back(static_cast<std::byte>(value));
    }
    if (digits.size() % 2 != 0 || bytes.size() != size)
        return failure(invalid(fmt::format("{} bytes of two hex digits each are needed", size)));
    return bytes;
}

} // namespace ipclens::bytes::structs
