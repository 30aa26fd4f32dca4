// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace ipclens::bytes {
namespace {

constexpr std::string_view attempted = "read a number";

std::uint64_t maskOf(unsigned width) noexcept {
    return width >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * width)) - 1;
}

std::uint64_t signBit(unsigned width) noexcept {
    return std::uint64_t{1} << (8 * width - 1);
}

/// Moves signed numbers so that their order is that of unsigned ones.
std::uint64_t ordered(std::uint64_t loaded, const NumberFormat& format) noexcept {
    return format.kind == NumberKind::Signed ? loaded ^ signBit(format.width) : loaded;
}

template <class Number>
Number load(const std::byte* bytes) noexcept {
    Number number{};
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

double asDouble(std::uint64_t loaded, unsigned width) noexcept {
    if (width == 8) return std::bit_cast<double>(loaded);
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(loaded)));
}

std::int64_t asSigned(std::uint64_t loaded, unsigned width) noexcept {
    const std::uint64_t sign = signBit(width);
    return static_cast<std::int64_t>((loaded ^ sign) - sign);
}

Error noNumber(std::string_view text) {
    return errorOf(ErrorKind::Invalid, std::string(attempted),
                   text.empty() ? "there is no number" : fmt::format("\u201c{}\u201d is no number", text));
}

struct Whole {
    bool negative = false;
    std::uint64_t magnitude = 0;
};

std::string_view trimmed(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes a sign off: the minus sign of typographers (U+2212) too, as numbers are shown with it.
bool takeMinus(std::string_view& text) noexcept {
    for (const std::string_view minus : {std::string_view("-"), std::string_view("\u2212")}) {
        if (!text.starts_with(minus)) continue;
        text.remove_prefix(minus.size());
        return true;
    }
    if (text.starts_with('+')) text.remove_prefix(1);
    return false;
}

Result<Whole> wholeFrom(std::string_view text) {
    std::string_view digits = trimmed(text);
    Whole whole;
    whole.negative = takeMinus(digits);
    const bool hexadecimal = digits.starts_with("0x") || digits.starts_with("0X");
    if (hexadecimal) digits.remove_prefix(2);
    const char* const end = digits.data() + digits.size();
    const auto [rest, failed] = std::from_chars(digits.data(), end, whole.magnitude, hexadecimal ? 16 : 10);
    if (failed == std::errc::result_out_of_range) {
        return failure(errorOf(ErrorKind::OutOfRange, std::string(attempted),
                               fmt::format("{} needs more than 8 bytes", trimmed(text))));
    }
    if (failed != std::errc() || rest != end) return failure(noNumber(text));
    if (whole.magnitude == 0) whole.negative = false;
    return whole;
}

Result<double> realFrom(std::string_view text) {
    std::string_view digits = trimmed(text);
    const bool negative = takeMinus(digits);
    double value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, failed] = std::from_chars(digits.data(), end, value);
    if (failed == std::errc::result_out_of_range)
        return failure(errorOf(ErrorKind::OutOfRange, std::string(attempted),
                               fmt::format("{} is too large or small", trimmed(text))));
    if (failed != std::errc() || rest != end || std::isnan(value)) return failure(noNumber(text));
    return negative ? -value : value;
}

} // namespace

bool NumberFormat::isValid() const noexcept {
    return kind == NumberKind::Float ? width == 4 || width == 8 : width >= 1 && width <= 8;
}

std::uint64_t loadNumber(const std::byte* bytes, const NumberFormat& format) noexcept {
    const bool swapped = format.order != std::endian::native;
    switch (format.width) {
    case 1: return std::to_integer<std::uint64_t>(*bytes);
    case 2: return swapped ? __builtin_bswap16(load<std::uint16_t>(bytes)) : load<std::uint16_t>(bytes);
    case 4: return swapped ? __builtin_bswap32(load<std::uint32_t>(bytes)) : load<std::uint32_t>(bytes);
    case 8: return swapped ? __builtin_bswap64(load<std::uint64_t>(bytes)) : load<std::uint64_t>(bytes);
    default: break;
    }
    std::uint64_t loaded = 0;
    for (unsigned place = 0; place < format.width; ++place) {
        const unsigned from = format.order == std::endian::big ? place : format.width - 1 - place;
        loaded = loaded << 8U | std::to_integer<std::uint64_t>(bytes[from]);
    }
    return loaded;
}

std::partial_ordering compareNumbers(std::uint64_t left, std::uint64_t right, const NumberFormat& format) noexcept {
    if (format.kind == NumberKind::Float) return asDouble(left, format.width) <=> asDouble(right, format.width);
    return ordered(left, format) <=> ordered(right, format);
}

