// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/struct_declaration.h"
#include "core/bytes/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::bytes {

/// Of one line of an overlay.
enum class FieldState : std::uint8_t {
    Known,
    Unread,  ///< its bytes are there, but were not given
    Outside, ///< it reaches past the end of the bytes
    More,    ///< no field: stands for elements that are left out; `text` says how many
};

/// A field with its value, as one line of a tree.
struct StructField {
    std::string name;                  ///< "width", "[3]" of an element; empty: an anonymous struct or union
    std::string type;                  ///< "uint16_t", "char[8]", "struct point", "uint8_t : 3"
    std::string text;                  ///< the value, escaped; empty for structs and unions, and where it is not known
    std::uint64_t offset = 0;          ///< of its first byte from the start of what is laid over
    std::uint64_t size = 0;            ///< in bytes; of a bit field those that it touches
    std::optional<std::size_t> parent; ///< the line of the struct or array around it
    unsigned depth = 0;                ///< 0: a field of the struct itself
    FieldState state = FieldState::Known;
    bool editable = false; ///< encodeField() can make its bytes

    // For encodeField()
    std::uint32_t typeIndex = 0;
    ByteOrder order = hostOrder;

    bool operator==(const StructField&) const = default;
};

/// Bounds of an overlay. Work and memory stay in proportion to them, whatever lengths the bytes ask for.
struct OverlayBounds {
    std::size_t fields = 4096; ///< lines in all
    std::size_t elements = 64; ///< lines an array
    std::size_t text = 200;    ///< bytes of text a value, about
    std::size_t steps = 20000; ///< places that are calculated
};

/// A struct laid over bytes: its fields from the first to the last, those of a nested struct and the elements of an
/// array behind their own line. Arrays of char are text, arrays of unsigned char are hex, both without lines of their
/// own for elements.
struct StructOverlay {
    std::vector<StructField> fields;
    /// The bytes that it takes, as far as they can be told from the bytes that are known: where these are fewer,
    /// another look with as many may tell more.
    std::uint64_t extent = 0;
    /// Why nothing is told of what follows the last field: "points: its length is -3"; empty: all is told.
    std::string stopped;
};

/// Lays a struct over bytes. `known`: from its first byte on; `available`: how many bytes there are from there on, of
/// which `known` may be only the first.
[[nodiscard]] StructOverlay layOver(const StructDeclaration& declaration, std::span<const std::byte> known,
                                    std::uint64_t available, const OverlayBounds& bounds = {});

/// "header.points[3].x": the way to a field from the struct itself.
[[nodiscard]] std::string pathOf(const StructOverlay& overlay, std::size_t field);

/// The bytes for a field of an overlay of this declaration, from what a person typed: numbers as encode() in value.h,
/// enums by name or number, true and false, text (padded with zeros; with escapes, the quotes may be left out), hex.
/// Errors: Invalid, OutOfRange.
[[nodiscard]] Result<std::vector<std::byte>> encodeField(const StructDeclaration& declaration, const StructField& field,
                                                         std::string_view text);

/// A struct's values in one line.
struct StructPreview {
    std::string text; ///< `struct job { id=77, prio=3, tag="x" }`, with "…" where it was cut to about `longest` bytes
    bool fits = false; ///< it takes all the bytes, and no more
};

/// Decodes a payload of `size` bytes, of which `known` may be only the first. None where it is too short for the
/// struct, or a length that the struct needs is not among the known.
[[nodiscard]] std::optional<StructPreview> previewOf(const StructDeclaration& declaration,
                                                     std::span<const std::byte> known, std::uint64_t size,
                                                     std::size_t longest = 240);

} // namespace ipclens::bytes
