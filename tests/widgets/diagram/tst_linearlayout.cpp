// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/linearlayout.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace ckpt;

namespace {

// A chain with skips, branches and hubs, as networks have them.
LayoutGraph network(int count)
{
    std::mt19937 random(1);
    LayoutGraph graph;
    for (int i = 0; i < count; ++i)
        graph.nodes.push_back({ 90.0 + random() % 80, 34.0 + random() % 40, LayoutRank::Free, {}, {} });
    const auto connect = [&graph](int from, int to) {
        graph.edges.push_back({ std::uint32_t(from), std::uint32_t(to), -1, -1, true, 1 });
    };
    for (int v = 1; v < count; ++v) {
        connect(std::max(0, v - 1 - int(random() % 3)), v);
        if (random() % 4 == 0)
            connect(std::max(0, v - 2 - int(random() % 12)), v);
        if (random() % 33 == 0)
            connect(int(random() % unsigned(v)), v);
    }
    return graph;
}

bool overlaps(const LayoutGraph &graph, const GraphLayout &layout)
{
    struct Box {
        double left, right, top, bottom;
    };
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const LayoutPoint &c = layout.centres[i];
        const LayoutNode &n = graph.nodes[i];
        boxes.push_back({ c.x - n.width / 2, c.x + n.width / 2, c.y - n.height / 2, c.y + n.height / 2 });
    }
    std::sort(boxes.begin(), boxes.end(), [](const Box &a, const Box &b) { return a.top < b.top; });
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t j = i + 1; j < boxes.size() && boxes[j].top < boxes[i].bottom - 1e-6; ++j)
            if (boxes[j].left < boxes[i].right - 1e-6 && boxes[i].left < boxes[j].right - 1e-6)
                return true;
    return false;
}

bool onBorder(const LayoutNode &node, const LayoutPoint &centre, const LayoutPoint &point)
{
    const double dx = std::abs(point.x - centre.x) - node.width / 2,
                 dy = std::abs(point.y - centre.y) - node.height / 2;
    return std::abs(std::max(dx, dy)) < 1e-6;
}

void verifySound(const LayoutGraph &graph, const GraphLayout &layout)
{
    QCOMPARE(layout.centres.size(), graph.nodes.size());
    QCOMPARE(layout.paths.size(), graph.edges.size());
    QVERIFY(!overlaps(graph, layout));
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const LayoutEdge &edge = graph.edges[i];
        QVERIFY(layout.paths[i].points.size() >= 2);
        QVERIFY(onBorder(graph.nodes[edge.from], layout.centres[edge.from], layout.paths[i].points.front()));
        QVERIFY(onBorder(graph.nodes[edge.to], layout.centres[edge.to], layout.paths[i].points.back()));
        for (const LayoutPoint &point : layout.paths[i].points)
            QVERIFY(point.x >= -1e-6 && point.x <= layout.width + 1e-6 && point.y >= -1e-6
                && point.y <= layout.height + 1e-6);
    }
}

} // namespace

class LinearLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void empty() { QVERIFY(linearLayout({}).centres.empty()); }

    void chainIsStraight()
    {
        LayoutGraph graph;
        for (int i = 0; i < 20; ++i)
            graph.nodes.push_back({ 80.0 + i, 30, LayoutRank::Free, {}, {} });
        for (std::uint32_t i = 1; i < 20; ++i)
            graph.edges.push_back({ i - 1, i, -1, -1, true, 1 });
        const GraphLayout layout = linearLayout(graph);
        verifySound(graph, layout);
        for (std::size_t i = 1; i < 20; ++i) {
            QCOMPARE(layout.centres[i].x, layout.centres[0].x);
            QVERIFY(layout.centres[i].y > layout.centres[i - 1].y);
        }
    }

    void cyclesAndLoops()
    {
        LayoutGraph graph;
        for (int i = 0; i < 4; ++i)
            graph.nodes.push_back({ 80, 30, LayoutRank::Free, {}, {} });
        graph.edges = { { 0, 1, -1, -1, true, 1 }, { 1, 2, -1, -1, true, 1 }, { 2, 0, -1, -1, true, 1 },
            { 3, 3, -1, -1, true, 1 }, { 2, 1, -1, -1, false, 1 } };
        verifySound(graph, linearLayout(graph));
    }

    void portsAtTheEdges()
    {
        LayoutGraph graph = network(30);
        graph.nodes.push_back({ 8.6, 3, LayoutRank::Entry, {}, {} });
        graph.nodes.push_back({ 8.6, 3, LayoutRank::Exit, {}, {} });
        graph.nodes[3].inPorts = { 5, 60 };
        graph.edges.push_back({ 30, 3, -1, 1, true, 1 });
        graph.edges.push_back({ 10, 31, -1, -1, true, 1 });
        const GraphLayout layout = linearLayout(graph);
        verifySound(graph, layout);
        for (std::size_t i = 0; i < 30; ++i) {
            QVERIFY(layout.centres[30].y < layout.centres[i].y - graph.nodes[i].height / 2);
            QVERIFY(layout.centres[31].y > layout.centres[i].y + graph.nodes[i].height / 2);
        }
        const std::size_t toPort = graph.edges.size() - 2;
        QCOMPARE(layout.paths[toPort].points.back().x, layout.centres[3].x - graph.nodes[3].width / 2 + 60);
    }

    void wideRowsWrap()
    {
        LayoutGraph graph;
        for (int i = 0; i < 500; ++i)
            graph.nodes.push_back({ 100, 30, LayoutRank::Free, {}, {} });
        const GraphLayout layout = linearLayout(graph);
        verifySound(graph, layout);
        QVERIFY(layout.width <= 6200);
    }

    void tenThousandNodes()
    {
        const LayoutGraph graph = network(10'000);
        QElapsedTimer elapsed;
        elapsed.start();
        const GraphLayout layout = linearLayout(graph);
        qInfo("10,000 nodes, %d edges: %lld ms", int(graph.edges.size()), static_cast<long long>(elapsed.elapsed()));
        verifySound(graph, layout);
    }
};

QTEST_GUILESS_MAIN(LinearLayoutTest)
#include "tst_linearlayout.moc"
