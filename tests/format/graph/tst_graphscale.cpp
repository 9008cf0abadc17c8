// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Large and degenerate graphs: no stack overflow, no quadratic time, stops soon when asked. Times are printed, not
// judged, but for a limit that only a wrong order of growth can break.
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QElapsedTimer>
#include <QtTest>
#include <thread>

using namespace ckpt;
using test::GraphBuilder;

class TestGraphScale : public QObject {
    Q_OBJECT
private slots:
    void shapes_data();
    void shapes();
    void attributesOf100MB();
    void cancelsSoon();
};

static const char *kLayer = "layer_";

// Layers of seven nodes in groups of ten scopes.
static void manyLayers(GraphBuilder &builder, int layers)
{
    builder.placeholder("x", { -1, 8 });
    std::string last = "x";
    for (int i = 0; i < layers; ++i)
        last = builder.dense("block_" + std::to_string(i / 10) + "/" + kLayer + std::to_string(i % 10), last, 8, 8);
}

static void chain(GraphBuilder &builder, int count, const std::string &separator, const std::vector<std::string> &ops)
{
    builder.placeholder("x", { -1, 8 });
    std::string last = "x";
    for (int i = 0; i < count; ++i) {
        const std::string name = "n" + separator + std::to_string(i);
        builder.node(name, ops[static_cast<std::size_t>(i) % ops.size()], { last });
        last = name;
    }
}

static void deepScopes(GraphBuilder &builder, int depth)
{
    builder.placeholder("x", { -1, 8 });
    std::string path, last = "x";
    for (int i = 0; i < depth; ++i) {
        path += "s/";
        builder.node(path + "op", "Exp", { last });
        last = path + "op";
    }
}

// One source that everything reads, one sink that reads everything.
static void hub(GraphBuilder &builder, int count)
{
    builder.placeholder("x", { -1, 8 });
    pb::NodeDef &sink = builder.node("sink", "AddN");
    for (int i = 0; i < count; ++i) {
        builder.node("n" + std::to_string(i), i % 2 ? "Exp" : "Log", { "x" });
        sink.add_input("n" + std::to_string(i));
    }
}

// A backward pass as long as the forward one.
static void training(GraphBuilder &builder, int layers)
{
    manyLayers(builder, layers);
    std::string gradient = "x";
    for (int i = layers; i-- > 0;) {
        const std::string scope = "block_" + std::to_string(i / 10) + "/" + kLayer + std::to_string(i % 10);
        const std::string name = "gradients/" + scope + "/MatMul_grad/MatMul";
        builder.node(name, "MatMul", { gradient, scope + "/kernel/read" });
        builder.node("train/update_" + scope + "/ApplyGradientDescent", "ApplyGradientDescent",
            { scope + "/kernel", "x", name });
        gradient = name;
    }
}

void TestGraphScale::shapes_data()
{
    QTest::addColumn<int>("shape");
    int i = 0;
    for (const char *name : { "100,000 nodes in layers", "training, 100,000 nodes", "chain of 100,000 equal ops",
             "chain of 100,000 different ops", "chain with a scope each", "5,000 nested scopes", "hub of 50,000" })
        QTest::newRow(name) << i++;
}

void TestGraphScale::shapes()
{
    QFETCH(int, shape);
    GraphBuilder builder;
    switch (shape) {
    case 0:
        manyLayers(builder, 100'000 / 7);
        break;
    case 1:
        training(builder, 100'000 / 9);
        break;
    case 2:
        chain(builder, 100'000, "_", { "Exp" });
        break;
    case 3:
        chain(builder, 100'000, "_", { "Exp", "Log", "Neg", "Reshape", "Tanh", "Square", "Abs" });
        break;
    case 4:
        chain(builder, 100'000, "/", { "Exp", "Log", "Neg" });
        break;
    case 5:
        deepScopes(builder, 5'000);
        break;
    default:
        hub(builder, 50'000);
        break;
    }
    QElapsedTimer timer;
    timer.start();
    const auto graph = builder.read();
    QVERIFY(graph);
    const qint64 read = timer.restart();
    const auto view = GraphView::build(*graph, nullptr);
    const qint64 built = timer.restart();
    QVERIFY(view);
    std::set<ItemId> open;
    for (const Item &item : (*view)->items())
        if (item.openAtFirst)
            open.insert(item.id);
    const std::size_t edges = (*view)->visibleEdges(open).size();
    qInfo("read %lld ms, view %lld ms, edges %lld ms: %zu items, %zu edges", static_cast<long long>(read),
        static_cast<long long>(built), static_cast<long long>(timer.elapsed()), (*view)->items().size(), edges);
    QVERIFY((*view)->item((*view)->root()).children.size() <= 150);
    QVERIFY2(built < 60'000, "this grows faster than it may");
}

// A constant and a text of 100 MB each, and a list of ten million numbers.
void TestGraphScale::attributesOf100MB()
{
    GraphBuilder builder;
    manyLayers(builder, 3);
    auto &constant = *(*builder.node("table", "Const").mutable_attr())["value"].mutable_tensor();
    constant.set_dtype(pb::DT_FLOAT);
    constant.mutable_tensor_shape()->add_dim()->set_size(25'000'000);
    constant.set_tensor_content(std::string(100'000'000, '\1'));
    (*builder.node("sum", "AddV2", { "block_0/layer_2/Relu", "table" }).mutable_attr())["note"].set_s(
        std::string(100'000'000, 'z'));
    auto &numbers = *(*builder.node("own", "OwnOp", { "sum" }).mutable_attr())["numbers"].mutable_list();
    for (int i = 0; i < 10'000'000; ++i)
        numbers.add_i(i);
    const auto graph = builder.read();
    QVERIFY(graph);
    QElapsedTimer timer;
    timer.start();
    const auto view = GraphView::build(*graph, nullptr);
    const qint64 built = timer.restart();
    QVERIFY(view);
    for (const char *name : { "table", "sum", "own" })
        for (const auto &[attribute, text] : (*graph)->attributeTexts((*graph)->find(name), 200))
            QVERIFY2(text.size() < 400, attribute.c_str());
    qInfo("view %lld ms, texts %lld ms", static_cast<long long>(built), static_cast<long long>(timer.elapsed()));
    QVERIFY2(built < 1'000 && timer.elapsed() < 1'000, "the bytes of attributes are copied");
}

void TestGraphScale::cancelsSoon()
{
    GraphBuilder builder;
    training(builder, 4'000);
    const auto graph = builder.read();
    QVERIFY(graph);
    QElapsedTimer whole;
    whole.start();
    QVERIFY(GraphView::build(*graph, nullptr));
    const qint64 wholeTime = whole.elapsed();
    qint64 latest = 0;
    for (int part = 1; part < 8; ++part) {
        std::stop_source stop;
        std::atomic<qint64> asked = 0;
        QElapsedTimer timer;
        timer.start();
        std::jthread asker([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(wholeTime * part / 8));
            asked = timer.elapsed();
            stop.request_stop();
        });
        const auto view = GraphView::build(*graph, nullptr, {}, JobControl(stop.get_token()));
        const qint64 ended = timer.elapsed();
        asker.join();
        if (view)
            continue; // done before it was asked
        QCOMPARE(view.error().fault, Fault::Cancelled);
        latest = std::max(latest, ended - asked.load());
    }
    qInfo("whole build %lld ms, at most %lld ms from the request to the end", static_cast<long long>(wholeTime),
        static_cast<long long>(latest));
    QVERIFY(latest <= std::max<qint64>(wholeTime, 50));
}

QTEST_GUILESS_MAIN(TestGraphScale)
#include "tst_graphscale.moc"
