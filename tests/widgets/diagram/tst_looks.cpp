// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the diagram is drawn, as the user chooses it: control edges, colours, direction.
#include "diagramfixture.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/controledges.h"
#include "widgets/diagram/legend.h"

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

    void structureHasALetterAndALegend()
    {
        auto graph = test::chain(5);
        const std::vector<ItemId> &cards = graph->item(graph->root()).children;
        const auto alike = [&](int card, std::uint32_t structure, std::uint32_t similar, std::uint32_t identical) {
            Item &item = graph->at(cards[std::size_t(card)]);
            item.structure = structure;
            item.similar = similar;
            item.identical = identical;
        };
        alike(0, 7, 2, 1);
        alike(2, 7, 2, 1);
        alike(3, 7, 2, 0);
        alike(4, 9, 1, 1);
        Fixture f(graph);
        QVERIFY(f.settle());
        f.view.diagramAction(QStringLiteral("diagram.colourStructure"))->trigger();
        const CardTints &tints = f.scene->tints();
        QCOMPARE(tints.of(cards[0]).sign, QStringLiteral("A"));
        QCOMPARE(tints.of(cards[3]).sign, QStringLiteral("A"));
        QCOMPARE(tints.of(cards[4]).sign, QStringLiteral("B"));
        QVERIFY(tints.of(cards[1]).kind == CardTint::Kind::None); // alone
        QVERIFY(f.scene->box(cards[0])->toolTip().contains(QStringLiteral("identical to 1 other(s), similar to 1")));
        QVERIFY(f.scene->box(cards[4])->toolTip().contains(QStringLiteral("identical to 1 other(s)")));
        const auto *legend = f.view.findChild<Legend *>();
        QVERIFY(legend->isVisible());
        QVERIFY2(legend->accessibleName().contains(QStringLiteral("A: Dense 1 (3 card(s)), B: Dense 5 (1 card(s))")),
            qPrintable(legend->accessibleName()));
        QVERIFY(f.scene->describe(cards[4]).contains(QStringLiteral("identical to 1 other(s)")));
    }

    void lettersGoOnAfterZ()
    {
        QCOMPARE(structureLetter(0), QStringLiteral("A"));
        QCOMPARE(structureLetter(25), QStringLiteral("Z"));
        QCOMPARE(structureLetter(26), QStringLiteral("AA"));
        QCOMPARE(structureLetter(27), QStringLiteral("AB"));
        QCOMPARE(structureLetter(26 + 26 * 26), QStringLiteral("AAA"));
    }

    // What is known comes piece by piece; NaN, unreadable and unknown each have a sign of their own.
    void valuesColourTheCardsThatHaveThem()
    {
        auto graph = test::chain(6);
        const std::vector<ItemId> &cards = graph->item(graph->root()).children;
        graph->at(cards[5]).rows.clear(); // no variables
        Fixture f(graph);
        QVERIFY(f.settle());
        f.view.setLook({ .colorBy = ColorBy::Norm });
        const auto tint = [&](int card) { return f.scene->tints().of(cards[std::size_t(card)]); };
        QVERIFY(tint(0).kind == CardTint::Kind::Pending);
        QCOMPARE(tint(0).sign, QStringLiteral("…"));
        QVERIFY(tint(5).kind == CardTint::Kind::None);
        ValueNumbers numbers;
        numbers.of[QStringLiteral("dense1/kernel")] = { .count = 100, .zeros = 25, .norm = 2 };
        numbers.of[QStringLiteral("dense2/kernel")] = { .count = 100, .norm = 4 };
        const auto give = [&] { f.view.setNumbers(std::make_shared<const ValueNumbers>(numbers)); };
        give();
        QCOMPARE(tint(0).sign, QStringLiteral("2"));
        QCOMPARE(tint(0).position, 0.5);
        QCOMPARE(tint(1).position, 1.0);
        QVERIFY(tint(2).kind == CardTint::Kind::Pending);
        const auto *legend = f.view.findChild<Legend *>();
        QVERIFY2(legend->toolTip().contains(QStringLiteral("2 of 5 variables read")), qPrintable(legend->toolTip()));
        numbers.of[QStringLiteral("dense3/kernel")] = { .count = 100, .nans = 3, .norm = 1 };
        numbers.of[QStringLiteral("dense4/kernel")] = { .readable = false };
        numbers.of[QStringLiteral("dense5/kernel")] = { .count = 2, .numeric = false };
        numbers.complete = true;
        give();
        QVERIFY(tint(2).kind == CardTint::Kind::NotFinite && tint(2).sign.contains(QStringLiteral("NaN")));
        QVERIFY(tint(3).kind == CardTint::Kind::Unreadable && tint(3).sign == u"!");
        QVERIFY(tint(4).kind == CardTint::Kind::None);
        QVERIFY(f.scene->box(cards[2])->toolTip().contains(u'3'));
        QVERIFY(!legend->toolTip().contains(QStringLiteral("variables read")));
        QVERIFY(legend->toolTip().contains(QStringLiteral("NaN or infinite")));
        f.view.diagramAction(QStringLiteral("diagram.colourZeros"))->trigger();
        QCOMPARE(tint(0).position, 0.25);
        QVERIFY(tint(2).kind == CardTint::Kind::Value); // NaN is no zero
        f.view.diagramAction(QStringLiteral("diagram.colourNan"))->trigger();
        QCOMPARE(tint(0).sign, QStringLiteral("0"));
        QVERIFY(tint(2).kind == CardTint::Kind::NotFinite);
        QVERIFY(!tintColor(tint(0), false).isValid() && tintColor(tint(2), false).isValid());
    }

    // A number never hides that it does not count everything.
    void whatANumberDoesNotCountIsSaid()
    {
        auto graph = test::chain(2);
        const std::vector<ItemId> &cards = graph->item(graph->root()).children;
        graph->addRow(cards[0], Role::Bias, "bias", "100", { "dense1/bias" });
        graph->addRow(cards[1], Role::Bias, "bias", "100", { "dense2/bias" });
        ValueNumbers numbers;
        numbers.complete = true;
        numbers.of[QStringLiteral("dense1/kernel")] = { .count = 4, .norm = 2 }; // and no bias
        numbers.of[QStringLiteral("dense2/kernel")] = { .count = 4, .nans = 1, .norm = 2 };
        numbers.of[QStringLiteral("dense2/bias")] = { .readable = false };
        Fixture f(graph);
        f.view.setNumbers(std::make_shared<const ValueNumbers>(numbers));
        f.view.setLook({ .colorBy = ColorBy::Norm });
        QVERIFY(f.settle());
        QCOMPARE(f.scene->tints().of(cards[0]).sign, QStringLiteral("2*"));
        QVERIFY(f.scene->box(cards[0])->toolTip().contains(
            QStringLiteral("1 of 2 variable(s) are not in this checkpoint")));
        QVERIFY(f.scene->tints().of(cards[1]).kind == CardTint::Kind::NotFinite);
        QVERIFY(f.scene->box(cards[1])->toolTip().contains(QStringLiteral("1 of 2 variable(s) cannot be read")));
    }

    void wideRangesGetALogarithmicScale()
    {
        auto graph = test::chain(3);
        ValueNumbers numbers;
        for (const auto &[key, norm] :
            { std::pair{ "dense1/kernel", 1e-200 }, { "dense2/kernel", 1.0 }, { "dense3/kernel", 1e200 } })
            numbers.of[QString::fromLatin1(key)] = { .count = 1, .norm = norm };
        Fixture f(graph);
        QVERIFY(f.settle());
        f.view.setNumbers(std::make_shared<const ValueNumbers>(numbers));
        f.view.setLook({ .colorBy = ColorBy::Norm });
        QVERIFY(f.scene->tints().scale().logarithmic);
        QVERIFY(std::abs(f.scene->tints().of(graph->item(graph->root()).children[1]).position - 0.5) < 1e-9);
        QVERIFY(f.view.findChild<Legend *>()->toolTip().contains(QStringLiteral("logarithmic")));
    }

    // Text on a tinted card is as readable as elsewhere.
    void tintsKeepTheContrast()
    {
        for (const QColor &window : { QColor(Qt::white), QColor(30, 30, 30) }) {
            QPalette palette(window);
            const Colors &c = colors(palette);
            for (int i = 0; i <= 20; ++i)
                QVERIFY2(contrast(mixed(c.card, scaleColor(i / 20.0, c.dark), 0.3), c.text) >= 4.5,
                    qPrintable(QString::number(i)));
            for (int i = 0; i < 9; ++i)
                QVERIFY(contrast(mixed(c.card, structureColor(i, c.dark), 0.3), c.text) >= 4.5);
            QVERIFY(contrast(mixed(c.card, notFiniteColor(c.dark), 0.3), c.text) >= 4.5);
        }
    }
};

QTEST_MAIN(LooksTest)
#include "tst_looks.moc"
