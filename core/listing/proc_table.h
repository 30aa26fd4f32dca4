// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/lister.h"
#include "core/objects/access.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::listing {

/// Reads /proc/sysvipc/{sem,shm,msg} (proc(5)), which alone tells resident and swapped bytes of a segment, but not a
/// queue's capacity.
class ProcTable final : public Lister {
public:
    /// `folder` holds the three tables.
    explicit ProcTable(std::string folder = "/proc/sysvipc");

    [[nodiscard]] std::string_view name() const noexcept override { return "proc"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "/proc/sysvipc"; }
    [[nodiscard]] Result<Snapshot> list(Kinds kinds) override;

private:
    std::string folder_;
    Credentials credentials_ = Credentials::current();
};

/// The rows of one table's text, first line (headings) skipped; a line that can't be read becomes a warning that quotes
/// it, and so does a last line without its end, whose last number may be cut. More columns than are known are ignored.
/// These are pure functions of their text; they append.
void parseSemaphoreTable(std::string_view text, std::vector<SemaphoreSetInfo>& rows,
                         std::vector<std::string>& warnings);
/// 14 columns on old kernels, without rss and swap, 16 since: `residencyKnown` says whether there is at least rss. A
/// row without one or the other has unknownBytes.
void parseSegmentTable(std::string_view text, std::vector<SegmentInfo>& rows, std::vector<std::string>& warnings,
                       bool& residencyKnown);
void parseQueueTable(std::string_view text, std::vector<QueueInfo>& rows, std::vector<std::string>& warnings);

/// The huge pages of a machine, from /proc/meminfo.
struct HugePages {
    std::uint64_t size = 0; ///< bytes of one of the default size; 0: the kernel has none
    bool inUse = false;     ///< some are set aside, of whatever size, so that a segment may be made of them
};
[[nodiscard]] HugePages parseHugePages(std::string_view memoryInfo);

/// Makes `resident` and `swapped` unknown where they can't be, or may not be, what the table says. The kernel counts
/// a huge page as up to (huge page / page) of them, and does not say which segments have huge pages: told by more
/// resident bytes than the segment has room for, or by a count that is whole in huge pages times that factor.
void doubtResidency(std::vector<SegmentInfo>& rows, const HugePages& hugePages, std::uint64_t pageSize);

} // namespace ipclens::listing
