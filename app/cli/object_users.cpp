// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/object_users.h"

#include "app/cli/process_text.h"
#include "core/listing/snapshot.h"
#include "core/processes/unlisted.h"
#include "core/processes/uses.h"
#include "core/processes/waiter_scan.h"
#include "core/sysv/semaphore_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace ipclens::cli {
namespace {

using processes::Process;

/// Puts together what is known of each process.
class Gathering {
public:
    explicit Gathering(const ObjectInfo& info)
        : object_(objectIdOf(viewOf(info))) {
        // Only a segment of System V and the files of POSIX leave a trace in who has them, and nobody waits for memory
        const bool leavesTraces = object_.api() == Api::Posix || object_.kind == Kind::SharedMemory;
        if (leavesTraces) addUses(info);
        if (object_.api() == Api::Posix || object_.kind == Kind::MessageQueue)
            found_.unlisted = processes::unlistedNow();
        if (object_.kind != Kind::SharedMemory) addWaiting();
        std::visit([this](const auto& known) { addRemembered(known); }, info);
        std::visit([this](const auto& known) { countUnseen(known); }, info);
    }

    [[nodiscard]] ObjectUsers take() {
        for (auto& [pid, user] : users_)
            found_.users.push_back(std::move(user));
        return std::move(found_);
    }

private:
    ObjectUser& of(const Process& process) {
        ObjectUser& user = users_[process.pid];
        user.process = process;
        return user;
    }

    void addUses(const ObjectInfo& info) {
        listing::Snapshot alone;
        alone.add(viewOf(info));
        const auto uses = processes::usesOf(alone);
        found_.processesNotReadable = uses.notReadable;
        found_.filesNotKnown = uses.filesNotKnown;
        for (const auto& use : uses.of(object_)) {
            of(use.by.process).use = use.by;
            attached_ += use.by.times;
        }
    }

    void addWaiting() {
        auto waiters = processes::findWaiters();
        found_.threadsNotReadable = waiters.notReadable;
        processes::takeOtherNames(waiters.waiters, object_);
        for (auto& waiter : waiters.waiters) {
            if (processes::mayWaitFor(waiter, object_)) ++found_.threadsNotReadable;
            if (waiter.object != object_) continue;
            of(waiter.process).waiting.push_back(std::move(waiter));
            ++waiting_;
        }
    }

    /// `actedAt`: not after this, 0 where that is not known. A process of that pid that began later is another one.
    void add(Role role, pid_t pid, EpochSeconds actedAt) {
        if (pid == 0) return;
        const auto process = processes::find(pid);
        if (!process || (actedAt != 0 && !processes::couldHaveActed(*process, actedAt))) return;
        auto& roles = of(*process).roles;
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
    }

    void addRemembered(const SemaphoreSetInfo& set) {
        const auto states = sysv::SemaphoreSet::adopt(set.id).states();
        if (!states) return;
        for (const auto& state : *states) {
            add(Role::LastOperator, state.lastPid, std::max(set.changedAt, set.operatedAt));
            counted_ += state.waitingForIncrease + state.waitingForZero;
        }
    }
    void addRemembered(const SegmentInfo& segment) {
        add(Role::Creator, segment.creatorPid, processes::createdBy(segment));
        add(Role::LastUser, segment.lastPid, std::max(segment.attachedAt, segment.detachedAt));
    }
    void addRemembered(const QueueInfo& queue) {
        add(Role::LastSender, queue.lastSendPid, queue.sentAt);
        add(Role::LastReceiver, queue.lastReceivePid, queue.receivedAt);
    }
    void addRemembered(const PosixSemaphoreInfo& semaphore) {
        if (semaphore.known) counted_ = semaphore.waiting;
    }
    void addRemembered(const PosixSegmentInfo&) {}
    void addRemembered(const PosixQueueInfo& queue) { add(Role::Notified, queue.notifyPid, 0); }

    void countUnseen(const SegmentInfo& segment) { noteUnseen(segment.attached, attached_); }
    template <class Info>
    void countUnseen(const Info&) {
        noteUnseen(counted_, waiting_);
    }
    void noteUnseen(std::uint64_t counted, std::uint64_t seen) { found_.unseen = counted > seen ? counted - seen : 0; }

    ObjectId object_;
    std::map<pid_t, ObjectUser> users_;
    std::uint64_t attached_ = 0;
    std::uint64_t waiting_ = 0;
    std::uint64_t counted_ = 0; ///< waits, by the kernel or by glibc
    ObjectUsers found_;
};

std::string_view roleText(Role role) noexcept {
    switch (role) {
    case Role::Creator: return "creator";
    case Role::LastUser: return "last attached or detached";
    case Role::LastOperator: return "last operated";
    case Role::LastSender: return "last sent";
    case Role::LastReceiver: return "last received";
    case Role::Notified: break;
    }
    return "is notified";
}

} // namespace

std::string_view roleName(Role role) noexcept {
    switch (role) {
    case Role::Creator: return "creator";
    case Role::LastUser: return "last_user";
    case Role::LastOperator: return "last_operator";
    case Role::LastSender: return "last_sender";
    case Role::LastReceiver: return "last_receiver";
    case Role::Notified: break;
    }
    return "notified";
}

ObjectUsers usersOfObject(const ObjectInfo& info) {
    return Gathering(info).take();
}

std::string howText(const ObjectUser& user, Api api, Blocking& blocking) {
    std::string text;
    const auto add = [&text](std::string_view words) {
        if (!text.empty()) text += "; ";
        text += words;
    };
    if (user.has()) add(useText(user.use, api));
    std::vector<std::pair<std::string, std::size_t>> waits;
    for (const auto& waiter : user.waiting) {
        std::string words = callText(waiter, blocking.operationOf(waiter));
        const auto same =
            std::find_if(waits.begin(), waits.end(), [&](const auto& told) { return told.first == words; });
        if (same == waits.end()) {
            waits.emplace_back(std::move(words), 1);
        } else {
            ++same->second;
        }
    }
    for (const auto& [words, threads] : waits)
        add(fmt::format("waits: {}{}", words, threads > 1 ? fmt::format(" ({} threads)", threads) : ""));
    for (const Role role : user.roles)
        add(roleText(role));
    return text;
}

} // namespace ipclens::cli
