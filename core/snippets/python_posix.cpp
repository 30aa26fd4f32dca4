// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_script.h"
#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

namespace {

/// posix_ipc takes names as str and, since 1.0, as bytes.
std::string word(Name name) {
    return pythonWord(name.bytes());
}

void close(Script& script, Kind kind) {
    script.line(kind == Kind::SharedMemory ? "memory.close_fd()" : fmt::format("{}.close()", variableOf(kind)));
}

/// ", timeout=0.25".
std::string timeout(const Waiting& waiting) {
    if (noWait(waiting)) return "timeout=0";
    const auto limit = limitOf(waiting);
    return limit ? "timeout=" + seconds(*limit) : "";
}

/// "posix_ipc.Semaphore("/lock", posix_ipc.O_CREX, mode=0o600": an object that is made; without its end.
std::string making(Script& script, Kind kind, const posix::NameChoice& choice, mode_t mode, std::string_view flags) {
    script.use("posix_ipc");
    if (isMasked(mode)) {
        script.use("os");
        script.line("os.umask(0)  # it takes bits off the mode");
    }
    const auto* name = std::get_if<std::string>(&choice);
    return fmt::format("{} = posix_ipc.{}({}, posix_ipc.{}, mode={}", variableOf(kind), classOf(kind),
                       name != nullptr ? pythonWord(*name) : "None", flags, pythonMode(mode));
}

/// Whether one that is there already is to be opened.
bool opens(const posix::NameChoice& choice, IfExists ifExists) {
    return ifExists == IfExists::Open && std::holds_alternative<std::string>(choice);
}

std::string endOfCreation(Script& script, Kind kind, const posix::NameChoice& choice) {
    if (std::holds_alternative<posix::RandomName>(choice)) script.line(fmt::format("print({}.name)", variableOf(kind)));
    close(script, kind);
    return script.text();
}

/// Bytes that a segment is filled with, at `margin`.
void fill(Script& script, const posix::SegmentOptions& options, std::string_view margin) {
    script.use("os");
    const std::string lines = fmt::format(R"(try:
    os.posix_fallocate(memory.fd, 0, {0})  # there may be no room for all of it
except OSError:
    memory.unlink()
    raise
for offset in range(0, {0}, 1 << 20):
    os.pwrite(memory.fd, b"\x{1:02x}" * min(1 << 20, {0} - offset), offset)
)",
                                          options.size, *options.fill);
    std::string_view rest = lines;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        script.line(std::string(margin) + std::string(rest.substr(0, end)));
        rest.remove_prefix(end + 1);
    }
}

/// One of the two that make a queue: the module's own defaults are those of the machine that it was built on.
std::string maximum(Script& script, std::optional<std::uint64_t> asked, std::string_view prefix) {
    if (asked) return std::to_string(*asked);
    script.line(fmt::format(R"(# as the kernel itself would have it
with open("/proc/sys/fs/mqueue/{0}_default") as usual, open("/proc/sys/fs/mqueue/{0}_max") as most:
    {0}_most = min(int(usual.read()), int(most.read())))",
                            prefix));
    return fmt::format("{}_most", prefix);
}

void refuseBeyond(Script& script, std::string_view end) {
    script.line(fmt::format("if memory.size < {}:\n    raise SystemExit(\"past the end of the segment\")", end));
}

void write(Script& script, std::string_view bytes, std::uint64_t offset) {
    script.line(fmt::format("if os.pwrite(memory.fd, {0}, {1}) < len({0}):\n    raise SystemExit(\"no memory for all "
                            "of it\")",
                            bytes, offset));
}

} // namespace

void openPosix(Script& script, const Target& target, std::string_view arguments) {
    const Kind kind = target.object.kind;
    script.use("posix_ipc");
    script.line(
        fmt::format("{} = posix_ipc.{}({}{})", variableOf(kind), classOf(kind), word(target.object.name), arguments));
}

std::string pythonCode(const CreatePosixSemaphore& create) {
    Script script;
    const bool existing = opens(create.name, create.options.ifExists);
    const std::string call =
        making(script, Kind::Semaphore, create.name, create.options.mode, existing ? "O_CREAT" : "O_CREX");
    if (existing) script.comment("One that is there already is opened, and left as it is.");
    script.line(fmt::format("{}, initial_value={})", call, create.options.value));
    return endOfCreation(script, Kind::Semaphore, create.name);
}

