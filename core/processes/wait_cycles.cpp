// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/wait_cycles.h"

#include <algorithm>
#include <utility>

namespace ipclens::processes {
namespace {

/// From one process to one who would end its wait.
struct Arrow {
    std::size_t to = 0;
    std::size_t wait = 0; ///< index into WaitModel::waits
};
using Arrows = std::vector<std::vector<Arrow>>; ///< by process

Arrows arrowsAmong(const WaitModel& model, const std::vector<bool>& these) {
    Arrows arrows(model.processes.size());
    for (std::size_t index = 0; index < model.waits.size(); ++index) {
        const Wait& wait = model.waits[index];
        if (!these[wait.process]) continue;
        const Want& want = model.wants[wait.want];
        for (const Ender& ender : want.enders) {
            if (these[ender.process] && !want.isWantedBy(ender.process))
                arrows[wait.process].push_back({ender.process, index});
        }
    }
    return arrows;
}

Arrows reversed(const Arrows& arrows) {
    Arrows back(arrows.size());
    for (std::size_t from = 0; from < arrows.size(); ++from) {
        for (const Arrow& arrow : arrows[from])
            back[arrow.to].push_back({from, arrow.wait});
    }
    return back;
}

/// Those that can be reached from a process and were not seen before, in the order in which they are done with. With a
/// stack of its own: a chain of waits may be as long as there are processes.
std::vector<std::size_t> reachedFrom(std::size_t start, const Arrows& arrows, std::vector<bool>& seen) {
    std::vector<std::size_t> done;
    std::vector<std::pair<std::size_t, std::size_t>> path; // a process, and how many of its arrows were followed
    seen[start] = true;
    path.emplace_back(start, 0);
    while (!path.empty()) {
        auto& [process, followed] = path.back();
        if (followed == arrows[process].size()) {
            done.push_back(process);
            path.pop_back();
            continue;
        }
        const std::size_t next = arrows[process][followed++].to;
        if (seen[next]) continue;
        seen[next] = true;
        path.emplace_back(next, 0);
    }
    return done;
}

/// By Kosaraju: what reaches back, in the order of who is done with last.
std::vector<std::vector<std::size_t>> connected(const Arrows& arrows) {
    std::vector<bool> seen(arrows.size());
    std::vector<std::size_t> order;
    for (std::size_t process = 0; process < arrows.size(); ++process) {
        if (seen[process]) continue;
        const auto done = reachedFrom(process, arrows, seen);
        order.insert(order.end(), done.begin(), done.end());
    }
    const Arrows back = reversed(arrows);
    seen.assign(arrows.size(), false);
    std::vector<std::vector<std::size_t>> pieces;
    for (auto process = order.rbegin(); process != order.rend(); ++process) {
        if (!seen[*process]) pieces.push_back(reachedFrom(*process, back, seen));
    }
    return pieces;
}

/// Finds short ways from processes back to themselves; its memory serves one search after another.
class WaysBack {
public:
    explicit WaysBack(const Arrows& arrows)
        : arrows_(&arrows)
        , steps_(arrows.size()) {}

    /// The waits of a shortest way from a process back to itself, of less than `limit` of them; empty where there is
    /// none. Ways over processes that were asked about before are left out.
    std::vector<std::size_t> from(std::size_t start, std::size_t limit) {
        std::vector<std::size_t> reached{start};
        steps_[start].reached = true;
        std::vector<std::size_t> way;
        for (std::size_t next = 0; next < reached.size() && way.empty(); ++next) {
            const std::size_t process = reached[next];
            const std::size_t length = process == start ? 1 : steps_[process].length + 1;
            if (length >= limit) break;
            for (const Arrow& arrow : (*arrows_)[process]) {
                if (arrow.to == start) {
                    way = wayOver(process, start);
                    way.push_back(arrow.wait);
                    break;
                }
                if (steps_[arrow.to].reached) continue;
                steps_[arrow.to] = {process, arrow.wait, length, true};
                reached.push_back(arrow.to);
            }
        }
        for (const std::size_t process : reached)
            steps_[process].reached = process == start;
        return way;
    }

private:
    /// How a process was reached.
    struct Step {
        std::size_t from = 0;
        std::size_t wait = 0;
        std::size_t length = 0;
        bool reached = false; ///< or asked about before
    };

    std::vector<std::size_t> wayOver(std::size_t process, std::size_t start) const {
        std::vector<std::size_t> way;
        for (; process != start; process = steps_[process].from)
            way.push_back(steps_[process].wait);
        std::reverse(way.begin(), way.end());
        return way;
    }

    const Arrows* arrows_;
    std::vector<Step> steps_;
};

} // namespace

std::vector<bool> waitForeverIn(const WaitModel& model) {
    std::vector<bool> forever(model.processes.size(), true);
    std::vector<std::size_t> leaving;
    const auto leave = [&](std::size_t process) {
        if (forever[process]) leaving.push_back(process);
        forever[process] = false;
    };
    for (std::size_t process = 0; process < forever.size(); ++process) {
        if (model.mayGoOn[process]) leave(process);
    }
    std::vector<std::vector<std::size_t>> endedBy(model.processes.size()); // wants
    for (std::size_t index = 0; index < model.wants.size(); ++index) {
        const Want& want = model.wants[index];
        for (const Ender& ender : want.enders)
            endedBy[ender.process].push_back(index);
        const bool anyone = want.endersAssumed || std::any_of(want.enders.begin(), want.enders.end(), [&](auto& ender) {
                                return !want.isWantedBy(ender.process);
                            });
        if (!anyone) std::for_each(want.waiting.begin(), want.waiting.end(), leave);
    }
    // Who may go on ends the waits of all who want that, and has left himself
    std::vector<bool> ended(model.wants.size());
    while (!leaving.empty()) {
        const std::size_t ender = leaving.back();
        leaving.pop_back();
        for (const std::size_t want : endedBy[ender]) {
            if (ended[want]) continue;
            ended[want] = true;
            std::for_each(model.wants[want].waiting.begin(), model.wants[want].waiting.end(), leave);
        }
    }
    return forever;
}

std::vector<WaitPiece> piecesOf(const WaitModel& model) {
    Arrows arrows = arrowsAmong(model, waitForeverIn(model));
    const auto pid = [&](std::size_t process) { return model.processes[process].pid; };
    const auto byPid = [&](std::size_t left, std::size_t right) { return pid(left) < pid(right); };
    for (auto& each : arrows) {
        std::stable_sort(each.begin(), each.end(),
                         [&](const Arrow& left, const Arrow& right) { return byPid(left.to, right.to); });
    }
    WaysBack ways(arrows);
    std::vector<WaitPiece> pieces;
    for (std::vector<std::size_t>& processes : connected(arrows)) {
        if (processes.size() < 2) continue;
        std::sort(processes.begin(), processes.end(), byPid);
        WaitPiece piece{std::move(processes), {}};
        for (const std::size_t start : piece.processes) {
            auto way = ways.from(start, piece.waits.empty() ? piece.processes.size() + 1 : piece.waits.size());
            if (!way.empty()) piece.waits = std::move(way);
            // Nobody waits for himself, so that no cycle is shorter
            if (piece.waits.size() == 2) break;
        }
        pieces.push_back(std::move(piece));
    }
    std::sort(pieces.begin(), pieces.end(), [&](const WaitPiece& left, const WaitPiece& right) {
        return byPid(left.processes.front(), right.processes.front());
    });
    return pieces;
}

} // namespace ipclens::processes
