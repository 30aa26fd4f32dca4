// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/queue_failure.h"

#include "core/base/unique_fd.h"
#include "core/posix/failure.h"
#include "core/posix/queue_limits.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <optional>

#include <sys/eventfd.h>
#include <sys/resource.h>

namespace ipclens::posix {

namespace {

constexpr Kind kind = Kind::MessageQueue;

/// EINVAL of mq_open(3) where a wish passes a limit; false where it does not.
bool explainWish(Error& error, std::optional<std::uint64_t> wish, std::uint64_t hard, std::string_view file,
                 std::string_view limitName, std::string_view what) {
    const std::uint64_t soft = queueLimit(file).value_or(hard);
    if (!wish || *wish <= std::min(soft, hard)) return false;
    error.kind = ErrorKind::Limit;
    error.reason = fmt::format("{} {} are too many", *wish, what);
    error.hint = *wish > hard ? fmt::format("at most {}, whoever makes it", hard)
                              : fmt::format("at most {} ({}) without CAP_SYS_RESOURCE", soft, limitName);
    return true;
}

Error failureOfInvalid(Error error, const QueueOptions& options) {
    if (explainWish(error, options.maxMessages, hardMaxMessages, "msg_max", "MSG_MAX", "messages")) return error;
    explainWish(error, options.messageSize, hardMessageSize, "msgsize_max", "MSGSIZE_MAX", "bytes in a message");
    return error;
}

/// mq_open(3) says EMFILE where RLIMIT_MSGQUEUE is passed, and also where the process has too many files open.
Error failureOfTooMany(Error error) {
    const UniqueFd onemore(::eventfd(0, EFD_CLOEXEC));
    rlimit limit{};
    if (!onemore || ::getrlimit(RLIMIT_MSGQUEUE, &limit) == -1) return error;
    error.reason = "the queues of this user would take up more memory than they may";
    error.hint = fmt::format("at most {} bytes (RLIMIT_MSGQUEUE)", limit.rlim_cur);
    return error;
}

Error failureOfSpace(Error error) {
    const std::optional<std::uint64_t> most = queueLimit("queues_max");
    error.reason = "there are as many queues as the system allows";
    if (most) error.hint = fmt::format("at most {} (QUEUES_MAX) without CAP_SYS_RESOURCE", *most);
    return error;
}

} // namespace

Error failureToMake(std::string_view name, const QueueOptions& options, int number) {
    Error error = failureOn(kind, name, "mq_open", number);
    switch (number) {
    case EINVAL: return failureOfInvalid(std::move(error), options);
    case EMFILE: return failureOfTooMany(std::move(error));
    case ENOSPC: return failureOfSpace(std::move(error));
    case EOVERFLOW:
        error.kind = ErrorKind::Limit;
        error.reason = "so many messages of this size are more memory than can be counted";
        return error;
    default: return error;
    }
}

Error failureToSend(const MessageQueue& queue, std::size_t length, int number) {
    Error error = failureOn(kind, queue.name(), "mq_send", number);
    const Result<QueueAttributes> attributes = queue.attributes();
    if (number == EAGAIN || number == ETIMEDOUT) {
        error.reason = number == EAGAIN ? "the queue is full" : "the time is over, and the queue is full";
        if (attributes)
            error.hint = fmt::format("{} of {} messages, of {} bytes at most", attributes->messages,
                                     attributes->maxMessages, attributes->messageSize);
    }
    if (number == EMSGSIZE) {
        error.reason = fmt::format("{} bytes are too many for a message of this queue", length);
        if (attributes) error.hint = fmt::format("at most {} bytes", attributes->messageSize);
    }
    return error;
}

Error failureToReceive(const MessageQueue& queue, int number) {
    Error error = failureOn(kind, queue.name(), "mq_receive", number);
    if (number == EAGAIN) error.reason = "the queue is empty";
    if (number == ETIMEDOUT) error.reason = "the time is over, and the queue is empty";
    return error;
}

} // namespace ipclens::posix
