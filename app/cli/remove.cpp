// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/listing.h"
#include "app/cli/object_word.h"
#include "app/cli/removal.h"
#include "app/cli/verb.h"

#include <memory>

namespace ipclens::cli {
namespace {

struct RemoveOptions {
    std::vector<std::string> objects;
    std::optional<std::string> filter;
    bool dryRun = false;
    bool yes = false;
};

Status removeFiltered(const RemoveOptions& options, Call& call) {
    ListRequest request;
    request.filter = parseFilter(*options.filter);
    if (!options.dryRun && !options.yes && !canAsk()) throw Refused("--filter needs --yes or --dry-run");
    const auto snapshot = request.source.list(request.kinds, call.verbose);
    request.source.reportUnread(snapshot);
    UserNames names;
    const auto objects = chosen(snapshot, request, names);
    if (!options.dryRun && !options.yes && !objects.empty()) askToRemove(objects);
    Removal removal(call, options.dryRun);
    for (const ObjectView object : objects) {
        if (removal.interrupted()) break;
        // what was made under its name while the question stood was not asked about
        removal.take(wordOf(objectIdOf(object)), inodeOf(object));
    }
    return removal.finish();
}

Status remove(const RemoveOptions& options, Call& call) {
    if (options.filter && !options.objects.empty()) throw Refused("give objects or --filter, not both");
    if (options.filter) return removeFiltered(options, call);
    if (options.yes) throw Refused("--yes is for --filter");
    if (options.objects.empty()) throw Refused("OBJECT is required, or --filter");
    std::vector<ObjectWord> words;
    for (const auto& object : options.objects)
        words.push_back(parseObject(object));
    Removal removal(call, options.dryRun);
    for (const auto& word : words) {
        if (removal.interrupted()) break;
        removal.take(word);
    }
    return removal.finish();
}

} // namespace

void addRemove(Verbs& verbs) {
    const auto options = std::make_shared<RemoveOptions>();
    Verb& verb = verbs.add("remove", "Removes objects, by name or by filter",
                           "  ipclens remove sem:0x51a00001 shm:@32771 msg:/jobs\n"
                           "  ipclens remove --filter 'owner:anna kind:msg' --dry-run");
    verb.optionalObjects(options->objects,
                         "KIND:KEY, KIND:@ID or KIND:/NAME, as sem:0x51a00001, shm:@32771 or msg:/jobs");
    verb.value("--filter", "EXPR", options->filter, "All that list --filter shows; asks first on a terminal");
    verb.flag("--dry-run", options->dryRun, "Removes nothing, and says what would happen to each");
    verb.flag("--yes", options->yes, "Removes what --filter finds without asking");
    verb.exclusive({"--dry-run", "--yes"});
    verb.onRun([options](Call& call) { return remove(*options, call); });
}

} // namespace ipclens::cli
