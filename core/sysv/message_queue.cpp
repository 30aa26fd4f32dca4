// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"

#include "core/base/waiting_call.h"
#include "core/objects/access.h"
#include "core/objects/kernel.h"
#include "core/sysv/failure.h"
#include "core/sysv/get.h"
#include "core/sysv/look.h"
#include "core/sysv/message_buffer.h"
#include "core/sysv/permission_change.h"

#include <climits>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include <sys/msg.h>

namespace ipclens::sysv {

namespace {

constexpr std::size_t usualSize = 8192; // MSGMAX by default

ObjectId objectOf(Id id) noexcept {
    return {Kind::MessageQueue, id};
}

/// MSGMAX, MSGMNB and MSGMNI now; all 0 where the kernel doesn't say.
msginfo limitsNow() noexcept {
    msginfo limits{};
    // IPC_INFO fills a structure of its own; msgctl(2) declares only the other one
    ::msgctl(0, IPC_INFO, reinterpret_cast<msqid_ds*>(&limits));
    return limits;
}

/// msgget(2) said ENOSPC: MSGMNI is reached.
Error failureOfSpace(Error error) {
    msginfo use{};
    if (::msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&use)) == -1) return error;
    error.reason = "there are as many queues as the system allows";
    error.hint = fmt::format("{} of {} queues (MSGMNI)", use.msgpool, limitsNow().msgmni);
    return error;
}

/// Why a message of `size` has no room: "the queue is full" with how full.
void explainFull(Error& error, Id id, std::size_t size) {
    error.reason = "the queue is full";
    msqid_ds data{};
    if (!lookAt(id, data).found()) return;
    if (size > data.msg_qbytes) {
        error.reason = "the message is longer than the queue's capacity";
        error.hint = fmt::format("{} for {}", counted(size, "byte"), data.msg_qbytes);
        return;
    }
    // a queue of empty messages is full when it holds as many as its capacity has bytes
    error.hint = data.msg_qnum >= data.msg_qbytes
                     ? fmt::format("{} messages in {} bytes", data.msg_qnum, data.msg_qbytes)
                     : fmt::format("{} of {} bytes", data.__msg_cbytes, data.msg_qbytes);
}

Error failureToSend(Id id, std::size_t size, int number) {
    Error error = failureOn(objectOf(id), "msgsnd", number);
    if (number == EAGAIN || number == ETIMEDOUT) explainFull(error, id, size);
    if (number == ETIMEDOUT) error.reason.insert(0, "the time is over, and ");
    if (number != EINVAL) return error;
    const msginfo limits = limitsNow();
    if (limits.msgmax <= 0 || size <= static_cast<std::size_t>(limits.msgmax)) return error;
    error.kind = ErrorKind::Limit;
    error.reason = fmt::format("{} are too many for a message", counted(size, "byte"));
    error.hint = fmt::format("at most {} (MSGMAX)", limits.msgmax);
    return error;
}

Error failureToReceive(Id id, const Selection& selection, int number) {
    Error error = failureOn(objectOf(id), "msgrcv", number);
    const char* none = selection.type == 0 ? "the queue is empty" : "no such message is there";
    if (number == ENOMSG) error.reason = none;
    if (number == ETIMEDOUT) error.reason = fmt::format("the time is over, and {}", none);
    if (number == E2BIG)
        error.reason = fmt::format("the message is longer than {}", counted(*selection.maxSize, "byte"));
    return error;
}

/// One msgrcv(2), with as much room as the message needs, up to `most` payload bytes.
class Receiver {
public:
    Receiver(Id id, const Selection& selection) noexcept
        : id_(id)
        , type_(selection.type)
        , flags_((selection.except ? MSG_EXCEPT : 0) | (selection.truncate && selection.maxSize ? MSG_NOERROR : 0)) {
        // no message is longer than INT_MAX, as MSGMAX is an int
        if (selection.maxSize) most_ = static_cast<std::size_t>(std::min<std::uint64_t>(*selection.maxSize, INT_MAX));
    }

