// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/listing.h"

#include "app/cli/failure.h"
#include "app/cli/object_text.h"
#include "app/cli/object_word.h"
#include "app/cli/words.h"
#include "core/listing/key_probe.h"
#include "core/listing/posix_names.h"
#include "core/listing/proc_table.h"
#include "core/listing/stat_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace ipclens::cli {
namespace {

/// A key, or a range's end: as an object's key, but 0 too, which probing passes over.
std::uint32_t parseRangeEnd(std::string_view word) {
    return static_cast<std::uint32_t>(parseSigned("--keys", word, INT32_MIN, UINT32_MAX));
}

listing::KeyProbe::Range parseRange(std::string_view word) {
    // A key may be negative: the dash that separates is the first behind the first character
    const std::size_t dash = word.find('-', 1);
    if (word.empty() || dash == std::string_view::npos)
        throw Refused(fmt::format("--keys: '{}' is not a range (0x1-0xffff)", word));
    const listing::KeyProbe::Range range{parseRangeEnd(word.substr(0, dash)), parseRangeEnd(word.substr(dash + 1))};
    if (range.first > range.last) throw Refused(fmt::format("--keys: '{}' ends before it begins", word));
    return range;
}

Field parseField(std::string_view name, std::string_view word) {
    const auto field = fieldByName(word);
    if (!field) throw Refused(fmt::format("{}: no such field: {}", name, word));
    return *field;
}

struct Sorted {
    SortKey key;
    ObjectView object;
};

void sortObjects(std::vector<ObjectView>& objects, const FieldOrder& order) {
    std::vector<Sorted> keyed;
    keyed.reserve(objects.size());
    for (const ObjectView object : objects)
        keyed.push_back({order.keyOf(object), object});
    std::stable_sort(keyed.begin(), keyed.end(),
                     [&](const Sorted& left, const Sorted& right) { return order.before(left.key, right.key); });
    std::transform(keyed.begin(), keyed.end(), objects.begin(), [](const Sorted& sorted) { return sorted.object; });
}

Style styleOf(ObjectView object) {
    if (accessOf(object) != Access::Readable) return Style::Faint;
    const auto* const* segment = std::get_if<const SegmentInfo*>(&object);
    return segment != nullptr && (*segment)->removed ? Style::Warning : Style::Plain;
}

/// A POSIX queue has no time that looking at it leaves alone.
bool isTimeless(ObjectView object) {
    return std::holds_alternative<const PosixQueueInfo*>(object);
}

const std::vector<Column> usualColumns = {{"OBJECT"}, {"KEY"}, {"MODE"}, {"OWNER"}, {"STATE"}, {"LAST CHANGE"}};

Row usualRow(ObjectView object, Knowledge known, UserNames& names) {
    const Style style = styleOf(object);
    return {{toString(objectIdOf(object)), style},
            {keyText(object), style},
            {fieldText(object, Field::Mode, known, names), style},
            {fieldText(object, Field::Owner, known, names), style},
            {stateText(object, known), style},
            {accessOf(object) == Access::Hidden || isTimeless(object) ? "-" : timeText(lastTime(object)), style}};
}

std::string upperCase(std::string_view text) {
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper;
}

Table tableOfFields(const std::vector<ObjectView>& objects, Knowledge known, const std::vector<Field>& fields,
                    UserNames& names) {
    std::vector<Column> columns = {{"OBJECT"}, {"KEY"}};
    for (const Field field : fields)
        columns.push_back({upperCase(fieldName(field)), isNumeric(field)});
    Table table(std::move(columns));
    for (const ObjectView object : objects) {
        const Style style = styleOf(object);
        Row row = {{toString(objectIdOf(object)), style}, {keyText(object), style}};
        for (const Field field : fields)
            row.emplace_back(fieldText(object, field, known, names), style);
        table.add(std::move(row));
    }
    return table;
}

/// Where the POSIX queues were found, and what may be missing.
void reportQueueSource(const listing::PosixQueueSource& source) {
    using Way = listing::PosixQueueSource::Way;
    std::string text;
    switch (source.way) {
    case Way::NotLooked: return;
    case Way::Nowhere: text = "not looked for"; break;
    case Way::MountedFolder: text = "by the file system mounted on " + source.place; break;
    case Way::OwnFolder: text = "by an mqueue file system of our own, mounted nowhere"; break;
    case Way::OpenQueues: text = "among what processes have open"; break;
    }
    if (!source.missing.empty()) text += ": " + source.missing;
    reportLine("list: POSIX queues " + text);
}

} // namespace

