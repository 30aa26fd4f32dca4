// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/processes/users_of.h"
#include "core/watching/trace.h"

#include <QString>

#include <chrono>

/// What the panel of a POSIX semaphore says of it: pure functions of their arguments.
namespace ipclens::ui::posix_semaphore {

/// "2 147 483 647"; "–" where it could not be read.
[[nodiscard]] QString value(const PosixSemaphoreInfo& info);
/// What a value at one of its ends means; empty for others.
[[nodiscard]] QString valueNote(const PosixSemaphoreInfo& info);

/// "nobody", "1 waits", "3 wait, one is yours". `own`: a wait of this program is under way, which is counted.
[[nodiscard]] QString waiting(const PosixSemaphoreInfo& info, bool own);
/// What that number is, and is not.
[[nodiscard]] QString waitingNote();

/// Who was seen waiting in /proc, and what follows from that where `counted` wait by glibc's count: "Seen waiting:
/// worker 4711. Others can't be seen." `settled`: the count has stayed the same for so long that who is not seen isn't
/// new.
[[nodiscard]] QString seenWaiting(const processes::UsersOf& users, std::uint32_t counted, bool settled);
/// "Mapped by: worker 4711, viewer 12"; empty: by nobody who can be seen.
[[nodiscard]] QString mappedBy(const processes::UsersOf& users);

/// How long both the value and the number of those who wait were seen above 0 without a break; 0 where they aren't now,
/// or nothing is known. Who really waits takes what there is, so whoever is counted all that time is likely no more.
[[nodiscard]] std::chrono::nanoseconds idleWhileCounted(const watching::Trace* values, const watching::Trace* waiting,
                                                        std::chrono::steady_clock::time_point now);
/// From then on it is worth a word.
inline constexpr std::chrono::seconds longIdle{2};
[[nodiscard]] QString idleNote();

/// Title and reason of a page that stands where the semaphore's state would.
[[nodiscard]] QString bogusTitle();
[[nodiscard]] QString bogusReason(const PosixSemaphoreInfo& info);
[[nodiscard]] QString deniedTitle();
[[nodiscard]] QString deniedReason();

} // namespace ipclens::ui::posix_semaphore
