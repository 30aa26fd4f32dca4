// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/orphans.h"

#include "app/cli/json.h"
#include "app/cli/listing.h"
#include "app/cli/object_json.h"
#include "app/cli/object_text.h"
#include "app/cli/object_word.h"
#include "app/cli/process_text.h"
#include "app/cli/removal.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"
#include "core/base/utf8.h"
#include "core/processes/uses.h"
#include "core/processes/waiter_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <memory>

namespace ipclens::cli {
namespace {

using processes::Orphan;
using processes::OrphanReason;
using processes::Orphans;

struct OrphansOptions {
    bool remove = false;
    bool dryRun = false;
    bool yes = false;
    std::optional<std::string> olderThan;
};

std::string_view reasonName(OrphanReason reason) noexcept {
    switch (reason) {
    case OrphanReason::CreatorGone: return "creator_gone";
    case OrphanReason::MarkedRemoved: return "marked_removed";
    case OrphanReason::LastUsersGone: return "last_users_gone";
    case OrphanReason::OperatorsGone: return "operators_gone";
    case OrphanReason::NobodyHasIt: break;
    }
    return "nobody_has_it";
}

Orphans findOrphans(std::chrono::seconds olderThan, bool verbose) {
    ObjectSource source;
    auto snapshot = source.list({}, verbose);
    source.reportUnread(snapshot);
    snapshot.sortById();
    const processes::Waiters found = processes::findWaiters();
    return processes::orphansIn(snapshot, processes::usesOf(snapshot),
                                {found.waiters, found.notReadable, found.cancelled}, olderThan);
}

/// Bytes of a segment, or that wait in a queue; nothing where an object has no size, or none that is known.
struct SizeOf {
    std::optional<std::uint64_t> operator()(const SegmentInfo& segment) const { return segment.size; }
    std::optional<std::uint64_t> operator()(const PosixSegmentInfo& segment) const { return segment.size; }
    std::optional<std::uint64_t> operator()(const QueueInfo& queue) const { return queue.bytes; }
    std::optional<std::uint64_t> operator()(const PosixQueueInfo& queue) const {
        return queue.statusKnown ? std::optional(queue.bytes) : std::nullopt;
    }
    template <class Info>
    std::optional<std::uint64_t> operator()(const Info&) const {
        return {};
    }
};

std::optional<std::uint64_t> sizeOf(const Orphan& orphan) {
    return std::visit(SizeOf(), orphan.info);
}

/// Seconds; of a time that is not known none.
std::optional<EpochSeconds> ageOf(const Orphan& orphan) {
    if (orphan.lastUsedAt == 0) return {};
    return std::max<EpochSeconds>(std::time(nullptr) - orphan.lastUsedAt, 0);
}

std::string ageText(const Orphan& orphan) {
    constexpr EpochSeconds minute = 60;
    constexpr EpochSeconds hour = 60 * minute;
    constexpr EpochSeconds day = 24 * hour;
    const auto age = ageOf(orphan);
    if (!age) return "-";
    if (*age >= 2 * day) return fmt::format("{} days", *age / day);
    if (*age >= 2 * hour) return fmt::format("{} h", *age / hour);
    return *age >= 2 * minute ? fmt::format("{} min", *age / minute) : fmt::format("{} s", *age);
}

std::string keptByText(const Orphan& orphan) {
    std::string text;
    for (const auto& keeper : orphan.keepers)
        text += (text.empty() ? "" : ", ") + processText(keeper.process);
    return text.empty() ? "-" : text;
}

void printText(Call& call, const Orphans& found) {
    Table table({{"OBJECT"}, {"REASON"}, {"AGE", true}, {"SIZE", true}, {"KEPT BY"}});
    for (const auto& orphan : found.orphans) {
        const auto size = sizeOf(orphan);
        table.add({{toString(orphan.object)},
                   {escaped(orphan.words)},
                   {ageText(orphan)},
                   {size ? sizeText(*size) : "-"},
                   {keptByText(orphan)}});
    }
    table.print(call.output, call.styler, call.header);
}

void addOrphan(JsonObject& json, const Orphan& orphan) {
    addObject(json, orphan.object);
    json.text("reason", reasonName(orphan.reason));
    json.text("words", orphan.words);
    if (const auto age = ageOf(orphan)) {
        json.number("last_used_at", orphan.lastUsedAt);
        json.number("age", *age);
    } else {
        json.null("last_used_at");
        json.null("age");
    }
    if (const auto size = sizeOf(orphan)) {
        json.number("size", *size);
    } else {
        json.null("size");
    }
    // What its removal would give back
    if (orphan.bytes != 0) {
        json.number("bytes", orphan.bytes);
    } else {
        json.null("bytes");
    }
    std::string keepers;
    for (const auto& keeper : orphan.keepers) {
        keepers += keepers.empty() ? "" : ", ";
        JsonObject one(keepers);
        addProcess(one, keeper.process);
        addUse(one, keeper, orphan.object.api());
        one.close();
    }
    json.raw("kept_by", '[' + keepers + ']');
}

void printJson(Call& call, const Orphans& found) {
    std::string& out = call.output.text();
    JsonObject json(out);
    json.number("not_told", found.notTold);
    addTextUnlessEmpty(json, "doubt", found.doubt);
    json.begin("orphans");
    JsonArray array(out);
    for (const auto& orphan : found.orphans) {
        array.next();
        JsonObject one(out);
        addOrphan(one, orphan);
        one.close();
        call.output.spill();
    }
    array.closeWithin();
    json.close();
    out += '\n';
}

/// Whether it is the same object, that nobody has used since: what no sign of life leaves as it was.
struct Untouched {
    bool operator()(const SemaphoreSetInfo& was, const SemaphoreSetInfo& is) const {
        return was.key == is.key && was.changedAt == is.changedAt && was.operatedAt == is.operatedAt;
    }
    bool operator()(const SegmentInfo& was, const SegmentInfo& is) const {
        return was.key == is.key && was.changedAt == is.changedAt && was.creatorPid == is.creatorPid &&
               was.attachedAt == is.attachedAt && was.detachedAt == is.detachedAt && was.lastPid == is.lastPid &&
               is.attached == 0;
    }
    bool operator()(const QueueInfo& was, const QueueInfo& is) const {
        return was.key == is.key && was.changedAt == is.changedAt && was.sentAt == is.sentAt &&
               was.receivedAt == is.receivedAt && was.messages == is.messages;
    }
    bool operator()(const PosixSemaphoreInfo& was, const PosixSemaphoreInfo& is) const {
        return was.inode == is.inode && was.value == is.value && was.waiting == is.waiting;
    }
    bool operator()(const PosixSegmentInfo& was, const PosixSegmentInfo& is) const {
        return was.inode == is.inode && was.changedAt == is.changedAt;
    }
    bool operator()(const PosixQueueInfo& was, const PosixQueueInfo& is) const {
        return was.inode == is.inode && was.messages == is.messages &&
               was.isNotificationHeld() == is.isNotificationHeld();
    }
    template <class Was, class Is>
    bool operator()(const Was&, const Is&) const {
        return false;
    }
};

Result<void> checkUntouched(const Orphan& orphan) {
    const auto now = look(orphan.object);
    if (!now) return failure(now.error());
    if (std::visit(Untouched(), orphan.info, now->info)) return {};
    return failure(errorFromErrno(EBUSY, {}, ErrorKind::Other, "it was used since, or is another one by now"));
}

Status removeOrphans(const OrphansOptions& options, std::chrono::seconds olderThan, Call& call, Orphans found) {
    // A marked segment goes when its keepers do, and not before
    std::erase_if(found.orphans, [](const Orphan& one) { return one.reason == OrphanReason::MarkedRemoved; });
    std::vector<ObjectView> objects;
    for (const auto& orphan : found.orphans)
        objects.push_back(viewOf(orphan.info));
    std::vector<Orphan> still = found.orphans;
    if (!options.dryRun && !options.yes && !objects.empty()) {
        askToRemove(objects);
        still = findOrphans(olderThan, false).orphans; // the question may have stood for long
    }
    Removal removal(call, options.dryRun);
    for (const auto& orphan : found.orphans) {
        if (removal.interrupted()) break;
        const auto now =
            std::find_if(still.begin(), still.end(), [&](const Orphan& one) { return one.object == orphan.object; });
        removal.take(orphan.object, inodeOf(viewOf(orphan.info)), [&]() -> Result<void> {
            auto untouched = checkUntouched(orphan);
            if (!untouched || now != still.end()) return untouched;
            return failure(errorFromErrno(EBUSY, {}, ErrorKind::Other, "somebody uses it now"));
        });
    }
    return removal.finish();
}

Status orphans(const OrphansOptions& options, Call& call) {
    if (options.yes && !options.remove) throw Refused("--yes needs --remove");
    const auto olderThan =
        options.olderThan ? std::chrono::ceil<std::chrono::seconds>(parseDuration("--older-than", *options.olderThan))
                          : processes::youngest;
    if (options.remove && !options.dryRun && !options.yes && !canAsk())
        throw Refused("--remove needs --yes or --dry-run");
    auto found = findOrphans(olderThan, call.verbose);
    if (found.notTold > 0)
        reportLine(fmt::format("orphans: of {} it can't be told: {}", counted(found.notTold, "object", "objects"),
                               found.doubt));
    if (options.remove || options.dryRun) return removeOrphans(options, olderThan, call, std::move(found));
    if (call.json) {
        printJson(call, found);
    } else {
        printText(call, found);
    }
    return Status::Done;
}

} // namespace

void addOrphans(Verbs& verbs) {
    const auto options = std::make_shared<OrphansOptions>();
    Verb& verb = verbs.add("orphans", "Objects that likely nobody needs any more, with the reason; removes them",
                           "  ipclens orphans --older-than 10m\n  ipclens orphans --remove --dry-run");
    verb.flag("--remove", options->remove, "Removes them; asks first on a terminal");
    verb.flag("--dry-run", options->dryRun, "Removes nothing, and says what would happen to each");
    verb.flag("--yes", options->yes, "Removes without asking");
    verb.value("--older-than", "DURATION", options->olderThan, "Not used or changed for so long; 10s at least");
    verb.exclusive({"--dry-run", "--yes"});
    verb.onRun([options](Call& call) { return orphans(*options, call); });
}

} // namespace ipclens::cli
