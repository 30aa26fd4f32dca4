// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ipclens::listing {

/// A set of kinds to list.
struct Kinds {
    bool semaphores = true;
    bool sharedMemory = true;
    bool messageQueues = true;

    [[nodiscard]] static constexpr Kinds only(Kind kind) noexcept {
        return {kind == Kind::Semaphore, kind == Kind::SharedMemory, kind == Kind::MessageQueue};
    }
    bool operator==(const Kinds&) const = default;
};

/// All objects of an IPC namespace as one listing found them. Not one moment's: the kernel has no such call, an object
/// may come or go between two rows. Immutable once shared.
struct Snapshot {
    Knowledge known; ///< what this lister can tell at all
    std::vector<SemaphoreSetInfo> sets;
    std::vector<SegmentInfo> segments;
    std::vector<QueueInfo> queues;
    std::chrono::system_clock::time_point takenAt; ///< when it was begun
    std::chrono::nanoseconds took{};               ///< how long the listing took
    std::uint32_t unlisted = 0;        ///< objects that are there, but of which this lister can't tell anything
    std::vector<std::string> warnings; ///< lines that could not be read, kinds that could not be listed; raw bytes

    [[nodiscard]] std::size_t count() const noexcept { return sets.size() + segments.size() + queues.size(); }
    /// Sorts each kind by id, as diff() and find() need it. Listers give their own order (slot or key).
    void sortById();
    /// The object with this id in a snapshot that is sorted by id; nothing if it isn't there.
    [[nodiscard]] std::optional<ObjectView> find(ObjectId object) const noexcept;
};

/// Calls visit(ObjectView) for every object: sem, shm, msg, each in the snapshot's order.
template <class Visitor>
void forEachObject(const Snapshot& snapshot, Visitor&& visit) {
    for (const auto& set : snapshot.sets)
        visit(ObjectView(&set));
    for (const auto& segment : snapshot.segments)
        visit(ObjectView(&segment));
    for (const auto& queue : snapshot.queues)
        visit(ObjectView(&queue));
}

} // namespace ipclens::listing
