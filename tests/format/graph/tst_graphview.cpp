// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/run.h"
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"
#include "tests/format/graph/viewwords.h"

#include <QtTest>
#include <algorithm>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

class TestGraphView : public QObject {
    Q_OBJECT
private slots:
    void sampleCards();
    void sampleEdges();
    void openingAScopeMovesItsEdges();
    void hiddenClassesComeBack();
    void itemsOfNodesAndVariables();
    void sharedWeights();
    void anonymousNames();
    void gatesAreToldInWords();
    void frozenWeights();
    void functionBodies();
    void longNameOfACall();
    void neverEmpty_data();
    void neverEmpty();
    void damagedGraphs();
    void nameIsNodeAndScope();
    void everyKeyIsOneCards();
    void lossIsNotHidden();
    void sameTwice();
    void stopsWhenCancelled();
    void factsOfTheSample();
};

void TestGraphView::sampleCards()
{
    const auto view = viewOf(MetaGraph::read(kSample));
    QVERIFY(view);
    std::vector<std::string> cards;
    for (const ItemId id : view->item(view->root()).children)
        cards.push_back(view->item(id).title + ": " + view->item(id).subtitle);
    QCOMPARE(cards,
        (std::vector<std::string>{ "x: float32 N×64", "y: int64 N · labels", "keep_prob: float32 scalar · control",
            "is_training: bool scalar", "conv1: Conv2D 3×3, 8 · BatchNorm · Relu · MaxPool",
            "conv2: Conv2D 3×3, 12 · Relu · MaxPool", "fc1: Dense 24 · Relu", "dropout: Dropout", "fc2: Dense 10",
            "loss: 2 ops: Mean, SparseSoftmaxCrossEntropyWithLogits", "accuracy: 4 ops: Mean, Equal, ArgMax",
            "probabilities: Softmax" }));
    const Item *conv = find(*view, "conv1");
    QVERIFY(conv->canOpen());
    QCOMPARE(conv->category, Category::Convolution);
    QCOMPARE(conv->parameters, std::int64_t{ 3 * 3 * 8 + 8 + 4 * 8 });
    QCOMPARE(conv->variableCount, 6u);
    QCOMPARE(conv->rows.size(), std::size_t{ 4 });
    QCOMPARE(conv->rows[0].label, std::string("kernel"));
    QCOMPARE(conv->rows[0].shape, std::string("3×3×1×8"));
    QCOMPARE(conv->rows[0].keys, std::vector<std::string>{ "conv1/weights" });
    const auto affine = std::find_if(
        conv->rows.begin(), conv->rows.end(), [](const VariableRow &row) { return row.role == Role::Norm; });
    QVERIFY(affine != conv->rows.end());
    QCOMPARE(affine->label, std::string("gamma, beta"));
    QCOMPARE(affine->keys, (std::vector<std::string>{ "conv1/bn/gamma", "conv1/bn/beta" }));
}

void TestGraphView::sampleEdges()
{
    const auto view = viewOf(MetaGraph::read(kSample));
    QVERIFY(view);
    QCOMPARE(edgeTexts(*view, openAtFirst(*view)),
        (std::set<std::string>{ "x → conv1 N×64", "y → loss N", "y → accuracy N", "keep_prob → dropout scalar",
            "conv1 → conv2 N×4×4×8", "conv2 → fc1 N×2×2×12", "fc1 → dropout N×24", "dropout → fc2 N×24",
            "fc2 → loss N×10", "fc2 → accuracy N×10", "fc2 → probabilities N×10" }));
}

void TestGraphView::openingAScopeMovesItsEdges()
{
    const auto view = viewOf(MetaGraph::read(kSample));
    QVERIFY(view);
    std::set<ItemId> open = openAtFirst(*view);
    const std::size_t before = view->visibleEdges(open).size();
    const Item *conv = find(*view, "conv1");
    open.insert(conv->id);
    const auto edges = view->visibleEdges(open);
    QVERIFY(edges.size() > before);
    for (const ViewEdge &edge : edges) {
        QVERIFY(edge.from != conv->id && edge.to != conv->id);
        QVERIFY(edge.from != edge.to);
    }
    // An open item inside a closed one changes nothing.
    open = openAtFirst(*view);
    open.insert(conv->children.front());
    QCOMPARE(view->visibleEdges(open).size(), before);
}

