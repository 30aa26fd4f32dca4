// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_picture.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

namespace ipclens::ui {
namespace {

using processes::WaitEdge;
using processes::WaitGraph;
using processes::WaitNode;

QString tr(const char* text) {
    return QCoreApplication::translate("ipclens::ui::GraphPicture", text);
}

QString utf8(const std::string& text) {
    return words::line(text);
}

QString memberWords(std::uint16_t member) {
    return QLatin1Char('[') + QString::number(member) + QLatin1Char(']');
}

QString titleOf(const WaitNode& node, const Update* update) {
    if (node.process) return words::printable(node.process->name);
    if (!node.object) return words::unknown();
    const QString object = process_words::object(*node.object, update);
    return node.member ? object + QLatin1Char(' ') + memberWords(*node.member) : object;
}

/// Nodes of cycles, in their order, and what hangs on them; then the others, each followed by its neighbours.
std::vector<std::size_t> orderOf(const WaitGraph& graph) {
    std::vector<std::vector<std::size_t>> neighbours(graph.nodes.size());
    for (const WaitEdge& edge : graph.edges) {
        neighbours[edge.from].push_back(edge.to);
        neighbours[edge.to].push_back(edge.from);
    }
    std::vector<bool> seen(graph.nodes.size());
    std::vector<std::size_t> order;
    std::deque<std::size_t> next;
    const auto see = [&](std::size_t node) {
        if (seen[node]) return;
        seen[node] = true;
        next.push_back(node);
    };
    const auto drain = [&] {
        while (!next.empty()) {
            const std::size_t node = next.front();
            next.pop_front();
            order.push_back(node);
            for (const std::size_t neighbour : neighbours[node])
                see(neighbour);
        }
    };
    for (const processes::WaitCycle& cycle : graph.cycles)
        std::for_each(cycle.nodes.begin(), cycle.nodes.end(), see);
    drain();
    for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
        see(node);
        drain();
    }
    return order;
}

std::map<pid_t, std::size_t> waitingThreads(const ProcessView& view) {
    std::map<pid_t, std::size_t> threads;
    if (view.waiters == nullptr) return threads;
    for (const processes::Waiter& waiter : *view.waiters)
        ++threads[waiter.process.pid];
    return threads;
}

PictureBox boxOf(const WaitNode& node, const std::map<pid_t, std::size_t>& threads, const Update* update) {
    PictureBox box;
    box.id = node.identity();
    box.title = titleOf(node, update);
    box.process = node.process;
    box.object = node.object;
    box.state = utf8(node.state);
    if (!node.process) return box;
    box.state = tr("pid %1").arg(node.process->pid);
    const auto found = threads.find(node.process->pid);
    if (found != threads.end() && found->second > 1) box.state += tr(", %1 threads").arg(words::count(found->second));
    return box;
}

/// Arrows that say the same are one.
void addArrows(GraphPicture& picture, const WaitGraph& graph, const std::map<std::size_t, std::size_t>& boxOfNode) {
    using Same = std::tuple<std::size_t, std::size_t, std::string, bool, bool>;
    std::map<Same, std::size_t> counts;
    for (const WaitEdge& edge : graph.edges) {
        const auto from = boxOfNode.find(edge.from);
        const auto to = boxOfNode.find(edge.to);
        if (from == boxOfNode.end() || to == boxOfNode.end()) continue;
        const bool inferred = edge.reason != processes::WaitReason::Waits;
        ++counts[{from->second, to->second, edge.words, inferred, edge.inCycle}];
    }
    for (const auto& [same, count] : counts) {
        const auto& [from, to, said, inferred, inCycle] = same;
        QString text = utf8(said);
        if (count > 1) text += QStringLiteral(" \u00d7") + words::count(count);
        picture.arrows.push_back({from, to, text, inferred, inCycle});
        if (!inCycle) continue;
        picture.boxes[from].inCycle = true;
        picture.boxes[to].inCycle = true;
    }
}

} // namespace

