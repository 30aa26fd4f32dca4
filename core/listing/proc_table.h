// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/lister.h"
#include "core/objects/access.h"

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
/// it. shm has 14 columns on old kernels (without rss and swap) and 16 since; more are ignored. These are pure
/// functions of their text.
void parseSemaphoreTable(std::string_view text, std::vector<SemaphoreSetInfo>& rows,
                         std::vector<std::string>& warnings);
void parseSegmentTable(std::string_view text, std::vector<SegmentInfo>& rows, std::vector<std::string>& warnings,
                       bool& residencyKnown);
void parseQueueTable(std::string_view text, std::vector<QueueInfo>& rows, std::vector<std::string>& warnings);

} // namespace ipclens::listing
