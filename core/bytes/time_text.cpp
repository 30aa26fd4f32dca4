// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Times of value.h

#include "core/bytes/value.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <ctime>

namespace ipclens::bytes {
namespace {

constexpr int epochYear = 1900;
constexpr int lastYear = 9999;

/// What stands at the front of a text, taken off it.
class Reader {
public:
    explicit Reader(std::string_view text)
        : rest_(text) {}

    /// So many digits.
    std::optional<int> number(std::size_t digits) {
        if (rest_.size() < digits) return {};
        int value = 0;
        const auto [end, failed] = std::from_chars(rest_.data(), rest_.data() + digits, value);
        if (failed != std::errc() || end != rest_.data() + digits || value < 0) return {};
        rest_.remove_prefix(digits);
        return value;
    }
    /// One of these characters; 0 where it is none.
    char oneOf(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return 0;
        const char taken = rest_.front();
        rest_.remove_prefix(1);
        return taken;
    }
    bool word(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    [[nodiscard]] bool atEnd() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

/// 2026-11-21 18:24[:10], with a T between as well.
std::optional<std::tm> dateAndTime(Reader& reader) {
    const auto year = reader.number(4);
    if (!year || reader.oneOf("-") == 0) return {};
    const auto month = reader.number(2);
    if (!month || reader.oneOf("-") == 0) return {};
    const auto day = reader.number(2);
    if (!day || reader.oneOf(" T") == 0) return {};
    const auto hour = reader.number(2);
    if (!hour || reader.oneOf(":") == 0) return {};
    const auto minute = reader.number(2);
    if (!minute) return {};
    const auto second = reader.oneOf(":") != 0 ? reader.number(2) : std::optional(0);
    if (!second || *month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 23 || *minute > 59 || *second > 60)
        return {};
    std::tm parts{};
    parts.tm_year = *year - epochYear;
    parts.tm_mon = *month - 1;
    parts.tm_mday = *day;
    parts.tm_hour = *hour;
    parts.tm_min = *minute;
    parts.tm_sec = *second;
    parts.tm_isdst = -1;
    return parts;
}

/// A zone at the end: seconds east of UTC; `local` where there is none.
std::optional<long> zone(Reader& reader, bool& local) {
    static_cast<void>(reader.oneOf(" "));
    local = reader.atEnd();
    if (local || reader.word("Z") || reader.word("UTC")) return 0;
    const char sign = reader.oneOf("+-");
    if (sign == 0) return {};
    const auto hours = reader.number(2);
    static_cast<void>(reader.oneOf(":"));
    const auto minutes = reader.number(2);
    if (!hours || !minutes) return {};
    const long seconds = *hours * 3600L + *minutes * 60L;
    return sign == '-' ? -seconds : seconds;
}

std::optional<std::int64_t> secondsOf(std::string_view text) {
    Reader reader(text);
    auto parts = dateAndTime(reader);
    if (!parts) return {};
    bool local = false;
    const auto east = zone(reader, local);
    if (!east || !reader.atEnd()) return {};
    // The 31st of a month that has 30 days would be taken for the first of the next
    std::tm plain = *parts;
    timegm(&plain);
    if (plain.tm_mon != parts->tm_mon) return {};
    return local ? std::mktime(&*parts) : timegm(&*parts) - *east;
}

} // namespace

std::string formatTime(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm parts{};
    if (localtime_r(&time, &parts) == nullptr || parts.tm_year < -epochYear || parts.tm_year > lastYear - epochYear)
        return fmt::format("{}", seconds);
    const long east = parts.tm_gmtoff / 60;
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} {}{:02}{:02}", parts.tm_year + epochYear, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, east < 0 ? '-' : '+',
                       std::abs(east) / 60, std::abs(east) % 60);
}

Result<std::int64_t> parseTime(std::string_view text) {
    if (const auto seconds = secondsOf(text)) return *seconds;
    if (const auto seconds = parseInteger(text, 64, true)) return static_cast<std::int64_t>(*seconds);
    return failure(errorOf(ErrorKind::Invalid, "read the value",
                           "it is no time, as 2026-11-21 18:24:10 or seconds since 1970 are one"));
}

} // namespace ipclens::bytes