std::string pythonCode(const CreatePosixSegment& create) {
    Script script;
    const auto& options = create.options;
    std::string call = making(script, Kind::SharedMemory, create.name, options.mode, "O_CREX");
    call += options.size > 0 ? fmt::format(", size={})", options.size) : ")";
    const bool fills = options.fill && options.size > 0;
    if (opens(create.name, options.ifExists)) {
        const bool empties = options.content == posix::Content::Truncate;
        const bool reads = options.access == posix::SegmentAccess::ReadOnly && !empties;
        script.line("try:\n    " + call + "\nexcept posix_ipc.ExistentialError:");
        script.line(fmt::format("    memory = posix_ipc.SharedMemory({}{})  # {}",
                                pythonWord(std::get<std::string>(create.name)),
                                empties ? ", posix_ipc.O_TRUNC"
                                : reads ? ", read_only=True"
                                        : "",
                                empties ? "it loses its bytes" : "left as it is"));
        if (fills) {
            script.line("else:");
            fill(script, options, "    ");
        }
    } else {
        script.line(call);
        if (fills) fill(script, options, "");
    }
    return endOfCreation(script, Kind::SharedMemory, create.name);
}

std::string pythonCode(const CreatePosixQueue& create) {
    Script script;
    const auto& options = create.options;
    const std::string messages = maximum(script, options.maxMessages, "msg");
    const std::string size = maximum(script, options.messageSize, "msgsize");
    const bool existing = opens(create.name, options.ifExists);
    const std::string call =
        making(script, Kind::MessageQueue, create.name, options.mode, existing ? "O_CREAT" : "O_CREX");
    std::string direction;
    if (options.direction == posix::Direction::Receive) direction = ", write=False";
    if (options.direction == posix::Direction::Send) direction = ", read=False";
    if (existing) script.comment("One that is there already is opened, and left as it is.");
    script.line(fmt::format("{}, max_messages={}, max_message_size={}{})", call, messages, size, direction));
    return endOfCreation(script, Kind::MessageQueue, create.name);
}

std::string pythonCode(const WaitSemaphore& wait) {
    Script script;
    openPosix(script, wait.semaphore);
    script.line(fmt::format("semaphore.acquire({})", timeout(wait.waiting)));
    close(script, Kind::Semaphore);
    return script.text();
}

std::string pythonCode(const PostSemaphore& post) {
    Script script;
    openPosix(script, post.semaphore);
    script.line("semaphore.release()");
    close(script, Kind::Semaphore);
    return script.text();
}

std::string posixPythonCode(const Change& change) {
    Script script;
    script.use("os");
    const ObjectId& object = change.object.object;
    if (change.owner || change.group) {
        const std::string user = change.owner ? pythonIdentity(script, *change.owner, false) : "-1";
        const std::string group = change.group ? pythonIdentity(script, *change.group, true) : "-1";
        script.line(fmt::format("user, group = {}, {}", user, group));
    }
    if (change.size) {
        script.comment("SharedMemory(size=) resizes too, but 0 means not to, and a failure takes the name away.");
        openPosix(script, change.object);
        script.line(fmt::format("os.ftruncate(memory.fd, {})", *change.size));
        close(script, object.kind);
    }
    if (!change.owner && !change.group && !change.mode) return script.text();
    std::string file = "queue.mqd";
    if (object.kind == Kind::MessageQueue) {
        openPosix(script, change.object, ", write=False");
    } else {
        script.comment("posix_ipc sets neither mode nor owner, but it is a file.");
        script.line(fmt::format("file = os.open({}, os.O_PATH | os.O_NOFOLLOW)",
                                pythonWord(fmt::format("{}/{}", posix::sharedMemoryDirectory,
                                                       posix::fileOf(object.kind, object.name.bytes())))));
        file = "f\"/proc/self/fd/{file}\"";
    }
    if (change.mode) script.line(fmt::format("os.chmod({}, {})", file, pythonMode(*change.mode)));
    if (change.owner || change.group) script.line(fmt::format("os.chown({}, user, group)", file));
    return script.text();
}

