// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/limits/limits.h"

#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "core/listing/posix_names.h"

#include <fmt/format.h>

#include <cmath>

namespace ipclens::cli {
namespace {

/// Two places behind the point are enough for a share.
double rounded(double percent) {
    constexpr double places = 100;
    return std::round(percent * places) / places;
}

void printJson(Output& output, const std::vector<limits::Limit>& all) {
    JsonArray array(output.text());
    for (const auto& limit : all) {
        array.next();
        JsonObject json(output.text());
        json.text("api", apiName(limit.api));
        json.text("name", limit.name);
        json.text("description", limit.description);
        if (limit.value == limits::unlimited) {
            json.null("limit");
        } else {
            json.number("limit", limit.value);
        }
        if (limit.used) {
            json.number("used", *limit.used);
        } else {
            json.null("used");
        }
        if (const auto percent = limit.percent()) {
            json.number("percent", rounded(*percent));
        } else {
            json.null("percent");
        }
        json.close();
    }
    array.close();
}

void printText(Call& call, const std::vector<limits::Limit>& all) {
    Table table({{"NAME"}, {"USED", true}, {"LIMIT", true}, {"%", true}, {"OF"}});
    for (const auto& limit : all) {
        const auto percent = limit.percent();
        table.add({{std::string(limit.name)},
                   {limit.used ? std::to_string(*limit.used) : "-"},
                   {limit.value == limits::unlimited ? "unlimited" : std::to_string(limit.value)},
                   {percent ? fmt::format("{:.2f}", *percent) : "-"},
                   {std::string(limit.description)}});
    }
    table.print(call.output, call.styler, call.header);
}

/// How many POSIX queues there are, where all of them can be seen.
std::optional<std::uint64_t> posixQueues() {
    const auto listed = listing::PosixNames().list(listing::Kinds::only(Kind::MessageQueue));
    if (!listed || !listed->posixQueueSource.complete()) return {};
    return listed->posixQueues.size();
}

Status showLimits(Call& call) {
    auto all = orFail(limits::systemV(), "limits");
    const auto ofPosix = limits::posix(posixQueues());
    all.insert(all.end(), ofPosix.begin(), ofPosix.end());
    if (call.json) {
        printJson(call.output, all);
    } else {
        printText(call, all);
    }
    return Status::Done;
}

} // namespace

void addLimits(Verbs& verbs) {
    Verb& verb =
        verbs.add("limits", "Each limit of the system, its use, and the share in per cent", "  ipclens limits");
    verb.onRun(showLimits);
}

} // namespace ipclens::cli
