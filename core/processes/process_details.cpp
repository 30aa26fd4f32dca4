// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process_details.h"

#include "core/base/proc_file.h"
#include "core/base/unique_fd.h"
#include "core/processes/process_stat.h"

#include <algorithm>
#include <charconv>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// Arguments end with a zero byte each; a program that rewrites them may leave more of these behind.
std::string commandLineOf(int process) {
    std::string text(longestCommandLine, 0);
    const UniqueFd file(openat(process, "cmdline", O_RDONLY | O_CLOEXEC));
    const ssize_t length = file ? read(file.get(), text.data(), text.size()) : 0;
    text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    text.erase(std::min(text.find_last_not_of('\0') + 1, text.size()));
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
}

/// The line "Uid:", with real, effective, saved and file system's, of a /proc/PID/status.
std::optional<uid_t> effectiveUserIn(std::string_view status) {
    constexpr std::string_view wanted = "Uid:";
    while (!status.empty()) {
        std::string_view line = takeLine(status);
        if (!line.starts_with(wanted)) continue;
        line.remove_prefix(std::min(line.find('\t', wanted.size() + 1) + 1, line.size()));
        uid_t user = 0;
        const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), user);
        if (failed == std::errc() && end != line.data()) return user;
    }
    return {};
}

} // namespace

std::optional<ProcessDetails> detailsOf(const Process& process) {
    if (process.pid <= 0) return {};
    const std::string path = "/proc/" + std::to_string(process.pid);
    // Whoever has the pid later: what is read from here is of one process
    const UniqueFd folder(open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    std::string text;
    if (!folder || !readProcFile("stat", text, folder.get())) return {};
    auto stat = parseStat(text);
    if (!stat || !isSame(stat->process, process)) return {};
    if (!readProcFile("status", text, folder.get())) return {};
    const auto user = effectiveUserIn(text);
    if (!user) return {};
    ProcessDetails details;
    details.process = std::move(stat->process);
    details.uid = *user;
    details.parent = stat->parent;
    details.commandLine = commandLineOf(folder.get());
    if (readProcFile("cgroup", text, folder.get())) details.container = containerIn(text);
    return details;
}

} // namespace ipclens::processes
