// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/linearlayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace ckpt {
namespace {

constexpr double kGapX = 16, kGapY = 30, kDummyWidth = 6, kMaxRowWidth = 6000, kLoopGap = 14;
constexpr int kMaxSpan = 12, kSweeps = 2;

// Neighbours of all vertices in one array each way.
struct Adjacency {
    std::vector<int> begin, target;
    std::span<const int> of(int vertex) const
    {
        return std::span(target).subspan(std::size_t(begin[std::size_t(vertex)]),
            std::size_t(begin[std::size_t(vertex) + 1] - begin[std::size_t(vertex)]));
    }
};

using Pairs = std::vector<std::pair<int, int>>;

Adjacency adjacency(std::size_t vertices, const Pairs &pairs, bool forward)
{
    Adjacency result;
    result.begin.assign(vertices + 1, 0);
    result.target.resize(pairs.size());
    for (const auto &[a, b] : pairs)
        ++result.begin[std::size_t(forward ? a : b) + 1];
    std::partial_sum(result.begin.begin(), result.begin.end(), result.begin.begin());
    std::vector<int> next(result.begin.begin(), result.begin.end() - 1);
    for (const auto &[a, b] : pairs)
        result.target[std::size_t(next[std::size_t(forward ? a : b)]++)] = forward ? b : a;
    return result;
}

class Layering {
public:
    explicit Layering(const LayoutGraph &graph)
        : m_graph(graph)
    {
    }
    GraphLayout run();

private:
    void assignLayers();
    void moveSourcesDown(const std::vector<int> &order, const Adjacency &out, const Adjacency &in);
    void placeExits();
    void insertDummies();
    void fillRows();
    void reduceCrossings();
    void sortRow(std::vector<int> &row, const Adjacency &neighbours);
    void placeHorizontally();
    void balanceRow(const std::vector<int> &row, const Adjacency &neighbours);
    void placeVertically();
    LayoutPath path(std::size_t edge) const;
    LayoutPath backwards(const LayoutEdge &edge) const;
    GraphLayout result() const;

    std::size_t nodeCount() const { return m_graph.nodes.size(); }
    bool isDummy(int vertex) const { return std::size_t(vertex) >= nodeCount(); }
    double width(int v) const { return isDummy(v) ? kDummyWidth : m_graph.nodes[std::size_t(v)].width; }
    double height(int v) const { return isDummy(v) ? 0 : m_graph.nodes[std::size_t(v)].height; }

    const LayoutGraph &m_graph;
    std::vector<int> m_layer; // per vertex: nodes, then dummies
    std::vector<std::pair<int, int>> m_dummies; // per edge: first dummy and how many
    Pairs m_links; // neighbouring rows only
    Adjacency m_up, m_down;
    std::vector<std::vector<int>> m_rows;
    std::vector<double> m_place, m_x, m_y, m_rowTop, m_rowBottom;
};

void Layering::assignLayers()
{
    Pairs pairs;
    for (const LayoutEdge &edge : m_graph.edges)
        if (edge.from != edge.to && edge.constraint)
            pairs.emplace_back(int(edge.from), int(edge.to));
    const Adjacency out = adjacency(nodeCount(), pairs, true), in = adjacency(nodeCount(), pairs, false);
    const bool entries = std::any_of(m_graph.nodes.begin(), m_graph.nodes.end(),
        [](const LayoutNode &node) { return node.rank == LayoutRank::Entry; });
    m_layer.resize(nodeCount());
    std::vector<int> waiting(nodeCount()), order;
    std::vector<bool> done(nodeCount());
    order.reserve(nodeCount());
    std::vector<int> queue;
    for (std::size_t v = 0; v < nodeCount(); ++v) {
        m_layer[v] = entries && m_graph.nodes[v].rank != LayoutRank::Entry ? 1 : 0;
        waiting[v] = int(in.of(int(v)).size());
        if (waiting[v] == 0)
            queue.push_back(int(v));
    }
    std::size_t head = 0, rest = 0;
    while (order.size() < nodeCount()) {
        if (head == queue.size()) { // only cycles are left: break one at its first node
            while (done[rest])
                ++rest;
            queue.push_back(int(rest));
        }
        const int v = queue[head++];
        if (done[std::size_t(v)])
            continue;
        done[std::size_t(v)] = true;
        order.push_back(v);
        for (const int w : out.of(v)) {
            if (done[std::size_t(w)])
                continue;
            m_layer[std::size_t(w)] = std::max(m_layer[std::size_t(w)], m_layer[std::size_t(v)] + 1);
            if (--waiting[std::size_t(w)] == 0)
                queue.push_back(w);
        }
    }
    moveSourcesDown(order, out, in);
    placeExits();
}

void Layering::moveSourcesDown(const std::vector<int> &order, const Adjacency &out, const Adjacency &in)
{
    for (auto v = order.rbegin(); v != order.rend(); ++v) {
        if (!in.of(*v).empty() || out.of(*v).empty() || m_graph.nodes[std::size_t(*v)].rank == LayoutRank::Entry)
            continue;
        int first = m_layer[std::size_t(out.of(*v).front())];
        for (const int w : out.of(*v))
            first = std::min(first, m_layer[std::size_t(w)]);
        m_layer[std::size_t(*v)] = std::max(m_layer[std::size_t(*v)], first - 1);
    }
}

void Layering::placeExits()
{
    int last = 0;
    for (std::size_t v = 0; v < nodeCount(); ++v)
        if (m_graph.nodes[v].rank != LayoutRank::Exit)
            last = std::max(last, m_layer[v]);
    for (std::size_t v = 0; v < nodeCount(); ++v)
        if (m_graph.nodes[v].rank == LayoutRank::Exit)
            m_layer[v] = last + 1;
}

void Layering::insertDummies()
{
    m_dummies.assign(m_graph.edges.size(), { 0, 0 });
    for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
        const int from = int(m_graph.edges[i].from), to = int(m_graph.edges[i].to);
        const int span = m_layer[std::size_t(to)] - m_layer[std::size_t(from)];
        if (span <= 0)
            continue;
        int previous = from;
        if (span > 1 && span <= kMaxSpan) {
            m_dummies[i] = { int(m_layer.size()), span - 1 };
            for (int step = 1; step < span; ++step) {
                const int dummy = int(m_layer.size());
                m_layer.push_back(m_layer[std::size_t(from)] + step);
                m_links.emplace_back(previous, dummy);
                previous = dummy;
            }
        }
        m_links.emplace_back(previous, to);
    }
    m_down = adjacency(m_layer.size(), m_links, true);
    m_up = adjacency(m_layer.size(), m_links, false);
}

