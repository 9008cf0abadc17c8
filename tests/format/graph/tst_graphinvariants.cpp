// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What must hold for every graph: those of the tests, and of the reference folder where it is there.
#include "format/graph/graphview.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <set>

using namespace ckpt;

class TestGraphInvariants : public QObject {
    Q_OBJECT
private slots:
    void holds_data();
    void holds();
};

void TestGraphInvariants::holds_data()
{
    QTest::addColumn<QString>("path");
    const QString shared = qEnvironmentVariable("CKPTSCOPE_SHARED", QStringLiteral(CKPT_SOURCE_DIR "/../shared"));
    std::set<QString> paths;
    for (const QString &root :
        { QStringLiteral(CKPT_SOURCE_DIR "/tests/data"), QStringLiteral(CKPT_SOURCE_DIR "/resources/sample"),
            shared + QStringLiteral("/corpus"), shared + QStringLiteral("/fixtures") }) {
        QDirIterator files(root, { QStringLiteral("*.meta"), QStringLiteral("*.pb"), QStringLiteral("*.pbtxt") },
            QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.insert(files.next());
    }
    for (const QString &path : paths)
        QTest::newRow(qPrintable(path)) << path;
}

// One tree over all items, root first, parents before children, each child once.
static void checkTree(const GraphView &view)
{
    QVERIFY(view.root() == ItemId{ 0 });
    std::vector<int> seen(view.items().size());
    std::set<std::string> keys;
    for (std::size_t i = 0; i < view.items().size(); ++i) {
        const Item &item = view.items()[i];
        QVERIFY(index(item.id) == i);
        QVERIFY2(keys.insert(item.key).second, item.key.c_str());
        QVERIFY(i == 0 ? item.parent == ItemId::None : index(item.parent) < i);
        QVERIFY2(i == 0 || !item.title.empty(), item.key.c_str());
        QVERIFY2(item.leaves.empty() || item.children.empty(), item.key.c_str());
        QVERIFY2(item.children.size() <= 150, item.key.c_str());
        std::uint32_t leaves = 0;
        for (const ItemId child : item.children) {
            ++seen[index(child)];
            QVERIFY(view.item(child).parent == item.id);
            leaves += view.item(child).leafCount;
        }
        if (!item.children.empty())
            QVERIFY2(leaves == item.leafCount, item.key.c_str());
        if (item.openAtFirst && i > 0)
            QVERIFY(view.item(item.parent).openAtFirst);
    }
    QCOMPARE(std::count(seen.begin() + 1, seen.end(), 1), static_cast<std::ptrdiff_t>(seen.size() - 1));
}

// Visible, hidden and folded nodes are all nodes; each node is drawn by the item that says so.
static void checkNodes(const GraphView &view)
{
    std::uint64_t hidden = 0, visible = view.item(view.root()).leafCount;
    for (const HiddenClass &entry : view.hidden())
        hidden += entry.count;
    const GraphSummary &summary = view.graph()->summary();
    QVERIFY(
        hidden + visible >= summary.nodes); // more where functions are called or classes are shown for want of others
    if (summary.functions == 0 && view.remark().empty())
        QCOMPARE(hidden + visible, summary.nodes);
    for (const Item &item : view.items())
        for (const NodeIndex leaf : item.leaves)
            if (summary.functions == 0)
                QVERIFY2(view.itemOf(leaf) == item.id, item.key.c_str());
}

// Every variable that a visible node reads is on a card.
static void checkVariables(const GraphView &view)
{
    std::set<std::string> placed;
    for (const std::string &key : view.variablesOf(view.root()))
        placed.insert(key);
    for (const std::string &key : placed) {
        const auto items = view.itemsOfVariable(key);
        QVERIFY2(!items.empty(), key.c_str());
        for (const ItemId id : items) {
            const auto keys = view.variablesOf(id);
            QVERIFY2(std::find(keys.begin(), keys.end(), key) != keys.end(), key.c_str());
            QVERIFY2(!view.item(id).canOpen(), key.c_str()); // innermost
        }
    }
}

static void checkEdges(const GraphView &view)
{
    std::set<ItemId> open, all;
    for (const Item &item : view.items()) {
        if (item.openAtFirst)
            open.insert(item.id);
        all.insert(item.id);
    }
    for (const std::set<ItemId> &choice : { open, std::set<ItemId>(), all }) {
        std::set<std::pair<ItemId, ItemId>> seen;
        for (const ViewEdge &edge : view.visibleEdges(choice)) {
            QVERIFY(edge.from != edge.to);
            QVERIFY(edge.tensors > 0);
            QVERIFY(seen.emplace(edge.from, edge.to).second);
            for (ItemId end : { edge.from, edge.to }) {
                QVERIFY(!choice.contains(end) || !view.item(end).canOpen()); // closed, all above open
                for (end = view.item(end).parent; end != view.root(); end = view.item(end).parent)
                    QVERIFY(choice.contains(end));
            }
        }
    }
}

void TestGraphInvariants::holds()
{
    QFETCH(QString, path);
    const auto graph = MetaGraph::read(path.toStdString());
    if (!graph)
        return; // damaged: what fault that gives is tst_metagraph's matter
    QElapsedTimer timer;
    timer.start();
    const auto built = GraphView::build(*graph, nullptr);
    QVERIFY(built);
    qInfo("%llu nodes, %lld ms", static_cast<unsigned long long>((*graph)->summary().nodes),
        static_cast<long long>(timer.elapsed()));
    for (const auto check : { checkTree, checkNodes, checkVariables, checkEdges }) {
        check(**built);
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(TestGraphInvariants)
#include "tst_graphinvariants.moc"
