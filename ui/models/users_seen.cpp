// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/users_seen.h"

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

} // namespace ipclens::ui
