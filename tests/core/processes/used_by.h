// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/processes/users_of.h"
#include "core/processes/uses.h"

#include <algorithm>
#include <string_view>

#include <sys/types.h>

// What one process is told to have and to wait for, among all that was found.

namespace ipclens::testing {

/// Null: it does not have the object.
inline const processes::Attached* usedBy(const processes::Uses& uses, ObjectId object, pid_t pid) {
    const auto those = uses.of(object);
    const auto found = std::find_if(those.begin(), those.end(),
                                    [pid](const processes::Use& use) { return use.by.process.pid == pid; });
    return found == those.end() ? nullptr : &found->by;
}

inline const processes::Attached* attachedBy(const processes::UsersOf& users, pid_t pid) {
    const auto found = std::find_if(users.attached.begin(), users.attached.end(),
                                    [pid](const processes::Attached& each) { return each.process.pid == pid; });
    return found == users.attached.end() ? nullptr : &*found;
}

inline bool waitsIn(const processes::UsersOf& users, pid_t pid, std::string_view call) {
    return std::any_of(users.waiting.begin(), users.waiting.end(), [&](const processes::Waiting& waiting) {
        return waiting.process.pid == pid && waiting.call == call;
    });
}

} // namespace ipclens::testing
