// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/leftovers.h"

#include "core/base/unique_fd.h"
#include "core/transfer/landing_slot.h"
#include "core/transfer/message_file.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::transfer {

namespace {

/// Who moves holds the lock as long as it lives.
bool inUse(const std::string& path) noexcept {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return !file || ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

/// Killed before its first line: a file without a byte that is older than a minute. A younger one may just be made, by
/// somebody who has not got to its lock yet.
void removeIfNothingCame(const std::string& path) noexcept {
    constexpr time_t soon = 60;
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    // Held until the name is gone: who opens it by its name meanwhile finds it locked, or no longer there
    if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return;
    struct stat opened {};
    struct stat named {};
    if (::fstat(file.get(), &opened) != 0 || ::lstat(path.c_str(), &named) != 0) return;
    const bool same = opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
    const bool empty = S_ISREG(opened.st_mode) && opened.st_size == 0;
    if (same && empty && ::time(nullptr) - opened.st_mtime > soon) ::unlink(path.c_str());
}

/// The state of the only message; none where there is none, or a line cut short: that one was not taken yet.
std::optional<Leftover> ofMove(const std::string& path) {
    auto reader = MessageReader::open(path);
    if (!reader) return std::nullopt;
    const auto next = reader->next();
    if (next && !next->there) removeIfNothingCame(path);
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
    if (!next || !settled) return std::nullopt;
    if (any) {
        ::unlink(path.c_str()); // killed when all was done but this
    } else {
        removeIfNothingCame(path);
    }
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
