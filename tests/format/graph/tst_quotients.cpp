// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Groups, series and stages never close a circle (DIAGRAM notes 13.7): graphs without one, of any form, have pictures
// without one, whatever is open.
#include "tests/format/graph/graphbuilder.h"
#include "tests/format/graph/viewwords.h"

#include <QtTest>

#include <map>
#include <random>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// A random graph without circles. Scopes are stretches of it, so that they close none either.
GraphBuilder randomGraph(unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](std::size_t n) { return random() % n; };
    GraphBuilder builder;
    std::vector<std::string> results;
    for (std::size_t i = 0, n = 1 + below(3); i < n; ++i)
        results.push_back(builder.placeholder("x" + std::to_string(i), { -1, 8 }).name());
    const std::size_t count = 20 + below(180), reach = 2 + below(12), scopes = below(4) * below(6);
    const bool deep = below(2) != 0, alike = below(2) != 0;
    const auto earlier = [&] { return results[results.size() - 1 - below(std::min(reach, results.size()))]; };
    for (std::size_t i = 0; i < count; ++i) {
        std::string scope;
        if (scopes > 0) {
            scope = "s" + std::to_string(i * scopes / count) + "/";
            if (deep)
                scope += "t" + std::to_string(i * scopes * 3 / count) + "/";
        }
        const std::string name = scope + "n" + std::to_string(i);
        switch (alike ? i % 4 : below(10)) {
        case 0:
            results.push_back(builder.dense(name, earlier(), 8, 8));
            continue;
        case 1:
            builder.node(name, "AddV2", { earlier(), earlier() });
            break;
        case 2:
            builder.node(name, "ConcatV2", { earlier(), earlier(), earlier() });
            break;
        case 3:
            builder.node(name, "Relu", { earlier() });
            break;
        case 4:
            builder.node(name, "Mean", { earlier() });
            break;
        case 5:
            builder.node(name, "Reshape", { earlier() });
            break;
        case 6:
            builder.node(name, "MaxPool", { earlier() });
            break;
        case 7:
            builder.node(name, "SquaredDifference", { earlier(), earlier() });
            break;
        case 8:
            builder.node(name, "Softmax", { earlier() });
            break;
        default:
            builder.node(name, "Mul", { earlier(), earlier() });
            break;
        }
        results.push_back(name);
    }
    return builder;
}

// Equal blocks that may feed each other by way of something outside: what must not become one stack.
GraphBuilder randomBlocks(unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](std::size_t n) { return random() % n; };
    GraphBuilder builder;
    std::vector<std::string> results{ builder.placeholder("x", { -1, 8 }).name() };
    const std::size_t reach = 1 + below(4), often = 2 + below(6);
    const auto earlier = [&] { return results[results.size() - 1 - below(std::min(reach, results.size()))]; };
    for (std::size_t i = 0, count = 8 + below(20); i < count; ++i) {
        const std::string block = "block_" + std::to_string(i);
        results.push_back(builder.dense(block + "/b", builder.dense(block + "/a", earlier(), 8, 8), 8, 8));
        if (below(often) == 0) {
            builder.node("between_" + std::to_string(i), "AddV2", { earlier(), earlier() });
            results.push_back("between_" + std::to_string(i));
        }
    }
    return builder;
}

// An item on a circle of the edges between the children of one scope; or nothing.
std::string circle(const GraphView &view, const std::set<ItemId> &open)
{
    std::map<ItemId, std::vector<ItemId>> next;
    std::map<ItemId, int> inputs;
    for (const ViewEdge &edge : view.visibleEdges(open)) {
        next[edge.from].push_back(edge.to);
        inputs.emplace(edge.from, 0);
        ++inputs[edge.to];
    }
    std::vector<ItemId> free;
    for (const auto &[id, count] : inputs)
        if (count == 0)
            free.push_back(id);
    for (; !free.empty();) {
        const ItemId id = free.back();
        free.pop_back();
        for (const ItemId to : next[id])
            if (--inputs[to] == 0)
                free.push_back(to);
        inputs.erase(id);
    }
    return inputs.empty() ? std::string() : view.item(inputs.begin()->first).key;
}

} // namespace

class QuotientsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noCircles();
    void noCirclesWhenOneIsUndone();
};

void QuotientsTest::noCircles()
{
    int made = 0;
    for (unsigned seed = 1; seed <= 400; ++seed) {
        const auto view = viewOf((seed % 2 ? randomGraph(seed) : randomBlocks(seed)).read());
        QVERIFY(view);
        std::set<ItemId> open; // from the outside to the inside, one after the other: every picture on the way
        QVERIFY2(circle(*view, open).empty(), qPrintable(QString::number(seed)));
        for (const Item &item : view->items()) {
            made += item.isMade();
            if (!item.canOpen() || item.id == view->root())
                continue;
            open.insert(item.id);
            const std::string on = circle(*view, open);
            QVERIFY2(on.empty(), (std::to_string(seed) + ": " + on + " with " + item.key + " open").c_str());
        }
    }
    QVERIFY2(made > 500, qPrintable(QString::number(made)));
}

void QuotientsTest::noCirclesWhenOneIsUndone()
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const auto graph = (seed % 2 ? randomGraph(seed) : randomBlocks(seed)).read();
        const auto whole = viewOf(graph);
        int tried = 0;
        for (const Item &item : whole->items()) {
            if (!item.isMade() || ++tried > 5)
                continue;
            const auto view = viewOf(graph, GraphViewOptions{ {}, { item.key } });
            const std::string on = circle(*view, openAtFirst(*view));
            QVERIFY2(on.empty(), (std::to_string(seed) + ": " + on + " without " + item.key).c_str());
        }
    }
}

QTEST_GUILESS_MAIN(QuotientsTest)
#include "tst_quotients.moc"
