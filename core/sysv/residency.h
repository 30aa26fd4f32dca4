// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/proc_table.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ipclens::sysv {

/// What /proc/sysvipc/shm says of one segment's memory.
struct Residency {
    std::uint64_t resident = unknownBytes; ///< bytes, or unknownBytes where the figure can't be believed
    std::uint64_t swapped = unknownBytes;  ///< the same
    std::optional<bool> hugePages;         ///< no flag tells; from the figures, none where they don't either
};

/// From the table's text; nothing where the segment isn't in it, or the kernel has no such columns.
[[nodiscard]] std::optional<Residency> residencyIn(std::string_view table, Id id, const listing::HugePages& hugePages,
                                                   std::uint64_t pageSize);
/// From the table as it is now; nothing without /proc/sysvipc too.
[[nodiscard]] std::optional<Residency> residencyOf(Id id);

} // namespace ipclens::sysv
