// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Pictures of checkpoints without a graph: outcomes of real ones, small made ones, what must hold for every one.
#include "format/checkpoint/run.h"
#include "format/inferred/inferredview.h"
#include "tests/format/objects/objectmessage.h"
#include "tests/support/checkpointbuilder.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

using namespace ckpt;
using nlohmann::json;
using Opened = std::shared_ptr<const Checkpoint>;
using View = std::shared_ptr<const GraphView>;

class TestInferredView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void outcome_data();
    void outcome();
    void everyVariableOnce_data();
    void everyVariableOnce();
    void withoutItsGraph_data();
    void withoutItsGraph();
    void namesAndSizes();
    void namesAlike();
    void kinds_data();
    void kinds();
    void objects();
    void hostileObjects();
    void growsLinearly();
    void cancelsSoon();

private:
    QString m_shared;
    QTemporaryDir m_folder;
};

namespace {

using Shapes = std::vector<std::pair<std::string, std::vector<std::int64_t>>>;

std::optional<ObjectTree> treeOf(const Checkpoint &checkpoint)
{
    auto graph = ObjectGraph::read(checkpoint);
    auto tree = graph ? ObjectTree::build(*graph) : tl::unexpected(graph.error());
    return tree ? std::optional(std::move(*tree)) : std::nullopt;
}

View viewOf(const Checkpoint &checkpoint, const JobControl &control = {})
{
    const auto tree = treeOf(checkpoint);
    const auto view = inferView(checkpoint, tree ? &*tree : nullptr, {}, control);
    return view ? *view : nullptr;
}

Opened openPrefix(const std::string &prefix)
{
    CheckpointRef ref;
    ref.prefix = prefix;
    const auto opened = Checkpoint::open(ref);
    return opened ? *opened : nullptr;
}

// Without data files: an index is all that a picture needs.
Opened made(const QTemporaryDir &folder, const Shapes &shapes, const std::string &objects = {})
{
    test::BundleBuilder builder;
    for (const auto &[name, dims] : shapes) {
        test::BundleEntry entry;
        entry.dims = dims;
        entry.size = 4;
        for (const std::int64_t dim : dims)
            entry.size *= dim;
        builder.entries()[name] = entry.encoded();
    }
    if (!objects.empty())
        builder.addStrings(std::string(kObjectGraphKey), {}, { objects });
    const std::string prefix = folder.filePath(QStringLiteral("made")).toStdString();
    builder.write(prefix);
    return openPrefix(prefix);
}

std::map<std::string, const Item *> byTitle(const GraphView &view)
{
    std::map<std::string, const Item *> items;
    for (const Item &item : view.items())
        items.try_emplace(item.title, &item);
    return items;
}

std::set<ItemId> everything(const GraphView &view)
{
    std::set<ItemId> open;
    for (const Item &item : view.items())
        open.insert(item.id);
    return open;
}

// "conv1 > conv2" for every edge when all is open.
std::set<std::string> edgesOf(const GraphView &view)
{
    std::set<std::string> edges;
    for (const ViewEdge &edge : view.visibleEdges(everything(view)))
        edges.insert(view.item(edge.from).title + " > " + view.item(edge.to).title);
    return edges;
}

// A layer, an optimizer, counters: where variables are.
std::vector<const Item *> cardsOf(const GraphView &view)
{
    std::vector<const Item *> cards;
    for (const Item &item : view.items())
        if (item.children.empty() && item.id != view.root())
            cards.push_back(&item);
    return cards;
}

} // namespace

void TestInferredView::initTestCase()
{
    m_shared = qEnvironmentVariable("CKPTSCOPE_SHARED", QStringLiteral(CKPT_SOURCE_DIR "/../shared"));
    if (!QDir(m_shared).exists())
        m_shared.clear();
}

void TestInferredView::outcome_data()
{
    QTest::addColumn<QString>("expected");
    const QString own = QStringLiteral(CKPT_SOURCE_DIR "/tests/data/diagram/inferred");
    for (const QString &folder : { own, m_shared + QStringLiteral("/design/diagram/expected") })
        for (const QString &name : QDir(folder).entryList({ QStringLiteral("*.json") }, QDir::Files)) {
            std::ifstream file(QDir(folder).filePath(name).toStdString());
            if (json::parse(file).contains("source"))
                QTest::newRow(qPrintable(name)) << QDir(folder).filePath(name);
        }
}

