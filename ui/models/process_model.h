// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/merging_model.h"
#include "ui/session/process_ties.h"
#include "ui/session/update.h"

#include <memory>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// Processes, each with the objects that it has to do with; of one object alone without these. Words are made for what
/// is painted alone.
class ProcessModel : public MergingModel<QAbstractItemModel> {
    Q_OBJECT

public:
    enum Column : int {
        NameColumn,
        WhatColumn,
        PidColumn,
        UserColumn,
        StartedColumn,
        CommandColumn,
        ContainerColumn,
        ColumnCount
    };

    enum Role : int {
        KindRole = Qt::UserRole, ///< Kind as int, for an object's dot
        PartsRole,               ///< nothing here stands out
        WaitsRole,               ///< whether it waits
    };

    explicit ProcessModel(QObject* parent = nullptr);
    ~ProcessModel() override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// Those alone who have to do with this object; none: all. What was shown goes.
    void setObject(std::optional<ObjectId> object);
    /// Those alone whose name has this in it, or whose pid begins with it; empty: all.
    void setFilter(const QString& filter);
    /// What is shown last stays, greyed.
    void setEnded();
    /// `update`: for names of objects and users, and who made or used them last; may be null.
    void apply(const std::shared_ptr<const ProcessView>& view, const std::shared_ptr<const Update>& update);

    /// Of this row, or of the one that it is under.
    [[nodiscard]] const processes::Process& processAt(const QModelIndex& index) const;
    /// None: a row of a process, or of an object without a name.
    [[nodiscard]] std::optional<ObjectId> objectAt(const QModelIndex& index) const;
    /// How many there are, of which the filter may leave out some.
    [[nodiscard]] std::size_t processCount() const { return all_; }
    [[nodiscard]] bool hasContainers() const;

protected:
    void rowsPlaced() override;

private:
    struct Node {
        TiedProcess tied;
        int row = 0;
    };
    using Nodes = std::vector<std::unique_ptr<Node>>;

    [[nodiscard]] const Node& nodeAt(const QModelIndex& index) const;
    [[nodiscard]] const ProcessTie* tieAt(const QModelIndex& index) const;
    [[nodiscard]] QString text(const Node& node, int column) const;
    [[nodiscard]] QString text(const ProcessTie& tie, int column) const;
    [[nodiscard]] QString summary(const TiedProcess& tied) const;
    [[nodiscard]] bool matches(const TiedProcess& tied) const;
    void order(Nodes& nodes) const;
    [[nodiscard]] bool take(Node& node, TiedProcess&& next);
    void rebuild();

    std::shared_ptr<const ProcessView> view_;
    std::shared_ptr<const Update> update_;
    Nodes nodes_;
    std::size_t all_ = 0;
    std::optional<ObjectId> object_;
    QString filter_;
    int sortColumn_ = NameColumn;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
    bool ended_ = false;
};

} // namespace ipclens::ui
