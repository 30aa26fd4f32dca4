// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/failure.h"

#include "core/objects/users.h"
#include "core/sysv/look.h"

#include <fmt/format.h>

#include <cerrno>
#include <optional>

namespace ipclens::sysv {

namespace {

template <class Data>
std::optional<Permissions> permissionsBy(Id id) {
    Data data{};
    const Look look = lookAt(id, data);
    if (!look.found()) return std::nullopt;
    return infoFrom(id, data, look).permissions;
}

std::optional<Permissions> permissionsOf(ObjectId object) {
    switch (object.kind) {
    case Kind::Semaphore: return permissionsBy<semid_ds>(object.id);
    case Kind::SharedMemory: return permissionsBy<shmid_ds>(object.id);
    case Kind::MessageQueue: return permissionsBy<msqid_ds>(object.id);
    }
    return std::nullopt;
}

std::string ownerAndMode(ObjectId object) {
    const std::optional<Permissions> permissions = permissionsOf(object);
    if (!permissions) return {};
    UserNames names;
    const std::string* owner = names.user(permissions->uid);
    return fmt::format("owner {}, mode {:04o}", owner != nullptr ? *owner : std::to_string(permissions->uid),
                       permissions->mode);
}

} // namespace

std::string attempted(std::string_view call, ObjectId object) {
    return fmt::format("{} {}", call, toString(object));
}

std::string attempted(std::string_view call, Kind kind, Key key) {
    return fmt::format("{} {}:{}", call, kindName(kind), toString(key));
}

Error failureOn(ObjectId object, std::string_view call, int number) {
    std::string tried = attempted(call, object);
    switch (number) {
    case EINVAL:
        return errorFromErrno(number, std::move(tried), ErrorKind::NotFound,
                              fmt::format("no such {}", kindTitle(object.kind)));
    case EIDRM:
        return errorFromErrno(number, std::move(tried), ErrorKind::Removed,
                              fmt::format("the {} was removed", kindTitle(object.kind)));
    case EACCES:
    case EPERM: {
        Error error = errorFromErrno(number, std::move(tried), ErrorKind::Denied, "not permitted");
        error.hint = ownerAndMode(object);
        return error;
    }
    case EAGAIN: return errorFromErrno(number, std::move(tried), ErrorKind::WouldBlock, "it would have to wait");
    case ETIMEDOUT: return errorFromErrno(number, std::move(tried), ErrorKind::TimedOut, "the time is over");
    case ECANCELED: return errorFromErrno(number, std::move(tried), ErrorKind::Interrupted, "cancelled");
    case EINTR: return errorFromErrno(number, std::move(tried), ErrorKind::Interrupted, "interrupted by a signal");
    default: return errorFromErrno(number, std::move(tried));
    }
}

Error failureToSet(ObjectId object, std::string_view call, int number) {
    Error error = failureOn(object, call, number);
    if (number != EINVAL || !permissionsOf(object)) return error;
    error.kind = ErrorKind::Invalid;
    error.reason = "its owner or group would be one that this user namespace does not know";
    return error;
}

std::string counted(std::uint64_t number, std::string_view unit) {
    return fmt::format("{} {}{}", number, unit, number == 1 ? "" : "s");
}

} // namespace ipclens::sysv
