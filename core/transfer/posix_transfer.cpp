// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/browse.h"
#include "core/transfer/carrying.h"
#include "core/transfer/taking.h"

#include <fmt/format.h>

#include <utility>

namespace ipclens::transfer {

namespace {

using posix::MessageQueue;

Report stoppedBy(Error error) {
    Report report;
    report.stopped = std::move(error);
    return report;
}

std::string titled(std::string_view verb, Name queue) {
    return fmt::format("{} {}", verb, toString(ObjectId::posix(Kind::MessageQueue, queue)));
}

/// Counts the messages that are not back, and looks at each line.
struct Checked {
    std::uint64_t lines = 0;
    std::uint64_t messages = 0;
    std::uint64_t uncertain = 0;
};
Result<Checked> checkAll(MessageReader& reader, bool needsState) {
    Checked checked;
    const auto wrong = [&](std::string_view reason) {
        return failure(
            errorOf(ErrorKind::Invalid, "load " + reader.path(), fmt::format("message {}: {}", checked.lines, reason)));
    };
    for (;;) {
        const auto next = reader.next();
        if (!next) return failure(next.error());
        if (!next->there) return checked;
        ++checked.lines;
        if (next->saved.api != Api::Posix) return wrong("it is of a System V queue: it has a type and no priority");
        const LineState state = next->saved.state;
        if (needsState && state == LineState::None) return wrong("it has no state: no browse has left it");
        checked.messages += state != LineState::Back ? 1U : 0U;
        checked.uncertain += state == LineState::Send ? 1U : 0U;
    }
}

Result<MessageReader> openSettled(const std::string& path) {
    if (auto settled = settle(path); !settled) return failure(std::move(settled.error()));
    return MessageReader::open(path);
}

/// Back where it came from, behind the others; else it stays in the slot.
void rehouse(const MessageQueue& queue, Taking& taking, Report& report) {
    const sysv::Message& message = taking.message().message;
    if (queue.send(message.payload, static_cast<unsigned>(message.type), Wait::never())) {
        taking.rehoused();
        taking.end();
        report.stopped->hint = "the message is in its queue again, as the last of its priority";
    } else {
        report.stopped->hint = "the message that was taken is kept beside the file, and added when there is room";
    }
}

} // namespace

Report putBack(const std::string& path, Name name, const Control& control) {
    auto reader = openSettled(path);
    if (!reader) return stoppedBy(std::move(reader.error()));
    auto file = MessageFile::openToAppend(path);
    if (!file) return stoppedBy(std::move(file.error()));
    const auto checked = checkAll(*reader, true);
    if (!checked) return stoppedBy(checked.error());
    const auto queue = MessageQueue::open(name.bytes(), posix::Direction::Both, control.inode);
    if (!queue) return stoppedBy(queue.error());
    Report report;
    tellTotal(control, report, checked->messages);
    OthersTally tally(*queue);
    Returned returned = giveBack(*queue, *file, tally, control);
    report.messages = returned.messages;
    report.uncertain = returned.uncertain;
    report.stopped = std::move(returned.stopped);
    if (queue->unlinked()) {
        keepCopies(*file);
        report.stopped =
            errorOf(ErrorKind::Removed, titled("put messages back into", name), "the queue was unlinked meanwhile");
    }
    file->sync();
    if (report.stopped) {
        report.keptIn = path;
    } else {
        file->remove();
    }
    return report;
}

Report drainToFile(Name from, const std::string& path, const Control& control) {
    if (auto settled = settle(path); !settled) return stoppedBy(std::move(settled.error()));
    // To write as well, where that may be: what can't be written down goes back
    auto queue = MessageQueue::open(from.bytes(), posix::Direction::Both, control.inode);
    if (!queue && queue.error().kind == ErrorKind::Denied)
        queue = MessageQueue::open(from.bytes(), posix::Direction::Receive, control.inode);
    if (!queue) return stoppedBy(std::move(queue.error()));
    const auto attributes = queue->attributes();
    if (!attributes) return stoppedBy(attributes.error());
    auto file = MessageFile::openToAppend(path);
    if (!file) return stoppedBy(std::move(file.error()));
    auto taking = Taking::begin(*queue, Name(), *file);
    if (!taking) return stoppedBy(std::move(taking.error()));

    Report report;
    tellTotal(control, report, attributes->messages);
    Taking::Step step = Taking::Step::Taken;
    while (report.messages < report.total && step == Taking::Step::Taken && !report.stopped) {
        if (requested(control)) {
            report.stopped = cancelled(titled("take from", from));
            break;
        }
        step = taking->takeOne();
        if (step == Taking::Step::Taken) countOne(control, report);
    }
    if (step == Taking::Step::Failed || step == Taking::Step::Unwritten) report.stopped = taking->error();
    if (step == Taking::Step::Unwritten) {
        rehouse(*queue, *taking, report);
    } else {
        taking->end();
    }
    file->sync();
    return report;
}

Report loadFromFile(const std::string& path, Name to, const Control& control, std::uint64_t skip) {
    auto reader = openSettled(path);
    if (!reader) return stoppedBy(std::move(reader.error()));
    const auto checked = checkAll(*reader, false);
    if (!checked) return stoppedBy(checked.error());
    const auto queue = MessageQueue::open(to.bytes(), posix::Direction::Send, control.inode);
    if (!queue) return stoppedBy(queue.error());
    Report report;
    report.uncertain = checked->uncertain;
    tellTotal(control, report, checked->messages);
    reader->rewind();
    while (report.messages < report.total) {
        const auto next = reader->next();
        if (!next) report.stopped = next.error();
        if (!next || !next->there) break;
        if (next->saved.state == LineState::Back) continue;
        if (report.messages >= skip) {
            if (requested(control)) {
                report.stopped = cancelled(titled("send", to));
                break;
            }
            const auto& message = next->saved.message;
            const auto sent = queue->send(message.payload, static_cast<unsigned>(message.type), waitOf(control));
            if (!sent) {
                report.stopped = sent.error();
                break;
            }
        }
        countOne(control, report);
    }
    return report;
}

} // namespace ipclens::transfer
