// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/object_json.h"
#include "app/cli/object_text.h"
#include "app/cli/object_word.h"
#include "app/cli/use.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"
#include "core/objects/access.h"
#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace ipclens::cli {
namespace {

constexpr std::uint64_t semaphoreLimit = 32767; // SEMVMX

struct SetOptions {
    std::string object;
    std::optional<std::string> mode;
    std::optional<std::string> owner;
    std::optional<std::string> capacity;
    std::vector<std::string> values;
    bool lock = false;
    bool unlock = false;
    std::optional<std::string> size;
};

/// One part of --value: `INDEX=V`, or a bare V.
struct ValueWord {
    std::optional<std::uint64_t> index;
    std::uint64_t value = 0;
};

/// What the words ask for, before anyone has looked at the object.
struct Wish {
    PermissionChange permissions;
    std::optional<std::uint64_t> capacity;
    std::vector<ValueWord> values;
    bool lock = false;
    bool unlock = false;
    std::optional<std::uint64_t> size;

    [[nodiscard]] bool changesPermissions() const { return permissions.uid || permissions.gid || permissions.mode; }
    [[nodiscard]] bool empty() const {
        return !changesPermissions() && !capacity && values.empty() && !lock && !unlock && !size;
    }
};

void parseOwner(const std::string& word, PermissionChange& change) {
    const std::size_t colon = word.find(':');
    const std::string user = word.substr(0, colon);
    if (user.empty() && colon == std::string::npos) throw Refused("--owner: '' is no user");
    if (!user.empty()) {
        change.uid = uidByName(user);
        if (!change.uid) throw Refused(fmt::format("--owner: no such user: {}", user));
    }
    if (colon == std::string::npos) return;
    const std::string group = word.substr(colon + 1);
    change.gid = gidByName(group);
    if (!change.gid) throw Refused(fmt::format("--owner: no such group: {}", group));
}

std::vector<ValueWord> parseValues(const std::vector<std::string>& words) {
    std::vector<ValueWord> values;
    for (const auto& word : splitLists("--value", words)) {
        const std::size_t equals = word.find('=');
        ValueWord value;
        const std::string_view text = word;
        if (equals != std::string::npos) value.index = parseUnbounded("--value", text.substr(0, equals));
        value.value = parseUnbounded("--value", equals == std::string::npos ? text : text.substr(equals + 1));
        if (!values.empty() && values.front().index.has_value() != value.index.has_value())
            throw Refused("--value: give INDEX=V or bare values, not both");
        values.push_back(value);
    }
    return values;
}

Wish parseWish(const SetOptions& options, const ObjectWord& word) {
    const UselessOptions useless(word.kind, word.api());
    useless.refuse(options.capacity.has_value(), "--capacity", {Kind::MessageQueue, Api::SysV});
    useless.refuse(!options.values.empty(), "--value", {Kind::Semaphore, Api::SysV});
    useless.refuse(options.lock, "--lock", {Kind::SharedMemory, Api::SysV});
    useless.refuse(options.unlock, "--unlock", {Kind::SharedMemory, Api::SysV});
    useless.refuse(options.size.has_value(), "--size", {Kind::SharedMemory, Api::Posix});
    Wish wish;
    if (options.mode) wish.permissions.mode = parseMode("--mode", *options.mode);
    if (options.owner) parseOwner(*options.owner, wish.permissions);
    if (options.capacity) wish.capacity = parseSize("--capacity", *options.capacity);
    wish.values = parseValues(options.values);
    wish.lock = options.lock;
    wish.unlock = options.unlock;
    if (options.size) wish.size = parseSize("--size", *options.size);
    if (wish.empty()) throw Refused("there is nothing to set");
    return wish;
}

/// Makes sure that none of it can fail for what is known of the object now, so that all is set or nothing.
void check(const Wish& wish, const Found& found, const std::string& attempted) {
    if (const auto* set = std::get_if<SemaphoreSetInfo>(&found.info)) {
        const bool bare = !wish.values.empty() && !wish.values.front().index;
        if (bare && wish.values.size() > 1 && wish.values.size() != set->count)
            throw Refused(fmt::format("--value: {} values for {} semaphores; give one, or one for each",
                                      wish.values.size(), set->count));
        for (const auto& value : wish.values) {
            if (value.index && *value.index >= set->count)
                throw Failed(errorOf(ErrorKind::OutOfRange, attempted,
                                     fmt::format("the set has no semaphore {}, it has {}", *value.index, set->count)));
            if (value.value > semaphoreLimit)
                throw Failed(errorOf(ErrorKind::OutOfRange, attempted,
                                     fmt::format("value {} is over {}", value.value, semaphoreLimit)));
        }
    }
    const Permissions& permissions = permissionsOf(viewOf(found.info));
    const Credentials credentials = Credentials::current();
    const bool control = wish.changesPermissions() || wish.capacity || wish.lock || wish.unlock;
    const bool denied = control && !credentials.mayControl(permissions);
    if (!denied && (wish.values.empty() || credentials.mayWrite(permissions))) return;
    UserNames names;
    Error error = errorFromErrno(denied ? EPERM : EACCES, attempted);
    error.hint = fmt::format("it is of {}, mode {:04o}", userText(names, permissions.uid), permissions.mode);
    throw Failed(std::move(error));
}

Result<void> setValues(const sysv::SemaphoreSet& set, const std::vector<ValueWord>& values, std::uint32_t count) {
    if (!values.front().index) {
        std::vector<std::uint16_t> all;
        for (const auto& value : values)
            all.push_back(static_cast<std::uint16_t>(value.value));
        all.resize(count, all.back());
        return set.setValues(all);
    }
    for (const auto& value : values) {
        auto done = set.setValue(static_cast<std::uint32_t>(*value.index), static_cast<std::uint32_t>(value.value));
        if (!done) return done;
    }
    return {};
}

Result<void> apply(const Wish& wish, const SemaphoreSetInfo& info) {
    const auto set = sysv::SemaphoreSet::adopt(info.id);
    if (!wish.values.empty()) {
        if (auto done = setValues(set, wish.values, info.count); !done) return done;
    }
    return wish.changesPermissions() ? set.change(wish.permissions) : Result<void>();
}

Result<void> apply(const Wish& wish, const SegmentInfo& info) {
    const auto segment = sysv::SharedMemory::adopt(info.id);
    // Locking may fail for reasons that can't be known before (RLIMIT_MEMLOCK): it comes first
    if (wish.lock || wish.unlock) {
        if (auto done = wish.lock ? segment.lock() : segment.unlock(); !done) return done;
    }
    return wish.changesPermissions() ? segment.change(wish.permissions) : Result<void>();
}

Result<void> apply(const Wish& wish, const QueueInfo& info) {
    return sysv::MessageQueue::adopt(info.id).change({wish.permissions, wish.capacity});
}

Result<void> changeNamed(Kind kind, const std::string& name, const PermissionChange& change) {
    switch (kind) {
    case Kind::Semaphore: return posix::Semaphore::change(name, change);
    case Kind::SharedMemory: return posix::SharedMemory::change(name, change);
    case Kind::MessageQueue: break;
    }
    return posix::MessageQueue::change(name, change);
}

Result<void> applySystemV(const Wish& wish, const ObjectInfo& info) {
    if (const auto* set = std::get_if<SemaphoreSetInfo>(&info)) return apply(wish, *set);
    if (const auto* segment = std::get_if<SegmentInfo>(&info)) return apply(wish, *segment);
    return apply(wish, std::get<QueueInfo>(info));
}

Result<void> applyPosix(const Wish& wish, Kind kind, const std::string& name) {
    return wish.size ? posix::SharedMemory::changeWithSize(name, wish.permissions, *wish.size)
                     : changeNamed(kind, name, wish.permissions);
}

Status set(const SetOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object);
    const Wish wish = parseWish(options, word);

