// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/segment_source.h"
#include "core/listing/snapshot.h"
#include "core/objects/access.h"
#include "ui/session/change_watch.h"
#include "ui/session/interest.h"
#include "ui/session/process_names.h"
#include "ui/session/update.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace ipclens::ui {

/// Reads the bytes of the segment that a panel shows, from sample to sample. Of System V it keeps the way to them open,
/// looks for another when that fails (at a bounded rate: it means a walk through /proc), and has the segment attached
/// only where the person agreed, and only as long as the panel stays. Of POSIX nothing is held from sample to sample.
class SegmentReader {
public:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] SegmentDetail read(const listing::Snapshot& snapshot, const SegmentInterest& asked,
                                     ProcessNames& processes);
    /// No panel shows a segment any more, or it is another one: lets go, and detaches.
    void release();

private:
    [[nodiscard]] bool attached() const noexcept;
    void describe(SegmentDetail& detail, const listing::Snapshot& snapshot, ProcessNames& processes);
    void open(const SegmentInterest& asked, std::optional<Error>& error);
    void readBytes(const SegmentInterest& asked, SegmentDetail& detail);
    void addResidency(SegmentInfo& info, Knowledge& known);

    Segment segment_; ///< that is read; none where none is
    Credentials credentials_ = Credentials::current();
    std::unique_ptr<bytes::SegmentSource> source_;
    Clock::time_point nextSearch_;
    bool attachTried_ = false;
    std::optional<Error> attachError_;

    ChangeWatch changes_;
    bool shown_ = false; ///< the sample before had bytes

    Clock::time_point residencyAt_;
    std::uint64_t resident_ = 0;
    std::uint64_t swapped_ = 0;
    bool residencyKnown_ = false;
};

} // namespace ipclens::ui
