// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/command.h"

#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::snippets {
namespace {

using namespace action;

/// Bytes that still stand in an argument; the kernel takes 128 KiB, two hex digits a byte.
constexpr std::size_t mostInArgument = 16'384;

Command ipclens(std::vector<std::string> words) {
    words.insert(words.begin(), "ipclens");
    return {std::move(words), {}, false};
}

void add(Command& command, std::initializer_list<std::string> words) {
    command.words.insert(command.words.end(), words);
}

void addWaiting(Command& command, const Waiting& waiting) {
    if (noWait(waiting)) add(command, {"--no-wait"});
    if (const auto limit = limitOf(waiting)) add(command, {"--timeout", seconds(*limit)});
}

void addPayload(Command& command, const std::vector<std::byte>& payload) {
    const std::string_view text(reinterpret_cast<const char*>(payload.data()), payload.size());
    if (payload.size() > mostInArgument) {
        add(command, {"--stdin"});
        command.input = payload;
        command.hasInput = true;
    } else if (isPlain(payload) && text.find("{{") == std::string_view::npos) { // {{seq}} would count
        add(command, {"--text", std::string(text)});
    } else {
        add(command, {"--hex", hexDigits(payload)});
    }
}

std::string selectorOf(const sysv::KeyChoice& key) {
    if (const auto* number = std::get_if<Key>(&key)) return toString(*number);
    return std::holds_alternative<sysv::PrivateKey>(key) ? "private" : "random";
}

std::string selectorOf(const posix::NameChoice& name) {
    const auto* chosen = std::get_if<std::string>(&name);
    return chosen != nullptr ? *chosen : "random-name";
}

template <class Options>
void addCreation(Command& command, const Options& options) {
    add(command, {"--mode", octalMode(options.mode)});
    if (options.ifExists == IfExists::Open) add(command, {"--open-existing"});
}

std::string joined(const std::vector<std::uint16_t>& values) {
    return fmt::format("{}", fmt::join(values, ","));
}

Commands one(Command command) {
    return {{std::move(command)}, {}};
}

Commands none(std::string why) {
    return {{}, {std::move(why)}};
}

struct Write {
    Commands operator()(const Look& look) const {
        Commands commands;
        for (const Target& object : look.objects)
            commands.runs.push_back(ipclens({"show", nameOf(object)}));
        return commands;
    }

    Commands operator()(const CreateSet& create) const {
        const auto initial = initialValues(create.options);
        Command command = ipclens({"create", "sem", selectorOf(create.key), "--count", std::to_string(initial.count)});
        if (!initial.values.empty()) add(command, {"--value", joined(initial.values)});
        addCreation(command, create.options);
        Commands commands = one(std::move(command));
        if (!create.options.markInitialised) return commands;
        if (const auto* key = std::get_if<Key>(&create.key); key && create.options.ifExists == sysv::IfExists::Fail) {
            commands.notes.emplace_back("The second command marks it as initialised: its time of last semop is not 0.");
            commands.runs.push_back(ipclens({"op", nameOf({{Kind::Semaphore, {}}, *key}), "0:1", "0:-1"}));
            return commands;
        }
        return none("ipclens can not mark a set as initialised in the same go. The C code can.");
    }

    Commands operator()(const CreateSegment& create) const {
        Command command =
            ipclens({"create", "shm", selectorOf(create.key), "--size", std::to_string(create.options.size)});
        if (create.options.fill) add(command, {"--fill", std::to_string(*create.options.fill)});
        if (create.options.hugePages) add(command, {"--huge"});
        if (create.options.noReserve) add(command, {"--no-reserve"});
        addCreation(command, create.options);
        return one(std::move(command));
    }

    Commands operator()(const CreateQueue& create) const {
        Command command = ipclens({"create", "msg", selectorOf(create.key)});
        if (create.options.capacity) add(command, {"--capacity", std::to_string(*create.options.capacity)});
        addCreation(command, create.options);
        return one(std::move(command));
    }

    Commands operator()(const CreatePosixSemaphore& create) const {
        Command command = ipclens({"create", "sem", selectorOf(create.name)});
        if (create.options.value != 0) add(command, {"--value", std::to_string(create.options.value)});
        addCreation(command, create.options);
        return one(std::move(command));
    }

    Commands operator()(const CreatePosixSegment& create) const {
        const auto& options = create.options;
        if (options.ifExists == IfExists::Open && options.content == posix::Content::Truncate)
            return none("ipclens leaves the bytes of a segment that is there already. The C code can take them.");
        Command command = ipclens({"create", "shm", selectorOf(create.name), "--size", std::to_string(options.size)});
        if (options.fill) add(command, {"--fill", std::to_string(*options.fill)});
        addCreation(command, options);
        return one(std::move(command));
    }

    Commands operator()(const CreatePosixQueue& create) const {
        const auto& options = create.options;
        Command command = ipclens({"create", "msg", selectorOf(create.name)});
        if (options.maxMessages) add(command, {"--max-messages", std::to_string(*options.maxMessages)});
        if (options.messageSize) add(command, {"--message-size", std::to_string(*options.messageSize)});
        addCreation(command, options);
        return one(std::move(command));
    }

