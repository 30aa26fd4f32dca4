// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_word.h"
#include "app/cli/use.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"
#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <variant>

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
    std::optional<std::string> maxMessages;
    std::optional<std::string> messageSize;
    std::optional<std::string> mode;
    bool openExisting = false;

    [[nodiscard]] IfExists ifExists() const { return openExisting ? IfExists::Open : IfExists::Fail; }
    [[nodiscard]] mode_t modeOrDefault() const { return mode ? parseMode("--mode", *mode) : defaultMode; }
};

/// What the object shall be called, and so of which API it is.
using Selector = std::variant<sysv::KeyChoice, posix::NameChoice>;

Selector parseSelector(Kind kind, const std::string& word) {
    if (word == "private") return sysv::KeyChoice(sysv::PrivateKey{});
    if (word == "random") return sysv::KeyChoice(sysv::RandomKey{});
    if (word == "random-name") return posix::NameChoice(posix::RandomName{});
    if (word.starts_with('/')) return posix::NameChoice(parseName(kind, word).text());
    if (word.starts_with('@')) throw Refused("an object can't be made by id; give a key, private, random or a name");
    return sysv::KeyChoice(parseKey(word));
}

void refuseUseless(const CreateOptions& options, Kind kind, Api api) {
    const UselessOptions useless(kind, api);
    useless.refuse(options.count.has_value(), "--count", {Kind::Semaphore, Api::SysV});
    useless.refuse(!options.values.empty(), "--value", {Kind::Semaphore});
    useless.refuse(options.size.has_value(), "--size", {Kind::SharedMemory});
    useless.refuse(options.fill.has_value(), "--fill", {Kind::SharedMemory});
    useless.refuse(options.huge, "--huge", {Kind::SharedMemory, Api::SysV});
    useless.refuse(options.noReserve, "--no-reserve", {Kind::SharedMemory, Api::SysV});
    useless.refuse(options.capacity.has_value(), "--capacity", {Kind::MessageQueue, Api::SysV});
    useless.refuse(options.maxMessages.has_value(), "--max-messages", {Kind::MessageQueue, Api::Posix});
    useless.refuse(options.messageSize.has_value(), "--message-size", {Kind::MessageQueue, Api::Posix});
}

struct Made {
    ObjectId object;
    std::function<void()> undo; ///< removes it, if this call made it
};

/// Of a System V handle, which is no more than an id.
template <class Handle>
    requires requires(Handle handle) { handle.id(); }
Made madeBy(Kind kind, const Handle& handle) {
    const auto undo = [handle] {
        if (handle.made()) static_cast<void>(handle.remove());
    };
    return {{kind, handle.id()}, undo};
}

/// Of a POSIX handle.
template <class Handle>
Made madeBy(Kind kind, const Handle& handle) {
    const auto undo = [name = handle.name(), made = handle.made()] {
        if (made) static_cast<void>(Handle::unlink(name));
    };
    return {ObjectId::posix(kind, Name::of(handle.name())), undo};
}

/// Ready to be made; all words have been read.
template <class Handle, class Options>
struct Plan {
    explicit Plan(const CreateOptions& words) {
        options.mode = words.modeOrDefault();
        options.ifExists = words.ifExists();
    }

    Options options;
    /// What no word can be blamed for, but no object can have.
    std::optional<Error> impossible;

    template <class Choice>
    [[nodiscard]] Result<Made> make(Kind kind, const Choice& choice) const {
        if (impossible) return failure(*impossible);
        const auto handle = Handle::create(choice, options);
        if (!handle) return failure(handle.error());
        return madeBy(kind, *handle);
    }
};

/// A value as far as any semaphore can have it; fills in `impossible` where it is more.
std::uint32_t parseValue(const std::string& word, std::uint64_t most, std::optional<Error>& impossible) {
    const std::uint64_t value = parseUnbounded("--value", word);
    if (value > most && !impossible)
        impossible = errorOf(ErrorKind::OutOfRange, {}, fmt::format("value {} is over {}", word, most));
    return static_cast<std::uint32_t>(std::min(value, most));
}

std::optional<std::uint8_t> parseFill(const std::optional<std::string>& word) {
    constexpr std::uint64_t largestByte = 255;
    if (!word) return {};
    return static_cast<std::uint8_t>(parseUnsigned("--fill", *word, 0, largestByte));
}

Plan<sysv::SemaphoreSet, sysv::SemaphoreSetOptions> planSet(const CreateOptions& words) {
    Plan<sysv::SemaphoreSet, sysv::SemaphoreSetOptions> plan(words);
    if (words.count) {
        const std::uint64_t count = parseUnbounded("--count", *words.count);
        if (count == 0) throw Refused("--count: a set has at least one semaphore");
        plan.options.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
    }
    for (const auto& word : splitLists("--value", words.values))
        plan.options.values.push_back(static_cast<std::uint16_t>(parseValue(word, semaphoreLimit, plan.impossible)));
    const std::size_t values = plan.options.values.size();
    if (plan.options.count && values > 1 && values != *plan.options.count)
        throw Refused(fmt::format("--value: {} values for {} semaphores; give one, or one for each", values,
                                  *plan.options.count));
    return plan;
}

Plan<sysv::SharedMemory, sysv::SharedMemoryOptions> planSegment(const CreateOptions& words) {
    Plan<sysv::SharedMemory, sysv::SharedMemoryOptions> plan(words);
    plan.options.size = parseSize("--size", *words.size, 1);
    plan.options.fill = parseFill(words.fill);
    plan.options.hugePages = words.huge;
    plan.options.noReserve = words.noReserve;
    return plan;
}

