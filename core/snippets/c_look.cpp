// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"
#include "core/snippets/c_program.h"

namespace ipclens::snippets {
namespace {

void lookAtSet(CProgram& program) {
    program.declareSemun();
    program.add("struct semid_ds status;");
    program.check("semctl(id, 0, IPC_STAT, (union semun){.buf = &status})", "semctl IPC_STAT");
    program.add("unsigned short *values = calloc(status.sem_nsems, sizeof *values);");
    program.add("if (values == NULL) {\n    perror(\"calloc\");\n    return EXIT_FAILURE;\n}");
    program.check("semctl(id, 0, GETALL, (union semun){.array = values})", "semctl GETALL");
    program.add(R"(printf("semaphore set %d: %lu semaphores, mode %04o\n", id, (unsigned long)status.sem_nsems,
       (unsigned)status.sem_perm.mode & 0777U);
for (unsigned long i = 0; i < status.sem_nsems; ++i) printf("[%lu] %hu\n", i, values[i]);
free(values);)");
}

void lookAtSegment(CProgram& program) {
    program.add("struct shmid_ds status;");
    program.check("shmctl(id, IPC_STAT, &status)", "shmctl IPC_STAT");
    program.add(R"(printf("shared memory %d: %zu bytes, %lu attached, mode %04o\n", id, (size_t)status.shm_segsz,
       (unsigned long)status.shm_nattch, (unsigned)status.shm_perm.mode & 0777U);
/* shmat(id, NULL, SHM_RDONLY) gives its bytes, and changes nattch, lpid and atime */)");
}

void lookAtQueue(CProgram& program) {
    program.add("struct msqid_ds status;");
    program.check("msgctl(id, IPC_STAT, &status)", "msgctl IPC_STAT");
    program.add(R"(printf("message queue %d: %lu messages, %lu of %lu bytes, mode %04o\n", id,
       (unsigned long)status.msg_qnum, (unsigned long)status.__msg_cbytes, (unsigned long)status.msg_qbytes,
       (unsigned)status.msg_perm.mode & 0777U);)");
}

} // namespace

void writeLook(CProgram& program, const Target& target) {
    if (target.isPosix()) return writePosixLook(program, target);
    program.open(target);
    switch (target.object.kind) {
    case Kind::Semaphore: lookAtSet(program); break;
    case Kind::SharedMemory: lookAtSegment(program); break;
    case Kind::MessageQueue: lookAtQueue(program); break;
    }
}

} // namespace ipclens::snippets
