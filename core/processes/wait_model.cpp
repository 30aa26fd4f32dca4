// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/wait_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ipclens::processes {
namespace {

WaitSide sideOf(WaitCall call) noexcept {
    switch (call) {
    case WaitCall::Semop:
    case WaitCall::SemWait: return WaitSide::Semaphore;
    case WaitCall::Msgrcv:
    case WaitCall::MqReceive: return WaitSide::Receiving;
    case WaitCall::Msgsnd:
    case WaitCall::MqSend: return WaitSide::Sending;
    }
    return WaitSide::Semaphore;
}

template <class Info>
const Info* infoOf(const WaitEvidence& evidence, ObjectId object) {
    const auto found = evidence.objects.find(object);
    return found == evidence.objects.end() ? nullptr : std::get_if<Info>(&found->second);
}

const WaitEvidence::Member* memberOf(const WaitEvidence& evidence, ObjectId set, std::size_t index) {
    const auto found = evidence.sets.find(set);
    return found == evidence.sets.end() || index >= found->second.size() ? nullptr : &found->second[index];
}

/// Whether a wait for a queue or POSIX semaphore must go on, by what was read of it.
bool mustWait(const WaitEvidence& evidence, const Waiter& waiter) {
    const ObjectId object = *waiter.object;
    if (const auto* semaphore = infoOf<PosixSemaphoreInfo>(evidence, object))
        return semaphore->known && semaphore->value == 0;
    if (const auto* queue = infoOf<PosixQueueInfo>(evidence, object)) {
        if (!queue->attributesKnown) return false;
        return isSending(waiter.call) ? queue->messages >= queue->maxMessages : queue->messages == 0;
    }
    const auto* queue = infoOf<QueueInfo>(evidence, object);
    if (queue == nullptr || queue->access == Access::Hidden) return false;
    // What types the messages have is not known: one who asks for one of them is taken to miss it
    if (!isSending(waiter.call)) return queue->messages == 0 || waiter.type != 0;
    return queue->bytes + waiter.size.value_or(queue->capacity) > queue->capacity ||
           queue->messages + 1 > queue->capacity;
}

class Maker {
public:
    Maker(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses* uses, Stuck stuck)
        : waiters_(&waiters)
        , evidence_(&evidence)
        , uses_(uses)
        , stuck_(stuck) {}

    WaitModel make() {
        for (std::size_t index = 0; index < waiters_->size(); ++index)
            addWaiter(index);
        for (Want& want : model_.wants) {
            std::sort(want.waiting.begin(), want.waiting.end());
            want.waiting.erase(std::unique(want.waiting.begin(), want.waiting.end()), want.waiting.end());
            addEnders(want);
        }
        return std::move(model_);
    }

private:
    std::size_t indexOf(const Process& process) {
        std::vector<std::size_t>& ofPid = processes_[process.pid];
        const auto found = std::find_if(ofPid.begin(), ofPid.end(),
                                        [&](std::size_t index) { return isSame(model_.processes[index], process); });
        if (found != ofPid.end()) return *found;
        ofPid.push_back(model_.processes.size());
        model_.processes.push_back(process);
        // Somebody who waits for nothing may do anything
        model_.mayGoOn.push_back(true);
        return ofPid.back();
    }

    bool isStuck(const Process& process) const {
        if (stuck_ == Stuck::Everybody) return true;
        return std::binary_search(evidence_->stuck.begin(), evidence_->stuck.end(), process.pid);
    }

    void addWaiter(std::size_t index) {
        const Waiter& waiter = (*waiters_)[index];
        const std::size_t known = model_.processes.size();
        const std::size_t process = indexOf(waiter.process);
        if (process == known) model_.mayGoOn[process] = !isStuck(waiter.process);
        if (!addWaits(index, process) || waiter.timed) model_.mayGoOn[process] = true;
    }

    /// False where that wait may be over, or it is not known what would end it.
    bool addWaits(std::size_t index, std::size_t process) {
        const Waiter& waiter = (*waiters_)[index];
        if (!waiter.object) return false;
        if (waiter.call != WaitCall::Semop) {
            const bool held = mustWait(*evidence_, waiter);
            addWait(index, process, {}, {}, held);
            const bool halfKnown = uses_ != nullptr && uses_->cancelled && waiter.object->api() == Api::Posix;
            return held && !halfKnown;
        }
        if (const auto blocking = blockingOperation(waiter, *evidence_)) {
            addWait(index, process, waiter.operations[*blocking].index, *blocking, true);
            return true;
        }
        if (waiter.operations.empty()) addWait(index, process, {}, {}, false);
        std::vector<std::uint16_t> members;
        for (std::size_t each = 0; each < waiter.operations.size(); ++each) {
            const auto [member, delta, undo] = waiter.operations[each];
            if (delta > 0 || std::find(members.begin(), members.end(), member) != members.end()) continue;
            members.push_back(member);
            addWait(index, process, member, each, false);
        }
        return false;
    }

