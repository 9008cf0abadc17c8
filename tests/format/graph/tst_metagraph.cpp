// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/declared.h"
#include "format/graph/metagraph.h"
#include "format/tensor/dtype.h"
#include "tests/format/graph/graphbuilder.h"

#include <QtTest>
#include <algorithm>
#include <fstream>
#include <google/protobuf/text_format.h>
#include <nlohmann/json.hpp>

using namespace ckpt;
using nlohmann::json;
using test::GraphBuilder;

class TestMetaGraph : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTensorFlow_data();
    void agreesWithTensorFlow();
    void containersAreToldApart();
    void textForms();
    void unknownTextFieldsAreSkipped();
    void whatCannotBeRead_data();
    void whatCannotBeRead();
    void inputNames();
    void danglingInputsAreIssues();
    void duplicateNamesAreIssues();
    void issuesAreCapped();
    void keysFromSaveOps();
    void keysFromRestoreOps();
    void attributes();
    void namesNeedNotBeUtf8();
    void theParserIsSilent();
    void undeclaredShapesAreCapped();
    void stopsWhenCancelled();
};

static json load(const std::string &path)
{
    std::ifstream file(path);
    return json::parse(file);
}

void TestMetaGraph::agreesWithTensorFlow_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected"); // text of the JSON object
    const std::string data = CKPT_SOURCE_DIR "/tests/data/";
    for (const std::string name : { "digits-run", "digits-anonymous", "multi-shard-v2", "partitioned-v1",
             "partitioned-v2", "rnn-old-names", "seed-example-v1", "seed-example-v2", "seed-partial", "sharded-v1" }) {
        const json expected = load(data + name + "/expected.json");
        for (const json &meta : expected["metas"]) {
            const std::string file = meta["file"];
            const std::string path = name == "digits-run"
                ? CKPT_SOURCE_DIR "/resources/sample/digits-run" + file.substr(file.find('/'))
                : data + name + "/" + file;
            QTest::addRow("%s/%s", name.c_str(), file.c_str())
                << QString::fromStdString(path) << QString::fromStdString(meta.dump());
        }
    }
}

void TestMetaGraph::agreesWithTensorFlow()
{
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const json meta = json::parse(expected.toStdString());
    const json &graph = meta["graph"];
    const auto read = MetaGraph::read(path.toStdString());
    QVERIFY2(read, read ? "" : read.error().message().c_str());
    const GraphSummary &summary = (*read)->summary();
    QCOMPARE(summary.nodes, graph["nodes"].get<std::uint64_t>());
    QCOMPARE(summary.edges, graph["edges"].get<std::uint64_t>());
    QCOMPARE(summary.controlEdges, graph["control_edges"].get<std::uint64_t>());
    QCOMPARE(summary.functions, graph["functions"].get<std::uint64_t>());
    QCOMPARE(summary.functionNodes, graph["function_nodes"].get<std::uint64_t>());
    QCOMPARE(summary.producer, graph["producer"].get<std::int32_t>());
    QCOMPARE(summary.tensorflowVersion, meta["tensorflow_version"].get<std::string>());
    QCOMPARE(summary.text, meta["text"].get<bool>());
    QVERIFY((*read)->issues().empty());

    const json &variables = graph["variables"];
    QCOMPARE((*read)->variables().size(), variables.size());
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const GraphVariable &variable = (*read)->variables()[i];
        const json &want = variables[i];
        QCOMPARE(std::string((*read)->node(variable.node).name), want["name"].get<std::string>());
        QCOMPARE(std::string((*read)->node(variable.node).op), want["op"].get<std::string>());
        QCOMPARE(std::string(name(static_cast<DType>(variable.dtype))), want["dtype"].get<std::string>());
        QCOMPARE(variable.shape.has_value(), !want["shape"].is_null());
        if (variable.shape)
            QCOMPARE(*variable.shape, want["shape"].get<std::vector<std::int64_t>>());
        QCOMPARE(variable.savedAs, want.value("saved_as", std::vector<std::string>()));
    }
}

static GraphBuilder small()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    builder.dense("fc", "x", 4, 2);
    builder.meta().mutable_meta_info_def()->set_tensorflow_version("1.15.0");
    return builder;
}

