// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/users_of.h"

#include "core/processes/object_file.h"
#include "core/processes/use_scan.h"
#include "core/processes/waited_file.h"
#include "core/processes/waiter_scan.h"

#include <utility>

namespace ipclens::processes {
namespace {

bool canWaitFor(WaitCall call, ObjectId object) noexcept {
    const bool posix = object.api() == Api::Posix;
    switch (call) {
    case WaitCall::Semop: return !posix && object.kind == Kind::Semaphore;
    case WaitCall::Msgsnd:
    case WaitCall::Msgrcv: return !posix && object.kind == Kind::MessageQueue;
    case WaitCall::SemWait: return posix && object.kind == Kind::Semaphore;
    case WaitCall::MqSend:
    case WaitCall::MqReceive: return posix && object.kind == Kind::MessageQueue;
    }
    return false;
}

} // namespace

bool mayWaitFor(const Waiter& waiter, ObjectId object) noexcept {
    return !waiter.object && waiter.file.empty() && canWaitFor(waiter.call, object);
}

void addWaiting(UsersOf& users, ObjectId object, std::span<const Waiter> waiters, std::uint32_t notReadable) {
    if (notReadable != 0) users.complete = false;
    for (const Waiter& waiter : waiters) {
        if (waiter.object == object) {
            users.waiting.push_back({waiter.process, waiter.thread, std::string(callName(waiter.call))});
        } else if (mayWaitFor(waiter, object)) {
            users.complete = false;
        }
    }
}

void takeOtherNames(std::vector<Waiter>& waiters, ObjectId object) {
    if (object.api() != Api::Posix || object.kind != Kind::Semaphore) return;
    const auto file = fileOf(object);
    if (!file) return;
    for (Waiter& waiter : waiters) {
        if (waiter.call != WaitCall::SemWait || !waiter.object || waiter.object == object) continue;
        if (isKeptIn(*waiter.object, *file)) waiter.object = object;
    }
}

UsersOf usersOf(ObjectId object, const Cancellation* cancellation) {
    UsersOf users;
    Uses uses = scanUses(SoughtObjects::of(object), cancellation);
    for (Use& use : uses.uses)
        users.attached.push_back(std::move(use.by));
    const bool there = object.api() == Api::SysV || fileOf(object).has_value();
    users.complete = there && uses.complete();
    if (!there || object.kind == Kind::SharedMemory) return users;
    Waiters all = findWaiters(cancellation);
    takeOtherNames(all.waiters, object);
    addWaiting(users, object, all.waiters, all.notReadable);
    if (all.cancelled) users.complete = false;
    return users;
}

} // namespace ipclens::processes
