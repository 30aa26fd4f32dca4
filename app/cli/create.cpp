// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_word.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace ipclens::cli {
namespace {

constexpr std::uint64_t semaphoreLimit = 32767; // SEMVMX

struct CreateOptions {
    std::string kind;
    std::string selector;
    std::optional<std::string> count;
    std::vector<std::string> values;
    std::optional<std::string> size;
    std::optional<std::string> fill;
    bool huge = false;
    bool noReserve = false;
    std::optional<std::string> capacity;
    std::optional<std::string> mode;
    bool openExisting = false;

    [[nodiscard]] sysv::IfExists ifExists() const { return openExisting ? sysv::IfExists::Open : sysv::IfExists::Fail; }
    [[nodiscard]] mode_t modeOrDefault() const { return mode ? parseMode("--mode", *mode) : sysv::defaultMode; }
};

sysv::KeyChoice parseChoice(const std::string& selector) {
    refusePosixName(selector);
    if (selector == "private") return sysv::PrivateKey{};
    if (selector == "random") return sysv::RandomKey{};
    if (selector.starts_with('@')) throw Refused("an object can't be made by id; give a key, private or random");
    return parseKey(selector);
}

void refuseUseless(const CreateOptions& options, Kind kind) {
    const auto check = [kind](bool given, const char* name, Kind use) {
        if (given && kind != use) throw Refused(fmt::format("{} is for a {}", name, kindTitle(use)));
    };
    check(options.count.has_value(), "--count", Kind::Semaphore);
    check(!options.values.empty(), "--value", Kind::Semaphore);
    check(options.size.has_value(), "--size", Kind::SharedMemory);
    check(options.fill.has_value(), "--fill", Kind::SharedMemory);
    check(options.huge, "--huge", Kind::SharedMemory);
    check(options.noReserve, "--no-reserve", Kind::SharedMemory);
    check(options.capacity.has_value(), "--capacity", Kind::MessageQueue);
}

struct Made {
    Id id;
    std::function<void()> undo; ///< removes it, if this call made it
};

/// Ready to be made; all words have been read.
template <class Handle, class Options>
struct Plan {
    Options options;
    /// What no word can be blamed for, but no object can have.
    std::optional<Error> impossible;

