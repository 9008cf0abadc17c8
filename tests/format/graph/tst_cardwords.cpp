// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What cards say of themselves: what an input is for, shapes, names of calls, what a layer does.
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QtTest>
#include <algorithm>

using namespace ckpt;
using test::GraphBuilder;

class TestCardWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyShapeOfAnOldPlaceholderIsAny();
    void inputOfAScalarModelIsNoControl();
    void amountOfADropoutIsControl();
    void serializedExamplesAreNoControl();
    void callsAreCalledByTheirFunction();
    void reductionBehindALayerIsNamed();
    void variablesDrawnAloneHaveTheirRow();
};

namespace {

std::shared_ptr<const GraphView> viewOf(const GraphBuilder &builder, const GraphViewOptions &options = {})
{
    const auto graph = builder.read();
    const auto view = graph ? GraphView::build(*graph, nullptr, options) : tl::unexpected(graph.error());
    return view ? *view : nullptr;
}

const Item *find(const GraphView &view, std::string_view title)
{
    const auto found =
        std::find_if(view.items().begin(), view.items().end(), [&](const Item &item) { return item.title == title; });
    return found == view.items().end() ? nullptr : &*found;
}

std::string subtitle(const GraphView &view, std::string_view title)
{
    const Item *item = find(view, title);
    return item ? item->subtitle : "(no such card)";
}

} // namespace

void TestCardWords::emptyShapeOfAnOldPlaceholderIsAny()
{
    for (const int producer : { 0, 9, 21, 22, 1205 }) {
        GraphBuilder builder;
        builder.graph().mutable_versions()->set_producer(producer);
        builder.placeholder("x", {});
        builder.variable("w", { 4, 4 });
        builder.node("product", "MatMul", { "x", "w/read" });
        const auto view = viewOf(builder);
        QVERIFY(view);
        const std::string expected = producer <= 21 ? "float32" : "float32 scalar";
        QVERIFY2(subtitle(*view, "x").starts_with(expected), subtitle(*view, "x").c_str());
        QCOMPARE(subtitle(*view, "x").find("scalar") == std::string::npos, producer <= 21);
    }
}

// half_plus_two: the one number that comes in is the data, though it is a scalar.
void TestCardWords::inputOfAScalarModelIsNoControl()
{
    GraphBuilder builder;
    builder.placeholder("x", {});
    builder.variable("a", {});
    builder.variable("b", {});
    builder.node("product", "Mul", { "x", "a/read" });
    builder.node("y", "Add", { "product", "b/read" });
    const auto view = viewOf(builder);
    QVERIFY(view);
    QCOMPARE(subtitle(*view, "x"), std::string("float32 scalar"));
}

// TensorFlow 1.10 does not know the rank of keep_prob; its gradient reads it too.
void TestCardWords::amountOfADropoutIsControl()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 8 });
    (*builder.node("keep", "Placeholder").mutable_attr())["dtype"].set_type(pb::DT_FLOAT);
    const std::string hidden = builder.dense("fc", "x", 8, 8);
    builder.node("drop/shape", "Shape", { hidden });
    builder.node("drop/random", "RandomUniform", { "drop/shape" });
    builder.node("drop/add", "Add", { "keep", "drop/random" });
    builder.node("drop/floor", "Floor", { "drop/add" });
    builder.node("drop/div", "RealDiv", { hidden, "keep" });
    builder.node("drop/mul", "Mul", { "drop/div", "drop/floor" });
    builder.dense("out", "drop/mul", 8, 2);
    builder.node("gradients/drop/div_grad/Shape", "Shape", { "keep" });
    builder.node("gradients/drop/div_grad/Sum", "Sum", { "gradients/drop/div_grad/Shape", "out/Relu" });
    const auto view = viewOf(builder);
    QVERIFY(view);
    QCOMPARE(subtitle(*view, "keep"), std::string("float32 · control"));
    QCOMPARE(subtitle(*view, "x"), std::string("float32 N×8"));
    const Item *dropout = find(*view, "drop");
    QVERIFY(dropout);
    QCOMPARE(dropout->layerName, std::string("Dropout 1"));
}

void TestCardWords::serializedExamplesAreNoControl()
{
    GraphBuilder builder;
    (*builder.node("examples", "Placeholder").mutable_attr())["dtype"].set_type(pb::DT_STRING);
    builder.node("parse", "ParseExample", { "examples" });
    builder.dense("fc", "parse", 8, 2);
    const auto view = viewOf(builder);
    QVERIFY(view);
    QCOMPARE(subtitle(*view, "examples"), std::string("string"));
}

void TestCardWords::callsAreCalledByTheirFunction()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 8 });
    for (const std::string function : { "__inference___call___12", "__inference_encode_7" }) {
        pb::FunctionDef &def = *builder.graph().mutable_library()->add_function();
        def.mutable_signature()->set_name(function);
        auto &argument = *def.mutable_signature()->add_input_arg();
        argument.set_name("a");
        argument.set_type(pb::DT_FLOAT);
        pb::NodeDef &node = *def.add_node_def();
        node.set_name(function.find("encode") == std::string::npos ? "compute/squash" : "squash");
        node.set_op("Tanh");
        node.add_input("a");
        const std::string call = "StatefulPartitionedCall" + std::string(function.ends_with("12") ? "" : "_1");
        (*builder.node(call, "StatefulPartitionedCall", { "x" }).mutable_attr())["f"].mutable_func()->set_name(
            function);
    }
    const auto view = viewOf(builder);
    QVERIFY(view);
    QVERIFY(find(*view, "compute/squash"));
    QVERIFY(find(*view, "encode/squash"));
    for (const Item &item : view->items()) {
        QVERIFY2(item.title.find("PartitionedCall") == std::string::npos, item.title.c_str());
        QVERIFY2(item.title.find("call__") == std::string::npos, item.title.c_str());
    }
}

// A maximum over the channels: without it, the next layer's inputs would not fit.
void TestCardWords::reductionBehindALayerIsNamed()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 8 });
    const std::string hidden = builder.dense("fc", "x", 8, 8);
    builder.node("fc/axis", "Const");
    builder.node("fc/pool", "Max", { hidden, "fc/axis" });
    builder.dense("out", "fc/pool", 8, 2);
    const auto view = viewOf(builder);
    QVERIFY(view);
    QCOMPARE(subtitle(*view, "fc"), std::string("Dense 8 · Relu · Max"));
    QCOMPARE(subtitle(*view, "out"), std::string("Dense 2 · Relu"));
}

void TestCardWords::variablesDrawnAloneHaveTheirRow()
{
    GraphBuilder builder;
    builder.variable("w", { 3, 2 });
    const auto view = viewOf(builder);
    QVERIFY(view);
    const Item *card = find(*view, "w");
    QVERIFY(card && card->rows.size() == 1);
    QCOMPARE(card->rows.front().shape, std::string("3×2"));
    QCOMPARE(view->itemsOfVariable("w"), std::vector<ItemId>{ card->id });
}

QTEST_APPLESS_MAIN(TestCardWords)
#include "tst_cardwords.moc"
