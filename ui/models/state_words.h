// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/session/update.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace ipclens::ui::words {

/// How a part of the state stands out. The delegate has the colours.
enum class Emphasis : std::uint8_t {
    Plain,
    Strong,  ///< the number that it begins with
    Muted,   ///< there, but not news
    Warning, ///< someone waits, or it is marked for destruction
    Danger,  ///< full
    Chip,    ///< a small label
    Lock,    ///< not permitted: with a lock
};

struct StatePart {
    QString text;
    Emphasis emphasis = Emphasis::Plain;
    bool operator==(const StatePart&) const = default;
};

/// The state of an object in a few words, in parts that follow one another with " · " between:
/// [5 sems] [3 waiting], [1 sem] [value 1], [64 MiB] [2 attached], [4 KiB] [orphan], [12 msgs] [3.1 KiB / 16 KiB],
/// [full 16 KiB / 16 KiB], [removed, 1 attached]; with [no permission] where values may not be read. Of POSIX objects:
/// [value 0] [1 waiting], [16 MiB] [1.2 MiB in memory], [3 of 10 msgs] [120 B], [full 10 of 10 msgs] [4 KiB],
/// [no semaphore] [a directory].
/// `ownAttachments` of a segment are left out of its count.
[[nodiscard]] std::vector<StatePart> state(ObjectView view, Knowledge known, const RowDetail* detail,
                                           std::uint64_t ownAttachments = 0);
/// The same as one line.
[[nodiscard]] QString stateLine(const std::vector<StatePart>& parts);

} // namespace ipclens::ui::words
