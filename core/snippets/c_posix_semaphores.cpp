// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

void writeCode(CProgram& program, const CreatePosixSemaphore& create) {
    const auto& options = create.options;
    const bool opens = options.ifExists == IfExists::Open && std::holds_alternative<std::string>(create.name);
    if (opens) program.add("/* without O_EXCL: one that is there already is opened, and left as it is */");
    makePosix(program, Kind::Semaphore, create.name, options.mode,
              fmt::format("sem_open(name, {}, {}, {}U)", opens ? "O_CREAT" : "O_CREAT | O_EXCL",
                          octalMode(options.mode), options.value));
    program.failIf("semaphore == SEM_FAILED", "sem_open");
    endCreation(program, Kind::Semaphore, create.name);
}

void writeCode(CProgram& program, const WaitSemaphore& wait) {
    openPosix(program, wait.semaphore);
    if (noWait(wait.waiting)) {
        program.check("sem_trywait(semaphore)", "sem_trywait");
    } else if (const auto limit = limitOf(wait.waiting)) {
        program.add("\n/* sem_timedwait does the same by a clock that can be set */");
        writeDeadline(program, *limit, "CLOCK_MONOTONIC");
        program.check("sem_clockwait(semaphore, CLOCK_MONOTONIC, &until)", "sem_clockwait");
    } else {
        program.check("sem_wait(semaphore)", "sem_wait");
    }
    closePosix(program, Kind::Semaphore);
}

void writeCode(CProgram& program, const PostSemaphore& post) {
    openPosix(program, post.semaphore);
    program.check("sem_post(semaphore)", "sem_post");
    closePosix(program, Kind::Semaphore);
}

} // namespace ipclens::snippets
