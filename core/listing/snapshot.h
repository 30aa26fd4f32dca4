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

/// Where the POSIX queues of a listing were found.
struct PosixQueueSource {
    enum class Way : std::uint8_t {
        NotLooked,     ///< nobody asked for them
        Nowhere,       ///< this kernel has none, or they could not be looked for: `missing` says why
        MountedFolder, ///< in an mqueue file system that is mounted in `place`: all there are
        OwnFolder,     ///< in one that is mounted nowhere, opened for ourselves (as root): all there are
        OpenQueues,    ///< among what processes have open that we may look into: others are missing
    };
    Way way = Way::NotLooked;
    std::string place;   ///< the mount point, raw bytes
    std::string missing; ///< in words, what this way may not show; empty where it shows all there are

    /// Whether all queues that there are were found.
    [[nodiscard]] bool complete() const noexcept {
        return (way == Way::MountedFolder || way == Way::OwnFolder) && missing.empty();
    }
    bool operator==(const PosixQueueSource&) const = default;
};

/// All objects of an IPC namespace as one listing found them. Not one moment's: the kernel has no such call, an object
/// may come or go between two rows. Immutable once shared.
struct Snapshot {
    Knowledge known; ///< what this lister can tell at all
    std::vector<SemaphoreSetInfo> sets;
    std::vector<SegmentInfo> segments;
    std::vector<QueueInfo> queues;
    std::vector<PosixSemaphoreInfo> posixSemaphores;
    std::vector<PosixSegmentInfo> posixSegments;
    std::vector<PosixQueueInfo> posixQueues;
    PosixQueueSource posixQueueSource;
    std::chrono::system_clock::time_point takenAt; ///< when it was begun
    std::chrono::nanoseconds took{};               ///< how long the listing took
    std::uint32_t unlisted = 0;        ///< objects that are there, but of which this lister can't tell anything
    std::vector<std::string> warnings; ///< lines that could not be read, listers that could not be used; raw bytes
    std::vector<std::string> unread;   ///< why objects of a kind that was asked for are missing: folders; raw bytes

    [[nodiscard]] std::size_t count() const noexcept;
    /// How many there are of a kind and API.
    [[nodiscard]] std::size_t count(Kind kind, Api api) const noexcept;
    /// The one at a place in the vector of its kind and API, which must be below count(kind, api).
    [[nodiscard]] ObjectView at(Kind kind, Api api, std::size_t place) const noexcept;
    /// Puts a copy of an object behind the others of its kind and API.
    void add(ObjectView object);
    /// Sorts each kind by id, and POSIX objects by the number of their name, as diff() and find() need it. Listers give
    /// their own order (slot, key, or that of the folder).
    void sortById();
    /// The object with this id or name in a snapshot that is sorted by id; nothing if it isn't there.
    [[nodiscard]] std::optional<ObjectView> find(ObjectId object) const noexcept;
};

/// Calls visit(the vector of one kind and API) for each: sem, shm, msg, of each kind System V first. `snapshot` is a
/// Snapshot, const or not.
template <class AnySnapshot, class Visitor>
void forEachVector(AnySnapshot& snapshot, Visitor&& visit) {
    visit(snapshot.sets);
    visit(snapshot.posixSemaphores);
    visit(snapshot.segments);
    visit(snapshot.posixSegments);
    visit(snapshot.queues);
    visit(snapshot.posixQueues);
}

/// Calls visit(ObjectView) for every object: sem, shm, msg, of each kind System V first, each in the snapshot's order.
template <class Visitor>
void forEachObject(const Snapshot& snapshot, Visitor&& visit) {
    forEachVector(snapshot, [&](const auto& rows) {
        for (const auto& row : rows)
            visit(ObjectView(&row));
    });
}

} // namespace ipclens::listing
