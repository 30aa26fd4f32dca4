// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/c_posix.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::snippets {

using namespace action;

namespace {

constexpr std::string_view pastTheEnd = "past the end of the segment";
constexpr std::string_view notAll = "not all of it could be written: there may be no memory left";

void openAndStat(CProgram& program, const Target& segment, std::string_view access) {
    openPosix(program, segment, access);
    program.add("struct stat status;");
    program.check("fstat(fd, &status)", "fstat");
}

void checkEnd(CProgram& program, std::uint64_t end) {
    if (end == 0) return; // what is always false is warned of
    program.refuseIf(fmt::format("(unsigned long long)status.st_size < {}ULL", end), pastTheEnd);
}

/// The size, and the bytes that it is filled with; what is half done goes away again.
void writeContent(CProgram& program, const posix::SegmentOptions& options) {
    if (options.size == 0) return;
    constexpr std::string_view removeSegment = "shm_unlink(name);";
    program.check(fmt::format("ftruncate(fd, {}L)", options.size), "ftruncate", removeSegment);
    if (!options.fill) return;
    program.include("errno.h");
    program.include("string.h");
    program.add(
        fmt::format("errno = posix_fallocate(fd, 0, {}L); /* there may be no room for all of it */", options.size));
    program.failIf("errno != 0", "posix_fallocate", removeSegment);
    program.add(
        fmt::format("char *memory = mmap(NULL, {}UL, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);", options.size));
    program.failIf("memory == MAP_FAILED", "mmap", removeSegment);
    program.add(fmt::format("memset(memory, {}, {}UL);", *options.fill, options.size));
    program.check(fmt::format("munmap(memory, {}UL)", options.size), "munmap");
}

/// All stretches are looked at before the first is written.
void checkStretch(CProgram& program, const Stretch& stretch, int number) {
    program.declare(fmt::format("static const char bytes{}[] = {};\n", number, cLiteral(stretch.bytes, 4)));
    checkEnd(program, stretch.offset + std::max(stretch.bytes.size(), stretch.expected.size()));
    if (stretch.expected.empty()) return;
    program.include("string.h");
    program.declare(
        fmt::format("static const char expected{0}[] = {1};\nstatic char found{0}[sizeof expected{0} - 1];\n", number,
                    cLiteral(stretch.expected, 4)));
    program.check(fmt::format("pread(fd, found{0}, sizeof found{0}, {1}L)", number, stretch.offset), "pread");
    program.refuseIf(fmt::format("memcmp(found{0}, expected{0}, sizeof found{0}) != 0", number),
                     fmt::format("something else stands at offset {}", stretch.offset));
}

} // namespace

void writeCode(CProgram& program, const CreatePosixSegment& create) {
    const auto& options = create.options;
    const bool opens = options.ifExists == IfExists::Open && std::holds_alternative<std::string>(create.name);
    makePosix(program, Kind::SharedMemory, create.name, options.mode,
              fmt::format("shm_open(name, O_RDWR | O_CREAT | O_EXCL, {})", octalMode(options.mode)));
    const bool hasContent = options.size > 0;
    if (opens) {
        const bool empties = options.content == posix::Content::Truncate;
        const bool reads = options.access == posix::SegmentAccess::ReadOnly && !empties;
        program.include("errno.h");
        if (hasContent) program.add("int made = fd != -1;");
        program.add(fmt::format("if (fd == -1 && errno == EEXIST) {{ /* it is there already{} */\n"
                                "    fd = shm_open(name, {}, 0);\n}}",
                                empties ? ", and loses its bytes" : ", and left as it is",
                                empties ? "O_RDWR | O_TRUNC"
                                : reads ? "O_RDONLY"
                                        : "O_RDWR"));
    }
    program.check("fd", "shm_open");
    if (opens && hasContent) {
        program.add("if (made) {");
        program.indent(4);
    }
    writeContent(program, options);
    if (opens && hasContent) {
        program.indent(-4);
        program.add("}");
    }
    endCreation(program, Kind::SharedMemory, create.name);
}

void writePosix(CProgram& program, const ReadBytes& read) {
    openAndStat(program, read.segment, "O_RDONLY");
    checkEnd(program, read.offset + read.length);
    program.add(fmt::format(R"(
/* mmap would take up memory for pages that nobody has touched */
static char bytes[65536];
off_t offset = {}L;
size_t left = {}UL;
while (left > 0) {{
    ssize_t size = pread(fd, bytes, left < sizeof bytes ? left : sizeof bytes, offset);)",
                            read.offset, read.length));
    program.indent(4);
    program.check("size", "pread");
    program.refuseIf("size == 0", "it was cut short meanwhile");
    program.indent(-4);
    program.add(R"(    fwrite(bytes, 1, (size_t)size, stdout);
    offset += size;
    left -= (size_t)size;
})");
    closePosix(program, Kind::SharedMemory);
}

void writePosix(CProgram& program, const WriteBytes& write) {
    openAndStat(program, write.segment, "O_RDWR");
    int number = 0;
    for (const Stretch& stretch : write.stretches)
        checkStretch(program, stretch, number++);
    number = 0;
    for (const Stretch& stretch : write.stretches) {
        program.refuseIf(
            fmt::format("pwrite(fd, bytes{0}, sizeof bytes{0} - 1, {1}L) != (ssize_t)(sizeof bytes{0} - 1)", number,
                        stretch.offset),
            notAll);
        ++number;
    }
    closePosix(program, Kind::SharedMemory);
}

void writePosix(CProgram& program, const WriteFile& write) {
    openAndStat(program, write.segment, "O_RDWR");
    program.add(fmt::format("FILE *file = fopen({}, \"rb\");", cLiteral(bytesOf(write.path), 8)));
    program.failIf("file == NULL", "fopen");
    program.check("fseek(file, 0, SEEK_END)", "fseek");
    program.add("long end = ftell(file);\nrewind(file);");
    program.refuseIf(fmt::format("end > status.st_size - {}L", write.offset), pastTheEnd);
    program.add(fmt::format(R"(
static char bytes[65536];
off_t offset = {}L;
size_t size;
while ((size = fread(bytes, 1, sizeof bytes, file)) > 0) {{)",
                            write.offset));
    program.indent(4);
    program.refuseIf("pwrite(fd, bytes, size, offset) != (ssize_t)size", notAll);
    program.indent(-4);
    program.add("    offset += (off_t)size;\n}");
    program.failIf("ferror(file)", "fread");
    program.add("fclose(file);");
    closePosix(program, Kind::SharedMemory);
}

} // namespace ipclens::snippets