Plan<sysv::MessageQueue, sysv::MessageQueueOptions> planQueue(const CreateOptions& words) {
    Plan<sysv::MessageQueue, sysv::MessageQueueOptions> plan(words);
    if (words.capacity) plan.options.capacity = parseSize("--capacity", *words.capacity);
    return plan;
}

Result<Made> make(const CreateOptions& options, Kind kind, const sysv::KeyChoice& key) {
    switch (kind) {
    case Kind::Semaphore: return planSet(options).make(kind, key);
    case Kind::SharedMemory: return planSegment(options).make(kind, key);
    case Kind::MessageQueue: break;
    }
    return planQueue(options).make(kind, key);
}

Plan<posix::Semaphore, posix::SemaphoreOptions> planPosixSemaphore(const CreateOptions& words) {
    Plan<posix::Semaphore, posix::SemaphoreOptions> plan(words);
    const auto values = splitLists("--value", words.values);
    if (values.size() > 1)
        throw Refused(fmt::format("--value: a POSIX semaphore has one value, not {}", values.size()));
    if (!values.empty()) plan.options.value = parseValue(values.front(), posix::semaphoreValueMax, plan.impossible);
    return plan;
}

Plan<posix::SharedMemory, posix::SegmentOptions> planPosixSegment(const CreateOptions& words) {
    Plan<posix::SharedMemory, posix::SegmentOptions> plan(words);
    plan.options.size = parseSize("--size", *words.size);
    plan.options.fill = parseFill(words.fill);
    return plan;
}

Plan<posix::MessageQueue, posix::QueueOptions> planPosixQueue(const CreateOptions& words) {
    Plan<posix::MessageQueue, posix::QueueOptions> plan(words);
    if (words.maxMessages) plan.options.maxMessages = parseUnbounded("--max-messages", *words.maxMessages);
    if (plan.options.maxMessages == 0) throw Refused("--max-messages: a queue holds at least one message");
    if (words.messageSize) plan.options.messageSize = parseSize("--message-size", *words.messageSize, 1);
    return plan;
}

Result<Made> make(const CreateOptions& options, Kind kind, const posix::NameChoice& name) {
    switch (kind) {
    case Kind::Semaphore: return planPosixSemaphore(options).make(kind, name);
    case Kind::SharedMemory: return planPosixSegment(options).make(kind, name);
    case Kind::MessageQueue: break;
    }
    return planPosixQueue(options).make(kind, name);
}

void print(Call& call, ObjectId object, const std::string& attempted) {
    if (!call.json && object.api() == Api::Posix) {
        call.output.append(toString(object) + '\n');
        return;
    }
    const Found found = orFail(look(object), attempted);
    if (call.json) {
        ObjectJson().append(call.output.text(), viewOf(found.info), found.known);
        call.output.append("\n");
    } else {
        call.output.append(fmt::format("{} key {}\n", toString(object), toString(keyOf(viewOf(found.info)))));
    }
}

Status create(const CreateOptions& options, Call& call) {
    const Kind kind = parseKind("KIND", options.kind);
    const Selector selector = parseSelector(kind, options.selector);
    refuseUseless(options, kind, std::holds_alternative<posix::NameChoice>(selector) ? Api::Posix : Api::SysV);
    if (kind == Kind::SharedMemory && !options.size) throw Refused("a shared memory segment needs --size");
    const std::string attempted = fmt::format("create {} {}", options.kind, options.selector);
    const auto makeIt = [&](const auto& choice) { return make(options, kind, choice); };
    const Made made = orFail(std::visit(makeIt, selector), attempted);
    try {
        print(call, made.object, attempted);
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
    Verb& verb = verbs.add("create", "Makes a semaphore (set), shared memory segment or message queue",
                           "  ipclens create sem 0x51a00001 --value 4,1,0 --mode 0660\n"
                           "  ipclens create sem /render-lock --value 1\n"
                           "  ipclens create shm random --size 64M --fill 0\n"
                           "  ipclens create msg private --capacity 64K\n"
                           "  ipclens create msg /jobs --max-messages 10 --message-size 1K");
    verb.word("KIND", options->kind, "sem, shm or msg");
    verb.word("SELECTOR", options->selector,
              "System V: a key, decimal or 0x hex; private (no key); random (an unused key). POSIX: /NAME; random-name "
              "(an unused name)");
    verb.value("--count", "N", options->count,
               "System V sem: semaphores in the set; as many as values if not said, else 1");
    verb.values("--value", "V[,V...]", options->values,
                "sem: one value for all members, or one for each; 0 if not said. POSIX: one");
    verb.value("--size", "BYTES", options->size, "shm: how large, as 4096, 64K, 64M or 2G");
    verb.value("--fill", "BYTE", options->fill, "shm: writes this byte, 0 to 255, all over");
    verb.flag("--huge", options->huge, "System V shm: of huge pages");
    verb.flag("--no-reserve", options->noReserve, "System V shm: without reserving swap space");
    verb.value("--capacity", "BYTES", options->capacity,
               "System V msg: bytes that it holds; the system's default if not said");
    verb.value("--max-messages", "N", options->maxMessages,
               "POSIX msg: messages that it holds; the system's default if not said");
    verb.value("--message-size", "BYTES", options->messageSize,
               "POSIX msg: of its longest message; the system's default if not said");
    verb.value("--mode", "MODE", options->mode, "Permission bits in octal, whatever the umask; 0600 if not said");
    verb.flag("--open-existing", options->openExisting,
              "Opens what has this key or name already, and leaves it as it is");
    verb.onRun([options](Call& call) { return create(*options, call); });
}

} // namespace ipclens::cli
