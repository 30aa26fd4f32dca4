// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_text.h"
#include "app/cli/object_users.h"
#include "app/cli/object_word.h"
#include "app/cli/process_text.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "core/base/utf8.h"
#include "core/processes/process_details.h"
#include "core/processes/unlisted.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace ipclens::cli {
namespace {

using Details = std::optional<processes::ProcessDetails>;

std::vector<Details> detailsOf(const ObjectUsers& found) {
    std::vector<Details> details;
    for (const auto& user : found.users)
        details.push_back(processes::detailsOf(user.process));
    return details;
}

void addWho(JsonObject& json, const Details& details, UserNames& names) {
    const std::string* const name = details ? names.user(details->uid) : nullptr;
    addTextUnlessEmpty(json, "user", name != nullptr ? *name : std::string());
    if (details) {
        json.number("uid", details->uid);
    } else {
        json.null("uid");
    }
    addTextUnlessEmpty(json, "command_line", details ? details->commandLine : std::string());
    addTextUnlessEmpty(json, "container", details ? details->container : std::string());
}

std::string waitingJson(const ObjectUser& user, Blocking& blocking) {
    return jsonList(user.waiting, [&](std::string& out, const processes::Waiter& waiter) {
        JsonObject json(out);
        addWaiting(json, waiter, blocking.operationOf(waiter));
        json.close();
    });
}

std::string rolesJson(const ObjectUser& user) {
    return jsonList(user.roles, [](std::string& out, Role role) { appendJsonString(out, roleName(role)); });
}

void printJson(Call& call, ObjectId object, const ObjectUsers& found, Blocking& blocking) {
    UserNames names;
    const auto details = detailsOf(found);
    JsonObject json(call.output.text());
    addObject(json, object);
    json.number("not_readable", std::max(found.processesNotReadable, found.threadsNotReadable));
    json.number("unseen", found.unseen);
    if (found.filesNotKnown) json.boolean("files_known", false);
    json.begin("processes");
    JsonArray array(call.output.text());
    for (std::size_t i = 0; i < found.users.size(); ++i) {
        const ObjectUser& user = found.users[i];
        array.next();
        JsonObject one(call.output.text());
        addProcess(one, user.process);
        addWho(one, details[i], names);
        addUse(one, user.use, object.api());
        one.raw("waiting", waitingJson(user, blocking));
        one.raw("roles", rolesJson(user));
        one.close();
    }
    array.closeWithin();
    json.close();
    call.output.append("\n");
}

void printText(Call& call, ObjectId object, const ObjectUsers& found, Blocking& blocking) {
    UserNames names;
    const auto details = detailsOf(found);
    const bool contained =
        std::any_of(details.begin(), details.end(), [](const Details& one) { return one && !one->container.empty(); });
    std::vector<Column> columns = {{"PROCESS"}, {"USER"}, {"HOW"}};
    if (contained) columns.push_back({"CONTAINER"});
    columns.push_back({"COMMAND"});
    Table table(std::move(columns));
    const auto orDash = [](const std::string& text) { return text.empty() ? std::string("-") : escaped(text); };
    for (std::size_t i = 0; i < found.users.size(); ++i) {
        const Details& known = details[i];
        Row row = {{processText(found.users[i].process)},
                   {known ? userText(names, known->uid) : "-"},
                   {howText(found.users[i], object.api(), blocking)}};
        if (contained) row.emplace_back(orDash(known ? known->container : std::string()));
        row.emplace_back(orDash(known ? known->commandLine : std::string()));
        table.add(std::move(row));
    }
    table.print(call.output, call.styler, call.header);
}

/// What can't be seen, on standard error.
void reportUnseen(const ObjectUsers& found, const Found& object, const std::string& attempted) {
    const bool isSegment = std::holds_alternative<SegmentInfo>(object.info);
    if (found.unseen > 0)
        reportLine(fmt::format("{}: {} more that you may not see", attempted,
                               isSegment ? counted(found.unseen, "attachment", "attachments")
                                         : counted(found.unseen, "waiting thread", "waiting threads")));
    const auto notReadable = [&](std::uint32_t count, const char* one, const char* many) {
        if (count > 0) reportLine(fmt::format("{}: {} could not be looked into", attempted, counted(count, one, many)));
    };
    notReadable(found.processesNotReadable, "process", "processes");
    notReadable(found.threadsNotReadable, "thread", "threads");
    if (found.unlisted != processes::Unlisted::None)
        reportLine(fmt::format("{}: {} may use it too", attempted, processes::wordsOf(found.unlisted)));
    if (found.filesNotKnown)
        reportLine(fmt::format("{}: its file can't be told from others, so who has it open is not known", attempted));
}

Status who(const std::string& object, Call& call) {
    const ObjectWord word = parseObject(object);
    const std::string attempted = attempt("who", word);
    const ObjectId id = orFail(resolve(word), attempted);
    const Found found = orFail(look(id), attempted);
    reportDoubtOf(found, attempted);
    const ObjectUsers users = usersOfObject(found.info);
    Blocking blocking;
    if (call.json) {
        printJson(call, id, users, blocking);
    } else {
        printText(call, id, users, blocking);
    }
    reportUnseen(users, found, attempted);
    return Status::Done;
}

} // namespace

void addWho(Verbs& verbs) {
    const auto object = std::make_shared<std::string>();
    Verb& verb = verbs.add("who", "The processes behind an object: who has it, waits for it, used it last",
                           "  ipclens who sem:0x51a00001\n  ipclens who shm:/ring --json");
    verb.object(*object, "sem,shm,msg", "KIND:KEY, KIND:@ID or KIND:/NAME, as sem:0x51a00001, shm:@32771 or msg:/jobs");
    verb.onRun([object](Call& call) { return who(*object, call); });
}

} // namespace ipclens::cli
