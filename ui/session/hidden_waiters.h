// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/objects/object.h"
#include "core/processes/waiter.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

namespace ipclens::ui {

/// Who waits for a semaphore by the kernel's count (GETNCNT, GETZCNT; of POSIX ones by glibc's), and was not seen among
/// the waiters: the kernel tells how many wait for a queue to nobody. To ask for a member takes three system calls and
/// a set may have thousands, so a pass reads few, those that it matters for first, and the next one goes on behind
/// them.
class HiddenWaiters {
public:
    using Counts = std::map<ObjectId, std::uint64_t>;

    /// A pass, just after these waiters were found. `snapshot` is sorted by id.
    void count(const std::vector<processes::Waiter>& seen, const listing::Snapshot& snapshot);
    void clear();

    /// As many as each of the last passes missed: a look at the threads and the count are not of one moment, and who
    /// comes and goes may be missed by either.
    [[nodiscard]] const Counts& counts() const noexcept { return agreed_; }
    static constexpr std::size_t passesThatAgree = 3;

private:
    [[nodiscard]] Counts countedNow(const Counts& seen, const listing::Snapshot& snapshot);
    void agree();

    Counts agreed_;
    std::deque<Counts> missed_; ///< by the last passes, the newest at the end
    ObjectId lastRead_;         ///< of the sets that are read in turn
};

} // namespace ipclens::ui
