// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_code.h"

#include "core/snippets/command.h"
#include "core/snippets/python_script.h"
#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace ipclens::snippets {
namespace {

using namespace action;

std::string mode(mode_t bits) {
    return fmt::format("0o{:03o}", bits & 0777U);
}

/// What the module can't do, ipclens does.
std::string byIpclens(const Action& action, std::string_view why) {
    Script script;
    script.use("subprocess");
    script.comment(why);
    const Commands commands = ipclensCommands(action);
    for (const std::string& note : commands.notes)
        script.comment(note);
    if (commands.runs.empty()) script.line("raise NotImplementedError");
    for (const Command& command : commands.runs) {
        std::string words;
        for (const std::string& word : command.words)
            words += (words.empty() ? "" : ", ") + pythonWord(word);
        const std::string input = command.hasInput ? fmt::format("input={}, ", pythonBytes(command.input, 0)) : "";
        script.line(fmt::format("subprocess.run([{}], {}check=True)", words, input));
    }
    return script.text();
}

constexpr std::string_view byKeyAlone = "sysv_ipc opens it by a key alone, and it has none, so ipclens does it.";
constexpr std::string_view oneMember = "sysv_ipc knows the first semaphore of a set alone, so ipclens does it.";

std::string openedMemory(const Target& segment, bool readOnly) {
    if (!segment.key.isPrivate()) return opened(segment, readOnly ? ", mode=0o400" : "");
    return fmt::format("memory = sysv_ipc.attach({}{})", segment.object.id.value,
                       readOnly ? ", None, sysv_ipc.SHM_RDONLY" : "");
}

template <class Options>
void makeOrOpen(Script& script, Kind kind, const sysv::KeyChoice& choice, const Options& options,
                const std::string& arguments) {
    const auto* number = std::get_if<Key>(&choice);
    const std::string key = number != nullptr                                  ? keyNumber(*number)
                            : std::holds_alternative<sysv::PrivateKey>(choice) ? "sysv_ipc.IPC_PRIVATE"
                                                                               : "None";
    script.use("sysv_ipc");
    const auto variable = variableOf(kind);
    const std::string made =
        fmt::format("{} = sysv_ipc.{}({}, sysv_ipc.IPC_CREX{}", variable, classOf(kind), key, arguments);
    if (options.ifExists == sysv::IfExists::Open && number != nullptr) {
        script.line("try:\n    " + made);
        script.line("except sysv_ipc.ExistentialError:");
        script.line(fmt::format("    {} = sysv_ipc.{}({})  # left as it is", variable, classOf(kind), key));
    } else {
        script.line(made);
    }
}

struct Write {
    const Action& action;

    std::string operator()(const Look& look) const {
        Script script;
        script.use("sysv_ipc");
        for (const Target& object : look.objects) {
            const Kind kind = object.object.kind;
            if (object.key.isPrivate() && kind != Kind::SharedMemory) return byIpclens(action, byKeyAlone);
            switch (kind) {
            case Kind::Semaphore:
                script.comment("sysv_ipc knows the first semaphore of a set alone.");
                script.line(opened(object));
                script.line("print(semaphore.value, semaphore.waiting_for_nonzero, semaphore.waiting_for_zero)");
                break;
            case Kind::SharedMemory:
                script.comment("sysv_ipc attaches what it opens: this changes nattch, lpid and atime.");
                script.line(openedMemory(object, true));
                script.line("print(memory.size, memory.number_attached, memory.last_pid)");
                script.line("print(memory.read(min(64, memory.size)))");
                script.line("memory.detach()");
                break;
            case Kind::MessageQueue:
                script.comment("Messages can only be taken: sysv_ipc has no MSG_COPY, which leaves them.");
                script.line(opened(object));
                script.line(
                    "print(queue.current_messages, queue.max_size, queue.last_send_pid, queue.last_receive_pid)");
                break;
            }
        }
        return script.text();
    }

