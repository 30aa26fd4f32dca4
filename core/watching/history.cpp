// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/watching/history.h"

#include <algorithm>
#include <utility>

namespace ipclens::watching {

namespace {

using namespace std::chrono_literals;

/// How often what is no longer told is looked for, to be forgotten.
constexpr auto sweepEvery = 5s;

std::uint32_t countOf(std::uint64_t number) noexcept {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, Reading::unknownCount - 1));
}

/// Bytes fit no count, pages do.
std::uint64_t pagesOf(std::uint64_t bytes) noexcept {
    return bytes / History::pageBytes + (bytes % History::pageBytes != 0 ? 1 : 0);
}

/// What a listing tells of an object; nothing of a set.
struct ListedReading {
    Knowledge known;

    Reading operator()(const SemaphoreSetInfo*) const noexcept { return {}; }
    Reading operator()(const SegmentInfo* segment) const noexcept {
        return {countOf(segment->attached), known.residency ? segment->resident : Reading::unknownAmount};
    }
    Reading operator()(const QueueInfo* queue) const noexcept { return {countOf(queue->messages), queue->bytes}; }
    Reading operator()(const PosixSemaphoreInfo* semaphore) const noexcept {
        return semaphore->known ? Reading{countOf(semaphore->value), semaphore->waiting} : Reading{};
    }
    Reading operator()(const PosixSegmentInfo* segment) const noexcept {
        return {countOf(pagesOf(segment->size)), segment->resident};
    }
    Reading operator()(const PosixQueueInfo* queue) const noexcept {
        return {queue->attributesKnown ? countOf(queue->messages) : Reading::unknownCount,
                queue->statusKnown ? queue->bytes : Reading::unknownAmount};
    }
};

Reading readingOf(ObjectView view, const Knowledge& known) noexcept {
    return accessOf(view) == Access::Hidden ? Reading{} : std::visit(ListedReading{known}, view);
}

/// Whether its readings come from what somebody reads of its members, not from listings.
bool isSet(ObjectId object) noexcept {
    return object.kind == Kind::Semaphore && object.api() == Api::SysV;
}

std::uint64_t valueOf(const Series::Point& point, Measure measure) noexcept {
    if (measure == Measure::Amount) return point.amount;
    return point.count == Reading::unknownCount ? Trace::unknown : point.count;
}

static_assert(Reading::unknownAmount == Trace::unknown && unknownBytes == Trace::unknown);

} // namespace

History::History(std::chrono::seconds span, std::size_t mostPoints)
    : span_(span)
    , budget_{mostPoints, 0} {}

std::size_t History::seriesCount() const noexcept {
    std::size_t count = listed_.size();
    for (const auto& [id, set] : sets_)
        count += 1 + set.members.size();
    return count;
}

History::Clock::time_point History::timeOf(Tick tick) const noexcept {
    // What is older than all that is kept was there before the time that is told
    return tick < firstTick_ ? *begun_ : times_[tick - firstTick_];
}

void History::beginSample(Clock::time_point at, bool afterGap) {
    if (!begun_) begun_ = at;
    // One that is older than the span is kept: it tells from where on the span is known
    while (times_.size() > 1 && times_[1] < at - span_) {
        times_.pop_front();
        ++firstTick_;
    }
    times_.push_back(at);
    if (afterGap && times_.size() > 1) gaps_.push_back(tick());
    while (!gaps_.empty() && gaps_.front() <= firstTick_)
        gaps_.pop_front();
    if (at - sweptAt_ >= sweepEvery) sweep();
}

void History::follow(const listing::Snapshot& before, const listing::Snapshot& after,
                     const std::vector<Change>& changes) {
    known_ = after.known;
    // What was there when the first listing was taken has no beginning of its own
    if (std::exchange(listedOnce_, true)) {
        for (const Change& change : changes)
            followChange(before, after, change);
    }
}

void History::followChange(const listing::Snapshot& before, const listing::Snapshot& after, const Change& change) {
    const ObjectId object = change.object;
    if (change.what == ChangeKind::Removed) return forget(object);
    if (isSet(object)) return;
    const ObjectView now = after.at(object.kind, object.api(), change.after);
    Reading reading = readingOf(now, after.known);
    if (change.what == ChangeKind::Made) {
        static_cast<void>(listed(object, tick(), reading));
        return;
    }
    const Reading last = readingOf(before.at(object.kind, object.api(), change.before), before.known);
    if (last == reading) return;
    Listed& entry = listed(object, 0, last);
    entry.series.add(tick(), reading, firstTick_);
}

/// The series of an object; where it has none it begins with `reading`, seen since then.
History::Listed& History::listed(ObjectId object, Tick since, Reading reading) {
    const auto [place, isNew] = listed_.try_emplace(object.number(), Listed{Series(budget_)});
    if (isNew) place->second.series.add(since, reading, firstTick_);
    return place->second;
}

