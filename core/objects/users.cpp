// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/users.h"

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <vector>

#include <grp.h>
#include <pwd.h>

namespace ipclens {
namespace {

/// Calls a get…_r function with a growing buffer: the entry, or nothing. A group can have very many members.
template <class Entry, class Call>
std::optional<Entry> lookUp(Call call, std::vector<char>& buffer) {
    constexpr std::size_t largest = std::size_t{16} << 20U;
    for (buffer.resize(1024); buffer.size() <= largest; buffer.resize(buffer.size() * 4)) {
        Entry entry{};
        Entry* found = nullptr;
        int failed = 0;
        do {
            failed = call(&entry, buffer.data(), buffer.size(), &found);
        } while (failed == EINTR);
        if (failed == ERANGE) continue;
        if (failed != 0 || found == nullptr) return {};
        return entry;
    }
    return {};
}

std::optional<std::uint32_t> decimal(const std::string& text) {
    std::uint32_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, number);
    // -1 is "leave as it is" to chown and IPC_SET, and no user
    if (text.empty() || failed != std::errc() || stopped != end || number == UINT32_MAX) return {};
    return number;
}

} // namespace

const std::string* UserNames::user(uid_t uid) {
    auto [place, isNew] = users_.try_emplace(uid);
    if (isNew) {
        std::vector<char> buffer;
        const auto entry = lookUp<passwd>([uid](auto... rest) { return getpwuid_r(uid, rest...); }, buffer);
        if (entry) place->second = entry->pw_name;
    }
    return place->second ? &*place->second : nullptr;
}

const std::string* UserNames::group(gid_t gid) {
    auto [place, isNew] = groups_.try_emplace(gid);
    if (isNew) {
        std::vector<char> buffer;
        const auto entry = lookUp<::group>([gid](auto... rest) { return getgrgid_r(gid, rest...); }, buffer);
        if (entry) place->second = entry->gr_name;
    }
    return place->second ? &*place->second : nullptr;
}

std::optional<uid_t> uidByName(const std::string& nameOrNumber) {
    std::vector<char> buffer;
    const auto entry = lookUp<passwd>([&](auto... rest) { return getpwnam_r(nameOrNumber.c_str(), rest...); }, buffer);
    if (entry) return entry->pw_uid;
    return decimal(nameOrNumber);
}

std::optional<gid_t> gidByName(const std::string& nameOrNumber) {
    std::vector<char> buffer;
    const auto entry = lookUp<::group>([&](auto... rest) { return getgrnam_r(nameOrNumber.c_str(), rest...); }, buffer);
    if (entry) return entry->gr_gid;
    return decimal(nameOrNumber);
}

} // namespace ipclens
