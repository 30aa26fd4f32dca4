// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/watching/history.h"
#include "tests/bench/promises.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <malloc.h>
#include <string>
#include <vector>

namespace ipclens::bench {

namespace {

using namespace std::chrono_literals;
using watching::Change;
using watching::ChangeKind;

constexpr int objects = 68'096;
constexpr int posixSemaphores = 10'000;

double allocatedMebibytes() {
    const auto info = ::mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / (1024 * 1024);
}

listing::Snapshot queuesWith(std::uint64_t messages) {
    listing::Snapshot snapshot;
    for (int id = 0; id < objects; ++id) {
        QueueInfo queue;
        queue.id = Id{id};
        queue.messages = messages;
        queue.bytes = messages * 10;
        snapshot.queues.push_back(queue);
    }
    return snapshot;
}

std::vector<Change> allChanged() {
    std::vector<Change> changes;
    for (std::uint32_t place = 0; place < objects; ++place) {
        const ObjectId object{Kind::MessageQueue, Id{static_cast<int>(place)}};
        changes.push_back({ChangeKind::Changed, object, place, place, {}});
    }
    return changes;
}

listing::Snapshot semaphoresWith(std::uint32_t value) {
    listing::Snapshot snapshot;
    for (int number = 0; number < posixSemaphores; ++number) {
        PosixSemaphoreInfo semaphore;
        semaphore.name = Name::of("/bench-" + std::to_string(number));
        semaphore.known = true;
        semaphore.value = value;
        snapshot.posixSemaphores.push_back(semaphore);
    }
    snapshot.sortById();
    return snapshot;
}

/// What the sparklines of POSIX objects cost a sample.
void measurePosixHistory(Report& report) {
    const listing::Snapshot snapshots[]{semaphoresWith(0), semaphoresWith(1)};
    const auto changes = watching::diff(snapshots[0], snapshots[1]);
    watching::History history;
    watching::History::Clock::time_point now{1h};
    std::vector<double> times;
    for (std::size_t number = 0; number < 41; ++number) {
        times.push_back(millisecondsOf([&] {
            history.beginSample(now += 250ms, false);
            history.follow(snapshots[number % 2], snapshots[(number + 1) % 2], changes);
            history.endSample();
        }));
    }
    report.tell("10,000 POSIX semaphores, all changing", median(times), "ms");
}

} // namespace

/// As long as it takes until all rings are full, every object another one at every sample.
void measureHistory(Report& report) {
    Report::heading("History, 68,096 objects");
    constexpr int samples = 300;
    const listing::Snapshot snapshots[]{queuesWith(0), queuesWith(1)};
    const std::vector<Change> changes = allChanged();
    watching::History history;
    watching::History::Clock::time_point now{1h};
    std::vector<double> times;
    const double before = allocatedMebibytes();
    const auto sample = [&](int number, const std::vector<Change>& changed) {
        return millisecondsOf([&] {
            history.beginSample(now += 250ms, false);
            history.follow(snapshots[number % 2], snapshots[(number + 1) % 2], changed);
            history.endSample();
        });
    };
    std::vector<double> quiet;
    for (int number = 0; number < 21; ++number)
        quiet.push_back(sample(0, {}));
    report.atMost("a sample in which nothing changes", 1000 * median(quiet), 20, "us");
    const double quietMemory = allocatedMebibytes() - before;
    for (int number = 0; number < samples; ++number)
        times.push_back(sample(number, changes));
    report.tell("a sample in which all change", median(times), "ms");
    report.atMost("memory, all changing at every sample", allocatedMebibytes() - before, 100, "MiB",
                  fmt::format("{} samples; {:.2f} MiB where nothing changes", samples, quietMemory));
    benchmark::DoNotOptimize(history.pointsHeld());
    measurePosixHistory(report);
}

} // namespace ipclens::bench
