// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/get.h"

#include "core/sysv/failure.h"

#include <fmt/format.h>

#include <sys/random.h>

namespace ipclens::sysv {

Key randomKey() noexcept {
    Key key;
    while (key.isPrivate()) {
        if (::getrandom(&key.value, sizeof key.value, 0) == -1 && errno != EINTR) return {};
    }
    return key;
}

Result<void> checkKey(const KeyChoice& choice, Kind kind, std::string_view call) {
    const Key* key = std::get_if<Key>(&choice);
    if (key == nullptr || !key->isPrivate()) return {};
    return failure(errorOf(ErrorKind::Invalid, attempted(call, kind, *key), "0 is IPC_PRIVATE and names no object"));
}

std::string attemptedCreation(std::string_view call, Kind kind, const KeyChoice& choice, Key tried) {
    if (std::holds_alternative<PrivateKey>(choice)) return fmt::format("{} {} private", call, kindName(kind));
    return attempted(call, kind, tried);
}

Error failureToGet(Kind kind, std::string attempted, int number) {
    switch (number) {
    case ENOENT:
        return errorFromErrno(number, std::move(attempted), ErrorKind::NotFound,
                              fmt::format("no such {}", kindTitle(kind)));
    case EEXIST: return errorFromErrno(number, std::move(attempted), ErrorKind::Exists, "it exists already");
    default: return errorFromErrno(number, std::move(attempted));
    }
}

} // namespace ipclens::sysv
