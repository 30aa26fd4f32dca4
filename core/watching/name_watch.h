// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/listing/snapshot.h"

#include <memory>
#include <string>

namespace ipclens::listing {
class QueueFolder;
}

namespace ipclens::watching {

/// Tells at once that a POSIX object was made or removed somewhere (inotify(7) on /dev/shm and the mqueue file system),
/// so that a listing need not wait for its time. It says of which kinds, not what: the listing does. Changes of value
/// or mode are not told, and queues not where their file system can't be read. Watching changes nothing, and needs no
/// privilege beyond reading those folders. Not thread-safe, but descriptor() may be polled elsewhere.
class NameWatch {
public:
    /// Begins to watch. Fails where the system has no inotify instance left (EMFILE); a folder that is not there is
    /// waited for as told in take().
    [[nodiscard]] static Result<NameWatch> start(std::string folder = "/dev/shm");
    NameWatch(NameWatch&& other) noexcept;
    NameWatch& operator=(NameWatch&& other) noexcept;
    ~NameWatch();

    /// Readable (POLLIN) where there is something to take().
    [[nodiscard]] int descriptor() const noexcept { return events_.get(); }

    /// Of which kinds something was made, removed or renamed since the last call, however often: however many events
    /// there were, they are one. All kinds where the kernel lost events (its queue was full), and where a folder or the
    /// mounts changed: folders that are new are watched from then on. Never waits; nothing new is no kind.
    [[nodiscard]] listing::Kinds take();

private:
    NameWatch(UniqueFd events, UniqueFd notices, UniqueFd mounts, std::string folder);
    void watchFolders();
    [[nodiscard]] bool drain(listing::Kinds& news);

    UniqueFd events_;  ///< epoll(7): of the two below
    UniqueFd notices_; ///< inotify
    UniqueFd mounts_;  ///< /proc/self/mountinfo: wakes whoever polls where mounts have changed
    std::unique_ptr<listing::QueueFolder> queues_;
    std::string folder_;
    int shmWatch_ = -1;
    int queueWatch_ = -1;
};

} // namespace ipclens::watching
