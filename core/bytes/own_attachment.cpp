// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/own_attachment.h"

#include "core/base/proc_file.h"

#include <array>
#include <cinttypes>
#include <cstdio>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace ipclens::bytes {
namespace {

/// The line of /proc/self/maps that begins at this address; empty for none.
std::string lineOf(const void* address) {
    std::array<char, 32> start{};
    const int length =
        std::snprintf(start.data(), start.size(), "\n%08" PRIxPTR "-", reinterpret_cast<std::uintptr_t>(address));
    std::string maps;
    if (!readProcFile("/proc/self/maps", maps)) return {};
    maps.insert(maps.begin(), '\n');
    const auto begin = maps.find(start.data(), 0, static_cast<std::size_t>(length));
    if (begin == std::string::npos) return {};
    return maps.substr(begin + 1, maps.find('\n', begin + 1) - begin - 1);
}

/// Segments of pages of the usual size lie in one mount of the kernel's own, as files of memfd_create(2) do, those of
/// huge ones in another.
bool liesAmongUsualPages(unsigned major, unsigned minor) {
    const UniqueFd sibling(memfd_create("", MFD_CLOEXEC));
    struct stat there {};
    return sibling && fstat(sibling.get(), &there) == 0 && there.st_dev == makedev(major, minor);
}

} // namespace

OwnAttachment lookAtAttachment(const void* address) {
    OwnAttachment attachment;
    const std::string line = lineOf(address);
    unsigned major = 0;
    unsigned minor = 0;
    if (std::sscanf(line.c_str(), "%*s %*s %*s %x:%x", &major, &minor) != 2) return attachment;
    attachment.hugePages = !liesAmongUsualPages(major, minor);
    const std::string file = "/proc/self/map_files/" + line.substr(0, line.find(' '));
    attachment.file.reset(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    return attachment;
}

} // namespace ipclens::bytes
