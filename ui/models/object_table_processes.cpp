// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Of the object table: who uses the objects, and who waits for them.

#include "ui/models/object_table_model.h"
#include "ui/models/usage_words.h"
#include "ui/models/words.h"

#include <algorithm>
#include <span>
#include <vector>

namespace ipclens::ui {

QVariant ObjectTableModel::processToolTip(int row, Column column) const {
    const QString who =
        column == Column::UsedBy ? words::usersInFull(usesOf(row)) : words::waitersInFull(waitersOf(row));
    return who.isEmpty() ? QVariant() : words::toolTip(who);
}

/// Nothing is told of an object that is gone: another may have its id by now.
std::optional<std::span<const processes::Use>> ObjectTableModel::usesOf(int row) const {
    if (endedAt(row) || processes_ == nullptr || processes_->uses == nullptr) return std::nullopt;
    return processes_->uses->of(objectIdOf(viewAt(row)));
}

std::vector<const processes::Waiter*> ObjectTableModel::waitersOf(int row) const {
    std::vector<const processes::Waiter*> waiters;
    if (endedAt(row) || processes_ == nullptr || processes_->waiters == nullptr) return waiters;
    const ObjectId object = objectIdOf(viewAt(row));
    for (const processes::Waiter& waiter : *processes_->waiters)
        if (waiter.object == object) waiters.push_back(&waiter);
    return waiters;
}

/// As the kernel counts them, or who was seen where it counts nobody.
std::optional<std::uint64_t> ObjectTableModel::waitingCount(int row) const {
    const std::uint64_t seen = waitersOf(row).size();
    const ObjectView view = viewAt(row);
    if (const auto* semaphore = std::get_if<const PosixSemaphoreInfo*>(&view))
        return (*semaphore)->known ? std::max<std::uint64_t>(seen, (*semaphore)->waiting) : seen;
    const RowDetail* detail = detailAt(row);
    if (detail != nullptr && detail->values) return std::max<std::uint64_t>(seen, detail->waiting);
    if (processes_ == nullptr || processes_->waiters == nullptr) return std::nullopt;
    return seen;
}

bool ObjectTableModel::isNobodyThere(int row) const {
    return words::usedBy(viewAt(row), detailAt(row), usesOf(row)).nobody;
}

bool ObjectTableModel::isAwaited(int row) const {
    return waitingCount(row).value_or(0) > 0;
}

void ObjectTableModel::setProcesses(const std::shared_ptr<const ProcessView>& view) {
    const auto before = processes_;
    processes_ = view;
    const bool sameUses = before != nullptr && before->uses == view->uses;
    const bool sameWaiters = before != nullptr && before->waiters == view->waiters;
    if (!sameUses || !sameWaiters) tell(visibleRows(), Column::UsedBy, Column::Waiting);
}

} // namespace ipclens::ui
