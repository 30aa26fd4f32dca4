// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/segment.h"

namespace ipclens {

Segment Segment::of(ObjectView view) {
    if (const auto* posix = std::get_if<const PosixSegmentInfo*>(&view)) return **posix;
    return *std::get<const SegmentInfo*>(view);
}

ObjectId Segment::object() const noexcept {
    return std::visit([](const auto& info) { return objectIdOf(info); }, info_);
}

std::uint64_t Segment::size() const noexcept {
    return std::visit([](const auto& info) { return info.size; }, info_);
}

const Permissions& Segment::permissions() const noexcept {
    return std::visit([](const auto& info) -> const Permissions& { return info.permissions; }, info_);
}

Access Segment::access() const noexcept {
    return std::visit([](const auto& info) { return info.access; }, info_);
}

} // namespace ipclens
