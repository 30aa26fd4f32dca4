// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_text.h"
#include "app/cli/verb.h"
#include "app/cli/watch_source.h"
#include "app/cli/words.h"
#include "core/watching/diff.h"
#include "core/watching/name_news.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <memory>

namespace ipclens::cli {
namespace {

struct WatchOptions {
    std::vector<std::string> objects;
    std::optional<std::string> every;
    std::optional<std::string> count;
};

/// A value before or after a change, in both forms.
struct Shown {
    std::string json;
    std::string text;
};

/// What a line names a field's change; times, pids and residency make no line.
struct NamedField {
    Field field;
    std::string_view name;
};
constexpr std::array namedFields = {
    NamedField{Field::Removed, "marked"}, NamedField{Field::Key, "key"},
    NamedField{Field::Mode, "mode"},      NamedField{Field::Owner, "owner"},
    NamedField{Field::Size, "size"},      NamedField{Field::Attached, "attached"},
    NamedField{Field::Locked, "locked"},  NamedField{Field::Messages, "messages"},
    NamedField{Field::Bytes, "bytes"},    NamedField{Field::Capacity, "capacity"},
    NamedField{Field::Value, "value"},    NamedField{Field::Waiting, "waiting"},
};

std::string jsonOf(const FieldValue& value) {
    std::string json = "null";
    if (const auto* flag = std::get_if<bool>(&value)) json = *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) json = std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) {
        json.clear();
        appendJsonString(json, *text);
    }
    return json;
}

using Time = std::chrono::system_clock::time_point;

double epochSeconds(Time time) {
    constexpr double milliseconds = 1000;
    const std::chrono::duration<double> seconds = time.time_since_epoch();
    return std::round(seconds.count() * milliseconds) / milliseconds;
}

std::string clockText(Time time) {
    const auto whole = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(whole).count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return fmt::format("{:%H:%M:%S}.{:03}", local, whole.count() % 1000);
}

/// Writes the changes from sample to sample, as lines or as JSON.
class Reporter {
public:
    Reporter(Call& call, std::uint64_t most)
        : call_(call)
        , left_(most) {}

    void begin() {
        if (call_.header && !call_.json) {
            call_.styler.append(call_.output.text(), Style::Heading,
                                fmt::format(textForm, "TIME", "OBJECT", "CHANGE", "OLD -> NEW"));
            call_.output.append("\n");
        }
        call_.output.flush();
    }

    [[nodiscard]] bool full() const noexcept { return left_ == 0; }

    void compare(const WatchSource::Sample& before, const WatchSource::Sample& after) {
        time_ = after.objects.takenAt;
        for (const auto& change : watching::diff(before.objects, after.objects))
            objectChanged(change, before.objects, after.objects);
        membersChanged(before, after);
        call_.output.flush();
    }

private:
    static constexpr const char* textForm = "{:<12}  {:<14}  {:<12}  {}";

    void line(ObjectView object, std::string_view change, std::optional<std::size_t> index, const Shown& before,
              const Shown& after) {
        if (full()) return;
        --left_;
        std::string& out = call_.output.text();
        if (call_.json) {
            const ObjectId id = objectIdOf(object);
            JsonObject json(out);
            json.number("time", epochSeconds(time_));
            json.text("change", change);
            addObject(json, id);
            json.text("kind", kindName(id.kind));
            if (id.api() == Api::SysV) {
                json.number("id", id.id.value);
                json.key("key", keyOf(object));
            } else {
                json.null("id");
                json.null("key");
            }
            addName(json, id.name);
            if (index) json.number("index", *index);
            json.raw("old", before.json);
            json.raw("new", after.json);
            json.close();
            out += '\n';
            return;
        }
        const std::string what = index ? fmt::format("{}[{}]", change, *index) : std::string(change);
        std::string values = before.text;
        if (!before.text.empty() && !after.text.empty()) values += " -> ";
        out += fmt::format(textForm, clockText(time_), toString(objectIdOf(object)), what, values + after.text);
        out += '\n';
    }

    Shown whole(ObjectView object, Knowledge known) {
        Shown shown;
        writer_.append(shown.json, object, known);
        shown.text = fmt::format("{}  {}", keyText(object), stateText(object, known));
        return shown;
    }

    Shown value(ObjectView object, Field field, Knowledge known) {
        Shown shown{{}, fieldText(object, field, known, writer_.names())};
        if (field == Field::Owner) {
            const Permissions& permissions = permissionsOf(object);
            shown.json = writer_.person(permissions.uid, permissions.gid);
            shown.text += ':' + groupText(writer_.names(), permissions.gid);
        } else {
            shown.json = jsonOf(fieldValue(object, field, known));
        }
        return shown;
    }

