// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/failure.h"

#include "core/objects/kernel.h"
#include "core/objects/name.h"
#include "core/objects/users.h"
#include "core/posix/file.h"
#include "core/posix/name.h"
#include "core/posix/queue_identity.h"

#include <fmt/format.h>

#include <cerrno>
#include <utility>

#include <sys/stat.h>

namespace ipclens::posix {

namespace {

std::string ownerAndMode(Kind kind, std::string_view name) {
    QueueFile file;
    if (kind == Kind::MessageQueue) {
        file = findQueueFile(name);
    } else {
        file.found = file.sure = ::lstat(pathOf(kind, name).c_str(), &file.status) == 0;
    }
    if (!file.found) return {};
    UserNames names;
    const std::string* owner = names.user(file.status.st_uid);
    return fmt::format("owner {}, mode {:04o}{}", owner != nullptr ? *owner : std::to_string(file.status.st_uid),
                       file.status.st_mode & 0777U,
                       file.sure ? "" : fmt::format(", if {} is of this IPC namespace", messageQueueDirectory));
}

std::string_view wordsOf(FileType type) noexcept {
    switch (type) {
    case FileType::Regular: return "a file of another size";
    case FileType::Directory: return "a directory";
    case FileType::SymbolicLink: return "a symbolic link, which is not followed";
    case FileType::Fifo: return "a FIFO";
    case FileType::Socket: return "a socket";
    case FileType::Device: break;
    }
    return "a device";
}

} // namespace

std::string_view titleOf(Kind kind) noexcept {
    return kind == Kind::Semaphore ? "semaphore" : kindTitle(kind);
}

std::string attempted(std::string_view call, Kind kind, std::string_view name) {
    return fmt::format("{} {}:{}", call, kindName(kind), escapedName(name));
}

Error failureOn(Kind kind, std::string_view name, std::string_view call, int number) {
    std::string tried = attempted(call, kind, name);
    const auto inWords = [&](std::string reason) {
        return errorFromErrno(number, std::move(tried), kindOfErrno(number), std::move(reason));
    };
    switch (number) {
    case ENOENT: return inWords(fmt::format("no such {}", titleOf(kind)));
    case EEXIST: return inWords("it exists already");
    case anotherFile: return errorOf(ErrorKind::Removed, std::move(tried), "another one has this name now");
    case EACCES:
    case EPERM: {
        Error error = inWords("not permitted");
        error.hint = ownerAndMode(kind, name);
        return error;
    }
    case EAGAIN: return inWords("it would have to wait");
    case ETIMEDOUT: return inWords("the time is over");
    case ECANCELED: return inWords("cancelled");
    case EINTR: return inWords("interrupted by a signal");
    default: return errorFromErrno(number, std::move(tried));
    }
}

Error foreignFile(Kind kind, std::string_view name, std::string_view call) {
    struct stat data {};
    // a mqueue file system has nothing but queues
    const bool there = kind != Kind::MessageQueue && ::lstat(pathOf(kind, name).c_str(), &data) == 0;
    return errorOf(ErrorKind::Other, attempted(call, kind, name),
                   fmt::format("it is no {}, but {}", titleOf(kind),
                               there ? wordsOf(kernel::fileTypeOf(data.st_mode)) : "something else"));
}

Error failureToChange(Kind kind, std::string_view name, int number) {
    constexpr std::string_view call = "change";
    if (number == ELOOP) return foreignFile(kind, name, call);
    Error error = failureOn(kind, name, call, number);
    if (number == EOPNOTSUPP) error.reason = "without /proc this kernel can't change its mode";
    if (number == EINVAL) error.reason = "its owner or group would be one that this user namespace does not know";
    return error;
}

Error closedHandle(Kind kind, std::string_view name, std::string_view call) {
    return errorOf(ErrorKind::Invalid, attempted(call, kind, name), "this handle was closed");
}

} // namespace ipclens::posix
