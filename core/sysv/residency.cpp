// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/residency.h"

#include "core/base/proc_file.h"

#include <algorithm>
#include <string>
#include <vector>

#include <unistd.h>

namespace ipclens::sysv {

namespace {

constexpr std::uint64_t smallestHugePage = 64U << 10U; // of all architectures

std::optional<bool> madeOfHugePages(const SegmentInfo& row, const listing::HugePages& hugePages,
                                    std::uint64_t pageSize) {
    if (hugePages.size == 0) return false;
    const std::uint64_t slack = std::max(hugePages.size, pageSize); // a transparent huge page may reach past the end
    if (row.resident > row.size && row.resident - row.size >= slack) return true;
    if (row.swapped > 0 || row.resident % smallestHugePage != 0) return false;
    if (row.resident > 0 && !hugePages.inUse) return false;
    return std::nullopt;
}

} // namespace

std::optional<Residency> residencyIn(std::string_view table, Id id, const listing::HugePages& hugePages,
                                     std::uint64_t pageSize) {
    std::vector<SegmentInfo> rows;
    std::vector<std::string> warnings;
    bool known = false;
    listing::parseSegmentTable(table, rows, warnings, known);
    const auto isIt = [id](const SegmentInfo& row) { return row.id == id; };
    rows.erase(rows.begin(), std::find_if(rows.begin(), rows.end(), isIt));
    if (rows.empty() || rows.front().resident == unknownBytes) return std::nullopt;
    rows.resize(1);
    Residency residency;
    residency.hugePages = madeOfHugePages(rows.front(), hugePages, pageSize);
    listing::doubtResidency(rows, hugePages, pageSize);
    residency.resident = rows.front().resident;
    residency.swapped = rows.front().swapped;
    return residency;
}

std::optional<Residency> residencyOf(Id id) {
    std::string table;
    std::string memory;
    if (!readProcFile("/proc/sysvipc/shm", table)) return std::nullopt;
    // Without it: as on a machine without huge pages
    static_cast<void>(readProcFile("/proc/meminfo", memory));
    return residencyIn(table, id, listing::parseHugePages(memory), static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
}

} // namespace ipclens::sysv
