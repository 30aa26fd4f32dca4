// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/filter_words.h"

#include <algorithm>

namespace ipclens::listing {
namespace {

constexpr bool isSpace(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

FilterWord takeWord(std::string_view expression, std::size_t& at) {
    FilterWord word;
    word.begin = at;
    for (; at < expression.size(); ++at) {
        const char c = expression[at];
        const bool quoted = word.openQuote.has_value();
        if (!quoted && isSpace(c)) break;
        if (c == '"') {
            word.openQuote = quoted ? std::nullopt : std::optional(at);
        } else if (!quoted && c == ':' && !word.colon) {
            word.colon = at;
            word.field = lowerCase(word.pattern);
            word.pattern.clear();
        } else {
            word.pattern += c;
        }
    }
    word.end = at;
    return word;
}

} // namespace

std::vector<FilterWord> splitFilter(std::string_view expression) {
    std::vector<FilterWord> words;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        if (!isSpace(expression[at])) words.push_back(takeWord(expression, at));
    }
    return words;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return lowerCase(c); });
    return lower;
}

} // namespace ipclens::listing
