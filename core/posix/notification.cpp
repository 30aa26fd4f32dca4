// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/notification.h"

#include "core/base/all_signals_blocked.h"
#include "core/posix/failure.h"
#include "core/posix/notification_slots.h"
#include "core/posix/queue_status.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <utility>

#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::posix {

namespace {

constexpr std::string_view call = "mq_notify";

std::string holderIn(const QueueStatus& status) {
    if (status.notifyPid == 0) return "a process outside this PID namespace holds it";
    if (status.notifyPid == ::getpid()) return "this process holds it";
    return fmt::format("process {} holds it", status.notifyPid);
}

} // namespace

Result<std::unique_ptr<Notification>> Notification::bySignal(std::string_view name, QueueDescriptor fd,
                                                             NotifyBySignal how) {
    if (how.signal < 1 || how.signal > SIGRTMAX) {
        return failure(errorOf(ErrorKind::Invalid, attempted(call, Kind::MessageQueue, name),
                               fmt::format("{} is the number of no signal", how.signal)));
    }
    std::unique_ptr<Notification> notification(new Notification(name, std::move(fd)));
    notification->signal_ = how;
    if (auto armed = notification->rearm(); !armed) return failure(std::move(armed.error()));
    return notification;
}

Result<std::unique_ptr<Notification>> Notification::byCall(std::string_view name, QueueDescriptor fd, Call callback) {
    std::unique_ptr<Notification> notification(new Notification(name, std::move(fd)));
    notification->call_ = std::move(callback);
    const int number = notification->startWatching();
    if (number != 0) return failure(failureOn(Kind::MessageQueue, name, call, number));
    if (auto armed = notification->rearm(); !armed) return failure(std::move(armed.error()));
    return notification;
}

Notification::~Notification() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        requested_ = false;
    }
    if (watcher_.joinable()) {
        wakeWatcher();
        watcher_.join();
    }
    // a call that was under way may have requested it once more
    NotificationSlots::ofThisProcess().release(fd_.get());
}

bool Notification::pending() const {
    const std::lock_guard lock(mutex_);
    return requested_ && NotificationSlots::ofThisProcess().stands(fd_.get());
}

Result<void> Notification::rearm() {
    const std::lock_guard lock(mutex_);
    if (ending_) return {}; // and nobody to be told any more
    sigevent event{};
    event.sigev_notify = signal_.signal != 0 ? SIGEV_SIGNAL : SIGEV_NONE;
    event.sigev_signo = signal_.signal;
    event.sigev_value.sival_int = signal_.value;
    const int number = NotificationSlots::ofThisProcess().request(fd_.get(), event, [this] { wakeWatcher(); });
    if (number != 0) return failure(refused(number));
    // only after the one before has come does the kernel take another
    owed_ = owed_ || requested_;
    requested_ = true;
    if (owed_) wakeWatcher();
    return {};
}

void Notification::cancel() {
    const std::lock_guard lock(mutex_);
    requested_ = false;
    owed_ = false;
    NotificationSlots::ofThisProcess().release(fd_.get());
}

Error Notification::refused(int number) const {
    Error error = failureOn(Kind::MessageQueue, name_, call, number);
    if (number != EBUSY) return error;
    error.kind = ErrorKind::WouldBlock;
    error.reason = "the queue has one notification, and it is taken";
    QueueStatus status;
    if (readQueueStatus(fd_.get(), status) == 0) error.hint = holderIn(status);
    return error;
}

int Notification::startWatching() {
    events_.reset(::epoll_create1(EPOLL_CLOEXEC));
    wakeUp_.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!events_ || !wakeUp_) return errno;
    epoll_event wakeUp{};
    wakeUp.events = EPOLLIN;
    wakeUp.data.fd = wakeUp_.get();
    // a queue always has messages or room: so whatever happens to it is an event, also where the message is gone again
    epoll_event queue{};
    queue.events = EPOLLIN | EPOLLOUT | EPOLLET;
    queue.data.fd = fd_.get();
    if (::epoll_ctl(events_.get(), EPOLL_CTL_ADD, wakeUp_.get(), &wakeUp) == -1 ||
        ::epoll_ctl(events_.get(), EPOLL_CTL_ADD, fd_.get(), &queue) == -1) {
        return errno;
    }
    const AllSignalsBlocked blocked;
    try {
        watcher_ = std::thread([this] { watch(); });
    } catch (const std::system_error&) {
        return ENOMEM; // its EAGAIN would read as "it would have to wait"
    }
    return 0;
}

void Notification::watch() {
    for (;;) {
        epoll_event event{};
        if (::epoll_wait(events_.get(), &event, 1, -1) == -1 && errno != EINTR) return;
        if (event.data.fd == wakeUp_.get()) {
            std::uint64_t times = 0;
            static_cast<void>(::read(wakeUp_.get(), &times, sizeof times));
        }
        {
            const std::lock_guard lock(mutex_);
            if (ending_) return;
        }
        if (hasCome()) call_(*this);
    }
}

bool Notification::hasCome() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(owed_, false)) return true;
    NotificationSlots& slots = NotificationSlots::ofThisProcess();
    // the kernel lets go of a request when it answers it, and of none of ours for another reason
    if (!requested_ || slots.stands(fd_.get())) return false;
    requested_ = false;
    slots.release(fd_.get());
    return true;
}

void Notification::wakeWatcher() const noexcept {
    const std::uint64_t one = 1;
    if (wakeUp_) static_cast<void>(::write(wakeUp_.get(), &one, sizeof one));
}

} // namespace ipclens::posix
