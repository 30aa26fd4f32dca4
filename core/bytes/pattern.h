// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/number.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ipclens::bytes {

/// The longest pattern: a page.
inline constexpr std::size_t mostPatternBytes = 4096;

struct BytePattern {
    std::vector<std::byte> bytes;
};
/// Text in UTF-8. `eitherCase`: each letter stands for its capital and small form too, one for one, as Unicode pairs
/// them (towupper(3) of C.UTF-8; where that locale is missing, letters of ASCII alone).
struct TextPattern {
    std::string text;
    bool eitherCase = false;
};
struct NumberPattern {
    NumberRange range;
    bool aligned = false; ///< only where the offset is a multiple of the width
};
using Pattern = std::variant<BytePattern, TextPattern, NumberPattern>;

/// Reads bytes as a person writes them: "66 72 61 6d", "6672 616d", "0x66, 0x72". Invalid for anything else, or half a
/// byte.
[[nodiscard]] Result<std::vector<std::byte>> bytesFromHex(std::string_view text);

/// A place where a pattern is.
struct Match {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    bool operator==(const Match&) const = default;
};

/// A pattern, made ready to be looked for. Immutable, so threads may share it.
class Matcher {
public:
    /// Told of each match, in the order of their places, those that overlap too; ends the search by false.
    using Found = std::function<bool(Match)>;

    Matcher() = default;
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;
    virtual ~Matcher() = default;

    /// Errors: Invalid for an empty pattern, OutOfRange for one of more than mostPatternBytes.
    [[nodiscard]] static Result<std::shared_ptr<const Matcher>> make(const Pattern& pattern);

    /// How many bytes a match has at most.
    [[nodiscard]] virtual std::size_t mostLength() const noexcept = 0;
    /// Looks for matches that begin among the first `places` of these bytes, and lie in them as a whole. `offset` is
    /// that of the first byte. False where `found` ended it.
    virtual bool each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
                      const Found& found) const = 0;
};

} // namespace ipclens::bytes