void TestGraphView::hiddenClassesComeBack()
{
    const auto graph = MetaGraph::read(kSample);
    const auto view = viewOf(graph);
    const auto shown = viewOf(graph, { { NodeClass::Summary, NodeClass::Saver }, {} });
    QVERIFY(view && shown);
    std::uint32_t leaves = 0, hidden = 0;
    for (const HiddenClass &entry : view->hidden()) {
        QVERIFY(!entry.shown);
        if (entry.nodeClass == NodeClass::Summary || entry.nodeClass == NodeClass::Saver)
            hidden += entry.count;
        if (!entry.folded)
            QVERIFY(entry.nodeClass != NodeClass::Constant && entry.nodeClass != NodeClass::Variable);
    }
    leaves = view->item(view->root()).leafCount;
    QVERIFY(hidden > 50);
    QCOMPARE(shown->item(shown->root()).leafCount, leaves + hidden);
    const NodeIndex save = (*graph)->find("save/SaveV2");
    QVERIFY(view->itemOf(save) == ItemId::None);
    QVERIFY(shown->itemOf(save) != ItemId::None);
    QCOMPARE(shown->classOf(save), NodeClass::Saver); // still what it is
    const auto &chips = shown->hidden();
    QVERIFY(std::any_of(
        chips.begin(), chips.end(), [](const HiddenClass &c) { return c.nodeClass == NodeClass::Saver && c.shown; }));
}

void TestGraphView::itemsOfNodesAndVariables()
{
    const auto graph = MetaGraph::read(kSample);
    const auto view = viewOf(graph);
    QVERIFY(view);
    const auto inside = [&](ItemId id, std::string_view title) {
        for (; id != ItemId::None; id = view->item(id).parent)
            if (view->item(id).title == title)
                return true;
        return false;
    };
    QVERIFY(inside(view->itemOf((*graph)->find("conv2/conv")), "conv2"));
    QVERIFY(inside(view->itemOf((*graph)->find("conv2/weights")), "conv2")); // the variable itself
    QVERIFY(inside(view->itemOf((*graph)->find("conv2/weights/read")), "conv2"));
    for (const char *key :
        { "conv1/weights", "conv1/bn/moving_mean", "conv1/weights/Adam", "conv1/biases/ExponentialMovingAverage" }) {
        const auto items = view->itemsOfVariable(key);
        QVERIFY2(!items.empty(), key);
        QVERIFY2(inside(items.front(), "conv1"), key);
    }
    QVERIFY(view->itemsOfVariable("global_step").empty());
    QVERIFY(view->itemsOfVariable("no such variable").empty());
    QCOMPARE(view->variablesOf(find(*view, "fc1")->id), (std::vector<std::string>{ "fc1/biases", "fc1/weights" }));
    QCOMPARE(view->variablesOf(view->root()).size(), std::size_t{ 12 });
}

void TestGraphView::sharedWeights()
{
    GraphBuilder builder;
    builder.placeholder("left", { -1, 4 });
    builder.placeholder("right", { -1, 4 });
    builder.variable("w", { 4, 4 });
    builder.node("tower/MatMul", "MatMul", { "left", "w/read" });
    builder.node("tower_1/MatMul", "MatMul", { "right", "w/read" });
    builder.node("distance", "SquaredDifference", { "tower/MatMul", "tower_1/MatMul" });
    const auto view = viewOf(builder.read());
    QVERIFY(view);
    QCOMPARE(view->itemsOfVariable("w").size(), std::size_t{ 2 });
    for (const ItemId id : view->itemsOfVariable("w")) {
        QCOMPARE(view->item(id).layerName, std::string("Dense 1")); // the same kernel keeps its number
        QVERIFY(view->item(id).rows.front().shared);
    }
}

