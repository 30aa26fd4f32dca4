// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/page_run.h"
#include "core/objects/object.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ipclens::bytes {

/// How many pages of a segment have content, by /proc/sysvipc/shm.
struct TouchedPages {
    std::uint64_t resident = 0;
    std::uint64_t swapped = 0;
    std::uint64_t pages = 0; ///< of the whole segment

    /// No page is untouched.
    [[nodiscard]] bool all() const noexcept { return resident + swapped == pages; }
    /// Every page is in memory.
    [[nodiscard]] bool allResident() const noexcept { return resident == pages; }
};
/// None where that can't be told, as with huge pages.
[[nodiscard]] std::optional<TouchedPages> touchedPages(Id id);

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
    [[nodiscard]] Result<std::vector<unsigned char>> pagesInMemory(std::uint64_t firstPage, std::uint64_t count,
                                                                   std::uint64_t known) const;

    Id id_;
    const std::byte* address_;
    bool hugePages_;
};

} // namespace ipclens::bytes
