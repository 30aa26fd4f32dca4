// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/filter.h"
#include "core/listing/filter_words.h"

namespace ipclens::listing {
namespace {

constexpr std::size_t none = std::string_view::npos;

/// The character at `at`, which moves behind it. A byte that is no UTF-8 is a character of its own, unlike all others.
char32_t takeCharacter(std::string_view text, std::size_t& at) noexcept {
    constexpr char32_t behindUnicode = 0x110000;
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || text.size() - at < more) return behindUnicode + first;
    char32_t character = first & (0x3fU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xc0U) != 0x80) return behindUnicode + first;
        character = character << 6U | (next & 0x3fU);
    }
    at += more;
    return character;
}

constexpr char32_t otherCase(char32_t c) noexcept {
    if (c >= U'a' && c <= U'z') return c - U'a' + U'A';
    if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
    return c;
}

constexpr bool isNegation(char c) noexcept {
    return c == '!' || c == '^';
}

/// Where the ] stands that closes the [ at `open`, or none.
std::size_t closingBracket(std::string_view pattern, std::size_t open) noexcept {
    std::size_t first = open + 1;
    if (first < pattern.size() && isNegation(pattern[first])) ++first;
    return first + 1 < pattern.size() ? pattern.find(']', first + 1) : none;
}

/// Whether a character is among those between the brackets: "a-z_", "!0-9".
bool isAmong(std::string_view members, char32_t character) noexcept {
    const bool negated = isNegation(members.front());
    const char32_t other = otherCase(character);
    bool found = false;
    for (std::size_t at = negated ? 1 : 0; at < members.size();) {
        const char32_t first = takeCharacter(members, at);
        char32_t last = first;
        if (at + 1 < members.size() && members[at] == '-') {
            ++at;
            last = takeCharacter(members, at);
        }
        found = found || (character >= first && character <= last) || (other >= first && other <= last);
    }
    return found != negated;
}

/// Matches the one element of the pattern at `p` against the text at `t`; both move behind what matched.
bool matchOne(std::string_view pattern, std::size_t& p, std::string_view text, std::size_t& t) noexcept {
    if (pattern[p] == '?') {
        ++p;
        takeCharacter(text, t);
        return true;
    }
    if (pattern[p] == '[') {
        if (const std::size_t close = closingBracket(pattern, p); close != none) {
            const std::string_view members = pattern.substr(p + 1, close - p - 1);
            p = close + 1;
            return isAmong(members, takeCharacter(text, t));
        }
    }
    return lowerCase(pattern[p++]) == lowerCase(text[t++]);
}

} // namespace

bool isGlob(std::string_view pattern) noexcept {
    return pattern.find_first_of("*?[") != none;
}

bool hasOpenBracket(std::string_view pattern) noexcept {
    for (std::size_t at = pattern.find('['); at != none; at = pattern.find('[', at + 1)) {
        at = closingBracket(pattern, at);
        if (at == none) return true;
    }
    return false;
}

bool globMatches(std::string_view pattern, std::string_view text) noexcept {
    std::size_t p = 0;
    std::size_t t = 0;
    // The last star, and how far the text is that it takes: what comes behind is tried from there, a byte later each
    // time. An earlier star need not be tried again
    std::size_t behindStar = none;
    std::size_t taken = 0;
    while (t < text.size() || p < pattern.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            behindStar = ++p;
            taken = t;
            continue;
        }
        if (p < pattern.size() && t < text.size() && matchOne(pattern, p, text, t)) continue;
        if (behindStar == none || taken >= text.size()) return false;
        p = behindStar;
        takeCharacter(text, taken);
        t = taken;
    }
    return true;
}

} // namespace ipclens::listing