void TestInferredView::outcome()
{
    QFETCH(QString, expected);
    std::ifstream file(expected.toStdString());
    const json want = json::parse(file);
    const bool own = expected.startsWith(QStringLiteral(CKPT_SOURCE_DIR "/tests/data"));
    const QString index = (own ? QStringLiteral(CKPT_SOURCE_DIR "/tests/data") : m_shared) + QLatin1Char('/')
        + QString::fromStdString(want["file"]);
    const Opened checkpoint = openPrefix(index.chopped(6).toStdString());
    QVERIFY(checkpoint);
    const View view = viewOf(*checkpoint);
    QVERIFY(view);
    QCOMPARE(view->source(), want["source"] == "object graph" ? ViewSource::Objects : ViewSource::Names);
    std::size_t cards = 0;
    std::set<std::string> marks;
    for (const Item &item : view->items()) {
        if (item.parent == ItemId::None || !view->item(item.parent).openAtFirst || item.openAtFirst)
            continue;
        ++cards;
        if (item.kind == ItemKind::Series)
            marks.insert(item.title + ": ×" + std::to_string(item.repeat));
    }
    QVERIFY2(cards <= want["first_picture"]["cards_at_most"].get<std::size_t>(), qPrintable(QString::number(cards)));
    for (const json &mark : want["first_picture"].value("marks", json::array()))
        QVERIFY2(marks.contains(mark.get<std::string>()), mark.get<std::string>().c_str());
    std::map<std::string, const Item *> byKey;
    int layers = 0;
    for (const Item *item : cardsOf(*view))
        if (item->kind == ItemKind::Layer) {
            byKey[item->key] = item;
            ++layers;
        }
    QCOMPARE(layers, want["layer_count"].get<int>());
    for (const json &layer : want["layers_in_order"]) {
        if (!layer.contains("path"))
            continue; // a cut in the list
        const std::string path = layer["path"];
        QVERIFY2(byKey.contains(path), path.c_str());
        const Item &item = *byKey[path];
        QVERIFY2(item.layerName.starts_with(layer["kind"].get<std::string>()), item.layerName.c_str());
        QCOMPARE(item.variableCount, layer["variables"].size());
        QVERIFY(item.title == layer["name"].get<std::string>() || item.title.ends_with(path));
    }
    std::set<std::pair<std::string, std::string>> edges;
    for (const ViewEdge &edge : view->visibleEdges(everything(*view))) {
        QVERIFY(edge.inferred && edge.label.empty() && edge.inputs > 0);
        edges.emplace(view->item(edge.from).key, view->item(edge.to).key);
    }
    QCOMPARE(edges.size(), want["edge_count"].get<std::size_t>());
    for (const json &edge : want["edges_inferred"])
        QVERIFY2(edges.contains({ edge[0].get<std::string>(), edge[1].get<std::string>() }), edge.dump().c_str());
    // The reference forgot slots that no edge leads to: obj-rl-nstep has Adam's m and v of six variables.
    const std::ptrdiff_t wanted =
        expected.endsWith(QStringLiteral("obj-rl-nstep.json")) ? 12 : want["slots_with_owner"].get<std::ptrdiff_t>();
    const auto facts = view->facts(*checkpoint);
    QCOMPARE(
        std::count_if(facts.begin(), facts.end(), [](const VariableFacts &f) { return !f.owner.empty(); }), wanted);
}

