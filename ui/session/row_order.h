// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/objects/users.h"
#include "ui/session/interest.h"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include <sys/types.h>

namespace ipclens::ui {

/// Where a row belongs: a number for the column that rows are ordered by, then kind, and id or name, so that no two
/// objects are equal and the order is the same whatever came before.
struct SortKey {
    std::uint64_t value = 0;
    std::uint64_t object = 0; ///< ObjectId::number(), with the rank of a name in the place of its handle

    auto operator<=>(const SortKey&) const = default;
};

/// The newest time that an object remembers: of its last operation or change; of a POSIX semaphore, which remembers
/// none, when it was seen to change. 0: none.
[[nodiscard]] EpochSeconds newestTime(ObjectView view) noexcept;
/// The process that was last at an object, as far as a listing tells: of segments and queues; 0 for sets and where
/// there was none.
[[nodiscard]] pid_t lastPidOf(ObjectView view) noexcept;

/// How many threads wait for an object; those that nobody waits for are not in it.
using WaitingCounts = std::map<ObjectId, std::uint64_t>;

/// Reckons sort keys for one column, with one addition or look-up an object: no text is compared while sorting.
///   Kind: sem, shm, msg. Key: unsigned, then POSIX names by their bytes. Id: POSIX objects, which have none, last
///   whichever way. Owner: by user name, numbers without a name last. State: by kind, then sets by members, segments by
///   size, queues by bytes in them. Waiting: by how many, as far as is known, none last whichever way. Used by, last
///   process: by the pid that was there last, none last whichever way. Changed: by newestTime(), never last whichever
///   way.
/// Among equals System V by id, then POSIX by name.
class RowOrder {
public:
    /// `waiting`: how many wait, for that column; null: nobody knows.
    RowOrder(Column column, bool descending, UserNames& users,
             std::shared_ptr<const WaitingCounts> waiting = nullptr) noexcept;

    /// An owner seen for the first time shifts the others, so that rows may come in another order.
    /// To be called for every object that is new or has changed; gives whether that happened.
    [[nodiscard]] bool learn(ObjectView view);
    /// To be called when all were learned, before key(). Names seen for the first time give the others new ranks, in
    /// the same order: rows stay as they are, keys reckoned before are worth nothing.
    void rankNames();

    [[nodiscard]] SortKey key(ObjectView view) const noexcept;

private:
    [[nodiscard]] std::uint64_t waitingFor(ObjectView view) const noexcept;
    [[nodiscard]] std::uint64_t columnValue(ObjectView view) const noexcept;
    [[nodiscard]] std::uint32_t rankOf(Name name) const noexcept;

    Column column_;
    bool descending_;
    UserNames* users_;
    std::shared_ptr<const WaitingCounts> waiting_;
    std::unordered_map<uid_t, std::uint32_t> ownerRanks_; ///< only where rows are ordered by owner
    std::vector<Name> names_;                             ///< all that were learned, by their bytes
    std::vector<Name> newNames_;
    std::vector<std::uint32_t> nameRanks_; ///< by the name's handle
};

} // namespace ipclens::ui
