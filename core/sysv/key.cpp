// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/key.h"

#include <fmt/format.h>

#include <cerrno>

#include <sys/stat.h>

namespace ipclens::sysv {

namespace {

Result<struct stat> statusOf(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) return status;
    const int number = errno;
    return failure(errorFromErrno(number, "ftok " + path));
}

/// As ftok(3) of glibc, musl and the BSDs puts it together.
Key keyOf(const struct stat& status, std::uint8_t project) noexcept {
    return {static_cast<std::uint32_t>(project) << 24U | static_cast<std::uint32_t>(status.st_dev & 0xffU) << 16U |
            static_cast<std::uint32_t>(status.st_ino & 0xffffU)};
}

} // namespace

Result<KeyOrigin> keyOfPath(const std::string& path, std::uint8_t project) {
    const Result<struct stat> status = statusOf(path);
    if (!status) return failure(status.error());
    const KeyOrigin origin{keyOf(*status, project), project, status->st_dev, status->st_ino};
    if (!origin.key.isPrivate()) return origin;
    Error error = errorOf(ErrorKind::Invalid, "ftok " + path, "the key would be 0, which is IPC_PRIVATE");
    error.hint = "take another project or path";
    return failure(std::move(error));
}

Result<bool> keyCouldComeFrom(Key key, const std::string& path) {
    return statusOf(path).map([&](const struct stat& status) { return keyOf(status, bytesOfKey(key).project) == key; });
}

} // namespace ipclens::sysv
