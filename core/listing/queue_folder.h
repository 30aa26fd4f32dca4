// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"
#include "core/listing/snapshot.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace ipclens::listing {

/// The root of the mqueue file system (mq_overview(7), "Mounting the message queue filesystem") of the IPC namespace
/// that the calling thread is in: where it is mounted, else, for who may do so, opened without being mounted anywhere.
/// One that is mounted may be that of another IPC namespace, which is what a container with a shared /dev sees.
class QueueFolder {
public:
    /// Looks for it, anew where mounts or the thread's IPC namespace have changed since, or where it was not sure the
    /// last time (`missing`). Two system calls where neither is so. Gives whether something had changed, or another
    /// folder was found.
    bool find();

    /// Open for reading; -1 where there is none.
    [[nodiscard]] int descriptor() const noexcept { return folder_.get(); }
    /// How it was found: MountedFolder, OwnFolder, or OpenQueues where there is none. `missing` says what is not sure.
    [[nodiscard]] const PosixQueueSource& source() const noexcept { return source_; }

private:
    struct Candidate {
        UniqueFd folder;
        std::string place;
        dev_t device = 0;
    };
    [[nodiscard]] bool changed();
    [[nodiscard]] std::vector<Candidate> mountedFolders(std::string_view mountInfo);
    void choose(std::vector<Candidate> candidates);
    void chooseByQueues(std::vector<Candidate> candidates);
    void take(Candidate candidate, std::string missing);

    UniqueFd folder_;
    UniqueFd mounts_;
    std::uint64_t ipcNamespace_ = 0;
    PosixQueueSource source_;
    std::string unreadable_; ///< where one is mounted that may not be read
    bool sure_ = false;
};

/// One line of /proc/self/mountinfo (proc(5)).
struct MountLine {
    std::string root;  ///< which folder of the file system is mounted
    std::string place; ///< where, its escapes taken back
    std::string type;
};
/// All that can be read.
[[nodiscard]] std::vector<MountLine> parseMountInfo(std::string_view text);

} // namespace ipclens::listing
