// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/process_details.h"
#include "core/processes/uses.h"
#include "core/processes/waiter.h"
#include "ui/session/process_ties.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

/// What the window says of processes and of what they do with objects. As in words.h, whatever came from another
/// process is escaped here.
namespace ipclens::ui::process_words {

/// An object as the list names it, by its key or name; one without, or that is not listed, as "sem:@3".
[[nodiscard]] QString object(ObjectId object, const Update* update);
[[nodiscard]] QString object(ObjectView view);
/// What a thread waits for: object(), a POSIX file that has no name any more, or "–".
[[nodiscard]] QString waitedFor(const processes::Waiter& waiter, const Update* update);

/// "4711", of a thread that is not the first of its process "4711 / 4713".
[[nodiscard]] QString thread(const processes::Waiter& waiter);
/// What it asks for, in three parts: what is before the operation that blocks it, that one, and what is after it:
/// "semop ", "[0] −1 undo", ", [1] −1". All in the first where none is known to block; with what can't be told.
[[nodiscard]] QStringList asked(const processes::Waiter& waiter, std::optional<std::size_t> blocking);
/// "12 s", "3 min", "2 h", "4 d": rounded down, and another not more than once a second.
[[nodiscard]] QString wholeTime(std::chrono::seconds time);
/// "≥ 12 s": it was seen to wait for so long, and may have begun before.
[[nodiscard]] QString waitedSince(std::chrono::steady_clock::time_point since,
                                  std::chrono::steady_clock::time_point now);

/// How a process has an object: "attached rw ×2", "mapped r", "open rw ×2".
[[nodiscard]] QStringList has(const processes::Use& use);

/// The command line on one line; "–" where none is known.
[[nodiscard]] QString commandLine(const processes::ProcessDetails* details);
[[nodiscard]] QString user(const processes::ProcessDetails* details, const Update* update);
/// Empty where none is known.
[[nodiscard]] QString container(const processes::ProcessDetails* details);

/// What a process has to do with an object, what is most news first: "waits: semop [0] −1", "attached rw ×2",
/// "creator", "last sender".
[[nodiscard]] QStringList ties(const ProcessTie& tie);

/// How fresh a scan is and what it could not see: "All threads looked at 3 s ago · 2 threads could not be looked into".
/// `only`: for this object, which threads of whom the call alone is known may wait for too.
[[nodiscard]] QString scanAge(const ProcessView& view, std::optional<ObjectId> only = {});
/// "2 more wait that this user may not see: 1 for 0x51a00001, 1 for sem:@3"; empty for none. `only`: of this object.
[[nodiscard]] QString hidden(const ProcessView& view, std::optional<ObjectId> only, const Update* update);

} // namespace ipclens::ui::process_words
