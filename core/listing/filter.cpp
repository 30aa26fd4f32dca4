// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/filter.h"

#include "core/listing/filter_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace ipclens::listing {
namespace {

/// A key as a person writes its number: 42, 0x2a, -1.
std::optional<std::uint32_t> keyNumber(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex) text.remove_prefix(2);
    std::uint32_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, hex ? 16 : 10);
    if (failed != std::errc() || end != text.data() + text.size()) return {};
    constexpr std::uint32_t lowest = std::uint32_t{1} << 31U;
    if (negative && number > lowest) return {};
    return negative ? 0 - number : number;
}

bool equalFolded(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lowerCase(a) == lowerCase(b); });
}

/// `lower` is in lower case already.
bool containsFolded(std::string_view text, std::string_view lower) noexcept {
    return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                       [](char a, char b) { return lowerCase(a) == b; }) != text.end() ||
           lower.empty();
}

const std::string* personNameOf(RawValue value, UserNames& users) {
    if (value.form == RawValue::Form::User) return users.user(static_cast<uid_t>(value.number));
    if (value.form == RawValue::Form::Group) return users.group(static_cast<gid_t>(value.number));
    return nullptr;
}

/// A value as the JSON prints it; `room` is where it lies if it has to be made.
std::string_view printed(RawValue value, FieldBuffer& buffer, std::string& room) {
    if (value.form != RawValue::Form::Name || isUtf8(value.name)) return printTo(buffer, value);
    room = asUtf8(value.name);
    return room;
}

/// Whether a name stands on a screen in another way than its bytes: see escaped(Name).
bool mayBeEscaped(Name name) noexcept {
    const std::string_view bytes = name.bytes();
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return c <= ' ' || c > '~' || c == '\\'; });
}

/// Whether `matches` holds for a value as the JSON prints it, or for a name as lists show it.
template <class Matches>
bool matchesPrinted(RawValue value, Matches matches) {
    FieldBuffer buffer;
    std::string room;
    if (matches(printed(value, buffer, room))) return true;
    return value.form == RawValue::Form::Name && mayBeEscaped(value.name) && matches(escaped(value.name));
}

std::string knownFields(const std::vector<Filter::ExtraField>& extras) {
    std::string names;
    for (const Field field : allFields())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", fieldName(field));
    for (const auto& extra : extras)
        names += ", " + extra.name;
    return names;
}

Error refused(std::string reason, std::string hint = {}) {
    Error error = errorOf(ErrorKind::Invalid, {}, std::move(reason));
    error.hint = std::move(hint);
    return error;
}

/// A pattern of a field that has few: the one that is meant.
Result<std::string> knownPattern(const Filter::ExtraField& extra, const std::string& pattern) {
    for (const auto& value : extra.values) {
        if (equalFolded(value, pattern)) return value;
    }
    return failure(refused(pattern.empty() ? fmt::format("{}: needs a value", extra.name)
                                           : fmt::format("\"{}\" is no value of {}", pattern, extra.name),
                           fmt::format("{}", fmt::join(extra.values, ", "))));
}

} // namespace

Result<Filter::Term> Filter::termOf(const FilterWord& word, const std::vector<ExtraField>& extras) {
    if (word.openQuote) {
        return failure(refused(fmt::format("the quote at character {} is not closed", *word.openQuote + 1)));
    }
    Term term;
    term.pattern = word.pattern;
    if (word.colon) {
        term.field = fieldByName(word.field);
        const auto extra = std::find_if(extras.begin(), extras.end(),
                                        [&](const ExtraField& each) { return equalFolded(each.name, word.field); });
        if (!term.field && extra == extras.end()) {
            return failure(
                refused(fmt::format("there is no field \"{}\"", word.field), "fields: " + knownFields(extras)));
        }
        if (!term.field) {
            term.extra = static_cast<std::size_t>(extra - extras.begin());
            if (extra->values.empty()) return term;
            auto known = knownPattern(*extra, term.pattern);
            if (!known) return failure(std::move(known).error());
            term.pattern = std::move(*known);
            return term;
        }
    }
    if (hasOpenBracket(term.pattern)) {
        return failure(refused(fmt::format("a bracket in \"{}\" is not closed", term.pattern)));
    }
    term.isGlob = isGlob(term.pattern);
    if (term.field == Field::Key) term.key = keyNumber(term.pattern);
    if (!term.field) term.pattern = term.isGlob ? fmt::format("*{}*", term.pattern) : lowerCase(term.pattern);
    return term;
}

Result<Filter> Filter::parse(std::string_view expression, std::vector<ExtraField> extras) {
    Filter filter;
    for (const FilterWord& word : splitFilter(expression)) {
        auto term = termOf(word, extras);
        if (!term) {
            Error error = std::move(term).error();
            error.attempted = fmt::format("filter {}", expression);
            return failure(std::move(error));
        }
        filter.terms_.push_back(std::move(*term));
    }
    filter.extras_ = std::move(extras);
    return filter;
}

bool Filter::matches(const FilterSubject& subject, UserNames& users) const {
    return std::all_of(terms_.begin(), terms_.end(), [&](const Term& term) {
        if (term.extra) return extras_[*term.extra].matches(subject, term.pattern);
        return term.field ? holds(term, subject, users) : isInside(term, subject, users);
    });
}

bool Filter::holds(const Term& term, const FilterSubject& subject, UserNames& users) {
    const RawValue value = rawValue(subject.object, *term.field, subject.known);
    if (value.form == RawValue::Form::Absent) return false;
    if (term.key && value.form == RawValue::Form::Key && value.number == *term.key) return true;
    const auto matches = [&term](std::string_view text) {
        return term.isGlob ? globMatches(term.pattern, text) : equalFolded(term.pattern, text);
    };
    if (matchesPrinted(value, matches)) return true;
    const std::string* name = personNameOf(value, users);
    return name != nullptr && matches(*name);
}

bool Filter::isInside(const Term& term, const FilterSubject& subject, UserNames& users) {
    constexpr std::array looked{Field::Kind, Field::Key, Field::Id, Field::Name, Field::Owner, Field::Mode};
    return std::any_of(looked.begin(), looked.end(), [&](Field field) {
        const RawValue value = rawValue(subject.object, field, subject.known);
        if (!value.hasValue()) return false;
        const auto matches = [&term](std::string_view text) {
            return term.isGlob ? globMatches(term.pattern, text) : containsFolded(text, term.pattern);
        };
        const std::string* name = personNameOf(value, users);
        return name != nullptr ? matches(*name) : matchesPrinted(value, matches);
    });
}

} // namespace ipclens::listing
