// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_code.h"

#include "core/snippets/c_posix.h"
#include "core/snippets/c_program.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::snippets {
namespace {

using namespace action;

void writeCode(CProgram& program, const Look& look) {
    for (const Target& target : look.objects) {
        const bool several = look.objects.size() > 1;
        if (several) {
            program.add("{");
            program.indent(4);
        }
        writeLook(program, target);
        if (several) {
            program.indent(-4);
            program.add("}");
        }
    }
}

void writeCode(CProgram& program, const Change& change) {
    if (change.object.isPosix()) return writePosix(program, change);
    const Kind kind = change.object.object.kind;
    const auto prefix = prefixOf(kind);
    program.open(change.object);
    std::string assignments;
    if (change.owner)
        assignments += fmt::format("status.{}_perm.uid = {};\n", prefix, writeIdentity(program, *change.owner, false));
    if (change.group)
        assignments += fmt::format("status.{}_perm.gid = {};\n", prefix, writeIdentity(program, *change.group, true));
    if (change.mode) assignments += fmt::format("status.{}_perm.mode = {};\n", prefix, octalMode(*change.mode));
    if (change.capacity) assignments += fmt::format("status.msg_qbytes = {};\n", *change.capacity);
    if (!assignments.empty()) writeStatAndSet(program, kind, assignments);
    if (change.locked) {
        const std::string_view command = *change.locked ? "SHM_LOCK" : "SHM_UNLOCK";
        program.check(fmt::format("shmctl(id, {}, NULL)", command), fmt::format("shmctl {}", command));
    }
}

/// What is true where the object is still there; what it needs is added before.
std::string removal(CProgram& program, const Target& target) {
    const Kind kind = target.object.kind;
    if (target.isPosix()) return writePosixUnlink(program, target) + " == -1";
    const auto prefix = prefixOf(kind);
    program.include(fmt::format("sys/{}.h", prefix));
    std::string condition =
        fmt::format("{}ctl(id, {}) == -1", prefix, kind == Kind::Semaphore ? "0, IPC_RMID" : "IPC_RMID, NULL");
    if (target.key.isPrivate()) {
        program.add(fmt::format("\nid = {}; /* it has no key */", target.object.id.value));
        return condition;
    }
    const char* zero = kind == Kind::MessageQueue ? "" : "0, ";
    program.add(fmt::format("\nid = {}get({}, {}0);", prefix, cKey(target.key), zero));
    return "id == -1 || " + condition;
}

/// Goes on after a failure.
void writeCode(CProgram& program, const Remove& remove) {
    program.add("int status = EXIT_SUCCESS;");
    if (std::any_of(remove.objects.begin(), remove.objects.end(),
                    [](const Target& target) { return !target.isPosix(); }))
        program.add("int id;");
    for (const Target& target : remove.objects) {
        const std::string condition = removal(program, target);
        program.add(fmt::format("if ({}) {{\n    perror({});\n    status = EXIT_FAILURE;\n}}", condition,
                                cLiteral(bytesOf("remove " + spokenNameOf(target)), 16)));
    }
    program.add("if (status != EXIT_SUCCESS) return status;");
}

void writeCode(CProgram& program, const Unwritten& unwritten) {
    program.add(fmt::format("/* {} */\nreturn EXIT_FAILURE;", unwritten.why));
}

} // namespace

std::string writeIdentity(CProgram& program, const std::string& name, bool group) {
    if (const auto number = numberOf(name)) return std::to_string(*number);
    const std::string_view kind = group ? "group" : "passwd";
    const std::string_view call = group ? "getgrnam" : "getpwnam";
    const std::string_view variable = group ? "group" : "user";
    program.include(group ? "grp.h" : "pwd.h");
    program.add(fmt::format("struct {} *{} = {}({});", kind, variable, call, cLiteral(bytesOf(name), 8)));
    program.add(fmt::format("if ({} == NULL) {{\n    fputs(\"there is no such {}\\n\", stderr);\n    return "
                            "EXIT_FAILURE;\n}}",
                            variable, variable));
    return fmt::format("{}->{}", variable, group ? "gr_gid" : "pw_uid");
}

std::string cCode(const Action& action) {
    CProgram program;
    std::visit([&](const auto& one) { writeCode(program, one); }, action);
    return program.text();
}

} // namespace ipclens::snippets
