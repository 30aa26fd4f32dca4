// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"

#include "core/base/waiting_call.h"
#include "core/posix/failure.h"
#include "core/posix/file.h"
#include "core/posix/make_or_open.h"
#include "core/posix/queue_failure.h"
#include "core/posix/queue_identity.h"
#include "core/posix/queue_limits.h"

#include <climits>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <mqueue.h>

#include <fcntl.h>
#include <sys/stat.h>

namespace ipclens::posix {

namespace {

constexpr Kind kind = Kind::MessageQueue;

int flagsOf(Direction direction) noexcept {
    switch (direction) {
    case Direction::Receive: return O_RDONLY;
    case Direction::Send: return O_WRONLY;
    case Direction::Both: break;
    }
    return O_RDWR;
}

QueueDescriptor openQueue(std::string_view name, int flags) {
    return QueueDescriptor(::mq_open(std::string(name).c_str(), flags | O_CLOEXEC));
}

/// What mq_open(3) takes: both numbers, or none where the system's defaults shall hold for both.
std::optional<mq_attr> attributesFrom(const QueueOptions& options) {
    if (!options.maxMessages && !options.messageSize) return std::nullopt;
    const auto wanted = [](std::optional<std::uint64_t> wish, const char* byDefault, const char* most) {
        constexpr std::uint64_t any = LONG_MAX;
        if (wish) return static_cast<long>(std::min(*wish, any));
        return static_cast<long>(std::min(queueLimit(byDefault).value_or(any), queueLimit(most).value_or(any)));
    };
    mq_attr attributes{};
    attributes.mq_maxmsg = wanted(options.maxMessages, "msg_default", "msg_max");
    attributes.mq_msgsize = wanted(options.messageSize, "msgsize_default", "msgsize_max");
    return attributes;
}

/// A timeout that has passed since the epoch makes a call that does not wait out of any: O_NONBLOCK belongs to the
/// handle, which others use as well.
constexpr timespec longAgo{0, 0};

int sendOnce(int fd, std::span<const std::byte> payload, unsigned priority, bool block) noexcept {
    // An empty span may have no address, which mq_send(3) is not to be given
    const char* bytes = payload.empty() ? "" : reinterpret_cast<const char*>(payload.data());
    return block ? ::mq_send(fd, bytes, payload.size(), priority)
                 : ::mq_timedsend(fd, bytes, payload.size(), priority, &longAgo);
}

ssize_t receiveOnce(int fd, std::span<char> buffer, unsigned& priority, bool block) noexcept {
    return block ? ::mq_receive(fd, buffer.data(), buffer.size(), &priority)
                 : ::mq_timedreceive(fd, buffer.data(), buffer.size(), &priority, &longAgo);
}

/// Makes one of these calls, so that it answers as one with O_NONBLOCK does where it does not wait.
template <class Call>
ssize_t callOnce(bool block, Call call) noexcept {
    for (;;) {
        const ssize_t result = call();
        if (block || result != -1) return result;
        if (errno == ETIMEDOUT) errno = EAGAIN;
        if (errno != EINTR) return -1;
    }
}

/// To look at it: for reading, or else for writing. errno tells why not.
QueueDescriptor openSomehow(std::string_view name) {
    QueueDescriptor fd = openQueue(name, O_RDONLY);
    return fd || errno != EACCES ? std::move(fd) : openQueue(name, O_WRONLY);
}

/// Whether this name is that of the queue with this inode now, see checkFile(). Where it may not be opened, its file
/// tells.
int checkQueue(std::string_view name, std::uint64_t inode) {
    if (inode == 0) return 0;
    const QueueDescriptor fd = openSomehow(name);
    if (fd) return checkFile(fd.get(), inode);
    if (errno != EACCES) return errno;
    const QueueFile file = findQueueFileOrOpenQueue(name);
    if (!file.found) return EACCES;
    return file.status.st_ino == inode ? 0 : anotherFile;
}

/// Changes a queue that may not be opened, by its file where that is surely this one: 0 or an errno.
int changeUnopened(std::string_view name, const PermissionChange& change, std::uint64_t inode) {
    const QueueDirectory directory = openQueueDirectory();
    if (!directory.sure) return EACCES;
    const int byFile = changeFile(directory.place.get(), fileOf(kind, name).c_str(), change, inode);
    return byFile == ENOENT ? EACCES : byFile;
}

} // namespace

Result<MessageQueue> MessageQueue::opened(std::string_view name, QueueDescriptor fd, Direction direction, bool made) {
    QueueAttributes attributes;
    const int number = readQueueAttributes(fd.get(), attributes);
    if (number != 0) return failure(failureOn(kind, name, "mq_getattr", number));
    return MessageQueue(name, std::move(fd), direction, attributes.messageSize, made);
}

Result<MessageQueue> MessageQueue::open(std::string_view name, Direction direction, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return failure(std::move(checked.error()));
    QueueDescriptor fd = openQueue(name, flagsOf(direction));
    const int number = fd ? checkFile(fd.get(), inode) : errno;
    if (number != 0) return failure(failureOn(kind, name, "mq_open", number));
    return opened(name, std::move(fd), direction, false);
}

Result<MessageQueue> MessageQueue::make(std::string_view name, const QueueOptions& options) {
    std::optional<mq_attr> attributes = attributesFrom(options);
    const mode_t mode = options.mode & 0777U;
    const int flags = flagsOf(options.direction) | O_CREAT | O_EXCL | O_CLOEXEC;
    QueueDescriptor fd(::mq_open(std::string(name).c_str(), flags, mode, attributes ? &*attributes : nullptr));
    if (!fd) return failure(failureToMake(name, options, errno));
    Result<MessageQueue> queue = opened(name, std::move(fd), options.direction, true);
    // the kernel has taken the umask off
    if (queue && ::fchmod(queue->fd(), mode) == -1) queue = failure(failureOn(kind, name, "fchmod", errno));
    if (!queue) ::mq_unlink(std::string(name).c_str());
    return queue;
}

Result<MessageQueue> MessageQueue::create(const NameChoice& choice, const QueueOptions& options) {
    for (const auto& most : {options.maxMessages, options.messageSize}) {
        if (most && *most == 0) {
            return failure(
                errorOf(ErrorKind::Invalid, "mq_open", "a queue holds at least one message of at least one byte"));
        }
    }
    return makeOrOpen(
        kind, choice, options.ifExists, [&](std::string_view name) { return make(name, options); },
        [&](std::string_view name) { return open(name, options.direction); });
}

Result<QueueLook> MessageQueue::look(std::string_view name) {
    if (auto checked = checkName(kind, name); !checked) return failure(std::move(checked.error()));
    const std::string text(name);
    // As a place alone, to know whether this process has it open already: that moves nothing, and ends no notification
    const auto place = [&text](int access) { return UniqueFd(::mq_open(text.c_str(), access | O_PATH | O_CLOEXEC)); };
    UniqueFd found = place(O_RDONLY);
    if (!found && errno == EACCES) found = place(O_WRONLY);
    QueueLook look;
    struct stat data {};
    if (!found || ::fstat(found.get(), &data) == -1) {
        look.error = errno;
    } else {
        look.file = infoFrom(data);
        lookFurther(look, [&text](int access) { return ::mq_open(text.c_str(), access | O_CLOEXEC); });
    }
    if (look.error != 0 && look.error != EACCES) return failure(failureOn(kind, name, "mq_open", look.error));
    if (look.file.known()) return look;
    if (const QueueFile file = findQueueFileOrOpenQueue(name); file.found) look.file = infoFrom(file.status);
    return look;
}

Result<void> MessageQueue::change(std::string_view name, const PermissionChange& change, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    const QueueDescriptor fd = openSomehow(name);
    int number = fd ? checkFile(fd.get(), inode) : errno;
    if (fd && number == 0) number = changeThrough(fd.get(), change);
    // its owner may, also where its mode lets him not open it
    if (!fd && number == EACCES) number = changeUnopened(name, change, inode);
    if (number != 0) return failure(failureToChange(kind, name, number));
    return {};
}

Result<void> MessageQueue::unlink(std::string_view name, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    if (const int number = checkQueue(name, inode); number != 0) {
        return failure(failureOn(kind, name, "mq_unlink", number));
    }
    if (::mq_unlink(std::string(name).c_str()) == 0) return {};
    return failure(failureOn(kind, name, "mq_unlink", errno));
}

Result<void> MessageQueue::checkOpenFor(Direction direction, std::string_view call) const {
    if (!fd_) return failure(closedHandle(kind, name_, call));
    if (direction_ == Direction::Both || direction_ == direction) return {};
    return failure(
        errorOf(ErrorKind::Denied, attempted(call, kind, name_),
                direction == Direction::Send ? "it is open for receiving alone" : "it is open for sending alone"));
}

Result<QueueAttributes> MessageQueue::attributes() const {
    constexpr std::string_view call = "mq_getattr";
    if (!fd_) return failure(closedHandle(kind, name_, call));
    QueueAttributes attributes;
    const int number = readQueueAttributes(fd_.get(), attributes);
    if (number != 0) return failure(failureOn(kind, name_, call, number));
    return attributes;
}

Result<QueueStatus> MessageQueue::status() const {
    constexpr std::string_view call = "read";
    if (auto readable = checkOpenFor(Direction::Receive, call); !readable) return failure(std::move(readable.error()));
    QueueStatus status;
    const int number = readQueueStatus(fd_.get(), status);
    if (number != 0) return failure(failureOn(kind, name_, call, number));
    return status;
}

Result<bool> MessageQueue::blocks() const {
    constexpr std::string_view call = "mq_getattr";
    if (!fd_) return failure(closedHandle(kind, name_, call));
    mq_attr attributes{};
    if (::mq_getattr(fd_.get(), &attributes) == -1) return failure(failureOn(kind, name_, call, errno));
    return (attributes.mq_flags & O_NONBLOCK) == 0;
}

Result<void> MessageQueue::setBlocks(bool blocks) const {
    constexpr std::string_view call = "mq_setattr";
    if (!fd_) return failure(closedHandle(kind, name_, call));
    mq_attr attributes{};
    attributes.mq_flags = blocks ? 0 : O_NONBLOCK;
    if (::mq_setattr(fd_.get(), &attributes, nullptr) == -1) return failure(failureOn(kind, name_, call, errno));
    return {};
}

Result<void> MessageQueue::send(std::span<const std::byte> payload, unsigned priority, const Wait& wait) const {
    constexpr std::string_view call = "mq_send";
    if (auto writable = checkOpenFor(Direction::Send, call); !writable) return writable;
    if (priority > priorityMax) {
        return failure(errorOf(ErrorKind::Invalid, attempted(call, kind, name_),
                               fmt::format("a priority is 0 to {}, not {}", priorityMax, priority)));
    }
    const CallResult result = waitingCall(wait, DeadlineBy::Timer, [&](bool block, const Deadline&) -> ssize_t {
        return callOnce(block, [&] { return sendOnce(fd_.get(), payload, priority, block); });
    });
    if (result.value != -1) return {};
    return failure(failureToSend(*this, payload.size(), result.error));
}

Result<Message> MessageQueue::receive(const Wait& wait) const {
    // not make_unique: of a big buffer only those pages are touched that a message needs
    const std::unique_ptr<std::byte[]> buffer(new std::byte[messageSize_]);
    Message message;
    const auto length = receiveInto({buffer.get(), messageSize_}, message.priority, wait);
    if (!length) return failure(length.error());
    message.payload.assign(buffer.get(), buffer.get() + *length);
    return message;
}

Result<std::size_t> MessageQueue::receiveInto(std::span<std::byte> into, unsigned& priority, const Wait& wait) const {
    constexpr std::string_view call = "mq_receive";
    if (auto readable = checkOpenFor(Direction::Receive, call); !readable) return failure(std::move(readable.error()));
    const std::span<char> buffer(reinterpret_cast<char*>(into.data()), into.size());
    const CallResult result = waitingCall(wait, DeadlineBy::Timer, [&](bool block, const Deadline&) -> ssize_t {
        return callOnce(block, [&] { return receiveOnce(fd_.get(), buffer, priority, block); });
    });
    if (result.value == -1) return failure(failureToReceive(*this, result.error));
    return static_cast<std::size_t>(result.value);
}

bool MessageQueue::unlinked() const noexcept {
    struct stat data {};
    return fd_ && ::fstat(fd_.get(), &data) == 0 && data.st_nlink == 0;
}

Result<QueueDescriptor> MessageQueue::duplicate(std::string_view call) const {
    if (!fd_) return failure(closedHandle(kind, name_, call));
    QueueDescriptor fd(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
    if (!fd) return failure(failureOn(kind, name_, call, errno));
    return fd;
}

Result<std::unique_ptr<Notification>> MessageQueue::notify(NotifyBySignal signal) const {
    Result<QueueDescriptor> fd = duplicate("mq_notify");
    if (!fd) return failure(std::move(fd.error()));
    return Notification::bySignal(name_, std::move(*fd), signal);
}

Result<std::unique_ptr<Notification>> MessageQueue::notify(Notification::Call call) const {
    if (auto readable = checkOpenFor(Direction::Receive, "mq_notify"); !readable)
        return failure(std::move(readable.error()));
    Result<QueueDescriptor> fd = duplicate("mq_notify");
    if (!fd) return failure(std::move(fd.error()));
    return Notification::byCall(name_, std::move(*fd), std::move(call));
}

} // namespace ipclens::posix
