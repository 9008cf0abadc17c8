// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/layout/dotlayout.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <graphviz/gvc.h>
#include <memory>
#include <string>
#include <utility>

namespace ckpt {
namespace {

constexpr double kPointsPerInch = 72;
constexpr double kWidestPort = 60;

// Graphviz takes strings as char * and copies them.
char *text(const char *literal)
{
    return const_cast<char *>(literal);
}
char *text(const std::string &string)
{
    return const_cast<char *>(string.c_str());
}

std::string inches(double points)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4f", points / kPointsPerInch);
    return buffer;
}

struct CloseGraph {
    void operator()(Agraph_t *graph) const { agclose(graph); }
};
using GraphPtr = std::unique_ptr<Agraph_t, CloseGraph>;

void setDefaults(Agraph_t *graph, LayoutEffort effort)
{
    const bool full = effort == LayoutEffort::Full;
    const std::pair<const char *, const char *> graphAttributes[] = { { "rankdir", "TB" }, { "nodesep", "0.22" },
        { "ranksep", "0.38" }, { "splines", full ? "true" : "polyline" }, { "nslimit", full ? "" : "2" },
        { "nslimit1", full ? "" : "2" }, { "mclimit", full ? "" : "0.2" } };
    for (const auto &[name, value] : graphAttributes)
        if (*value)
            agattr(graph, AGRAPH, text(name), text(value));
    const std::pair<const char *, const char *> nodeAttributes[] = { { "shape", "box" }, { "fixedsize", "true" },
        { "label", "" }, { "width", "1" }, { "height", "1" } };
    for (const auto &[name, value] : nodeAttributes)
        agattr(graph, AGNODE, text(name), text(value));
    const std::pair<const char *, const char *> edgeAttributes[] = { { "dir", "none" }, { "constraint", "true" },
        { "weight", "1" }, { "headport", "" }, { "tailport", "" } };
    for (const auto &[name, value] : edgeAttributes)
        agattr(graph, AGEDGE, text(name), text(value));
}

std::string cell(int width, const std::string &port)
{
    return "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"" + std::to_string(width) + "\" HEIGHT=\"2\""
        + (port.empty() ? "" : " PORT=\"" + port + "\"") + "></TD>";
}

// One row of the table that stands for an open scope: a cell around each port, with the port in its middle, and
// fillers.
std::string portRow(const std::vector<double> &ports, char kind, int width)
{
    std::string row = "<TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>";
    int filled = 0;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const double low = i == 0 ? 0 : (ports[i - 1] + ports[i]) / 2,
                     high = i + 1 == ports.size() ? width : (ports[i] + ports[i + 1]) / 2;
        const double half =
            std::max(1.0, std::min({ ports[i] - std::max(low, double(filled)), high - ports[i], kWidestPort / 2 }));
        const int begin = int(std::lround(ports[i] - half)), size = std::max(2, int(std::lround(2 * half)));
        if (begin - filled >= 1) {
            row += cell(begin - filled, {});
            filled = begin;
        }
        row += cell(size, kind + std::to_string(i));
        filled += size;
    }
    if (width - filled >= 1 || ports.empty())
        row += cell(std::max(1, width - filled), {});
    return row + "</TR></TABLE></TD></TR>";
}

std::string portTable(const LayoutNode &node)
{
    const int width = std::max(1, int(std::lround(node.width))),
              height = std::max(1, int(std::lround(node.height)) - 4);
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">"
        + portRow(node.inPorts, 'i', width) + "<TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"" + std::to_string(width)
        + "\" HEIGHT=\"" + std::to_string(height) + "\"></TD></TR>" + portRow(node.outPorts, 'o', width) + "</TABLE>";
}

Agnode_t *addNode(Agraph_t *graph, const LayoutNode &node, std::size_t index)
{
    Agnode_t *result = agnode(graph, text(std::to_string(index)), 1);
    agset(result, text("width"), text(inches(node.width)));
    agset(result, text("height"), text(inches(node.height)));
    if (!node.inPorts.empty() || !node.outPorts.empty()) {
        char *label = agstrdup_html(graph, text(portTable(node)));
        agset(result, text("label"), label);
        agstrfree(graph, label);
        agset(result, text("shape"), text("plain"));
        agset(result, text("fixedsize"), text("false"));
    }
    return result;
}

Agedge_t *addEdge(Agraph_t *graph, const LayoutEdge &edge, const std::vector<Agnode_t *> &nodes)
{
    Agedge_t *result = agedge(graph, nodes[edge.from], nodes[edge.to], nullptr, 1);
    if (!edge.constraint)
        agset(result, text("constraint"), text("false"));
    if (edge.weight != 1)
        agset(result, text("weight"), text(std::to_string(edge.weight)));
    if (edge.fromPort >= 0)
        agset(result, text("tailport"), text("o" + std::to_string(edge.fromPort) + ":s"));
    if (edge.toPort >= 0)
        agset(result, text("headport"), text("i" + std::to_string(edge.toPort) + ":n"));
    return result;
}

