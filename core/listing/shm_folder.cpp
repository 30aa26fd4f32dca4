// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/shm_folder.h"

#include "core/base/folder.h"
#include "core/base/unique_fd.h"
#include "core/posix/failure.h"
#include "core/posix/file.h"
#include "core/posix/name.h"
#include "core/posix/semaphore.h"

#include <fmt/format.h>

#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

namespace ipclens::listing {
namespace {

/// Whether anything of this machine lies in swap, so that a page of a file may.
bool anythingIsSwapped() {
    struct sysinfo info {};
    return sysinfo(&info) != 0 || info.freeswap != info.totalswap;
}

class Walk {
public:
    Walk(int folder, Kinds kinds, Snapshot& snapshot)
        : folder_(folder)
        , kinds_(kinds)
        , snapshot_(snapshot) {}

    /// `type` as readdir(3) has it.
    void take(const char* file, unsigned char type) {
        const std::string_view name = file;
        if (name == "." || name == "..") return;
        if (name.size() > posix::semaphorePrefix.size() && name.starts_with(posix::semaphorePrefix)) {
            if (kinds_.semaphores) takeSemaphore(file);
        } else if (kinds_.sharedMemory && (type == DT_REG || type == DT_UNKNOWN)) {
            takeSegment(file);
        }
    }

    void finish(const std::string& folder) {
        if (unopened_ > 0) {
            snapshot_.warnings.push_back(
                fmt::format("{} POSIX semaphores could not be opened: there are too many open files", unopened_));
        }
        if (unsearched_) {
            snapshot_.unread.push_back(
                fmt::format("POSIX semaphores and segments are not shown: {} may not be searched (EACCES)", folder));
        }
    }

private:
    void takeSemaphore(const char* file) {
        const posix::SemaphoreLook look = posix::lookAtSemaphore(folder_, file);
        if (!isThere(look.file.known(), look.error)) return;
        if (look.error == EMFILE || look.error == ENFILE) ++unopened_;
        PosixSemaphoreInfo& info = snapshot_.posixSemaphores.emplace_back();
        info.name = Name::ofFile(std::string_view(file).substr(posix::semaphorePrefix.size()));
        info.inode = look.file.id.inode;
        info.permissions = look.file.permissions;
        if (look.error == EACCES) info.access = Access::Denied;
        info.bogus = look.bogus;
        info.known = look.known();
        info.value = look.value;
        info.waiting = look.waiting;
        info.changedAt = look.file.changedAt;
        info.fileType = look.file.type;
        info.fileSize = look.file.size;
    }

    void takeSegment(const char* name) {
        struct stat status {};
        const int error = fstatat(folder_, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
        if (!isThere(error == 0, error) || !S_ISREG(status.st_mode)) return;
        const posix::FileInfo file = posix::infoFrom(status);
        PosixSegmentInfo& info = snapshot_.posixSegments.emplace_back();
        info.name = Name::ofFile(name);
        info.inode = file.id.inode;
        info.permissions = file.permissions;
        info.access = mayRead(name, file.permissions) ? Access::Readable : Access::Denied;
        info.size = file.size;
        info.changedAt = file.changedAt;
        // tmpfs counts what lies in swap too
        info.resident = file.allocated == 0 || !swapped_ ? file.allocated : unknownBytes;
    }

    /// Whether there is a file; `error` is why it could not be looked at.
    [[nodiscard]] bool isThere(bool found, int error) noexcept {
        if (!found && error == EACCES) unsearched_ = true;
        return found && error != ENOENT;
    }

    /// The owner's own bit needs no system call; all else (groups, access lists, capabilities) is the kernel's to say.
    [[nodiscard]] bool mayRead(const char* file, const Permissions& permissions) const noexcept {
        if (permissions.uid == euid_ && (permissions.mode & S_IRUSR) != 0) return true;
        return faccessat(folder_, file, R_OK, AT_EACCESS | AT_SYMLINK_NOFOLLOW) == 0;
    }

    int folder_;
    Kinds kinds_;
    Snapshot& snapshot_;
    uid_t euid_ = geteuid();
    bool swapped_ = anythingIsSwapped();
    std::uint32_t unopened_ = 0;
    bool unsearched_ = false;
};

} // namespace

Result<void> listShmFolder(const std::string& folder, Kinds kinds, Snapshot& snapshot) {
    const Folder entries = openFolder(AT_FDCWD, folder.c_str());
    if (!entries) return failure(errorFromErrno(errno, "list " + folder));
    Walk walk(dirfd(entries.get()), kinds, snapshot);
    while (const dirent* entry = readdir(entries.get()))
        walk.take(entry->d_name, entry->d_type);
    walk.finish(folder);
    return {};
}

Result<ObjectInfo> lookInShmFolder(ObjectId object) {
    constexpr std::string_view call = "look at";
    const std::string_view name = object.name.bytes();
    const UniqueFd place(open(posix::sharedMemoryDirectory, O_PATH | O_DIRECTORY | O_CLOEXEC));
    const std::string file = posix::fileOf(object.kind, name);
    struct stat status {};
    if (!place || fstatat(place.get(), file.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return failure(posix::failureOn(object.kind, name, call, errno));
    Snapshot found;
    Walk(place.get(), Kinds::only(object.kind), found).take(file.c_str(), DT_UNKNOWN);
    if (!found.posixSemaphores.empty()) return found.posixSemaphores.front();
    if (!found.posixSegments.empty()) return found.posixSegments.front();
    if (!S_ISREG(status.st_mode)) return failure(posix::foreignFile(object.kind, name, call));
    return failure(posix::failureOn(object.kind, name, call, ENOENT));
}

} // namespace ipclens::listing
