// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/notification.h"
#include "tests/support/child_process.h"

#include <QTest>

#include <atomic>
#include <csignal>
#include <optional>

namespace ipclens::testing {

/// For tests that are told by SIGUSR1 and SIGRTMIN + 3: cameBySignal() alone takes them. To be called by the only
/// thread: those that are started then inherit it (Qt Test has one too).
inline void blockAwaitedSignals() {
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigaddset(&blocked, SIGRTMIN + 3);
    ::pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
}

/// What came with a signal, where it has been sent.
inline std::optional<siginfo_t> cameBySignal(int number) {
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, number);
    constexpr timespec atOnce{0, 0};
    siginfo_t info{};
    return ::sigtimedwait(&awaited, &info, &atOnce) == number ? std::optional(info) : std::nullopt;
}

/// Counts the calls of a Notification.
struct Calls {
    std::atomic<int> number = 0;

    posix::Notification::Call counting() {
        return [this](posix::Notification&) { ++number; };
    }
    bool become(int expected) {
        return waitUntil([&] { return number == expected; });
    }
    /// Long enough for a call that should not come.
    bool stay(int expected) {
        QTest::qSleep(30);
        return number == expected;
    }
};

} // namespace ipclens::testing
