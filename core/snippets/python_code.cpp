// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_code.h"

#include "core/snippets/python_script.h"
#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace ipclens::snippets {
namespace {

using namespace action;

constexpr std::string_view byKeyAlone = "sysv_ipc opens it by a key alone, and it has none, so ipclens does it.";
constexpr std::string_view oneMember = "sysv_ipc knows the first semaphore of a set alone, so ipclens does it.";

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
        for (const Target& object : look.objects) {
            const Kind kind = object.object.kind;
            if (object.isPosix()) {
                lookAtPosix(script, object);
                continue;
            }
            script.use("sysv_ipc");
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
        std::string arguments = ", mode=" + pythonMode(create.options.mode);
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
        arguments += fmt::format(", mode={}, size={}", pythonMode(options.mode), options.size);
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
        makeOrOpen(script, Kind::MessageQueue, create.key, options,
                   fmt::format(", mode={})", pythonMode(options.mode)));
        if (options.capacity) script.line(fmt::format("queue.max_size = {}", *options.capacity));
        script.line("print(queue.id)");
        return script.text();
    }

    std::string operator()(const CreatePosixSemaphore& create) const { return pythonCode(create); }
    std::string operator()(const CreatePosixSegment& create) const { return pythonCode(create); }
    std::string operator()(const CreatePosixQueue& create) const { return pythonCode(create); }

    std::string operator()(const Change& change) const {
        if (change.object.isPosix()) return posixPythonCode(change);
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
        if (change.mode) script.line(fmt::format("{}.mode = {}", variable, pythonMode(*change.mode)));
        // The owner last: it may be that the others need his rights
        if (change.group)
            script.line(fmt::format("{}.gid = {}", variable, pythonIdentity(script, *change.group, true)));
        if (change.owner)
            script.line(fmt::format("{}.uid = {}", variable, pythonIdentity(script, *change.owner, false)));
        return script.text();
    }

    std::string operator()(const Remove& remove) const {
        Script script;
        const std::string errors = useModulesOf(script, remove.objects);
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
            script.line(fmt::format("except ({}OSError) as error:", errors));
            script.line(fmt::format("    print({}, error, file=sys.stderr)\n    failed = True",
                                    pythonWord(spokenNameOf(object) + ':')));
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

    std::string operator()(const WaitSemaphore& wait) const { return pythonCode(wait); }
    std::string operator()(const PostSemaphore& post) const { return pythonCode(post); }

    std::string operator()(const Send& send) const {
        if (send.queue.isPosix()) return posixPythonCode(send);
        if (send.queue.key.isPrivate()) return byIpclens(action, byKeyAlone);
        if (limitOf(send.waiting)) return byIpclens(action, "sysv_ipc sends without a time limit, so ipclens does it.");
        Script script;
        script.use("sysv_ipc");
        if (send.varies) script.comment(oneOfTemplate);
        script.line(fmt::format("payload = {}", pythonBytes(send.payload, 0)));
        script.line(opened(send.queue, ", max_message_size=max(1, len(payload))"));
        callRepeatedly(
            script, send,
            fmt::format("queue.send(payload, {}, type={})", noWait(send.waiting) ? "False" : "True", send.type));
        return script.text();
    }

    std::string operator()(const Receive& receive) const {
        if (receive.queue.isPosix()) return posixPythonCode(receive);
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
        const bool byName = drain.queue.isPosix() || !drain.queue.key.isPrivate();
        return byName ? pythonCode(drain) : byIpclens(action, byKeyAlone);
    }
    std::string operator()(const LoadMessages& load) const {
        const bool byName = load.queue.isPosix() || !load.queue.key.isPrivate();
        return byName ? pythonCode(load) : byIpclens(action, byKeyAlone);
    }

    std::string operator()(const ReadBytes& read) const {
        return read.segment.isPosix() ? posixPythonCode(read) : pythonCode(read);
    }
    std::string operator()(const WriteBytes& write) const {
        return write.segment.isPosix() ? posixPythonCode(write) : pythonCode(write);
    }
    std::string operator()(const WriteFile& write) const {
        return write.segment.isPosix() ? posixPythonCode(write) : pythonCode(write);
    }

    std::string operator()(const Unwritten& unwritten) const {
        Script script;
        script.comment(unwritten.why);
        script.line("raise NotImplementedError");
        return script.text();
    }

private:
    /// Gives the errors of the modules, "sysv_ipc.Error, ".
    static std::string useModulesOf(Script& script, const std::vector<Target>& objects) {
        std::string errors;
        for (const bool posix : {false, true}) {
            const auto uses = [&](const Target& object) { return object.isPosix() == posix; };
            if (std::none_of(objects.begin(), objects.end(), uses)) continue;
            const std::string_view module = posix ? "posix_ipc" : "sysv_ipc";
            script.use(module);
            errors += fmt::format("{}.Error, ", module);
        }
        return errors;
    }

    static std::vector<std::string> removal(const Target& object) {
        const Kind kind = object.object.kind;
        if (object.isPosix()) return {posixUnlink(object)};
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
