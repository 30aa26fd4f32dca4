// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/wait.h"
#include "core/bytes/overwrite.h"
#include "core/bytes/text_form.h"
#include "core/limits/limits.h"
#include "core/posix/message_queue.h"
#include "core/posix/queue_limits.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "core/processes/namespaces.h"
#include "core/processes/users_of.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "core/transfer/browse.h"
#include "core/transfer/message_search.h"
#include "core/transfer/message_template.h"
#include "core/transfer/transfer.h"
#include "ui/session/memory_work.h"
#include "ui/session/update.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ipclens::ui {

/// What the window can ask for, as data: where and by whom it is done is Session's business.
namespace operation {

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
/// Owner, group, mode; of System V: capacity for queues, lock for segments; of POSIX: size for segments. What is not
/// named stays.
struct Change {
    ObjectId object;
    std::optional<std::string> owner; ///< a name or number
    std::optional<std::string> group;
    std::optional<mode_t> mode;
    std::optional<std::uint64_t> capacity;
    std::optional<bool> locked;
    std::optional<std::uint64_t> size; ///< bytes; what is beyond a smaller one is lost, what a larger one adds is zero
    std::uint64_t inode = 0;           ///< POSIX: another one that has its name meanwhile is left alone; 0: whichever
};
/// Several: goes on after a failure; each has its result. Of a POSIX object its name goes at once, the object when the
/// last process has let go of it.
struct Remove {
    std::vector<ObjectId> objects;
    std::map<ObjectId, std::uint64_t> inodes = {}; ///< POSIX: as Change::inode; without one: whichever has the name
};
/// Who would be hit by a removal. Changes nothing.
struct PreviewRemoval {
    std::vector<ObjectId> objects;
};
struct SetValue {
    Id set;
    std::uint32_t index = 0;
    std::uint32_t value = 0;
};
/// All members at once; as many values as the set has.
struct SetValues {
    Id set;
    std::vector<std::uint16_t> values;
};
/// The values of all members, of one moment. Changes nothing.
struct ReadValues {
    Id set;
};
/// One semop; may wait.
struct Apply {
    Id set;
    std::vector<sysv::SemaphoreOperation> operations;
    bool block = true;
    std::optional<std::chrono::nanoseconds> timeout;
};
/// sem_wait(3) on a POSIX semaphore; may wait.
struct WaitSemaphore {
    Name semaphore;
    bool block = true;
    std::optional<std::chrono::nanoseconds> timeout;
    std::uint64_t inode = 0; ///< as Change::inode
};
/// sem_post(3).
struct PostSemaphore {
    Name semaphore;
    std::uint64_t inode = 0; ///< as Change::inode
};
/// One message; may wait.
struct Send {
    ObjectId queue;
    long type = 1; ///< POSIX: the priority
    std::vector<std::byte> payload;
    bool block = false;
    std::optional<std::chrono::nanoseconds> timeout;
    std::uint64_t inode = 0; ///< as Change::inode
};
/// Takes one message out; may wait.
struct Receive {
    ObjectId queue;
    sysv::Selection selection; ///< POSIX: left as it is; the first of the highest priority comes
    bool block = false;
    std::optional<std::chrono::nanoseconds> timeout;
    std::uint64_t inode = 0; ///< as Change::inode
};
/// Many messages, one after another, made of a template; goes on until it is cancelled where no count is given.
struct Inject {
    ObjectId queue;
    long type = 1; ///< POSIX: the priority
    transfer::MessageTemplate messages;
    std::optional<std::uint64_t> count = 1;
    std::optional<std::chrono::nanoseconds> every; ///< from the start of one to that of the next
    bool block = false;                            ///< waits where the queue is full; else ends there
    std::uint64_t inode = 0;                       ///< as Change::inode
};
/// What core/transfer does with all the messages of a queue.
struct Transfer {
    enum class What : std::uint8_t { Move, Copy, Drain, Load };
    What what = What::Move;
    Id from;          ///< Move, Copy, Drain
    Id to;            ///< Move, Copy, Load
    std::string path; ///< Drain, Load
    bool block = false;
};
/// Takes all messages of a POSIX queue and puts them back, to show them; see transfer::browse(). Waits a few seconds
/// for room for each, should somebody have filled the queue meanwhile.
struct Browse {
    Name queue;
    bool force = false;      ///< also where it is full, or a notification is registered
    std::uint64_t inode = 0; ///< as Change::inode
};
/// The messages of a POSIX queue into a file, those of a file into a queue, or what a browse left in its file.
struct PosixTransfer {
    enum class What : std::uint8_t { Drain, Load, PutBack };
    What what = What::Drain;
    Name queue;
    std::string path;
    bool block = false;      ///< Load, PutBack: waits where the queue is full
    std::uint64_t inode = 0; ///< as Change::inode
};
/// What the system lets us make of POSIX objects. Changes nothing.
struct ReadLimits {};
/// A signal (signal(7)) to just this process, not to a later one with its pid.
struct SendSignal {
    processes::Process process;
    int signal = 0;
};
/// The IPC namespaces of the machine, and what is in them. Changes nothing.
struct ListNamespaces {};
/// The bytes of a regular file, for a message; mostFileBytes at most (OutOfRange beyond). Changes nothing.
struct ReadFile {
    std::string path;
};
/// Messages that match, of the first mostSearched. Changes nothing.
struct SearchMessages {
    Id queue;
    transfer::MessageFilter filter;
};
/// Bytes beyond what a panel shows, for copying or keeping; 16 MiB at most.
struct FetchBytes {
    Segment segment;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool attach = false;
    std::optional<bytes::TextForm> form = {}; ///< the text alone is wanted
};
/// Writes over bytes of a segment, all stretches or none; see bytes::overwrite().
struct WriteBytes {
    Segment segment; ///< as it was known: another one that has its id or name meanwhile is left alone
    std::vector<bytes::Replacement> replacements;
};

} // namespace operation

