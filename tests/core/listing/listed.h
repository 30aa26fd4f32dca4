// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/posix_names.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace ipclens::testing {

/// The POSIX objects that a listing finds now.
inline listing::Snapshot listed(listing::Kinds kinds = {}) {
    auto result = listing::PosixNames().list(kinds);
    if (!result) throw std::runtime_error(result.error().message());
    return std::move(*result);
}

/// The one of this name; null: none.
template <class Info>
const Info* named(const std::vector<Info>& rows, std::string_view name) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name.bytes() == name; });
    return found == rows.end() ? nullptr : &*found;
}

inline const PosixSemaphoreInfo* semaphore(const listing::Snapshot& snapshot, std::string_view name) {
    return named(snapshot.posixSemaphores, name);
}

inline const PosixSegmentInfo* segment(const listing::Snapshot& snapshot, std::string_view name) {
    return named(snapshot.posixSegments, name);
}

inline const PosixQueueInfo* queue(const listing::Snapshot& snapshot, std::string_view name) {
    return named(snapshot.posixQueues, name);
}

} // namespace ipclens::testing
