// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/object.h"

#include <optional>
#include <string>

namespace ipclens::cli {

/// What an option is for: objects of a kind, of one API or of both.
struct Use {
    Kind kind;
    std::optional<Api> api = {};
};

/// "System V semaphore set", "POSIX semaphore"; "semaphore" for both.
[[nodiscard]] std::string titleOf(Use use);

/// Refuses options that objects of one kind and API have no use for.
class UselessOptions {
public:
    UselessOptions(Kind kind, Api api) noexcept
        : kind_(kind)
        , api_(api) {}

    /// Throws Refused for one that was given.
    void refuse(bool given, const char* name, Use use) const;

private:
    Kind kind_;
    Api api_;
};

} // namespace ipclens::cli