// Checkpoints of tests/data and, where it is there, of the shared folder.
void TestInferredView::everyVariableOnce_data()
{
    QTest::addColumn<QString>("path");
    QStringList roots{ QStringLiteral(CKPT_SOURCE_DIR "/tests/data"),
        QStringLiteral(CKPT_SOURCE_DIR "/resources/sample") };
    if (!m_shared.isEmpty())
        roots << m_shared + QStringLiteral("/corpus");
    for (const QString &root : std::as_const(roots)) {
        std::set<QString> folders;
        for (QDirIterator it(root, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            it.next();
            folders.insert(it.fileInfo().path());
        }
        for (const QString &folder : folders)
            QTest::newRow(qPrintable(QDir(root).dirName() + u'/' + QDir(root).relativeFilePath(folder))) << folder;
    }
}

void TestInferredView::everyVariableOnce()
{
    QFETCH(QString, path);
    const auto run = scanRun(path.toStdString());
    for (std::size_t i = 0; run && i < run->checkpoints.size(); ++i) {
        const auto opened = Checkpoint::open(run->checkpoints[i]);
        if (!opened || (*opened)->variables().empty())
            continue;
        const Checkpoint &checkpoint = **opened;
        const View view = viewOf(checkpoint);
        QVERIFY(view);
        QVERIFY(!view->graph());
        QVERIFY(!view->remark().empty());
        std::map<std::string, int> cards;
        std::set<std::string> keys;
        for (const Item &item : view->items()) {
            QVERIFY2(keys.insert(item.key).second, item.key.c_str());
            QVERIFY(item.id == view->root() || !item.title.empty());
        }
        for (const Item *card : cardsOf(*view))
            for (const std::string &key : view->variablesOf(card->id))
                ++cards[key];
        const auto facts = view->facts(checkpoint);
        for (std::size_t v = 0; v < facts.size(); ++v) {
            const std::string &key = checkpoint.variables()[v].key;
            QVERIFY2(cards[key] == (facts[v].owner.empty() ? 1 : 0), key.c_str());
            QVERIFY2(view->itemsOfVariable(key).size() == 1, key.c_str());
            QVERIFY2(facts[v].owner.empty() || cards[facts[v].owner] == 1, key.c_str());
            QVERIFY2(!facts[v].inGraph, key.c_str());
        }
        for (const ViewEdge &edge : view->visibleEdges(everything(*view)))
            QVERIFY(edge.inferred || view->hasStatedEdges());
    }
}

void TestInferredView::withoutItsGraph_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("digits-run") << QStringLiteral(CKPT_SOURCE_DIR "/resources/sample/digits-run");
    QTest::newRow("digits-anonymous") << QStringLiteral(CKPT_SOURCE_DIR "/tests/data/digits-anonymous");
    if (m_shared.isEmpty())
        return;
    for (const char *name :
        { "v1-v2-mixed-siamese", "v1-ml-dnn", "v1-har-v4_2", "v1-acrobot", "v2-deep-scheduler", "v2-win-backslash" })
        QTest::newRow(name) << m_shared + QStringLiteral("/corpus/") + QString::fromLatin1(name);
}

// Kernels and biases are on the same layers as in the graph, and these are of the same kind.
void TestInferredView::withoutItsGraph()
{
    QFETCH(QString, folder);
    QString meta;
    for (QDirIterator it(folder, { QStringLiteral("*.meta") }, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();)
        meta = std::max(meta, it.next());
    QVERIFY(!meta.isEmpty());
    const auto run = scanRun(QFileInfo(meta).path().toStdString());
    QVERIFY(run && !run->checkpoints.empty());
    CheckpointRef ref = run->checkpoints[run->current];
    const auto checkpoint = Checkpoint::open(ref);
    const auto graph = MetaGraph::read(ref.graphFile.empty() ? meta.toStdString() : ref.graphFile);
    QVERIFY(checkpoint && graph);
    const auto real = GraphView::build(*graph, checkpoint->get());
    const View guess = viewOf(**checkpoint);
    QVERIFY(real && guess);
    const auto truth = (*real)->facts(**checkpoint), guessed = guess->facts(**checkpoint);
    // Two weights share a layer in the guess exactly when they do in truth.
    std::map<std::string, std::string> toGuess, toTruth;
    int compared = 0, wrong = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i].layer.empty() || !truth[i].owner.empty() || truth[i].role != guessed[i].role
            || truth[i].role == Role::Counter)
            continue;
        ++compared;
        const auto items = guess->itemsOfVariable((*checkpoint)->variables()[i].key);
        QCOMPARE(items.size(), std::size_t{ 1 });
        const auto trueItems = (*real)->itemsOfVariable((*checkpoint)->variables()[i].key);
        QVERIFY(!trueItems.empty());
        const std::string a = (*real)->item(trueItems.front()).key, b = guess->item(items.front()).key;
        if (truth[i].role != Role::Kernel && truth[i].role != Role::Bias)
            continue; // a norm may be a layer of its own in the graph
        wrong += toGuess.try_emplace(a, b).first->second != b;
        if (truth[i].role == Role::Kernel) // a bias is an op beside its layer in some graphs
            wrong += toTruth.try_emplace(b, a).first->second != a;
        if (truth[i].role == Role::Kernel) {
            const std::string kindA = (*real)->item(trueItems.front()).layerName,
                              kindB = guess->item(items.front()).layerName;
            QVERIFY2(kindA.empty() || kindA.substr(0, kindA.find(' ')) == kindB.substr(0, kindB.find(' ')),
                (kindA + " / " + kindB).c_str());
        }
    }
    QVERIFY(compared > 0);
    QCOMPARE(wrong, 0);
}

