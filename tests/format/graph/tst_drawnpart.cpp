// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What of a graph is drawn: everything, or what one signature computes.
#include "format/graph/declared.h"
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QtTest>
#include <algorithm>
#include <set>

using namespace ckpt;
using test::GraphBuilder;
using Kind = DrawnPart::Kind;

class TestDrawnPart : public QObject {
    Q_OBJECT
private slots:
    void servingDefaultIsDrawn();
    void anotherSignature();
    void everything();
    void otherSignaturesComeBack();
    void otherFilesAreDrawnWhole();
    void oneSignatureHidesNothing();
    void initializersAreNoSignatures();
    void unknownNamesAreNoWish();
    void onlyTheWantedResultOfACall();
    void conditionsBelongToASignature();
    void aSignatureThatOnlyUpdates();
    void aSignatureOfNothing();
    void sparseTensorsOfASignature();
    void factsStayTheSame();
    void functionsThatNothingCalls();
    void theBodyOfAFunction();
    void argumentsThatAreVariables();
    void callsThatAreNotDrawnInside();
    void anUnknownFunctionIsNoWish();
};

static pb::SignatureDef &addSignature(GraphBuilder &builder, const std::string &name,
    const std::map<std::string, std::string> &inputs, const std::map<std::string, std::string> &outputs)
{
    pb::SignatureDef &signature = (*builder.meta().mutable_signature_def())[name];
    for (const auto &[key, tensor] : inputs)
        (*signature.mutable_inputs())[key].set_name(tensor);
    for (const auto &[key, tensor] : outputs)
        (*signature.mutable_outputs())[key].set_name(tensor);
    return signature;
}

static std::shared_ptr<const MetaGraph> readModel(const GraphBuilder &builder)
{
    pb::SavedModel model;
    model.set_saved_model_schema_version(1);
    *model.add_meta_graphs() = const_cast<GraphBuilder &>(builder).meta();
    const auto graph = GraphBuilder::readBytes(model.SerializeAsString(), "saved_model.pb");
    return graph ? *graph : nullptr;
}

static std::shared_ptr<const GraphView> view(
    const std::shared_ptr<const MetaGraph> &graph, const GraphViewOptions &options = {})
{
    return graph ? *GraphView::build(graph, nullptr, options) : nullptr;
}

static GraphViewOptions signature(const std::string &name)
{
    return { {}, {}, { Kind::Signature, name } };
}

// Of all cards, sorted.
static QString titles(const GraphView &view)
{
    std::set<std::string> titles;
    for (const Item &item : view.items())
        if (item.id != view.root() && !item.canOpen())
            titles.insert(item.title);
    QString text;
    for (const std::string &title : titles)
        text += (text.isEmpty() ? "" : " ") + QString::fromStdString(title);
    return text;
}

static const HiddenClass *others(const GraphView &view)
{
    const auto found = std::find_if(view.hidden().begin(), view.hidden().end(),
        [](const HiddenClass &hidden) { return hidden.nodeClass == NodeClass::OtherSignature; });
    return found == view.hidden().end() ? nullptr : &*found;
}

// One trunk with two heads: "serving_default" reads the first, "embed" the second.
static GraphBuilder twoHeads()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    const std::string trunk = builder.dense("trunk", "x", 4, 8);
    builder.dense("first", trunk, 8, 2);
    builder.placeholder("scale", { -1, 8 });
    builder.variable("table/kernel", { 8, 3 });
    builder.node("table/Mul", "Mul", { trunk, "scale" });
    builder.node("table/MatMul", "MatMul", { "table/Mul", "table/kernel/read" });
    addSignature(builder, "serving_default", { { "x", "x:0" } }, { { "y", "first/Relu:0" } });
    addSignature(builder, "embed", { { "x", "x:0" } }, { { "e", "table/MatMul:0" } });
    return builder;
}