    const std::string attempted = attempt("set", word);
    const ObjectId object = orFail(resolve(word), attempted);
    if (word.api() == Api::SysV) {
        const Found found = orFail(look(object), attempted);
        check(wish, found, attempted);
        orFail(applySystemV(wish, found.info), attempted);
    } else {
        orFail(applyPosix(wish, word.kind, word.name()), attempted);
    }
    if (call.json) {
        const Found now = orFail(look(object), attempted);
        ObjectJson().append(call.output.text(), viewOf(now.info), now.known);
        call.output.append("\n");
    }
    return Status::Done;
}

} // namespace

void addSet(Verbs& verbs) {
    const auto options = std::make_shared<SetOptions>();
    Verb& verb = verbs.add("set", "Changes owner, mode, capacity, values, lock or size of an object",
                           "  ipclens set sem:0x51a00001 --value 0=4,2=0 --mode 0660 --owner anna:dev\n"
                           "  ipclens set shm:/ring --size 128M");
    verb.object(options->object, "sem,shm,msg", "KIND:KEY, KIND:@ID or KIND:/NAME");
    verb.value("--mode", "MODE", options->mode, "Permission bits in octal, up to 0777");
    verb.value("--owner", "USER[:GROUP]", options->owner, "By name or number; :GROUP alone too");
    verb.value("--capacity", "BYTES", options->capacity, "System V msg: bytes that it holds");
    verb.values("--value", "[INDEX=]V[,...]", options->values,
                "System V sem: of these members; without INDEX one for all, or one for each");
    verb.flag("--lock", options->lock, "System V shm: keeps it out of swap");
    verb.flag("--unlock", options->unlock, "System V shm: lets it be swapped out again");
    verb.value("--size", "BYTES", options->size, "POSIX shm: how large; what is cut off is lost, what comes is zeros");
    verb.exclusive({"--lock", "--unlock"});
    verb.onRun([options](Call& call) { return set(*options, call); });
}

} // namespace ipclens::cli
