// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process.h"

#include "core/base/proc_file.h"

#include <charconv>
#include <chrono>
#include <ctime>

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

/// When the machine started, as its clocks have it now: that moves when the clock is set.
std::chrono::nanoseconds bootTime() noexcept {
    const auto now = [](clockid_t clock) {
        timespec time{};
        clock_gettime(clock, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    return now(CLOCK_REALTIME) - now(CLOCK_BOOTTIME);
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
    if (!started) return {};
    Process process;
    process.pid = pid;
    process.name = text.substr(open + 1, close - open - 1);
    const std::chrono::duration<double> up(static_cast<double>(*started) / static_cast<double>(sysconf(_SC_CLK_TCK)));
    process.startedAt = std::chrono::floor<std::chrono::seconds>(bootTime() + up).count();
    return process;
}

bool couldHaveActed(const Process& process, EpochSeconds actedAt) noexcept {
    return process.startedAt <= actedAt + 1;
}

} // namespace ipclens::processes
