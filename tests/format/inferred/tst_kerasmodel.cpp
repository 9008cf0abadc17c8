// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Configurations of Keras models: what they say, what is none, and the edges that they state in a picture.
#include "format/inferred/inferredview.h"
#include "format/inferred/kerasmodel.h"
#include "tests/format/objects/objectmessage.h"
#include "tests/support/checkpointbuilder.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

using namespace ckpt;

class TestKerasModel : public QObject {
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void isNone_data();
    void isNone();
    void aLayerUsedTwice();
    void statedEdgesWin();
    void damagedConfigurationsStateNothing();
    void ofTheCorpus();
};

// "a>b b>c": edges in the order of the readers.
static QString edgesOf(const KerasModel &model)
{
    QStringList edges;
    for (const KerasModel::Layer &layer : model.layers)
        for (const std::uint32_t input : layer.inputs)
            edges << QString::fromStdString(model.layers[input].name + ">" + layer.name);
    return edges.join(QLatin1Char(' '));
}

static std::string layer(const std::string &name, const std::string &inbound = {}, const std::string &kind = "Dense")
{
    return R"({"class_name": ")" + kind + R"(", "config": {"name": ")" + name + R"("})"
        + (inbound.empty() ? "" : R"(, "name": ")" + name + R"(", "inbound_nodes": )" + inbound) + "}";
}

static std::string model(const std::string &kind, const std::string &layers)
{
    return R"({"class_name": ")" + kind + R"(", "config": {"name": "m", "layers": [)" + layers + "]}}";
}

void TestKerasModel::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("edges");
    const auto row = [](const char *name, const std::string &text, const char *edges) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(edges);
    };
    row("sequential", model("Sequential", layer("a") + "," + layer("b") + "," + layer("c")), "a>b b>c");
    row("old sequential", R"({"class_name": "Sequential", "config": [)" + layer("a") + "," + layer("b") + "]}", "a>b");
    row("functional",
        model("Model",
            layer("i", "[]") + "," + layer("a", R"([[["i", 0, 0, {}]]])") + "," + layer("b", R"([[["i", 0, 0, {}]]])")
                + "," + layer("sum", R"([[["a", 0, 0, {}], ["b", 0, 0, {}]]])")),
        "i>a i>b a>sum b>sum");
    row("not in order",
        model("Functional",
            layer("b", R"([[["a", 0, 0, {}]]])") + "," + layer("a", R"([[["i", 0, 0, {}]]])") + "," + layer("i", "[]")),
        "i>a a>b");
    row("tensor in an argument",
        model("Functional",
            layer("a", "[]") + "," + layer("b", "[]") + "," + layer("add", R"([["a", 0, 0, {"y": ["b", 0, 0]}]])")),
        "a>add b>add");
    row("Keras 3",
        model("Functional",
            layer("a", "[]") + ","
                + layer("b",
                    R"([{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["a", 0, 0]}}]}])")),
        "a>b");
    row("unknown source", model("Model", layer("a", "[]") + "," + layer("b", R"([[["nobody", 0, 0, {}]]])")), "");
}

void TestKerasModel::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, edges);
    const auto config = parseKerasConfig(text.toStdString());
    QVERIFY(config && config->model);
    QCOMPARE(edgesOf(*config->model), edges);
}

void TestKerasModel::isNone_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const std::string &text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("a layer", layer("a"));
    row("of a class", model("MyModel", layer("a") + "," + layer("b"))); // its call() says, which is Python
    row("double name", model("Sequential", layer("a") + "," + layer("a")));
    row("no names", model("Sequential", "{},{}"));
    row("no layers", model("Sequential", ""));
    row("no list", R"({"class_name": "Sequential", "config": {"layers": {"a": 1}}})");
    row("no JSON", "\x08\x01{");
    row("cut", model("Sequential", layer("a")).substr(0, 40));
    row("deep", std::string(1'000'000, '['));
    row("deep objects", R"({"class_name": )" + std::string(5000, '{'));
    row("not UTF-8", "{\"class_name\": \"\xff\xfe\", \"config\": {}}");
    row("large", model("Sequential", layer(std::string(5 << 20, 'n'))));
    row("wrong types", R"({"class_name": 3, "config": [[], 1, {"config": 2, "name": []}]})");
    row("empty", "");
}

void TestKerasModel::isNone()
{
    QFETCH(QByteArray, text);
    const auto config = parseKerasConfig(text.toStdString());
    QVERIFY(!config || !config->model);
}

// It feeds itself over another one: what closes the circle goes.
void TestKerasModel::aLayerUsedTwice()
{
    const auto config = parseKerasConfig(model("Model",
        layer("i", "[]") + "," + layer("twice", R"([[["i", 0, 0, {}]], [["b", 0, 0, {}]]])") + ","
            + layer("b", R"([[["twice", 0, 0, {}]]])") + "," + layer("end", R"([[["twice", 1, 0, {}]]])")));
    QVERIFY(config && config->model);
    QCOMPARE(edgesOf(*config->model), QStringLiteral("i>twice twice>b twice>end"));
}

