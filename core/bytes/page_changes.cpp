// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/page_changes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace ipclens::bytes {
namespace {

constexpr std::uint64_t oddFactor = 0x9e3779b97f4a7c15; // 2^64 / golden ratio: no pattern of its bits
constexpr std::size_t lanes = 4;

/// One to one for each `word` and for each `state`, which is what checksumOf() promises by.
std::uint64_t mixed(std::uint64_t state, std::uint64_t word) noexcept {
    return std::rotl((state ^ word) * oddFactor, 29);
}

} // namespace

std::uint64_t checksumOf(std::span<const std::byte> bytes) noexcept {
    std::array<std::uint64_t, lanes> state{1, 2, 3, 4};
    std::size_t place = 0;
    for (; place + sizeof state <= bytes.size(); place += sizeof state) {
        std::array<std::uint64_t, lanes> words{};
        std::memcpy(words.data(), bytes.data() + place, sizeof words);
        for (std::size_t lane = 0; lane < lanes; ++lane)
            state[lane] = mixed(state[lane], words[lane]);
    }
    std::uint64_t sum = bytes.size();
    for (; place < bytes.size(); place += sizeof sum) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + place, std::min(sizeof word, bytes.size() - place));
        sum = mixed(sum, word);
    }
    for (const std::uint64_t lane : state)
        sum = mixed(sum, lane);
    return sum;
}

/// Makes sure that there is a touched stretch at `place_`; false at the end of the source.
Result<bool> PageChanges::fill(ByteSource& source) {
    if (!walk_) {
        walk_.emplace(source, 0, source.size());
        runs_.clear();
        run_ = 0;
    }
    while (true) {
        while (run_ < runs_.size() && runs_[run_].state != PageState::Resident)
            ++run_;
        if (run_ < runs_.size()) {
            place_ = std::max(place_, runs_[run_].offset);
            if (place_ < runs_[run_].offset + runs_[run_].length) return true;
            ++run_;
            continue;
        }
        if (walk_->atEnd()) return false;
        auto window = walk_->next();
        if (!window) return failure(std::move(window.error()));
        runs_ = std::move(window->runs);
        run_ = 0;
        place_ = window->begin;
    }
}

Result<PageChanges::Slice> PageChanges::look(ByteSource& source, std::uint64_t most) {
    // The bytes are the same where the way to them is another
    if (source_ != &source) endPass();
    source_ = &source;
    Slice slice;
    std::uint64_t read = 0;
    while (read < most) {
        const auto there = fill(source);
        if (!there) {
            endPass();
            return failure(there.error());
        }
        if (!*there) {
            endPass();
            ++passes_;
            slice.passEnded = true;
            break;
        }
        const std::uint64_t groupBytes = pagesOfGroup * pageBytes;
        const std::uint64_t groupEnd = (place_ / groupBytes + 1) * groupBytes;
        const std::uint64_t end = std::min(groupEnd, runs_[run_].offset + runs_[run_].length);
        buffer_.resize(groupBytes);
        const auto got = source.read(place_, std::span(buffer_).first(static_cast<std::size_t>(end - place_)));
        if (!got) {
            endPass();
            return failure(got.error());
        }
        compare(place_, std::span<const std::byte>(buffer_).first(*got), slice);
        read += end - place_;
        place_ = end;
    }
    return slice;
}

/// Bytes of one group.
void PageChanges::compare(std::uint64_t offset, std::span<const std::byte> bytes, Slice& slice) {
    const std::uint64_t number = offset / (pagesOfGroup * pageBytes);
    auto group = groups_.find(number);
    if (group == groups_.end()) {
        if (groups_.size() >= mostGroups) {
            unwatchedNow_ += bytes.size();
            return;
        }
        group = groups_.try_emplace(number, Group{}).first;
    }
    while (!bytes.empty()) {
        const std::size_t length = std::min<std::size_t>(pageBytes - offset % pageBytes, bytes.size());
        const std::uint64_t sum = std::max<std::uint64_t>(checksumOf(bytes.first(length)), 1);
        std::uint64_t& known = group->second[offset / pageBytes % pagesOfGroup];
        if (known != sum && passes_ > 0) {
            if (!slice.changed.empty() && slice.changed.back().offset + slice.changed.back().length == offset) {
                slice.changed.back().length += length;
            } else {
                slice.changed.push_back({offset, length});
            }
        }
        known = sum;
        offset += length;
        bytes = bytes.subspan(length);
    }
}

void PageChanges::endPass() noexcept {
    walk_.reset();
    runs_.clear();
    run_ = 0;
    place_ = 0;
    unwatched_ = std::exchange(unwatchedNow_, 0);
}

} // namespace ipclens::bytes