void addRank(
    Agraph_t *graph, const LayoutGraph &source, const std::vector<Agnode_t *> &nodes, LayoutRank rank, const char *name)
{
    Agraph_t *group = nullptr;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (source.nodes[i].rank != rank)
            continue;
        if (!group) {
            group = agsubg(graph, text(name), 1);
            agsafeset(group, text("rank"), text(name), text(""));
        }
        agsubnode(group, nodes[i], 1);
    }
}

double distance(const LayoutPoint &point, const LayoutPoint &centre, const LayoutNode &node)
{
    return std::max(
        { std::abs(point.x - centre.x) - node.width / 2, std::abs(point.y - centre.y) - node.height / 2, 0.0 });
}

LayoutPath pathOf(Agedge_t *edge, const boxf &box, bool curved)
{
    LayoutPath path;
    const splines *spline = ED_spl(edge);
    if (!spline || spline->size < 1 || spline->list[0].size < 4)
        return path;
    const bezier &curve = spline->list[0];
    path.curved = true;
    for (int i = 0; i < curve.size; ++i)
        path.points.push_back({ curve.list[i].x - box.LL.x, box.UR.y - curve.list[i].y });
    if (!curved) { // polylines come as straight Béziers: every third point is a corner
        LayoutPath corners;
        for (std::size_t i = 0; i < path.points.size(); i += 3)
            corners.points.push_back(path.points[i]);
        return corners;
    }
    return path;
}

GraphLayout collect(Agraph_t *graph, const LayoutGraph &source, const std::vector<Agnode_t *> &nodes,
    const std::vector<Agedge_t *> &edges)
{
    GraphLayout layout;
    const boxf box = GD_bb(graph);
    layout.width = box.UR.x - box.LL.x;
    layout.height = box.UR.y - box.LL.y;
    for (Agnode_t *node : nodes)
        layout.centres.push_back({ ND_coord(node).x - box.LL.x, box.UR.y - ND_coord(node).y });
    for (std::size_t i = 0; i < edges.size(); ++i) {
        LayoutPath path = pathOf(edges[i], box, source.effort == LayoutEffort::Full);
        const LayoutEdge &edge = source.edges[i];
        // dot turns edges that run upwards and does not always turn them back.
        if (!path.points.empty() && edge.from != edge.to) {
            const LayoutNode &from = source.nodes[edge.from], &to = source.nodes[edge.to];
            const LayoutPoint &first = path.points.front(), &last = path.points.back(), &a = layout.centres[edge.from],
                              &b = layout.centres[edge.to];
            if (distance(first, a, from) + distance(last, b, to) > distance(last, a, from) + distance(first, b, to))
                std::reverse(path.points.begin(), path.points.end());
        }
        layout.paths.push_back(std::move(path));
    }
    return layout;
}

bool finite(const GraphLayout &layout)
{
    const auto good = [](const LayoutPoint &point) { return std::isfinite(point.x) && std::isfinite(point.y); };
    return std::isfinite(layout.width) && std::isfinite(layout.height)
        && std::all_of(layout.centres.begin(), layout.centres.end(), good)
        && std::all_of(layout.paths.begin(), layout.paths.end(),
            [&](const LayoutPath &path) { return std::all_of(path.points.begin(), path.points.end(), good); });
}

} // namespace

std::optional<GraphLayout> dotLayout(const GraphvizContext &context, const LayoutGraph &source)
{
    if (source.nodes.empty())
        return GraphLayout{};
    const GraphPtr graph(agopen(text("g"), Agdirected, nullptr));
    if (!graph)
        return std::nullopt;
    setDefaults(graph.get(), source.effort);
    std::vector<Agnode_t *> nodes;
    for (std::size_t i = 0; i < source.nodes.size(); ++i)
        nodes.push_back(addNode(graph.get(), source.nodes[i], i));
    addRank(graph.get(), source, nodes, LayoutRank::Entry, "source");
    addRank(graph.get(), source, nodes, LayoutRank::Exit, "sink");
    std::vector<Agedge_t *> edges;
    for (const LayoutEdge &edge : source.edges)
        edges.push_back(addEdge(graph.get(), edge, nodes));

    if (gvLayout(context.get(), graph.get(), "dot") != 0) {
        gvFreeLayout(context.get(), graph.get());
        return std::nullopt;
    }
    GraphLayout layout = collect(graph.get(), source, nodes, edges);
    gvFreeLayout(context.get(), graph.get());
    return finite(layout) ? std::optional(std::move(layout)) : std::nullopt;
}

} // namespace ckpt
