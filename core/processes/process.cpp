// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process.h"

#include "core/processes/proc_file.h"

#include <charconv>

#include <unistd.h>

namespace ipclens::processes {
namespace {

/// /proc/PID/stat behind the name: fields are parted by one space each.
std::string_view field(std::string_view text, unsigned index) {
    for (; index > 0; --index) {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos) return {};
        text.remove_prefix(space + 1);
    }
    return text.substr(0, text.find_first_of(" \n"));
}

std::optional<EpochSeconds> number(std::string_view text) {
    EpochSeconds value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failed != std::errc()) return {};
    return value;
}

/// btime of /proc/stat: when the machine started. Read each time: it moves when the clock is set.
std::optional<EpochSeconds> bootTime() {
    std::string text;
    if (!readProcFile("/proc/stat", text)) return {};
    constexpr std::string_view name = "\nbtime ";
    const std::size_t place = text.find(name);
    if (place == std::string::npos) return {};
    return number(std::string_view(text).substr(place + name.size()));
}

} // namespace

std::optional<Process> find(pid_t pid) {
    if (pid <= 0) return {};
    std::string text;
    if (!readProcFile("/proc/" + std::to_string(pid) + "/stat", text)) return {};
    // The name stands in parentheses, and may itself have spaces and parentheses
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open || close + 2 >= text.size()) return {};
    constexpr unsigned startTimeBehindName = 19;
    const auto started = number(field(std::string_view(text).substr(close + 2), startTimeBehindName));
    const auto booted = bootTime();
    if (!started || !booted) return {};
    Process process;
    process.pid = pid;
    process.name = text.substr(open + 1, close - open - 1);
    process.startedAt = *booted + *started / sysconf(_SC_CLK_TCK);
    return process;
}

bool couldHaveActed(const Process& process, EpochSeconds actedAt) noexcept {
    return process.startedAt <= actedAt + 1;
}

} // namespace ipclens::processes