void TestMetaGraph::containersAreToldApart()
{
    const GraphBuilder builder = small();
    pb::SavedModel model;
    model.set_saved_model_schema_version(1);
    *model.add_meta_graphs() = const_cast<GraphBuilder &>(builder).meta();
    const std::string meta = builder.metaBytes(), graph = builder.graphBytes(), saved = model.SerializeAsString();
    // The names lie: the content decides.
    for (const char *name : { "model.meta", "graph.pb", "saved_model.pb", "something" }) {
        for (const std::string &bytes : { meta, graph, saved }) {
            const auto read = GraphBuilder::readBytes(bytes, name);
            QVERIFY2(read, name);
            QCOMPARE((*read)->nodes().size(), std::size_t{ 8 });
            QCOMPARE(
                (*read)->summary().tensorflowVersion, std::string(&bytes == &graph || bytes == graph ? "" : "1.15.0"));
        }
    }
}

void TestMetaGraph::textForms()
{
    GraphBuilder builder = small();
    std::string text;
    QVERIFY(google::protobuf::TextFormat::PrintToString(builder.graph(), &text));
    auto read = GraphBuilder::readBytes(text, "graph.pbtxt");
    QVERIFY(read);
    QVERIFY((*read)->summary().text);
    QCOMPARE((*read)->nodes().size(), std::size_t{ 8 });
    QVERIFY(google::protobuf::TextFormat::PrintToString(builder.meta(), &text));
    read = GraphBuilder::readBytes("\n# a comment\n" + text, "model.meta");
    QVERIFY(read);
    QCOMPARE((*read)->nodes().size(), std::size_t{ 8 });
}

void TestMetaGraph::unknownTextFieldsAreSkipped()
{
    const auto read = GraphBuilder::readBytes(
        "node { name: \"a\" op: \"NoOp\" of_the_future { x: 1 } }\nversions { producer: 9 }\n", "graph.pbtxt");
    QVERIFY(read);
    QCOMPARE((*read)->summary().producer, 9);
    QCOMPARE((*read)->nodes().size(), std::size_t{ 1 });
}

void TestMetaGraph::whatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *title, const std::string &bytes, const char *name, Fault fault) {
        QTest::newRow(title) << QByteArray::fromStdString(bytes) << QString::fromLatin1(name)
                             << static_cast<int>(fault);
    };
    const std::string whole = small().metaBytes();
    std::string nested;
    for (int i = 0; i < 5000; ++i)
        nested += "attr { value { func { attr { value { func { ";
    row("empty", {}, "model.meta", Fault::GraphEmpty);
    row("no nodes", std::string("\x22\x02\x08\x1b", 4), "graph.pb", Fault::GraphEmpty);
    row("cut", whole.substr(0, whole.size() / 2), "model.meta", Fault::GraphUnreadable);
    row("garbage", std::string(3000, '\xd7'), "model.meta", Fault::GraphUnreadable);
    row("prose", "Once upon a time there was a graph.", "model.meta", Fault::GraphUnreadable);
    row("cut text", "node { name: \"a\" op: ", "graph.pbtxt", Fault::GraphUnreadable);
    row("deep text", "node { " + nested, "graph.pbtxt", Fault::GraphUnreadable);
    row("lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "model.meta",
        Fault::GitLfsPointer);
    row("chunked", whole, "saved_model.cpb", Fault::SavedModelChunked);
}

void TestMetaGraph::whatCannotBeRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(int, fault);
    const auto read = GraphBuilder::readBytes(bytes.toStdString(), name.toStdString());
    QVERIFY(!read);
    QCOMPARE(static_cast<int>(read.error().fault), fault);
    QVERIFY(!read.error().path.empty());
    QCOMPARE(read.error().detail.empty(), read.error().fault != Fault::GraphUnreadable); // which says why
    Limits limits;
    limits.maxGraphBytes = 10;
    const auto large = GraphBuilder::readBytes(std::string(11, 'x'), "model.meta", {}, limits);
    QVERIFY(!large);
    QCOMPARE(large.error().fault, Fault::GraphTooLarge);
    QCOMPARE(MetaGraph::read("/nowhere/model.meta").error().fault, Fault::NothingThere);
}

