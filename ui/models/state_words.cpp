// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/state_words.h"

#include "ui/models/words.h"

#include <utility>
#include <variant>

namespace ipclens::ui::words {

namespace {

StatePart noPermission() {
    return {QStringLiteral("no permission"), Emphasis::Lock};
}

std::vector<StatePart> stateOf(const SemaphoreSetInfo& set, const RowDetail* detail) {
    std::vector<StatePart> parts;
    parts.push_back({counted(set.count, QStringLiteral("sem"), QStringLiteral("sems")), Emphasis::Strong});
    if (set.access != Access::Readable) {
        parts.push_back(noPermission());
        return parts;
    }
    const bool read = detail != nullptr && detail->values && !detail->values->empty();
    if (set.count == 1) {
        const QString value = read ? QString::number(detail->values->front()) : unknown();
        parts.push_back({QStringLiteral("value %1").arg(value)});
    }
    if (detail != nullptr && detail->waiting > 0)
        parts.push_back({QStringLiteral("%1 waiting").arg(detail->waiting), Emphasis::Warning});
    return parts;
}

std::vector<StatePart> stateOf(const SegmentInfo& segment, const RowDetail* detail, std::uint64_t ownAttachments) {
    std::vector<StatePart> parts;
    parts.push_back({size(segment.size), Emphasis::Plain});
    const std::uint64_t others = segment.attached - std::min(segment.attached, ownAttachments);
    const QString attached = QStringLiteral("%1 attached").arg(count(others));
    const bool creatorGone = detail != nullptr && detail->creator && detail->creator->gone;
    if (segment.removed) {
        parts.push_back({QStringLiteral("removed, %1").arg(attached), Emphasis::Warning});
    } else if (others == 0 && creatorGone) {
        parts.push_back({QStringLiteral("orphan"), Emphasis::Chip});
    } else {
        parts.push_back({attached, others == 0 ? Emphasis::Muted : Emphasis::Plain});
    }
    if (segment.locked) parts.push_back({QStringLiteral("locked"), Emphasis::Muted});
    if (segment.access != Access::Readable) parts.push_back(noPermission());
    return parts;
}

std::vector<StatePart> stateOf(const QueueInfo& queue, Knowledge known) {
    std::vector<StatePart> parts;
    const std::optional<std::uint64_t> capacity =
        known.capacity ? std::optional<std::uint64_t>(queue.capacity) : std::nullopt;
    // msgsnd(2): as many bytes, or as many messages, as msg_qbytes
    const bool full = capacity && (queue.bytes >= *capacity || queue.messages >= *capacity);
    if (full) {
        parts.push_back({QStringLiteral("full %1").arg(usage(queue.bytes, capacity)), Emphasis::Danger});
    } else {
        parts.push_back({counted(queue.messages, QStringLiteral("msg"), QStringLiteral("msgs")), Emphasis::Strong});
        parts.push_back({usage(queue.bytes, capacity), Emphasis::Plain});
    }
    if (queue.access != Access::Readable) parts.push_back(noPermission());
    return parts;
}

template <class Info>
std::vector<StatePart> withAccess(std::vector<StatePart> parts, const Info& info) {
    if (info.access != Access::Readable) parts.push_back(noPermission());
    return parts;
}

std::vector<StatePart> stateOf(const PosixSemaphoreInfo& semaphore) {
    if (semaphore.bogus)
        return {{QStringLiteral("no semaphore"), Emphasis::Chip}, {whatStandsThere(semaphore), Emphasis::Muted}};
    if (!semaphore.known && semaphore.access != Access::Readable) return {noPermission()};
    const QString value = semaphore.known ? count(semaphore.value) : unknown();
    std::vector<StatePart> parts{{QStringLiteral("value %1").arg(value)}};
    if (semaphore.waiting > 0)
        parts.push_back({QStringLiteral("%1 waiting").arg(semaphore.waiting), Emphasis::Warning});
    return withAccess(std::move(parts), semaphore);
}

std::vector<StatePart> stateOf(const PosixSegmentInfo& segment) {
    std::vector<StatePart> parts{{size(segment.size), Emphasis::Plain}};
    if (segment.resident != unknownBytes)
        parts.push_back({QStringLiteral("%1 in memory").arg(size(segment.resident)),
                         segment.resident == 0 ? Emphasis::Muted : Emphasis::Plain});
    return withAccess(std::move(parts), segment);
}

std::vector<StatePart> stateOf(const PosixQueueInfo& queue) {
    if (!queue.attributesKnown && queue.access != Access::Readable) return {noPermission()};
    std::vector<StatePart> parts;
    const QString messages = QStringLiteral("%1 of %2 msgs").arg(count(queue.messages), count(queue.maxMessages));
    if (!queue.attributesKnown) {
        parts.push_back({QStringLiteral("%1 msgs").arg(unknown())});
    } else if (queue.messages >= queue.maxMessages) {
        parts.push_back({QStringLiteral("full %1").arg(messages), Emphasis::Danger});
    } else {
        parts.push_back({messages, Emphasis::Strong});
    }
    if (queue.statusKnown) parts.push_back({size(queue.bytes), Emphasis::Plain});
    return withAccess(std::move(parts), queue);
}

/// What a listing and what was read of the row tell, in words.
struct StateOf {
    Knowledge known;
    const RowDetail* detail;
    std::uint64_t ownAttachments;

    std::vector<StatePart> operator()(const SemaphoreSetInfo* set) const { return stateOf(*set, detail); }
    std::vector<StatePart> operator()(const SegmentInfo* segment) const {
        return stateOf(*segment, detail, ownAttachments);
    }
    std::vector<StatePart> operator()(const QueueInfo* queue) const { return stateOf(*queue, known); }
    template <class PosixInfo>
    std::vector<StatePart> operator()(const PosixInfo* info) const {
        return stateOf(*info);
    }
};

} // namespace

std::vector<StatePart> state(ObjectView view, Knowledge known, const RowDetail* detail, std::uint64_t ownAttachments) {
    if (accessOf(view) == Access::Hidden) return {noPermission()};
    return std::visit(StateOf{known, detail, ownAttachments}, view);
}

QString stateLine(const std::vector<StatePart>& parts) {
    QString line;
    for (const StatePart& part : parts) {
        if (!line.isEmpty()) line += QStringLiteral(" · ");
        line += part.text;
    }
    return line;
}

} // namespace ipclens::ui::words
