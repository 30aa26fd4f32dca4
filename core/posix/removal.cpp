// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/removal.h"

#include "core/posix/failure.h"
#include "core/posix/file.h"
#include "core/posix/name.h"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

/// What unlink(2) of an object's file would answer: 0 or an errno.
int answerOfUnlink(const char* directory, const std::string& path, uid_t owner, const Credentials& credentials) {
    // as the kernel makes the root of a mqueue file system
    struct stat place {};
    place.st_mode = S_IFDIR | S_ISVTX | 0777;
    struct stat file {};
    file.st_uid = owner;
    if (::lstat(path.c_str(), &file) == 0) {
        if (::stat(directory, &place) == -1) return errno;
        if (::faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == -1) return errno;
    }
    const bool sticky = (place.st_mode & S_ISVTX) != 0;
    if (sticky && !credentials.ownsFileOf(file.st_uid) && !credentials.ownsFileOf(place.st_uid)) return EPERM;
    return S_ISDIR(file.st_mode) ? EISDIR : 0;
}

} // namespace

Result<void> mayUnlink(Kind kind, std::string_view name, uid_t owner, const Credentials& credentials) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    const char* const directory = kind == Kind::MessageQueue ? messageQueueDirectory : sharedMemoryDirectory;
    int number = answerOfUnlink(directory, pathOf(kind, name), owner, credentials);
    // mq_unlink(3) of glibc
    if (kind == Kind::MessageQueue && number == EPERM) number = EACCES;
    if (number != 0) return failure(failureOn(kind, name, "unlink", number));
    return {};
}

} // namespace ipclens::posix
