// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"

#include <QTest>

#include <cerrno>
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
    std::vector<long> systemCalls; ///< the operation waits in one of them
    int wouldBlock = EAGAIN;       ///< its errno where it may not wait
    int whenRemoved = 0;           ///< its errno where the object is removed meanwhile; 0: it waits on

    /// Waits until a thread (or a process: its first thread) waits here.
    [[nodiscard]] bool waitUntilItHolds(pid_t tid) const { return waitUntilBlockedIn(tid, systemCalls); }
};

/// A semaphore of a set: `delta` has to wait at `standing`, and not at `free`.
inline Obstacle semaphoreOfSet(std::uint16_t standing, int delta, std::uint16_t free) {
    sysv::SemaphoreSetOptions options;
    options.values = {standing};
    const auto set = need(sysv::SemaphoreSet::create(sysv::PrivateKey{}, options));
    const auto apply = [=](int change, const Wait& wait) {
        const sysv::SemaphoreOperation operation{0, static_cast<std::int16_t>(change), false};
        return set.apply({&operation, 1}, wait);
    };
    const auto operate = [=](const Wait& wait) {
        auto result = apply(delta, wait);
        if (result && delta == 0) need(set.setValue(0, standing)); // a wait for zero changes nothing
        return result;
    };
    return {operate,
            [=] { need(set.setValue(0, free)); },
            [=] { return need(set.value(0)) == standing; },
            [=] { need(apply(standing - free, Wait::never())); },
            [=] { need(set.remove()); },
            {SYS_semop, SYS_semtimedop},
            EAGAIN,
            EIDRM};
}

inline Obstacle semaphoreToTake() {
    return semaphoreOfSet(0, -1, 1);
}

inline Obstacle semaphoreToBecomeZero() {
    return semaphoreOfSet(1, 0, 0);
}

/// What is let through is what fills it then.
inline Obstacle fullSysvQueue() {
    sysv::MessageQueueOptions options;
    options.capacity = 3;
    const auto queue = need(sysv::MessageQueue::create(sysv::PrivateKey{}, options));
    const std::vector<std::byte> three(3);
    const auto fill = [=] { need(queue.send(1, three, Wait::never())); };
    fill();
    return {[=](const Wait& wait) { return queue.send(1, three, wait); },
            [=] { need(queue.receive({}, Wait::never())); },
            [=] { return need(queue.stat()).messages == 1; },
            fill,
            [=] { need(queue.remove()); },
            {SYS_msgsnd},
            EAGAIN,
            EIDRM};
}

inline Obstacle emptySysvQueue() {
    const auto queue = need(sysv::MessageQueue::create(sysv::PrivateKey{}, {}));
    const auto take = [=](const Wait& wait) { return queue.receive({}, wait).map([](const sysv::Message&) {}); };
    return {take,
            [=] { need(queue.send(1, {})); },
            [=] { return need(queue.stat()).messages == 0; },
            [=] { need(take(Wait::never())); },
            [=] { need(queue.remove()); },
            {SYS_msgrcv},
            ENOMSG,
            EIDRM};
}

inline Obstacle posixSemaphore() {
    const auto semaphore = std::make_shared<posix::Semaphore>(need(posix::Semaphore::create("/obstacle", {})));
    return {[=](const Wait& wait) { return semaphore->wait(wait); },
            [=] { need(semaphore->post()); },
            [=] { return need(semaphore->value()) == 0; },
            [=] { need(semaphore->wait(Wait::never())); },
            [] { need(posix::Semaphore::unlink("/obstacle")); },
            {SYS_futex, SYS_restart_syscall}}; // a timed one that was stopped goes on as restart_syscall(2)
}

inline Obstacle fullPosixQueue() {
    posix::QueueOptions options;
    options.maxMessages = 1;
    const auto queue = std::make_shared<posix::MessageQueue>(need(posix::MessageQueue::create("/full", options)));
    const std::vector<std::byte> three(3);
    const auto fill = [=] { need(queue->send(three, 0, Wait::never())); };
    fill();
    return {[=](const Wait& wait) { return queue->send(three, 0, wait); },
            [=] { need(queue->receive(Wait::never())); },
            [=] { return need(queue->attributes()).messages == 1; },
            fill,
            [] { need(posix::MessageQueue::unlink("/full")); },
            {SYS_mq_timedsend}};
}

inline Obstacle emptyPosixQueue() {
    const auto queue = std::make_shared<posix::MessageQueue>(need(posix::MessageQueue::create("/empty", {})));
    const auto take = [=](const Wait& wait) { return queue->receive(wait).map([](const posix::Message&) {}); };
    return {take,
            [=] { need(queue->send({}, 0, Wait::never())); },
            [=] { return need(queue->attributes()).messages == 0; },
            [=] { need(take(Wait::never())); },
            [] { need(posix::MessageQueue::unlink("/empty")); },
            {SYS_mq_timedreceive}};
}

struct ObstacleKind {
    const char* call;
    Obstacle (*make)();
};

/// One for each call that may wait.
inline constexpr ObstacleKind obstacleKinds[] = {
    {"semop", semaphoreToTake},      {"semop for zero", semaphoreToBecomeZero},
    {"msgsnd", fullSysvQueue},       {"msgrcv", emptySysvQueue},
    {"sem_wait", posixSemaphore},    {"mq_send", fullPosixQueue},
    {"mq_receive", emptyPosixQueue},
};

/// The rows of a test that runs with each of them: `obstacle` is the index.
inline void addObstacles() {
    QTest::addColumn<int>("obstacle");
    int index = 0;
    for (const auto& kind : obstacleKinds)
        QTest::newRow(kind.call) << index++;
}

} // namespace ipclens::testing
