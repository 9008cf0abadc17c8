// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/format/checkpoint/fixtures.h"
#include "tests/format/objects/objectmessage.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;
using nlohmann::json;

namespace {

std::vector<Fault> faults(const ObjectGraph &graph)
{
    std::vector<Fault> all;
    for (const Issue &issue : graph.issues())
        all.push_back(issue.error.fault);
    return all;
}

// A checkpoint with variables "v/.ATTRIBUTES/VARIABLE_VALUE" and "t/.ATTRIBUTES/table-keys" and "-values", and this
// object graph.
BundleBuilder bundleWith(const std::string &objects)
{
    BundleBuilder builder;
    builder.add("v/.ATTRIBUTES/VARIABLE_VALUE", 1, { 2 }, elements<float>({ 1, 2 }));
    builder.addStrings("t/.ATTRIBUTES/table-keys", { 1 }, { "a" });
    builder.addStrings("t/.ATTRIBUTES/table-values", { 1 }, { "b" });
    builder.addStrings("_CHECKPOINTABLE_OBJECT_GRAPH", {}, { objects });
    return builder;
}

Result<std::shared_ptr<const ObjectGraph>> readBack(const BundleBuilder &builder)
{
    const QTemporaryDir folder;
    const std::string prefix = folder.filePath("model.ckpt").toStdString();
    builder.write(prefix);
    const auto checkpoint = openAt(prefix);
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    return ObjectGraph::read(**checkpoint);
}

} // namespace

class TestObjectGraph : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTensorFlow_data();
    void agreesWithTensorFlow();
    void everyFieldIsRead();
    void attributesFindTheirVariables();
    void missingKeysAreIssues();
    void brokenCases_data();
    void brokenCases();
    void aDamagedObjectHidesNoOther();
    void everyTruncationIsReadOrRefused();
    void everyChangedByteIsSurvived();
    void wrongChecksumIsADoubt();
    void whatIsNotOneString();
    void missingDataIsSaidAsSuch();
    void nameBasedHasNone();
    void limits();
    void stopsWhenCancelled();
};

void TestObjectGraph::agreesWithTensorFlow_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("expected");
    for (const char *folder : { "object-based-tf-module", "multi-shard-tf2", "odd-names" }) {
        const json document = expectation(folder);
        for (const json &checkpoint : document["checkpoints"])
            if (checkpoint.contains("object_graph")) {
                const std::string prefix = std::string(folder) + "/" + checkpoint["prefix"].get<std::string>();
                QTest::newRow(prefix.c_str()) << QString::fromStdString(dataPath(prefix))
                                              << QString::fromStdString(checkpoint["object_graph"].dump());
            }
    }
}

void TestObjectGraph::agreesWithTensorFlow()
{
    QFETCH(QString, prefix);
    QFETCH(QString, expected);
    const json wanted = json::parse(expected.toStdString());
    const auto checkpoint = openAt(prefix.toStdString());
    QVERIFY(checkpoint);
    const auto graph = ObjectGraph::read(**checkpoint);
    QVERIFY2(graph, graph ? "" : messageOf(graph.error()).c_str());
    QVERIFY((*graph)->issues().empty());
    QCOMPARE((*graph)->size(), wanted["nodes"].get<std::size_t>());
    QCOMPARE((*graph)->edges().size(), wanted["edges"].get<std::size_t>());
    json children = json::array(), attributes = json::array(), slotVariables = json::array();
    for (const ObjectEdge &edge : (*graph)->children(ObjectId::Root))
        children.push_back({ edge.name, static_cast<int>(edge.child) });
    QCOMPARE(children.dump(), wanted["root_children"].dump());
    for (const SlotVariable &slot : (*graph)->slotVariables())
        slotVariables.push_back(
            { { "optimizer", static_cast<int>(slot.optimizer) }, { "variable", static_cast<int>(slot.variable) },
                { "slot", slot.name }, { "slot_node", static_cast<int>(slot.slot) } });
    QCOMPARE(slotVariables.dump(), wanted["slot_variables"].dump());
    const auto tree = ObjectTree::build(*graph);
    QVERIFY(tree);
    for (std::size_t i = 0; i < (*graph)->size(); ++i)
        for (const ObjectAttribute &attribute : (*graph)->attributes(static_cast<ObjectId>(i))) {
            const auto object = static_cast<ObjectId>(i);
            json path;
            if (tree->place(object) == ObjectPlace::Child || tree->place(object) == ObjectPlace::Root)
                path = tree->path(object);
            attributes.push_back({ { "node", i }, { "path", path }, { "name", attribute.name },
                { "full_name", attribute.fullName }, { "key", attribute.key } });
            QVERIFY(attribute.variable);
            // The way back: from the variable to the object, and from its path to it.
            const auto uses = (*graph)->usesOf(*attribute.variable);
            QCOMPARE(uses.size(), std::size_t(1));
            QCOMPARE(uses.front().object, object);
            QCOMPARE(tree->find(tree->path(object)), object);
        }
    QCOMPARE(attributes.dump(), wanted["attributes"].dump());
}

