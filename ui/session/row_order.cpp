// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/row_order.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ipclens::ui {

namespace {

constexpr std::uint64_t noValue = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t largest = noValue - 1;
constexpr unsigned kindShift = 62;
constexpr std::uint64_t nameBase = std::uint64_t{1} << 32U; // above all keys
constexpr std::uint32_t unranked = std::numeric_limits<std::uint32_t>::max();

struct Amount {
    std::uint64_t operator()(const SemaphoreSetInfo* set) const noexcept { return set->count; }
    std::uint64_t operator()(const SegmentInfo* segment) const noexcept { return segment->size; }
    std::uint64_t operator()(const QueueInfo* queue) const noexcept { return queue->bytes; }
    std::uint64_t operator()(const PosixSemaphoreInfo*) const noexcept { return 1; }
    std::uint64_t operator()(const PosixSegmentInfo* segment) const noexcept { return segment->size; }
    std::uint64_t operator()(const PosixQueueInfo* queue) const noexcept { return queue->bytes; }
};

std::uint64_t kindNumber(ObjectView view) noexcept {
    return static_cast<std::uint64_t>(objectIdOf(view).kind);
}

struct NewestTime {
    EpochSeconds operator()(const SemaphoreSetInfo* set) const noexcept {
        return std::max(set->operatedAt, set->changedAt);
    }
    EpochSeconds operator()(const SegmentInfo* segment) const noexcept {
        return std::max({segment->attachedAt, segment->detachedAt, segment->changedAt});
    }
    EpochSeconds operator()(const QueueInfo* queue) const noexcept {
        return std::max({queue->sentAt, queue->receivedAt, queue->changedAt});
    }
    // Its file does not tell when its value moved
    EpochSeconds operator()(const PosixSemaphoreInfo* semaphore) const noexcept { return semaphore->changeSeenAt; }
    EpochSeconds operator()(const PosixSegmentInfo* segment) const noexcept { return segment->changedAt; }
    EpochSeconds operator()(const PosixQueueInfo*) const noexcept { return 0; }
};

std::uint64_t orNoValue(std::int64_t number) noexcept {
    return number > 0 ? static_cast<std::uint64_t>(number) : noValue;
}

} // namespace

EpochSeconds newestTime(ObjectView view) noexcept {
    return std::visit(NewestTime{}, view);
}

pid_t lastPidOf(ObjectView view) noexcept {
    if (const auto* segment = std::get_if<const SegmentInfo*>(&view)) return (*segment)->lastPid;
    if (const auto* queue = std::get_if<const QueueInfo*>(&view))
        return (*queue)->receivedAt > (*queue)->sentAt ? (*queue)->lastReceivePid : (*queue)->lastSendPid;
    return 0;
}

RowOrder::RowOrder(Column column, bool descending, UserNames& users,
                   std::shared_ptr<const WaitingCounts> waiting) noexcept
    : column_(column)
    , descending_(descending)
    , users_(&users)
    , waiting_(std::move(waiting)) {}

bool RowOrder::learn(ObjectView view) {
    if (const Name name = nameOf(view); !name.empty()) {
        if (nameRanks_.size() <= name.handle()) nameRanks_.resize(name.handle() + std::size_t{1}, unranked);
        if (std::uint32_t& rank = nameRanks_[name.handle()]; rank == unranked) {
            rank = 0; // until rankNames()
            newNames_.push_back(name);
        }
    }
    if (column_ != Column::Owner) return false;
    if (!ownerRanks_.try_emplace(permissionsOf(view).uid, 0).second) return false;

    // The bool puts numbers without a name last
    std::vector<std::pair<std::pair<bool, std::string>, uid_t>> owners;
    for (const auto& [uid, rank] : ownerRanks_) {
        const std::string* name = users_->user(uid);
        owners.push_back({{name == nullptr, name == nullptr ? std::string() : *name}, uid});
    }
    std::sort(owners.begin(), owners.end());
    for (std::size_t rank = 0; rank < owners.size(); ++rank)
        ownerRanks_[owners[rank].second] = static_cast<std::uint32_t>(rank);
    return true;
}

void RowOrder::rankNames() {
    if (newNames_.empty()) return;
    std::sort(newNames_.begin(), newNames_.end());
    const auto known = static_cast<std::ptrdiff_t>(names_.size());
    names_.insert(names_.end(), newNames_.begin(), newNames_.end());
    newNames_.clear();
    std::inplace_merge(names_.begin(), names_.begin() + known, names_.end());
    for (std::size_t rank = 0; rank < names_.size(); ++rank)
        nameRanks_[names_[rank].handle()] = static_cast<std::uint32_t>(rank);
}

std::uint32_t RowOrder::rankOf(Name name) const noexcept {
    return name.handle() < nameRanks_.size() ? nameRanks_[name.handle()] : unranked;
}

SortKey RowOrder::key(ObjectView view) const noexcept {
    const ObjectId id = objectIdOf(view);
    const std::uint64_t value = columnValue(view);
    std::uint64_t object = id.number();
    if (id.api() == Api::Posix) object += std::uint64_t{rankOf(id.name)} - id.name.handle();
    return {descending_ && value != noValue ? largest - value : value, object};
}

std::uint64_t RowOrder::waitingFor(ObjectView view) const noexcept {
    std::uint64_t count = 0;
    const auto* semaphore = std::get_if<const PosixSemaphoreInfo*>(&view);
    if (semaphore != nullptr && (*semaphore)->known) count = (*semaphore)->waiting;
    if (waiting_ != nullptr) {
        const auto seen = waiting_->find(objectIdOf(view));
        if (seen != waiting_->end()) count = std::max(count, seen->second);
    }
    return count > 0 ? count : noValue;
}

std::uint64_t RowOrder::columnValue(ObjectView view) const noexcept {
    switch (column_) {
    case Column::Kind: return kindNumber(view);
    case Column::Key:
        if (objectIdOf(view).api() == Api::SysV) return keyOf(view).value;
        return nameBase + rankOf(nameOf(view));
    case Column::Id:
        return objectIdOf(view).api() == Api::SysV ? static_cast<std::uint32_t>(objectIdOf(view).id.value) : noValue;
    case Column::Owner: {
        const auto rank = ownerRanks_.find(permissionsOf(view).uid);
        return rank == ownerRanks_.end() ? largest : rank->second;
    }
    case Column::Mode: return permissionsOf(view).mode;
    case Column::State: {
        constexpr std::uint64_t most = (std::uint64_t{1} << kindShift) - 1;
        return kindNumber(view) << kindShift | std::min(std::visit(Amount{}, view), most);
    }
    case Column::Waiting: return waitingFor(view);
    case Column::UsedBy:
    case Column::LastProcess: return orNoValue(lastPidOf(view));
    case Column::Activity: // the kernel's word for when it last moved
    case Column::Changed: return orNoValue(newestTime(view));
    }
    return noValue;
}

} // namespace ipclens::ui
