// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/queue_status.h"

#include "core/posix/notification_slots.h"
#include "core/posix/queue_descriptor.h"

#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <mqueue.h>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

/// The number after "WORD:", which has spaces behind it; false where there is none.
template <class Number>
bool numberAfter(std::string_view text, std::string_view word, Number& into) noexcept {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || std::isspace(static_cast<unsigned char>(text[at - 1])) != 0;
        const std::string_view rest = text.substr(at + word.size());
        if (!begins || rest.empty() || rest.front() != ':') continue;
        return std::from_chars(rest.data() + 1, rest.data() + rest.size(), into).ec == std::errc();
    }
    return false;
}

/// Through an open descriptor of the queue, which may read it (`readable`) or not.
void lookThrough(int fd, bool readable, QueueLook& look) noexcept {
    struct stat data {};
    if (::fstat(fd, &data) == 0) look.file = infoFrom(data);
    look.attributesKnown = readQueueAttributes(fd, look.attributes) == 0;
    look.statusKnown = readable && readQueueStatus(fd, look.status) == 0;
}

} // namespace

bool parseQueueStatus(std::string_view text, QueueStatus& into) noexcept {
    into = {};
    if (!numberAfter(text, "QSIZE", into.bytes)) return false;
    static_cast<void>(numberAfter(text, "NOTIFY", into.notifyMethod));
    static_cast<void>(numberAfter(text, "SIGNO", into.notifySignal));
    static_cast<void>(numberAfter(text, "NOTIFY_PID", into.notifyPid));
    return true;
}

int readQueueStatus(int fd, QueueStatus& into) noexcept {
    std::array<char, 256> text{};
    ssize_t length = -1;
    do {
        length = ::pread(fd, text.data(), text.size(), 0);
    } while (length == -1 && errno == EINTR);
    if (length == -1) return errno;
    return parseQueueStatus({text.data(), static_cast<std::size_t>(length)}, into) ? 0 : EBADMSG;
}

int readQueueAttributes(int fd, QueueAttributes& into) noexcept {
    mq_attr attributes{};
    if (::mq_getattr(fd, &attributes) == -1) return errno;
    into.messages = static_cast<std::uint64_t>(attributes.mq_curmsgs);
    into.maxMessages = static_cast<std::uint64_t>(attributes.mq_maxmsg);
    into.messageSize = static_cast<std::uint64_t>(attributes.mq_msgsize);
    return 0;
}

QueueLook lookAtQueue(int directory, const char* file) {
    QueueLook look;
    struct stat data {};
    if (::fstatat(directory, file, &data, AT_SYMLINK_NOFOLLOW) == -1) {
        look.error = errno;
        return look;
    }
    look.file = infoFrom(data);
    look.foreign = !look.file.regular();
    if (look.foreign) return look;
    lookFurther(look, [&](int access) {
        return ::openat(directory, file, access | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    });
    return look;
}

void lookFurther(QueueLook& look, const std::function<int(int access)>& open) {
    const auto readAll = [&look](int fd) { lookThrough(fd, true, look); };
    if (NotificationSlots::ofThisProcess().lookThrough(look.file.id, readAll)) return;
    QueueDescriptor fd(open(O_RDONLY));
    if (!fd) look.error = errno;
    if (look.error == EACCES) fd = QueueDescriptor(open(O_WRONLY));
    if (fd) lookThrough(fd.get(), look.error == 0, look);
}

} // namespace ipclens::posix
