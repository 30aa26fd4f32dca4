// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/transfer.h"

#include "core/base/deadline.h"
#include "core/objects/access.h"
#include "core/sysv/message_queue.h"
#include "core/transfer/carrying.h"
#include "core/transfer/message_file.h"
#include "core/transfer/pause.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include <unistd.h>

namespace ipclens::transfer {

namespace {

using namespace std::chrono_literals;
using sysv::Message;
using sysv::MessageQueue;

/// Between two looks whether a full queue has room again.
constexpr auto betweenLooks = 5ms;

Error fullError(const QueueInfo& info, const std::string& attempted, bool timedOut) {
    Error error = errorFromErrno(timedOut ? ETIMEDOUT : EAGAIN, attempted);
    error.reason = timedOut ? "the time is over, and the queue is full" : "the queue is full";
    error.hint = fmt::format("{} messages, {} of {} bytes", info.messages, info.bytes, info.capacity);
    return error;
}

/// Waits, as the control says, until a queue has room for so many bytes: nothing is taken that has nowhere to go.
Result<void> awaitRoom(const MessageQueue& to, std::uint64_t size, const Control& control) {
    const std::string attempted = "send " + toString({Kind::MessageQueue, to.id()});
    const Deadline deadline = Deadline::after(control.timeout);
    for (;;) {
        const auto info = to.stat();
        if (!info) return failure(info.error());
        if (size > info->capacity) {
            return failure(errorOf(
                ErrorKind::Limit, attempted,
                fmt::format("the message has {} bytes, and the queue room for {} in all", size, info->capacity)));
        }
        // The kernel counts messages against the same number, so that empty ones can't fill memory (msgsnd(2))
        if (info->bytes + size <= info->capacity && info->messages < info->capacity) return {};
        if (!control.wait) return failure(fullError(*info, attempted, false));
        if (deadline.passed()) return failure(fullError(*info, attempted, true));
        if (!sleepUntil(std::chrono::steady_clock::now() + betweenLooks, control.cancellation))
            return failure(cancelled(attempted));
    }
}

/// A refusal for want of the right to send is known before anything is taken.
Result<void> maySend(const MessageQueue& to) {
    const auto info = to.stat();
    if (!info) return failure(info.error());
    if (Credentials::current().mayWrite(info->permissions)) return {};
    return failure(errorFromErrno(EACCES, "send " + toString({Kind::MessageQueue, to.id()})));
}

/// Sends one that has been taken already: goes on until there is room again, if somebody else took that which was seen.
Result<void> sendTaken(const MessageQueue& to, const Message& message, const Control& control) {
    for (;;) {
        auto sent = to.send(message.type, message.payload, Wait::never());
        if (sent || sent.error().kind != ErrorKind::WouldBlock || !control.wait) return sent;
        if (auto room = awaitRoom(to, message.payload.size(), control); !room) return room;
    }
}

/// Takes the first message; `foreseen` has been written down as the file's last line, which then says what was taken.
/// None: there was none any more, and the file is as before.
enum class Taken : std::uint8_t { One, None };
struct TakeResult {
    Taken taken = Taken::None;
    Message message;
    std::optional<Error> error;
};

TakeResult takeFirst(const MessageQueue& from, Message foreseen, MessageFile& file) {
    TakeResult result;
    auto taken = from.receive({}, Wait::never());
    if (!taken) {
        file.dropLast();
        if (taken.error().kind != ErrorKind::WouldBlock) result.error = std::move(taken.error());
        return result;
    }
    result.taken = Taken::One;
    if (*taken == foreseen) {
        file.markLast(LineState::Held);
        result.message = std::move(foreseen);
        return result;
    }
    // Somebody took the one that was seen: this is the next, and the only one of its kind is here
    result.message = std::move(*taken);
    if (auto written = file.replaceLast({result.message, LineState::Held}); !written)
        result.error = std::move(written.error());
    return result;
}

/// A message that could not be written down goes back, behind the others; false where its queue won't have it.
bool putBack(const MessageQueue& from, const Message& message, Report& report) {
    const auto back = from.send(message.type, message.payload, Wait::never());
    if (back) report.stopped->hint = "the message is in its queue again, as the last";
    return back.has_value();
}

/// Neither file nor queue has it: the caller does.
void handOver(Message&& message, Report& report) {
    report.stopped->hint = "and no queue has room for the message that was taken";
    report.inHand = std::move(message);
}

/// A message to be moved that could not be written down: goes on to the queue that it was meant for, which had room a
/// moment ago; else back, and where neither has it, into the file after all, or to the caller.
void moveUnwritten(const MessageQueue& from, const MessageQueue& to, Message&& message, MessageFile& rescue,
                   const Control& control, Report& report) {
    // Without waiting: until it is somewhere, a kill would lose it
    if (to.send(message.type, message.payload, Wait::never())) {
        countOne(control, report);
        report.stopped->hint = "the message reached the other queue all the same";
        return;
    }
    if (putBack(from, message, report)) return;
    if (!rescue.append({message, LineState::Held})) return handOver(std::move(message), report);
    report.keptIn = rescue.path();
}

/// How many messages there are to begin with, and that they can be looked at.
bool begin(const MessageQueue& from, const Control& control, Report& report) {
    const auto info = from.stat();
    if (!info) {
        report.stopped = info.error();
        return false;
    }
    tellTotal(control, report, info->messages);
    return true;
}

/// The first message; none where the queue is empty or the report says why not.
std::optional<Message> lookAtFirst(const MessageQueue& from, const Control& control, Report& report) {
    if (requested(control)) {
        report.stopped = cancelled("take from " + toString({Kind::MessageQueue, from.id()}));
        return std::nullopt;
    }
    auto first = from.peek(0);
    if (first) return std::move(*first);
    if (first.error().kind != ErrorKind::WouldBlock) report.stopped = std::move(first.error());
    return std::nullopt;
}

/// One message from queue to queue; false where that is the end.
bool moveOne(const MessageQueue& from, const MessageQueue& to, MessageFile& rescue, const Control& control,
             Report& report) {
    auto first = lookAtFirst(from, control, report);
    if (!first) return false;
    if (auto room = awaitRoom(to, first->payload.size(), control); !room) {
        report.stopped = std::move(room.error());
        return false;
    }
    if (auto written = rescue.append({*first, LineState::Take}); !written) {
        report.stopped = std::move(written.error());
        return false;
    }
    TakeResult result = takeFirst(from, std::move(*first), rescue);
    if (result.error) {
        report.stopped = std::move(result.error);
        if (result.taken == Taken::One) moveUnwritten(from, to, std::move(result.message), rescue, control, report);
        return false;
    }
    if (result.taken == Taken::None) return true;
    rescue.markLast(LineState::Send);
    if (auto sent = sendTaken(to, result.message, control); !sent) {
        rescue.markLast(LineState::Held);
        rescue.sync();
        report.stopped = std::move(sent.error());
        report.keptIn = rescue.path();
        return false;
    }
    rescue.dropLast();
    countOne(control, report);
    return true;
}

bool drainOne(const MessageQueue& from, MessageFile& file, const Control& control, Report& report) {
    auto first = lookAtFirst(from, control, report);
    if (!first) return false;
    if (auto written = file.append({*first, LineState::Take}); !written) {
        report.stopped = std::move(written.error());
        return false;
    }
    TakeResult result = takeFirst(from, std::move(*first), file);
    if (result.error) {
        report.stopped = std::move(result.error);
        if (result.taken == Taken::One && !putBack(from, result.message, report))
            handOver(std::move(result.message), report);
        return false;
    }
    if (result.taken == Taken::One) countOne(control, report);
    return true;
}

/// Sends one of many; false where that is the end.
bool sendNext(const MessageQueue& to, const Message& message, const Control& control, Report& report) {
    if (requested(control)) {
        report.stopped = cancelled("send " + toString({Kind::MessageQueue, to.id()}));
        return false;
    }
    if (auto sent = to.send(message.type, message.payload, waitOf(control)); !sent) {
        report.stopped = std::move(sent.error());
        return false;
    }
    countOne(control, report);
    return true;
}

/// Whether messages went, as far as the kernel tells: its times count seconds.
bool moved(const QueueInfo& before, const QueueInfo& after) {
    return before.lastReceivePid != after.lastReceivePid || before.receivedAt != after.receivedAt ||
           after.messages < before.messages;
}

/// Counts the messages of a file and looks at each.
Result<std::uint64_t> checkAll(MessageReader& reader, Report& report) {
    std::uint64_t count = 0;
    for (;;) {
        const auto next = reader.next();
        if (!next) return failure(next.error());
        if (!next->there) return count;
        ++count;
        if (next->saved.api != Api::SysV) {
            return failure(
                errorOf(ErrorKind::Invalid, "load " + reader.path(),
                        fmt::format("message {} is of a POSIX queue: it has a priority and no type", count)));
        }
        const LineState state = next->saved.state;
        report.uncertain += state == LineState::Take || state == LineState::Send ? 1U : 0U;
    }
}

} // namespace

Report moveToQueue(Id fromId, Id toId, const std::string& rescueFolder, const Control& control) {
    Report report;
    const auto from = MessageQueue::adopt(fromId);
    const auto to = MessageQueue::adopt(toId);
    const std::string attempted = fmt::format("move messages from {}", toString({Kind::MessageQueue, fromId}));
    if (fromId == toId) {
        report.stopped = errorOf(ErrorKind::Invalid, attempted, "both queues are the same");
        return report;
    }
    if (!begin(from, control, report)) return report;
    if (auto allowed = maySend(to); !allowed) {
        report.stopped = std::move(allowed.error());
        return report;
    }
    if (report.total == 0) return report;
    auto rescue =
        MessageFile::createAnew(rescueFolder, fmt::format("moving-{}-to-{}-{}", fromId.value, toId.value, ::getpid()));
    if (!rescue) {
        report.stopped = std::move(rescue.error());
        return report;
    }
    while (report.messages < report.total && moveOne(from, to, *rescue, control, report)) {
    }
    if (report.keptIn.empty()) rescue->remove();
    return report;
}

Report copyToQueue(Id fromId, Id toId, const Control& control) {
    Report report;
    const auto from = MessageQueue::adopt(fromId);
    const auto to = MessageQueue::adopt(toId);
    // All are looked at before the first is sent: as near to one moment as the kernel allows, and no end of copying
    // where both are the same queue
    std::vector<Message> messages;
    const auto before = from.stat();
    while (before && messages.size() < before->messages) {
        if (requested(control)) {
            report.stopped = cancelled("copy messages from " + toString({Kind::MessageQueue, fromId}));
            return report;
        }
        auto message = from.peek(messages.size());
        if (!message && message.error().kind == ErrorKind::WouldBlock) break;
        if (!message) {
            report.stopped = std::move(message.error());
            return report;
        }
        messages.push_back(std::move(*message));
    }
    const auto after = from.stat();
    if (!before || !after) {
        report.stopped = before ? after.error() : before.error();
        return report;
    }
    if (moved(*before, *after)) report.uncertain = messages.size();
    tellTotal(control, report, messages.size());
    for (const Message& message : messages) {
        if (!sendNext(to, message, control, report)) break;
    }
    return report;
}

Report drainToFile(Id fromId, const std::string& path, const Control& control) {
    Report report;
    const auto from = MessageQueue::adopt(fromId);
    if (!begin(from, control, report)) return report;
    auto file = MessageFile::openToAppend(path);
    if (!file) {
        report.stopped = std::move(file.error());
        return report;
    }
    while (report.messages < report.total && drainOne(from, *file, control, report)) {
    }
    file->sync();
    return report;
}

Report loadFromFile(const std::string& path, Id toId, const Control& control, std::uint64_t skip) {
    Report report;
    const auto to = MessageQueue::adopt(toId);
    auto reader = MessageReader::open(path);
    if (!reader) {
        report.stopped = std::move(reader.error());
        return report;
    }
    const auto count = checkAll(*reader, report);
    if (!count) {
        report.stopped = count.error();
        return report;
    }
    tellTotal(control, report, *count);
    reader->rewind();
    for (std::uint64_t line = 0; line < *count; ++line) {
        const auto next = reader->next();
        if (!next) report.stopped = next.error();
        if (!next || !next->there) break;
        if (line < skip) {
            countOne(control, report);
        } else if (!sendNext(to, next->saved.message, control, report)) {
            break;
        }
    }
    return report;
}

} // namespace ipclens::transfer
