// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/uses.h"

#include "core/processes/use_scan.h"

#include <algorithm>

namespace ipclens::processes {

std::span<const Use> Uses::of(ObjectId object) const noexcept {
    const auto begin = std::lower_bound(uses.begin(), uses.end(), object,
                                        [](const Use& use, ObjectId wanted) { return use.object < wanted; });
    const auto end = std::upper_bound(begin, uses.end(), object,
                                      [](ObjectId wanted, const Use& use) { return wanted < use.object; });
    return {begin, end};
}

Uses usesOf(const listing::Snapshot& snapshot, const Cancellation* cancellation) {
    return scanUses(SoughtObjects::of(snapshot), cancellation);
}

} // namespace ipclens::processes
