// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/nodequery.h"
#include "tests/format/graph/graphbuilder.h"

#include <QTest>

#include <algorithm>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// x → a → b → y, x → c → y; b and c are dense layers.
std::shared_ptr<const GraphView> smallNet()
{
    GraphBuilder builder;
    builder.placeholder("x", { -1, 4 });
    const std::string a = builder.dense("first", "x", 4, 8);
    const std::string b = builder.dense("second", a, 8, 3);
    const std::string c = builder.dense("Beside", "x", 4, 3);
    builder.node("out", "Sub", { b, c });
    auto &conv = builder.node("lonely", "Conv2D", { "x", "first/kernel/read" });
    (*conv.mutable_attr())["padding"].set_s("SAME");
    builder.node("gradients/first/MatMul_grad/MatMul", "MatMul", { "x", "out" });
    return *GraphView::build(*builder.read(), nullptr);
}

QStringList found(const GraphView &graph, const char *text)
{
    const auto query = NodeQuery::parse(text);
    if (!query)
        return { QStringLiteral("error") };
    QStringList names;
    const auto hits = findNodes(graph, *query);
    for (const NodeHit &hit : *hits) {
        const std::string name = hit.node == kNoSearchNode ? "[" + graph.item(hit.item).title + "]"
                                                           : std::string(graph.searchNode(hit.node).name);
        names << QString::fromStdString(name);
    }
    return names;
}

QString error(const char *text)
{
    const auto query = NodeQuery::parse(text);
    if (query)
        return {};
    const QueryError &e = query.error();
    return QStringLiteral("%1 at %2+%3: %4")
        .arg(static_cast<int>(e.kind))
        .arg(e.position)
        .arg(e.length)
        .arg(QString::fromStdString(e.detail));
}

} // namespace

class NodeQueryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsByWordsAndFields_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *query, const QStringList &names) {
            QTest::addRow("%s", query) << QByteArray(query) << names;
        };
        row("beside/m", { "Beside/MatMul" });
        row("second relu", { "second/Relu" });
        row("op:relu -first -name:second", { "Beside/Relu" });
        row("op=Sub", { "out" });
        row("op=su", {});
        row("role:bias first", { "first/bias" });
        row("shape:8x3 role:kernel", { "second/kernel" });
        row("shape=8", { "first/bias" });
        row("shape=?x8 role:kernel", { "first/kernel" });
        row("attr:padding=same", { "lonely" });
        row("attr:strides=same", {});
        row("/^out$/", { "out" });
        row("op~^Sub|Conv", { "lonely", "out" });
        row("class:gradient", { "gradients/first/MatMul_grad/MatMul" });
        row("\"nothing of it\"", {});
        row("", {});
        row("Dense op:nothing", {});
    }
    void findsByWordsAndFields()
    {
        QFETCH(QByteArray, query);
        QFETCH(QStringList, names);
        QStringList seen = found(*smallNet(), query.constData());
        std::sort(seen.begin(), seen.end());
        QCOMPARE(seen, names);
    }

    void findsCardsByTheirTitles() { QCOMPARE(found(*smallNet(), "\"dense 2\""), QStringList{ "[second]" }); }

    void hitsSayWhereTheyAreDrawn()
    {
        const auto graph = smallNet();
        const auto hits = *findNodes(*graph, *NodeQuery::parse("matmul"));
        QCOMPARE(hits.size(), std::size_t{ 4 });
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(hits[i].item != ItemId::None);
        QCOMPARE(hits[3].item, ItemId::None); // the gradient comes last
        QCOMPARE(graph->searchNode(hits[3].node).nodeClass, NodeClass::Gradient);
        // What is folded is found on the card that uses it.
        const auto kernel = *findNodes(*graph, *NodeQuery::parse("first/kernel/read"));
        QCOMPARE(kernel.size(), std::size_t{ 1 });
        QVERIFY(kernel[0].item != ItemId::None);
    }

    void errorsSayWhere()
    {
        QCOMPARE(error("conv colour:red"), QStringLiteral("2 at 5+10: colour"));
        QCOMPARE(error("conv \"a b"), QStringLiteral("0 at 5+4: "));
        QCOMPARE(error("role:weight"), QStringLiteral("3 at 0+11: weight"));
        QCOMPARE(error("op: x"), QStringLiteral("1 at 0+3: op"));
        QCOMPARE(error("name~("), QStringLiteral("4 at 0+6: missing ): ("));
        QCOMPARE(error("op>3"), QStringLiteral("3 at 0+4: 3"));
        QCOMPARE(error("conv1:0 a/b -x"), QString());
    }

    void stopsWhenCancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto hits = findNodes(*smallNet(), *NodeQuery::parse("a"), JobControl(stop.get_token()));
        QVERIFY(!hits);
        QCOMPARE(hits.error().fault, Fault::Cancelled);
    }
};

QTEST_GUILESS_MAIN(NodeQueryTest)
#include "tst_nodequery.moc"
