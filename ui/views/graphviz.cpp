// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graphviz.h"

#include <fmt/format.h>

#include <memory>
#include <mutex>
#include <string>

// Has macros of many names, so it comes last
#include <gvc.h>

namespace ipclens::ui::graphviz {
namespace {

constexpr double pointsPerInch = 72;
/// Ways round boxes take a time that grows with the third power of their number: 0.2 s for 40 that all lead to one.
constexpr std::size_t mostObstacles = 40;

std::mutex& gate() {
    static std::mutex mutex;
    return mutex;
}

/// Made with the first graph, and kept: it reads the list of its plug-ins from a file.
GVC_t* context() {
    static GVC_t* const made = [] {
        agseterrf([](char*) { return 0; }); // what it can't do shows in what it gives back
        return gvContext();
    }();
    return made;
}

/// One graph of Graphviz: made, laid out by an engine, asked and forgotten.
class Graph {
public:
    Graph()
        : graph_(agopen(text("g"), Agdirected, nullptr)) {}
    ~Graph() {
        if (laidOut_) gvFreeLayout(context(), graph_);
        agclose(graph_);
    }
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;

    void set(const char* name, const std::string& value) {
        std::string copy = value;
        agattr(graph_, AGRAPH, text(name), copy.data());
    }

    void addBox(const QSizeF& size) {
        Agnode_t* const node = agnode(graph_, text(std::to_string(nodes_.size())), 1);
        nodes_.push_back(node);
        setOf(node, "shape", "box");
        setOf(node, "fixedsize", "true");
        setOf(node, "label", "");
        setOf(node, "width", fmt::format("{:.4f}", size.width() / pointsPerInch));
        setOf(node, "height", fmt::format("{:.4f}", size.height() / pointsPerInch));
    }
    /// Where the last one stands, for an engine that leaves it there.
    void putLast(const QPointF& middle) {
        setOf(nodes_.back(), "pos", fmt::format("{:.4f},{:.4f}", middle.x(), -middle.y()));
    }
    void addArrow(std::size_t from, std::size_t to) {
        Agedge_t* const edge = agedge(graph_, nodes_.at(from), nodes_.at(to), text(std::to_string(edges_.size())), 1);
        edges_.push_back(edge);
        setOf(edge, "arrowhead", "none"); // else the way would end before the border
    }

    [[nodiscard]] bool layOut(const char* engine) {
        laidOut_ = gvLayout(context(), graph_, engine) == 0;
        return laidOut_;
    }

    [[nodiscard]] QPointF middleOf(std::size_t node) const { return point(ND_coord(nodes_[node])); }
    [[nodiscard]] QPainterPath wayOf(std::size_t edge) const {
        QPainterPath way;
        const splines* const found = ED_spl(edges_[edge]);
        if (found == nullptr || found->size < 1 || found->list[0].size < 4) return way;
        const bezier& curve = found->list[0];
        way.moveTo(point(curve.list[0]));
        for (int i = 1; i + 2 < curve.size; i += 3)
            way.cubicTo(point(curve.list[i]), point(curve.list[i + 1]), point(curve.list[i + 2]));
        return way;
    }

private:
    /// It takes words to be written to, copies them all the same, and keeps no pointer.
    char* text(const std::string& words) {
        buffer_ = words;
        return buffer_.data();
    }
    void setOf(void* what, const char* name, const std::string& value) {
        std::string key = name;
        std::string copy = value;
        std::string none;
        agsafeset(what, key.data(), copy.data(), none.data());
    }
    [[nodiscard]] static QPointF point(const pointf& of) { return {of.x, -of.y}; }

    std::string buffer_;
    Agraph_t* graph_;
    std::vector<Agnode_t*> nodes_;
    std::vector<Agedge_t*> edges_;
    bool laidOut_ = false;
};

} // namespace

std::vector<QPointF> place(Engine engine, const std::vector<QSizeF>& boxes, const Arrows& arrows) {
    const std::scoped_lock alone(gate());
    Graph graph;
    for (const QSizeF& size : boxes)
        graph.addBox(size);
    for (const auto& [from, to] : arrows)
        graph.addArrow(from, to);
    graph.set("splines", "false"); // ways come later, of all arrows together
    graph.set("overlap", "false");
    if (!graph.layOut(engine == Engine::Circles ? "circo" : "neato")) return {};
    std::vector<QPointF> middles;
    middles.reserve(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i)
        middles.push_back(graph.middleOf(i));
    return middles;
}

std::vector<QPainterPath> route(const std::vector<QRectF>& boxes, const Arrows& arrows) {
    const std::scoped_lock alone(gate());
    Graph graph;
    for (const QRectF& box : boxes) {
        graph.addBox(box.size());
        graph.putLast(box.center());
    }
    for (const auto& [from, to] : arrows)
        graph.addArrow(from, to);
    graph.set("splines", boxes.size() <= mostObstacles ? "true" : "line");
    graph.set("overlap", "true");
    graph.set("notranslate", "true");
    std::vector<QPainterPath> ways(arrows.size());
    if (!graph.layOut("nop")) return ways;
    for (std::size_t i = 0; i < arrows.size(); ++i)
        ways[i] = graph.wayOf(i);
    return ways;
}

} // namespace ipclens::ui::graphviz
