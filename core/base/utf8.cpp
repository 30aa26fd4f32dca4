// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens {
namespace {

constexpr unsigned char byteAt(std::string_view text, std::size_t index) noexcept {
    return static_cast<unsigned char>(text[index]);
}

constexpr bool isContinuation(unsigned char byte) noexcept {
    return (byte & 0xc0U) == 0x80U;
}

/// Whether the second byte of a sequence can follow its first: shuts out overlong forms, surrogates and what is beyond
/// U+10FFFF (The Unicode Standard, table 3-7).
constexpr bool secondByteFits(unsigned char first, unsigned char second) noexcept {
    switch (first) {
    case 0xe0: return second >= 0xa0 && second <= 0xbf;
    case 0xed: return second >= 0x80 && second <= 0x9f;
    case 0xf0: return second >= 0x90 && second <= 0xbf;
    case 0xf4: return second >= 0x80 && second <= 0x8f;
    default: return isContinuation(second);
    }
}

} // namespace

std::size_t utf8Length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const unsigned char first = byteAt(text, 0);
    if (first < 0x80) return 1;
    std::size_t length = 0;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
    }
    if (length == 0 || text.size() < length || !secondByteFits(first, byteAt(text, 1))) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (!isContinuation(byteAt(text, i))) return 0;
    }
    return length;
}

bool isUtf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool isControl(std::string_view text, std::size_t length) noexcept {
    const unsigned char first = byteAt(text, 0);
    if (length == 1) return first < 0x20 || first == 0x7f;
    return length == 2 && first == 0xc2 && byteAt(text, 1) < 0xa0;
}

char32_t codeOf(std::string_view text, std::size_t length) noexcept {
    const unsigned first = byteAt(text, 0);
    if (length == 1) return first;
    char32_t code = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i)
        code = (code << 6U) | (byteAt(text, i) & 0x3fU);
    return code;
}

bool isHarmless(char32_t code) noexcept {
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
    // Marks of direction, and what ends a line or joins unseen
    if (code == 0xad || code == 0x61c || (code >= 0x200b && code <= 0x200f)) return false;
    if ((code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff) return false;
    if ((code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe0fff)) return false;
    return (code & 0xfffeU) != 0xfffe && (code < 0xfdd0 || code > 0xfdef);
}

void appendAsBytes(std::string& out, std::string_view bytes) {
    for (const char byte : bytes)
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(byte));
}

void appendEscaped(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        const std::size_t taken = std::max<std::size_t>(length, 1);
        if (length == 0 || !isHarmless(codeOf(text, length))) {
            appendAsBytes(out, text.substr(0, taken));
        } else {
            out.append(text.substr(0, taken));
        }
        text.remove_prefix(taken);
    }
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    appendEscaped(out, text);
    return out;
}

} // namespace ipclens