    std::string operator()(const CreateSet& create) const {
        const auto initial = initialValues(create.options);
        if (initial.count != 1) return byIpclens(action, "sysv_ipc makes sets of one semaphore, so ipclens does it.");
        if (!initial.values.empty() && (create.options.mode & 0200U) == 0)
            return byIpclens(action, "sysv_ipc sets no value without the right to write, so ipclens does it.");
        if (create.options.markInitialised && create.options.ifExists == sysv::IfExists::Open)
            return byIpclens(action, "sysv_ipc does not tell a set that it made from one that it opened.");
        Script script;
        std::string arguments = ", mode=" + mode(create.options.mode);
        if (!initial.values.empty()) arguments += fmt::format(", initial_value={}", initial.values.front());
        makeOrOpen(script, Kind::Semaphore, create.key, create.options, arguments + ')');
        if (create.options.markInitialised) {
            script.comment("marks it as initialised: its o_time is not 0");
            script.line("semaphore.release()\nsemaphore.acquire()");
        }
        script.line("print(semaphore.id)");
        return script.text();
    }

    std::string operator()(const CreateSegment& create) const {
        const auto& options = create.options;
        const bool writable = (options.mode & 0200U) != 0;
        if (options.fill && !writable)
            return byIpclens(action, "sysv_ipc fills nothing without the right to write, so ipclens does it.");
        Script script;
        std::string arguments;
        if (options.hugePages) arguments += " | sysv_ipc.SHM_HUGETLB";
        if (options.noReserve) arguments += " | sysv_ipc.SHM_NORESERVE";
        arguments += fmt::format(", mode={}, size={}", mode(options.mode), options.size);
        if (writable) arguments += fmt::format(", init_character=b\"\\x{:02x}\"", options.fill.value_or(0));
        script.comment("sysv_ipc attaches what it makes, and writes over all of it: every page is in memory then.");
        makeOrOpen(script, Kind::SharedMemory, create.key, options, arguments + ')');
        script.line("print(memory.id)\nmemory.detach()");
        return script.text();
    }

    std::string operator()(const CreateQueue& create) const {
        const auto& options = create.options;
        if (options.capacity && options.ifExists == sysv::IfExists::Open)
            return byIpclens(action, "sysv_ipc does not tell a queue that it made from one that it opened.");
        Script script;
        makeOrOpen(script, Kind::MessageQueue, create.key, options, fmt::format(", mode={})", mode(options.mode)));
        if (options.capacity) script.line(fmt::format("queue.max_size = {}", *options.capacity));
        script.line("print(queue.id)");
        return script.text();
    }

    std::string operator()(const Change& change) const {
        const Kind kind = change.object.object.kind;
        if (change.locked) return byIpclens(action, "sysv_ipc has no SHM_LOCK, so ipclens does it.");
        if (change.object.key.isPrivate() && kind != Kind::SharedMemory) return byIpclens(action, byKeyAlone);
        Script script;
        script.use("sysv_ipc");
        const auto variable = variableOf(kind);
        if (kind == Kind::SharedMemory)
            script.comment("sysv_ipc attaches what it opens: this changes nattch, lpid and atime.");
        script.line(kind == Kind::SharedMemory ? openedMemory(change.object, true) : opened(change.object));
        if (change.capacity) script.line(fmt::format("{}.max_size = {}", variable, *change.capacity));
        if (change.mode) script.line(fmt::format("{}.mode = {}", variable, mode(*change.mode)));
        // The owner last: it may be that the others need his rights
        if (change.group) assign(script, variable, "gid", *change.group, "grp", "getgrnam", "gr_gid");
        if (change.owner) assign(script, variable, "uid", *change.owner, "pwd", "getpwnam", "pw_uid");
        return script.text();
    }

    std::string operator()(const Remove& remove) const {
        Script script;
        script.use("sysv_ipc");
        if (remove.objects.size() == 1) {
            for (const std::string& line : removal(remove.objects.front()))
                script.line(line);
            return script.text();
        }
        script.use("sys");
        script.line("failed = False");
        for (const Target& object : remove.objects) {
            script.line("try:");
            for (const std::string& line : removal(object))
                script.line("    " + line);
            script.line("except (sysv_ipc.Error, OSError) as error:");
            script.line(fmt::format("    print(\"{}:\", error, file=sys.stderr)\n    failed = True", nameOf(object)));
        }
        script.line("sys.exit(failed)");
        return script.text();
    }

