// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_program.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

void writeCode(CProgram& program, const SetValue& set) {
    program.open(set.set);
    program.declareSemun();
    program.check(fmt::format("semctl(id, {}, SETVAL, (union semun){{.val = {}}})", set.index, set.value),
                  "semctl SETVAL");
}

void writeCode(CProgram& program, const SetValues& set) {
    program.open(set.set);
    program.add(R"(
/* SETALL reads as many values as the set has semaphores */
struct semid_ds status;)");
    program.declareSemun();
    program.check("semctl(id, 0, IPC_STAT, (union semun){.buf = &status})", "semctl IPC_STAT");
    program.add(fmt::format(R"(if (status.sem_nsems != {0}) {{
    fputs("the set has not {0} semaphores\n", stderr);
    return EXIT_FAILURE;
}})",
                            set.values.size()));
    program.add(fmt::format("unsigned short values[] = {{{}}};", fmt::join(set.values, ", ")));
    program.check("semctl(id, 0, SETALL, (union semun){.array = values})", "semctl SETALL");
}

void writeCode(CProgram& program, const Apply& apply) {
    program.open(apply.set);
    bool undo = false;
    program.add("\n/* one atomic operation: all of it or nothing */\nstruct sembuf operations[] = {");
    for (const auto& operation : apply.operations) {
        undo = undo || operation.undo;
        const std::string_view now = noWait(apply.waiting) ? "IPC_NOWAIT" : "";
        const std::string_view turned = operation.undo ? "SEM_UNDO" : "";
        const std::string_view both = !now.empty() && !turned.empty() ? " | " : "";
        program.add(fmt::format("    {{.sem_num = {}, .sem_op = {}, .sem_flg = {}{}{}}},", operation.index,
                                operation.delta, turned, both, now.empty() && turned.empty() ? "0" : now));
    }
    program.add("};");
    if (const auto limit = limitOf(apply.waiting)) {
        constexpr std::int64_t second = 1'000'000'000;
        program.include("time.h");
        program.add(fmt::format("struct timespec limit = {{.tv_sec = {}, .tv_nsec = {}}};", limit->count() / second,
                                limit->count() % second));
        program.check(fmt::format("semtimedop(id, operations, {}, &limit)", apply.operations.size()), "semtimedop");
    } else {
        program.check(fmt::format("semop(id, operations, {})", apply.operations.size()), "semop");
    }
    if (undo) program.add("/* SEM_UNDO: the kernel turns it back when this program ends */");
}

} // namespace ipclens::snippets