    void objectChanged(const watching::Change& change, const listing::Snapshot& before,
                       const listing::Snapshot& after) {
        const Shown none{"null", ""};
        if (change.what == watching::ChangeKind::Removed) {
            const ObjectView object = *before.find(change.object);
            line(object, "removed", {}, whole(object, before.known), none);
        } else if (change.what == watching::ChangeKind::Made) {
            const ObjectView object = *after.find(change.object);
            line(object, "made", {}, none, whole(object, after.known));
        } else {
            const ObjectView old = *before.find(change.object);
            const ObjectView now = *after.find(change.object);
            for (const auto& named : namedFields) {
                if (!change.fields.has(named.field)) continue;
                line(now, named.name, {}, value(old, named.field, before.known), value(now, named.field, after.known));
            }
        }
    }

    void membersChanged(const WatchSource::Sample& before, const WatchSource::Sample& after) {
        for (const auto& set : after.objects.sets) {
            const auto old = before.members.find(set.id.value);
            const auto now = after.members.find(set.id.value);
            if (old == before.members.end() || now == after.members.end() || old->second == now->second) continue;
            const auto was = before.objects.find({Kind::Semaphore, set.id});
            // The same id, but another set by now
            if (!was || !watching::sameObject(*std::get<const SemaphoreSetInfo*>(*was), set)) continue;
            for (std::size_t i = 0; i < std::min(old->second.size(), now->second.size()); ++i)
                memberChanged(&set, i, old->second[i], now->second[i]);
        }
    }

    void memberChanged(ObjectView set, std::size_t index, const sysv::SemaphoreState& old,
                       const sysv::SemaphoreState& now) {
        const auto compare = [&](std::string_view change, std::uint32_t before, std::uint32_t after) {
            if (before == after) return;
            const std::string from = std::to_string(before);
            const std::string to = std::to_string(after);
            line(set, change, index, {from, from}, {to, to});
        };
        compare("value", old.value, now.value);
        compare("waiting", old.waitingForIncrease + old.waitingForZero, now.waitingForIncrease + now.waitingForZero);
    }

    Call& call_;
    std::uint64_t left_;
    Time time_;
    ObjectJson writer_;
};

/// Until the next look is due, or Ctrl-C.
void sleepUntilNextLook(const Interrupt& interrupt, std::chrono::nanoseconds every, watching::NameNews& names) {
    const auto looked = std::chrono::steady_clock::now();
    while (interrupt.sleepUntil(names.nextLook(looked, every), names.descriptor()) && !interrupt.requested())
        names.hear();
}

Status watch(const WatchOptions& options, Call& call) {
    std::vector<ObjectWord> words;
    for (const auto& object : options.objects)
        words.push_back(parseObject(object));
    constexpr auto usualInterval = std::chrono::milliseconds(250);
    const std::chrono::nanoseconds every = options.every ? parseInterval("--every", *options.every) : usualInterval;
    const std::uint64_t most = options.count ? parseUnsigned("--count", *options.count, 1) : UINT64_MAX;

    Interrupt interrupt;
    WatchSource source(std::move(words));
    watching::NameNews names(source.kindsWithNames());
    names.look();
    if (call.verbose && names.unwatched())
        reportLine("watch: new POSIX objects appear at the next look: " + names.unwatched()->reason);
    auto before = source.take();
    Reporter reporter(call, most);
    reporter.begin();
    while (!reporter.full()) {
        sleepUntilNextLook(interrupt, every, names);
        if (interrupt.requested()) {
            interrupt.throwIfOutputClosed();
            return Status::Interrupted;
        }
        names.look();
        auto after = source.take();
        reporter.compare(before, after);
        before = std::move(after);
    }
    return Status::Done;
}

} // namespace

void addWatch(Verbs& verbs) {
    const auto options = std::make_shared<WatchOptions>();
    Verb& verb =
        verbs.add("watch", "A line a change, until Ctrl-C", "  ipclens watch sem:0x51a00001 --every 100ms --json");
    verb.optionalObjects(
        options->objects,
        "KIND:KEY or KIND:/NAME, which may come later, or KIND:@ID; all there are and come if not said");
    verb.value("--every", "DURATION", options->every, "How often to look; 250ms if not said");
    verb.value("--count", "N", options->count, "Ends after so many lines");
    verb.onRun([options](Call& call) { return watch(*options, call); });
}

} // namespace ipclens::cli
