// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_program.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

namespace {

/// How a kind's *get(2) call is written: what stands between key and flags.
struct Creation {
    Kind kind;
    std::string argument; ///< "3, "; none for queues
    std::string flags;    ///< beside IPC_CREAT, IPC_EXCL and the mode
    mode_t mode;
};

std::string get(const Creation& creation, std::string_view key) {
    return fmt::format("{}get({}, {}IPC_CREAT | IPC_EXCL{} | {})", prefixOf(creation.kind), key, creation.argument,
                       creation.flags, octalMode(creation.mode));
}

/// `int id = …` of a random key: tried again until one is free.
void makeWithRandomKey(CProgram& program, const Creation& creation) {
    program.include("errno.h");
    program.include("sys/random.h");
    program.add(fmt::format(R"(int id;
do {{
    key_t key = IPC_PRIVATE;
    while (key == IPC_PRIVATE) {{
        if (getrandom(&key, sizeof key, 0) == -1) {{
            perror("getrandom");
            return EXIT_FAILURE;
        }}
    }}
    id = {};
}} while (id == -1 && errno == EEXIST); /* another has this key */)",
                            get(creation, "key")));
}

void make(CProgram& program, const sysv::KeyChoice& choice, const Creation& creation, bool open, bool asksMade) {
    const auto prefix = prefixOf(creation.kind);
    program.include(fmt::format("sys/{}.h", prefix));
    const auto* number = std::get_if<Key>(&choice);
    if (std::holds_alternative<sysv::RandomKey>(choice)) {
        makeWithRandomKey(program, creation);
    } else {
        program.add(fmt::format("int id = {};", get(creation, number != nullptr ? cKey(*number) : "IPC_PRIVATE")));
    }
    if (open && number != nullptr) {
        program.include("errno.h");
        const char* zero = creation.kind == Kind::MessageQueue ? "" : "0, ";
        if (asksMade) program.add("int made = id != -1;");
        program.add(fmt::format("if (id == -1 && errno == EEXIST) {{ /* it is there already, and left as it is */\n"
                                "    id = {}get({}, {}0);\n}}",
                                prefix, cKey(*number), zero));
    }
    program.check("id", fmt::format("{}get", prefix));
}

/// What is only done to an object that this program made.
template <class Steps>
void ifMade(CProgram& program, const sysv::KeyChoice& choice, bool open, bool any, Steps steps) {
    const bool asks = open && std::holds_alternative<Key>(choice);
    if (!any) return;
    if (asks) {
        program.add("if (made) {");
        program.indent(4);
    }
    steps();
    if (asks) {
        program.indent(-4);
        program.add("}");
    }
}

/// The mode it is made with, where values or bytes have to be written before it has its own.
mode_t writable(mode_t mode, bool writes) {
    return writes ? mode | 0600U : mode;
}

void giveMode(CProgram& program, Kind kind, mode_t mode, std::string_view afterwards) {
    if (writable(mode, true) == mode) return;
    writeStatAndSet(program, kind, fmt::format("status.{}_perm.mode = {};", prefixOf(kind), octalMode(mode)),
                    afterwards);
}

constexpr std::string_view removeSet = "semctl(id, 0, IPC_RMID);";
constexpr std::string_view removeSegment = "shmctl(id, IPC_RMID, NULL);";
constexpr std::string_view removeQueue = "msgctl(id, IPC_RMID, NULL);";

} // namespace

void writeCode(CProgram& program, const CreateSet& create) {
    const auto& options = create.options;
    const auto initial = initialValues(options);
    const bool values = !initial.values.empty();
    const bool writes = values || options.markInitialised;
    const bool open = options.ifExists == sysv::IfExists::Open;
    make(program, create.key, {Kind::Semaphore, fmt::format("{}, ", initial.count), "", writable(options.mode, writes)},
         open, writes);
    ifMade(program, create.key, open, writes, [&] {
        if (values) {
            program.declareSemun();
            if (initial.values.size() == 1) {
                program.add(fmt::format("static unsigned short values[{0}];\nfor (int i = 0; i < {0}; ++i) values[i] = "
                                        "{1};",
                                        initial.count, initial.values.front()));
            } else {
                program.add(
                    fmt::format("unsigned short values[{}] = {{{}}};", initial.count, fmt::join(initial.values, ", ")));
            }
            program.check("semctl(id, 0, SETALL, (union semun){.array = values})", "semctl SETALL", removeSet);
        }
        if (options.markInitialised) {
            program.add("/* marks it as initialised: sem_otime is not 0 */\n"
                        "struct sembuf mark[] = {{.sem_num = 0, .sem_op = 1}, {.sem_num = 0, .sem_op = -1}};");
            program.check("semop(id, mark, 2)", "semop", removeSet);
        }
        giveMode(program, Kind::Semaphore, options.mode, removeSet);
    });
    program.add("printf(\"sem:@%d\\n\", id);");
}

void writeCode(CProgram& program, const CreateSegment& create) {
    const auto& options = create.options;
    const bool open = options.ifExists == sysv::IfExists::Open;
    std::string flags;
    if (options.hugePages) flags += " | SHM_HUGETLB";
    if (options.noReserve) flags += " | SHM_NORESERVE";
    make(program, create.key,
         {Kind::SharedMemory, fmt::format("{}UL, ", options.size), flags,
          writable(options.mode, options.fill.has_value())},
         open, options.fill.has_value());
    ifMade(program, create.key, open, options.fill.has_value(), [&] {
        program.include("string.h");
        program.add(fmt::format(R"(char *memory = shmat(id, NULL, 0);
if (memory == (void *)-1) {{
    perror("shmat");
    {}
    return EXIT_FAILURE;
}}
memset(memory, {}, {}UL);)",
                                removeSegment, *options.fill, options.size));
        program.check("shmdt(memory)", "shmdt");
        giveMode(program, Kind::SharedMemory, options.mode, removeSegment);
    });
    program.add("printf(\"shm:@%d\\n\", id);");
}

void writeCode(CProgram& program, const CreateQueue& create) {
    const auto& options = create.options;
    const bool open = options.ifExists == sysv::IfExists::Open;
    const bool sets = options.capacity.has_value();
    make(program, create.key, {Kind::MessageQueue, "", "", writable(options.mode, sets)}, open, sets);
    ifMade(program, create.key, open, sets, [&] {
        std::string assignments = fmt::format("status.msg_qbytes = {};", *options.capacity);
        if (writable(options.mode, true) != options.mode)
            assignments += fmt::format("\nstatus.msg_perm.mode = {};", octalMode(options.mode));
        writeStatAndSet(program, Kind::MessageQueue, assignments, removeQueue);
    });
    program.add("printf(\"msg:@%d\\n\", id);");
}

} // namespace ipclens::snippets
