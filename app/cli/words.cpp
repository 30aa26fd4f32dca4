// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/words.h"

#include "app/cli/failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <limits>

#include <system_error>

namespace ipclens::cli {
namespace {

[[noreturn]] void refuse(std::string_view name, std::string_view word, std::string_view why) {
    throw Refused(fmt::format("{}: '{}' {}", name, word, why));
}

bool isDigit(char c) noexcept {
    return c >= '0' && c <= '9';
}

Number numberOrRefuse(std::string_view name, std::string_view word, bool plus = false) {
    const auto number = readNumber(word, plus);
    if (!number) refuse(name, word, "is not a number");
    return *number;
}

/// The factor of a size's last letter, 1 where it has none.
std::uint64_t factorOf(char letter) noexcept {
    switch (letter) {
    case 'K':
    case 'k': return std::uint64_t{1} << 10U;
    case 'M':
    case 'm': return std::uint64_t{1} << 20U;
    case 'G':
    case 'g': return std::uint64_t{1} << 30U;
    default: return 1;
    }
}

std::optional<double> secondsOfUnit(std::string_view unit) noexcept {
    if (unit.empty() || unit == "s") return 1.0;
    if (unit == "ms") return 0.001;
    if (unit == "m") return 60.0;
    return {};
}

int hexDigit(char c) noexcept {
    if (isDigit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::optional<Number> readNumber(std::string_view word, bool plus) noexcept {
    Number number;
    if (!word.empty() && (word.front() == '-' || (plus && word.front() == '+'))) {
        number.negative = word.front() == '-';
        word.remove_prefix(1);
    }
    int base = 10;
    if (word.size() > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X')) {
        base = 16;
        word.remove_prefix(2);
    }
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number.magnitude, base);
    if (end != word.data() + word.size() || error == std::errc::invalid_argument) return {};
    if (error == std::errc::result_out_of_range) {
        number.overflow = true;
        number.magnitude = UINT64_MAX;
    }
    if (number.magnitude == 0) number.negative = false;
    return number;
}

std::uint64_t parseUnsigned(std::string_view name, std::string_view word, std::uint64_t least, std::uint64_t most) {
    const Number number = numberOrRefuse(name, word);
    if (number.negative || number.magnitude < least) refuse(name, word, fmt::format("is below {}", least));
    if (number.overflow || number.magnitude > most) refuse(name, word, fmt::format("is above {}", most));
    return number.magnitude;
}

std::int64_t parseSigned(std::string_view name, std::string_view word, std::int64_t least, std::int64_t most,
                         bool plus) {
    const Number number = numberOrRefuse(name, word, plus);
    constexpr auto deepest = std::uint64_t{1} << 63U;
    const bool fits = !number.overflow && (number.negative ? number.magnitude <= deepest : number.magnitude < deepest);
    // Negating as unsigned is exact for the deepest number too
    const auto value = static_cast<std::int64_t>(number.negative ? -number.magnitude : number.magnitude);
    if (!fits || value < least || value > most) refuse(name, word, fmt::format("is not within {} to {}", least, most));
    return value;
}

std::uint64_t parseUnbounded(std::string_view name, std::string_view word) {
    const Number number = numberOrRefuse(name, word);
    if (number.negative) refuse(name, word, "is below 0");
    return number.magnitude;
}

std::uint64_t parseSize(std::string_view name, std::string_view word, std::uint64_t least) {
    const std::uint64_t factor = word.empty() ? 1 : factorOf(word.back());
    const auto number = readNumber(factor == 1 ? word : word.substr(0, word.size() - 1));
    if (!number) refuse(name, word, "is not a size (4096, 64K, 64M, 2G)");
    if (number->negative) refuse(name, word, "is below 0");
    if (number->overflow || number->magnitude > UINT64_MAX / factor)
        throw Failed(
            errorOf(ErrorKind::OutOfRange, std::string(name), fmt::format("'{}' is more than 64 bits hold", word)));
    const std::uint64_t size = number->magnitude * factor;
    if (size < least) refuse(name, word, fmt::format("is below {}", least));
    return size;
}

mode_t parseMode(std::string_view name, std::string_view word) {
    constexpr unsigned all = 0777;
    unsigned mode = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), mode, 8);
    if (end != word.data() + word.size() || error != std::errc() || mode > all)
        refuse(name, word, "is not an octal mode up to 0777");
    return mode;
}

std::chrono::nanoseconds parseDuration(std::string_view name, std::string_view word) {
    const char* const end = word.data() + word.size();
    double seconds = 0;
    // The first character shuts out the signs, "inf" and "nan" that from_chars would take
    const bool plain = !word.empty() && (isDigit(word.front()) || word.front() == '.');
    const auto [rest, error] = std::from_chars(word.data(), end, seconds);
    const auto unit = secondsOfUnit({rest, static_cast<std::size_t>(end - rest)});
    if (!plain || error != std::errc() || !unit) refuse(name, word, "is not a duration (0.4, 50ms, 2s, 1m)");
    seconds *= *unit;
    constexpr double century = 100.0 * 366 * 24 * 3600;
    constexpr double nanosecondsInSecond = 1e9;
    return std::chrono::nanoseconds(
        static_cast<std::int64_t>(std::ceil(std::min(seconds, century) * nanosecondsInSecond)));
}

std::chrono::nanoseconds parseInterval(std::string_view name, std::string_view word) {
    const auto duration = parseDuration(name, word);
    if (duration.count() == 0) refuse(name, word, "must be above 0");
    return duration;
}

std::vector<std::string> splitList(std::string_view name, std::string_view word) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= word.size();) {
        const std::size_t comma = std::min(word.find(',', begin), word.size());
        if (comma == begin) refuse(name, word, "has an empty place in its list");
        parts.emplace_back(word.substr(begin, comma - begin));
        begin = comma + 1;
    }
    return parts;
}

std::vector<std::string> splitLists(std::string_view name, const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (const auto& word : words) {
        const auto parts = splitList(name, word);
        all.insert(all.end(), parts.begin(), parts.end());
    }
    return all;
}

std::vector<std::byte> parseHex(std::string_view name, std::string_view word) {
    std::vector<std::byte> bytes;
    bytes.reserve(word.size() / 2);
    for (std::size_t i = 0; i < word.size();) {
        if (word[i] == ' ') {
            ++i;
            continue;
        }
        const int high = hexDigit(word[i]);
        const int low = i + 1 < word.size() ? hexDigit(word[i + 1]) : -1;
        if (high < 0 || low < 0) refuse(name, word, "is not pairs of hex digits");
        bytes.push_back(static_cast<std::byte>(high * 16 + low));
        i += 2;
    }
    return bytes;
}

} // namespace ipclens::cli
