// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/search.h"
#include "core/bytes/segment_source.h"
#include "core/sysv/shared_memory.h"
#include "tests/bench/promises.h"
#include "tests/support/without_capabilities.h"
#include "ui/session/change_watch.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

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

using Open = Result<std::unique_ptr<bytes::SegmentSource>> (*)(Id);

/// From opening it on, as the window does it.
double searched(const Segment& segment, Open open) {
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

/// What the barest program does that has not attached it yet: its pages have to be mapped one by one.
double bareAttachment(Id id) {
    return millisecondsOf([&] {
        const void* const memory = shmat(id.value, nullptr, SHM_RDONLY);
        benchmark::DoNotOptimize(std::memchr(memory, absent, gibibyte));
        shmdt(memory);
    });
}

/// The floor is memchr alone, over memory that is mapped already.
void measureSearch(Report& report, const char* way, Open open) {
    {
        const Segment full(gibibyte);
        const auto pairs = measurePairs(
            15, [&] { return searched(full, open); }, [&] { return bareSearch(full.memory()); });
        report.atLeast(fmt::format("search of 1 GiB resident for an absent byte, {}", way), 1 / pairs.ratio, 0.5,
                       "x memchr",
                       fmt::format("{:.0f} ms by {} threads; memchr {:.0f} ms", pairs.measured, bytes::searchThreads(),
                                   pairs.floor));
    }
    const Segment sparse(mebibyte);
    std::vector<double> times;
    for (int run = 0; run < 15; ++run)
        times.push_back(searched(sparse, open));
    report.atMost(fmt::format("search of a sparse GiB with 1 MiB resident, {}", way), median(times), 10, "ms");
}

/// Who may not open the segment's file has to map its pages first, whatever program it is.
void measureUnprivileged(Report& report) {
    const testing::WithoutCapabilities ordinary;
    const Segment full(gibibyte);
    const auto pairs = measurePairs(
        9, [&] { return searched(full, bytes::attachSegment); }, [&] { return bareAttachment(full.id()); });
    report.atMost("search of 1 GiB, attached as an ordinary user", pairs.ratio, 1, "x",
                  fmt::format("{:.0f} ms; shmat, memchr, shmdt {:.0f} ms; memchr alone {:.0f} ms", pairs.measured,
                              pairs.floor, bareSearch(full.memory())));
    const Segment sparse(mebibyte);
    std::vector<double> times;
    for (int run = 0; run < 15; ++run)
        times.push_back(searched(sparse, bytes::attachSegment));
    report.atMost("search of a sparse GiB, attached as an ordinary user", median(times), 10, "ms");
}

std::chrono::nanoseconds threadTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// As the sampling thread does it, at 10 Hz, while someone writes.
void measureChangeMap(Report& report, const char* way, Open open) {
    using Clock = std::chrono::steady_clock;
    const Segment full(gibibyte);
    const auto source = open(full.id());
    if (!source) throw std::runtime_error(source.error().message());
    ui::ChangeWatch watch;
    std::chrono::nanoseconds busy{};
    const auto begun = Clock::now();
    for (int sample = 0; sample < 80; ++sample) {
        const auto before = threadTime();
        watch.look(**source, Clock::now());
        busy += threadTime() - before;
        std::this_thread::sleep_until(begun + (sample + 1) * std::chrono::milliseconds(100));
    }
    const std::chrono::duration<double> all = Clock::now() - begun;
    const std::chrono::duration<double> pass = watch.map()->passTook;
    report.atMost(fmt::format("map of changes in 1 GiB resident, {}", way),
                  100 * std::chrono::duration<double>(busy) / all, 5, "% core",
                  pass.count() > 0 ? fmt::format("once over the whole in {:.1f} s", pass.count()) : "");
}

} // namespace

void measureMemory(Report& report) {
    Report::heading("Shared memory of 1 GiB");
    const auto part = [&](const char* what, const auto& measure) {
        try {
            measure();
        } catch (const std::runtime_error& failed) {
            report.missing(what, failed.what());
        }
    };
    part("search, unnoticed", [&] { measureSearch(report, "unnoticed", bytes::openSegmentUnnoticed); });
    part("search, attached", [&] { measureSearch(report, "attached", bytes::attachSegment); });
    part("search, attached as an ordinary user", [&] { measureUnprivileged(report); });
    part("map of changes, unnoticed", [&] { measureChangeMap(report, "unnoticed", bytes::openSegmentUnnoticed); });
    part("map of changes, attached", [&] {
        const testing::WithoutCapabilities ordinary;
        measureChangeMap(report, "attached as an ordinary user", bytes::attachSegment);
    });
}

} // namespace ipclens::bench
