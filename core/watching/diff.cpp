// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/diff.h"

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
        compare(Field::Changed, before.changedAt, after.changedAt);
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

template <class Info>
FieldSet differingFields(const Info& before, const Info& after, Knowledge known) noexcept {
    Collector differing;
    differing.compare(Field::Key, before.key, after.key);
    differing.compare(Field::Denied, before.access == Access::Readable, after.access == Access::Readable);
    if (!hiddenFrom(before.access, after.access)) {
        differing.compareCommon(before, after);
        compareRest(differing, before, after, known);
    }
    return differing.fields();
}

/// Merges one kind's rows, which are sorted by id.
template <class Info>
void diffKind(Kind kind, const std::vector<Info>& before, const std::vector<Info>& after, Knowledge known,
              std::vector<Change>& changes) {
    std::uint32_t old = 0;
    std::uint32_t now = 0;
    const auto remove = [&](Id id) {
        changes.push_back({ChangeKind::Removed, {kind, id}, old++, Change::noPlace, {}});
    };
    const auto make = [&](Id id) { changes.push_back({ChangeKind::Made, {kind, id}, Change::noPlace, now++, {}}); };
    while (old < before.size() && now < after.size()) {
        const Info& was = before[old];
        const Info& is = after[now];
        if (was == is) {
            ++old;
            ++now;
        } else if (was.id < is.id) {
            remove(was.id);
        } else if (is.id < was.id) {
            make(is.id);
        } else if (!sameObject(was, is)) {
            remove(was.id);
            make(is.id);
        } else {
            const FieldSet fields = differingFields(was, is, known);
            if (!fields.empty()) changes.push_back({ChangeKind::Changed, {kind, is.id}, old, now, fields});
            ++old;
            ++now;
        }
    }
    while (old < before.size())
        remove(before[old].id);
    while (now < after.size())
        make(after[now].id);
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
    diffKind(Kind::Semaphore, before.sets, after.sets, known, changes);
    diffKind(Kind::SharedMemory, before.segments, after.segments, known, changes);
    diffKind(Kind::MessageQueue, before.queues, after.queues, known, changes);
    return changes;
}

} // namespace ipclens::watching