void History::forget(ObjectId object) {
    if (isSet(object)) {
        sets_.erase(object.id.value);
    } else {
        listed_.erase(object.number());
    }
}

void History::readSet(Id set, Reading total) {
    const auto place = sets_.try_emplace(set.value, Set{Member{Series(budget_)}, {}}).first;
    read(place->second.total, total);
}

void History::readMember(Id set, std::uint32_t member, Reading reading) {
    auto& members = sets_.try_emplace(set.value, Set{Member{Series(budget_)}, {}}).first->second.members;
    read(members.try_emplace(member, Member{Series(budget_)}).first->second, reading);
}

void History::read(Member& member, Reading reading) {
    member.readAt = tick();
    member.series.add(tick(), reading, firstTick_);
}

void History::readResident(const SegmentInfo& segment, std::uint64_t resident) {
    const std::uint32_t attached = countOf(segment.attached);
    Listed& entry = listed({Kind::SharedMemory, segment.id}, 0, {attached, Reading::unknownAmount});
    entry.readAt = tick();
    residentReading_.push_back(objectIdOf(segment).number());
    entry.series.add(tick(), {attached, resident}, firstTick_);
}

void History::endSample() {
    const Tick now = tick();
    const auto ended = [now](Tick readAt) { return readAt != neverRead && readAt + 1 == now; };
    for (auto& [id, set] : sets_) {
        if (ended(set.total.readAt)) set.total.series.add(now, {}, firstTick_);
        for (auto& [index, member] : set.members) {
            if (ended(member.readAt)) member.series.add(now, {}, firstTick_);
        }
    }
    for (const std::uint64_t segment : std::exchange(residentRead_, std::exchange(residentReading_, {}))) {
        const auto place = listed_.find(segment);
        if (place == listed_.end() || !ended(place->second.readAt)) continue;
        Series& series = place->second.series;
        series.add(now, {series.last().count, Reading::unknownAmount}, firstTick_);
    }
}

/// Forgets what says no more than the listing does, or nothing of the time that is told.
void History::sweep() {
    sweptAt_ = newest();
    const Tick oldest = firstTick_;
    const auto longAgo = [oldest](const Member& member) {
        return member.readAt == neverRead || member.readAt < oldest;
    };
    for (auto place = sets_.begin(); place != sets_.end();) {
        Set& set = place->second;
        std::erase_if(set.members, [&](const auto& member) { return longAgo(member.second); });
        place = set.members.empty() && longAgo(set.total) ? sets_.erase(place) : std::next(place);
    }
    std::erase_if(listed_, [oldest](const auto& entry) {
        const bool isRead = entry.second.readAt != neverRead && entry.second.readAt >= oldest;
        return !isRead && entry.second.series.last().tick < oldest;
    });
}

Trace History::trace(ObjectView object, Measure measure) const {
    if (!begun_) return {};
    const ObjectId id = objectIdOf(object);
    if (isSet(id)) {
        const auto set = sets_.find(id.id.value);
        return set == sets_.end() ? Trace() : traceOf(set->second.total.series, measure);
    }
    const auto found = listed_.find(id.number());
    if (found != listed_.end()) return traceOf(found->second.series, measure);
    // It stayed as it is
    Series::Budget none;
    Series constant(none);
    constant.add(0, readingOf(object, known_), 0);
    return traceOf(constant, measure);
}

Trace History::memberTrace(Id set, std::uint32_t member, Measure measure) const {
    const auto place = sets_.find(set.value);
    if (place == sets_.end()) return {};
    const auto found = place->second.members.find(member);
    return found == place->second.members.end() ? Trace() : traceOf(found->second.series, measure);
}

Trace History::traceOf(const Series& series, Measure measure) const {
    Trace trace;
    const auto add = [&trace](Clock::time_point at, std::uint64_t value) {
        if (trace.steps.empty() ? value != Trace::unknown : trace.steps.back().value != value)
            trace.steps.push_back({at, value});
    };
    auto gap = gaps_.begin();
    std::uint64_t value = Trace::unknown;
    // A gap lies between the sample before it and its own
    const auto addGaps = [&](Tick before) {
        for (; gap != gaps_.end() && *gap < before; ++gap) {
            add(timeOf(*gap - 1), Trace::unknown);
            add(timeOf(*gap), value);
        }
    };
    std::uint32_t first = 0;
    while (first + 1 < series.size() && series.at(first + 1).tick <= firstTick_)
        ++first;
    for (std::uint32_t place = first; place < series.size(); ++place) {
        const Series::Point& point = series.at(place);
        addGaps(point.tick);
        if (gap != gaps_.end() && *gap == point.tick) add(timeOf(*gap++ - 1), Trace::unknown);
        value = valueOf(point, measure);
        add(timeOf(point.tick), value);
    }
    addGaps(UINT32_MAX);
    return trace;
}

} // namespace ipclens::watching
