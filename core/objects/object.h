// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

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

/// One System V object as the kernel names it now.
struct ObjectId {
    Kind kind = Kind::Semaphore;
    Id id;

    auto operator<=>(const ObjectId&) const = default;
};

/// "sem:@98304", as the command line takes it.
[[nodiscard]] std::string toString(ObjectId object);

} // namespace ipclens