    Commands operator()(const Change& change) const {
        Command command = ipclens({"set", nameOf(change.object)});
        if (change.owner || change.group) {
            const std::string owner = change.owner.value_or("");
            const std::string group = change.group.value_or("");
            // USER:GROUP would be read as another pair
            if ((owner + group).find(':') != std::string::npos)
                return none("No user and no group has a colon in its name.");
            add(command, {"--owner", change.group ? owner + ':' + group : owner});
        }
        if (change.mode) add(command, {"--mode", octalMode(*change.mode)});
        if (change.capacity) add(command, {"--capacity", std::to_string(*change.capacity)});
        if (change.locked) add(command, {*change.locked ? "--lock" : "--unlock"});
        if (change.size) add(command, {"--size", std::to_string(*change.size)});
        return one(std::move(command));
    }

    Commands operator()(const Remove& remove) const {
        Command command = ipclens({"remove"});
        for (const Target& object : remove.objects)
            add(command, {nameOf(object)});
        return one(std::move(command));
    }

    Commands operator()(const SetValue& set) const {
        return one(ipclens({"set", nameOf(set.set), "--value", fmt::format("{}={}", set.index, set.value)}));
    }

    Commands operator()(const SetValues& set) const {
        return one(ipclens({"set", nameOf(set.set), "--value", joined(set.values)}));
    }

    Commands operator()(const Apply& apply) const {
        Command command = ipclens({"op", nameOf(apply.set)});
        for (const auto& operation : apply.operations)
            add(command, {fmt::format("{}:{}", operation.index, operation.delta)});
        const auto undone = std::count_if(apply.operations.begin(), apply.operations.end(),
                                          [](const auto& operation) { return operation.undo; });
        if (undone != 0 && undone != static_cast<std::ptrdiff_t>(apply.operations.size()))
            return none("ipclens has undo for all semaphores of one call or for none. The C code has it for each.");
        if (undone != 0) add(command, {"--undo"});
        addWaiting(command, apply.waiting);
        Commands commands = one(std::move(command));
        if (undone != 0)
            commands.notes.emplace_back(
                "With undo: the kernel turns it back as soon as ipclens ends, that is at once.");
        return commands;
    }

    Commands operator()(const WaitSemaphore& wait) const {
        Command command = ipclens({"op", nameOf(wait.semaphore), "-1"});
        addWaiting(command, wait.waiting);
        return one(std::move(command));
    }

    Commands operator()(const PostSemaphore& post) const { return one(ipclens({"op", nameOf(post.semaphore), "+1"})); }

    Commands operator()(const Send& send) const {
        Command command = ipclens(
            {"send", nameOf(send.queue), send.queue.isPosix() ? "--priority" : "--type", std::to_string(send.type)});
        addPayload(command, send.payload);
        if (send.count && *send.count != 1) add(command, {"--count", std::to_string(*send.count)});
        if (send.every) add(command, {"--every", seconds(*send.every)});
        if (!send.count && !send.every)
            return none("ipclens sends without end only at an interval. The C code sends without one.");
        addWaiting(command, send.waiting);
        Commands commands = one(std::move(command));
        if (send.varies) commands.notes.emplace_back(oneOfTemplate);
        return commands;
    }

    Commands operator()(const Receive& receive) const {
        Command command = ipclens({"receive", nameOf(receive.queue)});
        const sysv::Selection selection = receive.queue.isPosix() ? sysv::Selection{} : receive.selection;
        if (selection.type != 0) add(command, {"--type", std::to_string(selection.type)});
        if (selection.except) add(command, {"--except"});
        if (selection.maxSize) add(command, {"--size", std::to_string(*selection.maxSize)});
        if (selection.maxSize && selection.truncate) add(command, {"--truncate"});
        addWaiting(command, receive.waiting);
        return one(std::move(command));
    }

    Commands operator()(const MoveMessages& move) const {
        return none(move.keep ? "A shell can not tell messages apart. The C code can."
                              : "A shell can not tell messages apart. The C and the Python code can.");
    }
    Commands operator()(const DrainMessages& /*drain*/) const {
        return none("A shell can not write a message down before it takes the next. The C and the Python code can.");
    }
    Commands operator()(const LoadMessages& /*load*/) const {
        return none("A shell reads no JSON by itself. The Python code does.");
    }

    Commands operator()(const WriteFile& write) const {
        return one(
            ipclens({"write", nameOf(write.segment), "--offset", std::to_string(write.offset), "--file", write.path}));
    }

    Commands operator()(const Unwritten& unwritten) const { return none(unwritten.why); }

    Commands operator()(const ReadBytes& read) const {
        return one(ipclens({"read", nameOf(read.segment), "--offset", std::to_string(read.offset), "--length",
                            std::to_string(read.length), "--raw"}));
    }

    Commands operator()(const WriteBytes& write) const {
        Commands commands;
        for (const Stretch& stretch : write.stretches) {
            if (!stretch.expected.empty()) return none("ipclens writes whatever stands there. The C code looks first.");
            Command command = ipclens({"write", nameOf(write.segment), "--offset", std::to_string(stretch.offset)});
            addPayload(command, stretch.bytes);
            commands.runs.push_back(std::move(command));
        }
        if (commands.runs.size() > 1) commands.notes.emplace_back("One write after another, not all or none.");
        return commands;
    }
};

} // namespace

Commands ipclensCommands(const Action& action) {
    return std::visit(Write{}, action);
}

} // namespace ipclens::snippets
