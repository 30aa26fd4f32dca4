// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/objects/users.h"
#include "ui/session/update.h"

#include <memory>
#include <unordered_set>

#include <sys/types.h>

namespace ipclens::ui {

/// Gathers the names of all users and groups that objects name, each asked for once.
class NameCollector {
public:
    void add(const Permissions& permissions, UserNames& users);
    /// A new table after an add() that found a name, else the same as before.
    [[nodiscard]] const std::shared_ptr<const NameTable>& table() const noexcept { return table_; }

private:
    void addUser(uid_t uid, UserNames& users);
    void addGroup(gid_t gid, UserNames& users);

    std::unordered_set<uid_t> users_;
    std::unordered_set<gid_t> groups_;
    std::shared_ptr<const NameTable> table_ = std::make_shared<const NameTable>();
};

} // namespace ipclens::ui