    ~Receiver() {
        if (buffer_ != nullptr) buffer_->trim();
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    ssize_t receive(bool block) noexcept {
        // who truncates must ask for all at once; else room grows when a message turns out to need it
        std::size_t size = (flags_ & MSG_NOERROR) != 0 ? most_ : std::min(most_, usualSize);
        for (;;) {
            buffer_ = MessageBuffer::ofThisThread(size);
            if (buffer_ == nullptr) {
                errno = ENOMEM;
                return -1;
            }
            size = std::min(most_, std::max(size, buffer_->room()));
            const ssize_t length = ::msgrcv(id_.value, buffer_->raw(), size, type_, flags_ | (block ? 0 : IPC_NOWAIT));
            if (length != -1 || errno != E2BIG || size == most_) return length;
            size = std::min(most_, size * 2);
        }
    }

    [[nodiscard]] Message message(ssize_t length) const { return buffer_->message(static_cast<std::size_t>(length)); }

private:
    Id id_;
    long type_;
    int flags_;
    std::size_t most_ = INT_MAX;
    MessageBuffer* buffer_ = nullptr;
};

Error failureToPeek(Id id, std::uint64_t index, int number) {
    Error error = failureOn(objectOf(id), "msgrcv MSG_COPY", number);
    if (number == ENOMSG) error.reason = fmt::format("there is no message {}", index);
    if (number == ENOSYS) error.reason = "this kernel can't copy messages (built without CONFIG_CHECKPOINT_RESTORE)";
    msqid_ds data{};
    if (number == EINVAL && lookAt(id, data).found()) {
        // sent while MSGMAX was higher; the kernel copies no more than MSGMAX
        error.kind = ErrorKind::Limit;
        error.reason = "the message is longer than what the system copies now";
        error.hint = fmt::format("at most {} (MSGMAX)", limitsNow().msgmax);
    }
    return error;
}

Error failureToChange(Id id, const QueueChange& change, int number) {
    Error error = failureToSet(objectOf(id), "msgctl IPC_SET", number);
    if (number != EPERM || !change.capacity) return error;
    const msginfo limits = limitsNow();
    msqid_ds data{};
    const bool own =
        lookAt(id, data).found() && Credentials::current().mayControl(kernel::permissionsFrom(data.msg_perm));
    if (own && *change.capacity > static_cast<std::uint64_t>(limits.msgmnb)) {
        error.reason = fmt::format("a capacity of {} needs CAP_SYS_RESOURCE", counted(*change.capacity, "byte"));
        error.hint = fmt::format("without it at most {} (MSGMNB)", limits.msgmnb);
    }
    return error;
}

} // namespace

Result<MessageQueue> MessageQueue::open(Key key) {
    if (auto checked = checkKey(key, Kind::MessageQueue, "msgget"); !checked) return failure(checked.error());
    const int id = ::msgget(static_cast<key_t>(key.value), 0);
    if (id >= 0) return MessageQueue(Id{id});
    const int number = errno;
    return failure(failureToGet(Kind::MessageQueue, attempted("msgget", Kind::MessageQueue, key), number));
}

Result<MessageQueue> MessageQueue::open(Id id) {
    return MessageQueue(id).stat().map([id](const QueueInfo&) { return MessageQueue(id); });
}

Result<MessageQueue> MessageQueue::create(KeyChoice choice, const MessageQueueOptions& options) {
    if (auto checked = checkKey(choice, Kind::MessageQueue, "msgget"); !checked) return failure(checked.error());
    const int mode = static_cast<int>(options.mode & 0777U);
    const Got got = makeOrOpen(
        choice, options.ifExists, [&](key_t key, int flags) { return ::msgget(key, flags | mode); },
        [&](key_t key) { return ::msgget(key, 0); });
    if (got.error != 0) {
        Error error = failureToGet(Kind::MessageQueue, attemptedCreation("msgget", Kind::MessageQueue, choice, got.key),
                                   got.error);
        if (got.error == ENOSPC) error = failureOfSpace(std::move(error));
        return failure(std::move(error));
    }

    MessageQueue queue(got.id, got.made);
    if (!queue.made() || !options.capacity) return queue;
    QueueChange change;
    change.capacity = options.capacity;
    if (Result<void> changed = queue.change(change); !changed) {
        static_cast<void>(queue.remove());
        return failure(std::move(changed.error()));
    }
    return queue;
}

