// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/queue_folder.h"

#include "core/base/proc_file.h"
#include "core/posix/queue_identity.h"

#include <fmt/format.h>

#include <cerrno>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::listing {
namespace {

/// A path of mountinfo: space, tab, newline and backslash stand there as three octal digits.
std::string unescaped(std::string_view path) {
    std::string plain;
    const auto isOctal = [](char c) { return c >= '0' && c <= '7'; };
    for (std::size_t at = 0; at < path.size(); ++at) {
        const bool escape = path[at] == '\\' && at + 3 < path.size() && isOctal(path[at + 1]) &&
                            isOctal(path[at + 2]) && isOctal(path[at + 3]);
        if (!escape) {
            plain += path[at];
            continue;
        }
        plain += static_cast<char>((path[at + 1] - '0') * 64 + (path[at + 2] - '0') * 8 + (path[at + 3] - '0'));
        at += 3;
    }
    return plain;
}

std::uint64_t currentIpcNamespace() {
    struct stat status {};
    return stat("/proc/thread-self/ns/ipc", &status) == 0 ? status.st_ino : 0;
}

std::optional<dev_t> deviceOf(int descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0) return {};
    return status.st_dev;
}

} // namespace

std::vector<MountLine> parseMountInfo(std::string_view text) {
    std::vector<MountLine> lines;
    while (!text.empty()) {
        std::string_view line = takeLine(text);
        // ID parent device ROOT PLACE options [optional fields] - TYPE source options
        const std::size_t dash = line.find(" - ");
        if (dash == std::string_view::npos) continue;
        std::string_view behind = line.substr(dash + 3);
        for (int skipped = 0; skipped < 3; ++skipped)
            static_cast<void>(takeWord(line));
        const std::string_view root = takeWord(line);
        const std::string_view place = takeWord(line);
        lines.push_back({unescaped(root), unescaped(place), std::string(takeWord(behind))});
    }
    return lines;
}

bool QueueFolder::changed() {
    bool mountsChanged = !mounts_;
    if (!mounts_) mounts_.reset(open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
    pollfd mounts{mounts_.get(), POLLPRI, 0};
    // The kernel tells each change once to each descriptor
    if (mounts_ && poll(&mounts, 1, 0) > 0) mountsChanged = true;
    const std::uint64_t before = std::exchange(ipcNamespace_, currentIpcNamespace());
    return mountsChanged || before != ipcNamespace_;
}

bool QueueFolder::find() {
    const bool anew = changed();
    if (!anew && sure_) return false;
    std::string mountInfo;
    if (!readProcFile("/proc/self/mountinfo", mountInfo)) mountInfo.clear();
    const PosixQueueSource before = source_;
    choose(mountedFolders(mountInfo));
    return anew || before.way != source_.way || before.place != source_.place;
}

std::vector<QueueFolder::Candidate> QueueFolder::mountedFolders(std::string_view mountInfo) {
    std::vector<Candidate> candidates;
    unreadable_.clear();
    for (MountLine& line : parseMountInfo(mountInfo)) {
        if (line.type != "mqueue" || line.root != "/") continue;
        UniqueFd folder(open(line.place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder && errno == EACCES) {
            const UniqueFd place(open(line.place.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            if (place && posix::isOfQueueFileSystem(place.get())) unreadable_ = line.place;
        }
        // Another file system may be mounted over it
        if (!folder || !posix::isOfQueueFileSystem(folder.get())) continue;
        const auto device = deviceOf(folder.get());
        if (device) candidates.push_back({std::move(folder), std::move(line.place), *device});
    }
    return candidates;
}

void QueueFolder::choose(std::vector<Candidate> candidates) {
    UniqueFd unmounted = posix::openUnmountedQueues();
    const auto device = unmounted ? deviceOf(unmounted.get()) : std::nullopt;
    if (!device) return chooseByQueues(std::move(candidates));
    sure_ = true;
    for (Candidate& candidate : candidates) {
        if (candidate.device == *device) return take(std::move(candidate), {});
    }
    folder_ = std::move(unmounted);
    source_ = {PosixQueueSource::Way::OwnFolder, {}, {}};
}

void QueueFolder::chooseByQueues(std::vector<Candidate> candidates) {
    Candidate* unknown = nullptr;
    sure_ = true;
    for (Candidate& candidate : candidates) {
        const posix::QueueIdentity identity = posix::identityOfFolder(candidate.folder.get());
        if (identity == posix::QueueIdentity::Same) return take(std::move(candidate), {});
        if (identity == posix::QueueIdentity::Unknown && unknown == nullptr) unknown = &candidate;
    }
    if (unknown != nullptr) {
        sure_ = false;
        std::string missing =
            fmt::format("whether {} is of this IPC namespace can't be told: there is no queue in it that may be read",
                        unknown->place);
        return take(std::move(*unknown), std::move(missing));
    }
    folder_.reset();
    source_ = {PosixQueueSource::Way::OpenQueues, {}, {}};
    if (!unreadable_.empty()) {
        // No mount tells when its mode changes
        sure_ = false;
        source_.missing = fmt::format("the mqueue file system on {} may not be read (EACCES)", unreadable_);
    } else if (candidates.empty()) {
        source_.missing = "no mqueue file system is mounted, and opening one is for root";
    } else {
        source_.missing = "the mqueue file system that is mounted is of another IPC namespace";
    }
}

void QueueFolder::take(Candidate candidate, std::string missing) {
    folder_ = std::move(candidate.folder);
    source_ = {PosixQueueSource::Way::MountedFolder, std::move(candidate.place), std::move(missing)};
}

} // namespace ipclens::listing
