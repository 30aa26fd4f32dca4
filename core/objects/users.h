// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include <sys/types.h>

namespace ipclens {

/// Names of users and groups by number, remembered: getpwuid_r(3) may ask a directory server. Not thread-safe; one a
/// thread.
class UserNames {
public:
    /// The name, or nullptr where the number has none. The pointer holds as long as this object.
    [[nodiscard]] const std::string* user(uid_t uid);
    [[nodiscard]] const std::string* group(gid_t gid);

private:
    std::unordered_map<uid_t, std::optional<std::string>> users_;
    std::unordered_map<gid_t, std::optional<std::string>> groups_;
};

/// The uid of a user by name or decimal number; nothing if there is none.
[[nodiscard]] std::optional<uid_t> uidByName(const std::string& nameOrNumber);
/// The gid of a group by name or decimal number; nothing if there is none.
[[nodiscard]] std::optional<gid_t> gidByName(const std::string& nameOrNumber);

} // namespace ipclens
