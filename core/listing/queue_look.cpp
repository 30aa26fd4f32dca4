// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/queue_look.h"

#include "core/objects/kernel.h"
#include "core/posix/file.h"
#include "core/posix/notification_slots.h"
#include "core/posix/queue_descriptor.h"

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

bool isSame(int descriptor, posix::FileId wanted) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && posix::infoFrom(status).id == wanted;
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
    const bool whole = takeField(line, "QSIZE:", read.bytes) && takeField(line, "NOTIFY:", read.notifyMethod) &&
                       takeField(line, "SIGNO:", read.notifySignal) && takeField(line, "NOTIFY_PID:", read.notifyPid);
    if (!whole) return false;
    if (read.notifyMethod != SIGEV_SIGNAL) read.notifySignal = 0;
    info = read;
    return true;
}

QueueLook lookAtQueue(PosixQueueInfo& info, dev_t device, const std::function<int()>& open) {
    const posix::FileId file{device, info.inode};
    const auto read = [&info](int descriptor) { readThrough(descriptor, info); };
    if (posix::NotificationSlots::ofThisProcess().lookThrough(file, read)) return QueueLook::Done;
    const posix::QueueDescriptor descriptor(open());
    if (descriptor) {
        if (!isSame(descriptor.get(), file)) return QueueLook::Gone;
        read(descriptor.get());
        return QueueLook::Done;
    }
    if (errno == ENOENT) return QueueLook::Gone;
    if (errno == EMFILE || errno == ENFILE) return QueueLook::NoRoom;
    info.access = Access::Denied;
    return QueueLook::Done;
}

} // namespace ipclens::listing
