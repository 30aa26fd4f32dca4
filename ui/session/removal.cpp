// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/removal.h"

#include "core/posix/removal.h"
#include "ui/session/look_at.h"

#include <algorithm>
#include <utility>

#include <unistd.h>

namespace ipclens::ui {

namespace {

/// GETNCNT and GETZCNT of all members; 0 where they may not be read.
std::uint64_t waitersOf(Id set) {
    std::uint64_t waiting = 0;
    if (const auto states = sysv::SemaphoreSet::adopt(set).states()) {
        for (const sysv::SemaphoreState& state : *states)
            waiting += std::uint64_t{state.waitingForIncrease} + state.waitingForZero;
    }
    return waiting;
}

/// A look at an object may have it attached or open here; that goes with the window and is nobody's loss. Our own waits
/// would be hit like any other, and stay.
std::uint64_t leaveOutOwnAttachments(processes::UsersOf& users) {
    const auto own = std::partition(users.attached.begin(), users.attached.end(),
                                    [](const auto& attached) { return attached.process.pid != ::getpid(); });
    std::uint64_t times = 0;
    for (auto attached = own; attached != users.attached.end(); ++attached)
        times += attached->times;
    users.attached.erase(own, users.attached.end());
    return times;
}

/// Counts what will be lost, and who is hit.
class Reckoning {
public:
    explicit Reckoning(RemovalPreview& preview)
        : preview_(preview) {}

    void operator()(const SemaphoreSetInfo& set) const {
        preview_.waiting = std::max<std::uint64_t>(waitersOf(set.id), preview_.users.waiting.size());
    }
    void operator()(const SegmentInfo& segment) const {
        const std::uint64_t own = leaveOutOwnAttachments(preview_.users);
        preview_.attached = segment.attached - std::min(segment.attached, own);
    }
    void operator()(const QueueInfo& queue) const {
        preview_.messages = queue.messages;
        preview_.waiting = preview_.users.waiting.size();
    }
    void operator()(const PosixSemaphoreInfo& semaphore) const {
        countProcesses();
        preview_.waiting = std::max<std::uint64_t>(semaphore.waiting, preview_.users.waiting.size());
    }
    void operator()(const PosixSegmentInfo& /*segment*/) const { countProcesses(); }
    void operator()(const PosixQueueInfo& queue) const {
        countProcesses();
        preview_.messages = queue.messages;
        preview_.waiting = preview_.users.waiting.size();
    }

private:
    void countProcesses() const {
        leaveOutOwnAttachments(preview_.users);
        preview_.attached = preview_.users.attached.size();
    }

    RemovalPreview& preview_;
};

bool mayRemove(ObjectId object, const Permissions& permissions, const Credentials& credentials) {
    if (object.api() == Api::SysV) return credentials.mayControl(permissions);
    return posix::mayUnlink(object.kind, object.name.bytes(), permissions.uid, credentials).has_value();
}

Result<void> removeOne(ObjectId object, std::uint64_t inode) {
    const std::string_view name = object.name.bytes();
    const bool systemV = object.api() == Api::SysV;
    switch (object.kind) {
    case Kind::Semaphore:
        return systemV ? sysv::SemaphoreSet::adopt(object.id).remove() : posix::Semaphore::unlink(name, inode);
    case Kind::SharedMemory:
        return systemV ? sysv::SharedMemory::adopt(object.id).remove() : posix::SharedMemory::unlink(name, inode);
    case Kind::MessageQueue: break;
    }
    return systemV ? sysv::MessageQueue::adopt(object.id).remove() : posix::MessageQueue::unlink(name, inode);
}

} // namespace

RemovalPreview previewRemoval(ObjectId object, const Credentials& credentials, const Cancellation& cancellation) {
    RemovalPreview preview;
    preview.object = object;
    auto info = lookAt(object);
    if (!info) return preview;
    preview.allowed = mayRemove(object, permissionsOf(viewOf(*info)), credentials);
    preview.users = processes::usersOf(object, &cancellation);
    std::visit(Reckoning(preview), *info);
    preview.info = *info;
    return preview;
}

std::vector<RemovalResult> removeObjects(const operation::Remove& remove) {
    std::vector<RemovalResult> results;
    for (const ObjectId object : remove.objects) {
        const auto known = remove.inodes.find(object);
        auto removed = removeOne(object, known == remove.inodes.end() ? 0 : known->second);
        results.push_back({object, removed ? std::nullopt : std::optional(std::move(removed.error()))});
    }
    return results;
}

} // namespace ipclens::ui