Result<QueueInfo> MessageQueue::stat() const {
    msqid_ds data{};
    const Look look = lookAt(id_, data);
    if (!look.found()) return failure(failureOn(objectOf(id_), "msgctl IPC_STAT", look.error));
    return infoFrom(id_, data, look);
}

Result<void> MessageQueue::send(long type, std::span<const std::byte> payload, const Wait& wait) const {
    if (type < 1) {
        return failure(errorOf(ErrorKind::Invalid, attempted("msgsnd", objectOf(id_)),
                               fmt::format("a message's type is above 0, not {}", type)));
    }
    MessageBuffer* buffer = MessageBuffer::ofThisThread(payload.size());
    if (buffer == nullptr) return failure(failureOn(objectOf(id_), "msgsnd", ENOMEM));
    buffer->setType(type);
    std::copy(payload.begin(), payload.end(), buffer->payload());
    const CallResult result = waitingCall(wait, DeadlineBy::Timer, [&](bool block, const Deadline&) -> ssize_t {
        return ::msgsnd(id_.value, buffer->raw(), payload.size(), block ? 0 : IPC_NOWAIT);
    });
    buffer->trim();
    if (result.value != -1) return {};
    return failure(failureToSend(id_, payload.size(), result.error));
}

Result<Message> MessageQueue::receive(const Selection& selection, const Wait& wait) const {
    if (selection.except && selection.type < 1) {
        return failure(
            errorOf(ErrorKind::Invalid, attempted("msgrcv", objectOf(id_)), "all but one type needs a type above 0"));
    }
    Receiver receiver(id_, selection);
    const CallResult result =
        waitingCall(wait, DeadlineBy::Timer, [&](bool block, const Deadline&) { return receiver.receive(block); });
    if (result.value != -1) return receiver.message(result.value);
    return failure(failureToReceive(id_, selection, result.error));
}

Result<Message> MessageQueue::peek(std::uint64_t index) const {
    constexpr std::string_view call = "msgrcv MSG_COPY";
    if (index > LONG_MAX) return failure(failureToPeek(id_, index, ENOMSG));
    // not at once as much as MSGMAX, which may be very much: the kernel reads the whole buffer for each message
    for (std::size_t size = usualSize;; size *= 2) {
        MessageBuffer* buffer = MessageBuffer::ofThisThread(size);
        if (buffer == nullptr) return failure(failureOn(objectOf(id_), call, ENOMEM));
        const ssize_t length =
            ::msgrcv(id_.value, buffer->raw(), size, static_cast<long>(index), MSG_COPY | IPC_NOWAIT);
        const int number = errno;
        if (length == -1 && number == E2BIG && size < INT_MAX) continue;
        Result<Message> message;
        if (length == -1) {
            message = failure(failureToPeek(id_, index, number));
        } else {
            message = buffer->message(static_cast<std::size_t>(length));
        }
        buffer->trim();
        return message;
    }
}

Result<void> MessageQueue::change(const QueueChange& change) const {
    const int number = readEditSet<msqid_ds>(
        id_,
        [&](msqid_ds& data) {
            apply(change.permissions, data.msg_perm);
            if (change.capacity) data.msg_qbytes = *change.capacity;
        },
        [&](msqid_ds& data) { return ::msgctl(id_.value, IPC_SET, &data); });
    if (number == 0) return {};
    return failure(failureToChange(id_, change, number));
}

Result<void> MessageQueue::remove() const {
    if (::msgctl(id_.value, IPC_RMID, nullptr) != -1) return {};
    const int number = errno;
    return failure(failureOn(objectOf(id_), "msgctl IPC_RMID", number));
}

} // namespace ipclens::sysv
