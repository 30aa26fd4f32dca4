// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/key_probe.h"

#include "core/objects/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

namespace ipclens::listing {
namespace {

/// 64 bits wide, so that a range up to the last key ends.
struct Span {
    std::uint64_t first;
    std::uint64_t last; ///< included
};

/// The ranges in order, each key once, and never 0.
std::vector<Span> spansOf(const std::vector<KeyProbe::Range>& ranges) {
    std::vector<Span> spans;
    spans.reserve(ranges.size());
    for (const auto& range : ranges) {
        const std::uint64_t first = std::max<std::uint32_t>(range.first, 1);
        if (first <= range.last) spans.push_back({first, range.last});
    }
    std::sort(spans.begin(), spans.end(), [](const Span& left, const Span& right) { return left.first < right.first; });
    std::vector<Span> merged;
    for (const Span& span : spans) {
        if (!merged.empty() && span.first <= merged.back().last + 1) {
            merged.back().last = std::max(merged.back().last, span.last);
        } else {
            merged.push_back(span);
        }
    }
    return merged;
}

// One of these a kind: get() gives the id that a key has, stat() what is known of it; both -1 with errno.

struct SetProbe {
    static constexpr Kind kind = Kind::Semaphore;
    using Status = semid_ds;
    static int get(key_t key) noexcept { return semget(key, 0, 0); }
    static int stat(int id, Status& status) noexcept {
        return semctl(id, 0, IPC_STAT, kernel::SemaphoreArgument{.buf = &status});
    }
};

struct SegmentProbe {
    static constexpr Kind kind = Kind::SharedMemory;
    using Status = shmid_ds;
    static int get(key_t key) noexcept { return shmget(key, 0, 0); }
    static int stat(int id, Status& status) noexcept { return shmctl(id, IPC_STAT, &status); }
};

struct QueueProbe {
    static constexpr Kind kind = Kind::MessageQueue;
    using Status = msqid_ds;
    static int get(key_t key) noexcept { return msgget(key, 0); }
    static int stat(int id, Status& status) noexcept { return msgctl(id, IPC_STAT, &status); }
};

template <class Probe, class Info>
Result<void> tryKey(Key key, std::vector<Info>& rows, Snapshot& snapshot) {
    const int id = Probe::get(static_cast<key_t>(key.value));
    if (id < 0 && errno == ENOENT) return {};
    if (id < 0 && errno == EACCES) {
        ++snapshot.unlisted;
        snapshot.warnings.push_back(
            fmt::format("{} with key {}: exists, but its id may not be known", kindTitle(Probe::kind), toString(key)));
        return {};
    }
    if (id < 0) {
        return failure(
            errorFromErrno(errno, fmt::format("look for a {} with key {}", kindTitle(Probe::kind), toString(key))));
    }
    typename Probe::Status status{};
    if (Probe::stat(id, status) == 0) {
        rows.push_back(kernel::infoFrom(Id{id}, status));
        return {};
    }
    if (errno == EACCES) {
        Info hidden;
        hidden.id = Id{id};
        hidden.key = key;
        hidden.access = Access::Hidden;
        rows.push_back(hidden);
    }
    // Else it was removed between the two calls
    return {};
}

template <class Probe, class Info>
Result<void> trySpan(Span span, std::vector<Info>& rows, Snapshot& snapshot) {
    for (std::uint64_t key = span.first; key <= span.last; ++key) {
        auto tried = tryKey<Probe>(Key{static_cast<std::uint32_t>(key)}, rows, snapshot);
        if (!tried) return tried;
    }
    return {};
}

} // namespace

KeyProbe::KeyProbe(Options options)
    : options_(std::move(options)) {}

Result<Snapshot> KeyProbe::list(Kinds kinds) {
    constexpr std::uint64_t keysAtOnce = 1000;
    Snapshot snapshot;
    snapshot.takenAt = std::chrono::system_clock::now();
    const auto begun = std::chrono::steady_clock::now();
    const auto spans = spansOf(options_.ranges);
    std::uint64_t all = 0;
    for (const Span& span : spans)
        all += span.last - span.first + 1;
    std::uint64_t tried = 0;
    for (const Span& span : spans) {
        for (std::uint64_t first = span.first; first <= span.last; first += keysAtOnce) {
            if (options_.cancellation != nullptr && options_.cancellation->requested()) {
                return failure(errorFromErrno(ECANCELED, fmt::format("probe {} keys", all), ErrorKind::Interrupted,
                                              fmt::format("cancelled after {}", tried)));
            }
            const Span part{first, std::min(span.last, first + keysAtOnce - 1)};
            Result<void> done;
            if (kinds.semaphores) done = trySpan<SetProbe>(part, snapshot.sets, snapshot);
            if (done && kinds.sharedMemory) {
                done = trySpan<SegmentProbe>(part, snapshot.segments, snapshot);
            }
            if (done && kinds.messageQueues) done = trySpan<QueueProbe>(part, snapshot.queues, snapshot);
            if (!done) return failure(std::move(done).error());
            tried += part.last - part.first + 1;
            if (options_.progress) options_.progress(tried, all);
        }
    }
    snapshot.took = std::chrono::steady_clock::now() - begun;
    return snapshot;
}

} // namespace ipclens::listing
