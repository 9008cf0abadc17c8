// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Invariants of the whole picture, with Graphviz and without.
#include "madegraph.h"
#include "widgets/diagram/columns.h"
#include "widgets/diagram/composer.h"
#include "widgets/diagram/linearlayout.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace ckpt;

namespace {

std::set<ItemId> openAtFirst(const GraphView &view)
{
    std::set<ItemId> open;
    for (const Item &item : view.items())
        if (item.openAtFirst)
            open.insert(item.id);
    return open;
}

std::set<ItemId> everything(const GraphView &view)
{
    std::set<ItemId> open;
    for (const Item &item : view.items())
        if (item.canOpen())
            open.insert(item.id);
    return open;
}

ComposeSettings settings(const GraphView &view)
{
    ComposeSettings result;
    result.cardSize = [&view](const VisibleNode &node) {
        return QSizeF(
            60 + 7 * double(view.item(node.id).title.size()), 36 + 18 * double(view.item(node.id).rows.size()));
    };
    result.titleWidth = [&view](ItemId id) { return 40 + 8 * double(view.item(id).title.size()); };
    return result;
}

Composition composed(const VisibleTree &tree, const ComposeSettings &how, LayoutClient &client)
{
    for (;;) {
        Composition result = compose(tree, how, [&client](const LayoutGraph &graph) { return client.find(graph); });
        if (result.complete())
            return result;
        QSignalSpy arranged(&client, &LayoutClient::arranged);
        client.arrange(result.missing);
        if (!arranged.wait(10'000))
            return result;
    }
}

bool onBorder(const QRectF &rect, const QPointF &point)
{
    const double dx = std::abs(point.x() - rect.center().x()) - rect.width() / 2,
                 dy = std::abs(point.y() - rect.center().y()) - rect.height() / 2;
    return std::abs(std::max(dx, dy)) <= 1;
}

void verifyPicture(const VisibleTree &tree, const Picture &picture)
{
    std::map<ItemId, Picture::Box> boxes;
    for (const Picture::Box &box : picture.boxes) {
        QVERIFY(QRectF(QPointF(-0.5, -0.5), picture.size + QSizeF(1, 1)).contains(box.rect));
        if (box.missing == 0)
            boxes[box.id] = box;
    }
    for (std::size_t i = 0; i < picture.boxes.size(); ++i)
        for (std::size_t j = i + 1; j < picture.boxes.size(); ++j) {
            const Picture::Box &a = picture.boxes[i], &b = picture.boxes[j];
            if (a.depth == b.depth || (!a.frame && !b.frame)) // frames hold what is inside, nothing else overlaps
                QVERIFY2(!a.rect.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b.rect.adjusted(0.5, 0.5, -0.5, -0.5)),
                    qPrintable(QString::number(i) + u' ' + QString::number(j)));
        }
    QCOMPARE(picture.lines.size(), tree.edges.size());
    for (const Picture::Line &line : picture.lines) {
        const ViewEdge &edge = tree.edges[std::size_t(line.edge)].edge;
        QVERIFY(onBorder(boxes[edge.from].rect, line.path.elementAt(0)));
        QVERIFY(onBorder(boxes[edge.to].rect, line.path.currentPosition()));
        for (int i = 1; i < line.path.elementCount(); ++i) // one piece: no jump inside
            QVERIFY(line.path.elementAt(i).type != QPainterPath::MoveToElement);
    }
}

// Edges keep off the cards that they do not end at.
void verifyClear(const VisibleTree &tree, const Picture &picture)
{
    for (const Picture::Line &line : picture.lines) {
        const ViewEdge &edge = tree.edges[std::size_t(line.edge)].edge;
        const QPolygonF corners = line.path.toSubpathPolygons().front();
        for (const Picture::Box &box : picture.boxes) {
            if (box.frame || box.id == edge.from || box.id == edge.to)
                continue;
            const QRectF room = box.rect.adjusted(-3, -3, 3, 3);
            for (const QPointF &corner : corners)
                QVERIFY(!room.contains(corner));
            for (qsizetype i = 1; i < corners.size(); ++i)
                QVERIFY(!room.contains((corners.at(i - 1) + corners.at(i)) / 2));
        }
    }
}

// Pieces of one edge meet at the ports: nowhere a slanted bridge between two pieces.
void verifyJoints(const VisibleTree &tree, const Composition &composition)
{
    for (const VisibleEdge &edge : tree.edges)
        for (std::size_t i = 0; i + 1 < edge.pieces.size(); ++i) {
            const auto [outerScope, outerSegment] = edge.pieces[i];
            const auto [innerScope, innerSegment] = edge.pieces[i + 1];
            const OpenScope &a = tree.scopes[std::size_t(outerScope)], &b = tree.scopes[std::size_t(innerScope)];
            const LayoutPoint end =
                composition.shapes[std::size_t(outerScope)].segments[std::size_t(outerSegment)].points.back();
            const LayoutPoint start =
                composition.shapes[std::size_t(innerScope)].segments[std::size_t(innerSegment)].points.front();
            if (b.parent == outerScope) { // inwards: the end lies on the frame above the entry
                const QRectF frame = composition.shapes[std::size_t(outerScope)].nodes[std::size_t(b.node)];
                QVERIFY(std::abs(end.x - (frame.left() + start.x)) < 0.01);
                QVERIFY(std::abs(end.y - frame.top()) < 0.01);
            } else { // outwards
                const QRectF frame = composition.shapes[std::size_t(innerScope)].nodes[std::size_t(a.node)];
                QVERIFY(std::abs(start.x - (frame.left() + end.x)) < 0.01);
                QVERIFY(std::abs(start.y - frame.bottom()) < 0.01);
            }
        }
}

} // namespace

class ComposerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void soundPictures_data()
    {
        QTest::addColumn<QString>("graph");
        QTest::addColumn<bool>("graphviz");
        QTest::addColumn<bool>("all");
        for (const bool graphviz : { true, false })
            for (const bool all : { false, true })
                for (const char *name : { "digits", "nested", "chain", "flat", "apart" })
                    QTest::addRow("%s %s %s", name, graphviz ? "dot" : "linear", all ? "all open" : "first")
                        << QString::fromLatin1(name) << graphviz << all;
    }

