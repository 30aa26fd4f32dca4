// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"
#include "core/snippets/c_program.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

namespace {

void attach(CProgram& program, const Target& segment, bool readOnly) {
    program.open(segment);
    program.add("struct shmid_ds status;");
    program.check("shmctl(id, IPC_STAT, &status)", "shmctl IPC_STAT");
    program.add(fmt::format("/* attaching and detaching change nattch, lpid and times */\n{}char *memory = shmat(id, "
                            "NULL, {});",
                            readOnly ? "const " : "", readOnly ? "SHM_RDONLY" : "0"));
    program.add("if (memory == (void *)-1) {\n    perror(\"shmat\");\n    return EXIT_FAILURE;\n}");
}

void checkRange(CProgram& program, std::uint64_t offset, std::string_view length) {
    if (offset == 0) { // what is always false is warned of
        program.add(fmt::format("if ({} > status.shm_segsz) {{", length));
    } else {
        program.add(fmt::format("if ({0}UL > status.shm_segsz || {1} > status.shm_segsz - {0}UL) {{", offset, length));
    }
    program.add(R"(    fputs("past the end of the segment\n", stderr);
    return EXIT_FAILURE;
})");
}

} // namespace

void writeCode(CProgram& program, const ReadBytes& read) {
    if (read.segment.isPosix()) return writePosix(program, read);
    attach(program, read.segment, true);
    const std::string length = fmt::format("{}UL", read.length);
    checkRange(program, read.offset, length);
    program.add(fmt::format("fwrite(memory + {}UL, 1, {}, stdout);", read.offset, length));
    program.check("shmdt(memory)", "shmdt");
}

void writeCode(CProgram& program, const WriteBytes& write) {
    if (write.segment.isPosix()) return writePosix(program, write);
    program.include("string.h");
    attach(program, write.segment, false);
    std::string writes;
    int number = 0;
    for (const Stretch& stretch : write.stretches) {
        const std::string bytes = fmt::format("bytes{}", number);
        program.declare(fmt::format("static const char {}[] = {};\n", bytes, cLiteral(stretch.bytes, 4)));
        checkRange(program, stretch.offset, fmt::format("sizeof {} - 1", bytes));
        if (!stretch.expected.empty()) {
            program.declare(
                fmt::format("static const char expected{}[] = {};\n", number, cLiteral(stretch.expected, 4)));
            checkRange(program, stretch.offset, fmt::format("sizeof expected{} - 1", number));
            program.add(fmt::format(R"(if (memcmp(memory + {0}UL, expected{1}, sizeof expected{1} - 1) != 0) {{
    fputs("something else stands at offset {0}\n", stderr);
    return EXIT_FAILURE;
}})",
                                    stretch.offset, number));
        }
        writes += fmt::format("memcpy(memory + {0}UL, {1}, sizeof {1} - 1);\n", stretch.offset, bytes);
        ++number;
    }
    program.add(writes);
    program.check("shmdt(memory)", "shmdt");
}

void writeCode(CProgram& program, const WriteFile& write) {
    if (write.segment.isPosix()) return writePosix(program, write);
    attach(program, write.segment, false);
    program.add(fmt::format(R"(FILE *file = fopen({}, "rb");
if (file == NULL) {{
    perror("fopen");
    return EXIT_FAILURE;
}})",
                            cLiteral(bytesOf(write.path), 8)));
    program.check("fseek(file, 0, SEEK_END)", "fseek");
    program.add("size_t size = (size_t)ftell(file);\nrewind(file);");
    checkRange(program, write.offset, "size");
    program.add(fmt::format(R"(if (fread(memory + {}UL, 1, size, file) != size) {{
    perror("fread");
    return EXIT_FAILURE;
}}
fclose(file);)",
                            write.offset));
    program.check("shmdt(memory)", "shmdt");
}

} // namespace ipclens::snippets