void TestInferredView::namesAndSizes()
{
    const Opened checkpoint = made(m_folder,
        { { "a/conv/kernel", { 3, 3, 1, 8 } }, { "a/conv/bias", { 8 } }, { "a/conv/kernel/Adam", { 3, 3, 1, 8 } },
            { "a/conv/kernel/Adam_1", { 3, 3, 1, 8 } }, { "a/fc/W_out", { 128, 10 } }, { "a/fc/b_out", { 10 } },
            { "b/sep/weights", { 77, 13 } }, { "global_step", {} }, { "odd/thing", { 2, 2, 2, 2, 2, 2 } } });
    QVERIFY(checkpoint);
    const View view = viewOf(*checkpoint);
    QVERIFY(view);
    const auto items = byTitle(*view);
    QVERIFY(items.contains("conv"));
    QCOMPARE(items.at("conv")->subtitle, std::string("Conv2D 3×3, 8 · 2 slots"));
    QCOMPARE(items.at("counters and settings")->variableCount, 1u);
    QCOMPARE(items.at("counters and settings")->parameters, 0);
    // 128 = 8 · 4²: a flattened image. 77 fits nothing.
    const auto edges = view->visibleEdges(everything(*view));
    QCOMPARE(edges.size(), std::size_t{ 1 });
    QCOMPARE(edges[0].outputs, 8);
    QCOMPARE(edges[0].inputs, 128);
    QCOMPARE(view->item(edges[0].from).title, std::string("conv"));
    QCOMPARE(view->itemsOfVariable("a/conv/kernel/Adam"), view->itemsOfVariable("a/conv/kernel"));
}

// As v1-nxt-data-only has them, and as tutorials do.
void TestInferredView::namesAlike()
{
    const Opened checkpoint = made(m_folder,
        { { "mweight", { 4, 10 } }, { "mbias", { 10 } }, { "mweight2", { 10, 2 } }, { "mbias2", { 2 } },
            { "W_fc", { 3, 6 } }, { "b_fc", { 6 } } });
    QVERIFY(checkpoint);
    const View view = viewOf(*checkpoint);
    QVERIFY(view);
    const auto items = byTitle(*view);
    for (const char *title : { "m", "m2", "fc" }) {
        QVERIFY2(items.contains(title), title);
        QCOMPARE(items.at(title)->variableCount, 2u);
    }
    QVERIFY(edgesOf(*view).contains("m > m2"));
}

void TestInferredView::kinds_data()
{
    QTest::addColumn<QString>("shapes"); // name:dims …
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *shapes, const char *text) {
        QTest::newRow(name) << QString::fromLatin1(shapes) << QString::fromUtf8(text);
    };
    row("dense", "x/kernel:5,7 x/bias:7", "Dense 7");
    row("convolution and norm", "x/weights:7,7,3,64 x/BatchNorm/gamma:64 x/BatchNorm/moving_mean:64",
        "Conv2D 7×7, 64 · BatchNorm");
    row("transposed by its bias", "x/kernel:5,5,32,3 x/bias:32", "Conv2DTranspose 5×5, 32");
    row("transposed by name", "deconv/kernel:5,5,32,3", "Conv2DTranspose 5×5, 32");
    row("one-dimensional", "x/kernel:3,8,16", "Conv1D 3, 16");
    row("separable", "x/depthwise_kernel:3,3,8,1 x/pointwise_kernel:1,1,8,16 x/bias:16", "Separable 3×3, 16");
    row("LSTM", "lstm/kernel:30,80 lstm/recurrent_kernel:20,80 lstm/bias:80", "LSTM 20");
    row("basic LSTM", "rnn/lstm_cell/kernel:50,80 rnn/lstm_cell/bias:80", "LSTM 20");
    row("Keras GRU", "gru/kernel:30,60 gru/recurrent_kernel:20,60 gru/bias:2,60", "GRU 20");
    row("GRU cell", "rnn/gru_cell/gates/kernel:50,40 rnn/gru_cell/candidate/kernel:50,20", "GRU 20");
    row("simple RNN", "rnn/kernel:30,20 rnn/recurrent_kernel:20,20 rnn/bias:20", "SimpleRNN 20");
    row("embedding", "embedding/embeddings:100,16", "Embedding 100×16");
    row("layer norm", "x/LayerNorm/gamma:16 x/LayerNorm/beta:16", "LayerNorm");
    row("unknown", "x/alpha:2,2,2,2,2,2 x/omega:2,2,2,2,2,2", "2 variables");
}

