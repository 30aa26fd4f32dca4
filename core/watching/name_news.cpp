// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/name_news.h"

#include <algorithm>
#include <utility>

namespace ipclens::watching {

NameNews::NameNews(listing::Kinds kinds) noexcept
    : kinds_(kinds) {}

void NameNews::look() {
    if (kinds_ == listing::Kinds{false, false, false}) return;
    if (watch_) {
        static_cast<void>(watch_->take());
    } else if (const auto now = Clock::now(); !tried_ || now - *tried_ >= retry) {
        tried_ = now;
        unwatched_.reset();
        if (auto watch = NameWatch::start()) {
            watch_ = std::move(*watch);
        } else {
            unwatched_ = std::move(watch.error());
        }
    }
    heard_.reset();
}

void NameNews::hear() {
    if (!watch_ || any()) return;
    const listing::Kinds told = watch_->take();
    if ((told.semaphores && kinds_.semaphores) || (told.sharedMemory && kinds_.sharedMemory) ||
        (told.messageQueues && kinds_.messageQueues))
        heard_ = Clock::now();
}

NameNews::Clock::time_point NameNews::nextLook(Clock::time_point last, std::chrono::nanoseconds usual) const noexcept {
    if (!heard_) return last + usual;
    return std::min(last + usual, std::max<Clock::time_point>(last + shortest, *heard_ + settling));
}

} // namespace ipclens::watching