void TestMetaGraph::inputNames()
{
    GraphBuilder builder;
    builder.node("a", "Split");
    builder.node("odd:name", "Const");
    builder.node("b", "Add", { "a", "a:1", "^a", "odd:name", "odd:name:0" });
    const auto read = builder.read();
    QVERIFY(read);
    QVERIFY((*read)->issues().empty());
    const NodeIndex a = (*read)->find("a"), odd = (*read)->find("odd:name");
    const auto inputs = (*read)->inputs((*read)->find("b"));
    QCOMPARE(inputs.size(), std::size_t{ 5 });
    QVERIFY(inputs[0].source == a && inputs[0].port == 0 && !inputs[0].control);
    QVERIFY(inputs[1].source == a && inputs[1].port == 1);
    QVERIFY(inputs[2].source == a && inputs[2].control);
    QVERIFY(inputs[3].source == odd && inputs[4].source == odd);
    QVERIFY((*read)->find("nothing") == NodeIndex::None);
}

void TestMetaGraph::danglingInputsAreIssues()
{
    GraphBuilder builder;
    builder.node("a", "Relu", { "gone:3" });
    const auto read = builder.read();
    QVERIFY(read);
    QCOMPARE((*read)->issues().size(), std::size_t{ 1 });
    QCOMPARE((*read)->issues()[0].error.fault, Fault::GraphDanglingInput);
    QCOMPARE((*read)->issues()[0].error.key, std::string("a"));
    QCOMPARE((*read)->issues()[0].error.detail, std::string("gone:3"));
    QVERIFY((*read)->inputs(NodeIndex{ 0 })[0].source == NodeIndex::None);
}

void TestMetaGraph::duplicateNamesAreIssues()
{
    GraphBuilder builder;
    builder.node("a", "Const");
    builder.node("a", "NoOp");
    builder.node("b", "Relu", { "a" });
    const auto read = builder.read();
    QVERIFY(read);
    QCOMPARE((*read)->issues().size(), std::size_t{ 1 });
    QCOMPARE((*read)->issues()[0].error.fault, Fault::GraphDuplicateName);
    QVERIFY((*read)->find("a") == NodeIndex{ 0 });
    QVERIFY((*read)->inputs(NodeIndex{ 2 })[0].source == NodeIndex{ 0 });
}

void TestMetaGraph::issuesAreCapped()
{
    GraphBuilder builder;
    for (int i = 0; i < 30; ++i)
        builder.node("n" + std::to_string(i), "Relu", { "gone" });
    Limits limits;
    limits.maxIssuesOfOneFault = 10;
    const auto read = GraphBuilder::readBytes(builder.metaBytes(), "model.meta", {}, limits);
    QVERIFY(read);
    QCOMPARE((*read)->issues().size(), std::size_t{ 11 });
    QCOMPARE((*read)->issues().back().error.actual, std::optional<std::int64_t>(30));
}

static void setStrings(pb::NodeDef &node, const std::vector<std::string> &strings)
{
    auto *tensor = (*node.mutable_attr())["value"].mutable_tensor();
    tensor->set_dtype(pb::DT_STRING);
    tensor->mutable_tensor_shape()->add_dim()->set_size(static_cast<std::int64_t>(strings.size()));
    for (const std::string &text : strings)
        tensor->add_string_val(text);
}

void TestMetaGraph::keysFromSaveOps()
{
    GraphBuilder builder;
    builder.variable("w", { 2, 3 });
    builder.variable("part", { 2, 3 });
    builder.node("save/Const", "Const");
    setStrings(builder.node("save/names", "Const"), { "renamed", "whole" });
    setStrings(builder.node("save/slices", "Const"), { "", "4 3 0,2:0,3" });
    builder.node("save/SaveV2", "SaveV2", { "save/Const", "save/names", "save/slices", "w/read", "part" });
    const auto read = builder.read();
    QVERIFY(read);
    QCOMPARE((*read)->variables()[0].savedAs, std::vector<std::string>{ "renamed" });
    QCOMPARE((*read)->variables()[1].savedAs, std::vector<std::string>{ "whole 4 3 0,2:0,3" });
    QCOMPARE((*read)->variables()[1].keys, std::vector<std::string>{ "whole" });
}

