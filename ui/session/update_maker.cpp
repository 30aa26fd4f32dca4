// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/update_maker.h"

#include "core/sysv/own_attachments.h"
#include "core/watching/seen_changes.h"
#include "ui/session/detail_reader.h"
#include "ui/session/same_details.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ipclens::ui {

namespace {

using namespace std::chrono_literals;
using watching::ChangeKind;

/// The status line's figures may be this old where nothing else is to be told.
constexpr auto tellAgainAfter = 1s;
/// For one sample.
constexpr int mostListings = 4;

/// Puts `next` in the place of `now`; whether that is news.
template <class Detail>
bool replace(Detail& now, Detail next) {
    const bool same = sameDetails(now, next);
    now = std::move(next);
    return !same;
}

} // namespace

UpdateMaker::UpdateMaker()
    : lister_(listing::makeListerOfAll())
    , windowFields_(processes_)
    , engine_(users_) {
    next_.rows = engine_.rows();
    next_.names = names_.table();
    next_.credentials = std::make_shared<const Credentials>(Credentials::current());
}

void UpdateMaker::setWishes(const Wishes& wishes) {
    wishes_ = wishes;
    if (wishes_.lookOnly && wishes_.interest.segment) wishes_.interest.segment->attach = false;
    next_.health.paused = wishes.paused;
    if (wishes.paused) history_.pause();
    next_.health.askedInterval = wishes.interval;

    windowFields_.setView(wishes_.processes);
    engine_.setWaiting(wishes_.waiting);

    const Interest& interest = wishes_.interest;
    watch(watchedSet_, objectOf(Kind::Semaphore, interest.set), wishes_.since.set);
    watch(watchedSegment_, objectOf(Kind::SharedMemory, interest.segment), wishes_.since.segment);
    watch(watchedQueue_, objectOf(Kind::MessageQueue, interest.queue), wishes_.since.queue);
    watch(watchedPosixSemaphore_, objectOf(Kind::Semaphore, interest.posixSemaphore), wishes_.since.posixSemaphore);
    watch(watchedPosixQueue_, objectOf(Kind::MessageQueue, interest.posixQueue), wishes_.since.posixQueue);
}

/// A wish that the window had before it knew of the newest listing may mean an object which that listing lacks.
void UpdateMaker::watch(Watched& watched, std::optional<ObjectId> object, std::uint64_t since) {
    if (watched.object == object && watched.since == since) return;
    const bool gone = object && since < removedSerial_ && std::binary_search(removed_.begin(), removed_.end(), *object);
    watched = {object, since, gone};
}

void UpdateMaker::sample() {
    if (!hasSnapshot_) answerQuery();
    processes_.beginSample();
    const bool listed = list();
    look(listed);
    if (wishes_.paused || !listed) history_.pause();
}

void UpdateMaker::readDetails() {
    processes_.beginSample();
    look(false);
}

/// Whether it could be listed.
bool UpdateMaker::list() {
    const auto begun = std::chrono::steady_clock::now();
    auto own = sysv::ownAttachments();
    auto listed = lister_->list(listing::Kinds{});
    // Where one of ours came or went meanwhile, it can't be told which of them the listing counts
    for (int tries = 1; tries < mostListings && listed; ++tries) {
        const std::uint64_t before = own.changes;
        own = sysv::ownAttachments();
        if (own.changes == before) break;
        listed = lister_->list(listing::Kinds{});
    }
    if (!listed) {
        news_ |= !next_.health.error;
        next_.health.error = std::move(listed.error());
        return false;
    }
    std::vector<std::string> warnings = std::move(listed->unread);
    std::move(listed->warnings.begin(), listed->warnings.end(), std::back_inserter(warnings));
    if (unwatched_) warnings.push_back("new POSIX objects appear at the next sample: " + unwatched_->reason);
    news_ |= next_.health.error.has_value() || next_.health.warnings != warnings ||
             next_.health.lister != lister_->title() || next_.health.posixQueues != listed->posixQueueSource;
    next_.health.error.reset();
    next_.health.lister = lister_->title();
    next_.health.posixQueues = listed->posixQueueSource;
    next_.health.warnings = std::move(warnings);
    next_.at = listed->takenAt;
    news_ |= next_.attachedByUs != own.counts;
    next_.attachedByUs = std::move(own.counts);
    next_.sampledAt = begun;
    listed->sortById();
    if (hasSnapshot_) watching::noteChangesSeen(*engine_.rows()->snapshot, *listed);
    follow(std::make_shared<const listing::Snapshot>(std::move(*listed)));
    return true;
}

/// From the last snapshot to this one.
void UpdateMaker::follow(std::shared_ptr<const listing::Snapshot> snapshot) {
    const std::vector<watching::Change> changes = watching::diff(*engine_.rows()->snapshot, *snapshot);
    history_.follow(next_.sampledAt, *engine_.rows()->snapshot, *snapshot, changes);
    removed_.clear();
    removedSerial_ = next_.serial + 1;
    for (const watching::Change& change : changes) {
        if (change.what == ChangeKind::Removed) removed_.push_back(change.object);
        if (change.what == ChangeKind::Made && hasSnapshot_) next_.made.push_back(change.object);
    }
    std::sort(removed_.begin(), removed_.end());
    for (Watched* watched :
         {&watchedSet_, &watchedSegment_, &watchedQueue_, &watchedPosixSemaphore_, &watchedPosixQueue_})
        loseRemoved(*watched);

    const bool changed = !changes.empty() || !hasSnapshot_;
    hasSnapshot_ = true;
    takeStep(engine_.advance(std::move(snapshot), changes, filterLooksAtProcesses_));
    filterLooksAtProcesses_ |= windowFields_.takeLookedAtProcesses();
    if (changed) describeAll(changes);
}

