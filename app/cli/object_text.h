// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/fields.h"
#include "core/objects/info.h"
#include "core/objects/users.h"

#include <cstdint>
#include <string>

namespace ipclens::cli {

// Objects in words for people; all escaped already.

/// `2026-07-30 14:03:05`, local time; "never" for 0.
[[nodiscard]] std::string timeText(EpochSeconds time);
/// `4096 bytes`, `64.0 MiB`.
[[nodiscard]] std::string sizeText(std::uint64_t bytes);
/// "1 message", "3 messages".
[[nodiscard]] std::string counted(std::uint64_t count, const char* one, const char* many);

[[nodiscard]] std::string userText(UserNames& names, uid_t uid);
[[nodiscard]] std::string groupText(UserNames& names, gid_t gid);
/// The state in a few words: "5 semaphores", "64.0 MiB, 2 attached", "3 messages, 120 of 16384 bytes".
[[nodiscard]] std::string stateText(ObjectView object, Knowledge known);
/// The latest of all times that the object tells; 0 where it tells none.
[[nodiscard]] EpochSeconds lastTime(ObjectView object);
/// What stands beside an object in lists: its key, "-" of a POSIX object.
[[nodiscard]] std::string keyText(ObjectView object);
/// One field for a column: as the JSON has it, but names for owners and times as people read them; "-" for null, and
/// where the kind has no such field.
[[nodiscard]] std::string fieldText(ObjectView object, Field field, Knowledge known, UserNames& names);
/// Whether a column of this field aligns to the right.
[[nodiscard]] bool isNumeric(Field field) noexcept;

} // namespace ipclens::cli
