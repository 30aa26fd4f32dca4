// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"
#include "core/snippets/c_program.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace ipclens::snippets {

using namespace action;

namespace {

/// One msgsnd(2), with what it does where it fails.
void sendOne(CProgram& program, const Send& send) {
    const auto limit = limitOf(send.waiting);
    if (limit) program.startAlarm(*limit);
    program.check(
        fmt::format("msgsnd(id, &message, sizeof payload - 1, {})", noWait(send.waiting) ? "IPC_NOWAIT" : "0"),
        "msgsnd");
    if (limit) program.stopAlarm();
}

} // namespace

void writePayload(CProgram& program, const Send& send) {
    if (send.varies) program.declare(fmt::format("/* {} */", oneOfTemplate));
    program.declare(fmt::format("static const char payload[] = {};\n", cLiteral(send.payload, 4)));
}

void writeRepeatedly(CProgram& program, const Send& send, const std::function<void()>& sendOne) {
    if (send.count && *send.count == 1) return sendOne();

    program.add(send.count
                    ? fmt::format("for (unsigned long long number = 0; number < {}ULL; ++number) {{", *send.count)
                    : std::string("for (;;) {"));
    program.indent(4);
    if (send.every) {
        program.include("time.h");
        program.add("struct timespec next;\nclock_gettime(CLOCK_MONOTONIC, &next);");
    }
    sendOne();
    if (send.every) {
        program.addTime("next", *send.every);
        program.add("clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);");
    }
    program.indent(-4);
    program.add("}");
}

void writeCode(CProgram& program, const Send& send) {
    if (send.queue.isPosix()) return writePosix(program, send);
    program.include("string.h");
    program.open(send.queue);
    writePayload(program, send);
    program.declare(R"(static struct {
    long type;
    char text[sizeof payload];
} message;
)");
    program.add(fmt::format("\nmessage.type = {};\nmemcpy(message.text, payload, sizeof payload);", send.type));
    writeRepeatedly(program, send, [&] { sendOne(program, send); });
}

void writeCode(CProgram& program, const Receive& receive) {
    if (receive.queue.isPosix()) return writePosix(program, receive);
    const sysv::Selection& selection = receive.selection;
    program.include("errno.h");
    program.include("stddef.h");
    program.open(receive.queue);
    program.declare(R"(struct message {
    long type;
    char text[];
};
)");
    std::vector<std::string_view> words;
    if (noWait(receive.waiting)) words.emplace_back("IPC_NOWAIT");
    if (selection.except) words.emplace_back("MSG_EXCEPT");
    if (selection.maxSize && selection.truncate) words.emplace_back("MSG_NOERROR");
    if (words.empty()) words.emplace_back("0");
    const std::string flags = fmt::format("{}", fmt::join(words, " | "));
    const auto limit = limitOf(receive.waiting);
    if (limit) program.startAlarm(*limit);
    const std::string call = fmt::format("msgrcv(id, message, room, {}, {})", selection.type, flags);
    program.add(fmt::format("\nsize_t room = {};\nstruct message *message = malloc(sizeof *message + room);",
                            selection.maxSize.value_or(8192)));
    program.add("if (message == NULL) {\n    perror(\"malloc\");\n    return EXIT_FAILURE;\n}");
    program.add(fmt::format("ssize_t size = {};", call));
    if (!selection.maxSize) {
        program.add(fmt::format(R"(while (size == -1 && errno == E2BIG) {{ /* a longer message stays in the queue */
    room *= 2;
    free(message);
    message = malloc(sizeof *message + room);
    if (message == NULL) {{
        perror("malloc");
        return EXIT_FAILURE;
    }}
    size = {};
}})",
                                call));
    }
    if (limit) program.stopAlarm();
    program.check("size", "msgrcv");
    program.add(R"(
fprintf(stderr, "type %ld, %zd bytes\n", message->type, size);
fwrite(message->text, 1, (size_t)size, stdout);
free(message);)");
}

} // namespace ipclens::snippets
