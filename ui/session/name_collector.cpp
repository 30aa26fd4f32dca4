// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/name_collector.h"

#include <string>
#include <utility>

namespace ipclens::ui {

void NameCollector::add(const Permissions& permissions, UserNames& users) {
    addUser(permissions.uid, users);
    addUser(permissions.creatorUid, users);
    addGroup(permissions.gid, users);
    addGroup(permissions.creatorGid, users);
}

void NameCollector::addUser(uid_t uid, UserNames& users) {
    if (!users_.insert(uid).second) return;
    const std::string* name = users.user(uid);
    if (name == nullptr) return;
    // Tables that are on their way to the window are shared, and stay as they are
    auto table = std::make_shared<NameTable>(*table_);
    table->users.emplace(uid, *name);
    table_ = std::move(table);
}

void NameCollector::addGroup(gid_t gid, UserNames& users) {
    if (!groups_.insert(gid).second) return;
    const std::string* name = users.group(gid);
    if (name == nullptr) return;
    auto table = std::make_shared<NameTable>(*table_);
    table->groups.emplace(gid, *name);
    table_ = std::move(table);
}

} // namespace ipclens::ui
