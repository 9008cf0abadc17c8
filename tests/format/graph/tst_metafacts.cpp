// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What graph files say besides their nodes. That every field agrees with TensorFlow's own reading is checked through
// `ckpt info --json` (expected_test.py); here are the borders.
#include "format/checkpoint/checkpoint.h"
#include "format/graph/knownops.h"
#include "format/graph/metafacts.h"
#include "format/graph/savedmodel.h"
#include "format/proto/variable.pb.h"
#include "tests/format/graph/graphbuilder.h"

#include <QElapsedTimer>
#include <QtTest>

#include <fstream>
#include <map>

using namespace ckpt;
using test::GraphBuilder;

class TestMetaFacts : public QObject {
    Q_OBJECT
private slots:
    void signaturesInOrder();
    void typeNames();
    void collections();
    void saversAndWhatTheySave();
    void manySaversOfOneLongList();
    void keysFromFunctions_data();
    void keysFromFunctions();
    void customOps();
    void bareGraphs();
    void savedModelOfSeveral_data();
    void savedModelOfSeveral();
    void servingIsShownFirst();
    void graphsByTags_data();
    void graphsByTags();
    void onlyTheChosenGraphIsRead();
    void anEmptyGraphIsNotChosen();
    void fingerprints_data();
    void fingerprints();
    void savedModelWithoutAnything();
};

static std::string dataPath(const std::string &name)
{
    return CKPT_SOURCE_DIR "/tests/data/" + name;
}

void TestMetaFacts::signaturesInOrder()
{
    GraphBuilder builder;
    builder.node("x", "Placeholder");
    auto &signature = (*builder.meta().mutable_signature_def())["b"];
    signature.set_method_name("predict");
    auto &dense = (*signature.mutable_inputs())["z"];
    dense.set_name("x:0");
    dense.set_dtype(pb::DT_FLOAT);
    dense.mutable_tensor_shape()->add_dim()->set_size(-1);
    auto &sparse = (*signature.mutable_inputs())["a"];
    sparse.mutable_coo_sparse()->set_values_tensor_name("v:0");
    sparse.mutable_tensor_shape()->set_unknown_rank(true);
    (*signature.mutable_outputs())["ragged"].mutable_composite_tensor()->add_components();
    (*builder.meta().mutable_signature_def())["a"];
    const auto graph = builder.read();
    QVERIFY(graph);
    const auto all = signatures(**graph);
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].name, std::string("a"));
    QCOMPARE(all[1].method, std::string("predict"));
    QCOMPARE(all[1].inputs[0].key, std::string("a"));
    QVERIFY(all[1].inputs[0].encoding == "coo_sparse" && !all[1].inputs[0].shape);
    QCOMPARE(all[1].inputs[1].tensor, std::string("x:0"));
    QCOMPARE(all[1].inputs[1].shape, std::optional(std::vector<std::int64_t>{ -1 }));
    QVERIFY(all[1].outputs[0].encoding == "composite_tensor");
}

void TestMetaFacts::typeNames()
{
    QCOMPARE(typeName(1), std::string("float32"));
    QCOMPARE(typeName(101), std::string("float32_ref"));
    QCOMPARE(typeName(0), std::string("DT_0"));
    QCOMPARE(typeName(100), std::string("DT_100"));
    QCOMPARE(typeName(57), std::string("DT_57"));
    QCOMPARE(typeName(-1), std::string("DT_-1"));
    QCOMPARE(typeName(INT32_MIN), std::string("DT_-2147483648"));
}

