// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/watching/series.h"

#include <algorithm>
#include <utility>

namespace ipclens::watching {

namespace {

/// Rooms that a ring may have; few, so that those given back fit others.
constexpr std::uint32_t rooms[] = {4, Series::always, 320, Series::most};

} // namespace

Series::~Series() {
    budget_->held -= room_;
}

Series::Series(Series&& other) noexcept
    : budget_(other.budget_)
    , points_(std::move(other.points_))
    , room_(std::exchange(other.room_, 0))
    , first_(std::exchange(other.first_, 0))
    , size_(std::exchange(other.size_, 0)) {}

bool Series::endsWith(Reading reading) const noexcept {
    return size_ > 0 && last().count == reading.count && last().amount == reading.amount;
}

void Series::add(Tick tick, Reading reading, Tick oldest) {
    if (size_ > 0 && last().tick == tick) {
        // An earlier reading of the same sample gives way
        --size_;
    }
    if (endsWith(reading)) return;
    while (size_ > 1 && at(1).tick <= oldest)
        dropFirst();
    if (size_ == room_) makeRoom();
    if (size_ == room_) dropFirst();
    points_[wrapped(size_++)] = {tick, reading.count, reading.amount};
}

void Series::makeRoom() {
    const auto* next = std::upper_bound(std::begin(rooms), std::end(rooms), room_);
    if (next == std::end(rooms)) return;
    const std::size_t added = *next - room_;
    if (*next > always && budget_->held + added > budget_->most) return;
    auto wider = std::make_unique<Point[]>(*next);
    for (std::uint32_t place = 0; place < size_; ++place)
        wider[place] = at(place);
    points_ = std::move(wider);
    room_ = *next;
    first_ = 0;
    budget_->held += added;
}

void Series::dropFirst() noexcept {
    first_ = wrapped(1);
    --size_;
}

} // namespace ipclens::watching
