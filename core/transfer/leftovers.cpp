// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/leftovers.h"

#include "core/base/unique_fd.h"
#include "core/transfer/landing_slot.h"
#include "core/transfer/message_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace ipclens::transfer {

namespace {

/// Who moves holds the lock as long as it lives.
bool inUse(const std::string& path) noexcept {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return !file || ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

/// The state of the only message; none where there is none, or a line cut short: that one was not taken yet.
std::optional<Leftover> ofMove(const std::string& path) {
    auto reader = MessageReader::open(path);
    if (!reader) return std::nullopt;
    const auto next = reader->next();
    if (!next || !next->there) return std::nullopt;
    return Leftover{path, next->saved.state};
}

/// None where all its messages are in their queue.
std::optional<Leftover> ofBrowse(const std::string& path) {
    // Where that fails (no room on the disk) it is tried again the next time
    const bool settled = settle(path).has_value();
    auto reader = MessageReader::open(path);
    if (!reader) return std::nullopt;
    Leftover found{path, LineState::Held, 0};
    auto next = reader->next();
    const bool any = next && next->there;
    for (; next && next->there; next = reader->next()) {
        const LineState state = next->saved.state;
        found.queue = next->saved.queue;
        if (state == LineState::Back) continue;
        ++found.messages;
        if (state == LineState::Send) found.state = LineState::Send;
    }
    if (found.messages > 0) return found;
    // Killed when all was done but this. A file without a line may be one that is just begun
    if (any && next && settled) ::unlink(path.c_str());
    return std::nullopt;
}

} // namespace

std::vector<Leftover> leftovers(const std::string& rescueFolder) {
    std::vector<Leftover> found;
    std::error_code error; // no folder: nothing was ever left
    for (std::filesystem::directory_iterator each(rescueFolder, error), end; !error && each != end;
         each.increment(error)) {
        const std::string name = each->path().filename().string();
        const bool browse = name.starts_with("browsing-");
        if ((!browse && !name.starts_with("moving-")) || !name.ends_with(".jsonl")) continue;
        const std::string path = each->path().string();
        if (inUse(path)) continue;
        if (auto leftover = browse ? ofBrowse(path) : ofMove(path)) found.push_back(std::move(*leftover));
    }
    std::sort(found.begin(), found.end(), [](const Leftover& a, const Leftover& b) { return a.path < b.path; });
    return found;
}

} // namespace ipclens::transfer
