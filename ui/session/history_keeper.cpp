// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/history_keeper.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ipclens::ui {

namespace {

using watching::Measure;
using watching::Trace;

/// Members of a set whose row is seen that are followed one by one, so that its panel opens with their last minute.
constexpr std::size_t membersFollowed = 16;
/// With more segments than this, /proc/sysvipc/shm is not read at each sample for the few that are seen.
constexpr std::size_t mostSegments = 512;

bool tellsAny(const Trace& trace) {
    return std::any_of(trace.steps.begin(), trace.steps.end(),
                       [](const Trace::Step& step) { return step.value != Trace::unknown; });
}

bool moves(const Trace& trace) {
    return trace.steps.size() > 1;
}

bool tellsMoreThanZero(const Trace& trace) {
    return std::any_of(trace.steps.begin(), trace.steps.end(),
                       [](const Trace::Step& step) { return step.value != Trace::unknown && step.value != 0; });
}

/// `next`, or what was told already where it is the same.
std::shared_ptr<const Trace> shared(Trace next, const std::shared_ptr<const Trace>& told) {
    return told && *told == next ? told : std::make_shared<const Trace>(std::move(next));
}

} // namespace

void HistoryKeeper::follow(std::chrono::steady_clock::time_point at, const listing::Snapshot& before,
                           const listing::Snapshot& after, const std::vector<watching::Change>& changes) {
    history_.beginSample(at, std::exchange(paused_, false));
    history_.follow(before, after, changes);
}

void HistoryKeeper::record(const listing::Snapshot& snapshot, const Details& details,
                           const std::optional<SetDetail>& set) {
    for (const auto& [object, detail] : details) {
        if (object.kind == Kind::Semaphore && object.api() == Api::SysV && detail.values) recordSet(object.id, detail);
    }
    if (set && !set->error) recordMembers(*set);
    if (!snapshot.known.residency && snapshot.segments.size() <= mostSegments) recordResident(snapshot, details);
    history_.endSample();
}

void HistoryKeeper::recordSet(Id id, const RowDetail& detail) {
    const auto& values = *detail.values;
    const auto sum = std::accumulate(values.begin(), values.end(), std::uint32_t{0});
    history_.readSet(id, {sum, detail.waiting});
    if (values.size() > membersFollowed) return;
    for (std::uint32_t index = 0; index < std::min(values.size(), detail.memberWaiting.size()); ++index)
        history_.readMember(id, index, {values[index], detail.memberWaiting[index]});
}

void HistoryKeeper::recordMembers(const SetDetail& set) {
    std::uint32_t index = set.asked.first;
    for (const MemberDetail& member : set.members) {
        const std::uint64_t waiting = std::uint64_t{member.state.waitingForIncrease} + member.state.waitingForZero;
        history_.readMember(set.asked.id, index++, {member.state.value, waiting});
    }
}

void HistoryKeeper::recordResident(const listing::Snapshot& snapshot, const Details& details) {
    // System V comes first of each kind, and the lowest id is 0
    const auto first = details.lower_bound({Kind::SharedMemory, Id{0}});
    const auto end = std::find_if(first, details.end(), [](const auto& row) {
        return row.first.kind != Kind::SharedMemory || row.first.api() != Api::SysV;
    });
    if (first == end) return;
    auto table = segments_.list(listing::Kinds::only(Kind::SharedMemory));
    if (!table || !table->known.residency) return;
    table->sortById();
    for (auto row = first; row != end; ++row) {
        const auto listed = snapshot.find(row->first);
        const auto found = table->find(row->first);
        if (!listed || !found) continue;
        const SegmentInfo& segment = *std::get<const SegmentInfo*>(*listed);
        const SegmentInfo& resident = *std::get<const SegmentInfo*>(*found);
        if (watching::sameObject(segment, resident)) history_.readResident(segment, resident.resident);
    }
}

Activity HistoryKeeper::activityOf(ObjectView object) const {
    const auto told = [&](Measure measure) {
        return Activity{measure, std::make_shared<const Trace>(history_.trace(object, measure))};
    };
    Activity amount = told(Measure::Amount);
    const ObjectId id = objectIdOf(object);
    switch (id.kind) {
    case Kind::Semaphore: break;
    case Kind::SharedMemory: {
        if (!tellsAny(*amount.trace)) break;
        if (id.api() == Api::SysV || moves(*amount.trace)) return amount;
        // Of one that nobody fills there may be news all the same
        Activity size = told(Measure::Count);
        return moves(*size.trace) ? size : amount;
    }
    case Kind::MessageQueue: {
        // So many messages are its limit, not so many bytes
        if (id.api() == Api::Posix) break;
        if (tellsMoreThanZero(*amount.trace)) return amount;
        Activity count = told(Measure::Count);
        return tellsMoreThanZero(*count.trace) ? count : amount;
    }
    }
    return told(Measure::Count);
}

void HistoryKeeper::tellRows(const listing::Snapshot& snapshot, Details& next, const Details& told) const {
    for (auto& [object, detail] : next) {
        const auto view = snapshot.find(object);
        if (!view) continue;
        detail.activity = activityOf(*view);
        const auto before = told.find(object);
        if (before == told.end() || !before->second.activity) continue;
        if (*before->second.activity->trace == *detail.activity->trace)
            detail.activity->trace = before->second.activity->trace;
    }
}

void HistoryKeeper::tell(PosixSemaphoreDetail& next, const std::optional<PosixSemaphoreDetail>& told) const {
    if (next.error) return;
    next.values = shared(history_.trace(&next.info, Measure::Count), told ? told->values : nullptr);
    next.waiting = shared(history_.trace(&next.info, Measure::Amount), told ? told->waiting : nullptr);
}

void HistoryKeeper::tell(PosixQueueDetail& next, const std::optional<PosixQueueDetail>& told) const {
    if (next.error) return;
    next.messages = shared(history_.trace(&next.info, Measure::Count), told ? told->messages : nullptr);
    next.bytes = shared(history_.trace(&next.info, Measure::Amount), told ? told->bytes : nullptr);
}

void HistoryKeeper::tellMembers(std::optional<SetDetail>& next, const std::optional<SetDetail>& told) const {
    if (!next) return;
    const bool sameSet = told && told->asked.id == next->asked.id;
    for (std::size_t place = 0; place < next->members.size(); ++place) {
        const auto index = next->asked.first + static_cast<std::uint32_t>(place);
        std::shared_ptr<const Trace> before;
        if (sameSet && index >= told->asked.first && index - told->asked.first < told->members.size())
            before = told->members[index - told->asked.first].values;
        next->members[place].values = shared(history_.memberTrace(next->asked.id, index, Measure::Count), before);
    }
}

} // namespace ipclens::ui
