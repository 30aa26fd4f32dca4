// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ipclens::sysv {

/// What a segment's row in /proc/sysvipc/shm says of its memory; bytes.
struct ResidencyRow {
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    std::uint64_t swapped = 0;
};

/// The row of one segment in that table's text; nothing where it isn't there, or where the kernel has no such columns.
[[nodiscard]] std::optional<ResidencyRow> residencyRow(std::string_view table, Id id) noexcept;
/// The same from /proc/sysvipc/shm as it is now.
[[nodiscard]] std::optional<ResidencyRow> residencyRow(Id id);

/// What the system's huge pages allow to conclude.
struct HugePagePool {
    std::uint64_t smallest = 0; ///< bytes of the smallest huge page; 0: the kernel has none
    bool inUse = false;         ///< whether there are any huge pages now

    /// From /sys/kernel/mm/hugepages.
    [[nodiscard]] static HugePagePool current();
};

/// What a row tells of a segment of normal or of huge pages. No flag says which it is made of, and the kernel counts
/// each page of a huge page as if it were a huge page itself, so that `resident` is up to 512 times too big.
struct Residency {
    std::optional<bool> hugePages; ///< none where it can't be told
    bool trusted = true;           ///< whether `resident` can be believed
};
[[nodiscard]] Residency judge(const ResidencyRow& row, const HugePagePool& pool, std::uint64_t pageSize) noexcept;

} // namespace ipclens::sysv
