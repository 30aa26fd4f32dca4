// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/object_text.h"

#include "app/cli/escape.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>
#include <type_traits>

namespace ipclens::cli {
namespace {

bool isTime(Field field) noexcept {
    switch (field) {
    case Field::Changed:
    case Field::Operated:
    case Field::AttachedAt:
    case Field::DetachedAt:
    case Field::SentAt:
    case Field::ReceivedAt: return true;
    default: return false;
    }
}

std::string valueText(const FieldValue& value, Field field, UserNames& names) {
    return std::visit(
        [&](const auto& held) -> std::string {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, bool>) {
                return held ? "true" : "false";
            } else if constexpr (std::is_same_v<Held, std::int64_t>) {
                if (field == Field::Owner || field == Field::Creator) return userText(names, static_cast<uid_t>(held));
                if (field == Field::Group) return groupText(names, static_cast<gid_t>(held));
                return isTime(field) ? timeText(held) : std::to_string(held);
            } else if constexpr (std::is_same_v<Held, std::string>) {
                return field == Field::Name ? escapedName(held) : escaped(held);
            } else {
                return "-";
            }
        },
        value);
}

std::string stateOf(const SemaphoreSetInfo& set, Knowledge) {
    return counted(set.count, "semaphore", "semaphores");
}

std::string stateOf(const SegmentInfo& segment, Knowledge) {
    std::string text = fmt::format("{}, {} attached", sizeText(segment.size), segment.attached);
    if (segment.locked) text += ", locked";
    if (segment.removed) text += ", removed when the last detaches";
    return text;
}

std::string stateOf(const QueueInfo& queue, Knowledge known) {
    const std::string messages = counted(queue.messages, "message", "messages");
    if (!known.capacity) return fmt::format("{}, {}", messages, counted(queue.bytes, "byte", "bytes"));
    return fmt::format("{}, {} of {} bytes", messages, queue.bytes, queue.capacity);
}

std::string stateOf(const PosixSemaphoreInfo& semaphore, Knowledge) {
    if (semaphore.bogus) return "no semaphore";
    if (!semaphore.known) return "value not known";
    return fmt::format("value {}, {} waiting", semaphore.value, semaphore.waiting);
}

std::string stateOf(const PosixSegmentInfo& segment, Knowledge) {
    return sizeText(segment.size);
}

std::string stateOf(const PosixQueueInfo& queue, Knowledge) {
    if (!queue.attributesKnown) return "messages not known";
    std::string text = fmt::format("{} of {} messages", queue.messages, queue.maxMessages);
    if (queue.statusKnown) text += fmt::format(", {}", counted(queue.bytes, "byte", "bytes"));
    return text;
}

} // namespace

std::string timeText(EpochSeconds time) {
    if (time == 0) return "never";
    const std::time_t seconds = time;
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) return std::to_string(time);
    return fmt::format("{:%Y-%m-%d %H:%M:%S}", local);
}

std::string sizeText(std::uint64_t bytes) {
    constexpr std::uint64_t step = 1024;
    constexpr std::array units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (bytes < step) return counted(bytes, "byte", "bytes");
    double shown = static_cast<double>(bytes) / step;
    std::size_t unit = 0;
    for (; shown >= step && unit + 1 < units.size(); ++unit)
        shown /= step;
    return fmt::format("{:.1f} {}", shown, units[unit]);
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string userText(UserNames& names, uid_t uid) {
    const std::string* name = names.user(uid);
    return name != nullptr ? escaped(*name) : std::to_string(uid);
}

std::string groupText(UserNames& names, gid_t gid) {
    const std::string* name = names.group(gid);
    return name != nullptr ? escaped(*name) : std::to_string(gid);
}

std::string stateText(ObjectView object, Knowledge known) {
    const Access access = accessOf(object);
    if (access == Access::Hidden) return "not readable";
    std::string text = std::visit([known](const auto* info) { return stateOf(*info, known); }, object);
    if (access == Access::Denied) text += ", not readable";
    return text;
}

EpochSeconds lastTime(ObjectView object) {
    struct Latest {
        EpochSeconds operator()(const SemaphoreSetInfo* set) const { return std::max(set->changedAt, set->operatedAt); }
        EpochSeconds operator()(const SegmentInfo* segment) const {
            return std::max({segment->changedAt, segment->attachedAt, segment->detachedAt});
        }
        EpochSeconds operator()(const QueueInfo* queue) const {
            return std::max({queue->changedAt, queue->sentAt, queue->receivedAt});
        }
        EpochSeconds operator()(const PosixSemaphoreInfo* semaphore) const { return semaphore->changedAt; }
        EpochSeconds operator()(const PosixSegmentInfo* segment) const { return segment->changedAt; }
        EpochSeconds operator()(const PosixQueueInfo*) const { return 0; }
    };
    return std::visit(Latest{}, object);
}

std::string keyText(ObjectView object) {
    return objectIdOf(object).api() == Api::Posix ? "-" : toString(keyOf(object));
}

std::string fieldText(ObjectView object, Field field, Knowledge known, UserNames& names) {
    return valueText(fieldValue(object, field, known), field, names);
}

bool isNumeric(Field field) noexcept {
    switch (field) {
    case Field::Id:
    case Field::Count:
    case Field::Size:
    case Field::Attached:
    case Field::CreatorPid:
    case Field::LastPid:
    case Field::Resident:
    case Field::Swapped:
    case Field::Messages:
    case Field::Bytes:
    case Field::Capacity:
    case Field::LastSendPid:
    case Field::LastReceivePid:
    case Field::Value:
    case Field::Waiting:
    case Field::MaxMessages:
    case Field::MessageSize:
    case Field::NotifyPid:
    case Field::NotifySignal: return true;
    default: return false;
    }
}

} // namespace ipclens::cli