void TestObjectGraph::everyFieldIsRead()
{
    ObjectMessage message;
    const int root = message.add(), saved = message.add(), old = message.add();
    message.child(root, "saved", saved);
    message.hasValues(root, true);
    message.hasValues(saved, false);
    message.saver(saved, "TheSaver");
    message.at(old).varint(77, 5).fixed32(78, 5); // of a later version
    const auto graph = message.parsed();
    QVERIFY(graph);
    QVERIFY((*graph)->issues().empty());
    QCOMPARE((*graph)->hasCheckpointValues(ObjectId::Root), std::optional(true));
    QCOMPARE((*graph)->hasCheckpointValues(ObjectId{ saved }), std::optional(false));
    QCOMPARE((*graph)->hasCheckpointValues(ObjectId{ old }), std::optional<bool>());
    QCOMPARE((*graph)->savers().size(), std::size_t(1));
    QCOMPARE((*graph)->savers().front().object, ObjectId{ saved });
    QVERIFY((*graph)->savers().front().name == "TheSaver");
    QVERIFY((*graph)->savers().front().objectName == "o");
}

void TestObjectGraph::attributesFindTheirVariables()
{
    ObjectMessage message;
    message.add();
    message.attribute(0, "v/.ATTRIBUTES/VARIABLE_VALUE");
    message.attribute(0, "t/.ATTRIBUTES/table", "table");
    const auto graph = readBack(bundleWith(message.str()));
    QVERIFY(graph);
    QVERIFY((*graph)->issues().empty());
    const auto attributes = (*graph)->attributes(ObjectId::Root);
    QVERIFY(attributes[0].variable && !attributes[0].values);
    QVERIFY(attributes[1].variable && attributes[1].values);
    QCOMPARE((*graph)->usesOf(*attributes[1].values).size(), std::size_t(1));
    QCOMPARE((*graph)->usesOf(*attributes[1].values).front().attribute, 1u);
}

void TestObjectGraph::missingKeysAreIssues()
{
    ObjectMessage message;
    message.add();
    message.attribute(0, "v/.ATTRIBUTES/VARIABLE_VALUE");
    message.attribute(0, "gone/.ATTRIBUTES/VARIABLE_VALUE");
    const auto graph = readBack(bundleWith(message.str()));
    QVERIFY(graph);
    QCOMPARE(faults(**graph), std::vector{ Fault::ObjectKeyMissing });
    QCOMPARE((*graph)->issues().front().error.key, std::string("gone/.ATTRIBUTES/VARIABLE_VALUE"));
    QVERIFY(!(*graph)->attributes()[1].variable);
    QVERIFY((*graph)->attributes()[0].variable);
}

