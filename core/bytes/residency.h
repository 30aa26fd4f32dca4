// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <cstdint>
#include <vector>

namespace ipclens::bytes {

/// What is known of a page before it is read.
enum class PageState : std::uint8_t {
    Resident,     ///< in memory
    Untouched,    ///< nobody has touched it: it holds zeros, and reading it would allocate it
    MaybeSwapped, ///< not in memory; touched or not, the kernel does not tell
};

/// A run of neighbouring pages in the same state, in bytes from the segment's start.
struct PageRun {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    PageState state = PageState::Resident;

    bool operator==(const PageRun&) const = default;
};

/// Tells which pages of a segment that is attached here can be read without allocating one, by mincore(2). That says
/// the same of a page that nobody touched, of one in swap, and of a huge page that only others have mapped; so a page
/// counts as untouched only where nothing of the segment is in swap (/proc/sysvipc/shm) and it has no huge pages.
class Residency {
public:
    /// `address`: where the segment is attached, with pages of the usual size or huge ones; has to stay attached.
    Residency(Id id, const void* address, bool hugePages) noexcept;

    /// The states of offset … offset + length, in order and without gaps; the first and last run are cut to this
    /// range, which has to lie within the attachment. Touches nothing.
    [[nodiscard]] Result<std::vector<PageRun>> of(std::uint64_t offset, std::uint64_t length) const;

private:
    [[nodiscard]] Result<std::vector<unsigned char>> pagesInMemory(std::uint64_t firstPage, std::uint64_t count) const;

    Id id_;
    const std::byte* address_;
    bool hugePages_;
};

} // namespace ipclens::bytes
