// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/transfer/injection.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <functional>
#include <map>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Sanitizers make system calls of their own now and then.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::need;

namespace {

constexpr int times = 1000;
constexpr long marker = SYS_getppid;

using Counts = std::map<long, int>;

/// How often a function makes which system calls: it runs in a traced child, between two markers.
std::optional<Counts> systemCallsOf(const std::function<bool()>& work) {
    ipclens::testing::ChildProcess child([&work] {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return 77;
        ::raise(SIGSTOP);
        ::syscall(marker);
        const bool done = work();
        ::syscall(marker);
        return done ? 0 : 1;
    });
    Counts counts;
    int status = 0;
    if (::waitpid(child.pid(), &status, 0) != child.pid() || !WIFSTOPPED(status)) return std::nullopt;
    ::ptrace(PTRACE_SETOPTIONS, child.pid(), nullptr, PTRACE_O_TRACESYSGOOD);
    bool between = false;
    while (::ptrace(PTRACE_SYSCALL, child.pid(), nullptr, nullptr) == 0 &&
           ::waitpid(child.pid(), &status, 0) == child.pid() && WIFSTOPPED(status)) {
        __ptrace_syscall_info info{};
        ::ptrace(PTRACE_GET_SYSCALL_INFO, child.pid(), sizeof info, &info);
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY) continue;
        const auto number = static_cast<long>(info.entry.nr);
        if (number == marker) {
            between = !between;
        } else if (between) {
            ++counts[number];
        }
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
    return counts;
}

} // namespace

/// A send, a receive and a semop without timeout and Cancellation are one system call each, and nothing else.
class SystemCallsTest : public QObject {
    Q_OBJECT

private slots:
    void sending();
    void receiving();
    void operating();
    void timedWhereItNeedNotWait();
    void injecting();

private:
    static void isOnly(const std::optional<Counts>& counts, long number);
};

void SystemCallsTest::isOnly(const std::optional<Counts>& counts, long number) {
    if (!counts) QSKIP("can't be traced here");
    const auto seen = counts->find(number);
    QCOMPARE(seen != counts->end() ? seen->second : 0, times);
    if (!sanitized) QCOMPARE(counts->size(), std::size_t{1});
}

void SystemCallsTest::sending() {
    MessageQueueOptions options;
    const auto queue = need(MessageQueue::create(PrivateKey{}, options));
    const std::vector<std::byte> payload(10);
    need(queue.send(1, payload)); // the first one has made the thread's buffer
    const auto counts = systemCallsOf([&] {
        for (int i = 0; i < times; ++i)
            if (!queue.send(1, payload)) return false;
        return true;
    });
    need(queue.remove());
    isOnly(counts, SYS_msgsnd);
}

void SystemCallsTest::receiving() {
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    for (int i = 0; i < times; ++i)
        need(queue.send(1, {}));
    need(queue.send(1, {}));
    need(queue.receive());
    const auto counts = systemCallsOf([&] {
        for (int i = 0; i < times; ++i)
            if (!queue.receive()) return false;
        return true;
    });
    need(queue.remove());
    isOnly(counts, SYS_msgrcv);
}

void SystemCallsTest::operating() {
    const auto set = need(SemaphoreSet::create(PrivateKey{}, {}));
    const auto counts = systemCallsOf([&] {
        for (int i = 0; i < times; ++i) {
            const SemaphoreOperation operation{0, static_cast<std::int16_t>(i % 2 == 0 ? 1 : -1), false};
            if (!set.apply({&operation, 1})) return false;
        }
        return true;
    });
    need(set.remove());
    isOnly(counts, SYS_semtimedop); // semop(2) without a timeout
}

void SystemCallsTest::timedWhereItNeedNotWait() {
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    need(queue.send(1, {}));
    need(queue.receive());
    const auto counts = systemCallsOf([&] {
        for (int i = 0; i < times; ++i)
            if (!queue.send(1, {}, Wait::atMost(std::chrono::hours(1)))) return false;
        return true;
    });
    need(queue.remove());
    isOnly(counts, SYS_msgsnd);
}

/// Also where it can be cancelled: one msgsnd a message, which waits itself where the queue is full.
void SystemCallsTest::injecting() {
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    const auto counts = systemCallsOf([&] {
        Cancellation cancellation;
        transfer::Injection injection;
        injection.count = times;
        injection.wait.cancellation = &cancellation;
        auto messages = transfer::MessageTemplate::withSequence("{{seq}}");
        transfer::Progress progress;
        return transfer::inject(queue, injection, messages, progress).has_value();
    });
    need(queue.remove());
    if (!counts) QSKIP("can't be traced here");
    QCOMPARE(counts->at(SYS_msgsnd), times);
}

IPCLENS_TEST_MAIN(SystemCallsTest)

#include "system_calls_test.moc"
