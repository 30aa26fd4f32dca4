// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/page_changes.h"
#include "core/bytes/search.h"
#include "core/bytes/segment_source.h"
#include "core/sysv/shared_memory.h"
#include "tests/bench/promises.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

#include <signal.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ipclens::bench {

namespace {

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;
constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr int present = 0x55;
constexpr int absent = 0xaa;

/// A GiB of which the first bytes are resident, and another process that has it attached.
class Segment {
public:
    explicit Segment(std::uint64_t resident)
        : id_(shmget(IPC_PRIVATE, gibibyte, 0600 | IPC_CREAT)) {
        if (id_ < 0) throw std::runtime_error("a segment of 1 GiB can't be made");
        memory_ = shmat(id_, nullptr, 0);
        if (memory_ == reinterpret_cast<void*>(-1)) throw std::runtime_error("shmat");
        std::memset(memory_, present, resident);
        holder_ = fork();
        if (holder_ == 0) {
            for (;;)
                pause();
        }
    }
    Segment(const Segment&) = delete;
    Segment& operator=(const Segment&) = delete;
    ~Segment() {
        if (holder_ > 0) {
            kill(holder_, SIGKILL);
            waitpid(holder_, nullptr, 0);
        }
        shmdt(memory_);
        shmctl(id_, IPC_RMID, nullptr);
    }

    [[nodiscard]] Id id() const { return Id{id_}; }
    [[nodiscard]] const void* memory() const { return memory_; }

private:
    int id_;
    void* memory_ = nullptr;
    pid_t holder_ = -1;
};

/// From opening it on, as the window does it.
double searched(const Segment& segment, Result<std::unique_ptr<bytes::SegmentSource>> (*open)(Id)) {
    const auto matcher = bytes::Matcher::make(bytes::BytePattern{{static_cast<std::byte>(absent)}});
    return millisecondsOf([&] {
        const auto source = open(segment.id());
        if (!source) throw std::runtime_error(source.error().message());
        const auto found = bytes::findFirst(**source, **matcher, {});
        if (!found) throw std::runtime_error(found.error().message());
        if (found->match) throw std::runtime_error("found what is not there");
    });
}

double bareSearch(const void* memory) {
    return millisecondsOf([&] { benchmark::DoNotOptimize(std::memchr(memory, absent, gibibyte)); });
}

/// What the barest program does that has not attached it yet: its pages have to be mapped too.
double bareAttachment(Id id) {
    return millisecondsOf([&] {
        const void* const memory = shmat(id.value, nullptr, SHM_RDONLY);
        benchmark::DoNotOptimize(std::memchr(memory, absent, gibibyte));
        shmdt(memory);
    });
}

void measureSearch(Report& report, const char* way, Result<std::unique_ptr<bytes::SegmentSource>> (*open)(Id),
                   bool attaches) {
    {
        const Segment full(gibibyte);
        const auto pairs = measurePairs(
            9, [&] { return searched(full, open); },
            [&] { return attaches ? bareAttachment(full.id()) : bareSearch(full.memory()); });
        report.atLeast(
            fmt::format("search of 1 GiB resident for an absent byte, {}", way), 1 / pairs.ratio, 0.5, "x memchr",
            fmt::format("{:.0f} ms; {} {:.0f} ms, in memory mapped before {:.0f} ms", pairs.measured,
                        attaches ? "shmat, memchr, shmdt" : "memchr", pairs.floor, bareSearch(full.memory())));
    }
    const Segment sparse(mebibyte);
    std::vector<double> times;
    for (int run = 0; run < 9; ++run)
        times.push_back(searched(sparse, open));
    report.atMost(fmt::format("search of a sparse GiB with 1 MiB resident, {}", way), median(times), 10, "ms");
}

} // namespace

void measureMemory(Report& report) {
    Report::heading("Shared memory of 1 GiB");
    try {
        measureSearch(report, "attached", bytes::attachSegment, true);
    } catch (const std::runtime_error& failed) {
        report.missing("search, attached", failed.what());
    }
    try {
        measureSearch(report, "unnoticed", bytes::openSegmentUnnoticed, false);
    } catch (const std::runtime_error& failed) {
        report.missing("search, unnoticed", failed.what());
    }
    const Segment full(gibibyte / 4);
    const auto source = bytes::attachSegment(full.id());
    bytes::PageChanges changes;
    if (!source || !changes.look(**source, gibibyte)) return;
    const double took = millisecondsOf([&] { benchmark::DoNotOptimize(changes.look(**source, gibibyte)); });
    report.tell("checksums of 256 MiB resident", took, "ms", fmt::format("{:.1f} GiB/s", 250 / took));
}

} // namespace ipclens::bench
