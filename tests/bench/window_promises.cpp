// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "tests/bench/child.h"
#include "tests/bench/population.h"
#include "tests/bench/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>

namespace ipclens::bench {

namespace {

using namespace std::chrono_literals;

/// A program with the probe in it (see probe.cpp), once it has painted what is waited for.
class Window {
public:
    Window(const std::string& programs, const std::string& name, int rows, bool acts = false)
        : child_({programs + "/" + name}, variables(programs, rows, acts), Child::Output::Read) {
        const auto line = child_.readLine(60s);
        long long painted = 0;
        if (!line || std::sscanf(line->c_str(), "painted %lld", &painted) != 1)
            throw std::runtime_error(name + " painted nothing");
        firstPaint_ = std::chrono::duration<double, std::milli>(std::chrono::nanoseconds(painted) - child_.startedAt());
    }

    /// From exec to what was waited for, in milliseconds.
    [[nodiscard]] double firstPaint() const { return firstPaint_.count(); }
    [[nodiscard]] Child& child() { return child_; }
    /// Share of a core in per cent that it takes over `time`; of one thread where named.
    [[nodiscard]] double share(std::chrono::seconds time, const std::string& thread = {}) {
        const auto begun = std::chrono::steady_clock::now();
        const auto before = child_.busy(thread);
        std::this_thread::sleep_for(time);
        const std::chrono::duration<double> busy = child_.busy(thread) - before;
        const std::chrono::duration<double> all = std::chrono::steady_clock::now() - begun;
        return 100 * busy / all;
    }

private:
    static std::map<std::string, std::string> variables(const std::string& programs, int rows, bool acts) {
        std::map<std::string, std::string> variables{{"LD_PRELOAD", programs + "/libipclens-bench-probe.so"},
                                                     {"IPCLENS_PROBE_ROWS", std::to_string(rows)}};
        if (acts) variables.emplace("IPCLENS_PROBE_ACTS", "yes");
        return variables;
    }

    Child child_;
    std::chrono::duration<double, std::milli> firstPaint_{};
};

/// Something comes or goes in every queue, once a second, for so long; then they are empty again.
void stirAllQueues(const std::vector<int>& queues, int seconds) {
    struct {
        long type = 1;
        char byte = 'x';
    } message;
    for (int second = 0; second < seconds; ++second) {
        const auto begun = std::chrono::steady_clock::now();
        for (const int queue : queues) {
            if (second % 2 == 0) {
                msgsnd(queue, &message, 1, IPC_NOWAIT);
            } else {
                msgrcv(queue, &message, 1, 0, IPC_NOWAIT);
            }
        }
        std::this_thread::sleep_until(begun + 1s);
    }
}

constexpr const char* gui = "ipclens-gui";
constexpr const char* empty = "ipclens-bench-empty-window";

void measureStart(Report& report, const std::string& programs) {
    const Population population({.sets = 400, .queues = 400, .segments = 200});
    const auto start = [&](const char* name, int rows) { return Window(programs, name, rows).firstPaint(); };
    static_cast<void>(start(gui, 1000)); // from disk
    const auto pairs = measurePairs(
        9, [&] { return start(gui, 1000); }, [&] { return start(empty, 0); });
    report.atMost("first painted list of 1,000 objects", pairs.ratio, 2, "x",
                  fmt::format("{:.0f} ms from exec; an empty QMainWindow {:.0f} ms", pairs.measured, pairs.floor));
}

/// Ten of a hundred objects change between any two samples.
void measureLively(Report& report, const std::string& programs) {
    const Population population({.sets = 40, .queues = 40, .segments = 20, .semaphores = 1});
    std::atomic<bool> ended = false;
    std::thread traffic([&] {
        for (int round = 0; !ended; ++round) {
            for (int set = 0; set < 10; ++set)
                semctl(population.sets()[static_cast<std::size_t>(set)], 0, SETVAL, round % 100);
            std::this_thread::sleep_for(125ms);
        }
    });
    try {
        Window window(programs, gui, 100);
        std::this_thread::sleep_for(3s);
        report.atMost("100 objects, 10 changing, at 4 Hz", window.share(15s), 1.5, "% core",
                      "all threads, painting included");
    } catch (...) {
        ended = true;
        traffic.join();
        throw;
    }
    ended = true;
    traffic.join();
}

/// Keystrokes in the filter line and clicks on columns, each several times: the median of each counts, the worst of
/// those is what must hold.
void measureActs(Report& report, const std::string& programs) {
    struct Times {
        std::vector<double> hold;
        std::vector<double> latency;
    };
    Window window(programs, gui, 60'000, true);
    std::map<std::string, Times> acts;
    while (const auto line = window.child().readLine(20s)) {
        double hold = 0;
        double latency = 0;
        int end = 0;
        if (std::sscanf(line->c_str(), "act %lf %lf %n", &hold, &latency, &end) != 2) break;
        Times& times = acts[line->substr(static_cast<std::size_t>(end))];
        times.hold.push_back(hold);
        times.latency.push_back(latency);
    }
    double hold = 0;
    double latency = 0;
    for (const auto& [what, times] : acts) {
        report.tell(what, median(times.hold), "ms held",
                    fmt::format("result painted after {:.1f} ms; {} times", median(times.latency), times.hold.size()));
        hold = std::max(hold, median(times.hold));
        latency = std::max(latency, median(times.latency));
    }
    if (acts.size() < 6) throw std::runtime_error("keystrokes and clicks had no result");
    report.atMost("keystroke or click: holds the GUI thread", hold, 8, "ms", "the worst of the above");
    report.atMost("keystroke or click: result painted after", latency, 100, "ms", "the worst of the above");
}

} // namespace

void measureSmallWindow(Report& report, const std::string& programs) {
    Report::heading("The window, in Xvfb");
    measureStart(report, programs);
    measureLively(report, programs);
}

void measureFullWindow(Report& report, const std::string& programs, const Population& population) {
    Report::heading("The window, in Xvfb, 68,096 objects");
    {
        Window window(programs, gui, 60'000);
        Window floor(programs, empty, 0);
        std::this_thread::sleep_for(5s);
        const double memory = window.child().proportionalMebibytes();
        const double least = floor.child().proportionalMebibytes();
        report.atMost("memory above an empty QMainWindow", memory - least, 40, "MiB",
                      fmt::format("PSS, both alive: {:.1f} and {:.1f} MiB", memory, least));
        report.atMost("sampler", window.share(15s, "sampler"), 10, "% core", "its thread; it stretches its interval");
        report.tell("the whole window meanwhile", window.share(5s), "% core");
        // Long enough that the history of each has the room that all of them may have at once
        std::thread traffic([&] { stirAllQueues(population.queues(), 20); });
        std::this_thread::sleep_for(10s);
        const double busy = window.share(8s, "sampler");
        traffic.join();
        const double withHistory = window.child().proportionalMebibytes();
        report.atMost(
            "memory with history, 32,000 queues changing", withHistory - least, 100, "MiB",
            fmt::format("{:.1f} MiB above what the window takes where nothing changes", withHistory - memory));
        report.atMost("sampler meanwhile", busy, 10, "% core");
    }
    measureActs(report, programs);
}

} // namespace ipclens::bench
