// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/page_walk.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::bytes {

/// 64 bits that tell whether bytes are the same. Bytes that differ within one aligned group of 8 never have the same;
/// others do by a chance of 1 in 2^64. Not for keeping: it may be another in the next version.
[[nodiscard]] std::uint64_t checksumOf(std::span<const std::byte> bytes) noexcept;

/// Finds out which pages of a source change, by a checksum of each touched page, in slices as small as one likes: pass
/// after pass over the whole source.
class PageChanges {
public:
    static constexpr std::size_t pageBytes = 4096;

    /// A stretch of changed pages.
    struct Stretch {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        bool operator==(const Stretch&) const = default;
    };
    struct Slice {
        /// Pages with another content than in the pass before, and those that were first touched since.
        std::vector<Stretch> changed;
        bool passEnded = false;
    };

    /// At most so many pages are remembered: 64 MiB of checksums where they lie side by side.
    static constexpr std::size_t mostGroups = 32768;

    /// Goes on where the last slice ended, and reads about `most` bytes, of touched pages alone. At the end it begins
    /// anew with the next slice. Errors: those of the source; the pass begins anew.
    [[nodiscard]] Result<Slice> look(ByteSource& source, std::uint64_t most);

    /// The passes that have ended: none until the first one has, as nothing can be said of changes before.
    [[nodiscard]] std::uint64_t passes() const noexcept { return passes_; }
    /// Bytes of touched pages that are beyond what can be remembered, in the last pass: they are not watched.
    [[nodiscard]] std::uint64_t unwatched() const noexcept { return unwatched_; }

private:
    static constexpr std::size_t pagesOfGroup = 64;
    using Group = std::array<std::uint64_t, pagesOfGroup>; ///< 0: not known

    [[nodiscard]] Result<bool> fill(ByteSource& source);
    void compare(std::uint64_t offset, std::span<const std::byte> bytes, Slice& slice);
    void endPass() noexcept;

    std::map<std::uint64_t, Group> groups_; ///< by offset / (pagesOfGroup * pageBytes)
    std::optional<PageWalk> walk_;
    const ByteSource* source_ = nullptr; ///< that the walk goes over
    std::vector<PageRun> runs_;          ///< of the window in hand
    std::size_t run_ = 0;
    std::uint64_t place_ = 0;
    std::uint64_t passes_ = 0;
    std::uint64_t unwatched_ = 0;
    std::uint64_t unwatchedNow_ = 0;
    std::vector<std::byte> buffer_;
};

} // namespace ipclens::bytes
