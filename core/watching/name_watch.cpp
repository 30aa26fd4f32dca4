// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/name_watch.h"

#include "core/listing/queue_folder.h"
#include "core/posix/name.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/inotify.h>

namespace ipclens::watching {
namespace {

constexpr std::uint32_t watched = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t folderWentAway = IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF | IN_Q_OVERFLOW;

bool listenTo(int events, int descriptor, std::uint32_t what) {
    epoll_event event{};
    event.events = what;
    event.data.fd = descriptor;
    return epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

} // namespace

Result<NameWatch> NameWatch::start(std::string folder) {
    UniqueFd events(epoll_create1(EPOLL_CLOEXEC));
    if (!events) return failure(errorFromErrno(errno, "watch " + folder));
    UniqueFd notices(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    // The same number as of a process that has no descriptor left: but then events had failed, most likely
    if (!notices && errno == EMFILE)
        return failure(errorFromErrno(EMFILE, "watch " + folder, ErrorKind::Limit, "no inotify instance is free"));
    if (!notices || !listenTo(events.get(), notices.get(), EPOLLIN))
        return failure(errorFromErrno(errno, "watch " + folder));
    // Without it nobody is woken for a mount, no more
    UniqueFd mounts(open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
    if (mounts) static_cast<void>(listenTo(events.get(), mounts.get(), EPOLLPRI));
    NameWatch watch(std::move(events), std::move(notices), std::move(mounts), std::move(folder));
    static_cast<void>(watch.queues_->find());
    watch.watchFolders();
    return watch;
}

NameWatch::NameWatch(UniqueFd events, UniqueFd notices, UniqueFd mounts, std::string folder)
    : events_(std::move(events))
    , notices_(std::move(notices))
    , mounts_(std::move(mounts))
    , queues_(std::make_unique<listing::QueueFolder>())
    , folder_(std::move(folder)) {}

NameWatch::NameWatch(NameWatch&& other) noexcept = default;
NameWatch& NameWatch::operator=(NameWatch&& other) noexcept = default;
NameWatch::~NameWatch() = default;

/// A folder that is watched already keeps its number.
void NameWatch::watchFolders() {
    const int shmBefore = shmWatch_;
    const int queueBefore = queueWatch_;
    shmWatch_ = inotify_add_watch(notices_.get(), folder_.c_str(), watched | IN_ONLYDIR);
    // A file system that is mounted nowhere has no path of its own
    const std::string queues = fmt::format("/proc/self/fd/{}", queues_->descriptor());
    queueWatch_ = queues_->descriptor() < 0 ? -1 : inotify_add_watch(notices_.get(), queues.c_str(), watched);
    if (shmBefore >= 0 && shmBefore != shmWatch_) inotify_rm_watch(notices_.get(), shmBefore);
    if (queueBefore >= 0 && queueBefore != queueWatch_) inotify_rm_watch(notices_.get(), queueBefore);
}

listing::Kinds NameWatch::take() {
    listing::Kinds news{false, false, false};
    const bool lost = drain(news);
    // Whoever polled has taken the news of the mounts with that: it is asked for in another way
    const bool mounted = queues_->find();
    if (lost || mounted) {
        watchFolders();
        // What taking a watch away tells is no news
        static_cast<void>(drain(news));
        news = {};
    }
    std::array<epoll_event, 2> told{};
    static_cast<void>(epoll_wait(events_.get(), told.data(), static_cast<int>(told.size()), 0));
    return news;
}

/// Whether folders have to be looked for anew.
bool NameWatch::drain(listing::Kinds& news) {
    alignas(inotify_event) std::array<char, 16384> buffer{};
    bool anew = false;
    for (;;) {
        const ssize_t length = read(notices_.get(), buffer.data(), buffer.size());
        if (length <= 0) return anew;
        for (ssize_t at = 0; at < length;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            at += static_cast<ssize_t>(sizeof event + event.len);
            if ((event.mask & folderWentAway) != 0) {
                // A watch that was given up on purpose ends so too
                anew |= (event.mask & IN_Q_OVERFLOW) != 0 || event.wd == shmWatch_ || event.wd == queueWatch_;
            } else if (event.wd == queueWatch_) {
                news.messageQueues = true;
            } else if (event.wd == shmWatch_) {
                (std::string_view(name).starts_with(posix::semaphorePrefix) ? news.semaphores : news.sharedMemory) =
                    true;
            }
        }
    }
}

} // namespace ipclens::watching
