// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/segment_mapping.h"

#include "core/base/proc_file.h"
#include "core/processes/mappings.h"
#include "core/processes/proc_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace ipclens::bytes {
namespace {

/// The kernel names a segment's file after the key that it was made with, which outlives its removal.
constexpr std::string_view nameOfSegments = "/SYSV";

/// The first address range at which the process has the segment attached.
std::optional<std::string> attachedRange(int folder, Id id) {
    std::string maps;
    if (!readProcFile("maps", maps, folder)) return {};
    const auto mappings = processes::mappingsOf(id, maps);
    if (mappings.empty()) return {};
    return std::string(mappings.front().range);
}

/// A shmid is unique only within its IPC namespace.
bool sharesOurIpcNamespace(int folder) {
    struct stat ours {};
    struct stat theirs {};
    return stat("/proc/self/ns/ipc", &ours) == 0 && fstatat(folder, "ns/ipc", &theirs, 0) == 0 &&
           ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

/// Whether a file lies in the kernel's own mount for segments, where no program can put a file of another name.
bool isKernelMemory(int fd, const struct stat& status) {
    struct statfs system {};
    if (fstatfs(fd, &system) != 0) return false;
    if (system.f_type == HUGETLBFS_MAGIC) return true;
    // memfd_create(2) makes its files in the same mount
    const UniqueFd sibling(memfd_create("", MFD_CLOEXEC));
    struct stat there {};
    return sibling && fstat(sibling.get(), &there) == 0 && status.st_dev == there.st_dev;
}

bool hasNameOf(int fd, Key key) {
    std::array<char, 64> name{};
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t length = readlink(link.c_str(), name.data(), name.size());
    if (length <= 0) return false;
    std::array<char, 16> expected{};
    std::snprintf(expected.data(), expected.size(), "%s%08x", nameOfSegments.data(), key.value);
    const std::string_view found(name.data(), static_cast<std::size_t>(length));
    return found.starts_with(key.isPrivate() ? nameOfSegments : std::string_view(expected.data()));
}

bool isFileOf(int fd, const SegmentInfo& segment) {
    struct stat status {};
    if (fstat(fd, &status) != 0 || status.st_ino != static_cast<ino_t>(segment.id.value)) return false;
    // Huge pages: the file is as long as the pages are
    const auto length = static_cast<std::uint64_t>(status.st_size);
    const auto block = static_cast<std::uint64_t>(std::max<blksize_t>(status.st_blksize, 1));
    const bool fits = length >= segment.size && length - segment.size < block;
    return fits && hasNameOf(fd, segment.key) && isKernelMemory(fd, status);
}

} // namespace

SegmentMapping::SegmentMapping(pid_t pid, UniqueFd folder, std::string range)
    : pid_(pid)
    , folder_(std::move(folder))
    , range_(std::move(range)) {}

std::optional<SegmentMapping> SegmentMapping::ofProcess(pid_t pid, Id id) {
    if (pid <= 0 || pid == getpid()) return {};
    UniqueFd folder(::open(("/proc/" + std::to_string(pid)).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder || !sharesOurIpcNamespace(folder.get())) return {};
    auto range = attachedRange(folder.get(), id);
    if (!range) return {};
    return SegmentMapping(pid, std::move(folder), std::move(*range));
}

std::optional<SegmentMapping> SegmentMapping::find(const SegmentInfo& segment) {
    for (const pid_t likely : {segment.creatorPid, segment.lastPid}) {
        if (auto mapping = ofProcess(likely, segment.id)) return mapping;
    }
    int error = 0;
    for (const pid_t pid : processes::numbersIn("/proc", error)) {
        if (auto mapping = ofProcess(pid, segment.id)) return mapping;
    }
    return {};
}

Result<UniqueFd> SegmentMapping::open(const SegmentInfo& segment) const {
    const auto attempted = [&] { return "read " + toString(ObjectId{Kind::SharedMemory, segment.id}) + " unnoticed"; };
    UniqueFd fd(openat(folder_.get(), ("map_files/" + range_).c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) {
        const int number = errno;
        if (number == ENOENT || number == ESRCH) {
            return failure(errorFromErrno(number, attempted(), ErrorKind::NotFound,
                                          "process " + std::to_string(pid_) + " no longer has it attached"));
        }
        return failure(errorFromErrno(number, attempted()));
    }
    if (!isFileOf(fd.get(), segment)) {
        return failure(errorOf(ErrorKind::NotFound, attempted(),
                               "process " + std::to_string(pid_) + " has something else at this address"));
    }
    return fd;
}

} // namespace ipclens::bytes
