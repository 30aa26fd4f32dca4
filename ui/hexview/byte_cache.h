// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::ui {

/// Bytes offset … offset + length of something.
struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;

    [[nodiscard]] bool contains(std::uint64_t place) const { return place >= offset && place - offset < length; }
    [[nodiscard]] bool contains(const ByteRange& other) const {
        return other.offset >= offset && other.offset - offset <= length &&
               other.length <= length - (other.offset - offset);
    }
    bool operator==(const ByteRange&) const = default;
};

/// The bytes that a hex view knows: one stretch, as the last sample brought it, with the moment each byte last changed.
/// Change is told by offset, never by place on the screen: what merely comes into sight is not news.
class ByteCache {
public:
    using Clock = std::chrono::steady_clock;

    /// How bright a changed byte glows: glowSteps when fresh, 0 when it no longer does.
    static constexpr int glowSteps = 4;
    static constexpr std::chrono::milliseconds glowStep{250};

    /// Takes a sample's bytes in place of those before, and gives the stretches in which something new is to be seen:
    /// bytes that were not known or were different. Only different ones glow.
    std::vector<ByteRange> set(std::uint64_t offset, std::span<const std::byte> bytes, Clock::time_point sampledAt);
    /// Bytes that were written by the person: those of them that are known become these, and glow.
    void write(std::uint64_t offset, std::span<const std::byte> bytes, Clock::time_point writtenAt);
    /// Nothing is there from `end` on.
    void cutAt(std::uint64_t end);
    void clear();

    [[nodiscard]] ByteRange range() const { return {offset_, bytes_.size()}; }
    /// None where the byte is not known.
    [[nodiscard]] std::optional<std::byte> at(std::uint64_t offset) const;
    /// The known bytes of a range that lies within range().
    [[nodiscard]] std::span<const std::byte> bytes(ByteRange part) const;

    [[nodiscard]] int glow(std::uint64_t offset, Clock::time_point now) const;
    /// When the next byte glows less; none where none glows.
    [[nodiscard]] std::optional<Clock::time_point> nextFade(Clock::time_point now) const;
    /// The stretches whose glow differs between two moments.
    [[nodiscard]] std::vector<ByteRange> faded(Clock::time_point before, Clock::time_point now) const;

private:
    std::uint64_t offset_ = 0;
    std::vector<std::byte> bytes_;
    std::vector<Clock::time_point> changedAt_; ///< of each byte; the epoch where it never did
    Clock::time_point lastChange_;             ///< the latest of them
};

} // namespace ipclens::ui
