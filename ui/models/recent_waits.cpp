// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/recent_waits.h"

#include <algorithm>

namespace ipclens::ui {
namespace {

/// How long one that waited stays in sight.
constexpr std::chrono::seconds lately{5};

} // namespace

void RecentWaits::addTo(std::vector<TiedProcess>& tied, const std::shared_ptr<const ProcessView>& view,
                        std::optional<ObjectId> only) {
    now_ = view->at;
    for (const TiedProcess& process : tied) {
        for (const ProcessTie& tie : process.ties)
            if (!tie.waits.empty() && tie.object)
                seen_[{process.key(), tie.object->number()}] = {process.process, *tie.object, view};
    }
    for (const auto& [key, seen] : seen_) {
        if (seen.view->at == now_ || seen.view->at + lately < now_ || (only && seen.object != *only)) continue;
        const TiedProcess wanted{seen.process, seen.view->detailsOf(seen.process), {}};
        auto process = std::lower_bound(tied.begin(), tied.end(), wanted,
                                        [](const auto& one, const auto& other) { return one.key() < other.key(); });
        if (process == tied.end() || process->key() != wanted.key()) process = tied.insert(process, wanted);
        ProcessTie tie;
        tie.object = seen.object;
        auto place =
            std::lower_bound(process->ties.begin(), process->ties.end(), tie,
                             [](const ProcessTie& one, const ProcessTie& other) { return one.key() < other.key(); });
        if (place == process->ties.end() || place->key() != tie.key()) place = process->ties.insert(place, tie);
        place->waitedLately = place->waits.empty();
    }
}

void RecentWaits::forget() {
    std::erase_if(seen_, [this](const auto& each) { return each.second.view->at + lately < now_; });
}

} // namespace ipclens::ui
