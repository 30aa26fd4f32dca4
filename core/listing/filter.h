// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/fields.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::listing {

struct FilterWord;

/// What a filter looks at: an object's fields, and whatever further fields a view adds (`is:`, `process:`).
struct FilterSubject {
    ObjectView object;
    Knowledge known;
};

/// A filter expression: terms with spaces between, which must all hold.
///
///     free text                 inside kind, key, id, name, owner (its name, else its number) or mode
///     field:pattern             against the field as the JSON prints it; * ? […], upper and lower case alike
///     name:*\xff*               a name also as lists show it, with what is no text escaped
///     owner:root owner:0        by name or number (owner, group, creator); key:42 key:0x2a key:-1 by number too
///     name:"/my ring"           quotes hold a term together; a colon within them parts no field off
///
/// * and ? and […] mean the same within quotes. An empty pattern, `name:`, is matched by an empty text alone. A field
/// that is null is `null` to a pattern, and nothing to free text; one that the object's kind has not is matched by no
/// pattern.
class Filter {
public:
    /// A field that a view adds to those of the JSON: whether `object` matches `pattern`.
    struct ExtraField {
        std::string name;
        std::function<bool(const FilterSubject& subject, std::string_view pattern)> matches;
        std::vector<std::string> values; ///< known patterns; where not empty any other is refused
    };

    /// Matches everything.
    Filter() = default;
    /// Invalid, with what is wrong and where, for an unknown field, an open quote or an open bracket.
    [[nodiscard]] static Result<Filter> parse(std::string_view expression, std::vector<ExtraField> extras = {});

    [[nodiscard]] bool empty() const noexcept { return terms_.empty(); }
    [[nodiscard]] bool matches(const FilterSubject& subject, UserNames& users) const;

private:
    struct Term {
        std::optional<Field> field;
        std::optional<std::size_t> extra; ///< place in extras_; without field and extra it is free text
        std::string pattern;              ///< free text: in lower case, or with a star at each end where it is a glob
        bool isGlob = false;
        std::optional<std::uint32_t> key; ///< what `pattern` is as a key's number
    };

    [[nodiscard]] static Result<Term> termOf(const FilterWord& word, const std::vector<ExtraField>& extras);
    [[nodiscard]] static bool holds(const Term& term, const FilterSubject& subject, UserNames& users);
    [[nodiscard]] static bool isInside(const Term& term, const FilterSubject& subject, UserNames& users);

    std::vector<Term> terms_;
    std::vector<ExtraField> extras_;
};

/// What is wrong with a term of `api:` or `kind:` that no object can ever match, with the words that these know;
/// nothing where there is none. To a filter it is a pattern like any other: it matches nothing.
[[nodiscard]] std::optional<Error> termWithoutMatch(std::string_view expression);

/// What a person can go on with at a place in an expression.
struct FilterCompletions {
    std::size_t from = 0;           ///< each word takes the place of the bytes from here to the cursor
    std::vector<std::string> words; ///< "kind:", "key:" …, or known patterns of the field: "sem", "true"
};

/// Completes the term that ends at `cursor` (a byte offset): a field's name, or its pattern where few are possible.
[[nodiscard]] FilterCompletions completeFilter(std::string_view expression, std::size_t cursor,
                                               const std::vector<Filter::ExtraField>& extras = {});

/// Whether `text` matches a glob of *, ? and […] ([!…] and [^…] negate, a ] that comes first is meant itself), upper
/// and lower case of ASCII alike. ? and […] stand for one character of UTF-8, or a byte that is none. A [ without its ]
/// is meant itself. Linear in practice: no backtracking over more than one star.
[[nodiscard]] bool globMatches(std::string_view pattern, std::string_view text) noexcept;

} // namespace ipclens::listing
