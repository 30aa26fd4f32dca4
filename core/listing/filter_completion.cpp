// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/filter.h"
#include "core/listing/filter_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::listing {
namespace {

using Words = std::vector<std::string>;

Words fieldWords(const std::vector<Filter::ExtraField>& extras) {
    Words words;
    for (const Field field : allFields())
        words.push_back(std::string(fieldName(field)) + ":");
    for (const auto& extra : extras)
        words.push_back(extra.name + ":");
    return words;
}

/// The patterns of a field that has few.
Words patternWords(std::string_view field, const std::vector<Filter::ExtraField>& extras) {
    const auto known = fieldByName(field);
    if (!known) {
        const auto extra = std::find_if(extras.begin(), extras.end(),
                                        [&](const Filter::ExtraField& each) { return lowerCase(each.name) == field; });
        return extra == extras.end() ? Words{} : extra->values;
    }
    switch (*known) {
    case Field::Api: return {"sysv", "posix"};
    case Field::Kind: return {"sem", "shm", "msg"};
    case Field::Removed:
    case Field::Locked: return {"true", "false"};
    case Field::Bogus:
    case Field::Denied: return {"true"};
    default: return {};
    }
}

} // namespace

std::optional<Error> termWithoutMatch(std::string_view expression) {
    for (const FilterWord& term : splitFilter(expression)) {
        const auto field = term.colon ? fieldByName(term.field) : std::nullopt;
        if (field != Field::Api && field != Field::Kind) continue;
        const Words known = patternWords(term.field, {});
        if (std::any_of(known.begin(), known.end(), [&](const auto& word) { return globMatches(term.pattern, word); }))
            continue;
        return errorOf(ErrorKind::Invalid, fmt::format("filter {}", expression),
                       fmt::format("{}: takes {} or {}", term.field, fmt::join(known.begin(), known.end() - 1, ", "),
                                   known.back()));
    }
    return std::nullopt;
}

FilterCompletions completeFilter(std::string_view expression, std::size_t cursor,
                                 const std::vector<Filter::ExtraField>& extras) {
    expression = expression.substr(0, cursor);
    const auto terms = splitFilter(expression);
    // Behind a space a new term begins; within quotes it does not
    const bool within = !terms.empty() && terms.back().end == expression.size();
    FilterWord term;
    term.begin = expression.size();
    if (within) term = terms.back();
    FilterCompletions completions;
    completions.from = term.colon ? *term.colon + 1 : term.begin;
    const std::string begun = lowerCase(term.pattern);
    for (auto& word : term.colon ? patternWords(term.field, extras) : fieldWords(extras)) {
        if (lowerCase(word).starts_with(begun)) completions.words.push_back(std::move(word));
    }
    return completions;
}

} // namespace ipclens::listing
