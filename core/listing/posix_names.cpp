// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"

#include "core/base/folder.h"
#include "core/listing/queue_folder.h"
#include "core/listing/shm_folder.h"
#include "core/posix/failure.h"
#include "core/posix/file.h"
#include "core/posix/message_queue.h"
#include "core/posix/open_queues.h"
#include "core/posix/queue_status.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <iterator>
#include <mqueue.h>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::listing {
namespace {

PosixQueueInfo infoFrom(Name name, const posix::QueueLook& look) noexcept {
    PosixQueueInfo info;
    info.name = name;
    info.inode = look.file.id.inode;
    info.permissions = look.file.permissions;
    if (look.error == EACCES) info.access = Access::Denied;
    info.attributesKnown = look.attributesKnown;
    info.messages = look.attributes.messages;
    info.maxMessages = look.attributes.maxMessages;
    info.messageSize = look.attributes.messageSize;
    info.statusKnown = look.statusKnown;
    info.bytes = look.status.bytes;
    info.notifyPid = look.status.notifyPid;
    info.notifyMethod = look.status.notifyMethod;
    if (look.status.notifyMethod == SIGEV_SIGNAL) info.notifySignal = look.status.notifySignal;
    return info;
}

bool isThere(const posix::QueueLook& look) noexcept {
    return look.file.known() && !look.foreign && look.error != ENOENT;
}

/// Takes looks at queues one after another, and keeps those that are there.
class Queues {
public:
    explicit Queues(Snapshot& snapshot)
        : snapshot_(snapshot) {}

    void take(std::string_view file, const posix::QueueLook& look) {
        if (!isThere(look)) return;
        if (look.error == EMFILE || look.error == ENFILE) ++unopened_;
        snapshot_.posixQueues.push_back(infoFrom(Name::ofFile(file), look));
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

void listQueueFolder(int folder, Snapshot& snapshot) {
    const Folder entries = openFolder(folder, ".");
    if (!entries) {
        const Error error = errorFromErrno(errno, "list " + snapshot.posixQueueSource.place);
        snapshot.unread.push_back(fmt::format("POSIX message queues are not shown: {}", error.message()));
        return;
    }
    Queues queues(snapshot);
    while (const dirent* entry = readdir(entries.get())) {
        if (entry->d_type != DT_DIR) queues.take(entry->d_name, posix::lookAtQueue(folder, entry->d_name));
    }
    queues.finish();
}

void listOpenQueues(Snapshot& snapshot) {
    const posix::OpenQueues open = posix::findOpenQueues();
    Queues queues(snapshot);
    for (const posix::OpenQueue& queue : open.queues) {
        const std::string name = '/' + queue.file;
        posix::QueueLook look;
        look.file = posix::infoFrom(queue.status);
        const posix::FileId file = look.file.id;
        posix::lookFurther(look, [&](int access) { return mq_open(name.c_str(), access | O_CLOEXEC); });
        // Another one may have the name by now
        if (look.file.id == file) queues.take(queue.file, look);
    }
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

/// By its file in the mqueue file system where there is one, which needs no permission, else by opening it. One that is
/// missing there is asked for as well where that file system may be of another IPC namespace.
Result<posix::QueueLook> lookAtQueueNamed(const std::string& name) {
    QueueFolder folder;
    static_cast<void>(folder.find());
    if (folder.descriptor() < 0) return posix::MessageQueue::look(name);
    posix::QueueLook look = posix::lookAtQueue(folder.descriptor(), name.c_str() + 1);
    if (look.error == ENOENT && !folder.source().missing.empty()) return posix::MessageQueue::look(name);
    return look;
}

Result<ObjectInfo> lookAtQueue(ObjectId object) {
    const auto look = lookAtQueueNamed(object.name.text());
    if (!look) return failure(look.error());
    if (isThere(*look)) return infoFrom(object.name, *look);
    constexpr std::string_view call = "look at";
    if (look->foreign) return failure(posix::foreignFile(object.kind, object.name.bytes(), call));
    return failure(posix::failureOn(object.kind, object.name.bytes(), call, look->error));
}

} // namespace

Result<ObjectInfo> lookAtPosix(ObjectId object) {
    return object.kind == Kind::MessageQueue ? lookAtQueue(object) : lookInShmFolder(object);
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