std::string posixPythonCode(const Send& send) {
    Script script;
    if (send.varies) script.comment(oneOfTemplate);
    script.line(fmt::format("payload = {}", pythonBytes(send.payload, 0)));
    openPosix(script, send.queue, ", read=False");
    const std::string limit = timeout(send.waiting);
    callRepeatedly(script, send,
                   fmt::format("queue.send(payload, {}{}priority={})", limit, limit.empty() ? "" : ", ", send.type));
    close(script, Kind::MessageQueue);
    return script.text();
}

std::string posixPythonCode(const Receive& receive) {
    Script script;
    openPosix(script, receive.queue, ", write=False");
    script.line(fmt::format("payload, priority = queue.receive({})", timeout(receive.waiting)));
    script.line("print(priority, payload)");
    close(script, Kind::MessageQueue);
    return script.text();
}

std::string posixPythonCode(const ReadBytes& read) {
    Script script;
    script.use("os");
    script.use("sys");
    openPosix(script, read.segment, ", read_only=True");
    refuseBeyond(script, std::to_string(read.offset + read.length));
    script.comment("mmap would take up memory for pages that nobody has touched.");
    script.line(fmt::format(R"(for offset in range({0}, {1}, 1 << 20):
    sys.stdout.buffer.write(os.pread(memory.fd, min(1 << 20, {1} - offset), offset)))",
                            read.offset, read.offset + read.length));
    close(script, Kind::SharedMemory);
    return script.text();
}

std::string posixPythonCode(const WriteBytes& write) {
    Script script;
    script.use("os");
    openPosix(script, write.segment);
    int number = 0;
    for (const Stretch& stretch : write.stretches) {
        refuseBeyond(script, std::to_string(stretch.offset + stretch.bytes.size()));
        if (!stretch.expected.empty()) {
            script.line(fmt::format("if os.pread(memory.fd, {}, {}) != {}:", stretch.expected.size(), stretch.offset,
                                    pythonBytes(stretch.expected, 0)));
            script.line(fmt::format("    raise SystemExit(\"something else stands at offset {}\")", stretch.offset));
        }
        script.line(fmt::format("bytes{} = {}", number++, pythonBytes(stretch.bytes, 0)));
    }
    number = 0;
    for (const Stretch& stretch : write.stretches)
        snippets::write(script, fmt::format("bytes{}", number++), stretch.offset);
    close(script, Kind::SharedMemory);
    return script.text();
}

std::string posixPythonCode(const WriteFile& write) {
    Script script;
    script.use("os");
    script.line(fmt::format("with open({}, \"rb\") as file:\n    content = file.read()", pythonWord(write.path)));
    openPosix(script, write.segment);
    refuseBeyond(script, fmt::format("{} + len(content)", write.offset));
    snippets::write(script, "content", write.offset);
    close(script, Kind::SharedMemory);
    return script.text();
}

void lookAtPosix(Script& script, const Target& target) {
    switch (target.object.kind) {
    case Kind::Semaphore:
        script.comment("posix_ipc does not tell how many wait. To open it, it needs the permission to write, too.");
        openPosix(script, target);
        script.line("print(semaphore.value)");
        break;
    case Kind::SharedMemory:
        script.use("os");
        openPosix(script, target, ", read_only=True");
        script.line("print(memory.size, oct(os.fstat(memory.fd).st_mode & 0o777))");
        script.line("print(os.pread(memory.fd, 64, 0))");
        break;
    case Kind::MessageQueue:
        script.comment("No call shows a message and leaves it there.");
        openPosix(script, target, ", write=False");
        script.line("print(queue.current_messages, queue.max_messages, queue.max_message_size)");
        break;
    }
    close(script, target.object.kind);
}

std::string posixUnlink(const Target& target) {
    switch (target.object.kind) {
    case Kind::Semaphore: return fmt::format("posix_ipc.unlink_semaphore({})", word(target.object.name));
    case Kind::SharedMemory: return fmt::format("posix_ipc.unlink_shared_memory({})", word(target.object.name));
    case Kind::MessageQueue: break;
    }
    return fmt::format("posix_ipc.unlink_message_queue({})", word(target.object.name));
}

} // namespace ipclens::snippets
