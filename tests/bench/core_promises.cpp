// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/listing/stat_index.h"
#include "core/watching/diff.h"
#include "tests/bench/child.h"
#include "tests/bench/promises.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#ifndef SEM_STAT_ANY
#define SEM_STAT_ANY 20
#endif
#ifndef SHM_STAT_ANY
#define SHM_STAT_ANY 15
#endif
#ifndef MSG_STAT_ANY
#define MSG_STAT_ANY 13
#endif

namespace ipclens::bench {

namespace {

union SemaphoreArgument {
    semid_ds* set;
    seminfo* info;
};

/// The same system calls as the STAT index makes, with what they tell thrown away.
void bareLoop() {
    seminfo sets{};
    semid_ds set{};
    const int lastSet = semctl(0, 0, SEM_INFO, SemaphoreArgument{.info = &sets});
    for (int index = 0; index <= lastSet; ++index)
        benchmark::DoNotOptimize(semctl(index, 0, SEM_STAT_ANY, SemaphoreArgument{.set = &set}));
    shm_info segments{};
    shmid_ds segment{};
    void* const segmentsOut = &segments;
    const int lastSegment = shmctl(0, SHM_INFO, static_cast<shmid_ds*>(segmentsOut));
    for (int index = 0; index <= lastSegment; ++index)
        benchmark::DoNotOptimize(shmctl(index, SHM_STAT_ANY, &segment));
    msginfo queues{};
    msqid_ds queue{};
    void* const queuesOut = &queues;
    const int lastQueue = msgctl(0, MSG_INFO, static_cast<msqid_ds*>(queuesOut));
    for (int index = 0; index <= lastQueue; ++index)
        benchmark::DoNotOptimize(msgctl(index, MSG_STAT_ANY, &queue));
}

listing::Snapshot listed(listing::Lister& lister) {
    auto snapshot = lister.list({});
    if (!snapshot) throw std::runtime_error(snapshot.error().message());
    return std::move(*snapshot);
}

void measureSnapshot(Report& report) {
    listing::StatIndex lister;
    const auto pairs = measurePairs(
        21, [&] { return millisecondsOf([&] { benchmark::DoNotOptimize(listed(lister)); }); },
        [] { return millisecondsOf(bareLoop); });
    report.atMost("snapshot", pairs.ratio, 1.25, "x",
                  fmt::format("{:.1f} ms; the bare system calls {:.1f} ms", pairs.measured, pairs.floor));

    listing::Snapshot one = listed(lister);
    listing::Snapshot other = listed(lister);
    report.tell("  sorted by id, as the window needs it", millisecondsOf([&] { one.sortById(); }), "ms");
    other.sortById();
    std::vector<double> times;
    for (int run = 0; run < 21; ++run)
        times.push_back(millisecondsOf([&] { benchmark::DoNotOptimize(watching::diff(one, other)); }));
    report.atMost("diff of two equal snapshots", median(times), 2, "ms");
}

void measureList(Report& report, const std::string& programs) {
    const std::string ipclens = programs + "/ipclens";
    const auto all = [](std::initializer_list<std::vector<std::string>> commands) {
        return millisecondsOf([&] {
            for (const std::vector<std::string>& command : commands) {
                if (Child(command, {}, Child::Output::Discard).wait() != 0) throw std::runtime_error(command.front());
            }
        });
    };
    try {
        const auto pairs = measurePairs(
            5,
            [&] {
                return all({{ipclens, "list", "--json"}});
            },
            [&] {
                return all({{"lsipc", "-J", "-s"}, {"lsipc", "-J", "-m"}, {"lsipc", "-J", "-q"}});
            });
        report.atLeast("ipclens list --json against lsipc -J -s, -m, -q", 1 / pairs.ratio, 5, "x faster",
                       fmt::format("{:.0f} ms; lsipc {:.0f} ms", pairs.measured, pairs.floor));
    } catch (const std::runtime_error& failed) {
        report.missing("ipclens list --json against lsipc -J", failed.what());
    }
}

} // namespace

void measureCore(Report& report, const std::string& programs) {
    Report::heading("Core, 68,096 objects");
    measureSnapshot(report);
    measureList(report, programs);
}

} // namespace ipclens::bench
