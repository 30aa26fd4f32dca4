// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/objects/object.h"
#include "core/posix/file.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

// Which objects the users are looked for of, in the forms in which a process has them: mappings and descriptors. Not
// installed.

namespace ipclens::processes {

class SoughtObjects {
public:
    /// All segments of a snapshot that is sorted by id, and all its POSIX objects: by the files that it found.
    [[nodiscard]] static SoughtObjects of(const listing::Snapshot& snapshot);
    /// A segment, or a POSIX object by the file that has its name now. One that there is not is none.
    [[nodiscard]] static SoughtObjects of(ObjectId object);

    /// Whether there are any.
    [[nodiscard]] bool any() const noexcept { return hasSegments() || hasFiles(); }
    [[nodiscard]] bool hasSegments() const noexcept { return !segments_.empty(); }
    [[nodiscard]] bool hasFiles() const noexcept { return !files_.empty(); }
    /// Whether each of them can be told from others: false where a queue is of perhaps another IPC namespace.
    [[nodiscard]] bool sure() const noexcept { return sure_; }
    /// Of the file system that POSIX semaphores and segments are in; none where there are none.
    [[nodiscard]] std::optional<dev_t> mappedDevice() const noexcept { return mappedDevice_; }

    /// The segment whose attachment has this inode, as its file has the shmid.
    [[nodiscard]] std::optional<ObjectId> segment(ino_t inode) const noexcept;
    /// One of the objects that are kept in a file, and always the same one.
    [[nodiscard]] std::optional<ObjectId> objectIn(const posix::FileId& file) const noexcept;
    /// Calls visit(ObjectId) for each object that is kept in a file: several where it has several names.
    template <class Visit>
    void forEachObjectIn(const posix::FileId& file, Visit&& visit) const {
        for (auto found = firstOf(file); found != files_.end() && found->file == file; ++found)
            visit(found->object);
    }
    /// Whether one of the files has this inode, on whatever device.
    [[nodiscard]] bool hasInode(ino_t inode) const noexcept;
    /// Whether a descriptor that leads there, as /proc/PID/fd has it, can be of one of the files: a path to where they
    /// are, or with the name of one of them at its end, since their file system may be mounted elsewhere too, or for
    /// nobody but the kernel. Most of what programs have open is not.
    [[nodiscard]] bool mayLeadTo(std::string_view path) const;

private:
    struct File {
        posix::FileId file;
        ObjectId object;
    };
    [[nodiscard]] std::vector<File>::const_iterator firstOf(const posix::FileId& file) const noexcept;
    void addFile(const posix::FileId& file, ObjectId object);
    void addSharedMemory(const listing::Snapshot& snapshot);
    void addQueues(const listing::Snapshot& snapshot);
    void sortFiles();

    std::vector<int> segments_; ///< shmids, ascending
    std::vector<File> files_;   ///< by device and inode
    std::vector<dev_t> devices_;
    std::unordered_set<std::string_view> names_;
    std::optional<dev_t> mappedDevice_;
    std::string folder_; ///< where /dev/shm leads, and a slash
    bool sure_ = true;
};

} // namespace ipclens::processes