void TestObjectGraph::brokenCases_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("readable");
    QTest::addColumn<int>("fault"); // -1: none
    QTest::addColumn<int>("issues"); // of that fault
    QTest::newRow("garbage") << "objects-garbage" << false << static_cast<int>(Fault::ObjectGraphDamaged) << 0;
    QTest::newRow("empty") << "objects-empty" << false << static_cast<int>(Fault::ObjectGraphDamaged) << 0;
    QTest::newRow("out of range") << "objects-child-out-of-range" << true << static_cast<int>(Fault::ObjectReferenceBad)
                                  << 1;
    QTest::newRow("negative") << "objects-negative-child" << true << static_cast<int>(Fault::ObjectReferenceBad) << 1;
    QTest::newRow("missing key") << "objects-missing-key" << true << static_cast<int>(Fault::ObjectKeyMissing) << 2;
    QTest::newRow("cycle") << "objects-cycle" << true << -1 << 0;
}

void TestObjectGraph::brokenCases()
{
    QFETCH(QString, folder);
    QFETCH(bool, readable);
    QFETCH(int, fault);
    const auto checkpoint = openAt(dataPath("broken/" + folder.toStdString()));
    QVERIFY(checkpoint);
    const auto graph = ObjectGraph::read(**checkpoint);
    QCOMPARE(graph.has_value(), readable);
    if (!readable) {
        QCOMPARE(static_cast<int>(graph.error().fault), fault);
    } else {
        QFETCH(int, issues);
        QCOMPARE(faults(**graph), std::vector(static_cast<std::size_t>(issues), Fault{ fault }));
        const auto tree = ObjectTree::build(*graph);
        QVERIFY(tree);
        std::size_t rows = 0, brokenRows = 0;
        tree->visit([&](const ObjectRow &row) {
            ++rows;
            brokenRows += row.kind == ObjectRow::Broken ? 1 : 0;
            return true;
        });
        QVERIFY(rows >= (*graph)->size());
        QCOMPARE(brokenRows, std::size_t(fault == static_cast<int>(Fault::ObjectReferenceBad) ? 1 : 0));
    }
    for (const Variable &variable : (*checkpoint)->variables()) // whatever the graph is
        QVERIFY(!variable.error);
    QVERIFY(readVariable(**checkpoint, *(*checkpoint)->find("v/.ATTRIBUTES/VARIABLE_VALUE")));
}

void TestObjectGraph::aDamagedObjectHidesNoOther()
{
    ObjectMessage message;
    const int root = message.add(), bad = message.add(), good = message.add();
    message.child(root, "bad", bad);
    message.child(root, "good", good);
    message.attribute(bad, "before");
    message.at(bad).raw("\x0a\x7f"); // a child of 127 bytes that are not there
    message.attribute(good, "k");
    const auto graph = message.parsed();
    QVERIFY(graph);
    QCOMPARE(faults(**graph), std::vector{ Fault::ObjectGraphDamaged });
    QCOMPARE((*graph)->size(), std::size_t(3));
    QCOMPARE((*graph)->attributes(ObjectId{ bad }).size(), std::size_t(1));
    QVERIFY((*graph)->attributes(ObjectId{ good }).front().key == "k");
}

static std::string storedGraph()
{
    const auto checkpoint = openAt(dataPath("object-based-tf-module/run"));
    return readVariable(**checkpoint, *(*checkpoint)->find(kObjectGraphKey))->strings.front();
}

void TestObjectGraph::everyTruncationIsReadOrRefused()
{
    const std::string whole = storedGraph();
    QVERIFY(whole.size() > 1000);
    std::size_t before = 0;
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        const auto graph = ObjectGraph::parse(whole.substr(0, length), "p", nullptr);
        if (!graph) {
            QCOMPARE(graph.error().fault, Fault::ObjectGraphDamaged);
            QCOMPARE(before, std::size_t(0));
            continue;
        }
        QVERIFY((*graph)->size() >= before); // what was complete stays
        before = (*graph)->size();
        QVERIFY(ObjectTree::build(*graph));
        QVERIFY(length == whole.size() || !(*graph)->issues().empty());
    }
    QCOMPARE(before, std::size_t(37));
}