    std::string operator()(const SetValue& set) const {
        if (set.set.key.isPrivate()) return byIpclens(action, byKeyAlone);
        if (set.index != 0) return byIpclens(action, oneMember);
        Script script;
        script.use("sysv_ipc");
        script.line(opened(set.set));
        script.line(fmt::format("semaphore.value = {}", set.value));
        return script.text();
    }

    std::string operator()(const SetValues& set) const {
        if (set.values.size() == 1) return Write{action}(SetValue{set.set, 0, set.values.front()});
        return byIpclens(action, oneMember);
    }

    std::string operator()(const Apply& apply) const {
        if (apply.set.key.isPrivate()) return byIpclens(action, byKeyAlone);
        if (apply.operations.size() != 1 || apply.operations.front().index != 0) return byIpclens(action, oneMember);
        const auto& operation = apply.operations.front();
        Script script;
        script.use("sysv_ipc");
        script.line(opened(apply.set));
        if (noWait(apply.waiting)) script.line("semaphore.block = False");
        if (operation.undo) {
            script.line("semaphore.undo = True");
            script.comment("With undo: the kernel turns it back when this program ends.");
        }
        const auto limit = limitOf(apply.waiting);
        const std::string timeout = limit ? "timeout=" + seconds(*limit) : "";
        const char* comma = limit ? ", " : "";
        if (operation.delta == 0) {
            script.line(fmt::format("semaphore.Z({})", timeout));
        } else if (operation.delta > 0) {
            script.line(fmt::format("semaphore.release(delta={})", operation.delta));
        } else {
            script.line(fmt::format("semaphore.acquire({}{}delta={})", timeout, comma, -operation.delta));
        }
        return script.text();
    }

    std::string operator()(const Send& send) const {
        if (send.queue.key.isPrivate()) return byIpclens(action, byKeyAlone);
        if (limitOf(send.waiting)) return byIpclens(action, "sysv_ipc sends without a time limit, so ipclens does it.");
        Script script;
        script.use("sysv_ipc");
        if (send.varies) script.comment(oneOfTemplate);
        script.line(fmt::format("payload = {}", pythonBytes(send.payload, 0)));
        script.line(opened(send.queue, ", max_message_size=max(1, len(payload))"));
        const std::string call =
            fmt::format("queue.send(payload, {}, type={})", noWait(send.waiting) ? "False" : "True", send.type);
        if (send.count && *send.count == 1) {
            script.line(call);
            return script.text();
        }
        script.line(send.count ? fmt::format("for number in range({}):", *send.count) : "while True:");
        if (send.every) {
            script.use("time");
            script.line("    started = time.monotonic()");
        }
        script.line("    " + call);
        if (send.every)
            script.line(fmt::format("    time.sleep(max(0, started + {} - time.monotonic()))", seconds(*send.every)));
        return script.text();
    }

    std::string operator()(const Receive& receive) const {
        const sysv::Selection& selection = receive.selection;
        if (receive.queue.key.isPrivate()) return byIpclens(action, byKeyAlone);
        if (selection.except) return byIpclens(action, "sysv_ipc has no MSG_EXCEPT, so ipclens does it.");
        if (selection.maxSize && selection.truncate)
            return byIpclens(action, "sysv_ipc has no MSG_NOERROR, so ipclens does it.");
        if (limitOf(receive.waiting))
            return byIpclens(action, "sysv_ipc receives without a time limit, so ipclens does it.");
        Script script;
        script.use("sysv_ipc");
        std::string longest = "longest";
        if (selection.maxSize) {
            longest = std::to_string(*selection.maxSize);
        } else {
            script.add(longestMessage);
        }
        script.line(opened(receive.queue, ", max_message_size=" + longest));
        script.line(fmt::format("payload, type = queue.receive({}, type={})",
                                noWait(receive.waiting) ? "False" : "True", selection.type));
        script.line("print(type, payload)");
        return script.text();
    }