void TestMetaFacts::collections()
{
    GraphBuilder builder;
    builder.node("x", "Placeholder");
    auto &all = *builder.meta().mutable_collection_def();
    for (int i = 0; i < 60; ++i)
        all["losses"].mutable_node_list()->add_value("n" + std::to_string(i));
    pb::VariableDef variable;
    variable.set_variable_name("w:0");
    all["variables"].mutable_bytes_list()->add_value(variable.SerializeAsString());
    all["trainable_variables"].mutable_bytes_list()->add_value("\xff\xff"); // no message
    all["cond_context"].mutable_bytes_list()->add_value("abc");
    all["numbers"].mutable_int64_list()->add_value(5);
    all["weights"].mutable_float_list()->add_value(1);
    all["assets"].mutable_any_list()->add_value();
    all["nothing"];
    const auto graph = builder.read();
    QVERIFY(graph);
    std::string text;
    for (const Collection &collection : metaFacts(**graph).collections)
        text += collection.key + ":" + std::string(collection.kind) + ":" + std::to_string(collection.count)
            + (collection.items ? "/" + std::to_string(collection.items->size()) : "") + " ";
    QCOMPARE(text,
        std::string("assets:any_list:1 cond_context:bytes_list:1 losses:node_list:60/50 nothing::0 "
                    "numbers:int64_list:1 trainable_variables:bytes_list:1 variables:bytes_list:1/1 "
                    "weights:float_list:1 "));
}

static void addStrings(pb::NodeDef &constant, std::initializer_list<const char *> strings)
{
    auto &tensor = *(*constant.mutable_attr())["value"].mutable_tensor();
    tensor.set_dtype(pb::DT_STRING);
    tensor.mutable_tensor_shape()->add_dim()->set_size(static_cast<std::int64_t>(strings.size()));
    for (const char *text : strings)
        tensor.add_string_val(text);
}

void TestMetaFacts::saversAndWhatTheySave()
{
    GraphBuilder builder;
    builder.variable("v", { 2 });
    addStrings(builder.node("names", "Const"), { "key/a", "key/b", "key/c", "key/d" });
    addStrings(builder.node("slices", "Const"), { "", "4 0,2", "", "" });
    builder.node("other", "RandomUniform");
    builder.node("save", "SaveV2", { "prefix", "names", "slices", "v/read", "v", "other", "gone" });
    builder.node("unnamed", "SaveV2", { "prefix", "other", "slices", "v" });
    builder.meta().mutable_saver_def()->set_restore_op_name("restore");
    builder.meta().mutable_saver_def()->set_version(pb::SaverDef::V2);
    const auto graph = builder.read();
    QVERIFY(graph);
    const MetaFacts facts = metaFacts(**graph);
    QVERIFY(facts.saver && facts.saver->version == "V2" && facts.saver->restoreOp == "restore");
    QCOMPARE(facts.saverOps.size(), std::size_t(2));
    QVERIFY(!facts.saverOps[1].named);
    const auto &tensors = facts.saverOps[0].tensors;
    QCOMPARE(tensors.size(), std::size_t(4));
    const NodeIndex v = (*graph)->find("v");
    QVERIFY(tensors[0].source == v && tensors[0].slice.empty() && tensors[0].key == "key/a");
    QVERIFY(tensors[1].source == v && tensors[1].slice == "4 0,2");
    QVERIFY(tensors[2].source == (*graph)->find("other"));
    QVERIFY(tensors[3].source == NodeIndex::None);
    QCOMPARE((*graph)->variables()[0].savedAs, (std::vector<std::string>{ "key/a", "key/b 4 0,2" }));
    QCOMPARE((*graph)->otherSavedKeys().size(), std::size_t(2));
    QCOMPARE((*graph)->otherSavedKeys()[0], std::string("key/c"));
}