void TestObjectGraph::everyChangedByteIsSurvived()
{
    const std::string whole = storedGraph();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char other : { '\x00', '\x01', '\x7f', '\x80', '\xff' }) {
            std::string bytes = whole;
            bytes[at] = other;
            const auto graph = ObjectGraph::parse(bytes, "p", nullptr);
            if (!graph)
                continue;
            const auto tree = ObjectTree::build(*graph);
            std::size_t objects = 0;
            tree->visit([&](const ObjectRow &row) {
                objects += row.kind == ObjectRow::Object || row.kind == ObjectRow::Slot ? 1 : 0;
                if ((*graph)->has(row.object))
                    (void)tree->path(row.object);
                return true;
            });
            QCOMPARE(objects, (*graph)->size()); // each exactly once
        }
    }
}

void TestObjectGraph::wrongChecksumIsADoubt()
{
    ObjectMessage message;
    message.add();
    message.child(0, "me", 0);
    BundleBuilder builder = bundleWith(message.str());
    const std::size_t at = builder.data().find("\x0a\x06"); // the edge inside the object
    QVERIFY(at != std::string::npos);
    builder.data()[builder.data().find("me", at)] = 'w';
    const auto graph = readBack(builder);
    QVERIFY2(graph, graph ? "" : messageOf(graph.error()).c_str());
    QCOMPARE(faults(**graph), std::vector{ Fault::TensorChecksum });
    QVERIFY((*graph)->edges().front().name == "we");
}

void TestObjectGraph::whatIsNotOneString()
{
    BundleBuilder numbers;
    numbers.add("_CHECKPOINTABLE_OBJECT_GRAPH", 1, { 2 }, elements<float>({ 1, 2 }));
    BundleBuilder two;
    two.addStrings("_CHECKPOINTABLE_OBJECT_GRAPH", { 2 }, { "\x0a", "\x0a" });
    for (const BundleBuilder &builder : { numbers, two }) {
        const auto graph = readBack(builder);
        QVERIFY(!graph);
        QCOMPARE(graph.error().fault, Fault::ObjectGraphDamaged);
        QVERIFY(graph.error().message().find("one string") != std::string::npos);
    }
}

void TestObjectGraph::missingDataIsSaidAsSuch()
{
    ObjectMessage message;
    message.add();
    const QTemporaryDir folder;
    const std::string prefix = folder.filePath("model.ckpt").toStdString();
    bundleWith(message.str()).write(prefix);
    QVERIFY(QFile::remove(QString::fromStdString(BundleBuilder::shardPath(prefix, 0, 1))));
    const auto checkpoint = openAt(prefix);
    QVERIFY(checkpoint);
    QCOMPARE(ObjectGraph::read(**checkpoint).error().fault, Fault::ShardMissing);
}

void TestObjectGraph::nameBasedHasNone()
{
    BundleBuilder builder;
    builder.add("v", 1, { 1 }, elements<float>({ 1 }));
    const auto graph = readBack(builder);
    QVERIFY(!graph);
    QCOMPARE(graph.error().fault, Fault::NoSuchVariable);
}

void TestObjectGraph::limits()
{
    ObjectMessage message;
    for (int i = 0; i < 100; ++i)
        message.add();
    Limits few;
    few.maxObjectGraphItems = 50;
    const auto graph = ObjectGraph::parse(message.str(), "p", nullptr, few);
    QVERIFY(!graph);
    QCOMPARE(graph.error().fault, Fault::LimitExceeded);

    ObjectMessage wrong;
    wrong.add();
    for (int i = 0; i < 5000; ++i)
        wrong.child(0, "x", 7);
    QCOMPARE((*wrong.parsed())->issues().size(), Limits{}.maxIssuesOfOneFault);
    QCOMPARE((*wrong.parsed())->edges().size(), std::size_t(5000));
}

void TestObjectGraph::stopsWhenCancelled()
{
    ObjectMessage message;
    message.add();
    std::stop_source source;
    source.request_stop();
    const auto graph = ObjectGraph::parse(message.str(), "p", nullptr, {}, JobControl(source.get_token()));
    QVERIFY(!graph);
    QCOMPARE(graph.error().fault, Fault::Cancelled);
    QCOMPARE(ObjectTree::build(*message.parsed(), JobControl(source.get_token())).error().fault, Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestObjectGraph)
#include "tst_objectgraph.moc"
