// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the diagram is drawn, as the user chooses it: control edges, colours, direction.
#include "diagramfixture.h"
#include "widgets/diagram/controledges.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

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

bool onBorder(const QRectF &rect, const QPointF &point)
{
    return rect.adjusted(-1, -1, 1, 1).contains(point) && !rect.adjusted(1, 1, -1, -1).contains(point);
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

    void leftToRightTurnsTheWholePicture()
    {
        Fixture f(test::digits(), { 1100, 600 });
        QVERIFY(f.settle());
        const auto *button = f.view.findChild<QToolButton *>(QStringLiteral("diagram.direction"));
        QVERIFY(button);
        QSignalSpy changed(&f.view, &DiagramView::lookChanged);
        QTest::mouseClick(const_cast<QToolButton *>(button), Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        QVERIFY(f.settle());
        QVERIFY(f.view.look().direction == FlowDirection::LeftRight);
        const QRectF x = f.scene->finalRect(f.id("x")), conv1 = f.scene->finalRect(f.id("conv1")),
                     conv2 = f.scene->finalRect(f.id("conv2")), inside = f.scene->finalRect(f.id("conv2/Relu"));
        QVERIFY(x.right() < conv1.left() && conv1.right() < conv2.left());
        const auto *card = dynamic_cast<const CardItem *>(f.scene->box(f.id("conv1")));
        QCOMPARE(conv1.size(), card->text().size); // cards themselves are not turned
        QVERIFY(conv2.contains(inside));
        QVERIFY2(inside.top() - conv2.top() >= f.scene->fonts()->frameTitleHeight(), "the title has its room");
        QVERIFY(conv2.width() > f.scene->fonts()->titleMetrics.horizontalAdvance(QStringLiteral("conv2")));
        for (const Picture::Line &line : f.scene->picture().lines) {
            const ViewEdge &edge = f.scene->tree().edges[std::size_t(line.edge)].edge;
            const QRectF from = f.scene->finalRect(edge.from), to = f.scene->finalRect(edge.to);
            const QPointF start = line.path.pointAtPercent(0), end = line.path.currentPosition();
            QVERIFY(onBorder(from, start) && onBorder(to, end));
            QVERIFY(edge.loop || start.x() <= end.x());
        }
        f.canvas->setFocus();
        f.click(f.at("x"));
        QTest::keyClick(f.canvas, Qt::Key_Right); // with the data
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        QTest::keyClick(f.canvas, Qt::Key_Left);
        QCOMPARE(f.view.selectedItem(), f.id("x"));
        QTest::mouseClick(const_cast<QToolButton *>(button), Qt::LeftButton);
        QVERIFY(f.settle());
        QVERIFY(f.scene->finalRect(f.id("x")).bottom() < f.scene->finalRect(f.id("conv1")).top());
    }

    void columnsAreTheUsersChoice()
    {
        Fixture f(test::chain(40), { 700, 800 });
        QVERIFY(f.settle());
        const double before = f.scene->pictureRect().height();
        QAction *one = f.view.diagramAction(QStringLiteral("diagram.oneColumn"));
        one->trigger();
        QVERIFY(f.settle());
        QVERIFY(one->isChecked());
        QVERIFY2(f.scene->pictureRect().height() > 1.8 * before, "still in columns");
        one->trigger();
        QVERIFY(f.settle());
        QCOMPARE(f.scene->pictureRect().height(), before);
        f.view.setLook({ .direction = FlowDirection::LeftRight });
        QVERIFY(f.settle());
        QVERIFY(!one->isEnabled());
        QVERIFY2(f.scene->pictureRect().height() < 200, "left to right never has columns");
    }

    void aLookBeforeTheGraphIsThereCounts()
    {
        auto graph = test::digits();
        DiagramView view;
        view.setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        view.setLook({ .colorBy = ColorBy::Role, .direction = FlowDirection::LeftRight });
        view.resize(900, 500);
        view.show();
        view.setGraph(graph);
        QTRY_VERIFY(view.isLayoutDone());
        QVERIFY(view.arranged().picture.direction == FlowDirection::LeftRight);
    }
};

QTEST_MAIN(LooksTest)
#include "tst_looks.moc"