ObjectSource::ObjectSource()
    : lister_(listing::makeListerOfAll(listing::Pace::Hurried)) {}

ObjectSource::ObjectSource(const std::optional<std::string>& lister, const std::optional<std::string>& keys,
                           Apis apis) {
    if (!apis.systemV) {
        if (lister || keys) throw Refused(fmt::format("{} is for System V objects", lister ? "--lister" : "--keys"));
        lister_ = std::make_unique<listing::PosixNames>();
        return;
    }
    lister_ = systemVLister(lister.value_or("auto"), keys);
    if (apis.posix) lister_ = std::make_unique<listing::BothApis>(std::move(lister_));
}

std::unique_ptr<listing::Lister> ObjectSource::systemVLister(std::string_view lister,
                                                             const std::optional<std::string>& keys) {
    if (keys && lister != "probe") throw Refused("--keys needs --lister probe");
    if (lister == "auto") return listing::makeFastestLister(listing::Pace::Hurried);
    if (lister == "stat") return std::make_unique<listing::StatIndex>();
    if (lister == "proc") return std::make_unique<listing::ProcTable>();
    if (lister != "probe") throw Refused(fmt::format("--lister: '{}' is not auto, stat, proc or probe", lister));
    listing::KeyProbe::Options options;
    if (keys) options.ranges = {parseRange(*keys)};
    interrupt_ = std::make_unique<Interrupt>();
    options.cancellation = interrupt_->cancellation();
    return std::make_unique<listing::KeyProbe>(std::move(options));
}

listing::Snapshot ObjectSource::list(listing::Kinds kinds, bool verbose) {
    auto listed = lister_->list(kinds);
    if (!listed && interrupt_) interrupt_->throwIfOutputClosed();
    auto snapshot = orFail(std::move(listed), "list");
    if (verbose) {
        const std::chrono::duration<double, std::milli> took = snapshot.took;
        reportLine(fmt::format("list: {} by {} ({}) in {:.2f} ms", counted(snapshot.count(), "object", "objects"),
                               lister_->title(), lister_->name(), took.count()));
        if (snapshot.unlisted > 0)
            reportLine(fmt::format("list: {} not shown: nothing can be told of them this way",
                                   counted(snapshot.unlisted, "object", "objects")));
        reportQueueSource(snapshot.posixQueueSource);
        for (const auto& warning : snapshot.warnings)
            reportLine("list: " + warning);
    }
    return snapshot;
}

void ObjectSource::reportUnread(const listing::Snapshot& snapshot) {
    if (snapshot.unread == said_) return;
    said_ = snapshot.unread;
    for (const auto& missing : said_)
        reportLine(missing);
}

listing::Filter parseFilter(std::string_view expression) {
    auto filter = listing::Filter::parse(expression);
    if (!filter) throw Refused("--filter: " + filter.error().reason);
    return *std::move(filter);
}

Sort parseSort(std::string_view word) {
    const bool descending = word.starts_with('-');
    return {parseField("--sort", word.substr(descending ? 1 : 0)), descending};
}

std::vector<Field> parseColumns(std::string_view word) {
    std::vector<Field> fields;
    for (const auto& part : splitList("--columns", word)) {
        const Field field = parseField("--columns", part);
        // The key stands in every line already
        if (field != Field::Key) fields.push_back(field);
    }
    return fields;
}

std::vector<ObjectView> chosen(const listing::Snapshot& snapshot, const ListRequest& request, UserNames& names) {
    std::vector<ObjectView> objects;
    objects.reserve(snapshot.count());
    listing::forEachObject(snapshot, [&](ObjectView object) {
        if (request.filter.empty() || request.filter.matches({object, snapshot.known}, names))
            objects.push_back(object);
    });
    if (request.sort)
        sortObjects(objects, FieldOrder(request.sort->field, request.sort->descending, snapshot.known, names));
    return objects;
}

Table tableOf(const std::vector<ObjectView>& objects, Knowledge known, const ListRequest& request, UserNames& names) {
    if (request.columns) return tableOfFields(objects, known, *request.columns, names);
    Table table(usualColumns);
    for (const ObjectView object : objects)
        table.add(usualRow(object, known, names));
    return table;
}

} // namespace ipclens::cli
