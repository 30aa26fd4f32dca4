// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/removal.h"

#include "core/base/unique_fd.h"
#include "core/posix/failure.h"
#include "core/posix/name.h"
#include "core/posix/queue_identity.h"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

/// The directory of an object's file. Of a queue: none where the one that is there shows other queues.
UniqueFd directoryOf(Kind kind) {
    if (kind == Kind::MessageQueue) return openQueueDirectory().place;
    return UniqueFd(::open(sharedMemoryDirectory, O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/// What unlink(2) of an object's file would answer: 0 or an errno.
int answerOfUnlink(Kind kind, std::string_view name, uid_t owner, const Credentials& credentials) {
    // as the kernel makes the root of a mqueue file system
    struct stat place {};
    place.st_mode = S_IFDIR | S_ISVTX | 0777;
    struct stat file {};
    file.st_uid = owner;
    const UniqueFd directory = directoryOf(kind);
    if (directory && ::fstatat(directory.get(), fileOf(kind, name).c_str(), &file, AT_SYMLINK_NOFOLLOW) == 0) {
        if (::fstat(directory.get(), &place) == -1) return errno;
        const int number = ::faccessat(directory.get(), ".", W_OK | X_OK, AT_EACCESS) == -1 ? errno : 0;
        // mq_unlink(3) goes by a mount of the kernel's own, which is never read-only
        const bool mountAlone = kind == Kind::MessageQueue && number == EROFS;
        if (number != 0 && !mountAlone) return number;
    }
    const bool sticky = (place.st_mode & S_ISVTX) != 0;
    if (sticky && !credentials.ownsFileOf(file.st_uid) && !credentials.ownsFileOf(place.st_uid)) return EPERM;
    return S_ISDIR(file.st_mode) ? EISDIR : 0;
}

} // namespace

Result<void> mayUnlink(Kind kind, std::string_view name, uid_t owner, const Credentials& credentials) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    int number = answerOfUnlink(kind, name, owner, credentials);
    // mq_unlink(3) of glibc
    if (kind == Kind::MessageQueue && number == EPERM) number = EACCES;
    if (number != 0) return failure(failureOn(kind, name, "unlink", number));
    return {};
}

} // namespace ipclens::posix