    void addWait(std::size_t waiter, std::size_t process, std::optional<std::uint16_t> member,
                 std::optional<std::size_t> operation, bool held) {
        const ObjectId object = *(*waiters_)[waiter].object;
        const WaitSide side = sideOf((*waiters_)[waiter].call);
        const auto [place, added] = wants_.try_emplace({object, member, side}, model_.wants.size());
        if (added) model_.wants.push_back({object, member, side});
        Want& want = model_.wants[place->second];
        want.waiting.push_back(process);
        want.held = want.held || held;
        model_.waits.push_back({waiter, process, place->second, operation});
    }

    void addEnders(Want& want) {
        if (want.object.api() == Api::Posix) return addHolders(want);
        if (!want.held) return;
        if (want.object.kind == Kind::Semaphore) return addOperator(want);
        const auto* queue = infoOf<QueueInfo>(*evidence_, want.object);
        if (queue == nullptr) return;
        if (want.side == WaitSide::Receiving) {
            addLast(want, queue->lastSendPid, queue->sentAt, WaitReason::LastSentBy);
        } else {
            addLast(want, queue->lastReceivePid, queue->receivedAt, WaitReason::LastReceivedBy);
        }
    }

    void addOperator(Want& want) {
        const auto* member = want.member ? memberOf(*evidence_, want.object, *want.member) : nullptr;
        if (member == nullptr) return;
        const auto* set = infoOf<SemaphoreSetInfo>(*evidence_, want.object);
        // Members have no times of their own: their last pid is of no later moment than their set's last one
        std::optional<EpochSeconds> at;
        if (set != nullptr) at.emplace(std::max(set->operatedAt, set->changedAt));
        // Whether that took it is not known: SETVAL, SETALL and a wait for 0 that succeeded leave their pid as well
        addLast(want, member->lastPid, at, WaitReason::LastOperatedBy);
    }

    /// The process that did something last, at a time that may not be known, unless its pid is another's by now.
    void addLast(Want& want, pid_t pid, std::optional<EpochSeconds> at, WaitReason reason) {
        const auto found = evidence_->processes.find(pid);
        if (pid == 0 || found == evidence_->processes.end()) return;
        if (!at || couldHaveActed(found->second, *at)) want.enders.push_back({indexOf(found->second), reason});
    }

    void addHolders(Want& want) {
        if (uses_ == nullptr) {
            want.endersAssumed = true;
            return;
        }
        for (const Use& use : uses_->of(want.object)) {
            const bool maySend = use.by.writable;
            // One who only reads a semaphore's file can't post it. Who may read a queue is not told apart
            if (want.side != WaitSide::Sending && !maySend) continue;
            if (use.by.process.pid == evidence_->observer) continue;
            want.enders.push_back({indexOf(use.by.process), WaitReason::HeldOpenBy});
        }
    }

    const std::vector<Waiter>* waiters_;
    const WaitEvidence* evidence_;
    const Uses* uses_;
    Stuck stuck_;
    WaitModel model_;
    std::map<pid_t, std::vector<std::size_t>> processes_;
    std::map<std::tuple<ObjectId, std::optional<std::uint16_t>, WaitSide>, std::size_t> wants_;
};

} // namespace

bool Want::isWantedBy(std::size_t process) const noexcept {
    return std::binary_search(waiting.begin(), waiting.end(), process);
}

std::string Want::words() const {
    return member ? fmt::format("{} [{}]", toString(object), *member) : toString(object);
}

std::optional<std::size_t> blockingOperation(const Waiter& waiter, const WaitEvidence& evidence) {
    if (!waiter.object) return {};
    // A set may have thousands of members: only those that are named
    std::vector<std::uint16_t> named;
    for (const sysv::SemaphoreOperation& operation : waiter.operations)
        named.push_back(operation.index);
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    std::vector<std::uint16_t> values;
    for (const std::uint16_t index : named) {
        const auto* member = memberOf(evidence, *waiter.object, index);
        if (member == nullptr) return {};
        values.push_back(static_cast<std::uint16_t>(member->value));
    }
    std::vector<sysv::SemaphoreOperation> operations = waiter.operations;
    for (sysv::SemaphoreOperation& operation : operations) {
        const auto place = std::lower_bound(named.begin(), named.end(), operation.index);
        operation.index = static_cast<std::uint16_t>(place - named.begin());
    }
    return blockingOperation(operations, values);
}

WaitModel modelOf(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses* uses, Stuck stuck) {
    return Maker(waiters, evidence, uses, stuck).make();
}

} // namespace ipclens::processes