void Layering::fillRows()
{
    const int rows = m_layer.empty() ? 0 : *std::max_element(m_layer.begin(), m_layer.end()) + 1;
    m_rows.resize(std::size_t(rows));
    m_place.resize(m_layer.size());
    for (std::size_t v = 0; v < m_layer.size(); ++v) {
        std::vector<int> &row = m_rows[std::size_t(m_layer[v])];
        m_place[v] = double(row.size());
        row.push_back(int(v));
    }
}

void Layering::sortRow(std::vector<int> &row, const Adjacency &neighbours)
{
    std::vector<std::pair<double, int>> keyed;
    keyed.reserve(row.size());
    for (const int v : row) {
        double sum = 0;
        for (const int w : neighbours.of(v))
            sum += m_place[std::size_t(w)];
        const std::size_t count = neighbours.of(v).size();
        keyed.emplace_back(count ? sum / double(count) : m_place[std::size_t(v)], v);
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = keyed[i].second;
        m_place[std::size_t(row[i])] = double(i);
    }
}

void Layering::reduceCrossings()
{
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        for (std::vector<int> &row : m_rows)
            sortRow(row, m_up);
        for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row)
            sortRow(*row, m_down);
    }
}

// Every vertex wants to be at the mean of its neighbours; the row is filled once from each end and the mean of both
// taken, which keeps the order and the gaps.
void Layering::balanceRow(const std::vector<int> &row, const Adjacency &neighbours)
{
    std::vector<double> wanted(row.size()), fromLeft(row.size());
    double cursor = -1e18;
    for (std::size_t i = 0; i < row.size(); ++i) {
        double sum = 0;
        for (const int w : neighbours.of(row[i]))
            sum += m_x[std::size_t(w)];
        const std::size_t count = neighbours.of(row[i]).size();
        wanted[i] = count ? sum / double(count) : m_x[std::size_t(row[i])];
        cursor = std::max(wanted[i], cursor + width(row[i]) / 2);
        fromLeft[i] = cursor;
        cursor += width(row[i]) / 2 + kGapX;
    }
    cursor = 1e18;
    for (std::size_t i = row.size(); i-- > 0;) {
        cursor = std::min(wanted[i], cursor - width(row[i]) / 2);
        m_x[std::size_t(row[i])] = (fromLeft[i] + cursor) / 2;
        cursor -= width(row[i]) / 2 + kGapX;
    }
}

void Layering::placeHorizontally()
{
    m_x.assign(m_layer.size(), 0);
    for (const std::vector<int> &row : m_rows) {
        double x = 0;
        for (const int v : row) {
            m_x[std::size_t(v)] = x + width(v) / 2;
            x += width(v) + kGapX;
        }
        for (const int v : row)
            m_x[std::size_t(v)] -= (x - kGapX) / 2;
    }
    for (const std::vector<int> &row : m_rows)
        balanceRow(row, m_up);
    for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row)
        balanceRow(*row, m_down);
    for (const std::vector<int> &row : m_rows)
        balanceRow(row, m_up);
}

