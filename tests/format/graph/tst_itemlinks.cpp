// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/itemlinks.h"
#include "tests/format/graph/graphbuilder.h"

#include "format/graph/graphview.h"

#include <QTest>

using namespace ckpt;

namespace {

std::vector<ItemId> ids(std::initializer_list<int> numbers)
{
    std::vector<ItemId> list;
    for (const int number : numbers)
        list.push_back(ItemId{ number });
    return list;
}

// 0 → 1 → 2 → 3, 1 → 4 → 3, a loop 2 → 5 → 1, and 6 alone.
ItemLinks links()
{
    std::vector<std::pair<ItemId, ItemId>> pairs;
    for (const auto &[a, b] :
        { std::pair{ 0, 1 }, { 1, 2 }, { 2, 3 }, { 1, 4 }, { 4, 3 }, { 2, 5 }, { 5, 1 }, { 1, 2 }, { 4, 4 } })
        pairs.emplace_back(ItemId{ a }, ItemId{ b });
    return { 7, pairs };
}

using Way = ItemLinks::Way;

} // namespace

class ItemLinksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nextOnEachSide()
    {
        const ItemLinks all = links();
        const auto list = [](std::span<const ItemId> span) { return std::vector<ItemId>(span.begin(), span.end()); };
        QVERIFY(list(all.next(ItemId{ 1 }, Way::Outputs)) == ids({ 2, 4 }));
        QVERIFY(list(all.next(ItemId{ 1 }, Way::Inputs)) == ids({ 0, 5 }));
        QVERIFY(all.next(ItemId{ 6 }, Way::Inputs).empty());
        QVERIFY(all.next(ItemId{ 70 }, Way::Inputs).empty());
        QVERIFY(ItemLinks().next(ItemId{ 0 }, Way::Outputs).empty());
    }

    void reachesStepByStep()
    {
        const ItemLinks all = links();
        const std::vector<ItemId> one = ids({ 1 });
        QVERIFY(all.reach(one, Way::Outputs, 1) == ids({ 1, 2, 4 }));
        QVERIFY(all.reach(one, Way::Outputs, 2) == ids({ 1, 2, 3, 4, 5 }));
        QVERIFY(all.reach(one, Way::Outputs) == ids({ 1, 2, 3, 4, 5 }));
        QVERIFY(all.reach(one, Way::Inputs) == ids({ 0, 1, 2, 5 }));
        QVERIFY(all.reach(ids({ 6 }), Way::Outputs) == ids({ 6 }));
        QVERIFY(all.reach({}, Way::Outputs).empty());
    }

    void waysBetween()
    {
        const ItemLinks all = links();
        QVERIFY(all.between(ids({ 0 }), ids({ 4 })) == ids({ 0, 1, 2, 4, 5 }));
        QVERIFY(all.between(ids({ 4 }), ids({ 3 })) == ids({ 3, 4 }));
        QVERIFY(all.between(ids({ 3 }), ids({ 0 })).empty());
    }

    void longChainsDoNotRecurse()
    {
        constexpr int kLength = 300'000;
        std::vector<std::pair<ItemId, ItemId>> pairs;
        for (int i = 1; i < kLength; ++i)
            pairs.emplace_back(ItemId{ i - 1 }, ItemId{ i });
        const ItemLinks chain(kLength, pairs);
        QCOMPARE(chain.reach(ids({ 0 }), Way::Outputs).size(), std::size_t{ kLength });
    }

    // Through closed scopes, pass-through nodes and gates: what the data does, not what is drawn.
    void graphsHaveThem()
    {
        test::GraphBuilder builder;
        builder.placeholder("x", { -1, 4 });
        const std::string first = builder.dense("tower/first", "x", 4, 8);
        builder.node("hop", "Identity", { first });
        builder.dense("tower/second", "hop", 8, 3);
        builder.dense("apart", "x", 4, 3);
        const auto graph = *GraphView::build(*builder.read(), nullptr);
        const auto item = [&](const char *node) { return graph->itemOf(graph->graph()->find(node)); };
        const std::vector<ItemId> from{ item("tower/second/MatMul") };
        const std::vector<ItemId> needed = graph->links().reach(from, Way::Inputs);
        const auto has = [&](const char *node) {
            return std::find(needed.begin(), needed.end(), item(node)) != needed.end();
        };
        QVERIFY(has("x") && has("tower/first/MatMul") && has("tower/second/MatMul"));
        QVERIFY(!has("apart/MatMul"));
    }

    // What a cond decides has no edge: the card that reads its branches says "← is_training".
    void conditionsAreSaidAndFollowed()
    {
        const auto read = MetaGraph::read(CKPT_SOURCE_DIR "/resources/sample/digits-run/digits.ckpt-300.meta");
        QVERIFY(read);
        const auto graph = *GraphView::build(*read, nullptr);
        const auto card = [&](const char *key) -> const Item * {
            for (const Item &item : graph->items())
                if (item.key == key)
                    return &item;
            return nullptr;
        };
        const Item *conv1 = card("conv1"), *conv2 = card("conv2");
        QVERIFY(conv1 && conv2);
        const auto says = [](const Item *item) {
            return std::find(item->notes.begin(), item->notes.end(), "← is_training") != item->notes.end();
        };
        QVERIFY(says(conv1) && !says(conv2));
        const ItemId training = graph->itemOf((*read)->find("input/is_training"));
        QVERIFY(training != ItemId::None);
        const std::vector<ItemId> from{ training };
        const std::vector<ItemId> reached = graph->links().reach(from, Way::Outputs, 1);
        QVERIFY(std::any_of(reached.begin(), reached.end(),
            [&](ItemId id) { return id != training && graph->item(id).parent == conv1->id; }));
    }
};

QTEST_GUILESS_MAIN(ItemLinksTest)
#include "tst_itemlinks.moc"