void TestMetaGraph::keysFromRestoreOps()
{
    GraphBuilder builder;
    builder.variable("w", { 2 });
    builder.variable("v", { 2 });
    builder.node("p", "Const");
    setStrings(builder.node("names", "Const"), { "one", "two" });
    setStrings(builder.node("slices", "Const"), { "", "" });
    builder.node("restore", "RestoreV2", { "p", "names", "slices" });
    builder.node("a", "Assign", { "w", "restore" });
    builder.node("i", "Identity", { "restore:1" });
    builder.node("b", "Assign", { "v", "i" });
    const auto read = builder.read();
    QVERIFY(read);
    QCOMPARE((*read)->variables()[0].savedAs, std::vector<std::string>{ "one" });
    QCOMPARE((*read)->variables()[1].savedAs, std::vector<std::string>{ "two" });
}

void TestMetaGraph::attributes()
{
    GraphBuilder builder;
    pb::NodeDef &node = builder.node("c", "Const");
    auto &attrs = *node.mutable_attr();
    attrs["dtype"].set_type(pb::DT_FLOAT);
    auto *tensor = attrs["value"].mutable_tensor();
    tensor->set_dtype(pb::DT_FLOAT);
    tensor->mutable_tensor_shape()->add_dim()->set_size(1000);
    for (int i = 0; i < 1000; ++i)
        tensor->add_float_val(static_cast<float>(i));
    for (const int stride : { 1, 2, 2, 1 })
        attrs["strides"].mutable_list()->add_i(stride);
    attrs["padding"].set_s("SAME\n");
    attrs["flag"].set_b(true);
    attrs["shape"].mutable_shape()->add_dim()->set_size(-1);
    const auto read = builder.read();
    QVERIFY(read);
    const auto texts = (*read)->attributeTexts(NodeIndex{ 0 }, 30);
    std::map<std::string, std::string> byName(texts.begin(), texts.end());
    QVERIFY(std::is_sorted(texts.begin(), texts.end()));
    QCOMPARE(byName["dtype"], std::string("float32"));
    QCOMPARE(byName["strides"], std::string("[1, 2, 2, 1]"));
    QCOMPARE(byName["flag"], std::string("true"));
    QCOMPARE(byName["shape"], std::string("?"));
    QVERIFY(byName["padding"].starts_with("\"SAME\\x0"));
    QVERIFY2(byName["value"].starts_with("float32, 1000: 0, 1, 2, "), byName["value"].c_str());
    QVERIFY2(byName["value"].ends_with(" more"), byName["value"].c_str());
    QVERIFY(byName["value"].size() < 80);
}

void TestMetaGraph::namesNeedNotBeUtf8()
{
    GraphBuilder builder;
    builder.node("bad\xff name", "Re\xfelu");
    const auto read = builder.read();
    QVERIFY(read);
    QVERIFY((*read)->find("bad\xff name") == NodeIndex{ 0 });
}

static int g_said = 0; // by protobuf

// Standard error belongs to the program: protobuf must not print what it thinks of a file.
void TestMetaGraph::theParserIsSilent()
{
    GraphBuilder builder;
    (*builder.node("x", "Relu").mutable_attr())["\xFF"].set_i(1);
    auto *before = google::protobuf::SetLogHandler(
        [](google::protobuf::LogLevel, const char *, int, const std::string &) { ++g_said; });
    const std::string bytes = builder.metaBytes();
    QCOMPARE(g_said, 1); // about writing it
    const auto read = GraphBuilder::readBytes(bytes, "model.meta");
    google::protobuf::SetLogHandler(before);
    QVERIFY(!read);
    QCOMPARE(read.error().fault, Fault::GraphUnreadable);
    QCOMPARE(g_said, 1);
}

void TestMetaGraph::undeclaredShapesAreCapped()
{
    GraphBuilder builder;
    for (int i = 0; i < 3000; ++i)
        (*builder.node("v" + std::to_string(i), "VariableV2").mutable_attr())["shape"]
            .mutable_shape()
            ->set_unknown_rank(true);
    const auto graph = builder.read();
    QVERIFY(graph);
    const auto declared = declaredVariables(**graph);
    QCOMPARE(declared->variables().size(), 0u);
    QCOMPARE(declared->issues().size(), Limits{}.maxIssuesOfOneFault);
}

void TestMetaGraph::stopsWhenCancelled()
{
    GraphBuilder builder = small();
    std::stop_source stop;
    stop.request_stop();
    const auto read = builder.read("model.meta", JobControl(stop.get_token()));
    QVERIFY(!read);
    QCOMPARE(read.error().fault, Fault::Cancelled);
}

QTEST_GUILESS_MAIN(TestMetaGraph)
#include "tst_metagraph.moc"