void TestDrawnPart::servingDefaultIsDrawn()
{
    const auto drawn = view(readModel(twoHeads()));
    QVERIFY(drawn);
    QCOMPARE(drawn->drawn(), (DrawnPart{ Kind::Signature, "serving_default" }));
    QVERIFY(std::ranges::equal(drawn->signatures(), std::vector<std::string>{ "embed", "serving_default" }));
    QCOMPARE(titles(*drawn), QStringLiteral("first trunk x"));
    const HiddenClass *hidden = others(*drawn);
    QVERIFY(hidden);
    QCOMPARE(hidden->count, 3u); // scale, Mul, MatMul; the variable and its read are no part of the network
    QVERIFY(!hidden->folded && !hidden->shown);
    QCOMPARE(drawn->classOf(drawn->graph()->find("scale")), NodeClass::OtherSignature);
    QCOMPARE(drawn->itemOf(drawn->graph()->find("scale")), ItemId::None);
}

void TestDrawnPart::anotherSignature()
{
    const auto drawn = view(readModel(twoHeads()), signature("embed"));
    QCOMPARE(drawn->drawn().name, std::string("embed"));
    QCOMPARE(titles(*drawn), QStringLiteral("Dense 2 Mul scale trunk x"));
    QCOMPARE(others(*drawn)->count, 3u); // MatMul, add, Relu
}

void TestDrawnPart::everything()
{
    const auto drawn = view(readModel(twoHeads()), { {}, {}, { Kind::Everything } });
    QCOMPARE(drawn->drawn().kind, Kind::Everything);
    QVERIFY(!others(*drawn));
    QCOMPARE(titles(*drawn), QStringLiteral("Dense 3 Mul first scale trunk x"));
}

// The same picture as everything; the chip says which nodes it brought back.
void TestDrawnPart::otherSignaturesComeBack()
{
    const auto drawn = view(readModel(twoHeads()), { { NodeClass::OtherSignature }, {} });
    QCOMPARE(drawn->drawn().name, std::string("serving_default"));
    QVERIFY(others(*drawn) && others(*drawn)->shown);
    QCOMPARE(others(*drawn)->count, 3u);
    const auto whole = view(readModel(twoHeads()), { {}, {}, { Kind::Everything } });
    QVERIFY(std::ranges::equal(drawn->items(), whole->items(),
        [](const Item &a, const Item &b) { return a.key == b.key && a.category == b.category; }));
}

// Training graphs have losses that no signature names.
void TestDrawnPart::otherFilesAreDrawnWhole()
{
    const auto graph = *twoHeads().read();
    QCOMPARE(view(graph)->drawn().kind, Kind::Everything);
    QVERIFY(!others(*view(graph)));
    QCOMPARE(view(graph)->signatures().size(), std::size_t{ 2 });
    QCOMPARE(view(graph, signature("embed"))->drawn().name, std::string("embed"));
}

void TestDrawnPart::oneSignatureHidesNothing()
{
    GraphBuilder builder = twoHeads();
    builder.meta().mutable_signature_def()->erase("embed");
    const auto drawn = view(readModel(builder));
    QCOMPARE(drawn->drawn().kind, Kind::Everything);
    QCOMPARE(drawn->signatures().size(), std::size_t{ 1 });
    QVERIFY(!others(*drawn));
    QVERIFY(others(*view(readModel(builder), signature("serving_default"))));
}

void TestDrawnPart::initializersAreNoSignatures()
{
    GraphBuilder builder = twoHeads();
    builder.meta().mutable_signature_def()->erase("embed");
    builder.node("NoOp", "NoOp");
    addSignature(builder, "__saved_model_init_op", {}, { { "__saved_model_init_op", "NoOp" } });
    QCOMPARE(view(readModel(builder))->signatures().size(), std::size_t{ 1 });
}

void TestDrawnPart::unknownNamesAreNoWish()
{
    for (const char *name : { "", "serving", "__saved_model_init_op" })
        QCOMPARE(view(readModel(twoHeads()), signature(name))->drawn().name, std::string("serving_default"));
    GraphBuilder builder = twoHeads(); // without serving_default the first by name
    builder.meta().mutable_signature_def()->erase("serving_default");
    addSignature(builder, "a", {}, { { "y", "first/Relu:0" } });
    QCOMPARE(view(readModel(builder))->drawn().name, std::string("a"));
}

