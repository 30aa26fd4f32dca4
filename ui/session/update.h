// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/bytes/segment_source.h"
#include "core/limits/limits.h"
#include "core/objects/access.h"
#include "core/objects/segment.h"
#include "core/processes/process.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/watching/trace.h"
#include "ui/session/change_watch.h"
#include "ui/session/interest.h"
#include "ui/session/rows.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <sys/types.h>

namespace ipclens::ui {

/// Names of the users and groups that listed objects name, so that the GUI thread never asks for one: that may take a
/// directory server. A number without a name is not in it.
struct NameTable {
    std::unordered_map<uid_t, std::string> users;
    std::unordered_map<gid_t, std::string> groups;
};

/// A pid that an object remembers, and what became of the process.
struct ProcessLabel {
    pid_t pid = 0;
    std::string name;  ///< raw bytes; empty where the process is gone
    bool gone = false; ///< no such process, or one that started later

    bool operator==(const ProcessLabel&) const = default;
};

/// One number of an object over the last minute. The trace is another one where it is told otherwise, never null.
struct Activity {
    watching::Measure measure = watching::Measure::Count;
    std::shared_ptr<const watching::Trace> trace;

    bool operator==(const Activity&) const = default;
};

/// What is read for a row that is seen.
struct RowDetail {
    std::optional<std::vector<std::uint16_t>> values; ///< of a set that may be read
    std::uint32_t waiting = 0; ///< GETNCNT + GETZCNT over a set's first members; 0 for other kinds
    /// Segment: last attach or detach; queue: last send or receive, whichever was later. Set: the kernel remembers a
    /// pid a member and not which member was last, so this is only told where all (of the first ones) name one process.
    std::optional<ProcessLabel> lastProcess;
    /// Set: the different processes that the first members remember, in the order of the members.
    std::vector<ProcessLabel> memberProcesses;
    std::optional<ProcessLabel> creator;  ///< segment: its creator
    std::optional<ProcessLabel> sender;   ///< System V queue: its last sender
    std::optional<ProcessLabel> receiver; ///< System V queue: its last receiver
    /// Set: who waits on each of its first members.
    std::vector<std::uint32_t> memberWaiting;
    /// Set: all values together; segment: resident bytes where they are known, else attachments; queue: bytes, or
    /// messages where all are empty. POSIX: value; resident bytes, or pages of its size where those alone are known or
    /// move; messages.
    std::optional<Activity> activity;

    bool operator==(const RowDetail&) const = default;
};

struct MemberDetail {
    sysv::SemaphoreState state;
    std::optional<ProcessLabel> lastProcess;
    std::shared_ptr<const watching::Trace> values; ///< over the last minute; null where there is no history

