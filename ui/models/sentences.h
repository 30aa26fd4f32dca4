// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/panels/panel.h"
#include "ui/session/operation.h"
#include "ui/session/update.h"

#include <QString>
#include <QStringList>

/// Sentences that panels, dialogs and the banner say, as plain text: pure functions of their arguments.
namespace ipclens::ui::sentences {

struct Said {
    Severity severity = Severity::Info;
    QString text;
    bool operator==(const Said&) const = default;
};

/// How an operation went: "semop sem:@3 [0] −1: done after 2.4 s", "…: cancelled, nothing changed", or the error.
[[nodiscard]] Said outcome(const Operation& operation, const Outcome& outcome);

/// How an atomic operation went, where it is plain which one it was: "done in 18 µs", "timed out after 2.5 s: nothing
/// was changed", or the error. `owed`: the kernel turns something back in that set when the program ends; what was done
/// with undo may also have undone what was done before.
[[nodiscard]] Said atomicOutcome(const Operation& operation, const Outcome& outcome, bool owed);

/// How taking one off a POSIX semaphore or giving one to it went, where it is plain which one it was: "took one after
/// 2.4 s; it stays taken until somebody posts", "timed out after 2.5 s: nothing was taken", "posted", or the error.
[[nodiscard]] Said semaphoreOutcome(const Operation& operation, const Outcome& outcome);

/// An error as one line.
[[nodiscard]] QString error(const Error& error);

/// "It belongs to anna (group staff) and its mode is rw-------."
[[nodiscard]] QString ownership(const Permissions& permissions, const NameTable* names);

/// "semaphore set 0x51a00001 (sem:@98304)"; of a private object "semaphore set sem:@98304".
[[nodiscard]] QString objectTitle(const ObjectInfo& info);

/// What a removal will do to one object and to whom: a line each, the worst first. Names come from the preview.
[[nodiscard]] QStringList consequences(const RemovalPreview& preview);
/// Why an object stays that may not or can't be removed.
[[nodiscard]] QString whyNotRemoved(const RemovalPreview& preview, const NameTable* names);

} // namespace ipclens::ui::sentences
