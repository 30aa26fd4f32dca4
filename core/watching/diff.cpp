// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/diff.h"

#include <compare>

namespace ipclens::watching {
namespace {

bool hiddenFrom(Access before, Access after) noexcept {
    return before == Access::Hidden || after == Access::Hidden;
}

/// Whether a time was set and is "never" again, which the kernel does in no object.
bool unset(EpochSeconds before, EpochSeconds after) noexcept {
    return before != 0 && after == 0;
}

bool sameCreator(const Permissions& before, const Permissions& after) noexcept {
    return before.creatorUid == after.creatorUid && before.creatorGid == after.creatorGid;
}

bool sameKey(const SegmentInfo& before, const SegmentInfo& after) noexcept {
    return before.key == after.key || (after.key.isPrivate() && after.removed);
}

/// Adds the fields that differ and that both sides know.
class Collector {
public:
    template <class Value>
    void compare(Field field, const Value& before, const Value& after) noexcept {
        if (before != after) fields_.add(field);
    }
    void compareBytes(Field field, std::uint64_t before, std::uint64_t after) noexcept {
        if (before != after && before != unknownBytes && after != unknownBytes) fields_.add(field);
    }
    template <class Info>
    void compareCommon(const Info& before, const Info& after) noexcept {
        compare(Field::Mode, before.permissions.mode, after.permissions.mode);
        compare(Field::Owner, before.permissions.uid, after.permissions.uid);
        compare(Field::Owner, before.permissions.gid, after.permissions.gid);
        compare(Field::Group, before.permissions.gid, after.permissions.gid);
        if constexpr (requires { before.changedAt; }) compare(Field::Changed, before.changedAt, after.changedAt);
    }
    [[nodiscard]] FieldSet fields() const noexcept { return fields_; }

private:
    FieldSet fields_;
};

void compareRest(Collector& differing, const SemaphoreSetInfo& before, const SemaphoreSetInfo& after,
                 Knowledge) noexcept {
    differing.compare(Field::Count, before.count, after.count);
    differing.compare(Field::Operated, before.operatedAt, after.operatedAt);
}

void compareRest(Collector& differing, const SegmentInfo& before, const SegmentInfo& after, Knowledge known) noexcept {
    differing.compare(Field::Size, before.size, after.size);
    differing.compare(Field::Attached, before.attached, after.attached);
    differing.compare(Field::CreatorPid, before.creatorPid, after.creatorPid);
    differing.compare(Field::LastPid, before.lastPid, after.lastPid);
    differing.compare(Field::AttachedAt, before.attachedAt, after.attachedAt);
    differing.compare(Field::DetachedAt, before.detachedAt, after.detachedAt);
    differing.compare(Field::Removed, before.removed, after.removed);
    differing.compare(Field::Locked, before.locked, after.locked);
    if (known.residency) {
        differing.compareBytes(Field::Resident, before.resident, after.resident);
        differing.compareBytes(Field::Swapped, before.swapped, after.swapped);
    }
}

void compareRest(Collector& differing, const QueueInfo& before, const QueueInfo& after, Knowledge known) noexcept {
    differing.compare(Field::Messages, before.messages, after.messages);
    differing.compare(Field::Bytes, before.bytes, after.bytes);
    if (known.capacity) differing.compare(Field::Capacity, before.capacity, after.capacity);
    differing.compare(Field::LastSendPid, before.lastSendPid, after.lastSendPid);
    differing.compare(Field::LastReceivePid, before.lastReceivePid, after.lastReceivePid);
    differing.compare(Field::SentAt, before.sentAt, after.sentAt);
    differing.compare(Field::ReceivedAt, before.receivedAt, after.receivedAt);
}

void compareRest(Collector& differing, const PosixSemaphoreInfo& before, const PosixSemaphoreInfo& after,
                 Knowledge) noexcept {
    differing.compare(Field::Bogus, before.bogus, after.bogus);
    if (!before.known || !after.known) return;
    differing.compare(Field::Value, before.value, after.value);
    differing.compare(Field::Waiting, before.waiting, after.waiting);
}

void compareRest(Collector& differing, const PosixSegmentInfo& before, const PosixSegmentInfo& after,
                 Knowledge) noexcept {
    differing.compare(Field::Size, before.size, after.size);
    differing.compareBytes(Field::Resident, before.resident, after.resident);
}

void compareRest(Collector& differing, const PosixQueueInfo& before, const PosixQueueInfo& after, Knowledge) noexcept {
    if (before.attributesKnown && after.attributesKnown) {
        differing.compare(Field::Messages, before.messages, after.messages);
        differing.compare(Field::MaxMessages, before.maxMessages, after.maxMessages);
        differing.compare(Field::MessageSize, before.messageSize, after.messageSize);
    }
    if (before.statusKnown && after.statusKnown) {
        differing.compare(Field::Bytes, before.bytes, after.bytes);
        differing.compare(Field::NotifyPid, before.notifyPid, after.notifyPid);
        differing.compare(Field::NotifySignal, before.notifySignal, after.notifySignal);
    }
}

template <class Info>
FieldSet differingFields(const Info& before, const Info& after, Knowledge known) noexcept {
    Collector differing;
    if constexpr (isSystemV<Info>) differing.compare(Field::Key, before.key, after.key);
    differing.compare(Field::Denied, before.access == Access::Readable, after.access == Access::Readable);
    if (!hiddenFrom(before.access, after.access)) {
        differing.compareCommon(before, after);
        compareRest(differing, before, after, known);
    }
    return differing.fields();
}

/// Merges the rows of one kind and API, which are sorted as sortById() does it.
template <class Info>
void diffRows(const std::vector<Info>& before, const std::vector<Info>& after, Knowledge known,
              std::vector<Change>& changes) {
    std::uint32_t old = 0;
    std::uint32_t now = 0;
    const auto remove = [&] {
        changes.push_back({ChangeKind::Removed, objectIdOf(before[old]), old, Change::noPlace, {}});
        ++old;
    };
    const auto make = [&] {
        changes.push_back({ChangeKind::Made, objectIdOf(after[now]), Change::noPlace, now, {}});
        ++now;
    };
    while (old < before.size() && now < after.size()) {
        const Info& was = before[old];
        const Info& is = after[now];
        const auto order = objectIdOf(was) <=> objectIdOf(is);
        if (std::is_lt(order)) {
            remove();
        } else if (std::is_gt(order)) {
            make();
        } else if (was == is) {
            ++old;
            ++now;
        } else if (!sameObject(was, is)) {
            remove();
            make();
        } else {
            const FieldSet fields = differingFields(was, is, known);
            if (!fields.empty()) changes.push_back({ChangeKind::Changed, objectIdOf(is), old, now, fields});
            ++old;
            ++now;
        }
    }
    while (old < before.size())
        remove();
    while (now < after.size())
        make();
}

} // namespace

bool sameObject(const SemaphoreSetInfo& before, const SemaphoreSetInfo& after) noexcept {
    if (before.key != after.key) return false;
    if (hiddenFrom(before.access, after.access)) return true;
    return sameCreator(before.permissions, after.permissions) && before.count == after.count &&
           !unset(before.operatedAt, after.operatedAt);
}

bool sameObject(const SegmentInfo& before, const SegmentInfo& after) noexcept {
    if (!sameKey(before, after)) return false;
    if (hiddenFrom(before.access, after.access)) return true;
    return sameCreator(before.permissions, after.permissions) && before.size == after.size &&
           before.creatorPid == after.creatorPid && !(before.removed && !after.removed) &&
           !unset(before.attachedAt, after.attachedAt) && !unset(before.detachedAt, after.detachedAt);
}

bool sameObject(const QueueInfo& before, const QueueInfo& after) noexcept {
    if (before.key != after.key) return false;
    if (hiddenFrom(before.access, after.access)) return true;
    return sameCreator(before.permissions, after.permissions) && !unset(before.sentAt, after.sentAt) &&
           !unset(before.receivedAt, after.receivedAt);
}

std::vector<Change> diff(const listing::Snapshot& before, const listing::Snapshot& after) {
    const Knowledge known{before.known.residency && after.known.residency,
                          before.known.capacity && after.known.capacity};
    std::vector<Change> changes;
    diffRows(before.sets, after.sets, known, changes);
    diffRows(before.posixSemaphores, after.posixSemaphores, known, changes);
    diffRows(before.segments, after.segments, known, changes);
    diffRows(before.posixSegments, after.posixSegments, known, changes);
    diffRows(before.queues, after.queues, known, changes);
    diffRows(before.posixQueues, after.posixQueues, known, changes);
    return changes;
}

} // namespace ipclens::watching
