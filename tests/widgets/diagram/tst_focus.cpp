// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The surroundings of a card as a picture of their own, and the way back.
#include "diagramfixture.h"
#include "widgets/diagram/focus.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace ckpt;
using Fixture = ckpt::test::DiagramFixture;

namespace {

// Everything that tells one picture from another.
struct Seen {
    explicit Seen(const Fixture &f)
        : open(f.view.openKeys())
        , part(f.view.visiblePart())
        , zoom(f.view.zoom())
    {
        for (const Picture::Box &box : f.scene->picture().boxes)
            boxes.emplace_back(int(box.id), box.rect);
    }
    QStringList open;
    QRectF part;
    double zoom;
    std::vector<std::pair<int, QRectF>> boxes;
    bool operator==(const Seen &) const = default;
};

QString crumbs(const Fixture &f)
{
    return f.view.findChild<QLabel *>(QStringLiteral("diagramPath"))->text();
}

void press(const Fixture &f, Qt::Key key)
{
    f.canvas->setFocus();
    QTest::keyClick(f.canvas, key);
}

std::vector<ItemId> around(const GraphView &view, ItemId centre)
{
    return neighbourhood(view, visibleTree(view, {}), centre);
}

} // namespace

class FocusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ItemId>("ckpt::ItemId"); }

    void ringsAreAddedUpToTheLimits()
    {
        const auto line = test::chain(100);
        const std::vector<ItemId> &cards = line->item(line->root()).children;
        QCOMPARE(around(*line, cards[50]).size(), std::size_t(13)); // 1, 3, 5 … 11, and the ring after
        QCOMPARE(around(*line, cards[0]).size(), std::size_t(13));
        QCOMPARE(around(*line, cards[0]).front(), cards[0]);

        auto star = std::make_shared<test::MadeGraph>(); // one card with 20 readers that have 3 each
        const ItemId hub = star->add(star->root(), ItemKind::Op, Category::Other, "hub");
        for (int i = 0; i < 20; ++i) {
            const std::string number = std::to_string(i);
            const ItemId spoke = star->add(star->root(), ItemKind::Op, Category::Other, "spoke" + number);
            star->connect(hub, spoke);
            for (int j = 0; j < 3; ++j)
                star->connect(
                    spoke, star->add(star->root(), ItemKind::Op, Category::Other, "end" + number + std::to_string(j)));
        }
        QCOMPARE(around(*star, hub).size(), std::size_t(21)); // more than 12: no further ring
        const ItemId end = star->item(star->root()).children[2];
        QCOMPARE(around(*star, end).size(), std::size_t(5 + 19)); // 1, 2, 5, then all spokes; then it would be 81
        QVERIFY(around(*star, ItemId{ 9999 }).empty());
    }

    void focusDissolvesFramesAndReturnsExactly()
    {
        Fixture f(test::nested(), { 500, 420 });
        QVERIFY(f.settle());
        f.view.diagramAction(QStringLiteral("diagram.zoomIn"))->trigger(); // a place of the user's own
        f.click(f.at("encoder/rnn/cell"));
        QCOMPARE(f.view.selectedItem(), f.id("encoder/rnn/cell"));
        const Seen before(f);
        press(f, Qt::Key_F);
        QVERIFY(f.settle());
        QVERIFY(f.scene->box(f.id("encoder/rnn/cell")) && f.scene->box(f.id("encoder/rnn/loop state")));
        for (const Picture::Box &box : f.scene->picture().boxes)
            QVERIFY(!box.frame);
        QVERIFY2(crumbs(f).contains(QStringLiteral("Focus on cell")), qPrintable(crumbs(f)));
        const bool edge =
            std::any_of(f.scene->tree().edges.begin(), f.scene->tree().edges.end(), [&](const VisibleEdge &each) {
                return each.edge.from == f.id("encoder/rnn/cell") && each.edge.to == f.id("head");
            });
        QVERIFY2(edge, "edges go from leaf to leaf, whatever frames were between");
        QCOMPARE(f.view.openKeys(), before.open);
        press(f, Qt::Key_Escape);
        QVERIFY(f.settle());
        QVERIFY(Seen(f) == before);
        QCOMPARE(f.view.selectedItem(), f.id("encoder/rnn/cell"));
        QVERIFY(!crumbs(f).contains(QStringLiteral("Focus")));
        press(f, Qt::Key_Escape); // then it deselects, as ever
        QCOMPARE(f.view.selectedItem(), ItemId::None);
    }

    void backCrumbClosesWhatWasOpenedInside()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.click(f.at("fc1"));
        const Seen before(f);
        QSignalSpy changed(&f.view, &DiagramView::openKeysChanged);
        f.view.diagramAction(QStringLiteral("diagram.focus"))->trigger();
        QVERIFY(f.settle());
        f.doubleClick(f.at("fc1"));
        QVERIFY(f.settle());
        QVERIFY(f.scene->box(f.id("fc1/MatMul")));
        QCOMPARE(f.view.openKeys(), before.open); // nothing of it is remembered
        f.click(f.at("fc1/MatMul"));
        auto *path = f.view.findChild<QLabel *>(QStringLiteral("diagramPath"));
        Q_EMIT path->linkActivated(QStringLiteral("-2"));
        QVERIFY(f.settle());
        QVERIFY(Seen(f) == before);
        QCOMPARE(f.view.selectedItem(), f.id("fc1"));
    }

    void whatIsChosenOutsideEndsTheFocus()
    {
        auto line = test::chain(60);
        Fixture f(line);
        QVERIFY(f.settle());
        const std::vector<ItemId> &cards = line->item(line->root()).children;
        f.view.selectItem(cards[5]);
        f.view.diagramAction(QStringLiteral("diagram.focus"))->trigger();
        QVERIFY(f.settle());
        QVERIFY(!f.scene->box(cards[40]));
        f.view.selectVariable(QStringLiteral("dense6/kernel"));
        QVERIFY(f.view.isLayoutDone()); // inside: it stays
        f.view.selectVariable(QStringLiteral("dense41/kernel"));
        QVERIFY(f.settle());
        QVERIFY(f.scene->box(cards[40]));
        QVERIFY(f.canvas->viewport()->rect().contains(f.canvas->mapFromScene(f.scene->finalRect(cards[40]).center())));
    }

    void anotherGraphWithTheSameCardsKeepsIt()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("conv1"));
        f.view.diagramAction(QStringLiteral("diagram.focus"))->trigger();
        QVERIFY(f.settle());
        f.view.setGraph(test::digits());
        QVERIFY(f.settle());
        QVERIFY(crumbs(f).contains(QStringLiteral("Focus on conv1")));
        f.view.setGraph(test::chain(4));
        QVERIFY(f.settle());
        QVERIFY(!crumbs(f).contains(QStringLiteral("Focus")));
        QCOMPARE(f.scene->picture().boxes.size(), std::size_t(4));
    }

    void closingOutwardsStopsAtTheFocus()
    {
        Fixture f(test::nested());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("encoder/rnn/cell"));
        press(f, Qt::Key_F);
        QVERIFY(f.settle());
        QVERIFY(!f.view.diagramAction(QStringLiteral("diagram.collapse"))->isEnabled());
        press(f, Qt::Key_Minus);
        f.view.diagramAction(QStringLiteral("diagram.collapseAll"))->trigger();
        QVERIFY(f.settle());
        QVERIFY(f.scene->box(f.id("encoder/rnn/cell")));
    }
};

QTEST_MAIN(FocusTest)
#include "tst_focus.moc"
