// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Where many read one tensor they name it instead of an edge each, and the way of the data is never cut by that.
#include "format/graph/crowds.h"
#include "tests/format/graph/graphbuilder.h"
#include "tests/format/graph/viewwords.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestCrowds : public QObject {
    Q_OBJECT
private slots:
    void wordsInsideAnOpenScope();
    void fewReadersKeepEdges();
    void inputsCrowdSooner();
    void soleInputsKeepEdges();
    void ownPartsKeepEdges();
    void theUserHasTheLastWord();
};

// A chain of blocks that differ, each multiplied by `scale`; all in the scope `body`.
static GraphBuilder gated(int blocks, const std::string &scope = "body/")
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    builder.placeholder("mask", { -1, 4 });
    builder.node("scale", "Softmax", { "mask" });
    std::string last = "x";
    for (int i = 0; i < blocks; ++i) {
        const std::string block = scope + "block" + std::string(1, char('a' + i));
        last = builder.dense(block, last, 4 + i, 5 + i);
        for (int k = 0; k < i; ++k) // no two are equal
            last = builder.dense(block + "/dense" + std::to_string(k), last, 5 + i, 5 + i);
        builder.node(block + "/gate", "Mul", { last, "scale" });
        last = block + "/gate";
    }
    builder.node("probabilities", "Softmax", { last });
    return builder;
}

static const Item &at(const GraphView &view, std::string_view key)
{
    const auto found =
        std::find_if(view.items().begin(), view.items().end(), [&](const Item &item) { return item.key == key; });
    if (found == view.items().end())
        qFatal("no item %s", std::string(key).c_str());
    return *found;
}

// Sources of the edges into an item; all scopes around it are open.
static std::set<std::string> sourcesOf(const GraphView &view, std::string_view key)
{
    std::set<ItemId> open;
    for (ItemId id = at(view, key).parent; id != ItemId::None; id = view.item(id).parent)
        open.insert(id);
    std::set<std::string> sources;
    for (const ViewEdge &edge : view.visibleEdges(open))
        if (view.item(edge.to).key == key)
            sources.insert(view.item(edge.from).key);
    return sources;
}

static bool tells(const GraphView &view, std::string_view key, const char *words)
{
    const auto &notes = at(view, key).notes;
    return std::find(notes.begin(), notes.end(), words) != notes.end();
}

static GraphViewOptions drawing(const std::string &key)
{
    GraphViewOptions options;
    options.places = { { key, ItemPlace::Main } };
    return options;
}

void TestCrowds::wordsInsideAnOpenScope()
{
    const auto view = viewOf(gated(12).read());
    QVERIFY(view);
    QCOMPARE(at(*view, "scale").place, ItemPlace::AsideInCrowds);
    QVERIFY(sourcesOf(*view, "body").contains("scale")); // closed: the data comes in
    QVERIFY(!tells(*view, "body", "← scale") && tells(*view, "scale", "used at 12 places in body"));
    for (const char *block : { "body/blocka", "body/blockf", "body/blockl" }) {
        QVERIFY(!sourcesOf(*view, block).contains("scale") && !sourcesOf(*view, block).empty());
        QVERIFY(tells(*view, block, "← scale"));
    }
    QVERIFY(tells(*view, "body/blockf/gate", "← scale")); // and what is opened still tells
    QVERIFY(!sourcesOf(*view, "body/blockf/gate").contains("scale"));
    QVERIFY(!tells(*view, "body/blockf/MatMul", "← scale"));
    const auto &links = view->links(); // traces go through it
    QCOMPARE(links.next(at(*view, "scale").id, ItemLinks::Way::Outputs).size(), std::size_t{ 12 });
}

void TestCrowds::fewReadersKeepEdges()
{
    const auto view = viewOf(gated(int(Crowds::kReaders) - 1).read());
    QVERIFY(view);
    QCOMPARE(at(*view, "scale").place, ItemPlace::Main);
    QVERIFY(sourcesOf(*view, "body/blockb").contains("scale") && !tells(*view, "body/blockb", "← scale"));
    QCOMPARE(at(*viewOf(gated(int(Crowds::kReaders)).read()), "scale").place, ItemPlace::AsideInCrowds);
}

void TestCrowds::inputsCrowdSooner()
{
    const auto withInput = [](int blocks) {
        GraphBuilder builder = gated(blocks);
        for (auto &node : *builder.graph().mutable_node())
            for (auto &input : *node.mutable_input())
                if (input == "scale")
                    input = "mask";
        return viewOf(builder.read());
    };
    QCOMPARE(at(*withInput(int(Crowds::kFewReaders)), "mask").place, ItemPlace::AsideInCrowds);
    QCOMPARE(at(*withInput(int(Crowds::kFewReaders) - 1), "mask").place, ItemPlace::Main);
}

// Ten heads of one trunk, and nothing else goes into them.
void TestCrowds::soleInputsKeepEdges()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    const std::string trunk = builder.dense("trunk", "x", 4, 16);
    for (int i = 0; i < 12; ++i)
        builder.node("probabilities" + std::to_string(i), "Softmax",
            { builder.dense("head" + std::to_string(i), trunk, 16, 2 + i) });
    const auto view = viewOf(builder.read());
    QVERIFY(view);
    for (const Item &item : view->items())
        QVERIFY2(item.place == ItemPlace::Main, item.key.c_str());
}

// Each reader takes a tensor of its own.
void TestCrowds::ownPartsKeepEdges()
{
    GraphBuilder builder = gated(12);
    int port = 0;
    for (auto &node : *builder.graph().mutable_node()) {
        if (node.name() == "scale")
            node.set_op("Unpack");
        for (auto &input : *node.mutable_input())
            if (input == "scale")
                input = "scale:" + std::to_string(port++);
    }
    const auto view = viewOf(builder.read());
    QVERIFY(view && port == 12);
    QCOMPARE(at(*view, "scale").place, ItemPlace::Main);
    QVERIFY(sourcesOf(*view, "body/blockf").contains("scale"));
}

void TestCrowds::theUserHasTheLastWord()
{
    const auto graph = gated(12).read();
    const auto view = viewOf(graph, drawing("scale"));
    QVERIFY(view && view->places().size() == 1);
    QVERIFY(at(*view, "scale").place == ItemPlace::Main && at(*view, "scale").placeChosen);
    QVERIFY(sourcesOf(*view, "body/blockf").contains("scale") && !tells(*view, "body/blockf", "← scale"));
    QVERIFY(viewOf(gated(3).read(), drawing("scale"))->places().empty()); // the rule says so anyway
}

QTEST_APPLESS_MAIN(TestCrowds)
#include "tst_crowds.moc"
