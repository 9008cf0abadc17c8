// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What many use is named by its readers instead of an edge to each: by rule, or where the user wants it.
#include "tests/format/graph/viewwords.h"

#include <QtTest>
#include <algorithm>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

class TestPlaces : public QObject {
    Q_OBJECT
private slots:
    void gatesAreAside();
    void gatesAreKept();
    void othersArePutAside();
    void scopesArePutAside();
    void whatTheRuleSaysAnyway();
};

static GraphViewOptions placing(std::map<std::string, ItemPlace> places)
{
    GraphViewOptions options;
    options.places = std::move(places);
    return options;
}

static bool has(const std::vector<std::string> &list, const char *text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

static std::set<std::string> edgesOf(const GraphView &view)
{
    return edgeTexts(view, openAtFirst(view));
}

void TestPlaces::gatesAreAside()
{
    const auto view = viewOf(MetaGraph::read(kSample));
    QVERIFY(view);
    const Item *gate = find(*view, "is_training");
    QVERIFY(gate->place == ItemPlace::Aside && !gate->placeChosen && gate->feeds);
    QVERIFY(has(find(*view, "conv1")->notes, "← is_training"));
    QVERIFY(!edgesOf(*view).contains("is_training → conv1"));
    QVERIFY(find(*view, "conv1")->place == ItemPlace::Main && find(*view, "conv1")->feeds);
    QVERIFY(!find(*view, "probabilities")->feeds);
}

void TestPlaces::gatesAreKept()
{
    const auto graph = MetaGraph::read(kSample);
    const auto view = viewOf(graph);
    const auto kept = viewOf(graph, placing({ { find(*view, "is_training")->key, ItemPlace::Main } }));
    QVERIFY(kept && kept->places().size() == 1);
    const Item *gate = find(*kept, "is_training");
    QVERIFY(gate->place == ItemPlace::Main && gate->placeChosen);
    QVERIFY(gate->notes.empty() && !has(find(*kept, "conv1")->notes, "← is_training"));
    std::set<std::string> expected = edgesOf(*view);
    expected.insert("is_training → conv1 scalar");
    QCOMPARE(edgesOf(*kept), expected);
}

void TestPlaces::othersArePutAside()
{
    const auto graph = MetaGraph::read(kSample);
    const auto view = viewOf(graph);
    const auto aside =
        viewOf(graph, placing({ { find(*view, "fc2")->key, ItemPlace::Aside }, { "nowhere", ItemPlace::Main } }));
    QVERIFY(aside && find(*aside, "fc2")->place == ItemPlace::Aside);
    QCOMPARE(aside->places().size(), std::size_t{ 1 });
    QVERIFY(has(find(*aside, "loss")->notes, "← fc2") && has(find(*aside, "fc2")->notes, "used at 3 places"));
    std::set<std::string> expected = edgesOf(*view);
    std::erase_if(expected, [](const std::string &edge) { return edge.starts_with("fc2 → "); });
    QCOMPARE(edgesOf(*aside), expected); // what feeds it still does
    QCOMPARE(aside->items().size(), view->items().size());
    const ItemId item = view->itemOf((*graph)->find("fc2/MatMul")); // traces still go through it
    QCOMPARE(aside->links().next(item, ItemLinks::Way::Outputs).size(),
        view->links().next(item, ItemLinks::Way::Outputs).size());
}

void TestPlaces::scopesArePutAside()
{
    const auto graph = MetaGraph::read(kSample);
    const auto aside = viewOf(graph, placing({ { "conv1", ItemPlace::Aside } }));
    QVERIFY(aside);
    const Item *scope = find(*aside, "conv1");
    QVERIFY(scope->canOpen() && has(find(*aside, "conv2")->notes, "← conv1"));
    std::set<ItemId> open = openAtFirst(*aside);
    open.insert(scope->id);
    const auto edges = aside->visibleEdges(open); // those inside it stay
    QVERIFY(std::any_of(edges.begin(), edges.end(), [&](const ViewEdge &edge) {
        return aside->item(edge.from).parent == scope->id && aside->item(edge.to).parent == scope->id;
    }));
    QVERIFY(std::none_of(edges.begin(), edges.end(), [&](const ViewEdge &edge) {
        return aside->item(edge.from).parent == scope->id && aside->item(edge.to).parent != scope->id;
    }));
}

void TestPlaces::whatTheRuleSaysAnyway()
{
    const auto graph = MetaGraph::read(kSample);
    const auto view = viewOf(graph);
    const std::string gate = find(*view, "is_training")->key;
    const auto same = viewOf(graph, placing({ { gate, ItemPlace::Aside }, { "conv2", ItemPlace::Main } }));
    QVERIFY(same && same->places().empty()); // there is nothing to undo
    QVERIFY(!find(*same, "is_training")->placeChosen && !find(*same, "conv2")->placeChosen);
    QCOMPARE(edgesOf(*same), edgesOf(*view));
}

QTEST_APPLESS_MAIN(TestPlaces)
#include "tst_places.moc"