void TestGraphView::anonymousNames()
{
    const auto view = viewOf(MetaGraph::read(CKPT_SOURCE_DIR "/tests/data/digits-anonymous/model.ckpt-300.meta"));
    QVERIFY(view);
    for (const char *title : { "Dense 1", "Dense 2", "Dense 3" })
        QVERIFY2(find(*view, title), title);
}

void TestGraphView::gatesAreToldInWords()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 8 });
    builder.placeholder("keep", {});
    std::string last = "x";
    for (const std::string layer : { "a", "b", "c" }) {
        last = builder.dense(layer, last, 8, 8);
        builder.node(layer + "_drop/shape", "Shape", { last });
        builder.node(layer + "_drop/random", "RandomUniform", { layer + "_drop/shape" });
        builder.node(layer + "_drop/add", "Add", { "keep", layer + "_drop/random" });
        builder.node(layer + "_drop/floor", "Floor", { layer + "_drop/add" });
        builder.node(layer + "_drop/div", "RealDiv", { last, "keep" });
        builder.node(layer + "_drop/mul", "Mul", { layer + "_drop/div", layer + "_drop/floor" });
        last = layer + "_drop/mul";
    }
    builder.dense("out", last, 8, 2);
    const auto view = viewOf(builder.read());
    QVERIFY(view);
    int told = 0;
    for (const Item &item : view->items())
        told += std::count(item.notes.begin(), item.notes.end(), "← keep");
    QCOMPARE(told, 3);
    for (const ViewEdge &edge : view->visibleEdges(openAtFirst(*view)))
        QVERIFY(view->item(edge.from).title != "keep");
    const Item *dropout = find(*view, "a_drop");
    QVERIFY(dropout && dropout->kind == ItemKind::Layer);
    QCOMPARE(dropout->layerName, std::string("Dropout 1"));
}

void TestGraphView::frozenWeights()
{
    const auto view = viewOf(MetaGraph::read(CKPT_SOURCE_DIR "/tests/data/diagram/frozen_lstm_small.pb"));
    QVERIFY(view);
    bool any = false;
    for (const Item &item : view->items())
        for (const VariableRow &row : item.rows) {
            QVERIFY(row.frozen);
            any = true;
        }
    QVERIFY(any);
}

void TestGraphView::functionBodies()
{
    const auto graph = MetaGraph::read(CKPT_SOURCE_DIR "/tests/data/diagram/keras_rnn_saved_model.pb");
    const auto view = viewOf(graph);
    QVERIFY(view);
    std::set<std::string> layers;
    for (const Item &item : view->items()) {
        if (!item.layerName.empty())
            layers.insert(item.layerName);
        for (const NodeIndex leaf : item.leaves) // nodes of bodies stand for their call
            QVERIFY(index(leaf) < (*graph)->nodes().size());
    }
    QVERIFY(layers.contains("LSTM 1") && layers.contains("GRU 1") && layers.contains("Dense 1"));
    const Item *lstm = find(*view, "standard_lstm");
    QVERIFY(lstm);
    std::vector<std::string> rows;
    for (const VariableRow &row : lstm->rows)
        rows.push_back(row.label);
    QCOMPARE(rows, (std::vector<std::string>{ "kernel", "recurrent kernel", "bias" }));
}

// The names of a body begin with that of the call: 64 kilobytes would be written 5,000 times.
void TestGraphView::longNameOfACall()
{
    for (const std::size_t length : { std::size_t{ 4 }, std::size_t{ 65536 } }) {
        GraphBuilder builder;
        pb::NodeDef &call = builder.node(std::string(length, 'c'), "PartitionedCall");
        (*call.mutable_attr())["f"].mutable_func()->set_name("f");
        pb::FunctionDef &function = *builder.graph().mutable_library()->add_function();
        function.mutable_signature()->set_name("f");
        for (int i = 0; i < 5000; ++i) {
            pb::NodeDef &node = *function.add_node_def();
            node.set_name("n" + std::to_string(i));
            node.set_op("Relu");
        }
        const auto view = viewOf(builder.read());
        QVERIFY(view);
        const bool expanded = view->item(view->root()).leafCount >= 5000;
        QCOMPARE(expanded, length == 4);
    }
}

