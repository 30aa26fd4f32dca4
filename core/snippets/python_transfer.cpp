// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_script.h"
#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

namespace ipclens::snippets {

using namespace action;

namespace {

/// `put` is what is done with each message, `opens` what that needs.
std::string takeAll(Script script, const Target& queue, std::string_view put, std::string_view opens) {
    script.use("sysv_ipc");
    script.comment(oneUnderWay);
    script.add(longestMessage);
    script.line(opened(queue, ", max_message_size=longest"));
    script.line(opens);
    script.line("for place in range(queue.current_messages):");
    script.line("    try:\n        payload, type = queue.receive(block=False)");
    script.line("    except sysv_ipc.BusyError:\n        break  # somebody else took it");
    script.line(fmt::format("    try:\n        {}", put));
    script.line("    except BaseException:");
    script.line("        queue.send(payload, False, type=type)  # it is the last one now\n        raise");
    return script.text();
}

std::string posixTakeAll(Script script, const Target& queue, std::string_view put, std::string_view opens) {
    script.comment(oneUnderWay);
    openPosix(script, queue);
    script.line(opens);
    script.line("for place in range(queue.current_messages):");
    script.line("    try:\n        payload, priority = queue.receive(timeout=0)");
    script.line("    except posix_ipc.BusyError:\n        break  # somebody else took it");
    script.line(fmt::format("    try:\n        {}", put));
    script.line("    except BaseException:");
    script.line(
        "        queue.send(payload, timeout=0, priority=priority)  # the last of its priority now\n        raise");
    return script.text();
}

/// Each line is looked at before the first is sent.
std::string posixLoad(const LoadMessages& load) {
    Script script;
    script.use("json");
    openPosix(script, load.queue, ", read=False");
    script.line(fmt::format("with open({}) as file:", pythonWord(load.path)));
    script.line("    lines = [json.loads(line) for line in file]");
    script.comment("What a browse has put back is in its queue.");
    script.line("messages = [(bytes.fromhex(line[\"hex\"]), line[\"priority\"])\n"
                "            for line in lines if line.get(\"state\") != \"back\"]");
    script.line("for payload, priority in messages:");
    script.line(fmt::format("    queue.send(payload, {}priority=priority)", load.wait ? "" : "timeout=0, "));
    return script.text();
}

} // namespace

std::string pythonCode(const MoveMessages& move) {
    return takeAll({}, move.from, fmt::format("other.send(payload, {}, type=type)", move.wait ? "True" : "False"),
                   fmt::format("other = sysv_ipc.MessageQueue({}, max_message_size=longest)", keyNumber(move.to.key)));
}

std::string pythonCode(const DrainMessages& drain) {
    Script script;
    for (const char* module : {"json", "os"})
        script.use(module);
    const std::string opens = fmt::format("file = open({}, \"a\")", pythonWord(drain.path));
    const bool posix = drain.queue.isPosix();
    const std::string put = fmt::format("line = {{\"{0}\": {0}, \"size\": len(payload), \"hex\": payload.hex()}}\n"
                                        "        print(json.dumps(line), file=file, flush=True)\n"
                                        "        os.fsync(file.fileno())",
                                        posix ? "priority" : "type");
    return posix ? posixTakeAll(std::move(script), drain.queue, put, opens)
                 : takeAll(std::move(script), drain.queue, put, opens);
}

std::string pythonCode(const LoadMessages& load) {
    if (load.queue.isPosix()) return posixLoad(load);
    Script script;
    script.use("json");
    script.use("sysv_ipc");
    script.add(longestMessage);
    script.line(opened(load.queue, ", max_message_size=longest"));
    script.line(fmt::format("with open({}) as file:", pythonWord(load.path)));
    script.line("    messages = [json.loads(line) for line in file]");
    script.line("for message in messages:");
    script.line(fmt::format("    queue.send(bytes.fromhex(message[\"hex\"]), {}, type=message[\"type\"])",
                            load.wait ? "True" : "False"));
    return script.text();
}

} // namespace ipclens::snippets
