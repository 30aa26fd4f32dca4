// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process.h"

#include "core/base/proc_file.h"
#include "core/processes/process_stat.h"

#include <charconv>
#include <chrono>
#include <ctime>
#include <utility>

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

template <class Integer>
std::optional<Integer> number(std::string_view text) {
    Integer value = 0;
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

std::optional<ProcessStat> parseStat(std::string_view text) {
    // The name stands in parentheses, and may itself have spaces and parentheses
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open || close + 2 >= text.size())
        return {};
    constexpr unsigned stateBehindName = 0;
    constexpr unsigned parentBehindName = 1;
    constexpr unsigned flagsBehindName = 6;
    constexpr unsigned startTimeBehindName = 19;
    const std::string_view rest = text.substr(close + 2);
    const auto pid = number<pid_t>(field(text, 0));
    const std::string_view state = field(rest, stateBehindName);
    const auto flags = number<unsigned>(field(rest, flagsBehindName));
    const auto parent = number<pid_t>(field(rest, parentBehindName));
    const auto started = number<std::uint64_t>(field(rest, startTimeBehindName));
    if (!pid || state.size() != 1 || !parent || !flags || !started) return {};
    constexpr unsigned ofKernel = 0x00200000; // PF_KTHREAD of the kernel's sched.h, the same since 2.6.27
    ProcessStat stat;
    stat.process.pid = *pid;
    stat.process.name = text.substr(open + 1, close - open - 1);
    const std::chrono::duration<double> up(static_cast<double>(*started) / static_cast<double>(sysconf(_SC_CLK_TCK)));
    stat.process.startedAt = std::chrono::floor<std::chrono::seconds>(bootTime() + up).count();
    stat.process.startTicks = *started;
    stat.parent = *parent;
    stat.state = state.front();
    stat.kernelThread = (*flags & ofKernel) != 0;
    return stat;
}

std::optional<Process> find(pid_t pid) {
    if (pid <= 0) return {};
    std::string text;
    if (!readProcFile("/proc/" + std::to_string(pid) + "/stat", text)) return {};
    auto stat = parseStat(text);
    if (!stat) return {};
    return std::move(stat->process);
}

bool isSame(const Process& one, const Process& other) noexcept {
    if (one.pid != other.pid) return false;
    if (one.startTicks != 0 && other.startTicks != 0) return one.startTicks == other.startTicks;
    return one.startedAt == other.startedAt;
}

bool couldHaveActed(const Process& process, EpochSeconds actedAt) noexcept {
    return process.startedAt <= actedAt + 1;
}

EpochSeconds createdBy(const SegmentInfo& segment) noexcept {
    EpochSeconds earliest = segment.changedAt;
    for (const EpochSeconds time : {segment.attachedAt, segment.detachedAt}) {
        if (time != 0 && (earliest == 0 || time < earliest)) earliest = time;
    }
    return earliest;
}

} // namespace ipclens::processes
