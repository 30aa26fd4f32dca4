// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Of the object table: which cells an update makes others, and no more: painting them takes most of the time there is.

#include "ui/models/activity.h"
#include "ui/models/object_table_model.h"
#include "ui/session/row_changes.h"

#include <tuple>
#include <vector>

namespace ipclens::ui {
namespace {

/// Who is named in the columns that tell of processes, and how many wait.
auto processesOf(const RowDetail& detail) {
    return std::tie(detail.waiting, detail.lastProcess, detail.memberProcesses, detail.creator, detail.sender,
                    detail.receiver);
}

bool sameProcesses(const RowDetail* left, const RowDetail* right) {
    if (left == nullptr || right == nullptr) return left == right;
    return processesOf(*left) == processesOf(*right);
}

/// As far as words go: the activity is a curve, and told apart.
bool sameDetail(const RowDetail* left, const RowDetail* right) {
    return sameProcesses(left, right) && (left == nullptr || left->values == right->values);
}

/// Curves are moved on so often at most.
constexpr std::chrono::milliseconds activityStep{500};

} // namespace

/// Mostly the state alone is another: what stands before it need not be painted anew.
Column ObjectTableModel::firstChanged(const Update* before, const RowRange& run) const {
    const RowChanges& changes = update_->changes;
    if (before == nullptr || before->names != update_->names || !changes.newRowOfOld.empty() ||
        !changes.removed.empty() || !changes.inserted.empty())
        return Column::Kind;
    for (int row = run.first; row <= run.last; ++row) {
        const Row& placedThen = before->rows->order[static_cast<std::size_t>(row)];
        const ObjectView now = viewAt(row);
        const ObjectView then = before->rows->at(placedThen);
        if (endedAt(row) != (placedThen.ended != 0) || objectIdOf(now) != objectIdOf(then) ||
            keyOf(now) != keyOf(then) || accessOf(now) != accessOf(then) || permissionsOf(now) != permissionsOf(then))
            return Column::Kind;
    }
    return Column::State;
}

/// Details that were read anew; only visible rows have any.
void ObjectTableModel::tellOtherDetails(const Update* before) {
    const bool sameAttachment = before != nullptr && before->attachedByUs == update_->attachedByUs;
    std::vector<std::int32_t> otherState;
    std::vector<std::int32_t> otherProcesses;
    for (const std::int32_t row : visibleRows()) {
        const ObjectId object = objectIdOf(viewAt(row));
        const bool attachment = !sameAttachment && object.kind == Kind::SharedMemory;
        const RowDetail* was = before == nullptr ? nullptr : before->detailOf(object);
        const RowDetail* is = update_->detailOf(object);
        if (!attachment && sameDetail(was, is)) continue;
        (sameProcesses(was, is) ? otherState : otherProcesses).push_back(row);
    }
    tell(otherState, Column::State, Column::State);
    tell(otherProcesses, Column::State, Column::LastProcess);
}

/// Curves that are other ones, or have wandered on with the time.
void ObjectTableModel::tellActivities(const Update* before) {
    const auto step = [](const Update& update) { return update.sampledAt.time_since_epoch() / activityStep; };
    const bool timeMoved = before == nullptr || step(*before) != step(*update_);
    std::vector<std::int32_t> changed;
    for (const std::int32_t row : visibleRows()) {
        const ObjectId object = objectIdOf(viewAt(row));
        const RowDetail* was = before == nullptr ? nullptr : before->detailOf(object);
        const RowDetail* is = detailAt(row);
        const auto curve = [](const RowDetail* detail) { return detail == nullptr ? std::nullopt : detail->activity; };
        const bool wanders = timeMoved && curve(is) && activity::wanders(*curve(is)->trace, activityEnd());
        if (wanders || curve(was) != curve(is)) changed.push_back(row);
    }
    tell(changed, Column::Activity, Column::Activity);
}

void ObjectTableModel::tell(const std::vector<std::int32_t>& ascendingRows, Column first, Column last,
                            const QList<int>& roles) {
    for (const RowRange& run : runsOf(ascendingRows))
        emit dataChanged(index(run.first, static_cast<int>(first)), index(run.last, static_cast<int>(last)), roles);
}

} // namespace ipclens::ui
