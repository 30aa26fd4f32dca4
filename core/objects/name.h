// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ipclens {

/// The name of a POSIX object, a slash and bytes (sem_overview(7), shm_overview(7), mq_overview(7)), as a handle of
/// four bytes to an immutable text of the process: copied, compared and hashed as a number. Thread-safe. A text that
/// was seen once stays, about its own length and 60 bytes: handles may be kept wherever and as long as one likes.
///
/// The default is none: what a System V object has.
class Name {
public:
    constexpr Name() noexcept = default;
    /// The handle of these bytes, whatever they are: whether an object can have this name is not asked. Empty: none.
    [[nodiscard]] static Name of(std::string_view bytes);
    /// The same of a slash and these bytes: of the file in /dev/shm or the mqueue file system that has this name.
    [[nodiscard]] static Name ofFile(std::string_view file);

    [[nodiscard]] constexpr bool empty() const noexcept { return handle_ == 0; }
    /// The bytes, the slash too; whatever they are, invalid UTF-8 and control characters included. They stay for ever.
    [[nodiscard]] std::string_view bytes() const noexcept { return text(); }
    [[nodiscard]] const std::string& text() const noexcept;
    /// A number for containers: in the order in which names were first seen, which means nothing to people.
    [[nodiscard]] constexpr std::uint32_t handle() const noexcept { return handle_; }

    constexpr bool operator==(const Name&) const noexcept = default;
    /// By bytes, as unsigned; none comes first.
    [[nodiscard]] std::strong_ordering operator<=>(const Name& other) const noexcept;

private:
    explicit constexpr Name(std::uint32_t handle) noexcept
        : handle_(handle) {}

    std::uint32_t handle_ = 0;
};

/// The bytes of a name for a screen: control characters (C0, DEL, C1), bytes that are not UTF-8, and characters that
/// are not seen or turn the direction of text, as `\x1b`, byte by byte; a backslash as `\\`. A space stands as itself
/// between two other characters alone, else as `\x20`. So no two names look the same, and none as the columns of a
/// list.
[[nodiscard]] std::string escapedName(std::string_view bytes);
[[nodiscard]] std::string escaped(Name name);
/// The bytes as JSON can have them: U+FFFD for each byte that is not UTF-8.
[[nodiscard]] std::string asUtf8(Name name);
/// Whether they are UTF-8 as they stand.
[[nodiscard]] bool isUtf8(Name name) noexcept;

} // namespace ipclens

template <>
struct std::hash<ipclens::Name> {
    std::size_t operator()(ipclens::Name name) const noexcept { return name.handle(); }
};
