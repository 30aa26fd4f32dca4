// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractItemModel>

#include <algorithm>
#include <cstddef>
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// `Base`, an item model, whose rows each have a key of their own: news of all of them become row changes, and what is
/// chosen, open and scrolled to stays with its row.
template <class Base>
class MergingModel : public Base {
public:
    using Base::Base;

protected:
    /// Makes `rows`, the children of `parent`, those of `now`, in their order: some go, some change places, some come.
    /// `keyOf(row)`: unique in each of the two. `take(row, next)` gives a row that stays what is new of it, and tells
    /// whether it looks otherwise now.
    template <class Row, class KeyOf, class Take>
    void mergeRows(const QModelIndex& parent, std::vector<Row>& rows, std::vector<Row>&& now, const KeyOf& keyOf,
                   const Take& take) {
        using Key = std::decay_t<decltype(keyOf(rows.front()))>;
        std::map<Key, std::size_t> places;
        for (std::size_t place = 0; place < now.size(); ++place)
            places.emplace(keyOf(now[place]), place);
        removeRows(parent, rows, [&](const Row& row) { return places.count(keyOf(row)) == 0; });
        orderRows(parent, rows, [&](const Row& row) { return places.at(keyOf(row)); });
        const std::vector<bool> came = insertRows(parent, rows, now, keyOf);
        std::vector<bool> changed(rows.size(), false);
        for (std::size_t place = 0; place < rows.size(); ++place)
            changed[place] = !came[place] && take(rows[place], std::move(now[place]));
        forRuns(changed, [&](int first, int last) {
            emit this->dataChanged(this->index(first, 0, parent),
                                   this->index(last, this->columnCount(parent) - 1, parent));
        });
    }

    /// Rows stand at other places from now on; before views are told.
    virtual void rowsPlaced() {}

private:
    /// Calls `tell` for each run of places that are true.
    template <class Tell>
    static void forRuns(const std::vector<bool>& places, const Tell& tell) {
        for (std::size_t first = 0; first < places.size(); ++first) {
            if (!places[first]) continue;
            std::size_t last = first;
            while (last + 1 < places.size() && places[last + 1])
                ++last;
            tell(static_cast<int>(first), static_cast<int>(last));
            first = last;
        }
    }

    template <class Row, class IsGone>
    void removeRows(const QModelIndex& parent, std::vector<Row>& rows, const IsGone& isGone) {
        for (std::size_t end = rows.size(); end > 0;) {
            if (!isGone(rows[end - 1])) {
                --end;
                continue;
            }
            std::size_t first = end - 1;
            while (first > 0 && isGone(rows[first - 1]))
                --first;
            this->beginRemoveRows(parent, static_cast<int>(first), static_cast<int>(end) - 1);
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(first),
                       rows.begin() + static_cast<std::ptrdiff_t>(end));
            rowsPlaced();
            this->endRemoveRows();
            end = first;
        }
    }

    template <class Row, class PlaceOf>
    void orderRows(const QModelIndex& parent, std::vector<Row>& rows, const PlaceOf& placeOf) {
        const auto before = [&](const Row& one, const Row& other) { return placeOf(one) < placeOf(other); };
        if (std::is_sorted(rows.begin(), rows.end(), before)) return;
        const QList<QPersistentModelIndex> parents{QPersistentModelIndex(parent)};
        emit this->layoutAboutToBeChanged(parents, QAbstractItemModel::VerticalSortHint);
        std::vector<std::size_t> order(rows.size());
        for (std::size_t place = 0; place < order.size(); ++place)
            order[place] = place;
        std::sort(order.begin(), order.end(),
                  [&](std::size_t one, std::size_t other) { return before(rows[one], rows[other]); });
        std::vector<Row> ordered;
        std::vector<int> moved(rows.size());
        ordered.reserve(rows.size());
        for (const std::size_t old : order) {
            moved[old] = static_cast<int>(ordered.size());
            ordered.push_back(std::move(rows[old]));
        }
        const QModelIndexList from = persistentIndexesUnder(parent);
        QModelIndexList to;
        for (const QModelIndex& old : from)
            to << this->createIndex(moved[static_cast<std::size_t>(old.row())], old.column(), old.internalPointer());
        rows = std::move(ordered);
        rowsPlaced();
        this->changePersistentIndexList(from, to);
        emit this->layoutChanged(parents, QAbstractItemModel::VerticalSortHint);
    }

    /// Which rows came: these are moved out of `now`.
    template <class Row, class KeyOf>
    std::vector<bool> insertRows(const QModelIndex& parent, std::vector<Row>& rows, std::vector<Row>& now,
                                 const KeyOf& keyOf) {
        std::vector<bool> came(now.size(), false);
        for (std::size_t place = 0, old = 0; place < now.size(); ++place) {
            const bool stays = old < rows.size() && keyOf(rows[old]) == keyOf(now[place]);
            came[place] = !stays;
            if (stays) ++old;
        }
        forRuns(came, [&](int first, int last) {
            this->beginInsertRows(parent, first, last);
            rows.insert(rows.begin() + first, std::make_move_iterator(now.begin() + first),
                        std::make_move_iterator(now.begin() + last + 1));
            rowsPlaced();
            this->endInsertRows();
        });
        return came;
    }

    [[nodiscard]] QModelIndexList persistentIndexesUnder(const QModelIndex& parent) const {
        QModelIndexList found;
        for (const QModelIndex& index : this->persistentIndexList()) {
            if (index.parent() == parent) found << index;
        }
        return found;
    }
};

} // namespace ipclens::ui
