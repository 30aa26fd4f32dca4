// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"

#include "core/posix/name.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

namespace {

std::string literal(std::string_view name) {
    return cLiteral(bytesOf(name), 8);
}

void lookAtSemaphore(CProgram& program, const Target& target) {
    openPosix(program, target);
    program.add("int value;");
    program.check("sem_getvalue(semaphore, &value)", "sem_getvalue");
    program.add(R"(printf("semaphore: value %d\n", value);
/* sem_getvalue does not tell how many wait: where some do, it says 0.
   sem_open needs the permission to write, too. */)");
}

void lookAtSegment(CProgram& program, const Target& target) {
    openPosix(program, target, "O_RDONLY");
    program.add("struct stat status;");
    program.check("fstat(fd, &status)", "fstat");
    program.add(R"(printf("shared memory: %lld bytes, %lld of them in memory, mode %04o\n", (long long)status.st_size,
       (long long)status.st_blocks * 512, (unsigned)status.st_mode & 0777U);
/* pread gives its bytes; to read them through mmap takes up memory for pages that nobody has touched */)");
}

void lookAtQueue(CProgram& program, const Target& target) {
    openPosix(program, target, "O_RDONLY");
    program.add("struct mq_attr attributes;");
    program.check("mq_getattr(queue, &attributes)", "mq_getattr");
    program.add(R"(printf("message queue: %ld of %ld messages, each of %ld bytes at most\n", attributes.mq_curmsgs,
       attributes.mq_maxmsg, attributes.mq_msgsize);
/* no call shows a message and leaves it there */)");
}

/// Semaphores and segments by their files: no permission to open them is needed.
void changeFile(CProgram& program, const Change& change, std::string_view uid, std::string_view gid) {
    const ObjectId& object = change.object.object;
    for (const char* header : {"fcntl.h", "sys/stat.h"})
        program.include(header);
    const std::string path =
        std::string(posix::sharedMemoryDirectory) + '/' + posix::fileOf(object.kind, object.name.bytes());
    program.add(fmt::format("const char *path = {};", literal(path)));
    if (change.mode) {
        program.check(fmt::format("fchmodat(AT_FDCWD, path, {}, AT_SYMLINK_NOFOLLOW)", octalMode(*change.mode)),
                      "fchmodat");
    }
    if (change.owner || change.group) {
        program.include("unistd.h");
        program.check(fmt::format("lchown(path, {}, {})", uid, gid), "lchown");
    }
}

void changeQueue(CProgram& program, const Change& change, std::string_view uid, std::string_view gid) {
    includePosix(program, Kind::MessageQueue);
    program.include("errno.h");
    program.add(fmt::format("const char *name = {};", literal(change.object.object.name.bytes())));
    program.add("mqd_t queue = mq_open(name, O_RDONLY);");
    program.add("if (queue == -1 && errno == EACCES) queue = mq_open(name, O_WRONLY);");
    program.check("queue", "mq_open");
    // The owner last: it may be that the mode needs his rights
    if (change.mode) program.check(fmt::format("fchmod(queue, {})", octalMode(*change.mode)), "fchmod");
    if (change.owner || change.group) {
        program.include("unistd.h");
        program.check(fmt::format("fchown(queue, {}, {})", uid, gid), "fchown");
    }
    closePosix(program, Kind::MessageQueue);
}

} // namespace

const PosixHandle& posixHandle(Kind kind) {
    static constexpr PosixHandle semaphore{"sem_t *semaphore", "semaphore", "sem_open",
                                           "SEM_FAILED",       "sem_close", "sem_unlink"};
    static constexpr PosixHandle segment{"int fd", "fd", "shm_open", "-1", "close", "shm_unlink"};
    static constexpr PosixHandle queue{"mqd_t queue", "queue", "mq_open", "-1", "mq_close", "mq_unlink"};
    switch (kind) {
    case Kind::Semaphore: return semaphore;
    case Kind::SharedMemory: return segment;
    case Kind::MessageQueue: break;
    }
    return queue;
}