namespace {

struct Made {
    QTemporaryDir folder;
    std::shared_ptr<const Checkpoint> checkpoint;
    std::shared_ptr<const GraphView> view;
};

// Four dense layers whose sizes fit in a row; the configuration says that a feeds c over an activation, and b feeds d.
void make(Made &made, const std::string &configuration)
{
    test::ObjectMessage message;
    test::BundleBuilder builder;
    message.add();
    const auto keep = [&](int object, const std::string &path, const std::string &json) {
        const std::string key = path + (path.empty() ? "" : "/") + ".ATTRIBUTES/OBJECT_CONFIG_JSON";
        message.attribute(object, key, "OBJECT_CONFIG_JSON");
        builder.addStrings(key, {}, { json });
    };
    const auto addLayer = [&](int number, const std::string &name, bool weights) {
        const int object = message.add();
        const std::string path = "layer-" + std::to_string(number);
        message.child(0, path, object);
        keep(object, path, layer(name));
        if (!weights)
            return;
        const int kernel = message.add();
        message.child(object, "kernel", kernel);
        test::BundleEntry entry;
        entry.dims = { 16, 16 };
        entry.size = 4 * 16 * 16;
        const std::string key = path + "/kernel/.ATTRIBUTES/VARIABLE_VALUE";
        message.attribute(kernel, key);
        builder.entries()[key] = entry.encoded();
    };
    addLayer(0, "i", false);
    addLayer(1, "a", true);
    addLayer(2, "b", true);
    addLayer(3, "act", false);
    addLayer(4, "c", true);
    addLayer(5, "d", true);
    keep(0, "", configuration);
    builder.addStrings(std::string(kObjectGraphKey), {}, { message.str() });
    const std::string prefix = made.folder.filePath(QStringLiteral("made")).toStdString();
    builder.write(prefix);
    CheckpointRef ref;
    ref.prefix = prefix;
    made.checkpoint = *Checkpoint::open(ref);
    const auto tree = ObjectTree::build(*ObjectGraph::read(*made.checkpoint));
    made.view = *inferView(*made.checkpoint, &*tree);
}

// "a-c" is stated, "a.c" a guess.
std::set<std::string> edges(const GraphView &view)
{
    std::set<ItemId> open;
    for (const Item &item : view.items())
        open.insert(item.id);
    std::set<std::string> texts;
    for (const ViewEdge &edge : view.visibleEdges(open))
        texts.insert(view.item(edge.from).title + (edge.inferred ? "." : "-") + view.item(edge.to).title);
    return texts;
}

std::string branches()
{
    return model("Model",
        layer("i", "[]") + "," + layer("a", R"([[["i", 0, 0, {}]]])") + "," + layer("b", R"([[["i", 0, 0, {}]]])") + ","
            + layer("act", R"([[["a", 0, 0, {}]]])") + "," + layer("c", R"([[["act", 0, 0, {}]]])") + ","
            + layer("d", R"([[["b", 0, 0, {}], ["a", 0, 0, {}]]])"));
}

} // namespace

void TestKerasModel::statedEdgesWin()
{
    Made made;
    make(made, branches());
    QCOMPARE(edges(*made.view), (std::set<std::string>{ "a-c", "a-d", "b-d" }));
    QVERIFY(made.view->hasStatedEdges());
    QVERIFY(made.view->remark().find("configuration") != std::string::npos);
}

void TestKerasModel::damagedConfigurationsStateNothing()
{
    Made made;
    make(made, branches().substr(0, 200));
    QVERIFY(!made.view->hasStatedEdges());
    QCOMPARE(edges(*made.view), (std::set<std::string>{ "a.b", "b.c", "c.d" }));
    QVERIFY(made.view->remark().find("configuration") == std::string::npos);
}

void TestKerasModel::ofTheCorpus()
{
    const QString shared = qEnvironmentVariable("CKPTSCOPE_SHARED", QStringLiteral(CKPT_SOURCE_DIR "/../shared"));
    const QString prefix = shared + QStringLiteral("/corpus/obj-lstm-md/training_checkpoints/ckpt_20");
    if (!QFile::exists(prefix + QStringLiteral(".index")))
        return; // the made ones above are the same in small
    CheckpointRef ref;
    ref.prefix = prefix.toStdString();
    const auto checkpoint = *Checkpoint::open(ref);
    const auto tree = ObjectTree::build(*ObjectGraph::read(*checkpoint));
    QCOMPARE(edges(**inferView(*checkpoint, &*tree)), (std::set<std::string>{ "embedding-lstm", "lstm-dense" }));
}

QTEST_APPLESS_MAIN(TestKerasModel)
#include "tst_kerasmodel.moc"
