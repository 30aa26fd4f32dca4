// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/limits/limits.h"
#include "core/objects/object.h"

#include <QString>

#include <cstdint>

/// What the limits view says: pure functions of their arguments.
namespace ipclens::ui::limit_words {

/// How near a use is to its limit.
enum class Pressure : std::uint8_t {
    Calm,
    High,     ///< 80 % and more
    Critical, ///< 95 % and more
};

[[nodiscard]] Pressure pressureOf(const limits::Limit& limit);
[[nodiscard]] Kind kindOf(const limits::Limit& limit);
/// What stands above a limit and those like it: "System V semaphores", "POSIX shared memory and semaphores".
[[nodiscard]] QString heading(const limits::Limit& limit);
[[nodiscard]] QString name(const limits::Limit& limit);
[[nodiscard]] QString description(const limits::Limit& limit);
/// Where it is set: "fs.mqueue.msg_max (sysctl)"; empty where its name says it.
[[nodiscard]] QString origin(const limits::Limit& limit);
/// "3 of 3 200 used (0.1 %)"; where nothing is counted the limit alone, as "16 KiB (16 384)", or "no limit".
[[nodiscard]] QString sentence(const limits::Limit& limit);

} // namespace ipclens::ui::limit_words
