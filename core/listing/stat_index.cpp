// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/stat_index.h"

#include "core/objects/kernel.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <future>
#include <iterator>
#include <utility>

namespace ipclens::listing {
namespace {

/// So many queues take longer to list than a thread takes to start.
constexpr int worthAThread = 2000;

/// What *_INFO says of a kind before it is walked.
struct Extent {
    int highest = -1; ///< the highest used slot
    int used = 0;     ///< how many objects there are
};

// One of these a kind: how its slots are counted and looked into. stat() gives the id of the object in a slot, or -1.

struct SetSlots {
    static constexpr Kind kind = Kind::Semaphore;
    using Status = semid_ds;
    static constexpr int statAny = SEM_STAT_ANY;
    static constexpr int statReadable = SEM_STAT;

    static Extent extent() noexcept {
        seminfo info{};
        const int highest = semctl(0, 0, SEM_INFO, kernel::SemaphoreArgument{.info = &info});
        return {highest, info.semusz};
    }
    static int stat(int slot, int command, Status& status) noexcept {
        return semctl(slot, 0, command, kernel::SemaphoreArgument{.buf = &status});
    }
};

struct SegmentSlots {
    static constexpr Kind kind = Kind::SharedMemory;
    using Status = shmid_ds;
    static constexpr int statAny = SHM_STAT_ANY;
    static constexpr int statReadable = SHM_STAT;

    static Extent extent() noexcept {
        shm_info info{};
        const int highest = shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&info));
        return {highest, info.used_ids};
    }
    static int stat(int slot, int command, Status& status) noexcept { return shmctl(slot, command, &status); }
};

struct QueueSlots {
    static constexpr Kind kind = Kind::MessageQueue;
    using Status = msqid_ds;
    static constexpr int statAny = MSG_STAT_ANY;
    static constexpr int statReadable = MSG_STAT;

    static Extent extent() noexcept {
        msginfo info{};
        const int highest = msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&info));
        return {highest, info.msgpool};
    }
    static int stat(int slot, int command, Status& status) noexcept { return msgctl(slot, command, &status); }
};

/// Walks the slots up to `highest` and gives how many of them hold an object that may not be read.
template <class Slots, class Info>
std::uint32_t walk(int highest, int command, const Credentials& credentials, std::vector<Info>& rows) {
    std::uint32_t denied = 0;
    typename Slots::Status status{};
    for (int slot = 0; slot <= highest; ++slot) {
        const int id = Slots::stat(slot, command, status);
        if (id >= 0) {
            Info& row = rows.emplace_back(kernel::infoFrom(Id{id}, status));
            row.access = credentials.mayRead(row.permissions) ? Access::Readable : Access::Denied;
        } else if (errno == EACCES) {
            ++denied;
        }
        // Else EINVAL, a free slot, or EIDRM: it is just being removed
    }
    return denied;
}

template <class Slots, class Info>
Result<void> listKind(const Credentials& credentials, std::vector<Info>& rows, Snapshot& snapshot) {
    const Extent extent = Slots::extent();
    if (extent.highest < 0) {
        return failure(errorFromErrno(errno, fmt::format("list every {}", kindTitle(Slots::kind))));
    }
    if (extent.used <= 0) return {};
    rows.reserve(static_cast<std::size_t>(extent.used));
    std::uint32_t denied = walk<Slots>(extent.highest, Slots::statAny, credentials, rows);
    // Linux before 4.17 has no *_STAT_ANY, and says EINVAL to each
    if (rows.empty() && denied == 0) denied = walk<Slots>(extent.highest, Slots::statReadable, credentials, rows);
    if (denied != 0) {
        snapshot.unlisted += denied;
        snapshot.warnings.push_back(fmt::format(
            "{} more of kind {} may not be read, and the kernel tells nothing of them", denied, kindName(Slots::kind)));
    }
    return {};
}

/// Adds the queues, listed apart, to the rest.
void takeQueues(Snapshot& snapshot, Snapshot&& queues) {
    snapshot.queues = std::move(queues.queues);
    snapshot.unlisted += queues.unlisted;
    std::move(queues.warnings.begin(), queues.warnings.end(), std::back_inserter(snapshot.warnings));
}

} // namespace

Result<Snapshot> StatIndex::list(Kinds kinds) {
    Snapshot snapshot;
    snapshot.takenAt = std::chrono::system_clock::now();
    const auto begun = std::chrono::steady_clock::now();
    Snapshot queues;
    const auto listQueues = [&] { return listKind<QueueSlots>(credentials_, queues.queues, queues); };
    std::future<Result<void>> meanwhile;
    if (pace_ == Pace::Hurried && kinds.messageQueues && QueueSlots::extent().used >= worthAThread) {
        // Where there is no thread to be had, get() below does it
        meanwhile = std::async(std::launch::async | std::launch::deferred, listQueues);
    }
    Result<void> listed;
    if (kinds.semaphores) listed = listKind<SetSlots>(credentials_, snapshot.sets, snapshot);
    if (listed && kinds.sharedMemory) listed = listKind<SegmentSlots>(credentials_, snapshot.segments, snapshot);
    if (listed && kinds.messageQueues) listed = meanwhile.valid() ? meanwhile.get() : listQueues();
    if (!listed) return failure(std::move(listed).error());
    takeQueues(snapshot, std::move(queues));
    snapshot.took = std::chrono::steady_clock::now() - begun;
    return snapshot;
}

} // namespace ipclens::listing
