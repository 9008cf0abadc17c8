// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Whether TensorFlow could restore a checkpoint with its graph.
#include "format/check/check.h"
#include "tests/format/checkpoint/runfolder.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestGraphAgrees : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void realGraphsAgree();
    void missingOtherTypeOtherShape();
    void partsHaveTheShapeOfTheWhole();
    void theSaverThatWroteIt();
    void noSaverSaysNothing();

private:
    // What checking says of checkpoint m.ckpt with graph.pbtxt, as "fault key".
    std::multiset<std::string> said() const
    {
        const auto opened = openAt(at("m.ckpt"));
        const auto graph = MetaGraph::read(at("graph.pbtxt"));
        if (!opened || !graph)
            qFatal("%s", messageOf(opened ? graph.error() : opened.error()).c_str());
        const auto report = checkEverything(**opened, { .graph = graph->get() });
        std::multiset<std::string> found;
        for (const Issue &issue : report->issues)
            found.insert(std::string(name(issue.error.fault)) + " " + issue.error.key);
        return found;
    }
};

namespace {

std::string variable(const std::string &name, const char *type, const std::vector<int> &dims)
{
    std::string text = "node { name: '" + name + "' op: 'VariableV2' attr { key: 'dtype' value { type: " + type
        + " } } attr { key: 'shape' value { shape {";
    for (const int dim : dims)
        text += " dim { size: " + std::to_string(dim) + " }";
    return text + " } } } }\n";
}

std::string strings(const std::string &name, const std::vector<std::string> &values)
{
    std::string text = "node { name: '" + name + "' op: 'Const' attr { key: 'value' value { tensor { dtype: DT_STRING "
        + "tensor_shape { dim { size: " + std::to_string(values.size()) + " } }";
    for (const std::string &value : values)
        text += " string_val: '" + value + "'";
    return text + " } } } }\n";
}

// A Saver that stores each variable under its own name.
std::string saver(const std::string &scope, const std::vector<std::string> &names, std::vector<std::string> slices = {})
{
    slices.resize(names.size());
    std::string text = strings(scope + "/Const", { "model" }) + strings(scope + "/names", names)
        + strings(scope + "/slices", slices) + "node { name: '" + scope + "/SaveV2' op: 'SaveV2' input: '" + scope
        + "/Const' input: '" + scope + "/names' input: '" + scope + "/slices'";
    for (const std::string &name : names)
        text += " input: '" + name + "'";
    return text + " }\n";
}

} // namespace

void TestGraphAgrees::realGraphsAgree()
{
    for (const char *path : { "seed-example-v1/save", "seed-example-v2/save", "seed-partial/save",
             "partitioned-v1/save", "partitioned-v2/save", "../../resources/sample/digits-run" }) {
        const auto run = scanRun(dataPath(path));
        QVERIFY2(run.has_value(), path);
        const CheckpointRef &ref = run->checkpoints[run->current];
        const auto opened = Checkpoint::open(ref);
        const auto graph = MetaGraph::read(ref.graphFile);
        QVERIFY2(opened && graph, path);
        const auto report = checkEverything(**opened, { .graph = graph->get() });
        QVERIFY(report.has_value());
        for (const Issue &issue : report->issues)
            QVERIFY2(issue.severity == Severity::Note, (path + (": " + messageOf(issue.error))).c_str());
    }
}

void TestGraphAgrees::missingOtherTypeOtherShape()
{
    put("graph.pbtxt",
        variable("a", "DT_FLOAT", { 2 }) + variable("b", "DT_FLOAT", { 2 }) + variable("c", "DT_FLOAT_REF", { -1, 2 })
            + variable("d", "DT_FLOAT", { 2 }) + saver("save", { "a", "b", "c", "d" }));
    BundleBuilder builder;
    builder.add("a", 1, { 3 }, std::string(12, 'x'));
    builder.add("b", 3, { 2 }, std::string(8, 'x'));
    builder.add("c", 1, { 5, 2 }, std::string(40, 'x'));
    builder.add("extra", 1, { 1 }, "abcd");
    builder.write(at("m.ckpt"));
    QCOMPARE(said(),
        (std::multiset<std::string>{ "graph-shape-differs a", "graph-type-differs b", "graph-variable-missing d",
            "variable-not-in-graph extra" }));
}

void TestGraphAgrees::partsHaveTheShapeOfTheWhole()
{
    put("graph.pbtxt",
        variable("p", "DT_FLOAT", { 2 }) + saver("save", { "p" }, { "4 0,2" })); // the variable is a part of two
    BundleBuilder builder;
    builder.add("p", 1, { 4 }, std::string(16, 'x'));
    builder.write(at("m.ckpt"));
    QCOMPARE(said(), std::multiset<std::string>{});
    builder.add("p", 1, { 5 }, std::string(20, 'x'));
    builder.data() = std::string(36, 'x');
    builder.write(at("m.ckpt"));
    QVERIFY(said().contains("graph-shape-differs p"));
}

void TestGraphAgrees::theSaverThatWroteIt()
{
    put("graph.pbtxt",
        variable("a", "DT_FLOAT", { 1 }) + variable("b", "DT_FLOAT", { 1 }) + saver("save", { "a", "b" })
            + saver("save_1", { "a" }));
    BundleBuilder builder;
    builder.add("a", 1, { 1 }, "abcd");
    builder.write(at("m.ckpt"));
    QCOMPARE(said(), std::multiset<std::string>{}); // b is only missing for the other saver
}

void TestGraphAgrees::noSaverSaysNothing()
{
    put("graph.pbtxt", variable("a", "DT_FLOAT", { 1 }));
    BundleBuilder builder;
    builder.add("other", 1, { 1 }, "abcd");
    builder.write(at("m.ckpt"));
    QCOMPARE(said(), std::multiset<std::string>{});
}

QTEST_APPLESS_MAIN(TestGraphAgrees)
#include "tst_graphagrees.moc"