void TestMetaFacts::manySaversOfOneLongList()
{
    // Each of them means the same 100,000 keys, but has one tensor.
    GraphBuilder builder;
    builder.variable("v", {});
    auto &tensor = *(*builder.node("names", "Const").mutable_attr())["value"].mutable_tensor();
    tensor.set_dtype(pb::DT_STRING);
    tensor.mutable_tensor_shape()->add_dim()->set_size(100'000);
    for (int i = 0; i < 100'000; ++i)
        tensor.add_string_val("k");
    for (int i = 0; i < 20'000; ++i)
        builder.node("s" + std::to_string(i), "SaveV2", { "p", "names", "names", "v" });
    QElapsedTimer timer;
    timer.start();
    const auto graph = builder.read();
    QVERIFY(graph);
    QCOMPARE((*graph)->variables()[0].keys.size(), std::size_t(20'000));
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMetaFacts::keysFromFunctions_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("variables");
    QTest::newRow("module") << "tf-module-savedmodel/model"
                            << "a=a/.ATTRIBUTES/VARIABLE_VALUE b=b/.ATTRIBUTES/VARIABLE_VALUE "
                               "count=count/.ATTRIBUTES/VARIABLE_VALUE ";
    QTest::newRow("Keras 2") << "keras-savedmodel/keras2" << QString();
    QTest::newRow("Keras 3") << "keras-savedmodel/keras3" << QString();
}

// Every variable of the checkpoint is a variable of the graph.
void TestMetaFacts::keysFromFunctions()
{
    QFETCH(QString, model);
    QFETCH(QString, variables);
    const std::string folder = dataPath(model.toStdString());
    const auto run = scanRun(folder);
    QVERIFY(run);
    const auto checkpoint = Checkpoint::open(run->checkpoints[0]);
    const auto graph = MetaGraph::read(run->savedModel);
    QVERIFY(checkpoint && graph);
    std::map<std::string, std::string> keys; // of the graph, by variable
    for (const GraphVariable &variable : (*graph)->variables())
        for (const std::string &key : variable.keys) {
            keys[std::string((*graph)->node(variable.node).name)] = key;
            QVERIFY2((*checkpoint)->find(key), key.c_str());
        }
    QString found;
    for (const auto &[name, key] : keys)
        found += QString::fromStdString(name + "=" + key + " ");
    if (!variables.isEmpty())
        QCOMPARE(found, variables);
    QCOMPARE(keys.size(), (*checkpoint)->variables().size() - 1); // but for the object graph
}

void TestMetaFacts::customOps()
{
    QVERIFY(isTensorFlowOp("MatMul") && isTensorFlowOp("A") && isTensorFlowOp("_While"));
    QVERIFY(!isTensorFlowOp("") && !isTensorFlowOp("ZeroOut") && !isTensorFlowOp("MatMul "));
    GraphBuilder builder;
    builder.node("a", "ZeroOut");
    builder.node("b", "MatMul");
    builder.node("c", "Undocumented");
    builder.node("d", "my_function");
    auto &function = *builder.graph().mutable_library()->add_function();
    function.mutable_signature()->set_name("my_function");
    function.add_node_def()->set_op("ZeroOut");
    auto &op = *builder.meta().mutable_meta_info_def()->mutable_stripped_op_list()->add_op();
    op.set_name("ZeroOut");
    op.add_input_arg()->set_name("to_zero");
    op.add_output_arg()->set_name("zeroed");
    const auto graph = builder.read();
    QVERIFY(graph);
    const MetaFacts facts = metaFacts(**graph);
    QCOMPARE(facts.documentedOps, std::uint64_t(1));
    QCOMPARE(facts.functions.size(), std::size_t(1));
    QCOMPARE(facts.functions[0].nodes, std::uint64_t(1));
    QCOMPARE(facts.customOps.size(), std::size_t(2));
    QCOMPARE(facts.customOps[0].name, std::string("Undocumented"));
    QVERIFY(!facts.customOps[0].documented);
    QCOMPARE(facts.customOps[1].uses, std::uint64_t(2));
    QCOMPARE(facts.customOps[1].inputs, std::vector<std::string>{ "to_zero" });
    QCOMPARE(facts.customOps[1].outputs, std::vector<std::string>{ "zeroed" });
}

void TestMetaFacts::bareGraphs()
{
    GraphBuilder builder;
    builder.node("a", "ZeroOut");
    const auto graph = GraphBuilder::readBytes(builder.graphBytes(), "graph.pb");
    QVERIFY(graph);
    QVERIFY((*graph)->summary().container == GraphContainer::Graph);
    QVERIFY(signatures(**graph).empty());
    const MetaFacts facts = metaFacts(**graph);
    QVERIFY(!facts.saver && facts.collections.empty() && facts.assetFiles.empty());
    QCOMPARE(facts.customOps.size(), std::size_t(1));
}

void TestMetaFacts::savedModelOfSeveral_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("binary") << "saved-model-builder/binary/saved_model.pb";
    QTest::newRow("text") << "saved-model-builder/text/saved_model.pbtxt";
}

void TestMetaFacts::savedModelOfSeveral()
{
    QFETCH(QString, file);
    const auto model = readSavedModel(dataPath(file.toStdString()));
    QVERIFY2(model, model ? "" : model.error().message().c_str());
    QCOMPARE(model->schemaVersion, std::int64_t(1));
    QCOMPARE(model->assets, std::vector<std::string>{ "words.txt" });
    const bool text = file.endsWith(QLatin1String("pbtxt"));
    QCOMPARE(model->metaGraphs.size(), std::size_t(2));
    for (std::size_t i = 0; i < model->metaGraphs.size(); ++i) {
        const GraphSummary &summary = model->metaGraphs[i]->summary();
        QCOMPARE(summary.position, i);
        QCOMPARE(summary.text, text);
        QCOMPARE(summary.tags, summary.allTags[i]);
        QVERIFY(summary.container == GraphContainer::SavedModel);
    }
    QCOMPARE(model->metaGraphs[1]->summary().tags, (std::vector<std::string>{ "train", "cpu" }));
}

void TestMetaFacts::servingIsShownFirst()
{
    pb::SavedModel model;
    model.set_saved_model_schema_version(1);
    const auto add = [&](const char *tag, int nodes) {
        auto &graph = *model.add_meta_graphs();
        if (tag)
            graph.mutable_meta_info_def()->add_tags(tag);
        for (int i = 0; i < nodes; ++i)
            graph.mutable_graph_def()->add_node()->set_name("n" + std::to_string(i));
        for (auto &node : *graph.mutable_graph_def()->mutable_node())
            node.set_op("NoOp");
    };
    const auto shown = [&] {
        const auto graph = GraphBuilder::readBytes(model.SerializeAsString(), "saved_model.pb");
        return graph ? static_cast<int>((*graph)->summary().position) : -1;
    };
    add(nullptr, 0);
    QCOMPARE(shown(), -1); // empty
    add("train", 2);
    QCOMPARE(shown(), 1);
    add("serve", 0);
    QCOMPARE(shown(), 1); // what is to be served is empty
    add("serve", 1);
    QCOMPARE(shown(), 3);
    const auto graph = GraphBuilder::readBytes(model.SerializeAsString(), "saved_model.pb");
    QCOMPARE((*graph)->summary().allTags.size(), std::size_t(4));
}

void TestMetaFacts::graphsByTags_data()
{
    savedModelOfSeveral_data();
}

void TestMetaFacts::graphsByTags()
{
    QFETCH(QString, file);
    const std::string path = dataPath(file.toStdString());
    const auto position = [&](const std::vector<std::string> &tags) {
        const auto graph = MetaGraph::read(path, tags);
        return graph ? static_cast<int>((*graph)->summary().position) : -1;
    };
    QCOMPARE(position({ "serve" }), 0);
    QCOMPARE(position({ "train", "cpu" }), 1);
    QCOMPARE(position({ "cpu", "train" }), 1); // the order says nothing
    QCOMPARE(position({ "train" }), 0); // there is none: the usual one
    QCOMPARE(position({}), 0);
    const auto graph = MetaGraph::read(path, { "cpu", "train" });
    QCOMPARE((*graph)->nodes().size(), std::size_t(68));
    QCOMPARE((*graph)->summary().allTags, (std::vector<std::vector<std::string>>{ { "serve" }, { "train", "cpu" } }));
    const auto all = MetaGraph::readAll(path);
    QCOMPARE((*all)[1]->nodes().size(), std::size_t(68));
    QCOMPARE((*all)[0]->nodes().size(), std::size_t(43));
}

// The others are not even looked at but for their tags, so their damage harms nobody.
void TestMetaFacts::onlyTheChosenGraphIsRead()
{
    GraphBuilder good;
    good.node("n", "NoOp");
    good.meta().mutable_meta_info_def()->add_tags("serve");
    std::string damaged = good.metaBytes();
    damaged += std::string("\x1a\x02\x0a\x09", 4); // saver_def whose name is longer than it
    const auto field = [](const std::string &bytes) {
        return "\x12" + std::string(1, static_cast<char>(bytes.size())) + bytes;
    };
    QVERIFY(damaged.size() < 128);
    const std::string model = "\x08\x01" + field(good.metaBytes()) + field(damaged);
    const auto graph = GraphBuilder::readBytes(model, "saved_model.pb");
    QVERIFY2(graph, graph ? "" : graph.error().message().c_str());
    QCOMPARE((*graph)->summary().allTags.size(), std::size_t(2));
    const auto other = GraphBuilder::readBytes("\x08\x01" + field(damaged) + field(good.metaBytes()), "saved_model.pb");
    QVERIFY(!other);
    QCOMPARE(other.error().fault, Fault::GraphUnreadable);
}

void TestMetaFacts::anEmptyGraphIsNotChosen()
{
    pb::SavedModel model;
    model.add_meta_graphs()->mutable_meta_info_def()->add_tags("empty");
    auto &full = *model.add_meta_graphs();
    full.mutable_graph_def()->add_node()->set_op("NoOp");
    const QTemporaryDir folder;
    const std::string path = folder.filePath("saved_model.pb").toStdString();
    QFile file(QString::fromStdString(path));
    const std::string bytes = model.SerializeAsString();
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), static_cast<qint64>(bytes.size())) > 0);
    file.close();
    QCOMPARE((*MetaGraph::read(path, { "empty" }))->summary().position, std::size_t(1));
    QCOMPARE(MetaGraph::readAll(path)->size(), std::size_t(2));
}

void TestMetaFacts::fingerprints_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");
    QTest::newRow("as written") << QByteArray("\x08\x05\x28\x07\x32\x02\x08\x04\x3a\x01u", 11) << true;
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("cut") << QByteArray("\x08\x05\x3a\x09", 4) << false;
    QTest::newRow("garbage") << QByteArray(100, '\xff') << false;
    QTest::newRow("version is a number") << QByteArray("\x08\x05\x30\x04", 4) << true;
    QTest::newRow("lfs") << QByteArray("version https://git-lfs.github.com/spec/v1\n") << false;
}

