// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/taking.h"

#include "core/transfer/carrying.h"

#include <utility>

namespace ipclens::transfer {

std::uint64_t OthersTally::now() const {
    const auto attributes = queue_->attributes();
    return attributes ? attributes->messages : messages_;
}

void OthersTally::afterOurs(int change) {
    const std::uint64_t found = now();
    // both counts of a queue are far from the end of their range
    const auto difference = static_cast<std::int64_t>(found) - static_cast<std::int64_t>(messages_) - change;
    if (difference > 0) arrived_ += static_cast<std::uint64_t>(difference);
    if (difference < 0) received_ += static_cast<std::uint64_t>(-difference);
    messages_ = found;
}

Result<Taking> Taking::begin(const posix::MessageQueue& queue, Name name, MessageFile& file) {
    const auto attributes = queue.attributes();
    if (!attributes) return failure(attributes.error());
    auto slot = LandingSlot::make(file.path(), name, attributes->messageSize);
    if (!slot) return failure(std::move(slot.error()));
    return Taking(queue, name, file, std::move(*slot));
}

Taking::Step Taking::takeOne() {
    slot_.arm(file_->end());
    const auto size = queue_->receiveInto(slot_.room(), slot_.priority(), Wait::never());
    if (!size) {
        slot_.disarm();
        error_ = size.error();
        return error_.kind == ErrorKind::WouldBlock ? Step::Empty : Step::Failed;
    }
    slot_.landed(*size);
    const auto landed = slot_.room().first(*size);
    saved_.message.type = static_cast<long>(slot_.priority());
    saved_.message.payload.assign(landed.begin(), landed.end());
    if (auto written = file_->append(saved_, false); !written) {
        error_ = std::move(written.error());
        return Step::Unwritten;
    }
    slot_.disarm();
    return Step::Taken;
}

namespace {

/// Without waiting first: also after a cancellation what was taken goes back where there is room.
Result<void> sendOne(const posix::MessageQueue& queue, const sysv::Message& message, const Control& control) {
    const auto priority = static_cast<unsigned>(message.type);
    auto sent = queue.send(message.payload, priority, Wait::never());
    if (sent || sent.error().kind != ErrorKind::WouldBlock || !control.wait) return sent;
    return queue.send(message.payload, priority, waitOf(control));
}

} // namespace

Returned giveBack(const posix::MessageQueue& queue, MessageFile& file, OthersTally& tally, const Control& control) {
    Returned returned;
    auto reader = MessageReader::open(file.path());
    if (!reader) {
        returned.stopped = std::move(reader.error());
        return returned;
    }
    for (;;) {
        const auto next = reader->next();
        if (!next) returned.stopped = next.error();
        returned.all = next && !next->there;
        if (!next || !next->there) return returned;
        const LineState before = next->saved.state;
        if (before == LineState::Back) continue;
        file.mark(next->end, LineState::Send);
        if (auto sent = sendOne(queue, next->saved.message, control); !sent) {
            file.mark(next->end, before);
            returned.stopped = std::move(sent.error());
            return returned;
        }
        file.mark(next->end, LineState::Back);
        tally.afterOurs(1);
        ++returned.messages;
        returned.uncertain += before == LineState::Send ? 1U : 0U;
        if (control.progress != nullptr) ++control.progress->done;
    }
}

void keepCopies(MessageFile& file) {
    auto reader = MessageReader::open(file.path());
    if (!reader) return;
    for (auto next = reader->next(); next && next->there; next = reader->next())
        file.mark(next->end, LineState::Send);
    file.sync();
}

} // namespace ipclens::transfer
