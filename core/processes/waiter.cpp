// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/waiter.h"

#include <fmt/format.h>

namespace ipclens::processes {
namespace {

/// The largest value that a semaphore can have (semop(2), ERANGE): the kernel's SEMVMX, which no header has.
constexpr int largestValue = 32767;

/// With the minus sign of typographers, as numbers are shown.
std::string signedText(int number) {
    if (number > 0) return fmt::format("+{}", number);
    return number < 0 ? fmt::format("\u2212{}", -number) : "0";
}

std::string wordsOf(std::span<const sysv::SemaphoreOperation> operations) {
    std::string words;
    for (const sysv::SemaphoreOperation& operation : operations) {
        if (!words.empty()) words += ", ";
        words += fmt::format("[{}] {}", operation.index, signedText(operation.delta));
        if (operation.undo) words += " undo";
    }
    return words;
}

/// msgrcv(2): 0 is any, below 0 the lowest up to its absolute value.
std::string typeWords(long type, bool except) {
    if (type == 0) return "any type";
    // A negation of the least long would overflow
    if (type < 0) return fmt::format("lowest type up to {}", 0UL - static_cast<unsigned long>(type));
    return except ? fmt::format("any type but {}", type) : fmt::format("type {}", type);
}

std::string sizeWords(std::uint64_t size) {
    return size == 1 ? "1 byte" : fmt::format("{} bytes", size);
}

} // namespace

std::string_view callName(WaitCall call) noexcept {
    switch (call) {
    case WaitCall::Semop: return "semop";
    case WaitCall::Msgsnd: return "msgsnd";
    case WaitCall::Msgrcv: return "msgrcv";
    case WaitCall::SemWait: return "sem_wait";
    case WaitCall::MqSend: return "mq_send";
    case WaitCall::MqReceive: return "mq_receive";
    }
    return {};
}

bool isSending(WaitCall call) noexcept {
    return call == WaitCall::Msgsnd || call == WaitCall::MqSend;
}

std::optional<std::size_t> blockingOperation(std::span<const sysv::SemaphoreOperation> operations,
                                             std::span<const std::uint16_t> values) {
    std::vector<int> now(values.begin(), values.end());
    for (std::size_t index = 0; index < operations.size(); ++index) {
        const sysv::SemaphoreOperation& operation = operations[index];
        if (operation.index >= now.size()) return {};
        int& value = now[operation.index];
        if (operation.delta == 0 ? value != 0 : value + operation.delta < 0) return index;
        value += operation.delta;
        if (value > largestValue) return {}; // it fails (ERANGE), and so does not wait
    }
    return {};
}

std::string wordsOf(const Waiter& waiter) {
    if (waiter.known == WaitKnowledge::CallOnly || waiter.known == WaitKnowledge::OtherWidth) return {};
    const std::string size = waiter.size ? sizeWords(*waiter.size) : std::string();
    switch (waiter.call) {
    case WaitCall::Semop: return wordsOf(waiter.operations);
    case WaitCall::Msgsnd:
        return waiter.known == WaitKnowledge::All ? fmt::format("{} of type {}", size, waiter.type) : size;
    case WaitCall::Msgrcv: return fmt::format("{}, up to {}", typeWords(waiter.type, waiter.except), size);
    case WaitCall::SemWait: return signedText(-1);
    case WaitCall::MqSend: return fmt::format("priority {}, {}", waiter.type, size);
    case WaitCall::MqReceive: return fmt::format("up to {}", size);
    }
    return {};
}

std::string_view doubtOf(const Waiter& waiter) noexcept {
    switch (waiter.known) {
    case WaitKnowledge::All: return {};
    case WaitKnowledge::ObjectOnly:
    case WaitKnowledge::CallOnly: return "arguments not readable";
    case WaitKnowledge::OtherWidth: return "a 32-bit process, not decodable";
    }
    return {};
}

} // namespace ipclens::processes
