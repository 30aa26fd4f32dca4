// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"
#include "core/snippets/c_program.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

namespace {

/// Opens a queue as `id`, counts its messages in `status`, and declares what takes or looks at one of any size.
void openSource(CProgram& program, const Target& queue) {
    program.include("errno.h");
    program.include("stddef.h");
    program.open(queue);
    program.declare(R"(struct message {
    long type;
    char text[];
};

/* msgrcv of a message of any size; ENOMSG: there is none */
static ssize_t receive(int id, struct message **message, long type, int flags) {
    static size_t room = 8192;
    for (;;) {
        if (*message == NULL) *message = malloc(sizeof **message + room);
        if (*message == NULL) return -1;
        ssize_t size = msgrcv(id, *message, room, type, flags | IPC_NOWAIT);
        if (size != -1 || errno != E2BIG) return size;
        room *= 2;
        free(*message);
        *message = NULL;
    }
}
)");
    program.add("struct msqid_ds status;");
    program.check("msgctl(id, IPC_STAT, &status)", "msgctl IPC_STAT");
    program.add("struct message *message = NULL;");
}

/// The head of the loop over all of them; the loop's end is the caller's.
void beginLoop(CProgram& program, bool keep) {
    program.add("for (msgqnum_t place = 0; place < status.msg_qnum; ++place) {");
    program.indent(4);
    program.add(keep ? "ssize_t size = receive(id, &message, (long)place, MSG_COPY);"
                     : "ssize_t size = receive(id, &message, 0, 0);");
    program.add("if (size == -1 && errno == ENOMSG) break; /* somebody else took it */");
    program.check("size", "msgrcv");
}

constexpr std::string_view putBack = "if (msgsnd(id, message, (size_t)size, IPC_NOWAIT) == -1) perror(\"a message is "
                                     "lost\"); /* else it is the last one "
                                     "now */";

} // namespace

void writeCode(CProgram& program, const MoveMessages& move) {
    if (!move.keep) program.declare(fmt::format("/* {} */", oneUnderWay));
    openSource(program, move.from);
    program.open(move.to, "to");
    beginLoop(program, move.keep);
    program.check(fmt::format("msgsnd(to, message, (size_t)size, {})", move.wait ? "0" : "IPC_NOWAIT"), "msgsnd",
                  move.keep ? std::string_view() : putBack);
    program.indent(-4);
    program.add("}\nfree(message);");
}

void openLines(CProgram& program, const std::string& path) {
    program.include("unistd.h");
    program.declare(fmt::format("/* {} */", oneUnderWay));
    program.declare(fmt::format("static const char path[] = {};\n", cLiteral(bytesOf(path), 4)));
    program.add(
        "FILE *file = fopen(path, \"a\");\nif (file == NULL) {\n    perror(path);\n    return EXIT_FAILURE;\n}");
}

void writeLine(CProgram& program, const LineFormat& line, std::string_view putBackCode) {
    program.add(fmt::format(R"(fprintf(file, "{{\"{}\": {}, \"size\": %zd, \"hex\": \"", {}, size);
for (ssize_t i = 0; i < size; ++i)
    fprintf(file, "%02x", (unsigned char){}[i]);
fputs("\"}}\n", file);
if (fflush(file) != 0 || fsync(fileno(file)) != 0) {{
    perror(path);
    {}
    return EXIT_FAILURE;
}})",
                            line.member, line.format, line.value, line.bytes, putBackCode));
}

void writeCode(CProgram& program, const DrainMessages& drain) {
    if (drain.queue.isPosix()) return writePosix(program, drain);
    openSource(program, drain.queue);
    openLines(program, drain.path);
    beginLoop(program, false);
    writeLine(program, {"type", "%ld", "message->type", "message->text"}, putBack);
    program.indent(-4);
    program.add("}\nfree(message);\nfclose(file);");
}

void writeCode(CProgram& program, const LoadMessages& /*load*/) {
    program.add("/* C reads no JSON by itself. The Python code does. */\nreturn EXIT_FAILURE;");
}

} // namespace ipclens::snippets
