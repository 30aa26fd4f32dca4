// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/undo_ledger.h"

#include "core/watching/diff.h"

#include <iterator>

namespace ipclens::ui {

namespace {

const SemaphoreSetInfo* find(const listing::Snapshot& listing, Id set) {
    const auto view = listing.find({Kind::Semaphore, set});
    return view ? std::get<const SemaphoreSetInfo*>(*view) : nullptr;
}

} // namespace

bool UndoLedger::note(const Operation& operation, const listing::Snapshot* listing, Clock::time_point now) {
    if (const auto* apply = std::get_if<operation::Apply>(&operation)) return add(*apply, listing, now);
    if (const auto* all = std::get_if<operation::SetValues>(&operation)) return sets_.erase(all->set) > 0;
    const auto* one = std::get_if<operation::SetValue>(&operation);
    const auto place = one == nullptr ? sets_.end() : sets_.find(one->set);
    if (place == sets_.end()) return false;
    const bool cleared = place->second.adjustments.erase(static_cast<std::uint16_t>(one->index)) > 0;
    if (place->second.adjustments.empty()) sets_.erase(place);
    return cleared;
}

bool UndoLedger::add(const operation::Apply& apply, const listing::Snapshot* listing, Clock::time_point now) {
    bool changed = false;
    for (const sysv::SemaphoreOperation& one : apply.operations) {
        if (!one.undo || one.delta == 0) continue;
        changed = true;
        Set& set = sets_[apply.set];
        set.since = now;
        const SemaphoreSetInfo* info = listing == nullptr ? nullptr : find(*listing, apply.set);
        if (!set.info && info != nullptr) set.info = *info;
        int& adjustment = set.adjustments[one.index];
        adjustment -= one.delta;
        if (adjustment == 0) set.adjustments.erase(one.index);
        if (set.adjustments.empty()) sets_.erase(apply.set);
    }
    return changed;
}

bool UndoLedger::follow(const listing::Snapshot& listing, Clock::time_point at) {
    bool lost = false;
    for (auto place = sets_.begin(); place != sets_.end();) {
        Set& set = place->second;
        const SemaphoreSetInfo* now = find(listing, place->first);
        const bool gone = set.since < at && (now == nullptr || (set.info && !watching::sameObject(*set.info, *now)));
        if (now != nullptr && !gone) set.info = *now;
        lost = lost || gone;
        place = gone ? sets_.erase(place) : std::next(place);
    }
    return lost;
}

std::map<Id, UndoLedger::Adjustments> UndoLedger::all() const {
    std::map<Id, Adjustments> all;
    for (const auto& [id, set] : sets_)
        all.emplace(id, set.adjustments);
    return all;
}

UndoLedger::Adjustments UndoLedger::of(Id set) const {
    const auto place = sets_.find(set);
    return place == sets_.end() ? Adjustments() : place->second.adjustments;
}

std::optional<operation::Apply> UndoLedger::release(Id set) const {
    const Adjustments adjustments = of(set);
    if (adjustments.empty()) return std::nullopt;
    operation::Apply apply;
    apply.set = set;
    apply.block = false;
    for (const auto& [member, adjustment] : adjustments)
        apply.operations.push_back({member, static_cast<std::int16_t>(adjustment), true});
    return apply;
}

} // namespace ipclens::ui
