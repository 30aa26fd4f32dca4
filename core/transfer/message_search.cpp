// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_search.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace ipclens::transfer {

namespace {

unsigned lower(std::byte byte) noexcept {
    const auto value = std::to_integer<unsigned>(byte);
    return value >= 'A' && value <= 'Z' ? value - 'A' + 'a' : value;
}

/// Whether messages went from the front, as far as the kernel tells: its times count seconds.
bool moved(const QueueInfo& before, const QueueInfo& after) noexcept {
    return before.lastReceivePid != after.lastReceivePid || before.receivedAt != after.receivedAt ||
           after.messages < before.messages;
}

} // namespace

bool MessageFilter::matchesType(long other) const noexcept {
    if (type == 0) return true;
    if (type < 0) return other <= -type;
    return except ? other != type : other == type;
}

bool MessageFilter::matches(const sysv::Message& message) const noexcept {
    if (!matchesType(message.type)) return false;
    if (content.empty()) return true;
    const auto& payload = message.payload;
    const auto same = [this](std::byte left, std::byte right) {
        return anyCase ? lower(left) == lower(right) : left == right;
    };
    return std::search(payload.begin(), payload.end(), content.begin(), content.end(), same) != payload.end();
}

Searched searchMessages(Id id, const MessageFilter& filter, std::uint64_t most,
                        const std::function<void(std::uint64_t, sysv::Message&&)>& found,
                        const Cancellation& cancellation, Progress& progress) {
    Searched searched;
    const auto queue = sysv::MessageQueue::adopt(id);
    const auto before = queue.stat();
    if (!before) {
        searched.stopped = before.error();
        return searched;
    }
    progress.total = std::min(before->messages, most);
    while (searched.messages < most) {
        if (cancellation.requested()) {
            searched.stopped = errorFromErrno(ECANCELED, "search " + toString({Kind::MessageQueue, id}));
            return searched;
        }
        auto message = queue.peek(searched.messages);
        if (!message && message.error().kind == ErrorKind::WouldBlock) {
            searched.whole = true;
            break;
        }
        if (!message) {
            searched.stopped = std::move(message.error());
            return searched;
        }
        if (filter.matches(*message)) found(searched.messages, std::move(*message));
        progress.done = ++searched.messages;
    }
    const auto after = queue.stat();
    if (after) searched.moved = moved(*before, *after);
    return searched;
}

} // namespace ipclens::transfer