std::string numberText(std::uint64_t loaded, const NumberFormat& format) {
    switch (format.kind) {
    case NumberKind::Signed: return fmt::format("{}", asSigned(loaded, format.width));
    case NumberKind::Unsigned: return fmt::format("{}", loaded);
    case NumberKind::Float: break;
    }
    if (format.width == 4) return fmt::format("{}", std::bit_cast<float>(static_cast<std::uint32_t>(loaded)));
    return fmt::format("{}", std::bit_cast<double>(loaded));
}

Result<NumberRange> NumberRange::parse(const NumberFormat& format, std::string_view value, std::string_view tolerance) {
    if (!format.isValid())
        return failure(errorOf(ErrorKind::Invalid, std::string(attempted), "there is no number of this width"));
    NumberRange range;
    range.format_ = format;
    auto parsed =
        format.kind == NumberKind::Float ? range.parseFloat(value, tolerance) : range.parseWhole(value, tolerance);
    if (!parsed) return failure(std::move(parsed.error()));
    return range;
}

Result<void> NumberRange::parseWhole(std::string_view value, std::string_view tolerance) {
    const auto whole = wholeFrom(value);
    if (!whole) return failure(whole.error());
    auto plusMinus = trimmed(tolerance).empty() ? Result<Whole>(Whole()) : wholeFrom(tolerance);
    if (!plusMinus) return failure(std::move(plusMinus.error()));
    if (plusMinus->negative)
        return failure(errorOf(ErrorKind::Invalid, std::string(attempted), "a tolerance is not below 0"));

    const bool isSigned = format_.kind == NumberKind::Signed;
    const std::uint64_t mask = maskOf(format_.width);
    const std::uint64_t zero = isSigned ? signBit(format_.width) : 0; // where 0 lies among all values
    const bool fits = whole->negative ? whole->magnitude <= zero : whole->magnitude <= mask - zero;
    if (!fits) {
        return failure(errorOf(ErrorKind::OutOfRange, std::string(attempted),
                               fmt::format("{} does not fit into {} {} of {}", trimmed(value),
                                           isSigned ? "a signed" : "an unsigned", "number",
                                           format_.width == 1 ? "1 byte" : fmt::format("{} bytes", format_.width))));
    }
    const std::uint64_t place = whole->negative ? zero - whole->magnitude : zero + whole->magnitude;
    low_ = place - std::min(place, plusMinus->magnitude);
    high_ = place + std::min(mask - place, plusMinus->magnitude);
    return {};
}

Result<void> NumberRange::parseFloat(std::string_view value, std::string_view tolerance) {
    auto real = realFrom(value);
    if (!real) return failure(std::move(real.error()));
    auto plusMinus = trimmed(tolerance).empty() ? Result<double>(0.0) : realFrom(tolerance);
    if (!plusMinus) return failure(std::move(plusMinus.error()));
    if (*plusMinus < 0)
        return failure(errorOf(ErrorKind::Invalid, std::string(attempted), "a tolerance is not below 0"));
    if (format_.width == 4 && std::isfinite(*real) &&
        std::abs(*real) > static_cast<double>(std::numeric_limits<float>::max())) {
        return failure(errorOf(ErrorKind::OutOfRange, std::string(attempted),
                               fmt::format("{} does not fit into a float of 4 bytes", trimmed(value))));
    }
    if (*plusMinus == 0 && format_.width == 4) *real = static_cast<double>(static_cast<float>(*real));
    const bool endless = std::isinf(*real); // and ± inf would be no number
    least_ = endless ? *real : *real - *plusMinus;
    most_ = endless ? *real : *real + *plusMinus;
    return {};
}

bool NumberRange::holds(std::uint64_t loaded) const noexcept {
    if (format_.kind == NumberKind::Float) {
        const double value = asDouble(loaded, format_.width);
        return value >= least_ && value <= most_;
    }
    return ordered(loaded, format_) - low_ <= high_ - low_;
}

std::optional<std::vector<std::byte>> NumberRange::onlyBytes() const {
    std::uint64_t loaded = low_;
    if (format_.kind == NumberKind::Float) {
        if (least_ != most_ || least_ == 0) return {};
        loaded = format_.width == 8 ? std::bit_cast<std::uint64_t>(least_)
                                    : std::bit_cast<std::uint32_t>(static_cast<float>(least_));
    } else if (low_ != high_) {
        return {};
    } else {
        loaded = ordered(low_, format_);
    }
    std::vector<std::byte> bytes(format_.width);
    for (unsigned place = 0; place < format_.width; ++place)
        bytes[place] = static_cast<std::byte>(loaded >> (8 * place));
    if (format_.order == std::endian::big) std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

} // namespace ipclens::bytes