static void addFunction(GraphBuilder &builder, const std::string &name, const std::vector<std::string> &arguments,
    const std::vector<std::tuple<std::string, std::string, std::vector<std::string>>> &nodes,
    const std::vector<std::pair<std::string, std::string>> &results)
{
    pb::FunctionDef &function = *builder.graph().mutable_library()->add_function();
    function.mutable_signature()->set_name(name);
    for (const std::string &argument : arguments)
        function.mutable_signature()->add_input_arg()->set_name(argument);
    for (const auto &[nodeName, op, inputs] : nodes) {
        pb::NodeDef &node = *function.add_node_def();
        node.set_name(nodeName);
        node.set_op(op);
        for (const std::string &input : inputs)
            node.add_input(input);
    }
    for (const auto &[result, tensor] : results) {
        function.mutable_signature()->add_output_arg()->set_name(result);
        (*function.mutable_ret())[result] = tensor;
    }
}

void TestDrawnPart::onlyTheWantedResultOfACall()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    builder.placeholder("unused", { -1, 4 });
    addFunction(builder, "both", { "a", "b" },
        { { "r", "Relu", { "a" } }, { "s", "Sigmoid", { "r:activations:0" } }, { "t", "Tanh", { "b" } } },
        { { "one", "s:y:0" }, { "two", "t:y:0" } });
    builder.node("call", "both", { "x", "unused" });
    addSignature(builder, "one", { { "x", "x:0" } }, { { "y", "call:0" } });
    addSignature(builder, "two", {}, { { "y", "call:1" } });
    const auto graph = readModel(builder);
    QCOMPARE(titles(*view(graph, signature("one"))), QStringLiteral("r s x"));
    QCOMPARE(titles(*view(graph, signature("two"))), QStringLiteral("call/t unused"));
    QCOMPARE(others(*view(graph, signature("two")))->count, 3u);
}

// What decides an If is no input of what it decides, but an output is reached from it all the same.
void TestDrawnPart::conditionsBelongToASignature()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    builder.placeholder("which", { -1 });
    addFunction(builder, "yes", { "a" }, { { "r", "Relu", { "a" } } }, { { "y", "r:activations:0" } });
    addFunction(builder, "no", { "a" }, { { "t", "Tanh", { "a" } } }, { { "y", "t:y:0" } });
    pb::NodeDef &branch = builder.node("choose", "If", { "which", "x" });
    (*branch.mutable_attr())["then_branch"].mutable_func()->set_name("yes");
    (*branch.mutable_attr())["else_branch"].mutable_func()->set_name("no");
    builder.node("end", "Neg", { "choose" });
    builder.placeholder("z", { -1 });
    builder.node("apart", "Exp", { "z" });
    addSignature(builder, "a", {}, { { "y", "end:0" } });
    addSignature(builder, "b", {}, { { "y", "apart:0" } });
    QVERIFY(titles(*view(readModel(builder), signature("a"))).contains(QStringLiteral("which")));
    QCOMPARE(titles(*view(readModel(builder), signature("b"))), QStringLiteral("apart z"));
}

void TestDrawnPart::aSignatureThatOnlyUpdates()
{
    GraphBuilder builder = twoHeads();
    builder.variable("counter", {});
    builder.node("one", "Const");
    builder.node("count", "AssignAdd", { "counter", "one" });
    builder.variable("other", {});
    builder.node("other_count", "AssignAdd", { "other", "one" });
    addSignature(builder, "count", {}, { { "n", "count:0" } });
    const auto drawn = view(readModel(builder), signature("count"));
    QCOMPARE(titles(*drawn), QStringLiteral("count one"));
    QCOMPARE(drawn->remark(), std::string("This signature only updates variables: the updates are shown."));
}

