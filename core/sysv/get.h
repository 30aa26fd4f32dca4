// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"
#include "core/sysv/options.h"

#include <cerrno>
#include <string>
#include <string_view>

#include <sys/ipc.h>

namespace ipclens::sysv {

/// What a *get(2) call, or a row of them, answered.
struct Got {
    Id id; ///< -1 where it failed
    bool made = false;
    int error = 0;
    Key key; ///< that was tried last; 0: IPC_PRIVATE
};

/// A key from getrandom(2), never 0. 0 where that fails, with errno.
[[nodiscard]] Key randomKey() noexcept;

/// Refuses a choice of Key 0 in words (Invalid); `kind` and `call` are for them.
[[nodiscard]] Result<void> checkKey(const KeyChoice& choice, Kind kind, std::string_view call);

/// Makes or opens an object. `create(key, flags)` is the *get(2) call that makes one, given IPC_CREAT and IPC_EXCL;
/// `open(key)` is the one that opens one without asking for permissions. Tells made from opened without a race: it
/// always tries to make one exclusively first, and begins again where the existing one goes away meanwhile.
template <class Create, class Open>
[[nodiscard]] Got makeOrOpen(const KeyChoice& choice, IfExists ifExists, Create create, Open open) {
    const bool random = std::holds_alternative<RandomKey>(choice);
    const Key* named = std::get_if<Key>(&choice);
    for (;;) {
        const Key key = random ? randomKey() : named != nullptr ? *named : Key{IPC_PRIVATE};
        if (random && key.isPrivate()) return {Id{}, false, errno, key};
        const Id made{create(static_cast<key_t>(key.value), IPC_CREAT | IPC_EXCL)};
        if (made.value >= 0) return {made, true, 0, key};
        if (errno != EEXIST) return {Id{}, false, errno, key};
        if (random) continue;
        if (ifExists == IfExists::Fail) return {Id{}, false, EEXIST, key};
        const Id opened{open(static_cast<key_t>(key.value))};
        if (opened.value >= 0) return {opened, false, 0, key};
        if (errno != ENOENT) return {Id{}, false, errno, key};
    }
}

/// "semget sem:0x00004320", "semget private".
[[nodiscard]] std::string attemptedCreation(std::string_view call, Kind kind, const KeyChoice& choice, Key tried);

/// The Error of a *get(2) call, as far as it is the same for all kinds; EINVAL comes as Invalid.
[[nodiscard]] Error failureToGet(Kind kind, std::string attempted, int number);

} // namespace ipclens::sysv
