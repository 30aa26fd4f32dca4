// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ipclens::bytes {

namespace structs {
struct Model;
}

/// What is wrong in a declaration, and where.
struct DeclarationError {
    std::size_t offset = 0; ///< in bytes
    std::size_t line = 1;   ///< from 1
    std::size_t column = 1; ///< from 1, in characters
    std::string reason;     ///< "there is no type ‘uint23_t’"

    /// "3:5: there is no type ‘uint23_t’".
    [[nodiscard]] std::string message() const;
};

/// How bytes are divided into named fields, as a C programmer declares it. Laid out as g++ does on this machine; a part
/// whose length is an earlier field is laid out by what the bytes say. Immutable and cheap to copy.
///
///     struct frame {
///         char tag[8];
///         be uint32_t number;
///         double interval_ms;
///         uint16_t width, height;
///         enum : uint8_t { grey, colour = 4 } kind;
///         uint8_t key_frame : 1, quality : 7;
///         uint16_t count;
///         struct { int16_t x, y; } points[count];
///     };
///
/// The last struct or union at the top is the one that is laid over bytes; those before it, enums, typedefs and
/// #defines are what it is made of. What is declared twice, used before it is declared or holds itself is an error.
///
///     text        = { aggregate ";" | enum ";" | typedef | define | pack | include } ;
///     typedef     = "typedef" type declarator { "," declarator } ";" ;
///     define      = "#define" NAME expression                         (constant, one line) ;
///     pack        = "#pragma" "pack" "(" [ "push" [ "," N ] | "pop" | N ] ")"    (N: 1 2 4 8 16) ;
///     include     = "#include" …                                      (is passed over) ;
///     aggregate   = { order | "packed" | align } ( "struct" | "union" ) { attribute } [ TAG ]
///                   [ "{" { member } "}" { attribute } ] ;
///     member      = type [ declarator { "," declarator } ] ";"        (none: an anonymous struct or union) ;
///     type        = { order | "const" | "volatile" | "_Atomic" | align }
///                   ( aggregate | enum | NAME | words ) { "const" | "volatile" } ;
///     words       = of: signed unsigned char short int long float double bool _Bool, as in C ;
///     enum        = "enum" [ "class" ] [ TAG ] [ ":" type ] [ "{" NAME [ "=" expression ] { "," … } [ "," ] "}" ] ;
///     declarator  = { "*" [ "const" ] } NAME { "[" [ expression ] "]" } { attribute }
///                 | [ NAME ] ":" expression                           (a bit field) ;
///     order       = "be" | "le" ;
///     align       = "alignas" "(" expression | type ")" ;
///     attribute   = align | "__attribute__" "((" ( "packed" | "aligned" "(" expression ")" ) "))" ;
///     expression  = with | ^ & << >> + - * / % ~ ( ) as in C, of: numbers, 'c', enumerators, #defines, sizeof(type),
///                   and in the length of an array earlier fields of the same struct (or of one around it that has no
///                   tag): count, header.count ;
///
/// Names that are there: char, signed char, unsigned char, short, int, long, long long, float, double, long double,
/// bool; int8_t … uint64_t and the same as u8 s8 i8 … u64 s64 i64, f32, f64; __be16 … __le64; char8_t char16_t char32_t
/// wchar_t; size_t ssize_t ptrdiff_t intptr_t uintptr_t off_t; time_t, suseconds_t, pid_t uid_t gid_t mode_t key_t;
/// struct timespec, struct timeval; pthread_mutex_t pthread_cond_t pthread_rwlock_t pthread_barrier_t sem_t, whose
/// bytes are shown as they are. They have the sizes of this machine. A pointer is shown as an address and not followed.
///
/// `be` and `le` say in which order the bytes of numbers are: of a member, and of all in it, or of a whole struct; what
/// stands nearest holds, without it this machine's order. Bit fields of `be` begin at the highest bit.
///
/// An array without a length, at a struct's end, takes all bytes that follow.
///
/// Bounds: 64 KiB of text, 4096 members and as many enumerators, 32 levels of structs in structs, 2^47 bytes.
class StructDeclaration {
public:
    [[nodiscard]] static tl::expected<StructDeclaration, DeclarationError> parse(std::string_view text);

    /// "struct frame", "union number"; "struct" where it has no tag.
    [[nodiscard]] std::string_view name() const noexcept;
    /// In bytes; none where a length in it is a field.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept;
    [[nodiscard]] std::uint64_t alignment() const noexcept;

    [[nodiscard]] const structs::Model& model() const noexcept { return *model_; }

private:
    explicit StructDeclaration(std::shared_ptr<const structs::Model> model)
        : model_(std::move(model)) {}

    std::shared_ptr<const structs::Model> model_;
};

} // namespace ipclens::bytes
