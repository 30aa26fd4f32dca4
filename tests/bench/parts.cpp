// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Where the time goes, part by part, at 68,096 objects: for work on the promises of ipclens-bench.

#include "core/listing/filter.h"
#include "core/listing/stat_index.h"
#include "core/watching/diff.h"
#include "tests/bench/population.h"
#include "tests/support/namespace.h"
#include "ui/session/row_engine.h"

#include <benchmark/benchmark.h>

#include <memory>

using namespace ipclens;

namespace {

const std::shared_ptr<const listing::Snapshot>& fullSnapshot() {
    static const std::shared_ptr<const listing::Snapshot> snapshot = [] {
        listing::StatIndex lister;
        auto listed = *lister.list({});
        listed.sortById();
        return std::make_shared<const listing::Snapshot>(std::move(listed));
    }();
    return snapshot;
}

void list(benchmark::State& state) {
    listing::StatIndex lister;
    for (auto _ : state)
        benchmark::DoNotOptimize(lister.list({}));
}

void sort(benchmark::State& state) {
    listing::StatIndex lister;
    for (auto _ : state) {
        state.PauseTiming();
        auto listed = *lister.list({});
        state.ResumeTiming();
        listed.sortById();
    }
}

void diffOfEqual(benchmark::State& state) {
    const listing::Snapshot other = *fullSnapshot();
    for (auto _ : state)
        benchmark::DoNotOptimize(watching::diff(*fullSnapshot(), other));
}

void order(benchmark::State& state) {
    UserNames users;
    ui::RowEngine engine(users);
    engine.advance(fullSnapshot(), watching::diff({}, *fullSnapshot()));
    bool descending = false;
    for (auto _ : state) {
        descending = !descending;
        engine.setQuery({.column = static_cast<ui::Column>(state.range(0)), .descending = descending}, {});
    }
}

void filter(benchmark::State& state, const char* expression) {
    UserNames users;
    const auto parsed = listing::Filter::parse(expression);
    const Knowledge known = fullSnapshot()->known;
    for (auto _ : state) {
        std::size_t matching = 0;
        listing::forEachObject(*fullSnapshot(), [&](ObjectView view) {
            matching += parsed->matches({view, known}, users) ? 1U : 0U;
        });
        benchmark::DoNotOptimize(matching);
    }
}

} // namespace

BENCHMARK(list)->Unit(benchmark::kMillisecond);
BENCHMARK(sort)->Unit(benchmark::kMillisecond);
BENCHMARK(diffOfEqual)->Unit(benchmark::kMillisecond);
BENCHMARK(order)->DenseRange(0, 7)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filter, free_text, "0x2000")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filter, field, "owner:root")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filter, glob, "key:0x2*7")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filter, several, "kind:msg mode:0600 0x2")->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    testing::enterPrivateNamespaceOrSkip();
    const bench::Population population(bench::fullSize);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