void TestInferredView::kinds()
{
    QFETCH(QString, shapes);
    QFETCH(QString, text);
    Shapes all;
    for (const QString &one : shapes.split(u' ')) {
        std::vector<std::int64_t> dims;
        for (const QString &dim : one.section(u':', 1).split(u','))
            dims.push_back(dim.toLongLong());
        all.emplace_back(one.section(u':', 0, 0).toStdString(), dims);
    }
    const Opened checkpoint = made(m_folder, all);
    QVERIFY(checkpoint);
    const View view = viewOf(*checkpoint);
    QVERIFY(view);
    const auto cards = cardsOf(*view);
    QCOMPARE(cards.size(), std::size_t{ 1 });
    QCOMPARE(QString::fromStdString(cards[0]->subtitle), text);
}

static std::string valueKey(const std::string &path)
{
    return path + "/.ATTRIBUTES/VARIABLE_VALUE";
}

void TestInferredView::objects()
{
    test::ObjectMessage message;
    for (int i = 0; i < 12; ++i)
        message.add();
    message.child(0, "model", 1);
    message.child(0, "optimizer", 2);
    message.child(1, "_layers", 3); // bookkeeping: the dearer way
    message.child(3, "0", 4);
    message.child(1, "first", 4);
    message.child(4, "kernel", 5);
    message.child(1, "second", 6);
    message.child(6, "kernel", 7);
    message.child(2, "iter", 8);
    message.child(0, "step", 10);
    message.slot(2, 5, "m", 9);
    Shapes shapes;
    const auto value = [&](int node, const std::string &path, const std::vector<std::int64_t> &dims) {
        message.attribute(node, valueKey(path));
        shapes.emplace_back(valueKey(path), dims);
    };
    value(5, "model/first/kernel", { 9, 64 });
    value(7, "model/second/kernel", { 64, 2 });
    value(8, "optimizer/iter", {});
    value(10, "step", {});
    message.attribute(9, "model/first/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE");
    shapes.emplace_back("model/first/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE",
        std::vector<std::int64_t>{ 9, 64 });
    const Opened checkpoint = made(m_folder, shapes, message.str());
    QVERIFY(checkpoint);
    const View view = viewOf(*checkpoint);
    QVERIFY(view);
    QCOMPARE(view->source(), ViewSource::Objects);
    const auto items = byTitle(*view);
    QVERIFY(items.contains("first") && items.contains("second") && items.contains("model"));
    QCOMPARE(items.at("first")->subtitle, std::string("Dense 64 · 1 slot"));
    QCOMPARE(items.at("optimizer")->notes, (std::vector<std::string>{ "1 slot: m" }));
    QCOMPARE(edgesOf(*view), (std::set<std::string>{ "first > second" }));
    QCOMPARE(view->item(view->itemsOfVariable(shapes.back().first).front()).title, std::string("first"));
    const auto facts = view->facts(*checkpoint);
    QCOMPARE(facts[index(*checkpoint->find(shapes.back().first))].owner, valueKey("model/first/kernel"));
    QCOMPARE(facts[index(*checkpoint->find(valueKey("model/second/kernel")))].layer, std::string("second"));
}

