// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/name.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ipclens {

enum class Api : std::uint8_t { SysV, Posix };

enum class Kind : std::uint8_t { Semaphore, SharedMemory, MessageQueue };

/// The words of the command line and its JSON: "sem", "shm", "msg".
[[nodiscard]] std::string_view kindName(Kind kind) noexcept;
/// For people: "semaphore set", "shared memory segment", "message queue".
[[nodiscard]] std::string_view kindTitle(Kind kind) noexcept;
/// "sysv", "posix".
[[nodiscard]] std::string_view apiName(Api api) noexcept;

/// A System V key: 32 bits, printed as 0x%08x. 0 is IPC_PRIVATE and names no object.
struct Key {
    std::uint32_t value = 0;

    [[nodiscard]] constexpr bool isPrivate() const noexcept { return value == 0; }
    auto operator<=>(const Key&) const = default;
};

/// "0x0000beef".
[[nodiscard]] std::string toString(Key key);

/// A System V identifier (semid, shmid, msqid): not negative, unique within its kind and IPC namespace, and used again
/// by the kernel after many removals.
struct Id {
    int value = -1;

    auto operator<=>(const Id&) const = default;
};

/// One object as the kernel names it now: of System V by its id, of POSIX by its name.
struct ObjectId {
    Kind kind = Kind::Semaphore;
    Id id;          ///< none (-1) of a POSIX object
    Name name = {}; ///< none of a System V object

    [[nodiscard]] static constexpr ObjectId posix(Kind kind, Name name) noexcept { return {kind, Id{}, name}; }
    [[nodiscard]] constexpr Api api() const noexcept { return name.empty() ? Api::SysV : Api::Posix; }

    /// One number for each object that can be named, for hashing and quick comparing: by kind, then System V by id,
    /// then POSIX in the order in which names were first seen.
    [[nodiscard]] constexpr std::uint64_t number() const noexcept {
        const bool posix = api() == Api::Posix;
        return std::uint64_t{static_cast<std::uint8_t>(kind)} << 33U | std::uint64_t{posix} << 32U |
               (posix ? name.handle() : static_cast<std::uint32_t>(id.value));
    }
    constexpr bool operator==(const ObjectId&) const noexcept = default;
    /// By number(), as a listing and its changes are ordered; people want fieldValue() and FieldOrder.
    constexpr auto operator<=>(const ObjectId& other) const noexcept { return number() <=> other.number(); }
};

/// "sem:@98304", as the command line takes it; "sem:/render-lock", with what is no text as `\x1b` and a backslash as
/// `\\`: see escaped(Name).
[[nodiscard]] std::string toString(ObjectId object);

} // namespace ipclens
