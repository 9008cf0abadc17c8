// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which cards are built alike (DIAGRAM notes 6.2).
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QTest>

#include <algorithm>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// Blocks of two dense layers; the second is as large as the first, the third is not, the fourth has one layer.
std::shared_ptr<const GraphView> blocks(const GraphViewOptions &options = {})
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 16 });
    std::string last = builder.dense("one/b", builder.dense("one/a", "x", 16, 8), 8, 16);
    last = builder.dense("two/b", builder.dense("two/a", last, 16, 8), 8, 16);
    last = builder.dense("three/b", builder.dense("three/a", last, 16, 4), 4, 16);
    builder.node("other/pool", "Softmax", { last });
    builder.node("other/sum", "Mean", { "other/pool" });
    return *GraphView::build(*builder.read(), nullptr, options);
}

const Item &named(const GraphView &view, const std::string &key)
{
    return *std::find_if(view.items().begin(), view.items().end(), [&](const Item &item) { return item.key == key; });
}

} // namespace

class LikenessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsSimilarAndIdentical()
    {
        const auto view = blocks();
        const Item &one = named(*view, "one"), &two = named(*view, "two"), &three = named(*view, "three");
        QVERIFY(one.structure > 0);
        QCOMPARE(two.structure, one.structure);
        QCOMPARE(three.structure, one.structure);
        QCOMPARE(one.similar, 2u);
        QCOMPARE(one.identical, 1u);
        QCOMPARE(three.identical, 0u);
        const Item &layer = named(*view, "one/a/MatMul");
        QVERIFY(layer.structure > 0 && layer.structure != one.structure);
        QCOMPARE(layer.similar, 5u);
        QCOMPARE(layer.identical, 1u); // two/a
        QVERIFY(one.structure < layer.structure || layer.structure < one.structure);
    }

    void stridesTellApart()
    {
        GraphBuilder builder;
        builder.placeholder("x", { -1, 32, 32, 8 });
        std::string last = "x";
        for (const auto &[name, stride] : { std::pair("a", 1), std::pair("b", 1), std::pair("c", 2) }) {
            const std::string scope(name);
            builder.variable(scope + "/kernel", { 3, 3, 8, 8 });
            auto &conv = builder.node(scope + "/Conv2D", "Conv2D", { last, scope + "/kernel/read" });
            for (const int step : { 1, stride, stride, 1 })
                (*conv.mutable_attr())["strides"].mutable_list()->add_i(step);
            (*conv.mutable_attr())["_output_shapes"].mutable_list(); // says nothing of how it works
            builder.node(last = scope + "/Relu", "Relu", { scope + "/Conv2D" });
        }
        const auto view = *GraphView::build(*builder.read(), nullptr, {});
        const Item &one = named(*view, "a/Conv2D"), &two = named(*view, "b/Conv2D"), &other = named(*view, "c/Conv2D");
        QVERIFY(one.structure > 0 && one.structure == other.structure);
        QVERIFY(one.identical == 1 && two.identical == 1 && other.identical == 0 && other.similar == 2);
    }

    void singleOpsAndWhatIsAloneHaveNone()
    {
        const auto view = blocks();
        for (const Item &item : view->items()) {
            if (item.kind == ItemKind::Op || item.id == view->root())
                QCOMPARE(item.structure, 0u);
            if (item.structure == 0)
                QVERIFY(item.similar == 0 && item.identical == 0);
            else
                QVERIFY(item.similar > 0 && item.identical <= item.similar);
        }
        QCOMPARE(named(*view, "other").structure, 0u);
    }

    void numbersAscendAlongTheData()
    {
        const auto view = blocks();
        std::uint32_t most = 0;
        for (const Item &item : view->items())
            most = std::max(most, item.structure);
        QCOMPARE(most, 2u); // blocks and layers
    }

    // Stacks are made after the tree was signed first.
    void membersOfStacksAreAlike()
    {
        GraphBuilder builder;
        std::string last = builder.placeholder("x", { -1, 16 }).name();
        for (int i = 0; i < 12; ++i) {
            const std::string block = "block_" + std::to_string(i);
            last = builder.dense(block + "/b", builder.dense(block + "/a", last, 16, 16), 16, 16);
        }
        const auto view = *GraphView::build(*builder.read(), nullptr, {});
        QCOMPARE(named(*view, "block_3").identical, 11u);
    }
};

QTEST_GUILESS_MAIN(LikenessTest)
#include "tst_likeness.moc"
