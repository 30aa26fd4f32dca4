// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/struct_bytes.h"

#include "core/bytes/struct_overlay.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>

namespace ipclens::ui::structs {
namespace {

/// Lengths that depend on lengths; each look settles one more of them.
constexpr int mostLooks = 32;
constexpr bytes::OverlayBounds bounds{4096, 4096, 200, 20000};

struct Place {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    bool operator==(const Place&) const = default;
};

/// Where each value stands, by its path. Structs and arrays of values are told by what is in them.
std::map<std::string, Place> placesOf(const bytes::StructOverlay& overlay) {
    std::vector<bool> holds(overlay.fields.size());
    for (const bytes::StructField& field : overlay.fields) {
        if (field.parent) holds[*field.parent] = true;
    }
    std::map<std::string, Place> places;
    for (std::size_t i = 0; i < overlay.fields.size(); ++i) {
        const bytes::StructField& field = overlay.fields[i];
        if (holds[i] || field.state == bytes::FieldState::More) continue;
        places[bytes::pathOf(overlay, i)] = {field.offset, field.size};
    }
    return places;
}

void copyValue(std::span<const std::byte> from, const Place& there, std::vector<std::byte>& into, const Place& here) {
    const std::uint64_t size = std::min(there.size, here.size);
    for (std::uint64_t i = 0; i < size; ++i) {
        if (there.offset + i < from.size() && here.offset + i < into.size())
            into[here.offset + i] = from[there.offset + i];
    }
}

} // namespace

std::vector<std::byte> fitted(const bytes::StructDeclaration& declaration, std::vector<std::byte> bytes) {
    if (bytes.size() > mostComposed) bytes.resize(mostComposed);
    for (int look = 0; look < mostLooks; ++look) {
        const auto extent = std::min(bytes::layOver(declaration, bytes, bytes.size(), bounds).extent, mostComposed);
        if (extent == bytes.size()) break;
        bytes.resize(extent);
    }
    return bytes;
}

std::optional<std::uint64_t> openFrom(const bytes::StructDeclaration& declaration) {
    const std::uint64_t least = fitted(declaration, {}).size();
    const std::vector<std::byte> longer(least + 64);
    return bytes::layOver(declaration, longer, longer.size(), bounds).extent > least ? std::optional(least)
                                                                                     : std::nullopt;
}

std::vector<std::byte> edited(const bytes::StructDeclaration& declaration, const std::vector<std::byte>& bytes,
                              std::uint64_t offset, const std::vector<std::byte>& typed) {
    const auto before = placesOf(bytes::layOver(declaration, bytes, bytes.size(), bounds));
    std::vector<std::byte> after = bytes;
    for (std::size_t i = 0; i < typed.size() && offset + i < after.size(); ++i)
        after[offset + i] = typed[i];
    const std::vector<std::byte> changed = after;
    const bool open = openFrom(declaration).has_value();
    for (int look = 0; look < mostLooks; ++look) {
        const auto overlay = bytes::layOver(declaration, after, after.size(), bounds);
        const auto extent = std::min(overlay.extent, mostComposed);
        const auto now = placesOf(overlay);
        std::vector<std::byte> next(open ? std::max<std::size_t>(extent, after.size()) : extent);
        if (now == before && next.size() == bytes.size()) return after;
        for (const auto& [path, here] : now) {
            const auto there = before.find(path);
            if (there != before.end()) copyValue(changed, there->second, next, here);
        }
        if (next == after) break;
        after = std::move(next);
    }
    return after;
}

} // namespace ipclens::ui::structs