void TestGraphView::neverEmpty_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const GraphBuilder &builder) {
        QTest::newRow(name) << QByteArray::fromStdString(builder.metaBytes());
    };
    GraphBuilder noop, constant, variable, counter, cycle;
    noop.node("nothing", "NoOp");
    constant.node("c", "Const");
    variable.variable("v", { 2 });
    counter.variable("v", {});
    counter.node("one", "Const");
    counter.node("v/Assign", "Assign", { "v", "one" });
    counter.node("step", "AssignAdd", { "v", "one" });
    cycle.node("a", "Relu", { "b" });
    cycle.node("b", "Relu", { "a", "b" });
    row("only NoOp", noop);
    row("only a constant", constant);
    row("only a variable", variable);
    row("a counter", counter);
    row("a cycle", cycle);
}

void TestGraphView::neverEmpty()
{
    QFETCH(QByteArray, bytes);
    const auto view = viewOf(GraphBuilder::readBytes(bytes.toStdString(), "model.meta"));
    QVERIFY(view);
    QVERIFY(!view->item(view->root()).children.empty());
    if (QByteArray(QTest::currentDataTag()) != "a cycle")
        QVERIFY(!view->remark().empty());
}

void TestGraphView::damagedGraphs()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    builder.node("x", "Relu", { "x" }); // the same name again
    builder.node("loop", "Relu", { "loop", "gone", "^gone" });
    builder.node("conv", "Conv2D", { "x" }); // no kernel
    builder.node("split", "Split", {});
    builder.node("conv_bad", "Conv2D", { "x", "v" });
    builder.node("v", "VariableV2"); // no shape, no type
    builder.node("a//b/", "Relu", { "x" });
    builder.node("/", "Relu", { "x" });
    builder.node("", "", { "" });
    pb::NodeDef &constant = builder.node("huge", "Const");
    auto *tensor = (*constant.mutable_attr())["value"].mutable_tensor();
    tensor->set_dtype(pb::DT_INT32);
    for (int i = 0; i < 300; ++i)
        tensor->mutable_tensor_shape()->add_dim()->set_size(std::int64_t{ 1 } << 60);
    builder.node("mean", "Mean", { "x", "huge" });
    builder.node("apply", "ApplyAdam", { "v" });
    builder.node("save/SaveV2", "SaveV2", { "huge", "huge", "huge", "v" });
    const auto graph = builder.read();
    QVERIFY(graph);
    QVERIFY((*graph)->issues().size() >= 3);
    const auto view = viewOf(graph);
    QVERIFY(view);
    QVERIFY(!view->item(view->root()).children.empty());
    view->visibleEdges(openAtFirst(*view));
}

void TestGraphView::nameIsNodeAndScope()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    builder.node("block", "Exp", { "x" });
    builder.node("block/inner", "Log", { "block" });
    builder.node("block/other", "Sqrt", { "block/inner" });
    builder.node("end", "Exp", { "block/other" });
    const auto view = viewOf(builder.read());
    QVERIFY(view);
    const Item *node = find(*view, "(block)");
    QVERIFY(node);
    QCOMPARE(view->item(node->parent).title, std::string("block"));
}

// The key of the root is empty, and a node may have no name; another may have the name that a doubled one gets.
void TestGraphView::everyKeyIsOneCards()
{
    GraphBuilder builder;
    builder.placeholder("", { 4 });
    builder.node("x", "Relu", { "" });
    builder.node("x", "Tanh", { "x" });
    builder.node("x#dup2", "Sigmoid", { "x" });
    builder.node("#2", "Softmax", { "x#dup2" });
    const auto view = viewOf(builder.read());
    QVERIFY(view);
    std::set<std::string> keys;
    for (const Item &item : view->items())
        QVERIFY2(keys.insert(item.key).second, item.key.c_str());
    QVERIFY(keys.size() > 4);
}

