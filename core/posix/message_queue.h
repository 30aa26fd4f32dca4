// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"
#include "core/objects/options.h"
#include "core/posix/name.h"
#include "core/posix/notification.h"
#include "core/posix/queue_descriptor.h"
#include "core/posix/queue_status.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ipclens::posix {

/// What a queue is opened for; each needs its permission.
enum class Direction { Receive, Send, Both };

/// MQ_PRIO_MAX of Linux - 1 (mq_send(3)).
inline constexpr unsigned priorityMax = 32767;

struct QueueOptions {
    std::optional<std::uint64_t> maxMessages; ///< none: fs.mqueue.msg_default. 1 … fs.mqueue.msg_max (MSG_MAX)
    std::optional<std::uint64_t> messageSize; ///< bytes; none: msgsize_default. 1 … msgsize_max (MSGSIZE_MAX)
    mode_t mode = defaultMode;                ///< nine bits, not subject to the umask
    IfExists ifExists = IfExists::Fail;
    Direction direction = Direction::Both;
};

struct Message {
    unsigned priority = 0; ///< 0 … priorityMax, the highest is received first
    std::vector<std::byte> payload;

    bool operator==(const Message&) const = default;
};

/// A POSIX message queue, open as of mq_open(3): it goes on to work when its name is unlinked. Movable; its operations
/// are safe to use from several threads. Where a process has requested a Notification, see QueueDescriptor.
class MessageQueue {
public:
    /// `inode`: of the file of the one that is meant, since names are used again; 0: whichever has the name. Errors:
    /// NotFound, Removed (another one has the name now), Denied, Invalid (the name).
    [[nodiscard]] static Result<MessageQueue> open(std::string_view name, Direction direction = Direction::Both,
                                                   std::uint64_t inode = 0);
    /// Makes one, or opens one, see IfExists; where that fails nothing is left. Errors: Exists, Limit (over MSG_MAX or
    /// MSGSIZE_MAX: EINVAL; over RLIMIT_MSGQUEUE: EMFILE; over QUEUES_MAX: ENOSPC), Invalid (the name, a maximum of 0),
    /// Denied.
    [[nodiscard]] static Result<MessageQueue> create(const NameChoice& name, const QueueOptions& options);

    /// What is known of it, by opening it: needs permission to read, and for the attributes alone permission to write
    /// is enough; without any it is EACCES in QueueLook::error, and its file is known where /dev/mqueue shows it or a
    /// process has it open that may be looked into. No mqueue file system has to be mounted. NotFound and a bad name
    /// are errors.
    [[nodiscard]] static Result<QueueLook> look(std::string_view name);
    /// Owner's rights (fchmod(2), fchown(2)). Without permission to open it, it takes a mqueue file system on
    /// /dev/mqueue that is surely of the caller's IPC namespace. Errors as of Semaphore::change().
    [[nodiscard]] static Result<void> change(std::string_view name, const PermissionChange& change,
                                             std::uint64_t inode = 0);
    /// mq_unlink(3): the name goes at once, the messages when the last process closes it. Who waits goes on waiting.
    /// `inode`: as of Semaphore::unlink(); Denied where nobody lets us see which one has the name.
    [[nodiscard]] static Result<void> unlink(std::string_view name, std::uint64_t inode = 0);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool made() const noexcept { return made_; }
    [[nodiscard]] Direction direction() const noexcept { return direction_; }
    /// For poll(2) and epoll(7). -1 once it is closed.
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

    /// mq_getattr(3).
    [[nodiscard]] Result<QueueAttributes> attributes() const;
    /// Payload bytes and the state of its notification. Denied on a handle for sending alone.
    [[nodiscard]] Result<QueueStatus> status() const;

    /// O_NONBLOCK of this handle: a queue that does not block lets no call wait (WouldBlock), whatever its Wait says.
    /// Handles block when they are opened.
    [[nodiscard]] Result<bool> blocks() const;
    [[nodiscard]] Result<void> setBlocks(bool blocks) const;

    /// mq_send(3). Errors: WouldBlock (full), TimedOut, Interrupted, Limit (EMSGSIZE: longer than the queue takes),
    /// Invalid (the priority), Denied (open for receiving alone); nothing was sent then. A timeout is measured on
    /// CLOCK_MONOTONIC, and not as mq_timedsend(3) does, by a clock that can be set.
    [[nodiscard]] Result<void> send(std::span<const std::byte> payload, unsigned priority = 0,
                                    const Wait& wait = {}) const;
    /// mq_receive(3): takes the first message of the highest priority, whatever its length. Errors: WouldBlock (empty),
    /// TimedOut, Interrupted, Denied (open for sending alone).
    [[nodiscard]] Result<Message> receive(const Wait& wait = {}) const;
    /// The same, with payload and priority written by the kernel to where the caller wants them, before the call
    /// returns; gives the length. Also: Limit (EMSGSIZE: `into` is shorter than a message may be, attributes()).
    [[nodiscard]] Result<std::size_t> receiveInto(std::span<std::byte> into, unsigned& priority,
                                                  const Wait& wait = {}) const;
    /// Whether it was unlinked, and so is there for those alone who have it open.
    [[nodiscard]] bool unlinked() const noexcept;

    /// mq_notify(3), see Notification. WouldBlock (EBUSY) where one has been requested, with who holds it.
    [[nodiscard]] Result<std::unique_ptr<Notification>> notify(NotifyBySignal signal) const;
    /// Also: Denied on a handle for sending alone, through which nobody can tell whether it has come.
    [[nodiscard]] Result<std::unique_ptr<Notification>> notify(Notification::Call call) const;

    /// mq_close(3). What is called after that is Invalid. Not while another thread uses this handle. A Notification
    /// that was requested through it stays.
    void close() noexcept { fd_.reset(); }

private:
    MessageQueue(std::string_view name, QueueDescriptor fd, Direction direction, std::uint64_t messageSize, bool made)
        : name_(name)
        , fd_(std::move(fd))
        , direction_(direction)
        , messageSize_(messageSize)
        , made_(made) {}

    [[nodiscard]] static Result<MessageQueue> make(std::string_view name, const QueueOptions& options);
    [[nodiscard]] static Result<MessageQueue> opened(std::string_view name, QueueDescriptor fd, Direction direction,
                                                     bool made);
    [[nodiscard]] Result<void> checkOpenFor(Direction direction, std::string_view call) const;
    [[nodiscard]] Result<QueueDescriptor> duplicate(std::string_view call) const;

    std::string name_;
    QueueDescriptor fd_;
    Direction direction_ = Direction::Both;
    std::uint64_t messageSize_ = 0;
    bool made_ = false;
};

} // namespace ipclens::posix