void TestDrawnPart::aSignatureOfNothing()
{
    GraphBuilder builder = twoHeads();
    addSignature(builder, "gone", {}, { { "y", "nowhere:0" } });
    addSignature(builder, "empty", {}, {});
    for (const char *name : { "gone", "empty" }) {
        const auto drawn = view(readModel(builder), signature(name));
        QCOMPARE(drawn->drawn().kind, Kind::Everything);
        QVERIFY(drawn->remark().starts_with("No tensor"));
        QCOMPARE(titles(*drawn).split(QLatin1Char(' ')).size(), 7);
    }
}

void TestDrawnPart::sparseTensorsOfASignature()
{
    GraphBuilder builder = twoHeads();
    pb::SignatureDef &sparse = addSignature(builder, "sparse", {}, {});
    auto *tensor = (*sparse.mutable_outputs())["y"].mutable_coo_sparse();
    tensor->set_values_tensor_name("first/Relu:0");
    tensor->set_indices_tensor_name("table/Mul:0");
    (*sparse.mutable_inputs())["x"].mutable_composite_tensor()->add_components()->set_name("x:0");
    QCOMPARE(titles(*view(readModel(builder), signature("sparse"))), QStringLiteral("first scale table trunk x"));
}

// The table tells of a variable what it is for, whichever signature is drawn.
void TestDrawnPart::factsStayTheSame()
{
    const auto graph = readModel(twoHeads());
    const auto declared = declaredVariables(*graph);
    const auto all = view(graph, { {}, {}, { Kind::Everything } })->facts(*declared);
    const auto one = view(graph)->facts(*declared);
    QCOMPARE(one.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(one[i].role, all[i].role);
        QCOMPARE(one[i].usedBy, all[i].usedBy);
        QCOMPARE(one[i].detail, all[i].detail);
        QVERIFY(one[i].inGraph);
    }
}

// "used" is called through "inner"; "lonely" calls "helper", which nothing else does.
static GraphBuilder withFunctions()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    addFunction(builder, "inner", { "a" }, { { "r", "Relu", { "a" } } }, { { "y", "r:activations:0" } });
    addFunction(builder, "used", { "a" }, { { "i", "inner", { "a" } } }, { { "y", "i:y:0" } });
    addFunction(builder, "helper", { "a" }, { { "s", "Sigmoid", { "a" } } }, { { "y", "s:y:0" } });
    addFunction(builder, "lonely", { "a", "b" },
        { { "h", "helper", { "a" } }, { "split", "Split", { "b", "h:y:0" } }, { "t", "Tanh", { "split:output:1" } } },
        { { "t", "t:y:0" } });
    builder.node("call", "used", { "x" });
    builder.node("end", "Neg", { "call" });
    return builder;
}

static GraphViewOptions function(const std::string &name)
{
    return { {}, {}, { Kind::Function, name } };
}

void TestDrawnPart::functionsThatNothingCalls()
{
    GraphBuilder builder = withFunctions();
    const auto drawn = view(*builder.read());
    QCOMPARE(drawn->drawn().kind, Kind::Everything);
    QCOMPARE(drawn->unreachedFunctions().size(), std::size_t{ 2 });
    QCOMPARE(drawn->unreachedFunctions()[0].name, std::string("helper"));
    QCOMPARE(drawn->unreachedFunctions()[1].name, std::string("lonely"));
    QCOMPARE(drawn->unreachedFunctions()[1].nodes, std::uint64_t{ 3 });
    // Any attribute may name one.
    (*builder.node("map", "SomethingDataset", { "x" }).mutable_attr())["whatever"].mutable_func()->set_name("lonely");
    QVERIFY(view(*builder.read())->unreachedFunctions().empty());
}

