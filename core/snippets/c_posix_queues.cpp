// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

namespace {

std::string_view accessOf(posix::Direction direction) noexcept {
    switch (direction) {
    case posix::Direction::Receive: return "O_RDONLY";
    case posix::Direction::Send: return "O_WRONLY";
    case posix::Direction::Both: break;
    }
    return "O_RDWR";
}

/// mq_open(3) takes both maxima or none: the one that is not asked for is read, as the kernel itself would have it.
std::string maximum(CProgram& program, std::optional<std::uint64_t> asked, std::string_view prefix) {
    if (asked) return std::to_string(*asked);
    program.declare(R"(static long setting(const char *path) {
    long number = 1;
    FILE *file = fopen(path, "r");
    if (file == NULL) return number;
    if (fscanf(file, "%ld", &number) != 1) number = 1;
    fclose(file);
    return number;
}

static long lesser(long one, long other) {
    return one < other ? one : other;
}
)");
    return fmt::format("lesser(setting(\"/proc/sys/fs/mqueue/{0}_default\"),\n"
                       "                         setting(\"/proc/sys/fs/mqueue/{0}_max\"))",
                       prefix);
}

void sendOne(CProgram& program, const Send& send) {
    const std::string arguments = fmt::format("queue, payload, sizeof payload - 1, {}", send.type);
    if (const auto limit = limitOf(send.waiting)) {
        writeDeadline(program, *limit, "CLOCK_REALTIME");
        program.check(fmt::format("mq_timedsend({}, &until)", arguments), "mq_timedsend");
    } else {
        program.check(fmt::format("mq_send({})", arguments), "mq_send");
    }
}

/// `message`, `room` and `priority`, for what is received.
void makeRoom(CProgram& program) {
    program.add("struct mq_attr attributes;");
    program.check("mq_getattr(queue, &attributes)", "mq_getattr");
    program.add(R"(
/* a buffer for less than the longest message that the queue takes is refused */
size_t room = (size_t)attributes.mq_msgsize;
char *message = malloc(room);)");
    program.failIf("message == NULL", "malloc");
    program.add("unsigned priority;");
}

std::string access(std::string_view direction, const Waiting& waiting) {
    return fmt::format("{}{}", direction, noWait(waiting) ? " | O_NONBLOCK" : "");
}

} // namespace

void writeCode(CProgram& program, const CreatePosixQueue& create) {
    const auto& options = create.options;
    const bool opens = options.ifExists == IfExists::Open && std::holds_alternative<std::string>(create.name);
    std::string_view attributes = "NULL";
    if (options.maxMessages || options.messageSize) {
        attributes = "&attributes";
        program.add(fmt::format("struct mq_attr attributes = {{\n    .mq_maxmsg = {},\n    .mq_msgsize = {},\n}};",
                                maximum(program, options.maxMessages, "msg"),
                                maximum(program, options.messageSize, "msgsize")));
    }
    if (opens) program.add("/* without O_EXCL: one that is there already is opened, and left as it is */");
    makePosix(program, Kind::MessageQueue, create.name, options.mode,
              fmt::format("mq_open(name, {} | O_CREAT{}, {}, {})", accessOf(options.direction),
                          opens ? "" : " | O_EXCL", octalMode(options.mode), attributes));
    program.check("queue", "mq_open");
    endCreation(program, Kind::MessageQueue, create.name);
}

void writePosix(CProgram& program, const Send& send) {
    openPosix(program, send.queue, access("O_WRONLY", send.waiting));
    writePayload(program, send);
    writeRepeatedly(program, send, [&] { sendOne(program, send); });
    closePosix(program, Kind::MessageQueue);
}

void writePosix(CProgram& program, const Receive& receive) {
    openPosix(program, receive.queue, access("O_RDONLY", receive.waiting));
    makeRoom(program);
    if (const auto limit = limitOf(receive.waiting)) {
        writeDeadline(program, *limit, "CLOCK_REALTIME");
        program.add("ssize_t size = mq_timedreceive(queue, message, room, &priority, &until);");
        program.check("size", "mq_timedreceive");
    } else {
        program.add("ssize_t size = mq_receive(queue, message, room, &priority);");
        program.check("size", "mq_receive");
    }
    program.add(R"(
fprintf(stderr, "priority %u, %zd bytes\n", priority, size);
fwrite(message, 1, (size_t)size, stdout);
free(message);)");
    closePosix(program, Kind::MessageQueue);
}

void writePosix(CProgram& program, const DrainMessages& drain) {
    program.include("errno.h");
    openPosix(program, drain.queue, "O_RDWR | O_NONBLOCK");
    makeRoom(program);
    openLines(program, drain.path);
    program.add("for (long place = 0; place < attributes.mq_curmsgs; ++place) {");
    program.indent(4);
    program.add("ssize_t size = mq_receive(queue, message, room, &priority);");
    program.add("if (size == -1 && errno == EAGAIN) break; /* somebody else took it */");
    program.check("size", "mq_receive");
    writeLine(program, {"priority", "%u", "priority", "message"},
              "if (mq_send(queue, message, (size_t)size, priority) == -1) perror(\"a message is lost\"); /* else it is "
              "the last of its priority now */");
    program.indent(-4);
    program.add("}\nfree(message);\nfclose(file);");
    closePosix(program, Kind::MessageQueue);
}

} // namespace ipclens::snippets
