// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/row_engine.h"

#include "ui/session/row_changes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace ipclens::ui {

namespace {

using watching::Change;
using watching::ChangeKind;

/// The vectors of a snapshot, in the order of vectorOf().
struct Vector {
    Kind kind;
    Api api;
};
constexpr std::array<Vector, vectorCount> vectors{{{Kind::Semaphore, Api::SysV},
                                                   {Kind::Semaphore, Api::Posix},
                                                   {Kind::SharedMemory, Api::SysV},
                                                   {Kind::SharedMemory, Api::Posix},
                                                   {Kind::MessageQueue, Api::SysV},
                                                   {Kind::MessageQueue, Api::Posix}}};
constexpr std::uint32_t endedBit = 1U << 31U;

std::uint32_t countOf(const listing::Snapshot& snapshot, Vector vector) noexcept {
    return static_cast<std::uint32_t>(snapshot.count(vector.kind, vector.api));
}

std::size_t vectorOf(ObjectId object) noexcept {
    return ui::vectorOf(object.kind, object.api());
}

Row rowOf(const Change& change) noexcept {
    return rowFor(change.object.kind, change.object.api(), change.after);
}

/// Where the objects of one vector lie in the next snapshot, by their place in the last.
class PlaceMap {
public:
    PlaceMap() = default;
    PlaceMap(Vector vector, std::uint32_t count)
        : vector_(vector)
        , count_(count) {}

    void removed(std::uint32_t before, std::uint32_t endedPlace) { removed_.emplace_back(before, endedPlace); }
    void made(std::uint32_t after) { made_.push_back(after); }
    void changed(std::uint32_t before) {
        if (changed_.empty()) changed_.resize(count_);
        changed_[before] = true;
    }

    /// After all of the above, which come in ascending order: the rest moves up and down to fill the places.
    void finish() {
        if (removed_.empty() && made_.empty()) return;
        places_.resize(count_);
        auto removed = removed_.begin();
        auto made = made_.begin();
        std::uint32_t next = 0;
        for (std::uint32_t place = 0; place < count_; ++place) {
            if (removed != removed_.end() && removed->first == place) {
                places_[place] = endedBit | removed->second;
                ++removed;
                continue;
            }
            for (; made != made_.end() && *made == next; ++made)
                ++next;
            places_[place] = next++;
        }
    }

    [[nodiscard]] Row at(std::uint32_t place) const noexcept {
        if (places_.empty()) return rowFor(vector_.kind, vector_.api, place);
        const std::uint32_t next = places_[place];
        return rowFor(vector_.kind, vector_.api, next & ~endedBit, (next & endedBit) != 0);
    }
    [[nodiscard]] bool hasChanged(std::uint32_t place) const noexcept { return !changed_.empty() && changed_[place]; }

private:
    Vector vector_{};
    std::uint32_t count_ = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> removed_;
    std::vector<std::uint32_t> made_;
    std::vector<bool> changed_;
    std::vector<std::uint32_t> places_; ///< empty: as they were
};

/// The row of each object, for going from objects to rows.
class NewRows {
public:
    explicit NewRows(const Rows& rows)
        : rows_(&rows) {
        for (std::size_t row = 0; row < rows.order.size(); ++row)
            slot(rows.order[row]) = static_cast<std::int32_t>(row);
    }
    [[nodiscard]] std::int32_t of(Row row) { return slot(row); }

private:
    std::int32_t& slot(Row row) {
        const std::size_t vector = ui::vectorOf(row);
        std::vector<std::int32_t>& numbers = numbers_[vector + vectorCount * row.ended];
        if (numbers.empty()) {
            const listing::Snapshot& from = row.ended != 0 ? *rows_->ended : *rows_->snapshot;
            numbers.resize(countOf(from, vectors[vector]), -1);
        }
        return numbers[row.place];
    }

    const Rows* rows_;
    std::array<std::vector<std::int32_t>, 2 * vectorCount> numbers_;
};

/// Takes the last infos of removed objects over, and gives where they lie.
std::uint32_t keepEnded(listing::Snapshot& ended, const listing::Snapshot& last, const Change& change) {
    const Vector vector = vectors[vectorOf(change.object)];
    ended.add(last.at(vector.kind, vector.api, change.before));
    return countOf(ended, vector) - 1;
}

} // namespace

/// What became of each old row before the new ones are among them.
struct RowEngine::Survivors {
    std::vector<Row> rows; ///< in the next Rows; of those that are not gone
    std::vector<Fate> fates;
};

RowEngine::RowEngine(UserNames& users)
    : users_(&users)
    , order_(query_.column, query_.descending, users) {
    auto none = std::make_shared<Rows>();
    none->snapshot = std::make_shared<const listing::Snapshot>();
    none->ended = none->snapshot;
    rows_ = std::move(none);
}