void TestDrawnPart::theBodyOfAFunction()
{
    const auto whole = *withFunctions().read();
    const auto drawn = view(whole, function("lonely"));
    QCOMPARE(drawn->drawn(), (DrawnPart{ Kind::Function, "lonely" }));
    QCOMPARE(titles(*drawn), QStringLiteral("a b h/s split t"));
    QVERIFY(drawn->graph() != whole);
    const MetaGraph &body = *drawn->graph();
    QCOMPARE(body.path(), whole->path());
    QCOMPARE(body.nodes().size(), std::size_t{ 2 + 3 + 1 });
    QVERIFY(body.issues().empty());
    QCOMPARE(body.node(body.find("a")).op, std::string_view("_Arg"));
    QCOMPARE(body.inputs(body.find("t"))[0].port, 1);
    QCOMPARE(drawn->classOf(body.find("a")), NodeClass::Input);
    // The result is called like a node, which keeps its name.
    QCOMPARE(body.node(body.find("t")).op, std::string_view("Tanh"));
    QCOMPARE(body.node(body.find("t#result0")).op, std::string_view("_Retval"));
    QCOMPARE(drawn->unreachedFunctions().size(), std::size_t{ 2 }); // still to be chosen
}

void TestDrawnPart::argumentsThatAreVariables()
{
    GraphBuilder builder;
    builder.variable("kernel", { 4, 2 });
    addFunction(builder, "dense", { "x", "kernel" },
        { { "read", "ReadVariableOp", { "kernel" } }, { "MatMul", "MatMul", { "x", "read:value:0" } } },
        { { "y", "MatMul:product:0" } });
    builder.graph().mutable_library()->mutable_function(0)->mutable_signature()->mutable_input_arg(1)->set_type(
        pb::DT_RESOURCE);
    const auto whole = *builder.read();
    const auto drawn = view(whole, function("dense"));
    QCOMPARE(titles(*drawn), QStringLiteral("Dense 1 x"));
    const auto layer = std::find_if(
        drawn->items().begin(), drawn->items().end(), [](const Item &item) { return item.kind == ItemKind::Layer; });
    QVERIFY(layer != drawn->items().end());
    QCOMPARE(layer->rows.size(), std::size_t{ 1 });
    // Which variable it is nobody knows, also where one of the checkpoint has the same name.
    QVERIFY(layer->rows[0].keys.empty());
    QVERIFY(drawn->itemsOfVariable("kernel").empty());
    QVERIFY(!drawn->facts(*declaredVariables(*whole))[0].inGraph);
}

void TestDrawnPart::callsThatAreNotDrawnInside()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    addFunction(builder, "again", { "a" }, { { "r", "Relu", { "a" } }, { "c", "again", { "r:activations:0" } } },
        { { "y", "c:y:0" } });
    builder.node("call", "again", { "x" });
    builder.node("end", "Neg", { "call" });
    const auto graph = *builder.read();
    for (const GraphViewOptions &options : { GraphViewOptions(), function("again") }) {
        const auto drawn = view(graph, options);
        std::vector<const Item *> calls;
        for (const Item &item : drawn->items())
            if (!item.function.empty())
                calls.push_back(&item);
        QCOMPARE(calls.size(), std::size_t{ 1 });
        QCOMPARE(calls[0]->function, std::string("again"));
        QCOMPARE(calls[0]->subtitle, std::string("function again, 2 nodes"));
        QVERIFY(calls[0]->reason.find("not drawn here") != std::string::npos);
        const auto relus = std::count_if(
            drawn->items().begin(), drawn->items().end(), [](const Item &item) { return item.subtitle == "Relu"; });
        QCOMPARE(relus, 1); // in its own body it is not drawn once more
    }
}

void TestDrawnPart::anUnknownFunctionIsNoWish()
{
    const auto graph = *withFunctions().read();
    for (const char *name : { "", "nobody" })
        QCOMPARE(view(graph, function(name))->drawn().kind, Kind::Everything);
    QCOMPARE(view(graph, function("used"))->drawn().kind, Kind::Function); // also one that is called
}

QTEST_APPLESS_MAIN(TestDrawnPart)
#include "tst_drawnpart.moc"