void UpdateMaker::loseRemoved(Watched& watched) const {
    if (watched.object && std::binary_search(removed_.begin(), removed_.end(), *watched.object)) watched.gone = true;
}

/// What is told of all objects together.
void UpdateMaker::describeAll(const std::vector<watching::Change>& changes) {
    const Rows& rows = *engine_.rows();
    const listing::Snapshot& snapshot = *rows.snapshot;
    for (const watching::Change& change : changes) {
        if (change.what == ChangeKind::Removed) continue;
        names_.add(permissionsOf(rows.at(rowFor(change.object.kind, change.object.api(), change.after))), users_);
    }
    next_.names = names_.table();

    KindCounts counts;
    counts.semaphores = static_cast<std::uint32_t>(snapshot.sets.size() + snapshot.posixSemaphores.size());
    counts.sharedMemory = static_cast<std::uint32_t>(snapshot.segments.size() + snapshot.posixSegments.size());
    counts.messageQueues = static_cast<std::uint32_t>(snapshot.queues.size() + snapshot.posixQueues.size());
    for (const SegmentInfo& segment : snapshot.segments)
        counts.sharedBytes += segment.size;
    for (const PosixSegmentInfo& segment : snapshot.posixSegments)
        counts.sharedBytes += segment.size;
    news_ |= next_.counts != counts;
    next_.counts = counts;
}

void UpdateMaker::answerQuery() {
    processes_.beginSample();
    RowQuery query = wishes_.query;
    auto filter = listing::Filter::parse(query.filter, windowFields_.fields());
    if (auto fault = listing::termWithoutMatch(query.filter); filter && fault) filter = failure(std::move(*fault));
    if (filter) {
        filter_ = std::move(*filter);
        next_.health.filterError.reset();
    } else {
        // Rows of the last good filter, but of the kind and in the order that are asked for
        query.filter = next_.query.filter;
        next_.health.filterError = std::move(filter.error());
    }
    next_.query = query;
    news_ = true;
    static_cast<void>(windowFields_.takeLookedAtProcesses());
    takeStep(engine_.setQuery(query, filter_));
    filterLooksAtProcesses_ = windowFields_.takeLookedAtProcesses();
}

void UpdateMaker::takeStep(RowEngine::Step step) {
    news_ |= step.rows != next_.rows;
    next_.rows = std::move(step.rows);
    next_.changes = std::move(step.changes);
}

/// At what the window looks at; `sampled` just after a listing.
void UpdateMaker::look(bool sampled) {
    const listing::Snapshot& snapshot = *next_.rows->snapshot;
    const Interest& interest = wishes_.interest;
    auto details = readRows(snapshot, interest.visibleRows, processes_);
    static const listing::Snapshot nothing; // in which what is gone is not found
    std::optional<SetDetail> set;
    if (interest.set) set = readSet(watchedSet_.gone ? nothing : snapshot, *interest.set, processes_);
    if (sampled) history_.record(snapshot, details, set);
    history_.tellRows(snapshot, details, next_.details);
    history_.tellMembers(set, next_.set);
    news_ |= replace(next_.details, std::move(details));
    news_ |= replace(next_.set, std::move(set));

    std::optional<SegmentDetail> segment;
    if (interest.segment) {
        segment = segmentReader_.read(watchedSegment_.gone ? nothing : snapshot, *interest.segment, processes_);
    } else {
        segmentReader_.release();
    }
    news_ |= replace(next_.segment, std::move(segment));

    std::optional<QueueDetail> queue;
    if (interest.queue) queue = readQueue(watchedQueue_.gone ? nothing : snapshot, *interest.queue, processes_);
    news_ |= replace(next_.queue, std::move(queue));

    std::optional<PosixSemaphoreDetail> posixSemaphore;
    if (interest.posixSemaphore) {
        posixSemaphore = readPosixSemaphore(watchedPosixSemaphore_.gone ? nothing : snapshot, *interest.posixSemaphore);
        history_.tell(*posixSemaphore, next_.posixSemaphore);
    }
    news_ |= replace(next_.posixSemaphore, std::move(posixSemaphore));

    std::optional<PosixQueueDetail> posixQueue;
    if (interest.posixQueue) {
        posixQueue = readPosixQueue(watchedPosixQueue_.gone ? nothing : snapshot, *interest.posixQueue, processes_);
        history_.tell(*posixQueue, next_.posixQueue);
    }
    news_ |= replace(next_.posixQueue, std::move(posixQueue));

    std::vector<limits::Limit> limits;
    if (interest.limits) {
        if (auto read = limits::systemV()) limits = std::move(*read);
        const bool counted = snapshot.posixQueueSource.complete();
        const auto ofPosix = limits::posix(counted ? std::optional(snapshot.posixQueues.size()) : std::nullopt);
        limits.insert(limits.end(), ofPosix.begin(), ofPosix.end());
    }
    news_ |= replace(next_.limits, std::move(limits));
}

void UpdateMaker::setTiming(std::chrono::nanoseconds took, std::chrono::milliseconds interval) {
    next_.health.refreshTook = took;
    next_.health.interval = interval;
}

std::shared_ptr<const Update> UpdateMaker::take(bool asked) {
    const auto now = std::chrono::steady_clock::now();
    if (!asked && !news_ && now - toldAt_ < tellAgainAfter) return nullptr;
    toldAt_ = now;
    news_ = false;
    ++next_.serial;
    auto update = std::make_shared<const Update>(next_);
    next_.changes = {};
    next_.made.clear();
    return update;
}

} // namespace ipclens::ui
