// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_model.h"

#include <cstdint>
#include <optional>

namespace ipclens::bytes::structs {

/// Gives the members of a struct or union their places, one after the other, as the System V ABI does it. Sizes are at
/// most largestSize; so is what it gives, or none.
class Placement {
public:
    explicit Placement(const Aggregate& aggregate);

    /// Where the next member begins, in bits from the start; `size`: of its type, in bytes.
    [[nodiscard]] std::optional<std::uint64_t> add(const Member& member, const Type& type, std::uint64_t size);

    /// With the padding at the end.
    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] std::uint64_t alignment() const { return alignment_; }

private:
    std::uint64_t addBits(const Member& member, const Type& type);

    const Aggregate& aggregate_;
    std::uint64_t nextBit_ = 0;
    std::uint64_t bits_ = 0; ///< that are taken up; of a union those of the largest member
    std::uint64_t alignment_;
};

} // namespace ipclens::bytes::structs