void Layering::placeVertically()
{
    m_y.assign(m_layer.size(), 0);
    m_rowTop.assign(m_layer.size(), 0);
    m_rowBottom.assign(m_layer.size(), 0);
    double y = 0;
    for (const std::vector<int> &row : m_rows) {
        double total = 0;
        for (const int v : row)
            total += width(v) + kGapX;
        // A row that is too wide goes on below itself.
        const std::size_t parts = std::size_t(total / kMaxRowWidth) + 1, each = (row.size() + parts - 1) / parts;
        for (std::size_t begin = 0; begin < row.size(); begin += each) {
            const std::span<const int> part = std::span(row).subspan(begin, std::min(each, row.size() - begin));
            double partHeight = 0, partWidth = -kGapX;
            for (const int v : part) {
                partHeight = std::max(partHeight, height(v));
                partWidth += width(v) + kGapX;
            }
            double x = -partWidth / 2;
            for (const int v : part) {
                if (parts > 1) {
                    m_x[std::size_t(v)] = x + width(v) / 2;
                    x += width(v) + kGapX;
                }
                m_rowTop[std::size_t(v)] = y;
                m_y[std::size_t(v)] = y + partHeight / 2;
                m_rowBottom[std::size_t(v)] = y + partHeight;
            }
            y += partHeight + kGapY;
        }
    }
}

LayoutPath Layering::backwards(const LayoutEdge &edge) const
{
    const auto from = std::size_t(edge.from), to = std::size_t(edge.to);
    const double startX = m_x[from] + width(int(from)) / 2, endX = m_x[to] + width(int(to)) / 2;
    const double outer = std::max(startX, endX) + kLoopGap,
                 apart = from == to ? std::min(6.0, height(int(from)) / 3) : 0;
    return { false,
        { { startX, m_y[from] + apart }, { outer, m_y[from] + apart }, { outer, m_y[to] - apart },
            { endX, m_y[to] - apart } } };
}

LayoutPath Layering::path(std::size_t index) const
{
    const LayoutEdge &edge = m_graph.edges[index];
    const auto from = std::size_t(edge.from), to = std::size_t(edge.to);
    if (m_layer[to] <= m_layer[from])
        return backwards(edge);
    const LayoutNode &a = m_graph.nodes[from], &b = m_graph.nodes[to];
    const double startX =
        edge.fromPort < 0 ? m_x[from] : m_x[from] - a.width / 2 + a.outPorts[std::size_t(edge.fromPort)];
    const double endX = edge.toPort < 0 ? m_x[to] : m_x[to] - b.width / 2 + b.inPorts[std::size_t(edge.toPort)];
    LayoutPath result;
    const auto add = [&result](double x, double y) {
        if (result.points.empty() || result.points.back() != LayoutPoint{ x, y })
            result.points.push_back({ x, y });
    };
    add(startX, m_y[from] + a.height / 2);
    add(startX, m_rowBottom[from]);
    const auto [first, count] = m_dummies[index];
    for (int dummy = first; dummy < first + count; ++dummy) {
        add(m_x[std::size_t(dummy)], m_rowTop[std::size_t(dummy)]);
        add(m_x[std::size_t(dummy)], m_rowBottom[std::size_t(dummy)]);
    }
    add(endX, m_rowTop[to]);
    add(endX, m_y[to] - b.height / 2);
    return result;
}

GraphLayout Layering::result() const
{
    GraphLayout layout;
    double left = 0, right = 0, bottom = 0;
    for (std::size_t v = 0; v < nodeCount(); ++v) {
        layout.centres.push_back({ m_x[v], m_y[v] });
        left = v == 0 ? m_x[v] - width(int(v)) / 2 : std::min(left, m_x[v] - width(int(v)) / 2);
        right = v == 0 ? m_x[v] + width(int(v)) / 2 : std::max(right, m_x[v] + width(int(v)) / 2);
        bottom = std::max(bottom, m_y[v] + height(int(v)) / 2);
    }
    layout.paths.reserve(m_graph.edges.size());
    for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
        layout.paths.push_back(path(i));
        for (const LayoutPoint &point : layout.paths.back().points) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
        }
    }
    for (LayoutPoint &centre : layout.centres)
        centre.x -= left;
    for (LayoutPath &each : layout.paths)
        for (LayoutPoint &point : each.points)
            point.x -= left;
    layout.width = right - left;
    layout.height = bottom;
    return layout;
}

GraphLayout Layering::run()
{
    assignLayers();
    insertDummies();
    fillRows();
    reduceCrossings();
    placeHorizontally();
    placeVertically();
    return result();
}

} // namespace

GraphLayout linearLayout(const LayoutGraph &graph)
{
    return Layering(graph).run();
}

} // namespace ckpt
