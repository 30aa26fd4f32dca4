// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/leftovers.h"

#include "core/base/unique_fd.h"
#include "core/transfer/message_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <sys/file.h>

namespace ipclens::transfer {

namespace {

/// Who moves holds the lock as long as it lives.
bool inUse(const std::string& path) noexcept {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return !file || ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

/// The state of the only message; none where there is none, or a line cut short: that one was not taken yet.
std::optional<LineState> stateIn(const std::string& path) {
    auto reader = MessageReader::open(path);
    if (!reader) return std::nullopt;
    const auto next = reader->next();
    if (!next || !next->there) return std::nullopt;
    return next->saved.state;
}

} // namespace

std::vector<Leftover> leftovers(const std::string& rescueFolder) {
    std::vector<Leftover> found;
    std::error_code error; // no folder: nothing was ever left
    for (std::filesystem::directory_iterator each(rescueFolder, error), end; !error && each != end;
         each.increment(error)) {
        const std::string name = each->path().filename().string();
        if (!name.starts_with("moving-") || !name.ends_with(".jsonl")) continue;
        const std::string path = each->path().string();
        if (inUse(path)) continue;
        if (const auto state = stateIn(path)) found.push_back({path, *state});
    }
    std::sort(found.begin(), found.end(), [](const Leftover& a, const Leftover& b) { return a.path < b.path; });
    return found;
}

} // namespace ipclens::transfer
