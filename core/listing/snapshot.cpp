// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/snapshot.h"

#include <algorithm>
#include <utility>

namespace ipclens::listing {
namespace {

constexpr auto idBefore = [](const auto& left, const auto& right) { return left.id < right.id; };

/// Sorts ids and places, not the rows themselves: those are moved once.
template <class Info>
void sortRows(std::vector<Info>& rows) {
    if (std::is_sorted(rows.begin(), rows.end(), idBefore)) return;
    std::vector<std::pair<int, std::uint32_t>> places;
    places.reserve(rows.size());
    for (const Info& row : rows)
        places.emplace_back(row.id.value, static_cast<std::uint32_t>(places.size()));
    std::sort(places.begin(), places.end());
    std::vector<Info> sorted;
    sorted.reserve(rows.size());
    for (const auto& [id, place] : places)
        sorted.push_back(rows[place]);
    rows = std::move(sorted);
}

template <class Info>
std::optional<ObjectView> findRow(const std::vector<Info>& rows, Id id) noexcept {
    const auto place =
        std::lower_bound(rows.begin(), rows.end(), id, [](const Info& row, Id wanted) { return row.id < wanted; });
    if (place == rows.end() || place->id != id) return {};
    return ObjectView(&*place);
}

} // namespace

void Snapshot::sortById() {
    sortRows(sets);
    sortRows(segments);
    sortRows(queues);
}

std::optional<ObjectView> Snapshot::find(ObjectId object) const noexcept {
    switch (object.kind) {
    case Kind::Semaphore: return findRow(sets, object.id);
    case Kind::SharedMemory: return findRow(segments, object.id);
    case Kind::MessageQueue: return findRow(queues, object.id);
    }
    return {};
}

} // namespace ipclens::listing
