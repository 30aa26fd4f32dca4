// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace ipclens::cli {

// The words of a call, read strictly: the whole word counts, and what it can't mean throws Refused. `name` is how the
// message calls it ("--size", "INDEX"). Numbers are decimal, whatever zeros they begin with, or 0x hex.

/// A number as far as it can be told before anyone knows its range.
struct Number {
    bool negative = false; ///< never with magnitude 0
    std::uint64_t magnitude = 0;
    bool overflow = false; ///< beyond 64 bits; magnitude is the largest then
};
/// Nothing where the word is no number. `plus` allows a leading +.
[[nodiscard]] std::optional<Number> readNumber(std::string_view word, bool plus = false) noexcept;

/// least … most, both included.
[[nodiscard]] std::uint64_t parseUnsigned(std::string_view name, std::string_view word, std::uint64_t least = 0,
                                          std::uint64_t most = UINT64_MAX);
[[nodiscard]] std::int64_t parseSigned(std::string_view name, std::string_view word, std::int64_t least,
                                       std::int64_t most, bool plus = false);
/// 0 or more; what is beyond 64 bits becomes the largest. For numbers whose bound is the object's business (an index, a
/// value): too large is out of range then, not a wrong word.
[[nodiscard]] std::uint64_t parseUnbounded(std::string_view name, std::string_view word);
/// Bytes; also with K, M, G (1024, either case). More than 64 bits hold is no wrong word either: Failed, out of range.
[[nodiscard]] std::uint64_t parseSize(std::string_view name, std::string_view word, std::uint64_t least = 0);
/// Octal, up to 0777.
[[nodiscard]] mode_t parseMode(std::string_view name, std::string_view word);
/// Seconds (0.4) or 50ms, 2s, 1m; rounded up to a nanosecond, and down to a century.
[[nodiscard]] std::chrono::nanoseconds parseDuration(std::string_view name, std::string_view word);
/// The same, above 0.
[[nodiscard]] std::chrono::nanoseconds parseInterval(std::string_view name, std::string_view word);

/// The parts between commas; refuses an empty one.
[[nodiscard]] std::vector<std::string> splitList(std::string_view name, std::string_view word);
/// The parts of all words together, for options that add up.
[[nodiscard]] std::vector<std::string> splitLists(std::string_view name, const std::vector<std::string>& words);

/// Bytes from hex digits in pairs, with spaces between the pairs where one likes: "01 ff00".
[[nodiscard]] std::vector<std::byte> parseHex(std::string_view name, std::string_view word);

} // namespace ipclens::cli
