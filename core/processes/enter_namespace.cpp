// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/folder.h"
#include "core/base/unique_fd.h"
#include "core/processes/namespace_place.h"
#include "core/processes/namespaces.h"
#include "core/processes/proc_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

constexpr const char* shmFolder = "/dev/shm";
constexpr const char* queueFolder = "/dev/mqueue";

Result<void> resultOf(int number, const std::string& attempted) {
    if (number == 0) return {};
    Error error = errorFromErrno(number, attempted);
    if (error.kind == ErrorKind::Denied) {
        error.reason = "not permitted";
        error.hint = "that takes root, or who made the user namespace that it belongs to";
    }
    return failure(std::move(error));
}

bool isFolder(const char* path) {
    struct stat status {};
    return ::stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int attach(int mount, const char* place) {
    return static_cast<int>(
        ::syscall(SYS_move_mount, mount, "", AT_FDCWD, place, MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_SYMLINKS));
}

/// The whole of a file or folder as a mount that is nowhere yet.
int detachedCopyOf(int folder, const char* path) {
    return static_cast<int>(::syscall(SYS_open_tree, folder, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE));
}

/// /dev/shm of another process, taken along.
struct ForeignFolder {
    const NamespacePlace* place = nullptr;
    int mount = -1;
};

int takeShmFolder(void* argument) {
    ForeignFolder& folder = *static_cast<ForeignFolder*>(argument);
    if (const int number = enterMountsOf(*folder.place); number != 0) return number;
    folder.mount = detachedCopyOf(AT_FDCWD, shmFolder);
    return folder.mount >= 0 ? 0 : errno;
}

/// Puts one entry of the /dev that was there into the new one.
int bring(int from, const dirent& entry) {
    struct stat status {};
    const std::string path = std::string("/dev/") + entry.d_name;
    if (::fstatat(from, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return -1;
    if (S_ISLNK(status.st_mode)) {
        std::array<char, 4096> target{};
        const ssize_t length = ::readlinkat(from, entry.d_name, target.data(), target.size() - 1);
        return length < 0 ? -1 : ::symlink(target.data(), path.c_str());
    }
    const bool made =
        S_ISDIR(status.st_mode) ? ::mkdir(path.c_str(), 0755) == 0 : ::mknod(path.c_str(), S_IFREG | 0600, 0) == 0;
    const UniqueFd copy(made ? detachedCopyOf(from, entry.d_name) : -1);
    return copy ? attach(copy.get(), path.c_str()) : -1;
}

/// A /dev in which there is a /dev/shm, and all that was there before. For this mount namespace alone: a folder that
/// were made in the old one would be the machine's.
int makeDevice() {
    const UniqueFd before(::open("/dev", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (::mount("tmpfs", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755") != 0) return errno;
    const Folder entries = before ? openFolder(before.get(), ".") : Folder();
    while (const dirent* entry = entries ? ::readdir(entries.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        // What can't be brought is missed, and no object is
        if (name != "." && name != ".." && name != "shm") static_cast<void>(bring(before.get(), *entry));
    }
    return ::mkdir(shmFolder, 0755) == 0 ? 0 : errno;
}

int showShmOf(const NamespacePlace& place) {
    if (!place.mounts) return 0;
    ForeignFolder folder;
    folder.place = &place;
    const int number = runApart(takeShmFolder, &folder, true);
    const UniqueFd mount(folder.mount);
    const bool isMissing = number == ENOENT || number == ENOTDIR;
    if (number != 0 && !isMissing) return number < 0 ? -number : number;
    if (!isFolder(shmFolder)) {
        if (const int failed = makeDevice(); failed != 0) return failed;
    }
    if (!isMissing) return attach(mount.get(), shmFolder) == 0 ? 0 : errno;
    // That process can have no such objects: so there are none, and none can be made
    return ::mount("tmpfs", shmFolder, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0 ? 0 : errno;
}

int showQueues() {
    if (!isFolder(queueFolder)) return 0;
    if (::mount("mqueue", queueFolder, "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0) return 0;
    // A kernel without them
    return errno == ENODEV ? 0 : errno;
}

int makeMountsPrivate() {
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 ? 0 : errno;
}

Result<void> enter(const NamespacePlace& place, const std::string& attempted) {
    if (place.isOwn()) return {};
    if (auto entered = resultOf(enterIpcOf(place), attempted); !entered) return entered;
    if (auto made = resultOf(takeOwnMounts(place), attempted + ", take own mounts"); !made) return made;
    if (auto made = resultOf(makeMountsPrivate(), attempted + ", make the mounts private"); !made) return made;
    if (auto shown = resultOf(showShmOf(place), attempted + ", show its /dev/shm"); !shown) return shown;
    if (auto shown = resultOf(showQueues(), attempted + ", mount its mqueue"); !shown) return shown;
    // What came along may be shared with where it came from
    return resultOf(makeMountsPrivate(), attempted + ", make the mounts private");
}

/// The place of the first process that is in this namespace.
Result<NamespacePlace> placeOfInode(std::uint64_t inode) {
    int error = 0;
    auto pids = numbersIn("/proc", error);
    std::sort(pids.begin(), pids.end());
    std::optional<Error> denied;
    for (const pid_t pid : pids) {
        const auto theirs = ipcNamespaceOf(pid);
        if (!theirs || *theirs != inode) continue;
        auto place = placeOf(pid);
        if (place && place->ipcInode == inode) return place;
        if (!place && place.error().kind == ErrorKind::Denied) denied = place.error();
    }
    if (denied) return failure(std::move(*denied));
    return failure(
        errorOf(ErrorKind::NotFound, fmt::format("enter IPC namespace {}", inode),
                "no process has this pid, and none that may be looked into is in a namespace of this inode"));
}

std::optional<pid_t> asLivingPid(std::uint64_t number) {
    if (number > std::numeric_limits<pid_t>::max()) return {};
    const auto process = find(static_cast<pid_t>(number));
    return process ? std::optional(process->pid) : std::nullopt;
}

} // namespace

Result<std::uint64_t> enterIpcNamespace(std::uint64_t pidOrInode) {
    std::string attempted = fmt::format("enter the IPC namespace of {}", pidOrInode);
    if (pidOrInode == 0)
        return failure(errorOf(ErrorKind::Invalid, std::move(attempted), "a pid or an inode is above 0"));
    int error = 0;
    if (numbersIn("/proc/self/task", error).size() != 1)
        return failure(errorOf(ErrorKind::Invalid, std::move(attempted), "the program has threads already"));
    const auto pid = asLivingPid(pidOrInode);
    if (!pid && pidOrInode == ownIpcNamespace()) return pidOrInode;
    const auto place = pid ? placeOf(*pid) : placeOfInode(pidOrInode);
    if (!place) return failure(place.error());
    if (auto entered = enter(*place, attempted); !entered) return failure(std::move(entered.error()));
    return place->ipcInode;
}

} // namespace ipclens::processes
