// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace ipclens {

ErrorKind kindOfErrno(int number) noexcept {
    switch (number) {
    case ENOENT: return ErrorKind::NotFound;
    case EIDRM: return ErrorKind::Removed;
    case EACCES:
    case EPERM: return ErrorKind::Denied;
    case EAGAIN:
    case ENOMSG: return ErrorKind::WouldBlock;
    case ETIMEDOUT: return ErrorKind::TimedOut;
    case EEXIST: return ErrorKind::Exists;
    case ENOSPC:
    case ENOMEM:
    case E2BIG:
    case EMFILE:
    case ENFILE:
    case EMSGSIZE: return ErrorKind::Limit;
    case ERANGE:
    case EFBIG:
    case EOVERFLOW: return ErrorKind::OutOfRange;
    case EINVAL: return ErrorKind::Invalid;
    case EINTR:
    case ECANCELED: return ErrorKind::Interrupted;
    default: return ErrorKind::Other;
    }
}

std::string errnoName(int number) {
    if (number == 0) return {};
    const char* name = ::strerrorname_np(number);
    return name != nullptr ? name : "errno " + std::to_string(number);
}

std::string Error::message() const {
    std::string text = attempted;
    if (!reason.empty()) {
        if (!text.empty()) text += ": ";
        text += reason;
    }
    if (number != 0) text += " (" + errnoName(number) + ")";
    if (!hint.empty()) text += "; " + hint;
    return text;
}

Error errorFromErrno(int number, std::string attempted) {
    // not strerror(3), whose text another thread may overwrite
    const char* description = ::strerrordesc_np(number);
    return errorFromErrno(number, std::move(attempted), kindOfErrno(number),
                          description != nullptr ? description : "unknown error");
}

Error errorFromErrno(int number, std::string attempted, ErrorKind kind, std::string reason) {
    Error error;
    error.kind = kind;
    error.number = number;
    error.attempted = std::move(attempted);
    error.reason = std::move(reason);
    return error;
}

Error errorOf(ErrorKind kind, std::string attempted, std::string reason) {
    return errorFromErrno(0, std::move(attempted), kind, std::move(reason));
}

} // namespace ipclens
