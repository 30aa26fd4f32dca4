// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"
#include "core/objects/info.h"
#include "core/sysv/options.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::sysv {

struct MessageQueueOptions {
    std::optional<std::uint64_t> capacity; ///< msg_qbytes; none: the system's MSGMNB. Above that: CAP_SYS_RESOURCE
    mode_t mode = defaultMode;             ///< nine bits, not subject to the umask
    IfExists ifExists = IfExists::Fail;
};

struct Message {
    long type = 1;                  ///< above 0
    std::vector<std::byte> payload; ///< 0 … MSGMAX bytes, any bytes

    bool operator==(const Message&) const = default;
};

/// Which message msgrcv(2) takes, and how.
struct Selection {
    long type = 0; ///< 0: the first; above: the first of that type; below: the lowest type up to its absolute value
    bool except = false;                  ///< MSG_EXCEPT: with type above 0, the first of another type
    std::optional<std::uint64_t> maxSize; ///< none: any message fits
    bool truncate = false; ///< MSG_NOERROR: a longer one is taken, and its rest lost; else it stays (E2BIG)
};

struct QueueChange {
    PermissionChange permissions;
    std::optional<std::uint64_t> capacity;
};

/// A System V message queue by its id; see SemaphoreSet for what such a handle is.
class MessageQueue {
public:
    [[nodiscard]] static MessageQueue adopt(Id id) noexcept { return MessageQueue(id); }
    [[nodiscard]] static Result<MessageQueue> open(Key key);
    [[nodiscard]] static Result<MessageQueue> open(Id id);
    /// Errors: Exists, Limit (MSGMNI), Denied (a capacity above MSGMNB without the capability; then nothing is left
    /// behind).
    [[nodiscard]] static Result<MessageQueue> create(KeyChoice key, const MessageQueueOptions& options);

    [[nodiscard]] Id id() const noexcept { return id_; }
    [[nodiscard]] bool made() const noexcept { return made_; }

    /// msgctl(2) IPC_STAT (MSG_STAT_ANY without read permission). Changes nothing.
    [[nodiscard]] Result<QueueInfo> stat() const;

    /// msgsnd(2), exactly one. Changes lspid, stime. Errors: WouldBlock (full), TimedOut, Removed, Interrupted, Invalid
    /// (type below 1), Limit (payload over MSGMAX), Denied.
    [[nodiscard]] Result<void> send(long type, std::span<const std::byte> payload, const Wait& wait = {}) const;
    /// msgrcv(2): takes one message out. Changes lrpid, rtime. Errors: WouldBlock (none there: ENOMSG), TimedOut,
    /// Removed, Interrupted, Limit (longer than maxSize: E2BIG, and it stays), Invalid (except without a type above 0),
    /// Denied.
    [[nodiscard]] Result<Message> receive(const Selection& selection = {}, const Wait& wait = {}) const;
    /// MSG_COPY of the message at `index`, which stays; no time, pid or count changes. Walks the queue: index steps.
    /// Errors: WouldBlock (ENOMSG: no message at that index), Limit (EINVAL: sent while MSGMAX was higher, and longer
    /// than what the kernel copies now), Other (ENOSYS: a kernel without CONFIG_CHECKPOINT_RESTORE), Denied.
    [[nodiscard]] Result<Message> peek(std::uint64_t index) const;

    /// IPC_SET of owner, mode and capacity in one call. Owner's rights; capacity above MSGMNB needs CAP_SYS_RESOURCE.
    /// Invalid: an owner or group that the caller's user namespace does not know.
    [[nodiscard]] Result<void> change(const QueueChange& change) const;
    /// IPC_RMID: at once, with all messages; all who wait get EIDRM.
    [[nodiscard]] Result<void> remove() const;

private:
    explicit MessageQueue(Id id, bool made = false) noexcept
        : id_(id)
        , made_(made) {}

    Id id_;
    bool made_ = false;
};

} // namespace ipclens::sysv
