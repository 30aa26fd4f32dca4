// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/sought_objects.h"

#include "core/base/unique_fd.h"
#include "core/listing/queue_folder.h"
#include "core/posix/name.h"
#include "core/processes/object_file.h"

#include <climits>

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

constexpr std::string_view deleted = " (deleted)";

auto orderOf(const posix::FileId& file) noexcept {
    return std::tuple(file.device, file.inode);
}

/// Where glibc keeps semaphores and segments.
struct Place {
    dev_t device = 0;
    std::string path; ///< without symbolic links
};

std::optional<Place> sharedMemoryPlace() {
    const UniqueFd folder(open(posix::sharedMemoryDirectory, O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat status {};
    if (!folder || fstat(folder.get(), &status) != 0) return {};
    std::array<char, PATH_MAX> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(folder.get());
    const ssize_t length = readlink(link.c_str(), target.data(), target.size());
    if (length <= 0) return Place{status.st_dev, posix::sharedMemoryDirectory};
    return Place{status.st_dev, std::string(target.data(), static_cast<std::size_t>(length))};
}

} // namespace

SoughtObjects SoughtObjects::of(const listing::Snapshot& snapshot) {
    SoughtObjects sought;
    sought.segments_.reserve(snapshot.segments.size());
    for (const SegmentInfo& segment : snapshot.segments)
        sought.segments_.push_back(segment.id.value);
    const std::size_t files =
        snapshot.posixSemaphores.size() + snapshot.posixSegments.size() + snapshot.posixQueues.size();
    sought.files_.reserve(files);
    sought.names_.reserve(files);
    if (!snapshot.posixSemaphores.empty() || !snapshot.posixSegments.empty()) sought.addSharedMemory(snapshot);
    if (!snapshot.posixQueues.empty()) sought.addQueues(snapshot);
    sought.sortFiles();
    return sought;
}

SoughtObjects SoughtObjects::of(ObjectId object) {
    SoughtObjects sought;
    if (object.api() == Api::SysV) {
        if (object.kind == Kind::SharedMemory) sought.segments_.push_back(object.id.value);
        return sought;
    }
    const auto file = fileOf(object);
    sought.sure_ = file.has_value();
    if (!file) return sought;
    sought.addFile(*file, object);
    sought.sortFiles();
    if (object.kind == Kind::MessageQueue) return sought;
    sought.mappedDevice_ = file->device;
    if (const auto place = sharedMemoryPlace()) sought.folder_ = place->path + '/';
    return sought;
}

void SoughtObjects::addSharedMemory(const listing::Snapshot& snapshot) {
    const auto place = sharedMemoryPlace();
    sure_ = sure_ && place.has_value();
    if (!place) return;
    mappedDevice_ = place->device;
    folder_ = place->path + '/';
    for (const PosixSemaphoreInfo& semaphore : snapshot.posixSemaphores)
        addFile({place->device, semaphore.inode}, ObjectId::posix(Kind::Semaphore, semaphore.name));
    for (const PosixSegmentInfo& segment : snapshot.posixSegments)
        addFile({place->device, segment.inode}, ObjectId::posix(Kind::SharedMemory, segment.name));
}

void SoughtObjects::addQueues(const listing::Snapshot& snapshot) {
    const auto device = deviceOf(snapshot.posixQueues);
    sure_ = sure_ && device.has_value();
    if (!device) return;
    for (const PosixQueueInfo& queue : snapshot.posixQueues)
        addFile({*device, queue.inode}, ObjectId::posix(Kind::MessageQueue, queue.name));
}

void SoughtObjects::addFile(const posix::FileId& file, ObjectId object) {
    files_.push_back({file, object});
    names_.insert(object.name.bytes().substr(1));
}

void SoughtObjects::sortFiles() {
    std::sort(files_.begin(), files_.end(),
              [](const File& one, const File& other) { return orderOf(one.file) < orderOf(other.file); });
    for (const File& file : files_) {
        if (devices_.empty() || devices_.back() != file.file.device) devices_.push_back(file.file.device);
    }
}

std::optional<ObjectId> SoughtObjects::segment(ino_t inode) const noexcept {
    if (inode > static_cast<ino_t>(INT_MAX)) return {};
    const int id = static_cast<int>(inode);
    if (!std::binary_search(segments_.begin(), segments_.end(), id)) return {};
    return ObjectId{Kind::SharedMemory, Id{id}};
}

std::vector<SoughtObjects::File>::const_iterator SoughtObjects::firstOf(const posix::FileId& file) const noexcept {
    return std::lower_bound(files_.begin(), files_.end(), file, [](const File& each, const posix::FileId& wanted) {
        return orderOf(each.file) < orderOf(wanted);
    });
}

std::optional<ObjectId> SoughtObjects::objectIn(const posix::FileId& file) const noexcept {
    const auto first = firstOf(file);
    return first != files_.end() && first->file == file ? std::optional(first->object) : std::nullopt;
}

bool SoughtObjects::hasInode(ino_t inode) const noexcept {
    return std::any_of(devices_.begin(), devices_.end(), [&](dev_t device) {
        const posix::FileId file{device, inode};
        const auto found = firstOf(file);
        return found != files_.end() && found->file == file;
    });
}

bool SoughtObjects::mayLeadTo(std::string_view path) const {
    if (!path.starts_with('/')) return false;
    if (!folder_.empty() && path.starts_with(folder_)) return true;
    path.remove_prefix(path.rfind('/') + 1);
    const auto hasName = [&](std::string_view file) {
        return names_.contains(file) || (file.starts_with(posix::semaphorePrefix) &&
                                         names_.contains(file.substr(posix::semaphorePrefix.size())));
    };
    return hasName(path) || (path.ends_with(deleted) && hasName(path.substr(0, path.size() - deleted.size())));
}

} // namespace ipclens::processes