GraphPicture pictureOf(const ProcessView& view, const Update* update, std::size_t most) {
    GraphPicture picture;
    if (view.graph == nullptr) return picture;
    const WaitGraph& graph = *view.graph;
    const auto threads = waitingThreads(view);
    std::map<std::size_t, std::size_t> boxOfNode;
    for (const std::size_t node : orderOf(graph)) {
        if (picture.boxes.size() == most) {
            ++picture.leftOut;
            continue;
        }
        boxOfNode.emplace(node, picture.boxes.size());
        picture.boxes.push_back(boxOf(graph.nodes[node], threads, update));
    }
    addArrows(picture, graph, boxOfNode);
    return picture;
}

namespace {

constexpr qsizetype mostLines = 8;

QString waitLine(const processes::Waiter& waiter, const ProcessView& view, std::size_t index, const Update* update,
                 bool withProcess) {
    const auto blocking = view.blocking.find(index);
    const QString asked =
        process_words::asked(waiter, blocking == view.blocking.end() ? std::nullopt : std::optional(blocking->second))
            .join(QString());
    const QString who = withProcess ? words::process(waiter.process) : tr("thread %1").arg(waiter.thread);
    const QString since = process_words::waitedSince(waiter.since, view.at);
    // Parts are joined, not filled in one after the other: a name may hold a percent sign
    return who + tr(" waits in ") + asked + tr(" on ") + process_words::waitedFor(waiter, update) +
           QStringLiteral(", ") + since;
}

} // namespace

QStringList toldOf(const PictureBox& box, const ProcessView& view, const Update* update) {
    QStringList lines;
    if (box.process) {
        lines += words::process(*box.process);
        const auto* details = view.detailsOf(*box.process);
        if (details != nullptr) {
            lines += process_words::commandLine(details);
            const QString container = process_words::container(details);
            lines += tr("user ") + process_words::user(details, update) +
                     (container.isEmpty() ? QString() : QStringLiteral(", ") + container);
        }
    } else {
        lines += (box.object ? words::kindTitle(*box.object) + QLatin1Char(' ') : QString()) + box.title;
        if (box.object && box.object->api() == Api::SysV)
            lines.last() += QStringLiteral(" (%1)").arg(words::object(*box.object));
        if (!box.state.isEmpty()) lines += box.state;
    }
    QStringList waits;
    const std::size_t waiters = view.waiters == nullptr ? 0 : view.waiters->size();
    for (std::size_t i = 0; i < waiters; ++i) {
        const processes::Waiter& waiter = (*view.waiters)[i];
        if (box.process ? waiter.process == *box.process : waiter.object == box.object)
            waits += waitLine(waiter, view, i, update, !box.process);
    }
    lines += waits.mid(0, mostLines);
    if (waits.size() > mostLines) lines += tr("and %1 more").arg(waits.size() - mostLines);
    if (box.inCycle) lines += tr("part of a likely deadlock");
    return lines;
}

QString cycleLine(const WaitGraph& graph, const processes::WaitCycle& cycle, const Update* update) {
    std::optional<ObjectId> set;
    bool oneSet = true;
    for (const std::size_t index : cycle.nodes) {
        const WaitNode& node = graph.nodes[index];
        if (!node.object) continue;
        oneSet = oneSet && node.member && (!set || *set == *node.object);
        set = node.object;
    }
    const auto brief = [&](std::size_t index) {
        const WaitNode& node = graph.nodes[index];
        if (node.process) return QString::number(node.process->pid);
        return oneSet ? memberWords(*node.member) : titleOf(node, update);
    };
    QStringList steps;
    for (const std::size_t index : cycle.nodes)
        steps += brief(index);
    if (!cycle.nodes.empty()) steps += brief(cycle.nodes.front());
    return steps.join(QStringLiteral(" \u2192 "));
}

} // namespace ipclens::ui
