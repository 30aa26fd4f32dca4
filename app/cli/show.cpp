// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/escape.h"
#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_text.h"
#include "app/cli/object_users.h"
#include "app/cli/object_word.h"
#include "app/cli/process_text.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "core/processes/process.h"
#include "core/sysv/semaphore_set.h"

#include <fmt/format.h>

#include <memory>

namespace ipclens::cli {
namespace {

using States = std::vector<sysv::SemaphoreState>;

/// Nothing where the caller may not read the set.
std::optional<States> statesOf(const Found& found, const std::string& attempted) {
    const auto* set = std::get_if<SemaphoreSetInfo>(&found.info);
    if (set == nullptr || set->access != Access::Readable) return {};
    auto states = sysv::SemaphoreSet::adopt(set->id).states();
    if (!states && states.error().kind == ErrorKind::Denied) return {};
    return orFail(std::move(states), attempted);
}

void appendState(std::string& out, std::size_t index, const sysv::SemaphoreState& state) {
    JsonObject json(out);
    json.number("index", index);
    json.number("value", state.value);
    if (state.lastPid != 0) {
        json.number("last_pid", state.lastPid);
    } else {
        json.null("last_pid");
    }
    json.number("waiting_for_increase", state.waitingForIncrease);
    json.number("waiting_for_zero", state.waitingForZero);
    json.close();
}

void showJson(Output& output, const Found& found, const std::optional<States>& states) {
    ObjectJson writer;
    JsonObject json(output.text());
    writer.appendMembers(json, viewOf(found.info), found.known);
    if (std::holds_alternative<SemaphoreSetInfo>(found.info)) {
        json.begin("semaphores");
        if (states) {
            output.append("[");
            for (std::size_t i = 0; i < states->size(); ++i) {
                if (i > 0) output.append(", ");
                appendState(output.text(), i, (*states)[i]);
            }
            output.append("]");
        } else {
            output.append("null");
        }
    }
    json.close();
    output.append("\n");
}

/// A pid with the name of its process; "(gone)" where that has ended, and the pid is of nobody or of a later one.
std::string pidText(pid_t pid, EpochSeconds actedAt) {
    if (pid == 0) return "-";
    const auto process = processes::find(pid);
    if (!process || (actedAt != 0 && !processes::couldHaveActed(*process, actedAt)))
        return fmt::format("{} (gone)", pid);
    return processText(*process);
}

/// The lines "name  value" of an object.
class Details {
public:
    Details()
        : table_({{""}, {""}, {""}}) {}

