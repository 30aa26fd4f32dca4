// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/byte_cache.h"

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr ByteCache::Clock::time_point never{};

int glowAt(ByteCache::Clock::time_point changedAt, ByteCache::Clock::time_point now) {
    if (changedAt == never || now >= changedAt + ByteCache::glowSteps * ByteCache::glowStep) return 0;
    if (now <= changedAt) return ByteCache::glowSteps;
    return ByteCache::glowSteps - static_cast<int>((now - changedAt) / ByteCache::glowStep);
}

void extend(std::vector<ByteRange>& ranges, std::uint64_t offset) {
    if (!ranges.empty() && ranges.back().offset + ranges.back().length == offset) {
        ++ranges.back().length;
    } else {
        ranges.push_back({offset, 1});
    }
}

} // namespace

std::vector<ByteRange> ByteCache::set(std::uint64_t offset, std::span<const std::byte> bytes,
                                      Clock::time_point sampledAt) {
    std::vector<ByteRange> news;
    std::vector<Clock::time_point> changedAt(bytes.size(), never);
    const ByteRange before = range();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint64_t place = offset + i;
        if (!before.contains(place)) {
            extend(news, place);
            continue;
        }
        const std::size_t old = place - before.offset;
        changedAt[i] = changedAt_[old];
        if (bytes_[old] == bytes[i]) continue;
        changedAt[i] = sampledAt;
        lastChange_ = std::max(lastChange_, sampledAt);
        extend(news, place);
    }
    offset_ = offset;
    bytes_.assign(bytes.begin(), bytes.end());
    changedAt_ = std::move(changedAt);
    return news;
}

void ByteCache::write(std::uint64_t offset, std::span<const std::byte> bytes, Clock::time_point writtenAt) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (!range().contains(offset + i)) continue;
        const std::size_t place = offset + i - offset_;
        if (bytes_[place] == bytes[i]) continue;
        bytes_[place] = bytes[i];
        changedAt_[place] = writtenAt;
        lastChange_ = std::max(lastChange_, writtenAt);
    }
}

void ByteCache::cutAt(std::uint64_t end) {
    const std::uint64_t left = end - std::min(end, offset_);
    if (left >= bytes_.size()) return;
    bytes_.resize(left);
    changedAt_.resize(left);
}

void ByteCache::clear() {
    *this = {};
}

std::optional<std::byte> ByteCache::at(std::uint64_t offset) const {
    if (!range().contains(offset)) return {};
    return bytes_[offset - offset_];
}

std::span<const std::byte> ByteCache::bytes(ByteRange part) const {
    return std::span(bytes_).subspan(part.offset - offset_, part.length);
}

int ByteCache::glow(std::uint64_t offset, Clock::time_point now) const {
    if (!range().contains(offset)) return 0;
    return glowAt(changedAt_[offset - offset_], now);
}

std::optional<ByteCache::Clock::time_point> ByteCache::nextFade(Clock::time_point now) const {
    if (glowAt(lastChange_, now) == 0) return {};
    std::optional<Clock::time_point> next;
    for (const auto changedAt : changedAt_) {
        const int glow = glowAt(changedAt, now);
        if (glow == 0) continue;
        const auto fades = changedAt + (glowSteps - glow + 1) * glowStep;
        if (!next || fades < *next) next = fades;
    }
    return next;
}

std::vector<ByteRange> ByteCache::faded(Clock::time_point before, Clock::time_point now) const {
    std::vector<ByteRange> ranges;
    for (std::size_t i = 0; i < changedAt_.size(); ++i) {
        if (glowAt(changedAt_[i], before) != glowAt(changedAt_[i], now)) extend(ranges, offset_ + i);
    }
    return ranges;
}

} // namespace ipclens::ui
