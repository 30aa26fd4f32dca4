// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/queue_identity.h"

#include "core/base/folder.h"
#include "core/objects/object.h"
#include "core/posix/name.h"
#include "core/posix/open_queues.h"

#include <algorithm>
#include <cerrno>
#include <mqueue.h>
#include <utility>

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace ipclens::posix {
namespace {

UniqueFd placeOf(const std::string& name) {
    return UniqueFd(::mq_open(("/" + name).c_str(), O_RDONLY | O_PATH | O_CLOEXEC));
}

bool areOfOneFileSystem(int left, int right) {
    struct stat a {};
    struct stat b {};
    return ::fstat(left, &a) == 0 && ::fstat(right, &b) == 0 && a.st_dev == b.st_dev;
}

} // namespace

bool isOfQueueFileSystem(int descriptor) noexcept {
    constexpr long mqueueMagic = 0x19800202; // statfs(2): MQUEUE_MAGIC, which no header of the system's has
    struct statfs system {};
    return ::fstatfs(descriptor, &system) == 0 && system.f_type == mqueueMagic;
}

UniqueFd openUnmountedQueues() {
#if defined SYS_fsopen && defined SYS_fsconfig && defined SYS_fsmount
    const UniqueFd context(static_cast<int>(::syscall(SYS_fsopen, "mqueue", FSOPEN_CLOEXEC)));
    if (!context || ::syscall(SYS_fsconfig, context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0) return {};
    const UniqueFd mount(static_cast<int>(::syscall(SYS_fsmount, context.get(), FSMOUNT_CLOEXEC,
                                                    MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)));
    // That is a place alone (O_PATH), and keeps the mount alive; so does what is opened in it
    return UniqueFd(mount ? ::openat(mount.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1);
#else
    return {};
#endif
}

QueueIdentity identityOf(const std::string& name, const struct stat& status, int directory, const char* file) {
    UniqueFd queue = placeOf(name);
    if (!queue && errno == EACCES && ::faccessat(directory, file, R_OK, AT_EACCESS) == 0) {
        // Its mode may have been changed in between: asked once more
        queue = placeOf(name);
        if (!queue && errno == EACCES) return QueueIdentity::Other;
    }
    if (!queue) return errno == ENOENT ? QueueIdentity::Other : QueueIdentity::Unknown;
    struct stat ours {};
    if (::fstat(queue.get(), &ours) != 0) return QueueIdentity::Unknown;
    return ours.st_dev == status.st_dev && ours.st_ino == status.st_ino ? QueueIdentity::Same : QueueIdentity::Other;
}

QueueIdentity identityOfFolder(int folder) {
    const Folder entries = openFolder(folder, ".");
    if (!entries) return QueueIdentity::Unknown;
    while (const dirent* entry = ::readdir(entries.get())) {
        struct stat status {};
        if (entry->d_name[0] == '.' && entry->d_type == DT_DIR) continue;
        if (::fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        const QueueIdentity identity = identityOf(entry->d_name, status, folder, entry->d_name);
        if (identity == QueueIdentity::Same) return identity;
        if (identity == QueueIdentity::Unknown) continue;
        // It may have been removed since, or made anew: only one that is still there is foreign
        struct stat again {};
        const bool stays =
            ::fstatat(folder, entry->d_name, &again, AT_SYMLINK_NOFOLLOW) == 0 && again.st_ino == status.st_ino;
        if (stays) return identity;
    }
    return QueueIdentity::Unknown;
}

QueueDirectory openQueueDirectory() {
    QueueDirectory directory;
    UniqueFd place(::open(messageQueueDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!place) place.reset(::open(messageQueueDirectory, O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place || !isOfQueueFileSystem(place.get())) return directory;
    QueueIdentity identity = identityOfFolder(place.get());
    if (identity == QueueIdentity::Unknown) {
        const UniqueFd ours = openUnmountedQueues();
        if (ours) identity = areOfOneFileSystem(place.get(), ours.get()) ? QueueIdentity::Same : QueueIdentity::Other;
    }
    directory.sure = identity == QueueIdentity::Same;
    if (identity != QueueIdentity::Other) directory.place = std::move(place);
    return directory;
}

QueueFile findQueueFile(std::string_view name) {
    QueueFile file;
    const QueueDirectory directory = openQueueDirectory();
    if (!directory.place) return file;
    const std::string inDirectory = fileOf(Kind::MessageQueue, name);
    file.found = ::fstatat(directory.place.get(), inDirectory.c_str(), &file.status, AT_SYMLINK_NOFOLLOW) == 0;
    file.sure = directory.sure;
    return file;
}

QueueFile findQueueFileOrOpenQueue(std::string_view name) {
    QueueFile file = findQueueFile(name);
    if (file.found) return file;
    const OpenQueues open = findOpenQueues();
    const auto found = std::find_if(open.queues.begin(), open.queues.end(),
                                    [&](const OpenQueue& queue) { return queue.file == name.substr(1); });
    if (found != open.queues.end()) file = {true, false, found->status};
    return file;
}

} // namespace ipclens::posix
