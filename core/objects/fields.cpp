// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/fields.h"

#include <charconv>

namespace ipclens {
namespace {

struct Named {
    Field field;
    std::string_view name;
};

// In the order of the enumeration, which fieldName() relies on and the static_assert below holds
constexpr std::array named{
    Named{Field::Api, "api"},
    Named{Field::Kind, "kind"},
    Named{Field::Id, "id"},
    Named{Field::Key, "key"},
    Named{Field::Name, "name"},
    Named{Field::Mode, "mode"},
    Named{Field::Owner, "owner"},
    Named{Field::Group, "group"},
    Named{Field::Creator, "creator"},
    Named{Field::Changed, "changed"},
    Named{Field::Count, "count"},
    Named{Field::Operated, "operated"},
    Named{Field::Size, "size"},
    Named{Field::Attached, "attached"},
    Named{Field::CreatorPid, "creator_pid"},
    Named{Field::LastPid, "last_pid"},
    Named{Field::AttachedAt, "attached_at"},
    Named{Field::DetachedAt, "detached_at"},
    Named{Field::Resident, "resident"},
    Named{Field::Swapped, "swapped"},
    Named{Field::Removed, "removed"},
    Named{Field::Locked, "locked"},
    Named{Field::Messages, "messages"},
    Named{Field::Bytes, "bytes"},
    Named{Field::Capacity, "capacity"},
    Named{Field::LastSendPid, "last_send_pid"},
    Named{Field::LastReceivePid, "last_receive_pid"},
    Named{Field::SentAt, "sent_at"},
    Named{Field::ReceivedAt, "received_at"},
    Named{Field::Value, "value"},
    Named{Field::Waiting, "waiting"},
    Named{Field::MaxMessages, "max_messages"},
    Named{Field::MessageSize, "message_size"},
    Named{Field::NotifyPid, "notify_pid"},
    Named{Field::NotifySignal, "notify_signal"},
    Named{Field::Bogus, "bogus"},
    Named{Field::Denied, "denied"},
};

constexpr bool namedInOrder() {
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (static_cast<std::size_t>(named[i].field) != i) return false;
    }
    return true;
}
static_assert(namedInOrder() && named.size() == static_cast<std::size_t>(Field::Denied) + 1);

constexpr auto listed = [] {
    std::array<Field, named.size()> fields{};
    for (std::size_t i = 0; i < named.size(); ++i)
        fields[i] = named[i].field;
    return fields;
}();

using Form = RawValue::Form;

constexpr RawValue absent{};
constexpr RawValue null{Form::Null};

template <class Integer>
constexpr RawValue number(Integer value) noexcept {
    return {Form::Number, static_cast<std::int64_t>(value)};
}
constexpr RawValue boolean(bool value) noexcept {
    return {Form::Boolean, value ? 1 : 0};
}
/// A pid or a time: the kernel's 0 is none.
template <class Integer>
constexpr RawValue unlessZero(Integer value) noexcept {
    return value == 0 ? null : number(value);
}
constexpr RawValue bytesIf(bool known, std::uint64_t value) noexcept {
    return known && value != unknownBytes ? number(value) : null;
}

RawValue fieldOf(const SemaphoreSetInfo& set, Field field, Knowledge) noexcept {
    switch (field) {
    case Field::Count: return number(set.count);
    case Field::Operated: return unlessZero(set.operatedAt);
    case Field::Changed: return unlessZero(set.changedAt);
    default: return absent;
    }
}

RawValue fieldOf(const SegmentInfo& segment, Field field, Knowledge known) noexcept {
    switch (field) {
    case Field::Size: return number(segment.size);
    case Field::Attached: return number(segment.attached);
    case Field::CreatorPid: return unlessZero(segment.creatorPid);
    case Field::LastPid: return unlessZero(segment.lastPid);
    case Field::AttachedAt: return unlessZero(segment.attachedAt);
    case Field::DetachedAt: return unlessZero(segment.detachedAt);
    case Field::Resident: return bytesIf(known.residency, segment.resident);
    case Field::Swapped: return bytesIf(known.residency, segment.swapped);
    case Field::Removed: return boolean(segment.removed);
    case Field::Locked: return boolean(segment.locked);
    case Field::Changed: return unlessZero(segment.changedAt);
    default: return absent;
    }
}

RawValue fieldOf(const QueueInfo& queue, Field field, Knowledge known) noexcept {
    switch (field) {
    case Field::Messages: return number(queue.messages);
    case Field::Bytes: return number(queue.bytes);
    case Field::Capacity: return known.capacity ? number(queue.capacity) : null;
    case Field::LastSendPid: return unlessZero(queue.lastSendPid);
    case Field::LastReceivePid: return unlessZero(queue.lastReceivePid);
    case Field::SentAt: return unlessZero(queue.sentAt);
    case Field::ReceivedAt: return unlessZero(queue.receivedAt);
    case Field::Changed: return unlessZero(queue.changedAt);
    default: return absent;
    }
}

/// What is there, but could not be read.
template <class Integer>
constexpr RawValue numberIf(bool known, Integer value) noexcept {
    return known ? number(value) : null;
}

RawValue fieldOf(const PosixSemaphoreInfo& semaphore, Field field, Knowledge) noexcept {
    switch (field) {
    case Field::Value: return numberIf(semaphore.known, semaphore.value);
    case Field::Waiting: return numberIf(semaphore.known, semaphore.waiting);
    case Field::Changed: return unlessZero(semaphore.changedAt);
    case Field::Bogus: return semaphore.bogus ? boolean(true) : absent;
    default: return absent;
    }
}

RawValue fieldOf(const PosixSegmentInfo& segment, Field field, Knowledge) noexcept {
    switch (field) {
    case Field::Size: return number(segment.size);
    case Field::Resident: return bytesIf(true, segment.resident);
    case Field::Changed: return unlessZero(segment.changedAt);
    default: return absent;
    }
}

RawValue fieldOf(const PosixQueueInfo& queue, Field field, Knowledge) noexcept {
    switch (field) {
    case Field::Messages: return numberIf(queue.attributesKnown, queue.messages);
    case Field::MaxMessages: return numberIf(queue.attributesKnown, queue.maxMessages);
    case Field::MessageSize: return numberIf(queue.attributesKnown, queue.messageSize);
    case Field::Bytes: return numberIf(queue.statusKnown, queue.bytes);
    case Field::NotifyPid: return unlessZero(queue.notifyPid);
    case Field::NotifySignal: return unlessZero(queue.notifySignal);
    case Field::Changed: return null;
    default: return absent;
    }
}

/// The fields that say which object it is.
template <class Info>
RawValue namingField(const Info& object, Field field) noexcept {
    switch (field) {
    case Field::Api: return {Form::Api, static_cast<std::int64_t>(InfoTraits<Info>::api)};
    case Field::Kind: return {Form::Kind, static_cast<std::int64_t>(InfoTraits<Info>::kind)};
    default: break;
    }
    if constexpr (isSystemV<Info>) {
        if (field == Field::Id) return number(object.id.value);
        if (field == Field::Key) return {Form::Key, object.key.value};
    } else if (field == Field::Name) {
        return {Form::Name, 0, object.name};
    }
    return null;
}

template <class Info>
RawValue creatorOf(const Info& object) noexcept {
    if constexpr (isSystemV<Info>) return {Form::User, object.permissions.creatorUid};
    return null;
}

template <class Info>
RawValue rawOf(const Info& object, Field field, Knowledge known) noexcept {
    switch (field) {
    case Field::Api:
    case Field::Kind:
    case Field::Id:
    case Field::Key:
    case Field::Name: return namingField(object, field);
    case Field::Denied: return object.access == Access::Readable ? absent : boolean(true);
    default: break;
    }
    const bool hidden = object.access == Access::Hidden;
    RawValue value;
    switch (field) {
    case Field::Mode: value = {Form::Mode, object.permissions.mode}; break;
    case Field::Owner: value = {Form::User, object.permissions.uid}; break;
    case Field::Group: value = {Form::Group, object.permissions.gid}; break;
    case Field::Creator: value = creatorOf(object); break;
    default: value = fieldOf(object, field, known); break;
    }
    return hidden && value.form != Form::Absent ? null : value;
}

std::string_view printNumber(FieldBuffer& buffer, std::int64_t value) noexcept {
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

template <unsigned bitsOfDigit>
void printDigits(char* first, char* last, std::uint64_t value) noexcept {
    while (last != first) {
        *--last = "0123456789abcdef"[value & ((1U << bitsOfDigit) - 1)];
        value >>= bitsOfDigit;
    }
}

/// Words are ordered as text: msg, sem, shm. Their letters as one number, the first one on top.
std::int64_t placeOfWord(RawValue value) noexcept {
    FieldBuffer unused;
    const std::string_view word = printTo(unused, value);
    std::int64_t place = 0;
    for (std::size_t i = 0; i < sizeof place; ++i)
        place = place << 8 | (i < word.size() ? word[i] : 0);
    return place;
}

} // namespace

std::string_view fieldName(Field field) noexcept {
    return named[static_cast<std::size_t>(field)].name;
}

std::optional<Field> fieldByName(std::string_view name) noexcept {
    for (const auto& entry : named) {
        if (entry.name == name) return entry.field;
    }
    return {};
}

std::span<const Field> allFields() noexcept {
    return listed;
}

RawValue rawValue(ObjectView object, Field field, Knowledge known) noexcept {
    return std::visit([&](const auto* info) { return rawOf(*info, field, known); }, object);
}

std::string_view printTo(FieldBuffer& buffer, RawValue value) noexcept {
    const auto bits = static_cast<std::uint64_t>(value.number);
    switch (value.form) {
    case Form::Absent: return {};
    case Form::Null: return "null";
    case Form::Boolean: return value.number != 0 ? "true" : "false";
    case Form::Kind: return kindName(static_cast<Kind>(value.number));
    case Form::Api: return apiName(static_cast<Api>(value.number));
    case Form::Number:
    case Form::User:
    case Form::Group: return printNumber(buffer, value.number);
    case Form::Key:
        buffer[0] = '0';
        buffer[1] = 'x';
        printDigits<4>(buffer.data() + 2, buffer.data() + 10, bits);
        return {buffer.data(), 10};
    case Form::Mode: printDigits<3>(buffer.data(), buffer.data() + 4, bits); return {buffer.data(), 4};
    case Form::Name: return value.name.bytes();
    }
    return {};
}

FieldValue fieldValue(ObjectView object, Field field, Knowledge known) {
    const RawValue raw = rawValue(object, field, known);
    FieldBuffer buffer;
    switch (raw.form) {
    case Form::Absent: return Absent{};
    case Form::Null: return Null{};
    case Form::Boolean: return raw.number != 0;
    case Form::Number:
    case Form::User:
    case Form::Group: return raw.number;
    case Form::Key:
    case Form::Mode:
    case Form::Kind:
    case Form::Api:
    case Form::Name: return std::string(printTo(buffer, raw));
    }
    return Absent{};
}

FieldOrder::FieldOrder(Field field, bool descending, Knowledge known, UserNames& users)
    : field_(field)
    , descending_(descending)
    , known_(known)
    , users_(&users) {}

SortKey FieldOrder::keyOf(ObjectView object) const {
    const RawValue raw = rawValue(object, field_, known_);
    SortKey key{!raw.hasValue(), nullptr, raw.number};
    if (raw.form == Form::Kind || raw.form == Form::Api) key.number = placeOfWord(raw);
    if (raw.form == Form::Name) key.name = &raw.name.text();
    if (raw.form == Form::User) key.name = users_->user(static_cast<uid_t>(raw.number));
    if (raw.form == Form::Group) key.name = users_->group(static_cast<gid_t>(raw.number));
    return key;
}

bool FieldOrder::before(const SortKey& left, const SortKey& right) const noexcept {
    if (left.last || right.last) return !left.last && right.last;
    const SortKey& first = descending_ ? right : left;
    const SortKey& second = descending_ ? left : right;
    if (first.name == nullptr || second.name == nullptr) {
        if (first.name != second.name) return second.name == nullptr;
    } else if (first.name != second.name) {
        if (const int order = first.name->compare(*second.name); order != 0) return order < 0;
    }
    return first.number < second.number;
}

bool FieldOrder::operator()(ObjectView left, ObjectView right) const {
    return before(keyOf(left), keyOf(right));
}

} // namespace ipclens
