// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"

#include "app/cli/escape.h"

#include <algorithm>
#include <array>

namespace ipclens::cli {
namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";

bool isPlain(char c) noexcept {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void appendCodeUnit(std::string& out, unsigned value) {
    out += "\\u00";
    out += hexDigits[value >> 4U];
    out += hexDigits[value & 0xfU];
}

/// One character that isPlain() does not cover; gives how many bytes it took.
std::size_t appendSpecial(std::string& out, std::string_view text) {
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    const std::size_t length = utf8Length(text);
    if (length == 0) {
        out += replacement;
        return 1;
    }
    if (isControl(text, length)) {
        // U+0080 … U+009F are c2 80 … c2 9f: the last byte is the number
        appendCodeUnit(out, static_cast<unsigned char>(text[length - 1]));
    } else {
        if (length == 1) out += '\\';
        out += text.substr(0, length);
    }
    return length;
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto plain = std::find_if_not(text.begin(), text.end(), isPlain);
        const auto length = static_cast<std::size_t>(plain - text.begin());
        out += text.substr(0, length);
        text.remove_prefix(length);
        if (!text.empty()) text.remove_prefix(appendSpecial(out, text));
    }
    out += '"';
}

void appendHex(std::string& out, std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes) {
        const auto value = std::to_integer<unsigned>(byte);
        out += hexDigits[value >> 4U];
        out += hexDigits[value & 0xfU];
    }
}

void appendJsonKey(std::string& out, Key key) {
    std::array<char, 12> text = {'"', '0', 'x', 0, 0, 0, 0, 0, 0, 0, 0, '"'};
    for (unsigned digit = 0; digit < 8; ++digit)
        text[10 - digit] = hexDigits[key.value >> 4 * digit & 0xfU];
    out.append(text.data(), text.size());
}

void appendJsonMode(std::string& out, unsigned mode) {
    const std::array<char, 6> text = {'"',
                                      '0',
                                      static_cast<char>('0' + (mode >> 6U & 7U)),
                                      static_cast<char>('0' + (mode >> 3U & 7U)),
                                      static_cast<char>('0' + (mode & 7U)),
                                      '"'};
    out.append(text.data(), text.size());
}

void appendNumber(std::string& out, double number) {
    // Without an exponent the longest has some 310 digits before its point, or some 330 behind
    constexpr std::size_t longest = 400;
    char digits[longest];
    out.append(digits, std::to_chars(digits, digits + longest, number, std::chars_format::fixed).ptr);
}

} // namespace ipclens::cli
