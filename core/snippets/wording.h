// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"

#include <chrono>
#include <string>
#include <string_view>

/// What the code of all languages needs to know of an action.
namespace ipclens::snippets {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

/// As ipclens takes it: "sem:0x51a00001", "sem:@98304", "sem:/render-lock". A POSIX name is any bytes.
[[nodiscard]] std::string nameOf(const Target& target);
/// The same in printable ASCII, for what a program says: any other byte as `\x1b`.
[[nodiscard]] std::string spokenNameOf(const Target& target);
/// Whether a mode has bits that a file mode creation mask is likely to take off.
[[nodiscard]] bool isMasked(mode_t mode) noexcept;
/// What code says of a payload that varies.
inline constexpr std::string_view oneOfTemplate =
    "Each message is like the first one here: the places that vary are filled in.";
/// What code says that takes messages out and puts them somewhere.
inline constexpr std::string_view oneUnderWay =
    "A kill between the two loses one message: IPC Lens itself writes it to disk before it takes it.";
/// Whether a call is not to wait at all.
[[nodiscard]] bool noWait(const Waiting& waiting) noexcept;
/// A time limit that there is.
[[nodiscard]] std::optional<std::chrono::nanoseconds> limitOf(const Waiting& waiting) noexcept;
/// "2.5": seconds, exact to the nanosecond.
[[nodiscard]] std::string seconds(std::chrono::nanoseconds duration);
/// "0640".
[[nodiscard]] std::string octalMode(mode_t mode);
/// The number that names an owner or group; nothing where it is a name.
[[nodiscard]] std::optional<std::uint32_t> numberOf(std::string_view owner) noexcept;

/// The values of all members of a set that is to be made.
struct InitialValues {
    std::uint32_t count = 1;
    std::vector<std::uint16_t> values; ///< empty: all 0; one: for all
};
[[nodiscard]] InitialValues initialValues(const sysv::SemaphoreSetOptions& options);

} // namespace ipclens::snippets
