// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/objects/info.h"

#include <optional>
#include <string>

#include <sys/types.h>

namespace ipclens::bytes {

/// Another process's mapping of a segment, found in /proc/PID/maps, through which the segment's file can be opened
/// (proc(5), map_files). Holds on to the process's folder in /proc, so a pid that is used again is not mistaken for it.
class SegmentMapping {
public:
    /// Looks for a process of the caller's IPC namespace, other than the caller, that has the segment attached: its
    /// creator and last user first, then all. Milliseconds to tens of them. None where there is no such process, or
    /// none that the caller can see.
    [[nodiscard]] static std::optional<SegmentMapping> find(const SegmentInfo& segment);

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

    /// Opens the segment's file for reading, and makes sure that it is this segment's. To be closed soon: while it is
    /// open the bytes stay, also of a segment that was removed and detached. Changes nothing else of the segment.
    /// Errors: NotFound where the process has ended or detached; Denied without CAP_CHECKPOINT_RESTORE in the first
    /// user namespace.
    [[nodiscard]] Result<UniqueFd> open(const SegmentInfo& segment) const;

private:
    SegmentMapping(pid_t pid, UniqueFd folder, std::string range);

    [[nodiscard]] static std::optional<SegmentMapping> ofProcess(pid_t pid, Id id);

    pid_t pid_;
    UniqueFd folder_;   ///< /proc/PID
    std::string range_; ///< "7f424dfa4000-7f4251fa4000"
};

} // namespace ipclens::bytes
