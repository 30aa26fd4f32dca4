// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/change_object.h"

#include "core/objects/users.h"

#include <string>
#include <utility>

namespace ipclens::ui {

namespace {

using operation::Change;

Result<PermissionChange> resolve(const Change& change) {
    const std::string attempted = "change " + toString(change.object);
    PermissionChange resolved;
    resolved.mode = change.mode;
    if (change.owner) {
        resolved.uid = uidByName(*change.owner);
        if (!resolved.uid) return failure(errorOf(ErrorKind::Invalid, attempted, "no such user: " + *change.owner));
    }
    if (change.group) {
        resolved.gid = gidByName(*change.group);
        if (!resolved.gid) return failure(errorOf(ErrorKind::Invalid, attempted, "no such group: " + *change.group));
    }
    return resolved;
}

bool namesAnything(const PermissionChange& change) noexcept {
    return change.uid || change.gid || change.mode;
}

Result<void> changeSegment(const Change& change, const PermissionChange& permissions) {
    const auto segment = sysv::SharedMemory::adopt(change.object.id);
    if (namesAnything(permissions)) {
        if (auto changed = segment.change(permissions); !changed) return changed;
    }
    if (!change.locked) return {};
    return *change.locked ? segment.lock() : segment.unlock();
}

Result<void> changeSystemV(const Change& change, const PermissionChange& permissions) {
    const Id id = change.object.id;
    switch (change.object.kind) {
    case Kind::Semaphore: return sysv::SemaphoreSet::adopt(id).change(permissions);
    case Kind::SharedMemory: return changeSegment(change, permissions);
    case Kind::MessageQueue: break;
    }
    return sysv::MessageQueue::adopt(id).change({.permissions = permissions, .capacity = change.capacity});
}

Result<void> changePosix(const Change& change, const PermissionChange& permissions) {
    const std::string_view name = change.object.name.bytes();
    switch (change.object.kind) {
    case Kind::Semaphore: return posix::Semaphore::change(name, permissions, change.inode);
    case Kind::SharedMemory:
        return change.size ? posix::SharedMemory::changeWithSize(name, permissions, *change.size, change.inode)
                           : posix::SharedMemory::change(name, permissions, change.inode);
    case Kind::MessageQueue: break;
    }
    return posix::MessageQueue::change(name, permissions, change.inode);
}

} // namespace

Result<void> changeObject(const Change& change) {
    auto permissions = resolve(change);
    if (!permissions) return failure(std::move(permissions.error()));
    return change.object.api() == Api::SysV ? changeSystemV(change, *permissions) : changePosix(change, *permissions);
}

} // namespace ipclens::ui
