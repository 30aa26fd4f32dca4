// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/session/process_view.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace ipclens::ui {

/// A thread whose semop(2) one member blocks, in words that may be shown.
struct MemberWaiter {
    QString process;   ///< "philosopher 9121"
    QString wants;     ///< "wants −1", "wants 0" where it waits for that
    bool undo = false; ///< the operation that blocks is to be undone (SEM_UNDO)
    QString all;       ///< with all that it asks for: "philosopher 9121: semop [0] −1 undo, [1] −1"
    bool operator==(const MemberWaiter&) const = default;
};

/// Who was seen to be blocked by one member.
struct MemberWaits {
    std::size_t seen = 0;            ///< threads of other processes, and `own`
    std::size_t own = 0;             ///< threads of this program
    std::vector<MemberWaiter> first; ///< some of them, others before our own; by process and thread
    bool operator==(const MemberWaits&) const = default;
};

/// By member of one set; those that nobody was seen to wait for are left out.
using MembersWaits = std::map<std::uint32_t, MemberWaits>;

/// Who waits for which member of a set: each for the one that blocks it now. Who is not known to be blocked by a member
/// (arguments that can't be read) is not among them.
[[nodiscard]] MembersWaits membersWaits(const ProcessView& view, ObjectId set);

namespace member_waits {

/// In four parts: "waits: philosopher 9121", " wants −1, ", "undo" where it is, and " and 1 more" where more were seen.
/// Where the kernel counts more than were seen, their number leads: "2 wait, philosopher 9121", " wants −1", {}, {}.
/// `counted`: as GETNCNT and GETZCNT have it. `withoutOwn`: those of this program are told elsewhere. Empty: there is
/// nobody to name.
[[nodiscard]] QStringList parts(const MemberWaits& waits, std::uint64_t counted, bool withoutOwn);
/// Where there is little room: "philosopher 9121"; of several "2: philosopher 9121". Empty: nobody to name.
[[nodiscard]] QString few(const MemberWaits& waits, std::uint64_t counted, bool withoutOwn);
/// All who were seen, a line each, and how many were not.
[[nodiscard]] QString lines(const MemberWaits& waits, std::uint64_t counted);

} // namespace member_waits

} // namespace ipclens::ui
