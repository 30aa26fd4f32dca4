// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/queue_look.h"

#include "core/base/notification_lock.h"
#include "core/base/unique_fd.h"
#include "core/objects/kernel.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <map>
#include <mqueue.h>
#include <utility>

#include <unistd.h>

namespace ipclens::listing {
namespace {

using Inode = std::pair<dev_t, std::uint64_t>;

/// Descriptors of queues that this process is registered at; under notificationLock().
std::multimap<Inode, UniqueFd>& keptDescriptors() {
    static auto* const kept = new std::multimap<Inode, UniqueFd>;
    return *kept;
}

/// The number behind "FIELD:", however many spaces follow it.
template <class Integer>
bool takeField(std::string_view& line, std::string_view field, Integer& value) {
    const std::size_t at = line.find(field);
    if (at == std::string_view::npos) return false;
    line.remove_prefix(at + field.size());
    const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), value);
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return failed == std::errc();
}

void readThrough(int descriptor, PosixQueueInfo& info) {
    mq_attr attributes{};
    if (mq_getattr(descriptor, &attributes) == 0) {
        info.attributesKnown = true;
        info.messages = static_cast<std::uint64_t>(attributes.mq_curmsgs);
        info.maxMessages = static_cast<std::uint64_t>(attributes.mq_maxmsg);
        info.messageSize = static_cast<std::uint64_t>(attributes.mq_msgsize);
    }
    std::array<char, 128> line{};
    const ssize_t length = pread(descriptor, line.data(), line.size(), 0);
    if (length > 0) info.statusKnown = parseQueueStatus({line.data(), static_cast<std::size_t>(length)}, info);
}

bool isSame(int descriptor, Inode wanted) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && Inode(status.st_dev, status.st_ino) == wanted;
}

} // namespace

PosixQueueInfo queueFrom(Name name, const struct stat& status) noexcept {
    PosixQueueInfo info;
    info.name = name;
    info.inode = status.st_ino;
    info.permissions = kernel::permissionsFrom(status);
    return info;
}

bool parseQueueStatus(std::string_view line, PosixQueueInfo& info) {
    PosixQueueInfo read = info;
    int way = 0;
    const bool whole = takeField(line, "QSIZE:", read.bytes) && takeField(line, "NOTIFY:", way) &&
                       takeField(line, "SIGNO:", read.notifySignal) && takeField(line, "NOTIFY_PID:", read.notifyPid);
    if (!whole) return false;
    if (way != SIGEV_SIGNAL) read.notifySignal = 0;
    info = read;
    return true;
}

QueueLook lookAtQueue(PosixQueueInfo& info, dev_t device, const std::function<int()>& open) {
    const Inode inode(device, info.inode);
    const std::lock_guard lock(notificationLock());
    const auto kept = keptDescriptors().find(inode);
    if (kept != keptDescriptors().end()) {
        readThrough(kept->second.get(), info);
        if (info.statusKnown && info.notifyPid != getpid()) keptDescriptors().erase(inode);
        return QueueLook::Done;
    }
    UniqueFd descriptor(open());
    if (!descriptor) {
        if (errno == ENOENT) return QueueLook::Gone;
        if (errno == EMFILE || errno == ENFILE) return QueueLook::NoRoom;
        info.access = Access::Denied;
        return QueueLook::Done;
    }
    const bool same = isSame(descriptor.get(), inode);
    PosixQueueInfo seen = info;
    readThrough(descriptor.get(), seen);
    if (seen.statusKnown && seen.notifyPid == getpid()) {
        const int number = descriptor.release();
        struct stat status {};
        fstat(number, &status);
        keptDescriptors().emplace(Inode(status.st_dev, status.st_ino), UniqueFd(number));
    }
    if (!same) return QueueLook::Gone;
    info = seen;
    return QueueLook::Done;
}

} // namespace ipclens::listing
