// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the diagram is drawn, as the user chooses it: control edges, colours, direction.
#include "diagramfixture.h"
#include "widgets/diagram/controledges.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace ckpt;
using Fixture = ckpt::test::DiagramFixture;

namespace {

ItemId idOf(const GraphView &graph, std::string_view key)
{
    for (const Item &item : graph.items())
        if (item.key == key)
            return item.id;
    return ItemId::None;
}

// The digits net, in which the loss waits for things in scopes that are open, closed, and for itself.
std::shared_ptr<test::MadeGraph> waiting()
{
    auto graph = test::digits();
    const auto id = [&](std::string_view key) { return idOf(*graph, key); };
    graph->linkControl(
        { { id("conv1"), id("loss") }, { id("conv2/Relu"), id("loss") }, { id("fc1/MatMul"), id("loss") } });
    return graph;
}

std::vector<const ControlEdgeItem *> drawn(const DiagramScene &scene)
{
    std::vector<const ControlEdgeItem *> found;
    for (const QGraphicsItem *item : scene.items())
        if (const auto *edge = dynamic_cast<const ControlEdgeItem *>(item))
            found.push_back(edge);
    return found;
}

} // namespace

class LooksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsOfALookGoAndComeBack()
    {
        for (const ColorBy by : kColorings)
            for (const bool on : { false, true }) {
                const DiagramLook look{ by, on ? FlowDirection::LeftRight : FlowDirection::TopDown, !on, on };
                QVERIFY(lookFromText(lookText(look)) == look);
            }
        QVERIFY(lookFromText(QStringLiteral("newer words")) == DiagramLook());
    }

    void controlEdgesAreOffThenDrawnWithoutMovingAnything()
    {
        Fixture f(waiting());
        QVERIFY(f.settle());
        QVERIFY(drawn(*f.scene).empty());
        QAction *toggle = f.view.diagramAction(QStringLiteral("diagram.controlEdges"));
        QVERIFY(toggle->isEnabled() && !toggle->isChecked());
        const QRectF before = f.scene->finalRect(f.id("loss"));
        QSignalSpy changed(&f.view, &DiagramView::lookChanged);
        toggle->trigger();
        QCOMPARE(changed.count(), 1);
        QVERIFY(toggle->isChecked() && f.view.look().controlEdges);
        QVERIFY(f.view.isLayoutDone());
        QCOMPARE(f.scene->finalRect(f.id("loss")), before);
        const auto edges = drawn(*f.scene); // fc1 is closed: from the scope, and nothing inside of it
        QCOMPARE(edges.size(), std::size_t(3));
        for (const ControlEdgeItem *item : edges) {
            const ControlEdge &edge = item->edge();
            QCOMPARE(edge.to, f.id("loss"));
            const QPointF end = edge.path.currentPosition();
            QVERIFY(before.adjusted(-6, -1, 6, 1).contains(end) && !before.adjusted(1, 1, -1, -1).contains(end));
            QVERIFY(item->toolTip().contains(QStringLiteral("runs before")));
        }
        f.view.setOpen(f.id("fc1"), true);
        QVERIFY(f.settle());
        const auto inside = drawn(*f.scene);
        QCOMPARE(inside.size(), std::size_t(3));
        QVERIFY(std::any_of(inside.begin(), inside.end(),
            [&](const ControlEdgeItem *item) { return item->edge().from == f.id("fc1/MatMul"); }));
        toggle->trigger();
        QVERIFY(drawn(*f.scene).empty());
        QVERIFY(f.settle());
    }

    void atMostFourControlEdgesLeadIntoACard()
    {
        auto graph = test::chain(9);
        std::vector<std::pair<ItemId, ItemId>> links;
        const std::vector<ItemId> &cards = graph->item(graph->root()).children;
        for (std::size_t i = 0; i + 1 < cards.size(); ++i)
            links.emplace_back(cards[i], cards.back());
        graph->linkControl(links);
        Fixture f(graph);
        f.view.setLook({ .controlEdges = true });
        QVERIFY(f.settle());
        const auto edges = drawn(*f.scene);
        QCOMPARE(edges.size(), std::size_t(kMostControlEdges));
        QCOMPARE(edges.front()->edge().leftOut, 4);
        QVERIFY(edges.front()->toolTip().contains(u'4'));
    }

    void inferredPicturesHaveNone()
    {
        auto graph = waiting();
        graph->setSource(ViewSource::Names);
        Fixture f(graph);
        QVERIFY(f.settle());
        QVERIFY(!f.view.diagramAction(QStringLiteral("diagram.controlEdges"))->isEnabled());
    }
};

QTEST_MAIN(LooksTest)
#include "tst_looks.moc"
