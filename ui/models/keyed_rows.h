// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/merging_model.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// A table of a few hundred rows each of which has a key that stays: what is chosen, scrolled to or open stays with its
/// row from one setRows() to the next, and only cells that changed are painted. A Row has `key()`, unique in the table
/// and ordered by <, and ==. For lists of tens of thousands there is RowEngine.
template <class Row>
class KeyedRows : public MergingModel<QAbstractTableModel> {
public:
    using Key = std::decay_t<decltype(std::declval<const Row&>().key())>;

    using MergingModel<QAbstractTableModel>::MergingModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }

    /// Shows these from now on, in this order.
    void setRows(std::vector<Row> rows) {
        this->mergeRows(
            {}, rows_, std::move(rows), [](const Row& row) { return row.key(); },
            [](Row& row, Row&& next) {
                const bool same = row == next;
                row = std::move(next);
                return !same;
            });
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
    std::vector<Row> rows_;
};

} // namespace ipclens::ui
