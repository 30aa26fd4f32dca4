// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/arrival_watch.h"

#include "core/posix/failure.h"
#include "core/posix/name.h"
#include "core/posix/queue_status.h"

#include <cerrno>
#include <mqueue.h>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/stat.h>

namespace ipclens::posix {

namespace {

constexpr Kind kind = Kind::MessageQueue;

/// Whether something happened to the queue since it was asked last.
bool happened(const UniqueFd& events) noexcept {
    epoll_event event{};
    int count = -1;
    do {
        count = ::epoll_wait(events.get(), &event, 1, 0);
    } while (count == -1 && errno == EINTR);
    return count > 0;
}

std::uint64_t messagesIn(const QueueDescriptor& queue) noexcept {
    QueueAttributes attributes;
    return readQueueAttributes(queue.get(), attributes) == 0 ? attributes.messages : 0;
}

} // namespace

Result<ArrivalWatch> ArrivalWatch::start(Name name) {
    const std::string& text = name.text();
    if (auto checked = checkName(kind, text); !checked) return failure(std::move(checked.error()));
    QueueDescriptor queue(::mq_open(text.c_str(), O_RDONLY | O_CLOEXEC));
    if (!queue) return failure(failureOn(kind, text, "mq_open", errno));
    UniqueFd events(::epoll_create1(EPOLL_CLOEXEC));
    // A queue always has messages or room: so whatever happens to it is an event, also where the message that came is
    // gone again
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    if (!events || ::epoll_ctl(events.get(), EPOLL_CTL_ADD, queue.get(), &event) == -1)
        return failure(failureOn(kind, text, "epoll_ctl", errno));
    ArrivalWatch watch(std::move(queue), std::move(events));
    static_cast<void>(watch.take()); // what is there is no news
    return watch;
}

ArrivalWatch::News ArrivalWatch::take() {
    News news;
    // Receiving is an event too. Where the number is what it was before something happened, a message came and one
    // went. That can be said of the first look alone: a later one may be told of what the look before it has counted.
    for (bool first = true; happened(events_); first = false) {
        const std::uint64_t now = messagesIn(queue_);
        news.arrived = news.arrived || now > messages_ || (first && now == messages_);
        messages_ = now;
    }
    news.messages = messages_;
    news.unlinked = unlinked();
    return news;
}

bool ArrivalWatch::unlinked() const noexcept {
    struct stat data {};
    return ::fstat(queue_.get(), &data) == 0 && data.st_nlink == 0;
}

} // namespace ipclens::posix