    void add(const char* name, std::string value) { table_.add({{"  "}, {name, Style::Faint}, {std::move(value)}}); }
    void add(const SemaphoreSetInfo& set) {
        add("semaphores", std::to_string(set.count));
        add("changed", timeText(set.changedAt));
        add("operated", timeText(set.operatedAt));
    }
    void add(const SegmentInfo& segment, Knowledge known) {
        const auto bytes = [&](std::uint64_t count) {
            return known.residency && count != unknownBytes ? sizeText(count) : "-";
        };
        add("size", fmt::format("{} bytes", segment.size));
        add("resident", bytes(segment.resident));
        add("swapped", bytes(segment.swapped));
        add("attached", std::to_string(segment.attached));
        add("locked", segment.locked ? "yes" : "no");
        if (segment.removed) add("removed", "goes when the last process detaches");
        add("made by", pidText(segment.creatorPid, processes::createdBy(segment)));
        add("last used by", pidText(segment.lastPid, std::max(segment.attachedAt, segment.detachedAt)));
        add("changed", timeText(segment.changedAt));
        add("attached at", timeText(segment.attachedAt));
        add("detached at", timeText(segment.detachedAt));
    }
    void add(const QueueInfo& queue) {
        add("messages", std::to_string(queue.messages));
        add("bytes", fmt::format("{} of {}", queue.bytes, queue.capacity));
        add("last sent by", pidText(queue.lastSendPid, queue.sentAt));
        add("last received by", pidText(queue.lastReceivePid, queue.receivedAt));
        add("changed", timeText(queue.changedAt));
        add("sent at", timeText(queue.sentAt));
        add("received at", timeText(queue.receivedAt));
    }
    void add(const PosixSemaphoreInfo& semaphore) {
        const auto number = [&](std::uint32_t value) { return semaphore.known ? std::to_string(value) : "-"; };
        if (semaphore.bogus) add("bogus", "its file is no semaphore");
        add("value", number(semaphore.value));
        add("waiting", number(semaphore.waiting));
        add("changed", timeText(semaphore.changedAt));
    }
    void add(const PosixSegmentInfo& segment) {
        add("size", fmt::format("{} bytes", segment.size));
        add("resident", segment.resident == unknownBytes ? "-" : sizeText(segment.resident));
        add("changed", timeText(segment.changedAt));
    }
    void add(const PosixQueueInfo& queue) {
        const auto number = [](bool known, std::uint64_t value) { return known ? std::to_string(value) : "-"; };
        add("messages", fmt::format("{} of {}", number(queue.attributesKnown, queue.messages),
                                    number(queue.attributesKnown, queue.maxMessages)));
        add("message size",
            queue.attributesKnown ? fmt::format("{} at most", counted(queue.messageSize, "byte", "bytes")) : "-");
        add("bytes", number(queue.statusKnown, queue.bytes));
        const bool outside = queue.isNotificationHeld() && queue.notifyPid == 0;
        add("notifies", outside ? "a process outside this PID namespace" : pidText(queue.notifyPid, 0));
        if (queue.notifySignal != 0) add("by signal", std::to_string(queue.notifySignal));
    }
    void print(Call& call) const { table_.print(call.output, call.styler, false); }

private:
    Table table_;
};

void printDetails(Call& call, const Found& found) {
    UserNames names;
    const ObjectView view = viewOf(found.info);
    const Permissions& permissions = permissionsOf(view);
    Details details;
    const ObjectId object = objectIdOf(view);
    details.add("kind",
                std::string(object.api() == Api::Posix ? "POSIX " : "") +
                    std::string(object.api() == Api::Posix && object.kind == Kind::Semaphore ? "semaphore"
                                                                                             : kindTitle(object.kind)));
    details.add("mode", fmt::format("{:04o}", permissions.mode));
    details.add("owner", fmt::format("{}:{}", userText(names, permissions.uid), groupText(names, permissions.gid)));
    const bool systemV = object.api() == Api::SysV;
    if (systemV)
        details.add("creator", fmt::format("{}:{}", userText(names, permissions.creatorUid),
                                           groupText(names, permissions.creatorGid)));
    if (accessOf(view) != Access::Readable) details.add("access", "you may not read it");
    if (const auto* set = std::get_if<SemaphoreSetInfo>(&found.info)) details.add(*set);
    if (const auto* queue = std::get_if<QueueInfo>(&found.info)) details.add(*queue);
    if (const auto* segment = std::get_if<SegmentInfo>(&found.info)) {
        details.add(*segment, found.known);
        if (found.hugePages) details.add("huge pages", *found.hugePages ? "yes" : "no");
    }
    if (const auto* semaphore = std::get_if<PosixSemaphoreInfo>(&found.info)) details.add(*semaphore);
    if (const auto* segment = std::get_if<PosixSegmentInfo>(&found.info)) details.add(*segment);
    if (const auto* queue = std::get_if<PosixQueueInfo>(&found.info)) details.add(*queue);
    details.print(call);
}

void printStates(Call& call, const States& states) {
    Table table({{""}, {"INDEX", true}, {"VALUE", true}, {"WAIT FOR MORE", true}, {"WAIT FOR 0", true}, {"LAST PID"}});
    for (std::size_t i = 0; i < states.size(); ++i) {
        const auto& state = states[i];
        table.add({{"  "},
                   {std::to_string(i)},
                   {std::to_string(state.value)},
                   {std::to_string(state.waitingForIncrease)},
                   {std::to_string(state.waitingForZero)},
                   {pidText(state.lastPid, 0)}});
    }
    table.print(call.output, call.styler, call.header);
}

/// Who has it or waits for it now; whom it remembers stands in the details.
void printUsers(Call& call, const ObjectInfo& info) {
    Table table({{""}, {"PROCESS"}, {"HOW"}});
    Blocking blocking;
    bool any = false;
    for (auto& user : usersOfObject(info).users) {
        user.roles.clear();
        if (!user.has() && user.waiting.empty()) continue;
        table.add({{"  "}, {processText(user.process)}, {howText(user, objectIdOf(viewOf(info)).api(), blocking)}});
        any = true;
    }
    if (any) table.print(call.output, call.styler, call.header);
}

Status show(const std::string& object, Call& call) {
    const ObjectWord word = parseObject(object);
    const std::string attempted = attempt("show", word);
    const ObjectId id = orFail(resolve(word), attempted);
    const Found found = orFail(look(id), attempted);
    reportDoubtOf(found, attempted);
    const auto states = statesOf(found, attempted);
    if (call.json) {
        showJson(call.output, found, states);
        return Status::Done;
    }
    call.output.append(fmt::format("{}  {}\n", toString(id), keyText(viewOf(found.info))));
    printDetails(call, found);
    if (states) printStates(call, *states);
    printUsers(call, found.info);
    return Status::Done;
}

} // namespace

void addShow(Verbs& verbs) {
    const auto object = std::make_shared<std::string>();
    Verb& verb = verbs.add("show", "Everything known of one object", "  ipclens show sem:0x51a00001");
    verb.object(*object, "sem,shm,msg", "KIND:KEY, KIND:@ID or KIND:/NAME, as sem:0x51a00001, shm:@32771 or msg:/jobs");
    verb.onRun([object](Call& call) { return show(*object, call); });
}

} // namespace ipclens::cli
