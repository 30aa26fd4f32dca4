// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_placement.h"

#include <algorithm>

namespace ipclens::bytes::structs {
namespace {

constexpr std::uint64_t bitsOfByte = 8;

std::uint64_t roundedUp(std::uint64_t value, std::uint64_t unit) {
    return (value + unit - 1) / unit * unit;
}

} // namespace

Placement::Placement(const Aggregate& aggregate)
    : aggregate_(aggregate)
    , alignment_(std::max<std::uint64_t>(aggregate.alignment, 1)) {}

std::optional<std::uint64_t> Placement::add(const Member& member, const Type& type, std::uint64_t size) {
    if (aggregate_.isUnion) nextBit_ = 0;
    std::uint64_t place = 0;
    if (member.bits) {
        place = addBits(member, type);
    } else {
        std::uint64_t alignment = aggregate_.packed ? 1 : type.alignment;
        alignment = std::max(alignment, member.alignment);
        if (aggregate_.pack != 0) alignment = std::min(alignment, aggregate_.pack);
        alignment_ = std::max(alignment_, alignment);
        place = roundedUp(nextBit_, alignment * bitsOfByte);
        nextBit_ = place + size * bitsOfByte;
    }
    bits_ = std::max(bits_, nextBit_);
    if (this->size() > largestSize) return {};
    return place;
}

std::uint64_t Placement::addBits(const Member& member, const Type& type) {
    const std::uint64_t unit = *type.size * bitsOfByte;
    std::uint64_t alignment = type.alignment;
    if (aggregate_.pack != 0) alignment = std::min(alignment, aggregate_.pack);
    if (*member.bits == 0) {
        nextBit_ = roundedUp(nextBit_, alignment * bitsOfByte);
        return nextBit_;
    }
    if (member.alignment != 0) nextBit_ = roundedUp(nextBit_, member.alignment * bitsOfByte);
    // #pragma pack, with whatever number, lets bit fields lie as closely as packed does
    if (!aggregate_.packed && aggregate_.pack == 0) {
        // It may not reach over more units of its type than the type itself would
        const std::uint64_t alignedBits = alignment * bitsOfByte;
        const std::uint64_t reaches = roundedUp(nextBit_ % alignedBits + *member.bits, alignedBits) / alignedBits;
        if (reaches > unit / alignedBits) nextBit_ = roundedUp(nextBit_, alignedBits);
    }
    // Padding without a name asks nothing of the struct
    if (!member.name.empty()) alignment_ = std::max({alignment_, aggregate_.packed ? 1 : alignment, member.alignment});
    const std::uint64_t place = nextBit_;
    nextBit_ += *member.bits;
    return place;
}

std::uint64_t Placement::size() const {
    return roundedUp(roundedUp(bits_, bitsOfByte) / bitsOfByte, alignment_);
}

} // namespace ipclens::bytes::structs