using Operation =
    std::variant<operation::CreateSet, operation::CreateSegment, operation::CreateQueue,
                 operation::CreatePosixSemaphore, operation::CreatePosixSegment, operation::CreatePosixQueue,
                 operation::WaitSemaphore, operation::PostSemaphore, operation::Change, operation::Remove,
                 operation::PreviewRemoval, operation::SetValue, operation::SetValues, operation::ReadValues,
                 operation::Apply, operation::Send, operation::Receive, operation::Inject, operation::Transfer,
                 operation::Browse, operation::PosixTransfer, operation::SearchMessages, operation::ReadFile,
                 operation::ReadLimits, operation::ListNamespaces, operation::SendSignal, operation::FetchBytes,
                 operation::WriteBytes, operation::MemoryWork>;

/// What a removal will do to one object, in the kernel's terms.
struct RemovalPreview {
    ObjectId object;
    std::optional<ObjectInfo> info; ///< none: it is gone already
    bool allowed = true;            ///< the caller has the owner's rights; POSIX: it can be unlinked
    std::uint64_t attached = 0;     ///< segment: nattch; POSIX: processes seen that have it open; without ourselves
    std::uint64_t messages = 0;     ///< queue: messages that will be lost
    std::uint64_t waiting = 0;      ///< set: GETNCNT + GETZCNT of all members; semaphore: those that glibc counts, or
                                    ///< more that were seen; queue: threads seen waiting
    processes::UsersOf users;       ///< those that could be seen, by name
};

/// One object's result of a Remove.
struct RemovalResult {
    ObjectId object;
    std::optional<Error> error;
};

/// What an operation gave.
struct Outcome {
    std::optional<Error> error;           ///< failed, or was cancelled (Interrupted, ECANCELED: nothing changed)
    std::optional<ObjectInfo> created;    ///< Create…
    bool made = true;                     ///< Create…: false where one that was there was opened (IfExists::Open)
    std::vector<RemovalResult> removals;  ///< Remove
    std::vector<RemovalPreview> previews; ///< PreviewRemoval
    std::optional<sysv::Message> message; ///< Receive; POSIX: `type` is the priority
    std::vector<std::uint16_t> values;    ///< ReadValues
    MemoryOutcome memory;                 ///< MemoryWork
    std::vector<std::byte> bytes;         ///< FetchBytes without a form, ReadFile
    QString text;                         ///< FetchBytes with one
    std::uint64_t fetched = 0;            ///< FetchBytes: how many bytes
    bytes::Overwritten overwritten;       ///< WriteBytes
    std::uint64_t sent = 0;               ///< Inject, also where it ended early
    transfer::Report report;              ///< Transfer, PosixTransfer, also where it ended early
    std::shared_ptr<const transfer::BrowseReport> browsed; ///< Browse, also where it ended early or was refused
    std::vector<MessageHead> found;                        ///< SearchMessages
    transfer::Searched searched;                           ///< SearchMessages
    posix::QueueLimits queueLimits;                        ///< ReadLimits
    std::uint64_t freeSharedMemory = limits::unlimited;    ///< ReadLimits: bytes that /dev/shm has left
    processes::Namespaces namespaces;                      ///< ListNamespaces
    std::chrono::nanoseconds took{};                       ///< from start to answer
};

using OperationId = std::uint64_t;

/// No message is longer where nobody has raised MSGMAX far.
inline constexpr std::uint64_t mostFileBytes = std::uint64_t{16} << 20U;

/// A search looks at so many messages at most: the kernel walks the queue for each.
inline constexpr std::uint64_t mostSearched = 50'000;
/// And tells of so many that match.
inline constexpr std::size_t mostFound = 10'000;

/// Whether it changes an object, or what a process does; look-only mode refuses these.
[[nodiscard]] bool changesObjects(const Operation& operation) noexcept;
/// Whether it may wait or take long, and so has a thread of its own and can be cancelled.
[[nodiscard]] bool mayWait(const Operation& operation) noexcept;
/// Of those the ones that are held up by others: by a value, by a message that is to come, by room in a queue. The
/// rest are busy themselves.
[[nodiscard]] bool waitsForOthers(const Operation& operation) noexcept;
/// Whether it tells how far it is in bytes, and not in things that it does.
[[nodiscard]] bool goesThroughBytes(const Operation& operation) noexcept;
/// For banner and list of waits: "semop sem:@3 [0] −1", "send msg:@7 type 1, 38 bytes".
[[nodiscard]] std::string describe(const Operation& operation);

} // namespace ipclens::ui