    [[nodiscard]] Result<Made> make(sysv::KeyChoice key) const {
        if (impossible) return failure(*impossible);
        auto handle = Handle::create(key, options);
        if (!handle) return failure(std::move(handle).error());
        const auto undo = [handle = *handle] {
            if (handle.made()) static_cast<void>(handle.remove());
        };
        return Made{handle->id(), undo};
    }
};

Plan<sysv::SemaphoreSet, sysv::SemaphoreSetOptions> planSet(const CreateOptions& words) {
    Plan<sysv::SemaphoreSet, sysv::SemaphoreSetOptions> plan;
    plan.options.mode = words.modeOrDefault();
    plan.options.ifExists = words.ifExists();
    if (words.count) {
        const std::uint64_t count = parseUnbounded("--count", *words.count);
        if (count == 0) throw Refused("--count: a set has at least one semaphore");
        plan.options.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
    }
    for (const auto& word : splitLists("--value", words.values)) {
        const std::uint64_t value = parseUnbounded("--value", word);
        if (value > semaphoreLimit && !plan.impossible)
            plan.impossible =
                errorOf(ErrorKind::OutOfRange, {}, fmt::format("value {} is over {}", word, semaphoreLimit));
        plan.options.values.push_back(static_cast<std::uint16_t>(std::min(value, semaphoreLimit)));
    }
    const std::size_t values = plan.options.values.size();
    if (plan.options.count && values > 1 && values != *plan.options.count)
        throw Refused(fmt::format("--value: {} values for {} semaphores; give one, or one for each", values,
                                  *plan.options.count));
    return plan;
}

Plan<sysv::SharedMemory, sysv::SharedMemoryOptions> planSegment(const CreateOptions& words) {
    constexpr std::uint64_t largestByte = 255;
    Plan<sysv::SharedMemory, sysv::SharedMemoryOptions> plan;
    if (!words.size) throw Refused("a shared memory segment needs --size");
    plan.options.size = parseSize("--size", *words.size, 1);
    if (words.fill) plan.options.fill = static_cast<std::uint8_t>(parseUnsigned("--fill", *words.fill, 0, largestByte));
    plan.options.mode = words.modeOrDefault();
    plan.options.ifExists = words.ifExists();
    plan.options.hugePages = words.huge;
    plan.options.noReserve = words.noReserve;
    return plan;
}

Plan<sysv::MessageQueue, sysv::MessageQueueOptions> planQueue(const CreateOptions& words) {
    Plan<sysv::MessageQueue, sysv::MessageQueueOptions> plan;
    if (words.capacity) plan.options.capacity = parseSize("--capacity", *words.capacity);
    plan.options.mode = words.modeOrDefault();
    plan.options.ifExists = words.ifExists();
    return plan;
}

Result<Made> make(const CreateOptions& options, Kind kind, const sysv::KeyChoice& key) {
    switch (kind) {
    case Kind::Semaphore: return planSet(options).make(key);
    case Kind::SharedMemory: return planSegment(options).make(key);
    case Kind::MessageQueue: break;
    }
    return planQueue(options).make(key);
}

void print(Call& call, const Found& found) {
    const ObjectView object = viewOf(found.info);
    if (call.json) {
        ObjectJson().append(call.output.text(), object, found.known);
        call.output.append("\n");
    } else {
        call.output.append(fmt::format("{} key {}\n", toString(objectIdOf(object)), toString(keyOf(object))));
    }
}

Status create(const CreateOptions& options, Call& call) {
    const Kind kind = parseKind("KIND", options.kind);
    refuseUseless(options, kind);
    const sysv::KeyChoice key = parseChoice(options.selector);
    const std::string attempted = fmt::format("create {} {}", options.kind, options.selector);
    const Made made = orFail(make(options, kind, key), attempted);
    try {
        print(call, orFail(look({kind, made.id}), attempted));
        call.output.flush();
    } catch (...) {
        // Nobody was told of it
        made.undo();
        throw;
    }
    return Status::Done;
}

} // namespace

void addCreate(Verbs& verbs) {
    const auto options = std::make_shared<CreateOptions>();
    Verb& verb = verbs.add("create", "Makes a semaphore set, shared memory segment or message queue",
                           "  ipclens create sem 0x51a00001 --value 4,1,0 --mode 0660\n"
                           "  ipclens create shm random --size 64M --fill 0\n"
                           "  ipclens create msg private --capacity 64K");
    verb.word("KIND", options->kind, "sem, shm or msg");
    verb.word("SELECTOR", options->selector, "A key, decimal or 0x hex; private (no key); or random (an unused key)");
    verb.value("--count", "N", options->count, "sem: semaphores in the set; as many as values if not said, else 1");
    verb.values("--value", "V[,V...]", options->values,
                "sem: one value for all members, or one for each; 0 if not said");
    verb.value("--size", "BYTES", options->size, "shm: how large, as 4096, 64K, 64M or 2G");
    verb.value("--fill", "BYTE", options->fill, "shm: writes this byte, 0 to 255, all over");
    verb.flag("--huge", options->huge, "shm: of huge pages");
    verb.flag("--no-reserve", options->noReserve, "shm: without reserving swap space");
    verb.value("--capacity", "BYTES", options->capacity, "msg: bytes that it holds; the system's default if not said");
    verb.value("--mode", "MODE", options->mode, "Permission bits in octal, whatever the umask; 0600 if not said");
    verb.flag("--open-existing", options->openExisting, "Opens what has this key already, and leaves it as it is");
    verb.onRun([options](Call& call) { return create(*options, call); });
}

} // namespace ipclens::cli
