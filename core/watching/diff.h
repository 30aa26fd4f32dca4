// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/objects/fields.h"

#include <cstdint>
#include <vector>

namespace ipclens::watching {

enum class ChangeKind : std::uint8_t { Made, Removed, Changed };

/// A set of Fields, as bits.
struct FieldSet {
    std::uint64_t bits = 0;

    constexpr void add(Field field) noexcept { bits |= std::uint64_t{1} << static_cast<unsigned>(field); }
    [[nodiscard]] constexpr bool has(Field field) const noexcept {
        return (bits >> static_cast<unsigned>(field) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits == 0; }
    bool operator==(const FieldSet&) const = default;
};

/// One object's change between two snapshots. `before` and `after` are places in the snapshots' vector of the kind; the
/// one that does not exist (made: before, removed: after) is noPlace.
struct Change {
    static constexpr std::uint32_t noPlace = 0xffffffff;

    ChangeKind what = ChangeKind::Changed;
    ObjectId object;
    std::uint32_t before = noPlace;
    std::uint32_t after = noPlace;
    FieldSet fields; ///< which fields differ, for Changed
};

/// What changed from one snapshot to the next, in the order of ObjectId::number(): sem, shm, msg, each by id, then by
/// name. Both must be sorted by id (Snapshot::sortById). An id or name that was used again for another object is
/// Removed, then Made; see sameObject(). A field that either side can't know does not differ. `name`, `kind` and so on
/// never do; Owner says that the uid or the gid differs, Group that the gid does. Linear merge.
[[nodiscard]] std::vector<Change> diff(const listing::Snapshot& before, const listing::Snapshot& after);

/// Whether two infos of the same id are of one object, or the id was used again, by what can't change in an object's
/// life: its key (but a segment's becomes 0 when it is marked for destruction, which can't be taken back), creator,
/// count or size, the creator's pid, and that a time once set is never "never" again. Two objects alike in all that
/// can't be told apart. Times that run backwards prove nothing: the clock may have been set.
[[nodiscard]] bool sameObject(const SemaphoreSetInfo& before, const SemaphoreSetInfo& after) noexcept;
[[nodiscard]] bool sameObject(const SegmentInfo& before, const SegmentInfo& after) noexcept;
[[nodiscard]] bool sameObject(const QueueInfo& before, const QueueInfo& after) noexcept;
/// Whether two infos of the same name are of one object: whether they are of one inode.
template <class Info>
    requires(InfoTraits<Info>::api == Api::Posix)
[[nodiscard]] bool sameObject(const Info& before, const Info& after) noexcept {
    return before.inode == after.inode;
}

} // namespace ipclens::watching
