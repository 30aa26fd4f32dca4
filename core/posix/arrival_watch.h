// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/objects/name.h"
#include "core/posix/queue_descriptor.h"

#include <cstdint>

namespace ipclens::posix {

/// Tells when messages come to a queue, as often as they do, and takes nobody's place: mq_notify(3) has one for each
/// queue, and tells once. It has the queue open for reading and polls it (epoll(7), edge-triggered). Opening and
/// looking changes nothing in the queue.
///
/// Not seen is a message that goes straight to somebody who waits for one (mq_receive(3) on an empty queue), for that
/// never is in the queue; nor one whose sender waited for room, as it takes the place of another. Several that come
/// before take() is called are told as one arrival, and where more go than come meanwhile, none may be.
///
/// Its descriptor is of the queue that had the name when it began: another one that has it later is not watched.
/// Movable. Not thread-safe, but descriptor() may be polled elsewhere.
class ArrivalWatch {
public:
    /// Errors: NotFound, Denied (it takes permission to read), Limit (no descriptors left).
    [[nodiscard]] static Result<ArrivalWatch> start(Name queue);

    /// Readable (POLLIN) where there is something to take().
    [[nodiscard]] int descriptor() const noexcept { return events_.get(); }

    struct News {
        bool arrived = false;       ///< messages came since the last call
        std::uint64_t messages = 0; ///< that are in the queue now
        bool unlinked = false;      ///< nobody can open the queue any more
    };
    /// What happened since the last call; never waits.
    [[nodiscard]] News take();
    /// Whether the queue has lost its name (mq_unlink(3)). No event tells it: who wants to know asks.
    [[nodiscard]] bool unlinked() const noexcept;

private:
    ArrivalWatch(QueueDescriptor queue, UniqueFd events)
        : queue_(std::move(queue))
        , events_(std::move(events)) {}

    QueueDescriptor queue_;
    UniqueFd events_;
    std::uint64_t messages_ = 0; ///< that were there at the last look
};

} // namespace ipclens::posix