bool RowEngine::wanted(const Rows& rows, Row row) {
    if (query_.kind && static_cast<std::uint32_t>(*query_.kind) != row.kind) return false;
    return filter_.empty() || filter_.matches({rows.at(row), rows.snapshot->known}, *users_);
}

std::vector<Row> RowEngine::sortedOrder(const Rows& rows) {
    std::vector<Keyed> keyed;
    keyed.reserve(rows.snapshot->count());
    for (const bool ended : {false, true}) {
        const listing::Snapshot& from = ended ? *rows.ended : *rows.snapshot;
        for (const Vector vector : vectors) {
            const std::uint32_t count = countOf(from, vector);
            for (std::uint32_t place = 0; place < count; ++place) {
                const Row row = rowFor(vector.kind, vector.api, place, ended);
                if (wanted(rows, row)) keyed.push_back({order_.key(rows.at(row)), row});
            }
        }
    }
    const auto before = [](const Keyed& left, const Keyed& right) { return left.key < right.key; };
    if (!std::is_sorted(keyed.begin(), keyed.end(), before)) std::stable_sort(keyed.begin(), keyed.end(), before);

    std::vector<Row> order(keyed.size());
    std::transform(keyed.begin(), keyed.end(), order.begin(), [](const Keyed& entry) { return entry.row; });
    return order;
}

RowEngine::Step RowEngine::setQuery(const RowQuery& query, listing::Filter filter) {
    query_ = query;
    filter_ = std::move(filter);
    order_ = RowOrder(query.column, query.descending, *users_, waiting_);
    listing::forEachObject(*rows_->snapshot, [&](ObjectView view) { static_cast<void>(order_.learn(view)); });
    listing::forEachObject(*rows_->ended, [&](ObjectView view) { static_cast<void>(order_.learn(view)); });
    order_.rankNames();
    return filterAgain();
}

RowEngine::Step RowEngine::filterAgain() {
    Rows next{rows_->snapshot, rows_->ended, sortedOrder(*rows_)};
    if (next.order == rows_->order) return {rows_, {}};

    NewRows newRows(next);
    std::vector<std::int32_t> newRowOfOld;
    newRowOfOld.reserve(rows_->order.size());
    for (const Row row : rows_->order)
        newRowOfOld.push_back(newRows.of(row));
    return become(std::move(next), std::move(newRowOfOld), {});
}

RowEngine::Step RowEngine::advance(std::shared_ptr<const listing::Snapshot> next, const std::vector<Change>& changes,
                                   bool filterAllAgain) {
    const bool sameKnowledge = next->known == rows_->snapshot->known;
    const bool nothingNew = changes.empty() && rows_->ended->count() == 0 && sameKnowledge;
    if (nothingNew) return filterAllAgain ? filterAgain() : Step{rows_, {}};

    Rows rows;
    rows.snapshot = std::move(next);
    Survivors survivors = translate(rows, changes);
    if (!sameKnowledge) std::replace(survivors.fates.begin(), survivors.fates.end(), Fate::Same, Fate::Changed);
    const bool sortAll = learn(rows, changes) || !sameKnowledge || filterAllAgain;
    return sortAll ? sortAnew(std::move(rows), survivors) : merge(std::move(rows), changes, survivors);
}

/// Where each old row's object lies now, and what happened to it.
RowEngine::Survivors RowEngine::translate(Rows& next, const std::vector<Change>& changes) const {
    std::array<PlaceMap, vectorCount> maps;
    for (std::size_t vector = 0; vector < vectorCount; ++vector)
        maps[vector] = PlaceMap(vectors[vector], countOf(*rows_->snapshot, vectors[vector]));
    auto ended = std::make_shared<listing::Snapshot>();
    for (const Change& change : changes) {
        PlaceMap& map = maps[vectorOf(change.object)];
        switch (change.what) {
        case ChangeKind::Made: map.made(change.after); break;
        case ChangeKind::Removed: map.removed(change.before, keepEnded(*ended, *rows_->snapshot, change)); break;
        case ChangeKind::Changed: map.changed(change.before); break;
        }
    }
    for (PlaceMap& map : maps)
        map.finish();
    next.ended = std::move(ended);

    Survivors survivors;
    survivors.rows.reserve(rows_->order.size());
    survivors.fates.reserve(rows_->order.size());
    for (const Row old : rows_->order) {
        const PlaceMap& map = maps[ui::vectorOf(old)];
        const Row row = old.ended != 0 ? old : map.at(old.place);
        survivors.rows.push_back(row);
        survivors.fates.push_back(old.ended != 0              ? Fate::Gone
                                  : row.ended != 0            ? Fate::Ended
                                  : map.hasChanged(old.place) ? Fate::Changed
                                                              : Fate::Same);
    }
    return survivors;
}

bool RowEngine::learn(const Rows& rows, const std::vector<Change>& changes) {
    bool shifted = false;
    for (const Change& change : changes) {
        if (change.what != ChangeKind::Removed) shifted |= order_.learn(rows.at(rowOf(change)));
    }
    order_.rankNames();
    return shifted;
}

