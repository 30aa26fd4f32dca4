// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/notification_slots.h"

#include "core/posix/queue_descriptor.h"
#include "core/posix/queue_status.h"

#include <algorithm>
#include <cerrno>
#include <mqueue.h>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

FileId idOf(int fd) noexcept {
    struct stat data {};
    return ::fstat(fd, &data) == 0 ? infoFrom(data).id : FileId();
}

bool isReadable(int fd) noexcept {
    const int flags = ::fcntl(fd, F_GETFL);
    return flags != -1 && (flags & O_ACCMODE) != O_WRONLY;
}

} // namespace

NotificationSlots& NotificationSlots::ofThisProcess() {
    // Never destroyed: descriptors are closed until the very end of the process
    static auto* const slots = new NotificationSlots;
    return *slots;
}

NotificationSlots::Slots::iterator NotificationSlots::slotOf(FileId queue) {
    return std::find_if(slots_.begin(), slots_.end(), [queue](const Slot& slot) { return slot.queue == queue; });
}

NotificationSlots::Slots::iterator NotificationSlots::slotThrough(int fd) {
    return std::find_if(slots_.begin(), slots_.end(), [fd](const Slot& slot) { return slot.fd == fd; });
}

bool NotificationSlots::stands(const Slot& slot) {
    if (!slot.readable) return true;
    QueueStatus status;
    return readQueueStatus(slot.fd, status) == 0 && status.notifyPid == ::getpid();
}

void NotificationSlots::closeAll(std::vector<int>& putBy) {
    for (const int fd : putBy)
        ::close(fd);
    putBy.clear();
}

int NotificationSlots::request(int fd, const sigevent& event, std::function<void()> overtaken) {
    const std::lock_guard lock(mutex_);
    if (::mq_notify(fd, &event) == -1) return errno;
    const FileId queue = idOf(fd);
    Slot slot{queue, fd, isReadable(fd), std::move(overtaken), {}};
    for (auto before = slots_.begin(); before != slots_.end();) {
        const auto next = std::next(before);
        if (before->queue == queue) {
            if (before->fd != fd) before->overtaken();
            slot.putBy.insert(slot.putBy.end(), before->putBy.begin(), before->putBy.end());
            slots_.erase(before);
        }
        before = next;
    }
    slots_.push_back(std::move(slot));
    return 0;
}

bool NotificationSlots::stands(int fd) {
    const std::lock_guard lock(mutex_);
    const auto slot = slotThrough(fd);
    return slot != slots_.end() && stands(*slot);
}

void NotificationSlots::release(int fd) {
    const std::lock_guard lock(mutex_);
    const auto slot = slotThrough(fd);
    if (slot == slots_.end()) return;
    ::mq_notify(fd, nullptr);
    closeAll(slot->putBy);
    slots_.erase(slot);
}

void NotificationSlots::close(int fd) {
    const std::lock_guard lock(mutex_);
    const auto slot = slots_.empty() ? slots_.end() : slotOf(idOf(fd));
    if (slot != slots_.end() && stands(*slot)) {
        slot->putBy.push_back(fd);
        return;
    }
    if (slot != slots_.end()) closeAll(slot->putBy);
    ::close(fd);
}

bool NotificationSlots::lookThrough(FileId queue, const std::function<void(int fd)>& look) {
    const std::lock_guard lock(mutex_);
    const auto slot = slotOf(queue);
    if (slot == slots_.end() || !slot->readable) return false;
    look(slot->fd);
    return true;
}

void QueueDescriptor::reset() noexcept {
    if (fd_ >= 0) NotificationSlots::ofThisProcess().close(std::exchange(fd_, -1));
}

} // namespace ipclens::posix