void includePosix(CProgram& program, Kind kind) {
    program.declare("/* glibc before 2.34 wants -pthread and -lrt. */\n");
    for (const char* header : {"fcntl.h", "sys/stat.h"})
        program.include(header);
    switch (kind) {
    case Kind::Semaphore: program.include("semaphore.h"); break;
    case Kind::SharedMemory:
        program.include("sys/mman.h");
        program.include("unistd.h");
        break;
    case Kind::MessageQueue: program.include("mqueue.h"); break;
    }
}

void openPosix(CProgram& program, const Target& target, std::string_view access) {
    const Kind kind = target.object.kind;
    const PosixHandle& handle = posixHandle(kind);
    includePosix(program, kind);
    const std::string_view rest = kind == Kind::Semaphore ? "0" : access;
    const std::string_view mode = kind == Kind::SharedMemory ? ", 0" : "";
    program.add(fmt::format("{} = {}({}, {}{});", handle.declaration, handle.call, literal(target.object.name.bytes()),
                            rest, mode));
    program.failIf(fmt::format("{} == {}", handle.variable, handle.failed), handle.call);
}

void closePosix(CProgram& program, Kind kind) {
    const PosixHandle& handle = posixHandle(kind);
    program.add(fmt::format("{}({});", handle.closing, handle.variable));
}

void writeDeadline(CProgram& program, std::chrono::nanoseconds limit, std::string_view clock) {
    program.include("time.h");
    program.add(fmt::format("struct timespec until;\nclock_gettime({}, &until);", clock));
    program.addTime("until", limit);
}

void makePosix(CProgram& program, Kind kind, const posix::NameChoice& choice, mode_t mode, std::string_view call) {
    const PosixHandle& handle = posixHandle(kind);
    includePosix(program, kind);
    if (isMasked(mode)) program.add("umask(0); /* it takes bits off the mode */");
    if (const auto* name = std::get_if<std::string>(&choice)) {
        program.add(fmt::format("const char *name = {};\n{} = {};", literal(*name), handle.declaration, call));
        return;
    }
    program.include("errno.h");
    program.include("sys/random.h");
    program.add(fmt::format(R"(char name[32];
{};
do {{
    unsigned long long number;
    if (getrandom(&number, sizeof number, 0) == -1) {{
        perror("getrandom");
        return EXIT_FAILURE;
    }}
    snprintf(name, sizeof name, "/ipclens-%016llx", number);
    {} = {};
}} while ({} == {} && errno == EEXIST); /* another has this name */)",
                            handle.declaration, handle.variable, call, handle.variable, handle.failed));
}

void endCreation(CProgram& program, Kind kind, const posix::NameChoice& choice) {
    if (std::holds_alternative<posix::RandomName>(choice))
        program.add(fmt::format("printf(\"{}:%s\\n\", name);", kindName(kind)));
    closePosix(program, kind);
}

void writePosixLook(CProgram& program, const Target& target) {
    switch (target.object.kind) {
    case Kind::Semaphore: lookAtSemaphore(program, target); break;
    case Kind::SharedMemory: lookAtSegment(program, target); break;
    case Kind::MessageQueue: lookAtQueue(program, target); break;
    }
    closePosix(program, target.object.kind);
}

std::string writePosixUnlink(CProgram& program, const Target& target) {
    includePosix(program, target.object.kind);
    return fmt::format("{}({})", posixHandle(target.object.kind).unlinking, literal(target.object.name.bytes()));
}

void writePosix(CProgram& program, const Change& change) {
    const Kind kind = change.object.object.kind;
    const std::string uid = change.owner ? writeIdentity(program, *change.owner, false) : "(uid_t)-1";
    const std::string gid = change.group ? writeIdentity(program, *change.group, true) : "(gid_t)-1";
    if (change.size) {
        openPosix(program, change.object, "O_RDWR");
        program.check(fmt::format("ftruncate(fd, {}L)", *change.size), "ftruncate");
        closePosix(program, kind);
    }
    if (!change.owner && !change.group && !change.mode) return;
    if (kind == Kind::MessageQueue) return changeQueue(program, change, uid, gid);
    changeFile(program, change, uid, gid);
}

} // namespace ipclens::snippets
