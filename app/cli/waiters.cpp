// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/escape.h"
#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_text.h"
#include "app/cli/object_word.h"
#include "app/cli/process_text.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "app/cli/waiter_text.h"
#include "core/listing/snapshot.h"
#include "core/processes/uses.h"
#include "core/processes/wait_graph.h"
#include "core/processes/waiter_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ipclens::cli {
namespace {

using processes::WaitCycle;
using processes::Waiter;
using processes::WaitGraph;

/// Who has the POSIX objects that somebody waits for, and so may end the wait.
processes::Uses usesOfWaitedFor(const std::vector<Waiter>& waiters) {
    std::set<ObjectId> objects;
    for (const auto& waiter : waiters) {
        if (waiter.object && waiter.object->api() == Api::Posix) objects.insert(*waiter.object);
    }
    listing::Snapshot snapshot;
    for (const ObjectId object : objects) {
        if (const auto found = look(object)) snapshot.add(viewOf(found->info));
    }
    if (objects.empty()) return {};
    snapshot.sortById();
    return processes::usesOf(snapshot);
}

std::string objectText(const Waiter& waiter) {
    if (waiter.object) return toString(*waiter.object);
    return waiter.file.empty() ? "-" : escaped(waiter.file);
}

std::string_view timedText(const Waiter& waiter) {
    const bool known =
        waiter.known == processes::WaitKnowledge::All || waiter.known == processes::WaitKnowledge::ObjectOnly;
    return !known ? "-" : waiter.timed ? "yes" : "no";
}

void printText(Call& call, const std::vector<Waiter>& waiters, const WaitGraph& graph, Blocking& blocking) {
    Table table({{"PROCESS"}, {"THREAD", true}, {"WAITS FOR"}, {"CALL"}, {"TIMED"}});
    for (const auto& waiter : waiters) {
        table.add({{processText(waiter.process)},
                   {std::to_string(waiter.thread)},
                   {objectText(waiter)},
                   {callText(waiter, blocking.operationOf(waiter))},
                   {std::string(timedText(waiter))}});
    }
    table.print(call.output, call.styler, call.header);
    for (const auto& cycle : graph.cycles) {
        call.output.append("\n");
        call.styler.append(call.output.text(), Style::Warning, "likely deadlock:");
        call.output.append("\n");
        for (const auto& sentence : cycle.sentences)
            call.output.append(fmt::format("  {}\n", escaped(sentence)));
        for (const auto& doubt : cycle.doubts)
            call.output.append(fmt::format("  but {}\n", escaped(doubt)));
    }
}

void addWaiter(JsonObject& json, const Waiter& waiter, Blocking& blocking) {
    addProcess(json, waiter.process);
    if (waiter.object) {
        addObject(json, *waiter.object);
    } else {
        json.null("object");
    }
    addTextUnlessEmpty(json, "file", waiter.file);
    addWaiting(json, waiter, blocking.operationOf(waiter));
}

std::string textsJson(const std::vector<std::string>& texts) {
    return jsonList(texts, [](std::string& out, const std::string& text) { appendJsonString(out, text); });
}

void addCycle(JsonObject& json, const WaitCycle& cycle, const WaitGraph& graph) {
    std::string pids = "[";
    std::vector<std::string> objects;
    for (const std::size_t index : cycle.nodes) {
        const auto& node = graph.nodes[index];
        if (node.isProcess()) pids += fmt::format("{}{}", pids.size() > 1 ? ", " : "", node.process->pid);
        if (!node.object) continue;
        const std::string word = wordOf(*node.object).text;
        if (std::find(objects.begin(), objects.end(), word) == objects.end()) objects.push_back(word);
    }
    json.raw("processes", pids + ']');
    json.raw("objects", textsJson(objects));
    json.raw("reasons", textsJson(cycle.sentences));
    json.raw("doubts", textsJson(cycle.doubts));
}

void printJson(Call& call, const processes::Waiters& found, const WaitGraph& graph, Blocking& blocking) {
    std::string& out = call.output.text();
    JsonObject json(out);
    json.number("not_readable", found.notReadable);
    json.begin("waiters");
    appendObjects(out, found.waiters, [&](JsonObject& one, const Waiter& waiter) { addWaiter(one, waiter, blocking); });
    json.begin("likely_deadlocks");
    appendObjects(out, graph.cycles, [&](JsonObject& one, const WaitCycle& cycle) { addCycle(one, cycle, graph); });
    json.close();
    out += '\n';
}

Status waiters(Call& call) {
    auto found = processes::findWaiters();
    // Seen once: how long they have waited nobody can know
    for (auto& waiter : found.waiters)
        waiter.since = {};
    const auto graph =
        processes::waitGraphOf(found.waiters, processes::evidenceFor(found.waiters), usesOfWaitedFor(found.waiters));
    Blocking blocking;
    if (call.json) {
        printJson(call, found, graph, blocking);
    } else {
        printText(call, found.waiters, graph, blocking);
    }
    if (found.notReadable > 0)
        reportLine(
            fmt::format("waiters: {} could not be looked into", counted(found.notReadable, "thread", "threads")));
    return Status::Done;
}

} // namespace

void addWaiters(Verbs& verbs) {
    Verb& verb = verbs.add("waiters", "The threads that wait for an object, and likely deadlocks among them",
                           "  ipclens waiters\n  ipclens waiters --json | jq '.likely_deadlocks[].reasons'");
    verb.onRun(waiters);
}

} // namespace ipclens::cli
