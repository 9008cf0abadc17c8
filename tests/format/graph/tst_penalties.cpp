// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Weight penalties: not drawn, but told on the card of the loss.
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QtTest>
#include <algorithm>

using namespace ckpt;
using test::GraphBuilder;

class TestPenalties : public QObject {
    Q_OBJECT
private slots:
    void areToldOnTheLoss();
    void oneIsOne();
    void sharedSumsCountOnce();
    void shownPenaltiesAreNotTold();
};

// Two dense layers; the penalties of `weights` are summed and added to the mean of the squared outputs.
static GraphBuilder network(const std::vector<std::string> &weights)
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    const std::string hidden = builder.dense("a", "x", 4, 8);
    const std::string output = builder.dense("b", hidden, 8, 2);
    std::vector<std::string> penalties;
    for (const std::string &weight : weights) {
        builder.node("penalty/" + weight, "L2Loss", { weight + "/read" });
        penalties.push_back("penalty/" + weight);
    }
    builder.node("penalty/sum", "AddN", penalties);
    builder.node("loss/Square", "Square", { output });
    builder.node("loss/axes", "Const");
    builder.node("loss/Mean", "Mean", { "loss/Square", "loss/axes" });
    builder.node("total", "AddV2", { "loss/Mean", "penalty/sum" });
    return builder;
}

static std::vector<const Item *> told(const GraphView &view)
{
    std::vector<const Item *> items;
    for (const Item &item : view.items())
        for (const std::string &note : item.notes)
            if (note.find("weight penalt") != std::string::npos)
                items.push_back(&item);
    return items;
}

static std::shared_ptr<const GraphView> view(const GraphBuilder &builder, const GraphViewOptions &options = {})
{
    return *GraphView::build(*builder.read(), nullptr, options);
}

void TestPenalties::areToldOnTheLoss()
{
    const auto drawn = view(network({ "a/kernel", "b/kernel", "a/bias", "b/bias" }));
    const auto items = told(*drawn);
    QVERIFY(!items.empty());
    for (const Item *item : items) {
        QCOMPARE(item->notes, std::vector<std::string>{ "+ 4 weight penalties" });
        QVERIFY2(
            item->reason.ends_with("depend on no data: a/kernel, a/bias, b/kernel and 1 more."), item->reason.c_str());
        QVERIFY(item->title == "total" || item->category == Category::Loss);
    }
    QVERIFY(std::any_of(items.begin(), items.end(), [](const Item *item) { return !item->canOpen(); }));
}

void TestPenalties::oneIsOne()
{
    const auto drawn = view(network({ "b/kernel" }));
    const auto items = told(*drawn);
    QVERIFY(!items.empty());
    QCOMPARE(items.front()->notes.front(), std::string("+ 1 weight penalty"));
}

// Of several towers each adds all of them.
void TestPenalties::sharedSumsCountOnce()
{
    GraphBuilder builder = network({ "a/kernel", "b/kernel" });
    builder.node("second", "AddV2", { "loss/Mean", "penalty/sum" });
    builder.node("twice", "AddV2", { "penalty/sum", "penalty/a/kernel" });
    builder.node("third", "AddV2", { "loss/Mean", "twice" });
    const auto drawn = view(builder);
    int leaves = 0;
    for (const Item *item : told(*drawn)) {
        leaves += item->canOpen() ? 0 : 1;
        QCOMPARE(item->notes, std::vector<std::string>{ "+ 2 weight penalties" });
    }
    QCOMPARE(leaves, 3);
}

void TestPenalties::shownPenaltiesAreNotTold()
{
    const auto drawn = view(network({ "a/kernel", "b/kernel" }), { { NodeClass::Regularizer }, {} });
    QVERIFY(told(*drawn).empty());
}

QTEST_APPLESS_MAIN(TestPenalties)
#include "tst_penalties.moc"
