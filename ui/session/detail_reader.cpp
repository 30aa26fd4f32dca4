// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/detail_reader.h"

#include "core/posix/semaphore.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "ui/session/row_order.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace ipclens::ui {

namespace {

/// What a set's row needs: values by one GETALL, and the first members' waiters and pids.
RowDetail readSetRow(const SemaphoreSetInfo& info, ProcessNames& processes) {
    RowDetail detail;
    if (info.access != Access::Readable) return detail;
    const auto set = sysv::SemaphoreSet::adopt(info.id);
    auto values = set.values();
    if (!values) return detail; // it went away, or may not be read any more: nothing is known
    detail.values = std::move(*values);

    const auto members = std::min<std::size_t>(detail.values->size(), membersOfRow);
    for (std::uint32_t index = 0; index < members; ++index) {
        const auto state = set.state(index);
        if (!state) break;
        detail.memberWaiting.push_back(state->waitingForIncrease + state->waitingForZero);
        detail.waiting += detail.memberWaiting.back();
        const auto label = processes.label(state->lastPid, newestTime(&info));
        const bool known = std::any_of(detail.memberProcesses.begin(), detail.memberProcesses.end(),
                                       [&](const ProcessLabel& other) { return other.pid == state->lastPid; });
        if (label && !known) detail.memberProcesses.push_back(*label);
    }
    if (detail.memberProcesses.size() == 1) detail.lastProcess = detail.memberProcesses.front();
    return detail;
}

RowDetail readSegmentRow(const SegmentInfo& info, ProcessNames& processes) {
    RowDetail detail;
    detail.lastProcess = processes.label(info.lastPid, std::max(info.attachedAt, info.detachedAt));
    detail.creator = processes.label(info.creatorPid, processes::createdBy(info));
    return detail;
}

RowDetail readQueueRow(const QueueInfo& info, ProcessNames& processes) {
    RowDetail detail;
    detail.lastProcess = processes.label(lastPidOf(&info), std::max(info.sentAt, info.receivedAt));
    detail.sender = processes.label(info.lastSendPid, info.sentAt);
    detail.receiver = processes.label(info.lastReceivePid, info.receivedAt);
    return detail;
}

/// Peeks until the queue or the wish ends.
void readMessages(const sysv::MessageQueue& queue, const QueueInterest& asked, QueueDetail& detail) {
    const std::uint64_t count = std::min<std::uint64_t>(asked.count, mostAtOnce);
    for (std::uint64_t index = asked.first; index < asked.first + count; ++index) {
        auto message = queue.peek(index);
        if (!message) {
            if (message.error().kind != ErrorKind::WouldBlock) detail.error = std::move(message.error());
            return;
        }
        if (asked.chosen == index) detail.chosen = *message;
        detail.messages.push_back(headOf(index, std::move(*message)));
    }
}

} // namespace

MessageHead headOf(std::uint64_t index, sysv::Message message) {
    const std::size_t size = message.payload.size();
    message.payload.resize(std::min(size, headBytes));
    message.payload.shrink_to_fit();
    return {index, message.type, size, std::move(message.payload)};
}

Error goneError(ObjectId object) {
    return errorOf(ErrorKind::NotFound, "look at " + toString(object), "it is gone");
}

std::map<ObjectId, RowDetail> readRows(const listing::Snapshot& snapshot, const std::vector<ObjectId>& visible,
                                       ProcessNames& processes) {
    std::map<ObjectId, RowDetail> details;
    for (std::size_t row = 0; row < std::min(visible.size(), mostAtOnce); ++row) {
        const auto view = snapshot.find(visible[row]);
        if (!view || accessOf(*view) == Access::Hidden) continue;
        RowDetail& detail = details[visible[row]];
        // Of a POSIX object the listing tells all, and the history the rest
        if (visible[row].api() == Api::Posix) continue;
        if (const auto* set = std::get_if<const SemaphoreSetInfo*>(&*view)) {
            detail = readSetRow(**set, processes);
        } else if (const auto* segment = std::get_if<const SegmentInfo*>(&*view)) {
            detail = readSegmentRow(**segment, processes);
        } else {
            detail = readQueueRow(*std::get<const QueueInfo*>(*view), processes);
        }
    }
    return details;
}

SetDetail readSet(const listing::Snapshot& snapshot, const SetInterest& asked, ProcessNames& processes) {
    SetDetail detail;
    detail.asked = asked;
    const ObjectId object{Kind::Semaphore, asked.id};
    const auto view = snapshot.find(object);
    if (!view) {
        detail.error = goneError(object);
        return detail;
    }
    detail.info = *std::get<const SemaphoreSetInfo*>(*view);

    const auto set = sysv::SemaphoreSet::adopt(asked.id);
    auto values = set.values();
    if (!values) {
        detail.error = std::move(values.error());
        return detail;
    }
    const std::uint64_t end = std::min<std::uint64_t>(
        {std::uint64_t{asked.last} + 1, values->size(), std::uint64_t{asked.first} + mostAtOnce});
    for (std::uint64_t index = asked.first; index < end; ++index) {
        auto state = set.state(static_cast<std::uint32_t>(index));
        if (!state) {
            detail.error = std::move(state.error());
            break;
        }
        state->value = (*values)[index]; // all values of one moment
        detail.members.push_back({*state, processes.label(state->lastPid, newestTime(&detail.info)), nullptr});
    }
    return detail;
}

QueueDetail readQueue(const listing::Snapshot& snapshot, const QueueInterest& asked, ProcessNames& processes) {
    QueueDetail detail;
    detail.asked = asked;
    detail.known = snapshot.known;
    const ObjectId object{Kind::MessageQueue, asked.id};
    const auto view = snapshot.find(object);
    if (!view) {
        detail.error = goneError(object);
        return detail;
    }
    detail.info = *std::get<const QueueInfo*>(*view);
    detail.lastSender = processes.label(detail.info.lastSendPid, detail.info.sentAt);
    detail.lastReceiver = processes.label(detail.info.lastReceivePid, detail.info.receivedAt);

    detail.readAt = std::chrono::steady_clock::now();
    const auto queue = sysv::MessageQueue::adopt(asked.id);
    readMessages(queue, asked, detail);
    if (asked.chosen && !detail.chosen && !detail.error) {
        auto chosen = queue.peek(*asked.chosen);
        if (chosen) {
            detail.chosen = std::move(*chosen);
        } else if (chosen.error().kind != ErrorKind::WouldBlock) {
            detail.error = std::move(chosen.error());
        }
    }
    return detail;
}

PosixSemaphoreDetail readPosixSemaphore(const listing::Snapshot& snapshot, Name name) {
    PosixSemaphoreDetail detail;
    const ObjectId object = ObjectId::posix(Kind::Semaphore, name);
    if (const auto view = snapshot.find(object)) {
        detail.info = *std::get<const PosixSemaphoreInfo*>(*view);
        detail.usable = posix::Semaphore::mayUse(name.bytes());
    } else {
        detail.error = goneError(object);
    }
    return detail;
}

PosixQueueDetail readPosixQueue(const listing::Snapshot& snapshot, Name name, ProcessNames& processes) {
    PosixQueueDetail detail;
    const ObjectId object = ObjectId::posix(Kind::MessageQueue, name);
    const auto view = snapshot.find(object);
    if (!view) {
        detail.error = goneError(object);
        return detail;
    }
    detail.info = *std::get<const PosixQueueInfo*>(*view);
    // The kernel does not tell since when; the process that has the pid now is the one that is registered
    detail.notified = processes.label(detail.info.notifyPid, std::time(nullptr));
    return detail;
}

} // namespace ipclens::ui
