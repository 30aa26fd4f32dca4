// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_script.h"
#include "core/snippets/quote.h"

#include <fmt/format.h>

namespace ipclens::snippets {

using namespace action;

std::string pythonCode(const ReadBytes& read) {
    Script script;
    script.use("sys");
    script.use("sysv_ipc");
    script.comment("Attaching changes nattch, lpid and atime.");
    script.line(openedMemory(read.segment, true));
    if (read.length > 0) // 0 would be all
        script.line(fmt::format("sys.stdout.buffer.write(memory.read({}, offset={}))", read.length, read.offset));
    script.line("memory.detach()");
    return script.text();
}

std::string pythonCode(const WriteBytes& write) {
    Script script;
    script.use("sysv_ipc");
    script.line(openedMemory(write.segment, false));
    std::string writes;
    for (const Stretch& stretch : write.stretches) {
        if (!stretch.expected.empty()) {
            script.line(fmt::format("if memory.read({}, offset={}) != {}:", stretch.expected.size(), stretch.offset,
                                    pythonBytes(stretch.expected, 0)));
            script.line(fmt::format("    raise SystemExit(\"at offset {} stands something else\")", stretch.offset));
        }
        script.line(fmt::format("if memory.size < {}:", stretch.offset + stretch.bytes.size()));
        script.line("    raise SystemExit(\"past the end of the segment\")");
        writes += fmt::format("memory.write({}, offset={})\n", pythonBytes(stretch.bytes, 0), stretch.offset);
    }
    script.add(writes);
    script.line("memory.detach()");
    return script.text();
}

std::string pythonCode(const WriteFile& write) {
    Script script;
    script.use("sysv_ipc");
    script.line(fmt::format("with open({}, \"rb\") as file:", pythonWord(write.path)));
    script.line("    content = file.read()");
    script.line(openedMemory(write.segment, false));
    script.line(fmt::format("memory.write(content, offset={})  # ValueError past the end", write.offset));
    script.line("memory.detach()");
    return script.text();
}

} // namespace ipclens::snippets
