// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/waiter_text.h"

#include "app/cli/process_text.h"

#include <fmt/format.h>

namespace ipclens::cli {
namespace {

using processes::WaitCall;
using processes::Waiter;
using processes::WaitKnowledge;

/// "[0] −1 undo, [1] −1 ← blocks".
std::string operationsText(const Waiter& waiter, std::optional<std::size_t> blocking) {
    std::string text;
    for (std::size_t i = 0; i < waiter.operations.size(); ++i) {
        Waiter one;
        one.operations = {waiter.operations[i]};
        if (i > 0) text += ", ";
        text += processes::wordsOf(one);
        if (blocking == i) text += " ← blocks";
    }
    return text;
}

std::string operationsJson(const Waiter& waiter) {
    return jsonList(waiter.operations, [](std::string& out, const sysv::SemaphoreOperation& operation) {
        JsonObject one(out);
        one.number("index", operation.index);
        one.number("delta", operation.delta);
        one.boolean("undo", operation.undo);
        one.close();
    });
}

template <class Numeric>
void numberIf(JsonObject& json, const MemberName& name, bool known, Numeric value) {
    if (known) {
        json.number(name, value);
    } else {
        json.null(name);
    }
}

void addArguments(JsonObject& json, const Waiter& waiter, std::optional<std::size_t> blocking) {
    const bool known = waiter.known == WaitKnowledge::All;
    switch (waiter.call) {
    case WaitCall::Semop:
        json.raw("operations", known ? operationsJson(waiter) : "null");
        numberIf(json, "blocked_by", blocking.has_value(), blocking.value_or(0));
        return;
    case WaitCall::SemWait: return;
    case WaitCall::MqSend: numberIf(json, "priority", known, waiter.type); break;
    case WaitCall::MqReceive: break;
    case WaitCall::Msgsnd: numberIf(json, "type", known, waiter.type); break;
    case WaitCall::Msgrcv:
        numberIf(json, "type", known, waiter.type);
        json.raw("except", !known ? "null" : waiter.except ? "true" : "false");
        break;
    }
    numberIf(json, "size", waiter.size.has_value(), waiter.size.value_or(0));
}

} // namespace

std::optional<std::size_t> Blocking::operationOf(const Waiter& waiter) {
    if (waiter.operations.empty() || !waiter.object) return {};
    const auto [place, isNew] = values_.try_emplace(*waiter.object);
    if (isNew)
        place->second = sysv::SemaphoreSet::adopt(waiter.object->id).values().value_or(std::vector<std::uint16_t>());
    return processes::blockingOperation(waiter.operations, place->second);
}

std::string callText(const Waiter& waiter, std::optional<std::size_t> blocking) {
    std::string text(processes::callName(waiter.call));
    const std::string words = waiter.operations.empty() ? processes::wordsOf(waiter) : operationsText(waiter, blocking);
    if (!words.empty()) text += ' ' + words;
    const std::string_view doubt = processes::doubtOf(waiter);
    return doubt.empty() ? text : fmt::format("{}, {}", text, doubt);
}

void addWaiting(JsonObject& json, const Waiter& waiter, std::optional<std::size_t> blocking) {
    json.number("thread", waiter.thread);
    json.text("call", processes::callName(waiter.call));
    addArguments(json, waiter, blocking);
    const bool timedKnown = waiter.known == WaitKnowledge::All || waiter.known == WaitKnowledge::ObjectOnly;
    json.raw("timed", !timedKnown ? "null" : waiter.timed ? "true" : "false");
    addTextUnlessEmpty(json, "doubt", processes::doubtOf(waiter));
}

} // namespace ipclens::cli
