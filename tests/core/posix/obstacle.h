// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

#include <sys/syscall.h>

namespace ipclens::testing {

/// An object on which an operation has to wait, until it is let through; then it stands in the way again. To be used in
/// a child after fork(2) too.
struct Obstacle {
    std::function<Result<void>(const Wait&)> operation;
    std::function<void()> letThrough; ///< lets one operation through, once
    std::function<bool()> untouched;  ///< whether no operation has changed anything
    std::function<void()> takeBack;   ///< what letThrough() did, where no operation has used it
    std::function<void()> remove;
};

inline Obstacle semaphoreObstacle() {
    const auto semaphore = std::make_shared<posix::Semaphore>(need(posix::Semaphore::create("/obstacle", {})));
    return {[=](const Wait& wait) { return semaphore->wait(wait); }, [=] { need(semaphore->post()); },
            [=] { return need(semaphore->value()) == 0; }, [=] { need(semaphore->wait(Wait::never())); },
            [] { need(posix::Semaphore::unlink("/obstacle")); }};
}

inline Obstacle fullQueue() {
    posix::QueueOptions options;
    options.maxMessages = 1;
    const auto queue = std::make_shared<posix::MessageQueue>(need(posix::MessageQueue::create("/obstacle", options)));
    const std::vector<std::byte> three(3);
    const auto fill = [=] { need(queue->send(three, 0, Wait::never())); };
    fill();
    // what was let through is what fills it then
    return {[=](const Wait& wait) { return queue->send(three, 0, wait); }, [=] { need(queue->receive(Wait::never())); },
            [=] { return need(queue->attributes()).messages == 1; }, fill,
            [] { need(posix::MessageQueue::unlink("/obstacle")); }};
}

inline Obstacle emptyQueue() {
    const auto queue = std::make_shared<posix::MessageQueue>(need(posix::MessageQueue::create("/obstacle", {})));
    const auto take = [=](const Wait& wait) { return queue->receive(wait).map([](const posix::Message&) {}); };
    return {take, [=] { need(queue->send({}, 0, Wait::never())); },
            [=] { return need(queue->attributes()).messages == 0; }, [=] { need(take(Wait::never())); },
            [] { need(posix::MessageQueue::unlink("/obstacle")); }};
}

/// Of "take", "send", "receive".
inline Obstacle obstacleOf(const QString& call) {
    if (call == "take") return semaphoreObstacle();
    return call == "send" ? fullQueue() : emptyQueue();
}

inline bool waitUntilItWaits(pid_t tid) {
    // a timed futex wait that was stopped goes on as restart_syscall(2)
    return waitUntilBlockedIn(tid, {SYS_futex, SYS_restart_syscall, SYS_mq_timedsend, SYS_mq_timedreceive});
}

} // namespace ipclens::testing
