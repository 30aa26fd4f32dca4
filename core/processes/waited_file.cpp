// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/waited_file.h"

#include "core/base/folder.h"
#include "core/base/unique_fd.h"
#include "core/posix/name.h"
#include "core/posix/queue_identity.h"
#include "core/processes/mappings.h"
#include "core/processes/object_file.h"

#include <climits>

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// The path of /dev/shm and a slash.
const std::string& directoryPrefix() {
    static const std::string prefix = std::string(posix::sharedMemoryDirectory) + '/';
    return prefix;
}

/// Without the directory; empty for one elsewhere.
std::string_view inDirectory(std::string_view path) noexcept {
    if (!path.starts_with(directoryPrefix())) return {};
    return path.substr(directoryPrefix().size());
}

/// The name of the semaphore with that file in /dev/shm.
std::optional<ObjectId> semaphoreWithFile(std::string_view file) {
    if (!file.starts_with(posix::semaphorePrefix)) return {};
    return ObjectId::posix(Kind::Semaphore, Name::ofFile(file.substr(posix::semaphorePrefix.size())));
}

/// "/jobs" of "/jobs" and of "/dev/mqueue/jobs", which a program may have opened as a file. A queue lies at the root of
/// its file system; empty for what lies elsewhere, which may be far away, and not answer.
std::string_view queueNameIn(std::string_view path) noexcept {
    const std::string_view folder = posix::messageQueueDirectory;
    if (path.starts_with(folder)) path.remove_prefix(folder.size());
    return path.size() > 1 && path.rfind('/') == 0 ? path : std::string_view();
}

} // namespace

std::vector<SharedMapping> sharedMappingsIn(std::string_view maps) {
    std::vector<SharedMapping> mappings;
    // All that are shared come with the attachments
    forEachMapping(maps, {.attachments = true, .device = {}}, [&](const Mapping& mapping) {
        if (!mapping.shared || inDirectory(mapping.path).empty()) return;
        mappings.push_back({mapping.begin, mapping.end, {mapping.file, std::string(mapping.path)}});
    });
    return mappings;
}

std::optional<WaitedFile> queueFileOf(pid_t pid, pid_t thread, int descriptor) {
    const std::string place =
        "/proc/" + std::to_string(pid) + "/task/" + std::to_string(thread) + "/fd/" + std::to_string(descriptor);
    std::array<char, PATH_MAX> path{};
    const ssize_t length = readlink(place.c_str(), path.data(), path.size());
    const std::string_view link(path.data(), length < 0 ? 0 : static_cast<std::size_t>(length));
    if (queueNameIn(link).empty()) return {};
    const UniqueFd queue(open(place.c_str(), O_PATH | O_CLOEXEC));
    struct stat data {};
    if (!queue || !posix::isOfQueueFileSystem(queue.get()) || fstat(queue.get(), &data) != 0) return {};
    return WaitedFile{{data.st_dev, data.st_ino}, std::string(link)};
}

bool isKeptIn(ObjectId object, const posix::FileId& file) {
    return fileOf(object) == file;
}

std::optional<ObjectId> queueIn(const WaitedFile& file) {
    const ObjectId queue = ObjectId::posix(Kind::MessageQueue, Name::of(queueNameIn(file.path)));
    return isKeptIn(queue, file.id) ? std::optional(queue) : std::nullopt;
}

std::optional<ObjectId> SemaphoreNames::semaphoreIn(const WaitedFile& file) {
    const auto called = semaphoreWithFile(inDirectory(file.path));
    if (called && isKeptIn(*called, file.id)) return called;
    if (!read_) readDirectory();
    auto each = std::lower_bound(files_.begin(), files_.end(), std::pair(file.id.inode, std::string()));
    for (; each != files_.end() && each->first == file.id.inode; ++each) {
        const auto semaphore = semaphoreWithFile(each->second);
        if (semaphore && isKeptIn(*semaphore, file.id)) return semaphore;
    }
    return {};
}

void SemaphoreNames::readDirectory() {
    read_ = true;
    files_.clear();
    const Folder folder = openFolder(AT_FDCWD, posix::sharedMemoryDirectory);
    if (!folder) return;
    while (const dirent* entry = readdir(folder.get())) {
        const std::string_view name = entry->d_name;
        if (name.starts_with(posix::semaphorePrefix)) files_.emplace_back(entry->d_ino, name);
    }
    std::sort(files_.begin(), files_.end());
}

bool isInThisDirectory(const WaitedFile& file) noexcept {
    struct stat directory {};
    return stat(posix::sharedMemoryDirectory, &directory) == 0 && directory.st_dev == file.id.device;
}

bool isCalledSemaphore(const WaitedFile& file) noexcept {
    return inDirectory(file.path).starts_with(posix::semaphorePrefix);
}

} // namespace ipclens::processes
