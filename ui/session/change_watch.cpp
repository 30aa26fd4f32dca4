// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/change_watch.h"

#include <algorithm>
#include <ctime>

namespace ipclens::ui {

namespace {

using namespace std::chrono_literals;

constexpr int share = 22; ///< one of so many parts of a core's time: with what is around it, 5 %
/// A sample is not held up longer than this.
constexpr std::chrono::nanoseconds mostAtOnce = 12ms;
constexpr std::uint64_t sliceBytes = std::uint64_t{1} << 20U;

std::chrono::nanoseconds threadTime() noexcept {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::uint64_t partBytes(std::uint64_t size) noexcept {
    return std::max<std::uint64_t>(size / ChangeMap::parts + (size % ChangeMap::parts != 0 ? 1 : 0), 1);
}

} // namespace

std::uint64_t ChangeMap::beginOf(std::size_t part) const noexcept {
    return part * partBytes(size);
}

std::size_t ChangeMap::partOf(std::uint64_t offset) const noexcept {
    return static_cast<std::size_t>(std::min<std::uint64_t>(offset / partBytes(size), parts - 1));
}

ChangeMap ChangeMap::resized(std::uint64_t now) const {
    ChangeMap map = *this;
    map.size = now;
    map.changedAt = {};
    for (std::size_t part = 0; part < parts; ++part) {
        const std::uint64_t end = std::min({beginOf(part) + partBytes(size), size, now});
        if (beginOf(part) >= end) break;
        for (std::size_t to = map.partOf(beginOf(part)); to <= map.partOf(end - 1); ++to)
            map.changedAt[to] = std::max(map.changedAt[to], changedAt[part]);
    }
    return map;
}

void ChangeWatch::look(bytes::ByteSource& source, Clock::time_point now) {
    const std::uint64_t size = source.size();
    if (map_ && map_->size != size) map_ = std::make_shared<ChangeMap>(map_->resized(size));
    if (!map_) {
        auto map = std::make_shared<ChangeMap>();
        map->size = size;
        map_ = std::move(map);
        passBegan_ = now;
        allowed_ = mostAtOnce;
    } else {
        // A debt from a slice that took long is paid off first
        allowed_ = std::min<std::chrono::nanoseconds>(allowed_ + (now - lookedAt_) / share, mostAtOnce);
    }
    lookedAt_ = now;
    std::shared_ptr<ChangeMap> next;
    while (allowed_ > 0ns) {
        const auto begun = threadTime();
        const auto slice = changes_.look(source, sliceBytes);
        allowed_ -= std::max<std::chrono::nanoseconds>(threadTime() - begun, 1us);
        if (!slice) break;
        if (!slice->changed.empty() || slice->passEnded) {
            if (!next) next = std::make_shared<ChangeMap>(*map_);
            note(*slice, *next, now);
        }
        if (slice->passEnded) {
            next->passTook = Clock::now() - passBegan_;
            passBegan_ = now;
            break; // the next pass is for the next time
        }
    }
    if (next) map_ = std::move(next);
}

void ChangeWatch::note(const bytes::PageChanges::Slice& slice, ChangeMap& next, Clock::time_point now) const {
    next.unwatched = changes_.unwatched();
    for (const bytes::PageChanges::Stretch& stretch : slice.changed) {
        const std::size_t last = next.partOf(stretch.offset + stretch.length - 1);
        for (std::size_t part = next.partOf(stretch.offset); part <= last; ++part)
            next.changedAt[part] = now;
    }
}

} // namespace ipclens::ui
