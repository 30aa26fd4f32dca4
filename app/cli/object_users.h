// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/object_word.h"
#include "app/cli/waiter_text.h"
#include "core/processes/users_of.h"
#include "core/processes/uses.h"
#include "core/processes/waiter.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::cli {

/// What an object remembers of a process that need not have it any more.
enum class Role : std::uint8_t { Creator, LastUser, LastOperator, LastSender, LastReceiver, Notified };

/// "creator", "last_user", …: as the JSON has it.
[[nodiscard]] std::string_view roleName(Role role) noexcept;

/// All that a living process has to do with one object.
struct ObjectUser {
    processes::Process process;
    processes::Attached use; ///< of no times and descriptors: it has not got it
    std::vector<processes::Waiter> waiting;
    std::vector<Role> roles;

    [[nodiscard]] bool has() const noexcept { return use.times > 0 || use.descriptors > 0; }
};

struct ObjectUsers {
    std::vector<ObjectUser> users;          ///< by pid
    std::uint32_t processesNotReadable = 0; ///< of those that may have the object
    std::uint32_t threadsNotReadable = 0;   ///< of those that may wait for it; of some their call alone is known
    processes::Unlisted unlisted = processes::Unlisted::None; ///< who may use it and is not in /proc; of objects whose
                                                              ///< users the kernel does not count
    bool filesNotKnown = false; ///< which file is the object's can't be told, and so nobody is seen to have it open
    std::uint64_t unseen = 0;   ///< attachments or waits that the kernel counts beyond those that are seen
};

/// Who has an object, waits for it, or is remembered by it and lives. Walks /proc.
[[nodiscard]] ObjectUsers usersOfObject(const ObjectInfo& info);

/// "attached rw, 2 times; waits: semop [1] −1; creator", escaped. Waits that read alike are said once, with how many
/// there are.
[[nodiscard]] std::string howText(const ObjectUser& user, Api api, Blocking& blocking);

} // namespace ipclens::cli
