// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/users_seen.h"

#include "core/processes/waiter.h"

#include <algorithm>

namespace ipclens::ui {

processes::UsersOf usersSeen(const ProcessView& view, ObjectId object) {
    processes::UsersOf users;
    if (view.uses) {
        for (const processes::Use& use : view.uses->of(object))
            users.attached.push_back(use.by);
        users.complete = view.uses->complete();
    }
    if (view.waiters) processes::addWaiting(users, object, *view.waiters, view.threadsNotReadable);
    return users;
}

std::uint32_t waitsNotTold(const ProcessView& view, std::optional<ObjectId> object) {
    if (!object || !view.waiters) return view.threadsNotReadable;
    const auto ofUnknown =
        std::count_if(view.waiters->begin(), view.waiters->end(),
                      [&](const processes::Waiter& waiter) { return processes::mayWaitFor(waiter, *object); });
    return view.threadsNotReadable + static_cast<std::uint32_t>(ofUnknown);
}

} // namespace ipclens::ui
