// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/waiter_model.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ipclens::ui {
namespace {

std::int64_t wholeSeconds(std::chrono::steady_clock::time_point at) {
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

} // namespace

bool WaiterRow::operator==(const WaiterRow& other) const {
    return *waiter == *other.waiter && blocking == other.blocking && (details != nullptr) == (other.details != nullptr);
}

WaiterModel::WaiterModel(QObject* parent)
    : KeyedRows(parent) {}

int WaiterModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WaiterModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const WaiterRow& row = *this->row(index);
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column(), update_.get());
    case Qt::ToolTipRole:
        if (index.column() == ProcessColumn) return words::toolTip(process_words::commandLine(row.details));
        if (index.column() == AsksColumn || index.column() == ObjectColumn)
            return words::toolTip(text(row, index.column(), update_.get()));
        return {};
    case KindRole:
        if (index.column() != ObjectColumn || !row.waiter->object) return {};
        return static_cast<int>(row.waiter->object->kind);
    case PartsRole:
        return index.column() == AsksColumn ? QVariant(process_words::asked(*row.waiter, row.blocking)) : QVariant();
    default: return {};
    }
}

QString WaiterModel::text(const WaiterRow& row, int column, const Update* update) const {
    switch (column) {
    case ProcessColumn: return words::printable(row.waiter->process.name);
    case ThreadColumn: return process_words::thread(*row.waiter);
    case ObjectColumn: return process_words::waitedFor(*row.waiter, update);
    case AsksColumn: return process_words::asked(*row.waiter, row.blocking).join(QString());
    case SinceColumn: return process_words::waitedSince(row.waiter->since, view_->at);
    case UserColumn: return process_words::user(row.details, update);
    case ContainerColumn: return process_words::container(row.details);
    default: return {};
    }
}

QVariant WaiterModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == SinceColumn)
        return tr("Since it was first seen to wait; it may have begun before");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case ProcessColumn: return tr("Process");
    case ThreadColumn: return tr("Pid / thread");
    case ObjectColumn: return tr("Waits for");
    case AsksColumn: return tr("Asks");
    case SinceColumn: return tr("For");
    case UserColumn: return tr("User");
    case ContainerColumn: return tr("Container");
    default: return {};
    }
}

Qt::ItemFlags WaiterModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || ended_) return Qt::NoItemFlags;
    return Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

void WaiterModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || (column == sortColumn_ && order == sortOrder_)) return;
    sortColumn_ = column;
    sortOrder_ = order;
    const auto view = view_;
    const auto update = update_;
    if (view) take(view, update);
}

void WaiterModel::setObject(std::optional<ObjectId> object) {
    if (object == object_ && !ended_) return;
    object_ = object;
    ended_ = false;
    setRows({});
    view_.reset();
}

void WaiterModel::setEnded() {
    ended_ = true;
    if (!rows().empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void WaiterModel::apply(const std::shared_ptr<const ProcessView>& view, const std::shared_ptr<const Update>& update) {
    if (ended_ || !view || !view->waiters) return;
    const bool later = !view_ || wholeSeconds(view->at) != wholeSeconds(view_->at);
    take(view, update);
    if (later && !rows().empty()) emit dataChanged(index(0, SinceColumn), index(rowCount() - 1, SinceColumn));
}

const processes::Waiter& WaiterModel::waiterAt(int row) const {
    return *rows()[static_cast<std::size_t>(row)].waiter;
}

bool WaiterModel::hasContainers() const {
    return std::any_of(rows().begin(), rows().end(),
                       [](const WaiterRow& row) { return row.details != nullptr && !row.details->container.empty(); });
}

std::vector<WaiterRow> WaiterModel::rowsOf(const ProcessView& view) const {
    std::vector<WaiterRow> rows;
    const auto& waiters = *view.waiters;
    for (std::size_t place = 0; place < waiters.size(); ++place) {
        const processes::Waiter& waiter = waiters[place];
        if (object_ && waiter.object != object_) continue;
        const auto blocking = view.blocking.find(place);
        rows.push_back({&waiter, blocking == view.blocking.end() ? std::nullopt : std::optional(blocking->second),
                        view.detailsOf(waiter.process)});
    }
    return rows;
}

/// By the column that was chosen; who is alike in that stands by process and thread, so that none moves without need.
void WaiterModel::order(std::vector<WaiterRow>& rows, const Update* update) const {
    const bool descending = sortOrder_ == Qt::DescendingOrder;
    std::vector<std::pair<QString, WaiterRow>> keyed;
    keyed.reserve(rows.size());
    const bool byText = sortColumn_ != SinceColumn && sortColumn_ != ThreadColumn;
    for (const WaiterRow& row : rows)
        keyed.emplace_back(byText ? text(row, sortColumn_, update) : QString(), row);
    const auto before = [&](const auto& one, const auto& other) {
        // The longest wait began first
        if (sortColumn_ == SinceColumn) return one.second.waiter->since > other.second.waiter->since;
        if (sortColumn_ == ThreadColumn) return one.second.key() < other.second.key();
        return QString::compare(one.first, other.first, Qt::CaseInsensitive) < 0;
    };
    std::sort(keyed.begin(), keyed.end(), [&](const auto& one, const auto& other) {
        if (before(one, other)) return !descending;
        if (before(other, one)) return descending;
        return one.second.key() < other.second.key();
    });
    for (std::size_t place = 0; place < rows.size(); ++place)
        rows[place] = keyed[place].second;
}

void WaiterModel::take(const std::shared_ptr<const ProcessView>& view, const std::shared_ptr<const Update>& update) {
    const auto before = std::exchange(view_, view); // rows point into it until they are merged
    const bool renamed = (update_ ? update_->rows : nullptr) != (update ? update->rows : nullptr);
    std::vector<WaiterRow> now = rowsOf(*view);
    order(now, update.get());
    setRows(std::move(now));
    update_ = update;
    if (renamed && !rows().empty()) emit dataChanged(index(0, ObjectColumn), index(rowCount() - 1, ObjectColumn));
}

} // namespace ipclens::ui
