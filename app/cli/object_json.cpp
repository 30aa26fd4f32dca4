// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/object_json.h"

#include "app/cli/escape.h"
#include "app/cli/json.h"
#include "app/cli/object_word.h"

#include <variant>

namespace ipclens::cli {
namespace {

/// A member whose value may be unknown: null then, never 0.
template <class T>
void numberIf(JsonObject& json, const MemberName& name, bool known, T value) {
    if (known) {
        json.number(name, value);
    } else {
        json.null(name);
    }
}

/// Times and pids: the kernel's 0 means never, or none.
template <class T>
void numberUnlessZero(JsonObject& json, const MemberName& name, T value) {
    numberIf(json, name, value != 0, value);
}

/// What every object of a kind begins with.
std::string_view beginningOf(ObjectId object) noexcept {
    const bool posix = object.api() == Api::Posix;
    switch (object.kind) {
    case Kind::Semaphore: return posix ? R"("posix", "kind": "sem")" : R"("sysv", "kind": "sem")";
    case Kind::SharedMemory: return posix ? R"("posix", "kind": "shm")" : R"("sysv", "kind": "shm")";
    case Kind::MessageQueue: break;
    }
    return posix ? R"("posix", "kind": "msg")" : R"("sysv", "kind": "msg")";
}

} // namespace

std::string_view ObjectJson::person(uid_t uid, gid_t gid) {
    const std::uint64_t both = std::uint64_t{uid} << 32U | gid;
    // Most objects have the owner of the one before
    if (lastPerson_ != nullptr && lastPerson_->first == both) return lastPerson_->second;
    lastPerson_ = &*persons_.try_emplace(both).first;
    std::string& text = lastPerson_->second;
    if (!text.empty()) return text;
    const auto nameOrNull = [](JsonObject& json, const MemberName& member, const std::string* name) {
        if (name != nullptr) {
            json.text(member, *name);
        } else {
            json.null(member);
        }
    };
    JsonObject json(text);
    json.number("uid", uid);
    nameOrNull(json, "user", names_.user(uid));
    json.number("gid", gid);
    nameOrNull(json, "group", names_.group(gid));
    json.close();
    return text;
}

void ObjectJson::append(std::string& out, ObjectView object, Knowledge known) {
    JsonObject json(out);
    appendMembers(json, object, known);
    json.close();
}

void ObjectJson::appendMembers(JsonObject& json, ObjectView object, Knowledge known) {
    std::visit([&](const auto* info) { members(json, *info, known); }, object);
    if (accessOf(object) != Access::Readable) json.boolean("denied", true);
}

void ObjectJson::common(JsonObject& json, ObjectId object, Key key, const Permissions& permissions, bool known,
                        EpochSeconds changed) {
    json.raw("api", beginningOf(object));
    json.number("id", object.id.value);
    json.key("key", key);
    json.null("name");
    if (known) {
        json.mode("mode", permissions.mode);
        json.raw("owner", person(permissions.uid, permissions.gid));
        json.raw("creator", person(permissions.creatorUid, permissions.creatorGid));
    } else {
        json.null("mode");
        json.null("owner");
        json.null("creator");
    }
    numberUnlessZero(json, "changed", known ? changed : 0);
}

void ObjectJson::members(JsonObject& json, const SemaphoreSetInfo& set, Knowledge) {
    const bool known = set.access != Access::Hidden;
    common(json, {Kind::Semaphore, set.id}, set.key, set.permissions, known, set.changedAt);
    numberIf(json, "count", known, set.count);
    numberUnlessZero(json, "operated", known ? set.operatedAt : 0);
}

void ObjectJson::members(JsonObject& json, const SegmentInfo& segment, Knowledge knowledge) {
    const bool known = segment.access != Access::Hidden;
    common(json, {Kind::SharedMemory, segment.id}, segment.key, segment.permissions, known, segment.changedAt);
    numberIf(json, "size", known, segment.size);
    numberIf(json, "attached", known, segment.attached);
    numberUnlessZero(json, "creator_pid", known ? segment.creatorPid : 0);
    numberUnlessZero(json, "last_pid", known ? segment.lastPid : 0);
    numberUnlessZero(json, "attached_at", known ? segment.attachedAt : 0);
    numberUnlessZero(json, "detached_at", known ? segment.detachedAt : 0);
    const auto tellable = [&](std::uint64_t bytes) { return known && knowledge.residency && bytes != unknownBytes; };
    numberIf(json, "resident", tellable(segment.resident), segment.resident);
    numberIf(json, "swapped", tellable(segment.swapped), segment.swapped);
    if (known) {
        json.boolean("removed", segment.removed);
        json.boolean("locked", segment.locked);
    } else {
        json.null("removed");
        json.null("locked");
    }
}

void ObjectJson::members(JsonObject& json, const QueueInfo& queue, Knowledge knowledge) {
    const bool known = queue.access != Access::Hidden;
    common(json, {Kind::MessageQueue, queue.id}, queue.key, queue.permissions, known, queue.changedAt);
    numberIf(json, "messages", known, queue.messages);
    numberIf(json, "bytes", known, queue.bytes);
    numberIf(json, "capacity", known && knowledge.capacity, queue.capacity);
    numberUnlessZero(json, "last_send_pid", known ? queue.lastSendPid : 0);
    numberUnlessZero(json, "last_receive_pid", known ? queue.lastReceivePid : 0);
    numberUnlessZero(json, "sent_at", known ? queue.sentAt : 0);
    numberUnlessZero(json, "received_at", known ? queue.receivedAt : 0);
}

void ObjectJson::commonPosix(JsonObject& json, ObjectId object, const Permissions& permissions, EpochSeconds changed) {
    json.raw("api", beginningOf(object));
    json.null("id");
    json.null("key");
    addName(json, object.name);
    json.mode("mode", permissions.mode);
    json.raw("owner", person(permissions.uid, permissions.gid));
    json.null("creator");
    numberUnlessZero(json, "changed", changed);
}

void ObjectJson::members(JsonObject& json, const PosixSemaphoreInfo& semaphore, Knowledge) {
    commonPosix(json, objectIdOf(semaphore), semaphore.permissions, semaphore.changedAt);
    numberIf(json, "value", semaphore.known, semaphore.value);
    numberIf(json, "waiting", semaphore.known, semaphore.waiting);
    if (semaphore.bogus) json.boolean("bogus", true);
}

void ObjectJson::members(JsonObject& json, const PosixSegmentInfo& segment, Knowledge) {
    commonPosix(json, objectIdOf(segment), segment.permissions, segment.changedAt);
    json.number("size", segment.size);
    numberIf(json, "resident", segment.resident != unknownBytes, segment.resident);
}

void ObjectJson::members(JsonObject& json, const PosixQueueInfo& queue, Knowledge) {
    commonPosix(json, objectIdOf(queue), queue.permissions, 0);
    numberIf(json, "messages", queue.attributesKnown, queue.messages);
    numberIf(json, "bytes", queue.statusKnown, queue.bytes);
    numberIf(json, "max_messages", queue.attributesKnown, queue.maxMessages);
    numberIf(json, "message_size", queue.attributesKnown, queue.messageSize);
    numberUnlessZero(json, "notify_pid", queue.notifyPid);
    numberUnlessZero(json, "notify_signal", queue.notifySignal);
}

void addObject(JsonObject& json, ObjectId object) {
    json.text("object", wordOf(object).text);
}

void addName(JsonObject& json, Name name) {
    if (name.empty()) {
        json.null("name");
        return;
    }
    const std::string_view bytes = name.bytes();
    json.text("name", bytes);
    if (!isUtf8(name)) json.hex("name_hex", std::as_bytes(std::span(bytes.data(), bytes.size())));
}

void addBytes(JsonObject& json, std::span<const std::byte> bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (isUtf8(text)) {
        json.text("text", text);
    } else {
        json.null("text");
    }
    json.hex("hex", bytes);
}

} // namespace ipclens::cli
