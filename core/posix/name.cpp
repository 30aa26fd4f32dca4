// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/name.h"

#include "core/objects/name.h"

#include <climits>
#include <fmt/format.h>

#include <cerrno>
#include <cstdint>

#include <sys/random.h>

namespace ipclens::posix {

namespace {

std::string_view prefixOf(Kind kind) noexcept {
    return kind == Kind::Semaphore ? semaphorePrefix : std::string_view();
}

/// What is wrong with a name, in words; empty where nothing is.
std::string faultOf(Kind kind, std::string_view name) {
    if (name.empty() || name.front() != '/') return "a POSIX name begins with a slash";
    const std::string_view rest = name.substr(1);
    if (rest.empty()) return "a POSIX name has at least one byte after the slash";
    if (rest.find('/') != std::string_view::npos) return "a POSIX name has no second slash";
    if (rest.find('\0') != std::string_view::npos) return "a POSIX name has no zero byte";
    const std::size_t most = NAME_MAX - prefixOf(kind).size();
    if (rest.size() > most) {
        return fmt::format("a name of {} bytes after the slash is too long, at most {} are possible", rest.size(),
                           most);
    }
    if (kind != Kind::Semaphore && (rest == "." || rest == "..")) return "this names a directory";
    if (kind == Kind::SharedMemory && rest.starts_with(semaphorePrefix) && rest.size() > semaphorePrefix.size())
        return "this is the file of the semaphore /" + escapedName(rest.substr(semaphorePrefix.size()));
    return {};
}

} // namespace

Result<void> checkName(Kind kind, std::string_view name) {
    std::string fault = faultOf(kind, name);
    if (fault.empty()) return {};
    return failure(
        errorOf(ErrorKind::Invalid, fmt::format("name {}:{}", kindName(kind), escapedName(name)), std::move(fault)));
}

std::string fileOf(Kind kind, std::string_view name) {
    return std::string(prefixOf(kind)).append(name.substr(1));
}

Result<std::string> randomName() {
    std::uint64_t number = 0;
    while (::getrandom(&number, sizeof number, 0) == -1) {
        if (errno != EINTR) return failure(errorFromErrno(errno, "getrandom"));
    }
    return fmt::format("/ipclens-{:016x}", number);
}

} // namespace ipclens::posix
