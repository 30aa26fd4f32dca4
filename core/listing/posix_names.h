// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/lister.h"

#include <memory>
#include <string>

namespace ipclens::listing {

class QueueFolder;

/// The POSIX objects, by their names: semaphores and segments from /dev/shm; queues from the mqueue file system,
/// mounted or, as root, opened for ourselves without touching the table of mounts; else those that processes have open
/// which we may look into. Snapshot::posixQueueSource says which of these it was and what may be missing.
///
/// Looking changes no object, but the times of a queue's file (st_atime, st_ctime), which therefore are shown nowhere.
/// A notification that this process has requested at a queue (posix::Notification) stays.
class PosixNames final : public Lister {
public:
    /// `folder` is where glibc keeps semaphores and segments.
    explicit PosixNames(std::string folder = "/dev/shm");
    ~PosixNames() override;

    [[nodiscard]] std::string_view name() const noexcept override { return "posix"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "POSIX names"; }
    /// Never fails. Where the folder can't be read, Snapshot::unread says why, and queues are listed all the same; that
    /// there is none is a warning: there can be no semaphore and no segment then.
    [[nodiscard]] Result<Snapshot> list(Kinds kinds) override;

private:
    std::string folder_;
    std::unique_ptr<QueueFolder> queues_;
};

/// One POSIX object, by its name: what a listing tells of it, and changed as little. NotFound where there is none;
/// Other (number 0) where what has a segment's name is none; Denied for a queue that may neither be read nor written
/// where no mqueue file system tells of it.
[[nodiscard]] Result<ObjectInfo> lookAtPosix(ObjectId object);

/// Lists what another lister does, and the POSIX objects. Fails where the other one does.
class BothApis final : public Lister {
public:
    explicit BothApis(std::unique_ptr<Lister> systemV);

    [[nodiscard]] std::string_view name() const noexcept override { return systemV_->name(); }
    [[nodiscard]] std::string_view title() const noexcept override { return systemV_->title(); }
    [[nodiscard]] Result<Snapshot> list(Kinds kinds) override;

private:
    std::unique_ptr<Lister> systemV_;
    PosixNames posix_;
};

} // namespace ipclens::listing
