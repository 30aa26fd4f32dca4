// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"

#include "core/base/unique_fd.h"
#include "core/listing/open_queues.h"
#include "core/listing/queue_folder.h"
#include "core/listing/queue_look.h"
#include "core/listing/shm_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <dirent.h>
#include <iterator>
#include <mqueue.h>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::listing {
namespace {

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { closedir(folder); }
};

/// Looks at queues one after another, and keeps those that are there.
class Queues {
public:
    explicit Queues(Snapshot& snapshot)
        : snapshot_(snapshot) {}

    void take(std::string_view file, const struct stat& status, const std::function<int()>& open) {
        PosixQueueInfo info = queueFrom(Name::ofFile(file), status);
        const QueueLook look = lookAtQueue(info, status.st_dev, open);
        if (look == QueueLook::Gone) return;
        if (look == QueueLook::NoRoom) ++unopened_;
        snapshot_.posixQueues.push_back(info);
    }

    void finish() {
        if (unopened_ == 0) return;
        snapshot_.warnings.push_back(
            fmt::format("{} POSIX queues could not be opened: there are too many open files", unopened_));
    }

private:
    Snapshot& snapshot_;
    std::uint32_t unopened_ = 0;
};

constexpr int lookFlags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC;

void listQueueFolder(int folder, Snapshot& snapshot) {
    const std::unique_ptr<DIR, CloseFolder> entries(fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
    if (!entries) return;
    Queues queues(snapshot);
    while (const dirent* entry = readdir(entries.get())) {
        struct stat status {};
        if (entry->d_type == DT_DIR || fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (!S_ISREG(status.st_mode)) continue;
        queues.take(entry->d_name, status, [&] { return openat(folder, entry->d_name, lookFlags); });
    }
    queues.finish();
}

void listOpenQueues(Snapshot& snapshot) {
    const OpenQueues open = findOpenQueues();
    Queues queues(snapshot);
    for (const OpenQueue& queue : open.queues)
        queues.take(queue.file, queue.status, [&] { return mq_open(("/" + queue.file).c_str(), lookFlags); });
    queues.finish();
    std::string& missing = snapshot.posixQueueSource.missing;
    missing += open.complete ? "; queues that no process has open are not shown"
                             : "; shown are queues that processes have open which you may look into";
}

bool kernelHasQueues() {
    struct stat status {};
    return stat("/proc/sys/fs/mqueue", &status) == 0;
}

void listQueues(QueueFolder& folder, Snapshot& snapshot) {
    static_cast<void>(folder.find());
    snapshot.posixQueueSource = folder.source();
    if (folder.descriptor() >= 0) {
        listQueueFolder(folder.descriptor(), snapshot);
    } else if (kernelHasQueues()) {
        listOpenQueues(snapshot);
    } else {
        snapshot.posixQueueSource = {PosixQueueSource::Way::Nowhere, {}, "this kernel has no POSIX message queues"};
    }
}

/// Its file: in the mqueue file system where there is one, which needs no permission, else the queue itself.
Result<struct stat> statusOfQueue(int folder, const char* file, const std::string& attempted) {
    struct stat status {};
    if (folder >= 0) {
        if (fstatat(folder, file, &status, AT_SYMLINK_NOFOLLOW) == 0) return status;
        return failure(errorFromErrno(errno, attempted));
    }
    const UniqueFd queue(mq_open((std::string("/") + file).c_str(), O_RDONLY | O_PATH | O_CLOEXEC));
    if (queue && fstat(queue.get(), &status) == 0) return status;
    return failure(errorFromErrno(errno, attempted));
}

Result<ObjectInfo> lookAtQueueNamed(ObjectId object) {
    const std::string attempted = fmt::format("look at {}", toString(object));
    const std::string& name = object.name.text();
    QueueFolder folder;
    static_cast<void>(folder.find());
    const auto status = statusOfQueue(folder.descriptor(), name.c_str() + 1, attempted);
    if (!status) return failure(status.error());
    PosixQueueInfo info = queueFrom(object.name, *status);
    const auto open = [&] {
        return folder.descriptor() >= 0 ? openat(folder.descriptor(), name.c_str() + 1, lookFlags)
                                        : mq_open(name.c_str(), lookFlags);
    };
    if (lookAtQueue(info, status->st_dev, open) != QueueLook::Gone) return info;
    return failure(errorFromErrno(ENOENT, attempted));
}

} // namespace

Result<ObjectInfo> lookAtPosix(ObjectId object, const std::string& folder) {
    return object.kind == Kind::MessageQueue ? lookAtQueueNamed(object) : lookInShmFolder(folder, object);
}

PosixNames::PosixNames(std::string folder)
    : folder_(std::move(folder))
    , queues_(std::make_unique<QueueFolder>()) {}

PosixNames::~PosixNames() = default;

Result<Snapshot> PosixNames::list(Kinds kinds) {
    Snapshot snapshot;
    snapshot.takenAt = std::chrono::system_clock::now();
    const auto begun = std::chrono::steady_clock::now();
    if (kinds.semaphores || kinds.sharedMemory) {
        const Result<void> listed = listShmFolder(folder_, kinds, snapshot);
        if (!listed && listed.error().number == ENOENT) {
            snapshot.warnings.push_back(fmt::format("there is no {}", folder_));
        } else if (!listed) {
            snapshot.unread.push_back(
                fmt::format("POSIX semaphores and segments are not shown: {}", listed.error().message()));
        }
    }
    if (kinds.messageQueues) listQueues(*queues_, snapshot);
    snapshot.took = std::chrono::steady_clock::now() - begun;
    return snapshot;
}

BothApis::BothApis(std::unique_ptr<Lister> systemV)
    : systemV_(std::move(systemV)) {}

Result<Snapshot> BothApis::list(Kinds kinds) {
    auto both = systemV_->list(kinds);
    if (!both) return both;
    auto posix = posix_.list(kinds);
    if (!posix) return posix;
    both->posixSemaphores = std::move(posix->posixSemaphores);
    both->posixSegments = std::move(posix->posixSegments);
    both->posixQueues = std::move(posix->posixQueues);
    both->posixQueueSource = std::move(posix->posixQueueSource);
    both->took += posix->took;
    std::move(posix->warnings.begin(), posix->warnings.end(), std::back_inserter(both->warnings));
    std::move(posix->unread.begin(), posix->unread.end(), std::back_inserter(both->unread));
    return both;
}

} // namespace ipclens::listing