    void soundPictures()
    {
        QFETCH(QString, graph);
        QFETCH(bool, graphviz);
        QFETCH(bool, all);
        const std::shared_ptr<GraphView> view = graph == u"digits"_qs ? test::digits()
            : graph == u"nested"_qs                                   ? test::nested()
            : graph == u"chain"_qs                                    ? test::chain(40)
            : graph == u"flat"_qs                                     ? test::flat(60, 90)
                                                                      : test::apart(80);
        LayoutClient client;
        client.setProgram(graphviz ? QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout") : QStringLiteral("/nowhere"));
        const VisibleTree tree = visibleTree(*view, all ? everything(*view) : openAtFirst(*view));
        const Composition result = composed(tree, settings(*view), client);
        QVERIFY(result.complete());
        QCOMPARE(result.simple(), !graphviz);
        verifyPicture(tree, picture(tree, result));
        verifyJoints(tree, result);
    }

    void columns_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : { 2, 3, 4 })
            QTest::addRow("%d", count) << count;
    }

    void columns()
    {
        QFETCH(int, count);
        const auto view = test::chain(24);
        LayoutClient client;
        client.setProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        const VisibleTree tree = visibleTree(*view, {});
        ComposeSettings how = settings(*view);
        const Composition one = composed(tree, how, client);
        how.columns[0] = count;
        const Composition many = composed(tree, how, client);
        QCOMPARE(many.shapes[0].crossings, count - 1);
        QVERIFY(many.size().height() < one.size().height() / count * 1.25);
        verifyPicture(tree, picture(tree, many));
        verifyClear(tree, picture(tree, many));
        std::set<int> lefts; // all cards of a chain are equally wide: as many left sides as columns
        for (const QRectF &node : many.shapes[0].nodes)
            lefts.insert(int(std::lround(node.center().x())));
        QCOMPARE(int(lefts.size()), count);
    }

    void columnsNextToFrames()
    {
        const auto view = test::nested();
        LayoutClient client;
        client.setProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        const VisibleTree tree = visibleTree(*view, everything(*view));
        for (int scope = 0; scope < int(tree.scopes.size()); ++scope) {
            ComposeSettings how = settings(*view);
            how.columns[scope] = 2;
            const Composition result = composed(tree, how, client);
            QVERIFY(result.complete());
            verifyPicture(tree, picture(tree, result));
            verifyJoints(tree, result);
        }
    }

    void noCutMeansNoChange()
    {
        const auto view = test::apart(3);
        const VisibleTree tree = visibleTree(*view, {});
        ScopeShape shape;
        shape.size = { 400, 60 };
        shape.nodes = { { 10, 10, 100, 40 }, { 120, 10, 100, 40 }, { 230, 10, 100, 40 } };
        const auto before = shape.nodes;
        QVERIFY(!breakIntoColumns(shape, tree.scopes[0], {}, 2));
        QCOMPARE(shape.nodes, before);
    }

    void partsStandOnShelves()
    {
        const auto view = test::apart(40);
        LayoutClient client;
        client.setProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        const VisibleTree tree = visibleTree(*view, {});
        const Composition result = composed(tree, settings(*view), client);
        QVERIFY(result.size().width() <= 640);
        verifyPicture(tree, picture(tree, result));
    }

    void manyChildrenAreCut()
    {
        const auto view = test::flat(1204, 1300);
        const VisibleTree tree = visibleTree(*view, {});
        QCOMPARE(tree.scopes[0].nodes.size(), std::size_t(kChildrenShown + 1));
        QCOMPARE(tree.scopes[0].nodes.back().missing, 904);
        const VisibleTree more = visibleTree(*view, {}, { { view->root(), 1500 } });
        QCOMPARE(more.scopes[0].nodes.size(), std::size_t{ 1204 });
        QCOMPARE(more.scopes[0].nodes.back().missing, 0);
    }

    void portsAreLimited()
    {
        const auto view = std::make_shared<test::MadeGraph>();
        const ItemId scope = view->add(view->root(), ItemKind::Scope, Category::Scope, "scope");
        const ItemId inner = view->add(scope, ItemKind::Op, Category::Other, "inner");
        view->at(scope).openAtFirst = true;
        for (int i = 0; i < 30; ++i)
            view->connect(view->add(view->root(), ItemKind::Op, Category::Input, "in" + std::to_string(i)), inner);
        LayoutClient client;
        client.setProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        const VisibleTree tree = visibleTree(*view, openAtFirst(*view));
        QCOMPARE(tree.scopes[1].entries, kMaxPorts);
        const Composition result = composed(tree, settings(*view), client);
        verifyPicture(tree, picture(tree, result));
        verifyJoints(tree, result);
    }
};

QTEST_GUILESS_MAIN(ComposerTest)
#include "tst_composer.moc"
