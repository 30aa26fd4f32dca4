// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/window_fields.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <string_view>

namespace ipclens::ui {

namespace {

const SegmentInfo* segmentOf(ObjectView view) noexcept {
    const auto* segment = std::get_if<const SegmentInfo*>(&view);
    return segment == nullptr ? nullptr : *segment;
}

const QueueInfo* queueOf(ObjectView view) noexcept {
    const auto* queue = std::get_if<const QueueInfo*>(&view);
    return queue == nullptr ? nullptr : *queue;
}

template <Kind kind>
bool isKind(const listing::FilterSubject& subject) {
    return objectIdOf(subject.object).kind == kind;
}

bool isDenied(const listing::FilterSubject& subject) {
    return accessOf(subject.object) != Access::Readable;
}

bool isPrivate(const listing::FilterSubject& subject) {
    return objectIdOf(subject.object).api() == Api::SysV && keyOf(subject.object).isPrivate();
}

bool isAttached(const listing::FilterSubject& subject) {
    const SegmentInfo* segment = segmentOf(subject.object);
    return segment != nullptr && segment->attached > 0;
}

bool isRemoved(const listing::FilterSubject& subject) {
    const SegmentInfo* segment = segmentOf(subject.object);
    return segment != nullptr && segment->removed;
}

bool isLocked(const listing::FilterSubject& subject) {
    const SegmentInfo* segment = segmentOf(subject.object);
    return segment != nullptr && segment->locked;
}

const PosixQueueInfo* posixQueueOf(ObjectView view) noexcept {
    const auto* queue = std::get_if<const PosixQueueInfo*>(&view);
    return queue == nullptr || !(*queue)->attributesKnown ? nullptr : *queue;
}

bool isBogus(const listing::FilterSubject& subject) {
    const auto* semaphore = std::get_if<const PosixSemaphoreInfo*>(&subject.object);
    return semaphore != nullptr && (*semaphore)->bogus;
}

bool isNotified(const listing::FilterSubject& subject) {
    const auto* queue = std::get_if<const PosixQueueInfo*>(&subject.object);
    return queue != nullptr && (*queue)->isNotificationHeld();
}

bool isFull(const listing::FilterSubject& subject) {
    if (const PosixQueueInfo* posix = posixQueueOf(subject.object)) return posix->messages >= posix->maxMessages;
    const QueueInfo* queue = queueOf(subject.object);
    return queue != nullptr && subject.known.capacity &&
           (queue->bytes >= queue->capacity || queue->messages >= queue->capacity);
}

bool isEmpty(const listing::FilterSubject& subject) {
    if (const PosixQueueInfo* posix = posixQueueOf(subject.object)) return posix->messages == 0;
    const QueueInfo* queue = queueOf(subject.object);
    return queue != nullptr && queue->messages == 0;
}

struct State {
    std::string_view word;
    bool (*holds)(const listing::FilterSubject& subject);
};

constexpr std::string_view orphanWord = "orphan";
constexpr std::string_view waitingWord = "waiting";
constexpr std::array knownStates{
    State{"sem", isKind<Kind::Semaphore>},
    State{"shm", isKind<Kind::SharedMemory>},
    State{"msg", isKind<Kind::MessageQueue>},
    State{"queue", isKind<Kind::MessageQueue>},
    State{"denied", isDenied},
    State{"private", isPrivate},
    State{"attached", isAttached},
    State{"removed", isRemoved},
    State{"locked", isLocked},
    State{"full", isFull},
    State{"empty", isEmpty},
    State{"bogus", isBogus},
    State{"notified", isNotified},
};

/// The pids that an object remembers, with the time at which each acted, or before. Who wants to be told of a message
/// in a POSIX queue is there now.
struct Remembered {
    pid_t pid = 0;
    EpochSeconds actedAt = 0;
};

std::array<Remembered, 2> rememberedBy(ObjectView view) noexcept {
    if (const SegmentInfo* segment = segmentOf(view))
        return {{{segment->creatorPid, processes::createdBy(*segment)},
                 {segment->lastPid, std::max(segment->attachedAt, segment->detachedAt)}}};
    if (const QueueInfo* queue = queueOf(view))
        return {{{queue->lastSendPid, queue->sentAt}, {queue->lastReceivePid, queue->receivedAt}}};
    if (const auto* queue = std::get_if<const PosixQueueInfo*>(&view))
        return {{{(*queue)->notifyPid, std::time(nullptr)}, {}}};
    return {};
}

} // namespace

std::vector<std::string> WindowFields::states() {
    std::vector<std::string> words{std::string(orphanWord), std::string(waitingWord)};
    for (const State& state : knownStates)
        words.emplace_back(state.word);
    std::sort(words.begin(), words.end());
    return words;
}

std::vector<listing::Filter::ExtraField> WindowFields::fields() {
    const auto is = [this](const listing::FilterSubject& subject, std::string_view word) {
        if (word == orphanWord) return isOrphan(subject.object);
        if (word == waitingWord) return isWaiting(subject.object);
        const auto* const state =
            std::find_if(knownStates.begin(), knownStates.end(), [&](const State& one) { return one.word == word; });
        return state != knownStates.end() && state->holds(subject);
    };
    const auto process = [this](const listing::FilterSubject& subject, std::string_view pattern) {
        return processMatches(subject.object, pattern);
    };
    const auto pid = [this](const listing::FilterSubject& subject, std::string_view pattern) {
        return pidMatches(subject.object, pattern);
    };
    return {{"is", is, states()}, {"pid", pid, {}}, {"process", process, {}}};
}

ProcessInterest WindowFields::interestOf(std::string_view filter) {
    const auto has = [filter](std::string_view term) {
        const auto sameLetter = [](char one, char other) {
            return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
        };
        return std::search(filter.begin(), filter.end(), term.begin(), term.end(), sameLetter) != filter.end();
    };
    const bool who = has("pid:") || has("process:");
    return {.waiting = who || has("is:waiting"), .uses = who, .orphans = has("is:orphan")};
}

void WindowFields::setView(std::shared_ptr<const ProcessView> view) {
    if (view == view_) return;
    view_ = std::move(view);
    waiters_.clear();
    if (view_ == nullptr || view_->waiters == nullptr) return;
    for (const processes::Waiter& waiter : *view_->waiters)
        if (waiter.object) waiters_.emplace(*waiter.object, &waiter);
}

template <class Test>
bool WindowFields::anySeen(ObjectId object, Test test) const {
    if (view_ == nullptr) return false;
    if (view_->uses != nullptr) {
        const auto uses = view_->uses->of(object);
        if (std::any_of(uses.begin(), uses.end(), [&](const auto& use) { return test(use.by.process); })) return true;
    }
    const auto [first, last] = waiters_.equal_range(object);
    return std::any_of(first, last, [&](const auto& waiter) { return test(waiter.second->process); });
}

/// As the report of orphans has it; before there is one: a segment that nobody has attached, and whose creator is gone.
bool WindowFields::isOrphan(ObjectView view) {
    lookedAtProcesses_ = true;
    if (view_ != nullptr && view_->orphans != nullptr) {
        const auto& orphans = view_->orphans->orphans;
        const ObjectId object = objectIdOf(view);
        const auto found =
            std::lower_bound(orphans.begin(), orphans.end(), object,
                             [](const processes::Orphan& orphan, ObjectId other) { return orphan.object < other; });
        return found != orphans.end() && found->object == object;
    }
    const SegmentInfo* segment = segmentOf(view);
    if (segment == nullptr || segment->attached > 0 || segment->removed) return false;
    const auto creator = processes_->label(segment->creatorPid, processes::createdBy(*segment));
    return creator && creator->gone;
}

/// Somebody was seen to, or is counted by glibc.
bool WindowFields::isWaiting(ObjectView view) {
    lookedAtProcesses_ = true;
    const auto* semaphore = std::get_if<const PosixSemaphoreInfo*>(&view);
    if (semaphore != nullptr && (*semaphore)->known && (*semaphore)->waiting > 0) return true;
    const ObjectId object = objectIdOf(view);
    return waiters_.contains(object) || (view_ != nullptr && view_->hiddenWaiters.contains(object));
}

bool WindowFields::pidMatches(ObjectView view, std::string_view pattern) {
    lookedAtProcesses_ = true;
    const auto matches = [pattern](pid_t pid) {
        return pid != 0 && listing::globMatches(pattern, std::to_string(pid));
    };
    const auto remembered = rememberedBy(view);
    return std::any_of(remembered.begin(), remembered.end(), [&](const Remembered& one) { return matches(one.pid); }) ||
           anySeen(objectIdOf(view), [&](const processes::Process& process) { return matches(process.pid); });
}

bool WindowFields::processMatches(ObjectView view, std::string_view pattern) {
    lookedAtProcesses_ = true;
    const auto remembered = rememberedBy(view);
    return std::any_of(remembered.begin(), remembered.end(),
                       [&](const Remembered& one) {
                           const auto label = processes_->label(one.pid, one.actedAt);
                           return label && !label->gone && listing::globMatches(pattern, label->name);
                       }) ||
           anySeen(objectIdOf(view),
                   [&](const processes::Process& process) { return listing::globMatches(pattern, process.name); });
}

} // namespace ipclens::ui