void TestInferredView::hostileObjects()
{
    const Shapes shapes{ { valueKey("a/kernel"), { 3, 5 } }, { valueKey("b/kernel"), { 5, 2 } } };
    // A ring, edges to nowhere, slots that are their own owners, nothing at the root.
    test::ObjectMessage message;
    for (int i = 0; i < 4; ++i)
        message.add();
    message.child(1, "x", 2);
    message.child(2, "y", 1);
    message.child(1, "z", 99);
    message.child(0, "gone", 50);
    message.attribute(1, valueKey("a/kernel"));
    message.attribute(2, valueKey("b/kernel"));
    Opened checkpoint = made(m_folder, shapes, message.str());
    QVERIFY(checkpoint);
    View view = viewOf(*checkpoint);
    QVERIFY(view);
    QCOMPARE(view->source(), ViewSource::Names); // nothing is reached from the root
    QCOMPARE(edgesOf(*view), std::set<std::string>{ "a > b" });
    message.child(0, "in", 1);
    message.slot(3, 1, "m", 1);
    message.slot(3, 77, "v", 2);
    checkpoint = made(m_folder, shapes, message.str());
    view = viewOf(*checkpoint);
    QVERIFY(view);
    for (const auto &[key, dims] : shapes)
        QCOMPARE(view->itemsOfVariable(key).size(), std::size_t{ 1 });
    // A way of 50,000 steps, a variable at each.
    test::ObjectMessage deep;
    Shapes many;
    for (int i = 0; i <= 50000; ++i) {
        deep.add();
        if (i == 0)
            continue;
        deep.child(i - 1, "n", i);
        if (i % 10 == 0) {
            deep.attribute(i, valueKey(std::to_string(i)));
            many.emplace_back(valueKey(std::to_string(i)), std::vector<std::int64_t>{ 4, 4 });
        }
    }
    checkpoint = made(m_folder, many, deep.str());
    QVERIFY(checkpoint);
    view = viewOf(*checkpoint);
    QVERIFY(view);
    for (const auto &[key, dims] : many)
        QCOMPARE(view->itemsOfVariable(key).size(), std::size_t{ 1 });
}

static Shapes wide(int layers)
{
    Shapes shapes;
    for (int i = 0; i < layers; ++i) {
        const std::string scope = "block_" + std::to_string(i / 10) + "/layer_" + std::to_string(i % 10);
        shapes.emplace_back(scope + "/kernel", std::vector<std::int64_t>{ 64, 64 });
        shapes.emplace_back(scope + "/bias", std::vector<std::int64_t>{ 64 });
        shapes.emplace_back(scope + "/kernel/Adam", std::vector<std::int64_t>{ 64, 64 });
        shapes.emplace_back(scope + "/kernel/Adam_1", std::vector<std::int64_t>{ 64, 64 });
    }
    return shapes;
}

// Times are printed; only a wrong order of growth breaks the limit.
void TestInferredView::growsLinearly()
{
    std::map<int, qint64> times;
    for (const int layers : { 2500, 25000 }) {
        const Opened checkpoint = made(m_folder, wide(layers));
        QVERIFY(checkpoint);
        qint64 best = std::numeric_limits<qint64>::max();
        for (int repeat = 0; repeat < 3; ++repeat) {
            QElapsedTimer timer;
            timer.start();
            QVERIFY(viewOf(*checkpoint));
            best = std::min(best, timer.elapsed());
        }
        times[layers] = std::max<qint64>(best, 1);
        qInfo("%d variables: %lld ms", 4 * layers, static_cast<long long>(best));
    }
    QVERIFY(times[25000] < 40 * times[2500] + 100);
}

void TestInferredView::cancelsSoon()
{
    const Opened checkpoint = made(m_folder, wide(25000));
    QVERIFY(checkpoint);
    for (const int after : { 0, 20, 60, 120 }) {
        std::stop_source stop;
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(after));
            stop.request_stop();
        });
        const JobControl control(stop.get_token());
        if (after == 0)
            stop.request_stop();
        const auto view = inferView(*checkpoint, nullptr, {}, control);
        stopper.join();
        QVERIFY(view || view.error().fault == Fault::Cancelled);
        if (after == 0)
            QVERIFY(!view);
    }
}

QTEST_GUILESS_MAIN(TestInferredView)
#include "tst_inferredview.moc"
