// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <sys/syscall.h>
#include <sys/types.h>

namespace ipclens::testing {

/// Another process that uses IPC objects beside the test: a fork that runs a function and ends with what it returns (0
/// to 255; an exception ends it with 99). It is killed with this object, and by the kernel when the thread that made it
/// ends. The function runs after fork() of a program that may have threads: it keeps to system calls and core.
class ChildProcess {
public:
    explicit ChildProcess(const std::function<int()>& work);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const { return pid_; }

    /// Waits for the end. The exit status, or the negative number of the signal that ended it; -SIGKILL where `limit`
    /// passed and it had to be killed.
    int wait(std::chrono::milliseconds limit = std::chrono::seconds(20));

    /// Sends a signal; nothing happens once it has been waited for.
    void signal(int number) const;

    /// Stops it (SIGSTOP), and waits until it is; SIGCONT lets it go on. False where it ends instead.
    bool stop() const;

    /// Whether it has not ended yet (a process that ended and was not waited for has).
    bool running() const;

private:
    pid_t pid_ = -1;
    int status_ = 0;
};

/// Runs a function in a child that has no privilege: user and group 65534, no further groups, no capabilities.
/// Nothing where this process can't become another user (not root, or in a user namespace of one uid): the test then
/// skips.
std::optional<int> runUnprivileged(const std::function<int()>& work);

/// Whether runUnprivileged() can do that here.
bool canRunUnprivileged();

/// Asks again every millisecond until it holds; false where `limit` passes first.
bool waitUntil(const std::function<bool()>& holds, std::chrono::milliseconds limit = std::chrono::seconds(10));

/// Waits until a thread (or a process: its first thread) sleeps in one of these system calls, as
/// `waitUntilBlockedIn(child.pid(), {SYS_semop, SYS_semtimedop})`; so that a test need not guess a delay.
/// SYS_futex: in one that processes share, as a semaphore with a name; a program's own locks and those of a sanitizer
/// are none. Where /proc/TID/syscall can't be read: until it sleeps at all.
bool waitUntilBlockedIn(pid_t tid, const std::vector<long>& systemCalls,
                        std::chrono::milliseconds limit = std::chrono::seconds(10));

/// What pause(3) sleeps in: newer architectures have no call of that name.
inline constexpr std::initializer_list<long> pauseCalls{
#ifdef SYS_pause
    SYS_pause,
#endif
    SYS_ppoll};
/// And open(3).
inline constexpr std::initializer_list<long> openCalls{
#ifdef SYS_open
    SYS_open,
#endif
    SYS_openat};

} // namespace ipclens::testing
