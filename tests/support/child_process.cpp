// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/child_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <grp.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::testing {
namespace {

constexpr uid_t unprivilegedUser = 65534;
constexpr int statusOfException = 99;
constexpr int statusOfRefusal = 98;

bool dropPrivilege() {
    return setgroups(0, nullptr) == 0 && setresgid(unprivilegedUser, unprivilegedUser, unprivilegedUser) == 0 &&
           setresuid(unprivilegedUser, unprivilegedUser, unprivilegedUser) == 0;
}

bool sleeps(pid_t tid) {
    std::ifstream file("/proc/" + std::to_string(tid) + "/stat");
    std::string stat;
    std::getline(file, stat);
    // The state follows the name, which stands in parentheses and may hold any byte
    const auto end = stat.rfind(')');
    return end != std::string::npos && end + 2 < stat.size() && stat[end + 2] == 'S';
}

bool blockedIn(pid_t tid, const std::vector<long>& systemCalls) {
    std::ifstream file("/proc/" + std::to_string(tid) + "/syscall");
    if (!file) return sleeps(tid);
    long number = -1;
    if (!(file >> number)) return false; // "running"
    if (std::find(systemCalls.begin(), systemCalls.end(), number) == systemCalls.end()) return false;
    if (number == SYS_futex) {
        unsigned long word = 0;
        unsigned long operation = 0;
        file >> std::hex >> word >> operation;
        if ((operation & FUTEX_PRIVATE_FLAG) != 0) return false;
    }
    return sleeps(tid);
}

/// Test frameworks catch signals to report a crash: in the child they end it, as in any other program.
void forgetSignalHandlers() {
    for (int number = 1; number < NSIG; ++number)
        std::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void runAndExit(const std::function<int()>& work) {
    int status = statusOfException;
    try {
        status = work();
    } catch (...) {
        std::fprintf(stderr, "a child process of the test ended with an exception\n");
    }
    std::fflush(nullptr);
    _exit(status);
}

} // namespace

ChildProcess::ChildProcess(const std::function<int()>& work) {
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
    const pid_t parent = getpid();
    std::fflush(nullptr);
    pid_ = fork();
    const int error = errno;
    if (pid_ == 0) {
        forgetSignalHandlers();
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(statusOfException); // it ended before the line above
        close(ready[0]);
        close(ready[1]);
        runAndExit(work);
    }
    close(ready[1]);
    // Until the child has closed its end too, and so is safe to signal
    char none = 0;
    while (read(ready[0], &none, 1) < 0 && errno == EINTR) {
    }
    close(ready[0]);
    if (pid_ < 0) throw std::system_error(error, std::generic_category(), "fork");
}

ChildProcess::~ChildProcess() {
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    wait();
}

int ChildProcess::wait(std::chrono::milliseconds limit) {
    if (pid_ < 0) return status_;
    int status = 0;
    const auto ended = [&] { return waitpid(pid_, &status, WNOHANG) != 0; };
    if (!waitUntil(ended, limit)) {
        kill(pid_, SIGKILL);
        waitpid(pid_, &status, 0);
    }
    pid_ = -1;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return status_;
}

void ChildProcess::signal(int number) const {
    if (pid_ > 0) kill(pid_, number);
}

bool ChildProcess::stop() const {
    signal(SIGSTOP);
    siginfo_t info{};
    const auto asked = [&] { return waitid(P_PID, static_cast<id_t>(pid_), &info, WSTOPPED | WEXITED | WNOWAIT) == 0; };
    return pid_ > 0 && asked() && info.si_code == CLD_STOPPED;
}

bool ChildProcess::running() const {
    if (pid_ < 0) return false;
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

std::optional<int> runUnprivileged(const std::function<int()>& work) {
    if (!canRunUnprivileged()) return {};
    ChildProcess child([&work] {
        if (!dropPrivilege()) return statusOfRefusal;
        // A change of user clears it
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        return work();
    });
    return child.wait();
}

bool canRunUnprivileged() {
    static const bool can = ChildProcess([] { return dropPrivilege() ? 0 : 1; }).wait() == 0;
    return can;
}

bool waitUntil(const std::function<bool()>& holds, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

bool waitUntilBlockedIn(pid_t tid, const std::vector<long>& systemCalls, std::chrono::milliseconds limit) {
    return waitUntil([&] { return blockedIn(tid, systemCalls); }, limit);
}

} // namespace ipclens::testing