void TestMetaFacts::fingerprints()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, good);
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(QString::fromStdString(dataPath("tf-module-savedmodel/model/saved_model.pb")),
        folder.filePath("saved_model.pb")));
    const auto read = [&] { return readSavedModel(folder.filePath("saved_model.pb").toStdString()); };
    QVERIFY(read() && !read()->fingerprint); // there is none
    QFile file(folder.filePath("fingerprint.pb"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto model = read();
    QVERIFY(model);
    QCOMPARE(model->fingerprint.has_value(), good);
    if (QByteArray(QTest::currentDataTag()) == "as written") {
        QCOMPARE(model->fingerprint->savedModelChecksum, std::uint64_t(5));
        QCOMPARE(model->fingerprint->checkpointHash, std::uint64_t(7));
        QCOMPARE(model->fingerprint->producer, 4);
        QCOMPARE(model->fingerprint->uuid, std::string("u"));
    }
}

void TestMetaFacts::savedModelWithoutAnything()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("saved_model.pb").toStdString();
    QCOMPARE(readSavedModel(file).error().fault, Fault::NothingThere);
    std::ofstream(file) << "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    QCOMPARE(readSavedModel(file).error().fault, Fault::GitLfsPointer);
    const std::string chunked = folder.filePath("saved_model.cpb").toStdString();
    std::ofstream(chunked) << "anything";
    QCOMPARE(readSavedModel(chunked).error().fault, Fault::SavedModelChunked);
}

QTEST_APPLESS_MAIN(TestMetaFacts)
#include "tst_metafacts.moc"
