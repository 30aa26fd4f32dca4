// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/posix/queue_descriptor.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace ipclens::posix {

/// A signal to be sent to this process (mq_notify(3) SIGEV_SIGNAL): si_code is SI_MESGQ, si_pid who sent the message.
struct NotifyBySignal {
    int signal = 0; ///< 1 … SIGRTMAX
    int value = 0;  ///< si_value.sival_int
};

/// A request to be told once when a message comes to a queue that is empty (mq_notify(3)); not when somebody waits in a
/// receiving call, who takes the message then. A queue has one such request at most, of one process. It holds on to a
/// descriptor of its own, apart from that of the handle it was made with; it goes, and the request with it, when this
/// object does.
class Notification {
public:
    /// Called in a thread of the Notification, one call at a time. May call rearm(), best before it empties the queue,
    /// and cancel(), but not destroy the Notification.
    using Call = std::function<void(Notification&)>;

    Notification(const Notification&) = delete;
    Notification& operator=(const Notification&) = delete;
    /// Cancels, and waits for a call that is under way.
    ~Notification();

    /// Whether it is still to come. A handle for sending alone can't tell: true until it is cancelled.
    [[nodiscard]] bool pending() const;
    /// Requests it once more, after it has come or was cancelled. Errors: WouldBlock (EBUSY: one is pending already,
    /// and the hint says whose), Limit.
    [[nodiscard]] Result<void> rearm();
    /// What has not come does not come any more; a call that is under way goes on. Does nothing where it has come.
    void cancel();

private:
    friend class MessageQueue;
    Notification(std::string_view name, QueueDescriptor fd)
        : name_(name)
        , fd_(std::move(fd)) {}

    [[nodiscard]] static Result<std::unique_ptr<Notification>> bySignal(std::string_view name, QueueDescriptor fd,
                                                                        NotifyBySignal how);
    [[nodiscard]] static Result<std::unique_ptr<Notification>> byCall(std::string_view name, QueueDescriptor fd,
                                                                      Call call);

    [[nodiscard]] Error refused(int number) const;
    [[nodiscard]] int startWatching();
    void watch();
    [[nodiscard]] bool hasCome();
    void wakeWatcher() const noexcept;

    std::string name_;
    QueueDescriptor fd_;
    NotifyBySignal signal_; ///< 0: by a call
    Call call_;

    mutable std::mutex mutex_;
    bool requested_ = false; ///< and, as far as is known, not come
    bool owed_ = false;      ///< it has come, was requested once more, and the call for it is still to be made
    bool ending_ = false;
    UniqueFd events_; ///< epoll(7): the queue, and what wakes the watcher
    UniqueFd wakeUp_; ///< eventfd(2)
    std::thread watcher_;
};

} // namespace ipclens::posix
