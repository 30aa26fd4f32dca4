// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/wait_graph.h"

#include "core/processes/unlisted.h"
#include "core/processes/wait_cycles.h"
#include "core/processes/wait_model.h"
#include "core/processes/wait_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ipclens::processes {
namespace {

constexpr std::size_t noPiece = 0;

/// Draws a model: a node for each process and for each object or member, an edge for each wait and each ender.
class Drawing {
public:
    Drawing(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses& uses,
            std::chrono::steady_clock::time_point now)
        : waiters_(&waiters)
        , evidence_(&evidence)
        , uses_(&uses)
        , now_(now)
        , model_(modelOf(waiters, evidence, &uses))
        , pieceOf_(model_.processes.size(), noPiece) {}

    WaitGraph draw() {
        const std::vector<WaitPiece> pieces = piecesOf(model_);
        for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
            for (const std::size_t process : pieces[piece].processes)
                pieceOf_[process] = piece + 1;
        }
        drawNodes();
        drawWaits();
        drawEnders();
        std::sort(graph_.edges.begin(), graph_.edges.end(), [](const WaitEdge& left, const WaitEdge& right) {
            return std::tie(left.from, left.to, left.reason, left.waiter) <
                   std::tie(right.from, right.to, right.reason, right.waiter);
        });
        for (const WaitPiece& piece : pieces)
            graph_.cycles.push_back(cycleOf(piece));
        return std::move(graph_);
    }

private:
    void drawNodes() {
        std::map<std::string, WaitNode> nodes; // by identity
        const std::vector<bool> shown = processesShown();
        for (std::size_t process = 0; process < model_.processes.size(); ++process) {
            if (!shown[process]) continue;
            const WaitNode node = processNode(process);
            nodes.emplace(node.identity(), node);
        }
        for (const Want& want : model_.wants) {
            WaitNode node = objectNode(want);
            const bool toldAlready = nodes.count(node.identity()) > 0 && want.side != WaitSide::Sending;
            if (toldAlready) continue;
            node.state = stateOf(want, *evidence_);
            nodes.insert_or_assign(node.identity(), node);
        }
        for (auto& [identity, node] : nodes) {
            places_.emplace(identity, graph_.nodes.size());
            graph_.nodes.push_back(std::move(node));
        }
    }

    /// Not who waits for what nobody knows.
    std::vector<bool> processesShown() const {
        std::vector<bool> shown(model_.processes.size());
        for (const Want& want : model_.wants) {
            for (const std::size_t process : want.waiting)
                shown[process] = true;
            for (const Ender& ender : want.enders)
                shown[ender.process] = true;
        }
        return shown;
    }

    WaitNode processNode(std::size_t process) const { return {model_.processes[process], {}, {}, {}}; }
    static WaitNode objectNode(const Want& want) { return {{}, want.object, want.member, {}}; }
    std::size_t placeOf(const WaitNode& node) const { return places_.at(node.identity()); }

    void drawWaits() {
        for (const Wait& wait : model_.waits) {
            const Want& want = model_.wants[wait.want];
            WaitEdge edge;
            edge.from = placeOf(processNode(wait.process));
            edge.to = placeOf(objectNode(want));
            edge.reason = WaitReason::Waits;
            edge.words = arrowWords((*waiters_)[wait.waiter], wait);
            edge.waiter = wait.waiter;
            edge.inCycle = std::any_of(want.enders.begin(), want.enders.end(),
                                       [&](const Ender& ender) { return joins(wait.process, want, ender.process); });
            graph_.edges.push_back(std::move(edge));
        }
    }

    void drawEnders() {
        for (const Want& want : model_.wants) {
            for (const Ender& ender : want.enders) {
                if (want.isWantedBy(ender.process)) continue;
                WaitEdge edge;
                edge.from = placeOf(objectNode(want));
                edge.to = placeOf(processNode(ender.process));
                edge.reason = ender.reason;
                edge.words = arrowWords(ender.reason, want, *evidence_);
                edge.inCycle = std::any_of(want.waiting.begin(), want.waiting.end(),
                                           [&](std::size_t process) { return joins(process, want, ender.process); });
                graph_.edges.push_back(std::move(edge));
            }
        }
    }

    /// Whether the way from a process to one that would end its wait is within a piece.
    bool joins(std::size_t process, const Want& want, std::size_t ender) const {
        return pieceOf_[process] != noPiece && pieceOf_[process] == pieceOf_[ender] && !want.isWantedBy(ender);
    }

    WaitCycle cycleOf(const WaitPiece& piece) const {
        WaitCycle cycle;
        std::vector<ObjectId> doubtful;
        for (std::size_t step = 0; step < piece.waits.size(); ++step) {
            const Wait& wait = model_.waits[piece.waits[step]];
            const Wait& next = model_.waits[piece.waits[(step + 1) % piece.waits.size()]];
            const Want& want = model_.wants[wait.want];
            const Waiter& waiter = (*waiters_)[wait.waiter];
            cycle.nodes.push_back(placeOf(processNode(wait.process)));
            cycle.nodes.push_back(placeOf(objectNode(want)));
            cycle.sentences.push_back(sentenceOf(waiter, wait, want, now_));
            const auto ender = std::find_if(want.enders.begin(), want.enders.end(),
                                            [&](const Ender& each) { return each.process == next.process; });
            cycle.sentences.push_back(sentenceOf(ender->reason, want, model_.processes[next.process], *evidence_));
            cycle.since = std::max(cycle.since, waiter.since);
            if (want.object.api() == Api::Posix) doubtful.push_back(want.object);
        }
        if (!doubtful.empty()) addDoubts(cycle, doubtful);
        return cycle;
    }

    void addDoubts(WaitCycle& cycle, const std::vector<ObjectId>& objects) const {
        std::string names;
        for (auto object = objects.begin(); object != objects.end(); ++object) {
            if (std::find(objects.begin(), object, *object) != object) continue;
            if (!names.empty()) names += ", ";
            names += toString(*object);
        }
        if (uses_->notReadable > 0) {
            cycle.doubts.push_back(fmt::format("{} process{} could not be looked into, and may have {} open",
                                               uses_->notReadable, uses_->notReadable == 1 ? "" : "es", names));
        }
        if (uses_->unlisted != Unlisted::None)
            cycle.doubts.push_back(fmt::format("{} may have {} open", wordsOf(uses_->unlisted), names));
    }

    const std::vector<Waiter>* waiters_;
    const WaitEvidence* evidence_;
    const Uses* uses_;
    std::chrono::steady_clock::time_point now_;
    WaitModel model_;
    std::vector<std::size_t> pieceOf_; ///< by process: the number of its piece, from 1
    std::map<std::string, std::size_t> places_;
    WaitGraph graph_;
};

} // namespace

std::string WaitNode::identity() const {
    if (process) {
        const auto start = process->startTicks;
        return start != 0 ? fmt::format("process {} {}", process->pid, start)
                          : fmt::format("process {} {}", process->pid, process->startedAt);
    }
    if (!object) return {};
    return member ? fmt::format("{} [{}]", toString(*object), *member) : toString(*object);
}

WaitGraph waitGraphOf(const std::vector<Waiter>& waiters, const WaitEvidence& evidence, const Uses& uses,
                      std::chrono::steady_clock::time_point now) {
    return Drawing(waiters, evidence, uses, now).draw();
}

} // namespace ipclens::processes
