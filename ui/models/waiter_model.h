// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/keyed_rows.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

namespace ipclens::ui {

/// A thread that waits, as a view tells of it.
struct WaiterRow {
    const processes::Waiter* waiter = nullptr; ///< of the view
    std::optional<std::size_t> blocking;
    const processes::ProcessDetails* details = nullptr; ///< of the view; null where they are not known

    using Key = std::tuple<pid_t, pid_t, std::uint64_t>;
    [[nodiscard]] Key key() const { return {waiter->process.pid, waiter->thread, waiter->process.startTicks}; }
    /// Whether it looks alike.
    bool operator==(const WaiterRow& other) const;
};

/// The threads that wait for IPC objects, or for one of them. Words are made for the rows that are painted alone.
class WaiterModel : public KeyedRows<WaiterRow> {
    Q_OBJECT

public:
    enum Column : int {
        ProcessColumn,
        ThreadColumn,
        ObjectColumn,
        AsksColumn,
        SinceColumn,
        UserColumn,
        ContainerColumn,
        ColumnCount
    };

    enum Role : int {
        KindRole = Qt::UserRole, ///< Kind as int, for the object's dot
        PartsRole,               ///< QStringList: before, bold, after
    };

    explicit WaiterModel(QObject* parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// Those alone who wait for this object; none: all. What was shown goes.
    void setObject(std::optional<ObjectId> object);
    /// What is shown last stays, greyed.
    void setEnded();
    /// `update`: for the names of objects and users; may be null.
    void apply(const std::shared_ptr<const ProcessView>& view, const std::shared_ptr<const Update>& update);

    [[nodiscard]] const processes::Waiter& waiterAt(int row) const;
    /// Whether anything in a column is worth its room.
    [[nodiscard]] bool hasContainers() const;

private:
    [[nodiscard]] std::vector<WaiterRow> rowsOf(const ProcessView& view) const;
    void order(std::vector<WaiterRow>& rows, const Update* update) const;
    [[nodiscard]] QString text(const WaiterRow& row, int column, const Update* update) const;
    void take(const std::shared_ptr<const ProcessView>& view, const std::shared_ptr<const Update>& update);

    std::shared_ptr<const ProcessView> view_;
    std::shared_ptr<const Update> update_;
    std::optional<ObjectId> object_;
    int sortColumn_ = SinceColumn;
    Qt::SortOrder sortOrder_ = Qt::DescendingOrder;
    bool ended_ = false;
};

} // namespace ipclens::ui
