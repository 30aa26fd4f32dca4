// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/namespaces.h"

#include "app/cli/json.h"
#include "app/cli/object_text.h"
#include "app/cli/process_text.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "core/base/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::cli {
namespace {

using processes::IpcNamespace;

/// "3: 4711 (init), 4712 (web), …".
std::string processesText(const IpcNamespace& one) {
    constexpr std::size_t named = 3;
    std::string text = std::to_string(one.processes.size());
    for (std::size_t i = 0; i < std::min(named, one.processes.size()); ++i)
        text += fmt::format("{} {}", i == 0 ? ":" : ",", processText(one.processes[i]));
    return one.processes.size() > named ? text + ", …" : text;
}

void printText(Call& call, const std::vector<IpcNamespace>& namespaces) {
    Table table(
        {{"NAMESPACE"}, {"OWN"}, {"ENTER"}, {"SEM", true}, {"SHM", true}, {"MSG", true}, {"CONTAINER"}, {"PROCESSES"}});
    for (const auto& one : namespaces) {
        const auto number = [&one](std::uint32_t processes::NamespaceCounts::*count) {
            return one.counts ? std::to_string((*one.counts).*count) : std::string("-");
        };
        table.add({{std::to_string(one.inode)},
                   {one.own ? "own" : ""},
                   {one.mayEnter ? "yes" : "no"},
                   {number(&processes::NamespaceCounts::semaphores)},
                   {number(&processes::NamespaceCounts::sharedMemory)},
                   {number(&processes::NamespaceCounts::messageQueues)},
                   {one.container.empty() ? "-" : escaped(one.container)},
                   {processesText(one)}});
    }
    table.print(call.output, call.styler, call.header);
}

void addCounts(JsonObject& json, const std::optional<processes::NamespaceCounts>& counts) {
    if (!counts) {
        for (const auto& name : {MemberName("sem"), MemberName("shm"), MemberName("msg")})
            json.null(name);
        return;
    }
    json.number("sem", counts->semaphores);
    json.number("shm", counts->sharedMemory);
    json.number("msg", counts->messageQueues);
}

void printJson(Call& call, const std::vector<IpcNamespace>& namespaces) {
    JsonArray array(call.output.text());
    for (const auto& one : namespaces) {
        array.next();
        JsonObject json(call.output.text());
        json.number("inode", one.inode);
        json.boolean("own", one.own);
        json.boolean("may_enter", one.mayEnter);
        addCounts(json, one.counts);
        addTextUnlessEmpty(json, "container", one.container);
        std::string members;
        for (const auto& process : one.processes) {
            members += members.empty() ? "" : ", ";
            JsonObject member(members);
            addProcess(member, process);
            member.close();
        }
        json.raw("processes", '[' + members + ']');
        json.close();
    }
    array.close();
}

Status namespaces(Call& call) {
    const auto found = processes::listNamespaces();
    if (call.json) {
        printJson(call, found.namespaces);
    } else {
        printText(call, found.namespaces);
    }
    if (found.notReadable > 0)
        reportLine(fmt::format("namespaces: those of {} may not be known",
                               counted(found.notReadable, "process", "processes")));
    return Status::Done;
}

} // namespace

void addNamespaces(Verbs& verbs) {
    Verb& verb = verbs.add("namespaces", "The IPC namespaces of this machine, as --namespace takes them",
                           "  ipclens namespaces\n  ipclens list --namespace 4026532281");
    verb.onRun(namespaces);
}

} // namespace ipclens::cli
