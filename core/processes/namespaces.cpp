// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/namespaces.h"

#include "core/base/proc_file.h"
#include "core/processes/namespace_place.h"
#include "core/processes/proc_file.h"
#include "core/processes/process_details.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// The inode in "ipc:[4026531839]"; nothing, with errno, where the link can't be read.
std::optional<std::uint64_t> inodeBehind(const std::string& link) {
    std::array<char, 64> target{};
    const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
    if (length < 0) return {};
    std::string_view text(target.data(), static_cast<std::size_t>(length));
    constexpr std::string_view before = "ipc:[";
    std::uint64_t inode = 0;
    if (text.starts_with(before)) text.remove_prefix(before.size());
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), inode);
    if (failed == std::errc()) return inode;
    errno = EINVAL;
    return {};
}

std::string linkOf(pid_t pid) {
    return fmt::format("/proc/{}/ns/ipc", pid);
}

/// The objects that a table of /proc/sysvipc has: its lines but the first. Nothing where it can't be read. System calls
/// alone.
std::optional<std::uint32_t> linesBelowHeader(const char* path) noexcept {
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    std::array<char, 16384> text; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills what is looked at
    std::uint32_t lines = 0;
    ssize_t length = 0;
    while ((length = ::read(file, text.data(), text.size())) > 0)
        lines += static_cast<std::uint32_t>(std::count(text.data(), text.data() + length, '\n'));
    ::close(file);
    if (length < 0 || lines == 0) return {};
    return lines - 1;
}

/// Of the namespace that the calling process is in.
std::optional<NamespaceCounts> countHere() noexcept {
    const auto semaphores = linesBelowHeader("/proc/sysvipc/sem");
    const auto segments = linesBelowHeader("/proc/sysvipc/shm");
    const auto queues = linesBelowHeader("/proc/sysvipc/msg");
    if (!semaphores || !segments || !queues) return {};
    return NamespaceCounts{*semaphores, *segments, *queues};
}

/// What a process of its own finds in a namespace.
struct Visit {
    const NamespacePlace* place = nullptr;
    bool mayEnter = false;
    std::optional<NamespaceCounts> counts;
};

int visit(void* argument) {
    Visit& visit = *static_cast<Visit*>(argument);
    if (enterIpcOf(*visit.place) != 0) return 1;
    visit.counts = countHere();
    visit.mayEnter = takeOwnMounts(*visit.place) == 0 && enterMountsOf(*visit.place) == 0;
    return 0;
}

void lookInto(IpcNamespace& found) {
    for (const Process& process : found.processes) {
        const auto place = placeOf(process.pid);
        // It may have gone, or moved on
        if (!place || place->ipcInode != found.inode) continue;
        Visit seen;
        seen.place = &*place;
        static_cast<void>(runApart(visit, &seen, false));
        found.mayEnter = seen.mayEnter;
        found.counts = seen.counts;
        return;
    }
}

std::string containerOf(pid_t pid) {
    std::string text;
    if (!readProcFile(fmt::format("/proc/{}/cgroup", pid), text)) return {};
    return containerIn(text);
}

/// Which processes are in which namespace; the own one first.
Namespaces grouped(const Cancellation* cancellation) {
    Namespaces all;
    IpcNamespace& own = all.namespaces.emplace_back();
    own.inode = ownIpcNamespace();
    own.own = true;
    std::unordered_map<std::uint64_t, std::size_t> places{{own.inode, 0}};
    int error = 0;
    auto pids = numbersIn("/proc", error);
    std::sort(pids.begin(), pids.end());
    for (const pid_t pid : pids) {
        if (cancellation != nullptr && cancellation->requested()) break;
        const auto inode = inodeBehind(linkOf(pid));
        if (!inode) {
            if (!isProcessGone(errno)) ++all.notReadable;
            continue;
        }
        auto process = find(pid);
        if (!process) continue;
        const auto [at, isNew] = places.emplace(*inode, all.namespaces.size());
        if (isNew) all.namespaces.emplace_back().inode = *inode;
        all.namespaces[at->second].processes.push_back(std::move(*process));
    }
    return all;
}

} // namespace

Namespaces listNamespaces(const Cancellation* cancellation) {
    Namespaces all = grouped(cancellation);
    for (IpcNamespace& found : all.namespaces) {
        if (cancellation != nullptr && cancellation->requested()) break;
        if (!found.processes.empty()) found.container = containerOf(found.processes.front().pid);
        if (found.own) {
            found.mayEnter = true;
            found.counts = countHere();
        } else {
            lookInto(found);
        }
    }
    return all;
}

Result<std::uint64_t> ipcNamespaceOf(pid_t pid) {
    const auto inode = inodeBehind(linkOf(pid));
    if (inode) return *inode;
    const int number = errno;
    std::string attempted = fmt::format("look into process {}", pid);
    if (isProcessGone(number))
        return failure(errorFromErrno(number, std::move(attempted), ErrorKind::NotFound, "there is no such process"));
    return failure(errorFromErrno(number, std::move(attempted)));
}

std::uint64_t ownIpcNamespace() {
    // Of the thread: it may have entered another one than its program
    return inodeBehind("/proc/thread-self/ns/ipc").value_or(0);
}

} // namespace ipclens::processes