/// The objects that need a place of their own: new ones, and changed ones that now come elsewhere or were not wanted.
std::vector<RowEngine::Keyed> RowEngine::newcomers(const Rows& next, const std::vector<Change>& changes,
                                                   Survivors& survivors) {
    std::array<std::vector<std::uint32_t>, vectorCount> listed; // changed objects that old rows stand for
    std::vector<Keyed> newcomers;
    for (std::size_t old = 0; old < survivors.rows.size(); ++old) {
        if (survivors.fates[old] != Fate::Changed) continue;
        const Row row = survivors.rows[old];
        listed[ui::vectorOf(row)].push_back(row.place);
        if (!wanted(next, row)) {
            survivors.fates[old] = Fate::Gone;
            continue;
        }
        const SortKey key = order_.key(next.at(row));
        if (key == order_.key(rows_->at(old))) continue;
        survivors.fates[old] = Fate::Moved;
        newcomers.push_back({key, row, static_cast<std::int32_t>(old)});
    }
    for (std::vector<std::uint32_t>& places : listed)
        std::sort(places.begin(), places.end());
    for (const Change& change : changes) {
        if (change.what == ChangeKind::Removed) continue;
        const Row row = rowOf(change);
        const std::vector<std::uint32_t>& places = listed[ui::vectorOf(row)];
        if (change.what == ChangeKind::Changed && std::binary_search(places.begin(), places.end(), change.after))
            continue;
        if (wanted(next, row)) newcomers.push_back({order_.key(next.at(row)), row});
    }
    std::sort(newcomers.begin(), newcomers.end(),
              [](const Keyed& left, const Keyed& right) { return left.key < right.key; });
    return newcomers;
}

RowEngine::Step RowEngine::merge(Rows next, const std::vector<Change>& changes, Survivors& survivors) {
    const std::vector<Keyed> incoming = newcomers(next, changes, survivors);
    std::vector<std::int32_t> staying; // old rows that keep their order among themselves
    staying.reserve(survivors.rows.size());
    for (std::size_t old = 0; old < survivors.rows.size(); ++old) {
        if (survivors.fates[old] != Fate::Gone && survivors.fates[old] != Fate::Moved)
            staying.push_back(static_cast<std::int32_t>(old));
    }

    std::vector<std::int32_t> newRowOfOld(survivors.rows.size(), -1);
    std::vector<std::int32_t> changed;
    next.order.reserve(staying.size() + incoming.size());
    const auto append = [&](Row row, std::int32_t old, bool hasChanged) {
        const auto number = static_cast<std::int32_t>(next.order.size());
        if (old >= 0) newRowOfOld[static_cast<std::size_t>(old)] = number;
        if (hasChanged) changed.push_back(number);
        next.order.push_back(row);
    };
    const auto appendStaying = [&](auto first, auto last) {
        for (; first != last; ++first) {
            const auto old = static_cast<std::size_t>(*first);
            append(survivors.rows[old], *first, survivors.fates[old] != Fate::Same);
        }
    };
    auto stays = staying.cbegin();
    for (const Keyed& newcomer : incoming) {
        const auto here =
            std::lower_bound(stays, staying.cend(), newcomer.key, [&](std::int32_t old, const SortKey& key) {
                return order_.key(next.at(survivors.rows[static_cast<std::size_t>(old)])) < key;
            });
        appendStaying(stays, here);
        append(newcomer.row, newcomer.oldRow, newcomer.oldRow >= 0);
        stays = here;
    }
    appendStaying(stays, staying.cend());
    return become(std::move(next), std::move(newRowOfOld), changed);
}

/// All rows anew, where keys of before are worth nothing.
RowEngine::Step RowEngine::sortAnew(Rows next, const Survivors& survivors) {
    next.order = sortedOrder(next);
    NewRows newRows(next);
    std::vector<std::int32_t> newRowOfOld(survivors.rows.size(), -1);
    std::vector<std::int32_t> changed;
    for (std::size_t old = 0; old < survivors.rows.size(); ++old) {
        if (survivors.fates[old] == Fate::Gone) continue;
        const std::int32_t row = newRows.of(survivors.rows[old]);
        newRowOfOld[old] = row;
        if (row >= 0 && survivors.fates[old] != Fate::Same) changed.push_back(row);
    }
    std::sort(changed.begin(), changed.end());
    return become(std::move(next), std::move(newRowOfOld), changed);
}

RowEngine::Step RowEngine::become(Rows next, std::vector<std::int32_t> newRowOfOld,
                                  const std::vector<std::int32_t>& changed) {
    const auto count = static_cast<std::int32_t>(next.order.size());
    rows_ = std::make_shared<const Rows>(std::move(next));
    return {rows_, rowChanges(std::move(newRowOfOld), count, changed)};
}

} // namespace ipclens::ui
