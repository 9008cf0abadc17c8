// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Groups and series can be undone one by one, and nothing else changes by it (DIAGRAM notes 13.6, 13.7).
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// Key of every item → key of its parent.
std::map<std::string, std::string> places(const GraphView &view)
{
    std::map<std::string, std::string> keys;
    for (const Item &item : view.items())
        if (item.id != view.root())
            keys[item.key] = item.parent == view.root() ? std::string() : view.item(item.parent).key;
    return keys;
}

// Twelve equal blocks of two layers, which become a stack.
std::shared_ptr<const MetaGraph> stacked()
{
    GraphBuilder builder;
    std::string last = builder.placeholder("x", { -1, 16 }).name();
    for (int i = 0; i < 12; ++i) {
        const std::string block = "block_" + std::to_string(i);
        last = builder.dense(block + "/b", builder.dense(block + "/a", last, 16, 16), 16, 16);
    }
    builder.dense("head", last, 16, 3);
    return *builder.read();
}

} // namespace

class DissolveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanupTestCase() { QVERIFY2(m_dissolved > 0, "too few groups to say anything"); }

    void eachOnItsOwn_data()
    {
        QTest::addColumn<QString>("path");
        int graphs = 0;
        for (const char *folder : { "/tests/data", "/resources/sample", "/../shared/corpus" }) {
            QDirIterator files(QStringLiteral(CKPT_SOURCE_DIR) + QString::fromLatin1(folder),
                { QStringLiteral("*.meta") }, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = files.next();
                if (path.contains(QStringLiteral("/broken/")))
                    continue;
                QTest::addRow("%s", qPrintable(QDir(QStringLiteral(CKPT_SOURCE_DIR)).relativeFilePath(path))) << path;
                ++graphs;
            }
        }
        QVERIFY(graphs > 5);
    }
    void eachOnItsOwn()
    {
        QFETCH(QString, path);
        const auto graph = MetaGraph::read(path.toStdString());
        if (!graph)
            return; // other tests say whether it should
        const auto whole = *GraphView::build(*graph, nullptr);
        const auto before = places(*whole);
        for (const Item &item : whole->items()) {
            if (!item.isMade())
                continue;
            ++m_dissolved;
            const auto view = *GraphView::build(*graph, nullptr, GraphViewOptions{ {}, { item.key } });
            QVERIFY(view->dissolved() == std::set{ item.key });
            auto expected = before;
            expected.erase(item.key);
            for (auto &[key, parent] : expected)
                if (parent == item.key)
                    parent = before.at(item.key);
            QVERIFY2(places(*view) == expected, item.key.c_str());
        }
    }

    void stackGivesItsMembersBack()
    {
        const auto graph = stacked();
        const auto whole = *GraphView::build(graph, nullptr);
        const auto series = std::find_if(whole->items().begin(), whole->items().end(),
            [](const Item &item) { return item.kind == ItemKind::Series; });
        QVERIFY(series != whole->items().end());
        QCOMPARE(series->repeat, 12U);
        const auto view = *GraphView::build(graph, nullptr, GraphViewOptions{ {}, { series->key } });
        const auto keys = places(*view);
        for (int i = 0; i < 12; ++i)
            QVERIFY(keys.contains("block_" + std::to_string(i)));
        QVERIFY(!keys.contains(series->key));
        // Everything is still drawn somewhere, and traces go through.
        for (std::size_t node = 0; node < graph->nodes().size(); ++node)
            QCOMPARE(view->itemOf(NodeIndex(node)) == ItemId::None, whole->itemOf(NodeIndex(node)) == ItemId::None);
        const std::vector<ItemId> head{ view->itemOf(graph->find("head/MatMul")) };
        QVERIFY(view->links().reach(head, ItemLinks::Way::Inputs).size() > 12);
    }

    void unknownKeysDoNothing()
    {
        const auto graph = stacked();
        const auto view = *GraphView::build(graph, nullptr, GraphViewOptions{ {}, { "block_3", "nothing", "" } });
        QVERIFY(view->dissolved().empty());
        QVERIFY(places(*view) == places(**GraphView::build(graph, nullptr)));
    }

private:
    int m_dissolved = 0;
};

QTEST_GUILESS_MAIN(DissolveTest)
#include "tst_dissolve.moc"
