// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/process_text.h"

#include "core/base/utf8.h"

#include <fmt/format.h>

namespace ipclens::cli {

std::string processText(const processes::Process& process) {
    return fmt::format("{} ({})", process.pid, escaped(process.name));
}

std::string useText(const processes::Attached& use, Api api) {
    const auto times = [](std::uint32_t count) { return count > 1 ? fmt::format(", {} times", count) : std::string(); };
    const char* const how = use.writable ? "rw" : "r";
    if (use.times == 0) return fmt::format("open {}{}", how, times(use.descriptors));
    std::string text = fmt::format("{} {}{}", api == Api::SysV ? "attached" : "mapped", how, times(use.times));
    if (use.descriptors > 0) text += fmt::format(", and open{}", times(use.descriptors));
    return text;
}

void addProcess(JsonObject& json, const processes::Process& process) {
    json.number("pid", process.pid);
    json.text("name", process.name);
    json.number("started_at", process.startedAt);
}

void addUse(JsonObject& json, const processes::Attached& use, Api api) {
    json.number("attached", api == Api::SysV ? use.times : 0);
    json.number("mapped", api == Api::Posix ? use.times : 0);
    json.number("descriptors", use.descriptors);
    json.boolean("writable", use.writable);
}

void addTextUnlessEmpty(JsonObject& json, const MemberName& name, std::string_view text) {
    if (text.empty()) {
        json.null(name);
    } else {
        json.text(name, text);
    }
}

} // namespace ipclens::cli
