// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/character.h"

#include "core/bytes/hex_dump.h"

namespace ipclens::bytes {
namespace {

struct Lead {
    std::size_t length = 0;
    char32_t bits = 0;
    unsigned least = 0x80; ///< of the second byte
    unsigned most = 0xbf;
};

Lead leadOf(unsigned first) noexcept {
    if (first < 0x80) return {1, first};
    if (first >= 0xc2 && first <= 0xdf) return {2, first & 0x1fU};
    if (first == 0xe0) return {3, 0, 0xa0};
    if (first == 0xed) return {3, 0xd, 0x80, 0x9f};
    if (first >= 0xe1 && first <= 0xef) return {3, first & 0x0fU};
    if (first == 0xf0) return {4, 0, 0x90};
    if (first == 0xf4) return {4, 4, 0x80, 0x8f};
    if (first >= 0xf1 && first <= 0xf3) return {4, first & 0x07U};
    return {};
}

std::string_view shortEscape(char32_t code) noexcept {
    switch (code) {
    case U'\n': return "\\n";
    case U'\t': return "\\t";
    case U'\r': return "\\r";
    case U'\\': return "\\\\";
    default: return {};
    }
}

int hexDigit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::optional<Character> characterAt(std::span<const std::byte> bytes) noexcept {
    if (bytes.empty()) return {};
    const Lead lead = leadOf(std::to_integer<unsigned>(bytes[0]));
    if (lead.length == 0 || bytes.size() < lead.length) return {};
    Character character{lead.bits, lead.length};
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto next = std::to_integer<unsigned>(bytes[i]);
        if (next < (i == 1 ? lead.least : 0x80U) || next > (i == 1 ? lead.most : 0xbfU)) return {};
        character.code = (character.code << 6U) | (next & 0x3fU);
    }
    return character;
}

void appendUtf8(std::string& out, char32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
        return;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const unsigned mark = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
    out += static_cast<char>(mark | (code >> (6 * more)));
    for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
        out += static_cast<char>(0x80U | ((code >> shift) & 0x3fU));
}

void appendEscaped(std::string& out, std::span<const std::byte> bytes, char quote) {
    while (!bytes.empty()) {
        const auto character = characterAt(bytes);
        const std::size_t taken = character ? character->length : 1;
        if (character && character->code == 0) {
            // "\0" before a digit would read as another octal number
            const bool digit = bytes.size() > 1 && bytes[1] >= std::byte{'0'} && bytes[1] <= std::byte{'9'};
            out += digit ? "\\x00" : "\\0";
        } else if (character && !shortEscape(character->code).empty()) {
            out += shortEscape(character->code);
        } else if (character && character->code == static_cast<unsigned char>(quote)) {
            out += '\\';
            out += quote;
        } else if (character && isHarmless(character->code)) {
            appendUtf8(out, character->code);
        } else {
            for (const std::byte value : bytes.first(taken)) {
                out += "\\x";
                appendHexDigits(out, value);
            }
        }
        bytes = bytes.subspan(taken);
    }
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (++i == text.size()) return {};
        switch (text[i]) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case 'r': out += '\r'; break;
        case '0': out += '\0'; break;
        case '\\':
        case '"':
        case '\'': out += text[i]; break;
        case 'x': {
            if (i + 2 >= text.size()) return {};
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high < 0 || low < 0) return {};
            out += static_cast<char>(high * 16 + low);
            i += 2;
            break;
        }
        default: return {};
        }
    }
    return out;
}

} // namespace ipclens::bytes
