// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/quote.h"

#include "core/bytes/hex_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace ipclens::snippets {
namespace {

/// Characters of a literal on one line.
constexpr std::size_t lineLength = 72;

char charOf(std::byte value) noexcept {
    return static_cast<char>(value);
}

std::string octal(std::byte value) {
    return fmt::format("\\{:03o}", std::to_integer<unsigned>(value));
}

/// Splits what `escape` makes of each byte into pieces of about a line; after a line feed too.
template <class Escape>
std::vector<std::string> pieces(std::span<const std::byte> bytes, Escape escape) {
    std::vector<std::string> all(1);
    for (const std::byte value : bytes) {
        if (all.back().size() >= lineLength || all.back().ends_with("\\n")) all.emplace_back();
        all.back() += escape(value);
    }
    return all;
}

std::string cEscape(std::byte value) {
    switch (const char c = charOf(value)) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '"':
    case '\\':
    case '?': return {'\\', c}; // two ? make a trigraph
    default: return bytes::isPrintable(value) ? std::string(1, c) : octal(value);
    }
}

std::string pythonEscape(std::byte value) {
    switch (const char c = charOf(value)) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '"':
    case '\\': return {'\\', c};
    default:
        if (bytes::isPrintable(value)) return {c};
        return fmt::format("\\x{:02x}", std::to_integer<unsigned>(value));
    }
}

} // namespace

std::span<const std::byte> bytesOf(std::string_view text) noexcept {
    return std::as_bytes(std::span(text));
}

bool isPlain(std::span<const std::byte> bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(), bytes::isPrintable);
}

std::string cLiteral(std::span<const std::byte> bytes, int indent) {
    std::string text;
    for (const std::string& piece : pieces(bytes, cEscape)) {
        if (!text.empty()) text += '\n' + std::string(static_cast<std::size_t>(indent), ' ');
        text += '"' + piece + '"';
    }
    return text;
}

std::string pythonBytes(std::span<const std::byte> bytes, int indent) {
    const auto all = pieces(bytes, pythonEscape);
    if (all.size() == 1) return "b\"" + all.front() + '"';
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    std::string text = "(\n";
    for (const std::string& piece : all)
        text += fmt::format("{}    b\"{}\"\n", margin, piece);
    return text + margin + ')';
}

std::string pythonWord(std::string_view word) {
    const std::string literal = "b\"" + [&] {
        std::string text;
        for (const std::byte value : bytesOf(word))
            text += pythonEscape(value);
        return text;
    }() + '"';
    return isPlain(bytesOf(word)) ? literal.substr(1) : literal;
}

std::string shellWord(std::string_view word) {
    constexpr std::string_view harmless = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@%+:,./_-";
    if (!word.empty() && word.find_first_not_of(harmless) == std::string_view::npos) return std::string(word);
    const bool plain = isPlain(bytesOf(word));
    std::string text = plain ? "'" : "$'";
    for (const std::byte value : bytesOf(word)) {
        const char c = charOf(value);
        if (plain) {
            text += c == '\'' ? "'\\''" : std::string(1, c);
        } else {
            // Quotes too: a shell that has no $'…' must not find an end in it
            const bool itself = bytes::isPrintable(value) && c != '\'' && c != '\\';
            text += itself ? std::string(1, c) : octal(value);
        }
    }
    return text + '\'';
}

std::string shellPrintf(std::span<const std::byte> bytes) {
    std::string text = "'";
    for (const std::byte value : bytes) {
        switch (const char c = charOf(value)) {
        case '%': text += "%%"; break;
        case '\'':
        case '\\': text += octal(value); break;
        default: text += bytes::isPrintable(value) ? std::string(1, c) : octal(value);
        }
    }
    return text + '\'';
}

std::string hexDigits(std::span<const std::byte> bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte value : bytes)
        bytes::appendHexDigits(text, value);
    return text;
}

} // namespace ipclens::snippets
