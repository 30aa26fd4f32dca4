// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/open_queues.h"

#include "core/base/folder.h"
#include "core/base/proc_file.h"
#include "core/base/unique_fd.h"
#include "core/posix/queue_identity.h"

#include <climits>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::posix {
namespace {

bool isNumber(const char* text) noexcept {
    return *text >= '0' && *text <= '9';
}

std::optional<std::string> linkAt(int folder, const char* path) {
    std::array<char, PATH_MAX> target{};
    const ssize_t length = readlinkat(folder, path, target.data(), target.size());
    if (length < 0) return {};
    return std::string(target.data(), static_cast<std::size_t>(length));
}

/// "/jobs": no folder between the root and it.
bool isAtTheRoot(std::string_view path) noexcept {
    return path.size() > 1 && path.front() == '/' && path.find('/', 1) == std::string_view::npos;
}

class Scan {
public:
    OpenQueues run() {
        const Folder processes = openFolder(AT_FDCWD, "/proc");
        const auto ours = linkAt(AT_FDCWD, "/proc/thread-self/ns/ipc");
        if (!processes || !ours) {
            found_.complete = false;
            return std::move(found_);
        }
        while (const dirent* entry = readdir(processes.get())) {
            if (isNumber(entry->d_name)) lookInto(dirfd(processes.get()), entry->d_name, *ours);
        }
        return std::move(found_);
    }

private:
    void lookInto(int proc, const std::string& process, const std::string& ours) {
        const auto space = linkAt(proc, (process + "/ns/ipc").c_str());
        if (space && *space != ours) return;
        const Folder descriptors = space ? openFolder(proc, (process + "/fd").c_str()) : nullptr;
        if (!descriptors) {
            if (!isProcessGone(errno)) found_.complete = false;
            return;
        }
        while (const dirent* entry = readdir(descriptors.get())) {
            if (isNumber(entry->d_name)) lookAt(dirfd(descriptors.get()), entry->d_name);
        }
    }

    void lookAt(int descriptors, const char* number) {
        const auto path = linkAt(descriptors, number);
        if (!path || !isAtTheRoot(*path)) return;
        const UniqueFd place(openat(descriptors, number, O_PATH | O_CLOEXEC));
        if (!place || !isOfQueueFileSystem(place.get())) return;
        OpenQueue queue{path->substr(1), {}};
        // Without a link it was unlinked, and lives on for those who have it open
        if (fstat(place.get(), &queue.status) != 0 || queue.status.st_nlink == 0) return;
        const auto same = [&](const OpenQueue& other) {
            return other.status.st_ino == queue.status.st_ino && other.status.st_dev == queue.status.st_dev;
        };
        if (std::any_of(found_.queues.begin(), found_.queues.end(), same)) return;
        // It may have come from another IPC namespace, with fork(2) or over a socket
        if (identityOf(queue.file, queue.status, descriptors, number) == QueueIdentity::Other) return;
        found_.queues.push_back(std::move(queue));
    }

    OpenQueues found_;
};

} // namespace

OpenQueues findOpenQueues() {
    return Scan().run();
}

} // namespace ipclens::posix
