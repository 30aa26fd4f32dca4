// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_script.h"

#include "core/snippets/command.h"
#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

namespace ipclens::snippets {

std::string_view classOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return "Semaphore";
    case Kind::SharedMemory: return "SharedMemory";
    case Kind::MessageQueue: return "MessageQueue";
    }
    return {};
}

std::string_view variableOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return "semaphore";
    case Kind::SharedMemory: return "memory";
    case Kind::MessageQueue: return "queue";
    }
    return {};
}

std::string keyNumber(Key key) {
    return key.value > 0x7fffffffU ? toString(key) + " - (1 << 32)" : toString(key);
}

std::string opened(const Target& target, std::string_view arguments) {
    return fmt::format("{} = sysv_ipc.{}({}{})", variableOf(target.object.kind), classOf(target.object.kind),
                       keyNumber(target.key), arguments);
}

std::string openedMemory(const Target& segment, bool readOnly) {
    if (!segment.key.isPrivate()) return opened(segment, readOnly ? ", mode=0o400" : "");
    return fmt::format("memory = sysv_ipc.attach({}{})", segment.object.id.value,
                       readOnly ? ", None, sysv_ipc.SHM_RDONLY" : "");
}

std::string pythonMode(mode_t bits) {
    return fmt::format("0o{:03o}", bits & 0777U);
}

std::string pythonIdentity(Script& script, const std::string& name, bool group) {
    if (const auto number = numberOf(name)) return std::to_string(*number);
    script.use(group ? "grp" : "pwd");
    // bytes as the file system has them: a name need not be UTF-8
    const bool plain = isPlain(bytesOf(name));
    const std::string word = plain ? pythonWord(name) : fmt::format("os.fsdecode({})", pythonWord(name));
    if (!plain) script.use("os");
    return group ? fmt::format("grp.getgrnam({}).gr_gid", word) : fmt::format("pwd.getpwnam({}).pw_uid", word);
}

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

void callRepeatedly(Script& script, const action::Send& send, std::string_view call) {
    if (send.count && *send.count == 1) return script.line(call);
    script.line(send.count ? fmt::format("for number in range({}):", *send.count) : "while True:");
    if (send.every) {
        script.use("time");
        script.line("    started = time.monotonic()");
    }
    script.line(fmt::format("    {}", call));
    if (send.every)
        script.line(fmt::format("    time.sleep(max(0, started + {} - time.monotonic()))", seconds(*send.every)));
}

} // namespace ipclens::snippets
