// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/wait_words.h"

#include "core/base/utf8.h"
#include "core/sysv/failure.h"

#include <fmt/format.h>

#include <optional>

namespace ipclens::processes {
namespace {

constexpr std::string_view minus = "\u2212";

/// "12 s", "3 min 20 s", "2 h 5 min", "3 d 4 h".
std::string durationWords(std::chrono::steady_clock::duration duration) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    if (seconds < 1) return "less than 1 s";
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    if (seconds < minute) return fmt::format("{} s", seconds);
    if (seconds < hour) return fmt::format("{} min {} s", seconds / minute, seconds % minute);
    if (seconds < day) return fmt::format("{} h {} min", seconds / hour, seconds % hour / minute);
    return fmt::format("{} d {} h", seconds / day, seconds % day / hour);
}

std::string wordsOf(const Process& process) {
    return fmt::format("{} {}", escaped(process.name), process.pid);
}

const ObjectInfo* infoOf(const WaitEvidence& evidence, ObjectId object) {
    const auto found = evidence.objects.find(object);
    return found == evidence.objects.end() ? nullptr : &found->second;
}

/// A semaphore's value; nothing where it is not known.
std::optional<std::uint32_t> valueOf(const Want& want, const WaitEvidence& evidence) {
    if (want.object.api() == Api::Posix) {
        const ObjectInfo* info = infoOf(evidence, want.object);
        const auto* semaphore = info == nullptr ? nullptr : std::get_if<PosixSemaphoreInfo>(info);
        return semaphore != nullptr && semaphore->known ? std::optional(semaphore->value) : std::nullopt;
    }
    const auto set = evidence.sets.find(want.object);
    if (!want.member || set == evidence.sets.end() || *want.member >= set->second.size()) return {};
    return set->second[*want.member].value;
}

/// Whether nobody has ever operated on a set: what its members are, they were set to.
bool isOnlySet(const Want& want, const WaitEvidence& evidence) {
    const ObjectInfo* info = infoOf(evidence, want.object);
    const auto* set = info == nullptr ? nullptr : std::get_if<SemaphoreSetInfo>(info);
    return set != nullptr && set->operatedAt == 0;
}

struct Filling {
    std::uint64_t messages = 0;
    bool full = false;
};
std::optional<Filling> fillingOf(ObjectId object, const WaitEvidence& evidence) {
    const ObjectInfo* info = infoOf(evidence, object);
    if (info == nullptr) return {};
    if (const auto* queue = std::get_if<QueueInfo>(info)) {
        if (queue->access == Access::Hidden) return {};
        return Filling{queue->messages, queue->bytes >= queue->capacity || queue->messages >= queue->capacity};
    }
    const auto* queue = std::get_if<PosixQueueInfo>(info);
    if (queue == nullptr || !queue->attributesKnown) return {};
    return Filling{queue->messages, queue->messages >= queue->maxMessages};
}

/// How an object stands, at the beginning of a sentence: "sem:@3 [1] is 0", "msg:@5 is full".
std::string standing(WaitReason reason, const Want& want, const WaitEvidence& evidence) {
    if (want.side == WaitSide::Sending) return fmt::format("{} is full", want.words());
    if (want.side == WaitSide::Receiving) {
        const auto filling = fillingOf(want.object, evidence);
        const bool empty = !filling || filling->messages == 0;
        return want.words() + (empty ? " is empty" : " has no such message");
    }
    const auto value = valueOf(want, evidence);
    if (!value) return want.words();
    const bool insufficient = reason == WaitReason::LastOperatedBy && *value > 0;
    return fmt::format("{} is {}{}", want.words(), insufficient ? "still " : "", *value);
}

} // namespace

std::string arrowWords(const Waiter& waiter, const Wait& wait) {
    switch (waiter.call) {
    case WaitCall::Semop: {
        if (!wait.operation) return "waits";
        const std::int16_t delta = waiter.operations[*wait.operation].delta;
        return delta == 0 ? "waits for 0" : fmt::format("waits {}{}", minus, -int{delta});
    }
    case WaitCall::SemWait: return fmt::format("waits {}1", minus);
    case WaitCall::Msgsnd:
    case WaitCall::MqSend: return "send blocked";
    case WaitCall::MqReceive: return "receive";
    case WaitCall::Msgrcv:
        if (waiter.type == 0) return "receive";
        // A negation of the least long would overflow
        if (waiter.type < 0)
            return fmt::format("receive type \u2264 {}", 0UL - static_cast<unsigned long>(waiter.type));
        return fmt::format("receive {}type {}", waiter.except ? "all but " : "", waiter.type);
    }
    return "waits";
}

std::string arrowWords(WaitReason reason, const Want& want, const WaitEvidence& evidence) {
    switch (reason) {
    case WaitReason::Waits: return "waits";
    case WaitReason::LastOperatedBy: return isOnlySet(want, evidence) ? "last set by" : "last operated on by";
    case WaitReason::LastSentBy: return "last sent to by";
    case WaitReason::LastReceivedBy: return "last received from by";
    case WaitReason::HeldOpenBy: return "open in";
    }
    return {};
}

std::string sentenceOf(const Waiter& waiter, const Wait& wait, const Want& want,
                       std::chrono::steady_clock::time_point now) {
    std::string asked;
    if (waiter.call == WaitCall::Semop) {
        if (wait.operation) {
            const sysv::SemaphoreOperation& operation = waiter.operations[*wait.operation];
            asked = operation.delta == 0 ? fmt::format(" for [{}] to be 0", operation.index)
                                         : fmt::format(" [{}] {}{}", operation.index, minus, -int{operation.delta});
            if (waiter.operations.size() > 1) asked += fmt::format(", one of {} operations,", waiter.operations.size());
        }
    } else if (waiter.call != WaitCall::SemWait) {
        const std::string words = processes::wordsOf(waiter);
        if (!words.empty()) asked = fmt::format(" ({})", words);
    }
    std::string sentence = fmt::format("{} waits in {}{} on {}", wordsOf(waiter.process), callName(waiter.call), asked,
                                       toString(want.object));
    if (waiter.since != std::chrono::steady_clock::time_point())
        sentence += " for at least " + durationWords(now - waiter.since);
    return sentence;
}

std::string sentenceOf(WaitReason reason, const Want& want, const Process& ender, const WaitEvidence& evidence) {
    const std::string begin = standing(reason, want, evidence);
    if (reason == WaitReason::HeldOpenBy)
        return fmt::format("{} and is open in {}, which would likely end that", begin, wordsOf(ender));
    return fmt::format("{} and was {} {}", begin, arrowWords(reason, want, evidence), wordsOf(ender));
}

std::string stateOf(const Want& want, const WaitEvidence& evidence) {
    if (want.object.kind == Kind::Semaphore) {
        const auto value = valueOf(want, evidence);
        return value ? fmt::format("value {}", *value) : std::string();
    }
    const auto filling = fillingOf(want.object, evidence);
    if (!filling) return {};
    if (filling->full || (want.side == WaitSide::Sending && want.held)) return "full";
    if (filling->messages == 0) return "empty";
    return sysv::counted(filling->messages, "message");
}

} // namespace ipclens::processes
