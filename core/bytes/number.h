// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::bytes {

enum class NumberKind : std::uint8_t { Signed, Unsigned, Float };

/// How bytes are read as a number.
struct NumberFormat {
    NumberKind kind = NumberKind::Signed;
    unsigned width = 4; ///< bytes: 1 … 8; 4 or 8 for a Float
    std::endian order = std::endian::native;

    [[nodiscard]] bool isValid() const noexcept;
    bool operator==(const NumberFormat&) const = default;
};

/// The `format.width` bytes from `bytes` on as an unsigned number: how a number is kept and compared here.
[[nodiscard]] std::uint64_t loadNumber(const std::byte* bytes, const NumberFormat& format) noexcept;
/// A loaded number in the order of its values: also unordered, for a Float that is none.
[[nodiscard]] std::partial_ordering compareNumbers(std::uint64_t left, std::uint64_t right,
                                                   const NumberFormat& format) noexcept;
/// For people: "-17", "3.5", with as many digits as tell it apart from its neighbours.
[[nodiscard]] std::string numberText(std::uint64_t loaded, const NumberFormat& format);

/// The numbers from one value to another, in one format.
class NumberRange {
public:
    /// A value as a person writes it, ± a tolerance that may be empty (0): "42", "-1", "0x51a0", "16.667", "1e-3",
    /// "inf". A range that passes what the format can hold ends there. With no tolerance a Float stands for the nearest
    /// value that the format has, and 0 for −0 too. Errors: Invalid where that is no number, or the format is none;
    /// OutOfRange where the value does not fit.
    [[nodiscard]] static Result<NumberRange> parse(const NumberFormat& format, std::string_view value,
                                                   std::string_view tolerance = {});

    [[nodiscard]] const NumberFormat& format() const noexcept { return format_; }
    [[nodiscard]] bool holds(std::uint64_t loaded) const noexcept;
    /// The bytes of the number, where there is just one and it can be written in one way.
    [[nodiscard]] std::optional<std::vector<std::byte>> onlyBytes() const;

private:
    [[nodiscard]] Result<void> parseWhole(std::string_view value, std::string_view tolerance);
    [[nodiscard]] Result<void> parseFloat(std::string_view value, std::string_view tolerance);

    NumberFormat format_;
    std::uint64_t low_ = 0; ///< of whole numbers, shifted so that they lie in the order of unsigned numbers
    std::uint64_t high_ = 0;
    double least_ = 0; ///< of floats
    double most_ = 0;
};

} // namespace ipclens::bytes
