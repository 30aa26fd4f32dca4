// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/lister.h"

#include "core/listing/fastest_lister.h"
#include "core/listing/key_probe.h"
#include "core/listing/posix_names.h"
#include "core/listing/proc_table.h"
#include "core/listing/stat_index.h"

#include <fmt/format.h>

#include <iterator>

namespace ipclens::listing {

FastestLister::FastestLister(std::vector<std::unique_ptr<Lister>> candidates)
    : candidates_(std::move(candidates)) {}

std::string_view FastestLister::name() const noexcept {
    return candidates_[answered_]->name();
}

std::string_view FastestLister::title() const noexcept {
    return candidates_[answered_]->title();
}

Result<Snapshot> FastestLister::list(Kinds kinds) {
    std::vector<std::string> reasons;
    std::optional<Snapshot> best;
    std::optional<Error> firstError;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        Result<Snapshot> listed = candidates_[i]->list(kinds);
        if (!listed) {
            reasons.push_back(fmt::format("{}: {}", candidates_[i]->title(), listed.error().message()));
            if (!firstError) firstError = std::move(listed).error();
            continue;
        }
        const bool complete = listed->unlisted == 0;
        // Key probing misses objects and can't know how many: what counts is how many it has
        if (!best || listed->count() > best->count()) {
            if (best) std::move(best->warnings.begin(), best->warnings.end(), std::back_inserter(reasons));
            best = std::move(*listed);
            answered_ = i;
        }
        if (complete) break;
    }
    if (!best) return failure(std::move(*firstError));
    best->warnings.insert(best->warnings.begin(), std::make_move_iterator(reasons.begin()),
                          std::make_move_iterator(reasons.end()));
    return std::move(*best);
}

std::unique_ptr<Lister> makeFastestLister(Pace pace) {
    std::vector<std::unique_ptr<Lister>> candidates;
    candidates.push_back(std::make_unique<StatIndex>(pace));
    candidates.push_back(std::make_unique<ProcTable>());
    candidates.push_back(std::make_unique<KeyProbe>(KeyProbe::Options{}));
    return std::make_unique<FastestLister>(std::move(candidates));
}

std::unique_ptr<Lister> makeListerOfAll(Pace pace) {
    return std::make_unique<BothApis>(makeFastestLister(pace));
}

} // namespace ipclens::listing
