// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <cstddef>
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// A table of a few hundred rows each of which has a key that stays: what is chosen, scrolled to or open stays with its
/// row from one setRows() to the next, and only cells that changed are painted. A Row has `key()`, unique in the table
/// and ordered by <, and ==. For lists of tens of thousands there is RowEngine.
template <class Row>
class KeyedRows : public QAbstractTableModel {
public:
    using Key = std::decay_t<decltype(std::declval<const Row&>().key())>;

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }

    /// Shows these from now on, in this order.
    void setRows(std::vector<Row> rows) {
        std::map<Key, std::size_t> places;
        for (std::size_t place = 0; place < rows.size(); ++place)
            places.emplace(rows[place].key(), place);
        removeMissing(places);
        putInOrder(places);
        insertNew(rows);
        replaceChanged(std::move(rows));
    }

    [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
    /// Null for no row of this table.
    [[nodiscard]] const Row* row(const QModelIndex& index) const {
        if (!index.isValid() || index.row() >= rowCount()) return nullptr;
        return &rows_[static_cast<std::size_t>(index.row())];
    }
    /// -1: it is not shown.
    [[nodiscard]] int rowOf(const Key& key) const {
        const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.key() == key; });
        return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
    }

private:
    using Places = std::map<Key, std::size_t>;

    void removeMissing(const Places& places) {
        const auto stays = [&](std::size_t row) { return places.contains(rows_[row].key()); };
        for (std::size_t end = rows_.size(); end > 0;) {
            if (stays(end - 1)) {
                --end;
                continue;
            }
            std::size_t begin = end - 1;
            while (begin > 0 && !stays(begin - 1))
                --begin;
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            rows_.erase(at(begin), at(end));
            endRemoveRows();
            end = begin;
        }
    }

    void putInOrder(const Places& places) {
        const auto before = [&](const Row& one, const Row& other) {
            return places.at(one.key()) < places.at(other.key());
        };
        if (std::is_sorted(rows_.begin(), rows_.end(), before)) return;
        emit layoutAboutToBeChanged({}, VerticalSortHint);
        const QModelIndexList persistent = persistentIndexList();
        std::vector<Key> keys;
        for (const QModelIndex& index : persistent)
            keys.push_back(rows_[static_cast<std::size_t>(index.row())].key());
        std::sort(rows_.begin(), rows_.end(), before);
        QModelIndexList moved;
        for (std::size_t i = 0; i < keys.size(); ++i)
            moved += index(rowOf(keys[i]), persistent[static_cast<qsizetype>(i)].column());
        changePersistentIndexList(persistent, moved);
        emit layoutChanged({}, VerticalSortHint);
    }

    void insertNew(const std::vector<Row>& rows) {
        for (std::size_t begin = 0; begin < rows.size();) {
            // What stays is in order: a row that is not the next of them is new
            const auto isThere = [&](std::size_t row, std::size_t place) {
                return place < rows_.size() && rows_[place].key() == rows[row].key();
            };
            if (isThere(begin, begin)) {
                ++begin;
                continue;
            }
            std::size_t end = begin + 1;
            while (end < rows.size() && !isThere(end, begin))
                ++end;
            beginInsertRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            rows_.insert(at(begin), rows.begin() + static_cast<std::ptrdiff_t>(begin),
                         rows.begin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            begin = end;
        }
    }

    void replaceChanged(std::vector<Row> rows) {
        rows_.swap(rows);
        for (std::size_t begin = 0; begin < rows_.size();) {
            std::size_t end = begin;
            while (end < rows_.size() && !(rows_[end] == rows[end]))
                ++end;
            if (end > begin) {
                emit dataChanged(index(static_cast<int>(begin), 0),
                                 index(static_cast<int>(end) - 1, columnCount({}) - 1));
            }
            begin = end + 1;
        }
    }

    [[nodiscard]] auto at(std::size_t row) { return rows_.begin() + static_cast<std::ptrdiff_t>(row); }

    std::vector<Row> rows_;
};

} // namespace ipclens::ui
