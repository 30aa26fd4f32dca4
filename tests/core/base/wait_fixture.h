// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/unique_fd.h"
#include "core/base/waiting_call.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

namespace ipclens::testing {

/// A pipe whose read(2) stands for any call that may wait and knows no timeout.
class Pipe {
public:
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
        read_.reset(ends[0]);
        write_.reset(ends[1]);
    }
    [[nodiscard]] CallResult read(const Wait& wait) {
        return waitingCall(wait, DeadlineBy::Timer, [this](bool block, const Deadline&) -> ssize_t {
            ++calls;
            ::fcntl(read_.get(), F_SETFL, block ? 0 : O_NONBLOCK);
            if (block) spin(beforeBlocking);
            char byte = 0;
            return ::read(read_.get(), &byte, 1);
        });
    }
    void put() const { QCOMPARE(::write(write_.get(), "x", 1), 1); }

    std::atomic<int> calls = 0;
    std::chrono::milliseconds beforeBlocking{0}; ///< a long moment just before the call

private:
    /// No sleep: a signal would end that.
    static void spin(std::chrono::milliseconds duration) {
        const auto until = std::chrono::steady_clock::now() + duration;
        while (std::chrono::steady_clock::now() < until) {
        }
    }

    UniqueFd read_;
    UniqueFd write_;
};

inline bool isBlocked(int number) {
    sigset_t mask;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    return sigismember(&mask, number) == 1;
}

class BlockedSignal {
public:
    explicit BlockedSignal(int number) {
        sigset_t mask;
        sigemptyset(&mask);
        sigaddset(&mask, number);
        ::pthread_sigmask(SIG_BLOCK, &mask, &previous_);
    }
    ~BlockedSignal() { ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }
    BlockedSignal(const BlockedSignal&) = delete;
    BlockedSignal& operator=(const BlockedSignal&) = delete;

private:
    sigset_t previous_{};
};

} // namespace ipclens::testing
