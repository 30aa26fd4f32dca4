// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/orphans.h"
#include "ui/models/keyed_rows.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// An orphan in its row. Another object that gets its id or name is another row.
struct OrphanRow {
    processes::Orphan orphan;
    EpochSeconds now = 0; ///< for its age

    [[nodiscard]] std::pair<ObjectId, std::uint64_t> key() const;
    bool operator==(const OrphanRow&) const = default;
};

/// Objects that likely nobody needs any more, with a box to choose those that shall go. Nothing is chosen by itself.
/// What is marked for destruction already goes when its last keeper lets go: there is nothing to choose.
class OrphanModel : public KeyedRows<OrphanRow> {
    Q_OBJECT

public:
    enum Column : int { CheckColumn, ObjectColumn, ReasonColumn, AgeColumn, SizeColumn, KeepersColumn, ColumnCount };
    enum Role : int {
        KindRole = Qt::UserRole, ///< of objects: Kind as int, for its dot
    };

    using KeyedRows::KeyedRows;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// What is not among them any more is not chosen any more.
    void setOrphans(const std::vector<processes::Orphan>& orphans, EpochSeconds now);
    /// Those that have their box checked, in the order of the rows.
    [[nodiscard]] std::vector<ObjectId> chosen() const;
    /// Memory that they take up together, in bytes, as far as is known.
    [[nodiscard]] std::uint64_t chosenBytes() const;
    /// Checks the box of a row, or unchecks it; nothing where there is none.
    void toggle(int row);
    /// Checks the boxes of all, or of none.
    void chooseAll(bool all);
    /// How many could be chosen.
    [[nodiscard]] std::size_t choosable() const;
    /// What is removed already goes by itself.
    [[nodiscard]] static bool canBeChosen(const OrphanRow& row);

signals:
    void choiceChanged();

private:
    std::set<std::pair<ObjectId, std::uint64_t>> chosen_; ///< of the rows there are
};

} // namespace ipclens::ui
