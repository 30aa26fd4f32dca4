// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/posix/message_queue.h"
#include "core/posix/name.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ipclens::snippets {

/// An object as code names it. System V: by its key, which outlives it and means the same on another machine; by its id
/// where it has none. POSIX: by its name.
struct Target {
    ObjectId object;
    Key key; ///< private: by the id

    [[nodiscard]] bool isPosix() const noexcept { return object.api() == Api::Posix; }
};

/// How long a call may wait; see Wait.
struct Waiting {
    bool block = true;
    std::optional<std::chrono::nanoseconds> timeout; ///< 0 or less: does not wait
};

/// What code can be written for.
namespace action {

/// Opens objects and shows what the kernel tells of them, values of semaphores included. Changes nothing (but see the
/// Python code: sysv_ipc attaches what it opens).
struct Look {
    std::vector<Target> objects;
};
struct CreateSet {
    sysv::KeyChoice key;
    sysv::SemaphoreSetOptions options;
};
struct CreateSegment {
    sysv::KeyChoice key;
    sysv::SharedMemoryOptions options;
};
struct CreateQueue {
    sysv::KeyChoice key;
    sysv::MessageQueueOptions options;
};
struct CreatePosixSemaphore {
    posix::NameChoice name;
    posix::SemaphoreOptions options;
};
struct CreatePosixSegment {
    posix::NameChoice name;
    posix::SegmentOptions options;
};
struct CreatePosixQueue {
    posix::NameChoice name;
    posix::QueueOptions options;
};
/// What is not named stays.
struct Change {
    Target object;
    std::optional<std::string> owner; ///< a name or number
    std::optional<std::string> group;
    std::optional<mode_t> mode;
    std::optional<std::uint64_t> capacity;  ///< queues of System V
    std::optional<bool> locked;             ///< segments of System V
    std::optional<std::uint64_t> size = {}; ///< segments of POSIX
};
struct Remove {
    std::vector<Target> objects;
};
struct SetValue {
    Target set;
    std::uint32_t index = 0;
    std::uint32_t value = 0;
};
/// All members at once.
struct SetValues {
    Target set;
    std::vector<std::uint16_t> values;
};
/// One semop(2).
struct Apply {
    Target set;
    std::vector<sysv::SemaphoreOperation> operations;
    Waiting waiting;
};
/// Takes one off the value of a POSIX semaphore.
struct WaitSemaphore {
    Target semaphore;
    Waiting waiting;
};
/// Adds one to it.
struct PostSemaphore {
    Target semaphore;
};
struct Send {
    Target queue;
    long type = 1; ///< POSIX: the priority
    std::vector<std::byte> payload;
    Waiting waiting;
    std::optional<std::uint64_t> count = 1;        ///< none: without end
    std::optional<std::chrono::nanoseconds> every; ///< from the start of one to that of the next
    bool varies = false; ///< `payload` is that of the first message; others have something else in some places
};
struct Receive {
    Target queue;
    sysv::Selection selection; ///< POSIX has none: the first message of the highest priority
    Waiting waiting;
};
/// All messages that are in a queue of System V now, into another, oldest first.
struct MoveMessages {
    Target from;
    Target to;
    bool keep = false; ///< copies (MSG_COPY)
    bool wait = false; ///< where the other is full
};
/// All messages that are in a queue now, onto the end of a file: a line of JSON each
/// (core/transfer/message_line.h).
struct DrainMessages {
    Target queue;
    std::string path;
};
/// The messages of such a file into a queue.
struct LoadMessages {
    Target queue;
    std::string path;
    bool wait = false; ///< where the queue is full
};
/// To standard output, as they are.
struct ReadBytes {
    Target segment;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};
struct Stretch {
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
    /// What has to stand there for anything to be written; empty: whatever stands there.
    std::vector<std::byte> expected;
};
/// All stretches or none.
struct WriteBytes {
    Target segment;
    std::vector<Stretch> stretches;
};

/// The bytes of a file, whole, over those of a segment.
struct WriteFile {
    Target segment;
    std::uint64_t offset = 0;
    std::string path;
};
/// What IPC Lens alone can do.
struct Unwritten {
    std::string why; ///< letters, full stops and commas alone
};

} // namespace action

using Action =
    std::variant<action::Look, action::CreateSet, action::CreateSegment, action::CreateQueue,
                 action::CreatePosixSemaphore, action::CreatePosixSegment, action::CreatePosixQueue, action::Change,
                 action::Remove, action::SetValue, action::SetValues, action::Apply, action::WaitSemaphore,
                 action::PostSemaphore, action::Send, action::Receive, action::MoveMessages, action::DrainMessages,
                 action::LoadMessages, action::ReadBytes, action::WriteBytes, action::WriteFile, action::Unwritten>;

} // namespace ipclens::snippets
