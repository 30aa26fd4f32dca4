// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/fields.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::listing {

/// What a filter looks at: an object's fields, and whatever further fields a view adds (`is:`, `process:`).
struct FilterSubject {
    ObjectView object;
    Knowledge known;
};

/// A filter expression: terms with spaces between, which must all hold.
///
///     free text                 inside kind, key, id, name, owner or mode
///     field:pattern             against the field as the JSON prints it; * ? […], upper and lower case alike
///     owner:root owner:0        by name or number (owner, group); key:42 key:0x2a by number too
///     name:"/my ring"           quotes hold a term together
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
    struct Term;
    std::vector<Term> terms_;
    std::vector<ExtraField> extras_;
};

/// Whether `text` matches a glob of *, ? and […] ([!…] negates), upper and lower case of ASCII alike. Linear in
/// practice: no backtracking over more than one star.
[[nodiscard]] bool globMatches(std::string_view pattern, std::string_view text) noexcept;

} // namespace ipclens::listing
