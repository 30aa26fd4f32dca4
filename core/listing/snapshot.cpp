// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/snapshot.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace ipclens::listing {
namespace {

/// What rows are sorted by.
template <class Info>
auto orderOf(const Info& row) noexcept {
    if constexpr (isSystemV<Info>) {
        return row.id.value;
    } else {
        return row.name.handle();
    }
}
template <class Info>
auto orderOf(ObjectId object) noexcept {
    if constexpr (isSystemV<Info>) {
        return object.id.value;
    } else {
        return object.name.handle();
    }
}

constexpr auto placedBefore = [](const auto& left, const auto& right) { return orderOf(left) < orderOf(right); };

/// Sorts ids and places, not the rows themselves: those are moved once.
template <class Info>
void sortRows(std::vector<Info>& rows) {
    if (std::is_sorted(rows.begin(), rows.end(), placedBefore)) return;
    std::vector<std::pair<decltype(orderOf(rows.front())), std::uint32_t>> places;
    places.reserve(rows.size());
    for (const Info& row : rows)
        places.emplace_back(orderOf(row), static_cast<std::uint32_t>(places.size()));
    std::sort(places.begin(), places.end());
    std::vector<Info> sorted;
    sorted.reserve(rows.size());
    for (const auto& [id, place] : places)
        sorted.push_back(rows[place]);
    rows = std::move(sorted);
}

template <class Rows>
using InfoOf = typename std::remove_cvref_t<Rows>::value_type;

/// The vector of a kind and API, to a function that takes each of them.
template <class AnySnapshot, class Visitor>
void withVector(AnySnapshot& snapshot, Kind kind, Api api, Visitor visit) {
    forEachVector(snapshot, [&](auto& rows) {
        using Info = InfoOf<decltype(rows)>;
        if (InfoTraits<Info>::kind == kind && InfoTraits<Info>::api == api) visit(rows);
    });
}

} // namespace

std::size_t Snapshot::count() const noexcept {
    std::size_t all = 0;
    forEachVector(*this, [&](const auto& rows) { all += rows.size(); });
    return all;
}

std::size_t Snapshot::count(Kind kind, Api api) const noexcept {
    std::size_t there = 0;
    withVector(*this, kind, api, [&](const auto& rows) { there = rows.size(); });
    return there;
}

ObjectView Snapshot::at(Kind kind, Api api, std::size_t place) const noexcept {
    ObjectView found;
    withVector(*this, kind, api, [&](const auto& rows) { found = &rows[place]; });
    return found;
}

void Snapshot::add(ObjectView object) {
    std::visit(
        [this](const auto* info) {
            using Info = std::remove_cvref_t<decltype(*info)>;
            forEachVector(*this, [info](auto& rows) {
                if constexpr (std::is_same_v<InfoOf<decltype(rows)>, Info>) rows.push_back(*info);
            });
        },
        object);
}

void Snapshot::sortById() {
    forEachVector(*this, [](auto& rows) { sortRows(rows); });
}

std::optional<ObjectView> Snapshot::find(ObjectId object) const noexcept {
    std::optional<ObjectView> found;
    withVector(*this, object.kind, object.api(), [&](const auto& rows) {
        using Info = InfoOf<decltype(rows)>;
        const auto wanted = orderOf<Info>(object);
        const auto place = std::lower_bound(rows.begin(), rows.end(), wanted,
                                            [](const Info& row, auto other) { return orderOf(row) < other; });
        if (place != rows.end() && orderOf(*place) == wanted) found = ObjectView(&*place);
    });
    return found;
}

} // namespace ipclens::listing
