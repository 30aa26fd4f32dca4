// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/object_word.h"

#include "app/cli/failure.h"
#include "app/cli/use.h"
#include "app/cli/words.h"
#include "core/listing/posix_names.h"
#include "core/posix/name.h"
#include "core/posix/queue_identity.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <climits>
#include <fmt/format.h>

namespace ipclens::cli {
namespace {

template <class Handle>
Result<ObjectId> openedAs(Kind kind, const std::variant<Key, Id, Name>& selector) {
    const Key* key = std::get_if<Key>(&selector);
    auto handle = key != nullptr ? Handle::open(*key) : Handle::open(std::get<Id>(selector));
    if (!handle) return failure(std::move(handle).error());
    return ObjectId{kind, handle->id()};
}

template <class Handle>
Result<Found> looked(Id id) {
    auto info = Handle::adopt(id).stat();
    if (!info) return failure(std::move(info).error());
    return Found{*std::move(info), {}, {}};
}

Result<Found> lookedAtSegment(Id id) {
    const auto stat = sysv::SharedMemory::adopt(id).stat();
    if (!stat) return failure(stat.error());
    return Found{stat->info, stat->known, stat->hugePages};
}

} // namespace

Kind parseKind(std::string_view name, std::string_view word) {
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        if (word == kindName(kind)) return kind;
    }
    throw Refused(fmt::format("{}: '{}' is not sem, shm or msg", name, word));
}

Key parseKey(std::string_view word) {
    const auto value = parseSigned("key", word, INT32_MIN, UINT32_MAX);
    if (value == 0) throw Refused("key 0 is IPC_PRIVATE and names no object; by its id it is @N");
    return Key{static_cast<std::uint32_t>(value)};
}

const std::string& ObjectWord::name() const noexcept {
    const Name* name = std::get_if<Name>(&selector);
    return (name != nullptr ? *name : Name()).text();
}

Name parseName(Kind kind, std::string_view word) {
    if (const auto checked = posix::checkName(kind, word); !checked)
        throw Refused(fmt::format("'{}': {}", word, checked.error().reason));
    return Name::of(word);
}

ObjectWord parseObject(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos)
        throw Refused(fmt::format("'{}' names no object (sem:0x51a00001, shm:@32771, msg:/jobs)", word));
    ObjectWord object{std::string(word), parseKind(word, word.substr(0, colon)), {}};
    const std::string_view selector = word.substr(colon + 1);
    if (selector.starts_with('/')) {
        object.selector = parseName(object.kind, selector);
    } else if (selector.starts_with('@')) {
        object.selector = Id{static_cast<int>(parseUnsigned("id", selector.substr(1), 0, INT_MAX))};
    } else {
        object.selector = parseKey(selector);
    }
    return object;
}

ObjectWord parseObject(std::string_view word, Kind kind) {
    ObjectWord object = parseObject(word);
    if (object.kind != kind) throw Refused(fmt::format("'{}' is not a {}", word, titleOf({kind})));
    return object;
}

ObjectWord wordOf(ObjectId object) {
    if (object.api() == Api::SysV) return {toString(object), object.kind, object.id};
    return {fmt::format("{}:{}", kindName(object.kind), object.name.bytes()), object.kind, object.name};
}

Result<ObjectId> resolve(const ObjectWord& word) {
    if (const Name* name = std::get_if<Name>(&word.selector)) return ObjectId::posix(word.kind, *name);
    switch (word.kind) {
    case Kind::Semaphore: return openedAs<sysv::SemaphoreSet>(word.kind, word.selector);
    case Kind::SharedMemory: return openedAs<sysv::SharedMemory>(word.kind, word.selector);
    case Kind::MessageQueue: break;
    }
    return openedAs<sysv::MessageQueue>(word.kind, word.selector);
}

Result<Found> look(ObjectId object) {
    if (object.api() == Api::Posix)
        return listing::lookAtPosix(object).map([](const ObjectInfo& info) { return Found{info, {}, {}}; });
    switch (object.kind) {
    case Kind::Semaphore: return looked<sysv::SemaphoreSet>(object.id);
    case Kind::SharedMemory: return lookedAtSegment(object.id);
    case Kind::MessageQueue: break;
    }
    return looked<sysv::MessageQueue>(object.id);
}

void reportDoubtOf(const Found& found, std::string_view attempted) {
    const auto* queue = std::get_if<PosixQueueInfo>(&found.info);
    if (queue == nullptr || queue->access != Access::Denied) return;
    const posix::QueueFile file = posix::findQueueFile(queue->name.bytes());
    if (!file.found || file.sure) return;
    reportLine(
        fmt::format("{}: whether {} is of this IPC namespace can't be told", attempted, posix::messageQueueDirectory));
}

std::string attempt(std::string_view verb, const ObjectWord& word) {
    return fmt::format("{} {}", verb, escapedName(word.text));
}

} // namespace ipclens::cli
