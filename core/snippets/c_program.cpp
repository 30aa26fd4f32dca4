// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_program.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::snippets {

std::string_view prefixOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return "sem";
    case Kind::SharedMemory: return "shm";
    case Kind::MessageQueue: return "msg";
    }
    return {};
}

std::string cKey(Key key) {
    return "(key_t)" + toString(key);
}

CProgram::CProgram() {
    include("stdio.h");
    include("stdlib.h");
}

void CProgram::declare(std::string_view text) {
    if (declarations_.find(text) == std::string::npos) declarations_.append(text) += '\n';
}

void CProgram::add(std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        if (end > 0) main_.append(static_cast<std::size_t>(indent_), ' ').append(lines.substr(0, end));
        main_ += '\n';
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

void CProgram::failIf(std::string_view condition, std::string_view what, std::string_view afterwards) {
    add(fmt::format("if ({}) {{\n    perror(\"{}\");", condition, what));
    if (!afterwards.empty()) add(fmt::format("    {}", afterwards));
    add("    return EXIT_FAILURE;\n}");
}

void CProgram::check(std::string_view call, std::string_view what, std::string_view afterwards) {
    failIf(fmt::format("{} == -1", call), what, afterwards);
}

void CProgram::refuseIf(std::string_view condition, std::string_view words) {
    add(fmt::format("if ({}) {{\n    fputs(\"{}\\n\", stderr);\n    return EXIT_FAILURE;\n}}", condition, words));
}

void CProgram::open(const Target& target, std::string_view variable) {
    const auto prefix = prefixOf(target.object.kind);
    include(fmt::format("sys/{}.h", prefix));
    if (target.key.isPrivate()) {
        add(fmt::format("int {} = {}; /* it has no key */", variable, target.object.id.value));
        return;
    }
    const char* zero = target.object.kind == Kind::MessageQueue ? "" : "0, ";
    add(fmt::format("int {} = {}get({}, {}0);", variable, prefix, cKey(target.key), zero));
    check(variable, fmt::format("{}get", prefix));
}

void CProgram::addTime(std::string_view variable, std::chrono::nanoseconds duration) {
    constexpr std::int64_t second = 1'000'000'000;
    add(fmt::format(R"({0}.tv_sec += {1};
{0}.tv_nsec += {2};
if ({0}.tv_nsec >= 1000000000) {{
    ++{0}.tv_sec;
    {0}.tv_nsec -= 1000000000;
}})",
                    variable, duration.count() / second, duration.count() % second));
}

void CProgram::declareSemun() {
    declare(R"(union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};
)");
}

void CProgram::startAlarm(std::chrono::nanoseconds limit) {
    include("errno.h");
    include("signal.h");
    include("sys/time.h");
    declare(R"(static void on_alarm(int number) {
    (void)number;
}
)");
    constexpr std::int64_t million = 1'000'000;
    const std::int64_t micros = (limit.count() + 999) / 1000; // never too early
    add(fmt::format(R"(
/* ends the wait with EINTR; again and again, should the first come just before it */
struct sigaction alarm_action = {{.sa_handler = on_alarm}};
sigaction(SIGALRM, &alarm_action, NULL);
struct itimerval limit = {{.it_value = {{{}, {}}}, .it_interval = {{0, 10000}}}};
setitimer(ITIMER_REAL, &limit, NULL);)",
                    micros / million, micros % million));
}

void CProgram::stopAlarm() {
    add("setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);");
}

std::string CProgram::text() const {
    std::string all = "#define _GNU_SOURCE\n";
    for (const std::string& header : includes_)
        all += fmt::format("#include <{}>\n", header);
    all += '\n' + declarations_;
    if (!declarations_.empty() && !declarations_.ends_with("\n\n")) all += '\n';
    return all + "int main(void) {\n" + main_ + "    return EXIT_SUCCESS;\n}\n";
}

void writeStatAndSet(CProgram& program, Kind kind, std::string_view assignments, std::string_view afterwards) {
    const auto prefix = prefixOf(kind);
    const std::string_view structure = kind == Kind::MessageQueue ? "msqid_ds" // and no msgid_ds
                                       : kind == Kind::Semaphore  ? "semid_ds"
                                                                  : "shmid_ds";
    program.add(fmt::format("struct {} status;", structure));
    if (kind == Kind::Semaphore) {
        program.declareSemun();
        program.add("union semun argument = {.buf = &status};");
    }
    const auto call = [&](std::string_view command) {
        if (kind == Kind::Semaphore) return fmt::format("semctl(id, 0, {}, argument)", command);
        return fmt::format("{}ctl(id, {}, &status)", prefix, command);
    };
    program.check(call("IPC_STAT"), fmt::format("{}ctl IPC_STAT", prefix), afterwards);
    program.add(assignments);
    program.check(call("IPC_SET"), fmt::format("{}ctl IPC_SET", prefix), afterwards);
}

} // namespace ipclens::snippets
