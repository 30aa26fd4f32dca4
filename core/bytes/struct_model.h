// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a StructDeclaration was understood to be. Types refer to one another by their place in Model::types, always to
/// an earlier one, pointers apart: a walk over them ends.
namespace ipclens::bytes::structs {

using TypeIndex = std::uint32_t;

/// More than any segment: sizes and offsets up to here can be added and counted in bits without a thought.
inline constexpr std::uint64_t largestSize = std::uint64_t{1} << 47U;
inline constexpr unsigned deepestNesting = 32;

enum class ScalarKind : std::uint8_t {
    Signed,
    Unsigned,
    Character, ///< a char: arrays of it are text
    Boolean,
    Float, ///< float, double or long double, as its size says
    Time,
    Pointer,
    Opaque, ///< bytes that only their library understands
};

struct Scalar {
    ScalarKind kind = ScalarKind::Unsigned;
};

struct Enumerator {
    std::string name;
    std::int64_t value = 0; ///< of a uint64 the same bits
};

struct Enumeration {
    bool isSigned = false;
    std::vector<Enumerator> values;
};

/// An earlier member, as a way to it: so many structs outwards, then from member to member.
struct FieldReference {
    unsigned outwards = 0;
    std::vector<std::uint32_t> members;
};

/// An expression in the order in which it is calculated; numbers and fields go onto a stack.
struct Step {
    enum class Kind : std::uint8_t { Number, Field, Negate, Not, Binary };
    Kind kind = Kind::Number;
    char operation = 0; ///< of a Binary: its sign, and '<' '>' for << >>
    std::int64_t number = 0;
    FieldReference field;
};
using Expression = std::vector<Step>;

/// How many elements an array has.
struct Length {
    enum class Kind : std::uint8_t { Fixed, Computed, Rest };
    Kind kind = Kind::Fixed;
    std::uint64_t fixed = 0;
    Expression computed;
};

struct Array {
    TypeIndex element = 0;
    Length length;
};

struct Member {
    std::string name; ///< empty: an anonymous struct or union, or a bit field for padding
    TypeIndex type = 0;
    std::optional<ByteOrder> order;
    std::uint64_t alignment = 0; ///< asked for; 0: none
    std::optional<unsigned> bits;
};

struct Aggregate {
    bool isUnion = false;
    bool packed = false;         ///< __attribute__((packed))
    std::uint64_t pack = 0;      ///< #pragma pack; 0: none
    std::uint64_t alignment = 0; ///< asked for; 0: none
    bool defined = false;
    std::vector<Member> members;
};

struct Type {
    std::string name; ///< "uint32_t", "struct point", "char *"; of an array its element's
    std::variant<Scalar, Enumeration, Array, Aggregate> form;
    std::optional<std::uint64_t> size; ///< none: the bytes tell
    std::uint64_t alignment = 1;
    std::optional<ByteOrder> order; ///< of the type itself: __be32, a `be struct`
    unsigned depth = 0;             ///< levels of arrays and structs in it
};

struct Model {
    std::vector<Type> types;
    TypeIndex root = 0;

    [[nodiscard]] const Type& at(TypeIndex type) const { return types[type]; }
    [[nodiscard]] const Aggregate& aggregate(TypeIndex type) const { return std::get<Aggregate>(types[type].form); }
};

} // namespace ipclens::bytes::structs
