// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/sysv/message_queue.h"
#include "tests/bench/child.h"
#include "tests/bench/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ipclens::bench {

namespace {

constexpr int messages = 100'000;
constexpr int pairs = 15;
constexpr std::uint64_t roomForAll = 8U << 20U;

/// Time in user mode of the children that have ended, in microseconds.
double childrenInUserMode() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) * 1e6 + static_cast<double>(usage.ru_utime.tv_usec);
}

/// A queue with room for all messages, so that none has to wait.
class Sink {
public:
    Sink() {
        sysv::MessageQueueOptions options;
        options.capacity = roomForAll;
        auto made = sysv::MessageQueue::create(sysv::PrivateKey{}, options);
        if (!made) throw std::runtime_error(made.error().message());
        id_ = made->id();
    }
    ~Sink() { static_cast<void>(sysv::MessageQueue::adopt(id_).remove()); }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    [[nodiscard]] int id() const noexcept { return id_.value; }
    void requireFilled() const {
        const auto info = sysv::MessageQueue::adopt(id_).stat();
        if (!info || info->messages != messages) throw std::runtime_error("not all messages were sent");
    }

private:
    Id id_;
};

/// The same messages by msgsnd(2) and nothing else.
double bareLoop() {
    const Sink sink;
    const double before = childrenInUserMode();
    const pid_t child = ::fork();
    if (child == 0) {
        struct {
            long type = 1;
            char text[5] = {'h', 'e', 'l', 'l', 'o'};
        } message;
        for (int i = 0; i < messages; ++i) {
            if (::msgsnd(sink.id(), &message, sizeof message.text, 0) != 0) ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0) throw std::runtime_error("msgsnd");
    sink.requireFilled();
    return (childrenInUserMode() - before) / messages;
}

double byProgram(const std::string& ipclens) {
    const Sink sink;
    const double before = childrenInUserMode();
    const int status = Child({ipclens, "send", fmt::format("msg:@{}", sink.id()), "--text", "hello", "--count",
                              std::to_string(messages)},
                             {}, Child::Output::Discard)
                           .wait();
    if (status != 0) throw std::runtime_error("ipclens send");
    sink.requireFilled();
    return (childrenInUserMode() - before) / messages;
}

/// Becomes the program, with a tracer that is told of each msgsnd(2).
[[noreturn]] void becomeTraced(const std::vector<const char*>& words) {
    sock_filter filter[]{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_msgsnd, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{static_cast<unsigned short>(std::size(filter)), filter};
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(126);
    ::raise(SIGSTOP);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) ::_exit(126);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) ::_exit(126);
    ::execv(words.front(), const_cast<char* const*>(words.data()));
    ::_exit(127);
}

/// How often the program calls msgsnd(2) for all the messages, failed calls too. One by another thread would fail.
int callsByProgram(const std::string& ipclens) {
    const Sink sink;
    const std::string queue = fmt::format("msg:@{}", sink.id());
    const std::string count = std::to_string(messages);
    const std::vector<const char*> words{ipclens.c_str(), "send",    queue.c_str(), "--text",
                                         "hello",         "--count", count.c_str(), nullptr};
    const pid_t child = ::fork();
    if (child == 0) becomeTraced(words);
    int calls = 0;
    int status = 0;
    bool options = false;
    while (child > 0 && ::waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
        if (!options) ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL);
        options = true;
        if (status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) ++calls;
        ::ptrace(PTRACE_CONT, child, nullptr, nullptr);
    }
    if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error("ipclens send, traced: a process may not be traced here");
    sink.requireFilled();
    return calls;
}

} // namespace

void measureSend(Report& report, const std::string& programs) {
    Report::heading("Sending 100,000 messages");
    constexpr const char* promise = "ipclens send --count: user time beyond a bare loop of msgsnd, a message";
    std::ofstream("/proc/sys/kernel/msgmnb") << roomForAll; // of this namespace
    try {
        std::vector<double> added;
        double program = 0;
        double bare = 0;
        for (int pair = 0; pair < pairs; ++pair) {
            program = byProgram(programs + "/ipclens");
            bare = bareLoop();
            added.push_back(program - bare);
        }
        report.atMost(promise, median(added), 0.2, "us",
                      fmt::format("the last pair: {:.3f} us, bare {:.3f} us; start and end of the program included",
                                  program, bare));
    } catch (const std::runtime_error& failed) {
        report.missing(promise, failed.what());
    }
    constexpr const char* once = "calls of msgsnd a message";
    try {
        const double calls = callsByProgram(programs + "/ipclens");
        report.atMost(once, calls / messages, 1, "", fmt::format("{:.0f} for {} messages", calls, messages));
    } catch (const std::runtime_error& failed) {
        report.missing(once, failed.what());
    }
}

} // namespace ipclens::bench
