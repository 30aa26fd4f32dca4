// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/base/folder.h"
#include "core/base/unique_fd.h"
#include "core/processes/waiter_scan.h"
#include "tests/bench/promises.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <ctime>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ipclens::bench {

namespace {

using namespace std::chrono_literals;

constexpr int processCount = 20;
constexpr int threadsEach = 100; // the first thread among them
constexpr int waitingEach = 5;
constexpr int waitingCount = processCount * waitingEach;

/// 2,000 threads of 20 processes, of which 100 wait for a set; gone with this.
class Threads {
public:
    Threads()
        : set_(semget(IPC_PRIVATE, 1, IPC_CREAT | 0600)) {
        if (set_ < 0) throw std::runtime_error("semget");
        for (int process = 0; process < processCount; ++process)
            children_.push_back(start());
        for (int tries = 0; semctl(set_, 0, GETNCNT) < waitingCount; ++tries) {
            if (tries > 10'000) throw std::runtime_error("2,000 threads can't be had here");
            std::this_thread::sleep_for(1ms);
        }
        std::this_thread::sleep_for(100ms); // until all others sleep too
    }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;
    ~Threads() {
        for (const pid_t child : children_) {
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
        semctl(set_, 0, IPC_RMID);
    }

private:
    [[nodiscard]] pid_t start() {
        const pid_t child = fork();
        if (child < 0) throw std::runtime_error("fork");
        if (child > 0) return child;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        constexpr std::size_t stack = 65536;
        pthread_attr_setstacksize(&attributes, stack);
        for (int index = 1; index < threadsEach; ++index) {
            pthread_t thread{};
            if (pthread_create(&thread, &attributes, index <= waitingEach ? down : rest, &set_) != 0) _exit(1);
        }
        rest(nullptr);
        _exit(0);
    }
    static void* down(void* set) {
        sembuf operation{0, -1, 0};
        semop(*static_cast<int*>(set), &operation, 1);
        return nullptr;
    }
    static void* rest(void*) {
        pause();
        return nullptr;
    }

    int set_;
    std::vector<pid_t> children_;
};

bool isNumber(const char* text) noexcept {
    return *text >= '0' && *text <= '9';
}

/// The same files, with what they tell thrown away.
void bareLoop() {
    const Folder processes = openFolder(AT_FDCWD, "/proc");
    while (const dirent* process = readdir(processes.get())) {
        if (!isNumber(process->d_name)) continue;
        const Folder threads = openFolder(dirfd(processes.get()), (std::string(process->d_name) + "/task").c_str());
        while (const dirent* thread = threads ? readdir(threads.get()) : nullptr) {
            if (!isNumber(thread->d_name)) continue;
            const std::string path = std::string(thread->d_name) + "/syscall";
            const UniqueFd file(openat(dirfd(threads.get()), path.c_str(), O_RDONLY | O_CLOEXEC));
            std::array<char, 256> text{};
            if (file) benchmark::DoNotOptimize(read(file.get(), text.data(), text.size()));
        }
    }
}

double processorMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double processorMillisecondsOf(const std::function<void()>& work) {
    const double before = processorMilliseconds();
    work();
    return processorMilliseconds() - before;
}

void requireAll(const processes::WaiterScan& scan) {
    if (scan.waiters().size() < static_cast<std::size_t>(waitingCount))
        throw std::runtime_error("not all waiting threads were found: /proc/PID/syscall may not be read here");
}

/// Percent of a core that it takes to follow them at 4 Hz, with a scan of all as often as there may be one.
double shareOfFollowing() {
    processes::WaiterScan scan;
    constexpr auto span = 6s;
    const auto begun = std::chrono::steady_clock::now();
    const double took = processorMillisecondsOf([&] {
        for (auto next = begun; next < begun + span; next += 250ms) {
            std::this_thread::sleep_until(next);
            if (std::chrono::steady_clock::now() >= scan.nextScanAt()) {
                scan.scanAll();
            } else {
                scan.refreshKnown();
            }
            requireAll(scan);
        }
    });
    return 100 * took / std::chrono::duration<double, std::milli>(span).count();
}

} // namespace

void measureWaiters(Report& report) {
    Report::heading("Waiters: 100 among 2,000 threads");
    const Threads threads;
    processes::WaiterScan scan;
    const auto pairs = measurePairs(
        15, [&] { return processorMillisecondsOf([&] { scan.scanAll(); }); },
        [] { return processorMillisecondsOf(bareLoop); });
    requireAll(scan);
    report.atMost(
        "scanning 2,000 threads", pairs.ratio, 1.3, "x",
        fmt::format("{:.1f} ms of a core; reading the same files bare {:.1f} ms", pairs.measured, pairs.floor));
    report.tell("known waiters, one look", processorMillisecondsOf([&] { scan.refreshKnown(); }), "ms");
    report.atMost("100 waiting among 2,000 threads, known at 4 Hz", shareOfFollowing(), 3, "% of a core");
}

} // namespace ipclens::bench