    std::string operator()(const MoveMessages& move) const {
        if (move.from.key.isPrivate() || move.to.key.isPrivate()) return byIpclens(action, byKeyAlone);
        return move.keep ? byIpclens(action, "sysv_ipc has no MSG_COPY.") : pythonCode(move);
    }
    std::string operator()(const DrainMessages& drain) const {
        return drain.queue.key.isPrivate() ? byIpclens(action, byKeyAlone) : pythonCode(drain);
    }
    std::string operator()(const LoadMessages& load) const {
        return load.queue.key.isPrivate() ? byIpclens(action, byKeyAlone) : pythonCode(load);
    }

    std::string operator()(const ReadBytes& read) const {
        Script script;
        script.use("sys");
        script.use("sysv_ipc");
        script.comment("Attaching changes nattch, lpid and atime.");
        script.line(openedMemory(read.segment, true));
        if (read.length > 0) // 0 would be all
            script.line(fmt::format("sys.stdout.buffer.write(memory.read({}, offset={}))", read.length, read.offset));
        script.line("memory.detach()");
        return script.text();
    }

    std::string operator()(const WriteBytes& write) const {
        Script script;
        script.use("sysv_ipc");
        script.line(openedMemory(write.segment, false));
        std::string writes;
        for (const Stretch& stretch : write.stretches) {
            if (!stretch.expected.empty()) {
                script.line(fmt::format("if memory.read({}, offset={}) != {}:", stretch.expected.size(), stretch.offset,
                                        pythonBytes(stretch.expected, 0)));
                script.line(
                    fmt::format("    raise SystemExit(\"at offset {} stands something else\")", stretch.offset));
            }
            script.line(fmt::format("if memory.size < {}:", stretch.offset + stretch.bytes.size()));
            script.line("    raise SystemExit(\"past the end of the segment\")");
            writes += fmt::format("memory.write({}, offset={})\n", pythonBytes(stretch.bytes, 0), stretch.offset);
        }
        script.add(writes);
        script.line("memory.detach()");
        return script.text();
    }

    std::string operator()(const WriteFile& write) const {
        Script script;
        script.use("sysv_ipc");
        script.line(fmt::format("with open({}, \"rb\") as file:", pythonWord(write.path)));
        script.line("    content = file.read()");
        script.line(openedMemory(write.segment, false));
        script.line(fmt::format("memory.write(content, offset={})  # ValueError past the end", write.offset));
        script.line("memory.detach()");
        return script.text();
    }

    std::string operator()(const Unwritten& unwritten) const {
        Script script;
        script.comment(unwritten.why);
        script.line("raise NotImplementedError");
        return script.text();
    }

private:
    static void assign(Script& script, std::string_view variable, std::string_view field, const std::string& name,
                       std::string_view module, std::string_view look, std::string_view member) {
        if (const auto number = numberOf(name)) {
            script.line(fmt::format("{}.{} = {}", variable, field, *number));
            return;
        }
        script.use(module);
        // bytes as the file system has them: a name need not be UTF-8
        const bool plain = isPlain(bytesOf(name));
        const std::string word = plain ? pythonWord(name) : fmt::format("os.fsdecode({})", pythonWord(name));
        if (!plain) script.use("os");
        script.line(fmt::format("{}.{} = {}.{}({}).{}", variable, field, module, look, word, member));
    }

    static std::vector<std::string> removal(const Target& object) {
        const Kind kind = object.object.kind;
        if (object.key.isPrivate()) {
            constexpr std::array functions{"semaphore", "shared_memory", "message_queue"};
            return {fmt::format("sysv_ipc.remove_{}({})", functions.at(static_cast<std::size_t>(kind)),
                                object.object.id.value)};
        }
        if (kind == Kind::SharedMemory)
            return {openedMemory(object, true) + "  # attaches it, for a moment", "memory.remove()", "memory.detach()"};
        return {opened(object), fmt::format("{}.remove()", variableOf(kind))};
    }
};

} // namespace

std::string pythonCode(const Action& action) {
    return std::visit(Write{action}, action);
}

} // namespace ipclens::snippets
