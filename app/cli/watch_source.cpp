// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/watch_source.h"

#include <algorithm>
#include <chrono>

namespace ipclens::cli {
namespace {

template <class Info>
void dropDoubles(std::vector<Info>& sorted) {
    const auto same = [](const Info& left, const Info& right) { return objectIdOf(left) == objectIdOf(right); };
    sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
}

/// Whether an object is the one that had this key once: a segment loses it when it is marked for destruction.
bool hadKey(const ObjectInfo& info, Key key) {
    if (keyOf(viewOf(info)) == key) return true;
    const auto* segment = std::get_if<SegmentInfo>(&info);
    return segment != nullptr && segment->removed;
}

} // namespace

WatchSource::WatchSource(std::vector<ObjectWord> words)
    : all_({}, {}, {}) {
    for (auto& word : words) {
        if (std::holds_alternative<Id>(word.selector)) {
            const auto there = resolve(word);
            if (!there) orFail(there, attempt("watch", word));
        }
        watched_.push_back({std::move(word), {}});
    }
}

WatchSource::Sample WatchSource::take() {
    Sample sample;
    sample.objects = named() ? takeNamed() : all_.list({}, false);
    all_.reportUnread(sample.objects);
    sample.objects.sortById();
    if (named()) {
        listing::forEachVector(sample.objects, [](auto& rows) { dropDoubles(rows); });
    }
    sample.members = membersOf(sample.objects.sets);
    return sample;
}

listing::Kinds WatchSource::kindsWithNames() const noexcept {
    if (!named()) return {};
    listing::Kinds kinds{false, false, false};
    for (const auto& watched : watched_) {
        if (watched.word.api() != Api::Posix) continue;
        kinds.semaphores |= watched.word.kind == Kind::Semaphore;
        kinds.sharedMemory |= watched.word.kind == Kind::SharedMemory;
        kinds.messageQueues |= watched.word.kind == Kind::MessageQueue;
    }
    return kinds;
}

void WatchSource::follow(Watched& watched, listing::Snapshot& into) {
    const auto now = resolve(watched.word);
    if (now) {
        if (const auto found = look(*now)) into.add(viewOf(found->info));
    }
    const Key* key = std::get_if<Key>(&watched.word.selector);
    if (key == nullptr) return;
    if (watched.seen && (!now || *now != *watched.seen)) {
        const auto found = look(*watched.seen);
        if (found && hadKey(found->info, *key)) {
            into.add(viewOf(found->info));
            return;
        }
    }
    watched.seen = now ? std::optional(*now) : std::nullopt;
}

listing::Snapshot WatchSource::takeNamed() {
    listing::Snapshot snapshot;
    snapshot.takenAt = std::chrono::system_clock::now();
    for (auto& watched : watched_)
        follow(watched, snapshot);
    return snapshot;
}

WatchSource::Members WatchSource::membersOf(const std::vector<SemaphoreSetInfo>& sets) const {
    Members members;
    members.reserve(sets.size());
    for (const auto& info : sets) {
        if (info.access != Access::Readable) continue;
        const auto set = sysv::SemaphoreSet::adopt(info.id);
        // One that can't be read any more has gone, and the next listing says so
        if (named()) {
            if (auto states = set.states()) members.emplace(info.id.value, *std::move(states));
        } else if (const auto values = set.values()) {
            auto& states = members[info.id.value];
            states.resize(values->size());
            for (std::size_t i = 0; i < states.size(); ++i)
                states[i].value = (*values)[i];
        }
    }
    return members;
}

} // namespace ipclens::cli
