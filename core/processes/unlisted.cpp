// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/unlisted.h"

#include "core/base/proc_file.h"
#include "core/objects/access.h"

#include <algorithm>
#include <string>

#include <linux/capability.h>
#include <sys/stat.h>

namespace ipclens::processes {
namespace {

/// Inodes of the first namespaces: PROC_…_INIT_INO of the kernel.
constexpr ino_t initialPid = 0xEFFFFFFC;
constexpr ino_t initialUser = 0xEFFFFFFD;

bool hasInode(const char* path, ino_t inode) {
    struct stat status {};
    return ::stat(path, &status) == 0 && status.st_ino == inode;
}

/// Whether /proc shows the caller every process that it has, however it is mounted.
bool seesHidden() {
    return hasCapability(CAP_SYS_PTRACE) && hasInode("/proc/self/ns/user", initialUser);
}

/// The value of `hidepid` in "rw,gid=4,hidepid=invisible"; empty where there is none.
std::string_view hidepidIn(std::string_view options) {
    constexpr std::string_view name = "hidepid=";
    while (!options.empty()) {
        const std::string_view option = options.substr(0, options.find(','));
        options.remove_prefix(std::min(option.size() + 1, options.size()));
        if (option.starts_with(name)) return option.substr(name.size());
    }
    return {};
}

/// Numbers: before Linux 5.8. With "noaccess" they are listed, and then refused.
bool leavesOut(std::string_view hidepid) {
    return !hidepid.empty() && hidepid != "0" && hidepid != "off" && hidepid != "1" && hidepid != "noaccess";
}

} // namespace

bool isPidNamespaceInitial() {
    return hasInode("/proc/self/ns/pid", initialPid);
}

bool hidesProcesses(std::string_view mountInfo) {
    bool hides = false;
    while (!mountInfo.empty()) {
        std::string_view line = takeLine(mountInfo);
        // ID parent device root PLACE options [optional fields] - TYPE source OPTIONS
        const std::size_t dash = line.find(" - ");
        if (dash == std::string_view::npos) continue;
        std::string_view behind = line.substr(dash + 3);
        for (int skipped = 0; skipped < 4; ++skipped)
            static_cast<void>(takeWord(line));
        if (takeWord(line) != "/proc" || takeWord(behind) != "proc") continue;
        static_cast<void>(takeWord(behind));
        hides = leavesOut(hidepidIn(takeWord(behind)));
    }
    return hides;
}

Unlisted unlistedNow() {
    if (!isPidNamespaceInitial()) return Unlisted::Outside;
    if (seesHidden()) return Unlisted::None;
    std::string mountInfo;
    const bool all = readProcFile("/proc/self/mountinfo", mountInfo) && !hidesProcesses(mountInfo);
    return all ? Unlisted::None : Unlisted::Hidden;
}

std::string_view wordsOf(Unlisted unlisted) noexcept {
    switch (unlisted) {
    case Unlisted::None: break;
    case Unlisted::Outside: return "a process outside this PID namespace";
    case Unlisted::Hidden: return "a process that /proc hides (hidepid)";
    }
    return {};
}

} // namespace ipclens::processes
