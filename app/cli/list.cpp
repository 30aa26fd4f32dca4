// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/listing.h"
#include "app/cli/live_list.h"
#include "app/cli/object_json.h"
#include "app/cli/object_word.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"

#include <fmt/format.h>

#include <memory>

#include <unistd.h>

namespace ipclens::cli {
namespace {

struct ListOptions {
    std::vector<std::string> kinds;
    std::vector<std::string> apis;
    std::optional<std::string> filter;
    std::optional<std::string> lister;
    std::optional<std::string> keys;
    std::optional<std::string> sort;
    std::optional<std::string> columns;
    bool live = false;
    std::optional<std::string> every;
};

listing::Kinds kindsOf(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    listing::Kinds kinds{false, false, false};
    for (const auto& word : splitLists("--kind", words)) {
        switch (parseKind("--kind", word)) {
        case Kind::Semaphore: kinds.semaphores = true; break;
        case Kind::SharedMemory: kinds.sharedMemory = true; break;
        case Kind::MessageQueue: kinds.messageQueues = true; break;
        }
    }
    return kinds;
}

Apis apisOf(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    Apis apis{false, false};
    for (const auto& word : splitLists("--api", words)) {
        if (word == apiName(Api::SysV)) {
            apis.systemV = true;
        } else if (word == apiName(Api::Posix)) {
            apis.posix = true;
        } else {
            throw Refused(fmt::format("--api: '{}' is not sysv or posix", word));
        }
    }
    return apis;
}

void printJson(Call& call, const listing::Snapshot& snapshot, const ListRequest& request, ObjectJson& writer) {
    JsonArray array(call.output.text());
    for (const ObjectView object : chosen(snapshot, request, writer.names())) {
        array.next();
        writer.append(call.output.text(), object, snapshot.known);
        call.output.spill();
    }
    array.close();
}

Status list(const ListOptions& options, Call& call) {
    ListRequest request;
    request.apis = apisOf(options.apis);
    request.kinds = kindsOf(options.kinds);
    if (options.filter) request.filter = parseFilter(*options.filter);
    if (options.sort) request.sort = parseSort(*options.sort);
    if (options.columns) request.columns = parseColumns(*options.columns);
    if (options.every && !options.live) throw Refused("--every needs --live");
    if (options.live && call.json) throw Refused("--live draws on a terminal and can't be --json");
    if (options.every) request.every = parseInterval("--every", *options.every);
    request.source = ObjectSource(options.lister, options.keys, request.apis);

    if (options.live && isTerminal(STDOUT_FILENO)) return showLive(request, call);
    ObjectJson writer;
    const auto snapshot = request.source.list(request.kinds, call.verbose);
    request.source.reportUnread(snapshot);
    if (call.json) {
        printJson(call, snapshot, request, writer);
    } else {
        const auto objects = chosen(snapshot, request, writer.names());
        tableOf(objects, snapshot.known, request, writer.names()).print(call.output, call.styler, call.header);
    }
    return Status::Done;
}

} // namespace

void addList(Verbs& verbs) {
    const auto options = std::make_shared<ListOptions>();
    Verb& verb = verbs.add("list", "One line an object, or all as they live",
                           "  ipclens list --kind msg --filter 'owner:anna key:0x51*' --sort -messages");
    verb.values("--kind", "sem|shm|msg[,...]", options->kinds, "Only objects of these kinds");
    verb.values("--api", "sysv|posix[,...]", options->apis, "Only objects of this API");
    verb.value("--filter", "EXPR", options->filter,
               "Only objects for which all terms hold: field:pattern, or text to look for");
    verb.value(
        "--lister", "auto|stat|proc|probe", options->lister,
        "How to find those of System V: the *_STAT_ANY index, /proc/sysvipc, trying keys, or the fastest that works");
    verb.value("--keys", "A-B", options->keys, "Which keys --lister probe tries; 0x1-0xffff if not said");
    verb.value("--sort", "[-]FIELD", options->sort, "Sorts by a field of the JSON, with - downwards");
    verb.value("--columns", "FIELD[,...]", options->columns, "What the text shows beside the object and its key");
    verb.flag("--live", options->live, "Redraws the list, changed fields marked, until q or Ctrl-C");
    verb.value("--every", "DURATION", options->every, "How often --live redraws; 1s if not said");
    verb.onRun([options](Call& call) { return list(*options, call); });
}

} // namespace ipclens::cli
