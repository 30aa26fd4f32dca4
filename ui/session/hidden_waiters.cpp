// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/hidden_waiters.h"

#include "core/sysv/semaphore_set.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include <sys/types.h>

namespace ipclens::ui {
namespace {

/// Members that a pass asks for, a millisecond's worth; a larger set is read alone.
constexpr std::size_t mostMembers = 2000;

/// How many wait for a set; nothing where it may not be read, or is gone.
std::optional<std::uint64_t> waitingFor(Id set) {
    const auto states = sysv::SemaphoreSet::adopt(set).states();
    if (!states) return std::nullopt;
    std::uint64_t waiting = 0;
    for (const sysv::SemaphoreState& state : *states)
        waiting += std::uint64_t{state.waitingForIncrease} + state.waitingForZero;
    return waiting;
}

bool isBefore(ObjectId object, const SemaphoreSetInfo& set) noexcept {
    return object < objectIdOf(set);
}

} // namespace

void HiddenWaiters::clear() {
    agreed_.clear();
    missed_.clear();
}

void HiddenWaiters::count(const std::vector<processes::Waiter>& seen, const listing::Snapshot& snapshot) {
    Counts seenFor;
    for (const processes::Waiter& waiter : seen) {
        if (waiter.object) ++seenFor[*waiter.object];
    }
    // A semaphore's file may have several names (link(2)), each with the same count
    std::map<ino_t, std::uint64_t> seenIn;
    for (const PosixSemaphoreInfo& semaphore : snapshot.posixSemaphores) {
        const auto found = seenFor.find(objectIdOf(semaphore));
        if (found != seenFor.end()) seenIn[semaphore.inode] += found->second;
    }
    for (const PosixSemaphoreInfo& semaphore : snapshot.posixSemaphores) {
        const auto found = seenIn.find(semaphore.inode);
        if (found != seenIn.end()) seenFor[objectIdOf(semaphore)] = found->second;
    }
    Counts missed;
    for (const auto& [object, counted] : countedNow(seenFor, snapshot)) {
        const auto found = seenFor.find(object);
        const std::uint64_t known = found == seenFor.end() ? 0 : found->second;
        if (counted > known) missed.emplace(object, counted - known);
    }
    missed_.push_back(std::move(missed));
    if (missed_.size() > passesThatAgree) missed_.pop_front();
    agree();
}

void HiddenWaiters::agree() {
    agreed_.clear();
    if (missed_.size() < passesThatAgree) return;
    for (const auto& [object, count] : missed_.back()) {
        std::uint64_t least = count;
        for (const Counts& pass : missed_) {
            const auto found = pass.find(object);
            least = std::min(least, found == pass.end() ? 0 : found->second);
        }
        if (least > 0) agreed_.emplace(object, least);
    }
}

/// Sets that somebody is known to wait for each time, the others in turn.
HiddenWaiters::Counts HiddenWaiters::countedNow(const Counts& seen, const listing::Snapshot& snapshot) {
    Counts counted;
    for (const PosixSemaphoreInfo& semaphore : snapshot.posixSemaphores) {
        if (semaphore.known && semaphore.waiting > 0) counted.emplace(objectIdOf(semaphore), semaphore.waiting);
    }
    std::size_t members = 0;
    const auto read = [&](const SemaphoreSetInfo& set) {
        if (set.access != Access::Readable || counted.contains(objectIdOf(set))) return;
        members += set.count;
        if (const auto waiting = waitingFor(set.id)) counted.emplace(objectIdOf(set), *waiting);
    };
    const auto& sets = snapshot.sets;
    const auto behind = [&](ObjectId object) { return std::upper_bound(sets.begin(), sets.end(), object, isBefore); };
    const auto readThose = [&](const Counts& waitedFor) {
        for (const auto& [object, waiting] : waitedFor) {
            const auto set = behind(object);
            if (set != sets.begin() && objectIdOf(*std::prev(set)) == object) read(*std::prev(set));
        }
    };
    readThose(seen);
    if (!missed_.empty()) readThose(missed_.back());
    auto next = behind(lastRead_);
    for (std::size_t left = sets.size(); left > 0; --left) {
        if (next == sets.end()) next = sets.begin();
        lastRead_ = objectIdOf(*next);
        read(*next++);
        if (members >= mostMembers) break;
    }
    return counted;
}

} // namespace ipclens::ui