void TestGraphView::lossIsNotHidden()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    const std::string out = builder.dense("fc", "x", 4, 1);
    auto &mean = builder.node("Mean", "Mean", { out });
    (*mean.mutable_attr())["_output_shapes"].mutable_list()->add_shape();
    builder.node("gradients/Mean_grad/Fill", "Fill", { "Mean" });
    builder.node("gradients/fc/MatMul_grad/MatMul", "MatMul", { "gradients/Mean_grad/Fill", "fc/kernel/read" });
    builder.node("train/update_fc/kernel/ApplyGradientDescent", "ApplyGradientDescent",
        { "fc/kernel", "gradients/Mean_grad/Fill", "gradients/fc/MatMul_grad/MatMul" });
    const auto view = viewOf(builder.read());
    QVERIFY(view);
    const Item *loss = find(*view, "Mean");
    QVERIFY(loss);
    QCOMPARE(loss->category, Category::Loss);
}

void TestGraphView::sameTwice()
{
    const auto graph = MetaGraph::read(CKPT_SOURCE_DIR "/tests/data/diagram/keras_rnn_saved_model.pb");
    const auto a = viewOf(graph), b = viewOf(graph);
    QVERIFY(a && b);
    QCOMPARE(a->items().size(), b->items().size());
    for (std::size_t i = 0; i < a->items().size(); ++i) {
        QCOMPARE(a->items()[i].key, b->items()[i].key);
        QCOMPARE(a->items()[i].title, b->items()[i].title);
        QCOMPARE(a->items()[i].children, b->items()[i].children);
    }
    QCOMPARE(edgeTexts(*a, openAtFirst(*a)), edgeTexts(*b, openAtFirst(*b)));
}

void TestGraphView::stopsWhenCancelled()
{
    const auto graph = MetaGraph::read(kSample);
    QVERIFY(graph);
    std::stop_source stop;
    stop.request_stop();
    const auto view = GraphView::build(*graph, nullptr, {}, JobControl(stop.get_token()));
    QVERIFY(!view);
    QCOMPARE(view.error().fault, Fault::Cancelled);
}

void TestGraphView::factsOfTheSample()
{
    const auto run = scanRun(CKPT_SOURCE_DIR "/resources/sample/digits-run");
    QVERIFY(run);
    const auto checkpoint = Checkpoint::open(run->checkpoints[run->current]);
    const auto graph = MetaGraph::read(kSample);
    QVERIFY(checkpoint && graph);
    const auto view = GraphView::build(*graph, checkpoint->get());
    QVERIFY(view);
    const auto facts = (*view)->facts(**checkpoint);
    QCOMPARE(facts.size(), (*checkpoint)->variables().size());
    const auto of = [&](const char *key) { return facts[index(*(*checkpoint)->find(key))]; };
    QCOMPARE(of("conv2/weights").usedBy, std::string("conv2/conv"));
    QCOMPARE(of("conv2/weights").initializer, std::string("TruncatedNormal"));
    QCOMPARE(of("conv2/weights").layer, std::string("conv2"));
    QVERIFY(of("conv2/weights").trainable && of("conv2/weights").inGraph && !of("conv2/weights").inferred);
    QVERIFY(of("conv2/weights").inferredName.empty());
    QCOMPARE(of("conv2/weights/Adam").owner, std::string("conv2/weights"));
    QCOMPARE(of("conv2/weights/Adam").detail, std::string("Adam m"));
    QCOMPARE(of("conv2/weights/ExponentialMovingAverage").role, Role::Average);
    QCOMPARE(of("conv2/weights/ExponentialMovingAverage").owner, std::string("conv2/weights"));
    QVERIFY(!of("conv1/bn/moving_mean").trainable);
    QCOMPARE(of("conv1/bn/moving_mean").role, Role::Statistic);
    QCOMPARE(of("global_step").detail, std::string("global step"));
    QVERIFY(of("conv1/weights").order < of("conv2/weights").order);
}

QTEST_GUILESS_MAIN(TestGraphView)
#include "tst_graphview.moc"