    bool operator==(const MemberDetail&) const = default;
};

/// Of the set that a panel shows; `error` where it can't be read (denied, gone).
struct SetDetail {
    SetInterest asked;
    SemaphoreSetInfo info;
    std::vector<MemberDetail> members; ///< asked.first … asked.last
    std::optional<Error> error;
};

/// What was read of a Stretch: fewer bytes than asked for at the segment's end.
struct StretchBytes {
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
    bool operator==(const StretchBytes&) const = default;
};

struct SegmentDetail {
    SegmentInterest asked;
    Segment info;                               ///< of POSIX as it was just after its bytes were read
    Knowledge known;                            ///< of System V
    std::optional<bytes::SegmentAccess> access; ///< none: the bytes can't be had without attaching
    pid_t throughPid = 0;
    std::optional<ProcessLabel> reader; ///< that process
    bool writable = false;              ///< its mode lets this process write
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
    std::shared_ptr<const ChangeMap> changes; ///< where asked for, and the bytes can be had
    std::vector<StretchBytes> also;           ///< one for each of asked.also
    std::chrono::steady_clock::time_point readAt;
    std::optional<ProcessLabel> creator;
    std::optional<ProcessLabel> lastProcess;
    std::optional<Error> error;
};

/// A message as the list shows it.
struct MessageHead {
    std::uint64_t index = 0;
    long type = 0;
    std::uint64_t size = 0;
    std::vector<std::byte> head; ///< the first bytes, 256 at most
    bool operator==(const MessageHead&) const = default;
};

struct QueueDetail {
    QueueInterest asked;
    QueueInfo info;
    Knowledge known;
    std::vector<MessageHead> messages;
    std::chrono::steady_clock::time_point readAt; ///< when it was begun to look at them
    std::optional<sysv::Message> chosen;          ///< whole, where asked.chosen is there
    std::optional<ProcessLabel> lastSender;
    std::optional<ProcessLabel> lastReceiver;
    std::optional<Error> error; ///< the queue can't be read, or the kernel lacks MSG_COPY
};

/// Of the POSIX semaphore that a panel shows.
struct PosixSemaphoreDetail {
    PosixSemaphoreInfo info;
    bool usable = false;                            ///< its file lets this process wait on it and post it
    std::shared_ptr<const watching::Trace> values;  ///< over the last minute; null where there is no history
    std::shared_ptr<const watching::Trace> waiting; ///< the same, of how many wait
    std::optional<Error> error;                     ///< it is gone
};

/// Of the POSIX queue that a panel shows. What is in it can't be seen.
struct PosixQueueDetail {
    PosixQueueInfo info;
    std::optional<ProcessLabel> notified; ///< who is registered with mq_notify(3)
    std::shared_ptr<const watching::Trace> messages;
    std::shared_ptr<const watching::Trace> bytes;
    std::optional<Error> error; ///< it is gone
};

/// How sampling goes, for the status line.
struct Health {
    std::string lister;                     ///< its title
    std::chrono::nanoseconds refreshTook{}; ///< the last whole sample
    std::chrono::milliseconds interval{};   ///< between samples now
    std::chrono::milliseconds
        askedInterval{}; ///< as the person chose; shorter than `interval` where sampling is stretched
    bool paused = false;
    listing::PosixQueueSource posixQueues; ///< where they were found
    std::vector<std::string> warnings;     ///< raw bytes
    std::optional<Error> error;            ///< listing failed; rows stay as they were
    std::optional<Error> filterError;      ///< the filter line does not parse; rows stay as they were
};

struct KindCounts {
    std::uint32_t semaphores = 0;
    std::uint32_t sharedMemory = 0;
    std::uint32_t messageQueues = 0;
    std::uint64_t sharedBytes = 0; ///< sizes of all segments together
    bool operator==(const KindCounts&) const = default;
};

/// One sample, from the sampling thread to the window. Immutable and shared: nobody locks.
struct Update {
    std::uint64_t serial = 0;
    std::shared_ptr<const Rows> rows; ///< the same pointer as before where no row changed
    RowChanges changes;               ///< from the last Update's rows to these
    std::vector<ObjectId> made;       ///< new since the last sample, for the glow; empty in the first
    RowQuery query;                   ///< that `rows` answer
    KindCounts counts;                ///< of all objects, not only those shown
    std::map<ObjectId, RowDetail> details;
    std::optional<SetDetail> set;
    std::optional<SegmentDetail> segment;
    std::optional<QueueDetail> queue;
    std::optional<PosixSemaphoreDetail> posixSemaphore;
    std::optional<PosixQueueDetail> posixQueue;
    std::vector<limits::Limit> limits;              ///< where asked for
    std::shared_ptr<const NameTable> names;         ///< never null
    std::shared_ptr<const Credentials> credentials; ///< this program's; never null in what a session tells
    /// How often this process had segments attached when `rows` were listed, to show them or to work on them: so much
    /// of their nattch there is ours.
    std::map<Id, std::uint64_t> attachedByUs;
    Health health;
    std::chrono::system_clock::time_point at;
    std::chrono::steady_clock::time_point sampledAt; ///< the newest whole sample; what traces lead to

    /// Null where it was not read.
    [[nodiscard]] const RowDetail* detailOf(ObjectId object) const {
        const auto found = details.find(object);
        return found == details.end() ? nullptr : &found->second;
    }
    [[nodiscard]] std::uint64_t ownAttachments(Id id) const {
        const auto own = attachedByUs.find(id);
        return own == attachedByUs.end() ? 0 : own->second;
    }
};

} // namespace ipclens::ui
