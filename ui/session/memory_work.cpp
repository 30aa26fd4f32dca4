// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/memory_work.h"

#include "core/bytes/segment_source.h"

#include <fmt/format.h>

#include <utility>

namespace ipclens::ui {

namespace {

using namespace operation;

struct Perform {
    using Done = Result<MemoryOutcome>;

    bytes::ByteSource& source;
    const LongWork& work;

    Done operator()(const FindMatch& find) const {
        const bytes::SearchRange ahead =
            find.backward ? bytes::SearchRange{0, find.from} : bytes::SearchRange{find.from, source.size()};
        const bytes::SearchRange behind =
            find.backward ? bytes::SearchRange{find.from, source.size()} : bytes::SearchRange{0, find.from};
        const auto search = [&](bytes::SearchRange range) {
            return find.backward ? bytes::findLast(source, *find.matcher, range, work)
                                 : bytes::findFirst(source, *find.matcher, range, work);
        };
        auto found = search(ahead);
        if (!found) return failure(std::move(found.error()));
        MemoryOutcome outcome;
        outcome.coverage = found->coverage;
        if (!found->match) {
            found = search(behind);
            if (!found) return failure(std::move(found.error()));
            outcome.wrapped = found->match.has_value();
            outcome.coverage.read += found->coverage.read;
            outcome.coverage.untouched += found->coverage.untouched;
            outcome.coverage.unclear += found->coverage.unclear;
        }
        outcome.match = found->match;
        return outcome;
    }
    Done operator()(const FindAllMatches& find) const {
        auto all = bytes::findAll(source, *find.matcher, {}, mostListed, work);
        if (!all) return failure(std::move(all.error()));
        MemoryOutcome outcome;
        outcome.coverage = all->coverage;
        outcome.all = std::move(*all);
        return outcome;
    }
    Done operator()(const ScanNumbers& scan) const {
        auto made = scan.before ? scan.before->next(source, scan.step, work)
                                : bytes::Scan::first(source, scan.options, scan.step, work);
        if (!made) return failure(std::move(made.error()));
        MemoryOutcome outcome;
        outcome.scan = std::move(*made);
        outcome.coverage = outcome.scan->coverage();
        outcome.candidates = outcome.scan->candidates(mostListed);
        return outcome;
    }
    Done operator()(const SaveBytes& save) const {
        return bytes::saveRange(source, save.offset, save.length, save.path, work).map([](const bytes::Saved& saved) {
            MemoryOutcome outcome;
            outcome.saved = saved;
            return outcome;
        });
    }
    Done operator()(const PlanLoad& load) const {
        return bytes::planLoad(load.path, source, load.offset).map([](const bytes::LoadPlan& plan) {
            MemoryOutcome outcome;
            outcome.plan = plan;
            return outcome;
        });
    }
    Done operator()(const LoadBytes&) const { return MemoryOutcome(); }
};

Result<MemoryOutcome> load(const Segment& segment, const LoadBytes& asked, const LongWork& work) {
    const auto target = bytes::openForWriting(segment);
    if (!target) return failure(target.error());
    return bytes::loadRange(asked.path, **target, asked.offset, work).map([](const bytes::Loaded& loaded) {
        MemoryOutcome outcome;
        outcome.loaded = loaded;
        return outcome;
    });
}

struct Describe {
    std::string object;

    std::string operator()(const FindMatch&) const { return "search " + object; }
    std::string operator()(const FindAllMatches&) const { return "search all of " + object; }
    std::string operator()(const ScanNumbers&) const { return "scan " + object; }
    std::string operator()(const SaveBytes& save) const { return fmt::format("save {} to {}", object, save.path); }
    std::string operator()(const PlanLoad& load) const { return fmt::format("look at {} for {}", load.path, object); }
    std::string operator()(const LoadBytes& load) const {
        return fmt::format("load {} into {} at 0x{:x}", load.path, object, load.offset);
    }
};

} // namespace

Result<MemoryOutcome> performMemory(const MemoryWork& asked, const LongWork& work) {
    if (const auto* loading = std::get_if<LoadBytes>(&asked.what)) return load(asked.segment, *loading, work);
    const auto source = bytes::openAsAgreed(asked.segment, asked.attach);
    if (!source) return failure(source.error());
    return std::visit(Perform{**source, work}, asked.what);
}

bool changesObjects(const MemoryWork& asked) noexcept {
    return asked.attach || std::holds_alternative<LoadBytes>(asked.what);
}

std::string describe(const MemoryWork& asked) {
    return std::visit(Describe{toString(asked.segment.object())}, asked.what);
}

} // namespace ipclens::ui
