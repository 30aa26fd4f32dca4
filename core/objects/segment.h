// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <cstdint>
#include <variant>

namespace ipclens {

/// A shared memory segment of either API, as it was known at some moment; by default none.
class Segment {
public:
    Segment() = default;
    Segment(const SegmentInfo& info) noexcept // NOLINT(google-explicit-constructor): either is one
        : info_(info) {}
    Segment(const PosixSegmentInfo& info) noexcept // NOLINT(google-explicit-constructor)
        : info_(info) {}
    /// Of an object that is a segment.
    [[nodiscard]] static Segment of(ObjectView view);

    [[nodiscard]] bool isNone() const noexcept { return object() == ObjectId{Kind::SharedMemory, Id{}}; }
    [[nodiscard]] ObjectId object() const noexcept;
    [[nodiscard]] Api api() const noexcept { return object().api(); }
    [[nodiscard]] std::uint64_t size() const noexcept; ///< bytes
    [[nodiscard]] const Permissions& permissions() const noexcept;
    [[nodiscard]] Access access() const noexcept;

    /// What is known of one of this API; null for the other.
    [[nodiscard]] const SegmentInfo* systemV() const noexcept { return std::get_if<SegmentInfo>(&info_); }
    [[nodiscard]] const PosixSegmentInfo* posix() const noexcept { return std::get_if<PosixSegmentInfo>(&info_); }

    bool operator==(const Segment&) const = default;

private:
    std::variant<SegmentInfo, PosixSegmentInfo> info_;
};

} // namespace ipclens
