// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding nodes and following the data, with real clicks and keys.
#include "diagramfixture.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/findbar.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace ckpt;
using Fixture = ckpt::test::DiagramFixture;

namespace {

// The digits net with nodes to be found; answers searches as the window does.
class Searched : public Fixture {
public:
    Searched()
        : Fixture(searched())
    {
        QObject::connect(&view, &DiagramView::searchWanted, &view, [this](const QString &text) {
            ++asked;
            const auto hits = findNodes(*view.graph(), *NodeQuery::parse(text.trimmed().toStdString()));
            view.setSearchHits(text, *hits);
        });
        bar = view.findChild<FindBar *>();
        line = bar->findChild<QLineEdit *>();
        list = bar->findChild<QListView *>();
    }
    static std::shared_ptr<test::MadeGraph> searched()
    {
        auto graph = test::digits();
        const auto id = [&](std::string_view key) {
            for (const Item &item : graph->items())
                if (item.key == key)
                    return item.id;
            return ItemId::None;
        };
        graph->addNode("conv1/Conv2D", "Conv2D", NodeClass::Forward, id("conv1"));
        graph->addNode("conv2/Conv2D", "Conv2D", NodeClass::Forward, id("conv2/Conv2D"));
        graph->addNode("fc1/MatMul", "MatMul", NodeClass::Forward, id("fc1/MatMul"));
        graph->addNode("gradients/mul", "Mul", NodeClass::Gradient, ItemId::None);
        return graph;
    }
    QString state() const { return bar->findChild<QLabel *>()->text(); }
    void type(const QString &text)
    {
        line->clear();
        QTest::keyClicks(line, text);
    }

    FindBar *bar = nullptr;
    QLineEdit *line = nullptr;
    QListView *list = nullptr;
    int asked = 0;
};

QString said(const DiagramView &view)
{
    const auto *strip = view.findChild<MessageStrip *>();
    return strip->messages().isEmpty() ? QString() : strip->messages().front().fact;
}

void act(const DiagramView &view, int index)
{
    view.findChild<MessageStrip *>()->messages().front().actions.at(index).trigger();
}

} // namespace

class FindAndTraceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ItemId>("ckpt::ItemId"); }

    void findsAsOneTypes()
    {
        Searched f;
        QVERIFY(f.settle());
        QVERIFY(!f.bar->isVisible());
        f.canvas->setFocus();
        QTest::keyClick(f.canvas, Qt::Key_Slash);
        QVERIFY(f.bar->isVisible());
        QTest::keyClicks(f.line, QStringLiteral("/conv2d"));
        QCOMPARE(f.asked, 7);
        QCOMPARE(f.list->model()->rowCount(), 2);
        QCOMPARE(f.state(), QStringLiteral("2 found"));
        QCOMPARE(f.list->model()->index(0, 0).data().toString(), QStringLiteral("conv1/Conv2D"));
        QCOMPARE(f.view.selectedItem(), ItemId::None); // nothing moves before one asks for it
        QTest::keyClick(f.line, Qt::Key_Return);
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        QCOMPARE(f.state(), QStringLiteral("1 of 2"));
        QTest::keyClick(f.line, Qt::Key_Return);
        QCOMPARE(f.view.selectedItem(), f.id("conv2/Conv2D"));
        QTest::keyClick(f.line, Qt::Key_Return); // round
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        QTest::keyClick(f.line, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.view.selectedItem(), f.id("conv2/Conv2D"));
        QTest::keyClick(f.line, Qt::Key_Escape);
        QVERIFY(!f.bar->isVisible());
        QCOMPARE(f.view.selectedItem(), f.id("conv2/Conv2D"));
    }

    void opensTheScopesAroundAHit()
    {
        Searched f;
        QVERIFY(f.settle());
        f.view.openFind();
        f.type(QStringLiteral("op:matmul"));
        QVERIFY(!f.view.isOpen(f.id("fc1")));
        QTest::mouseClick(
            f.list->viewport(), Qt::LeftButton, {}, f.list->visualRect(f.list->model()->index(0, 0)).center());
        QVERIFY(f.view.isOpen(f.id("fc1")));
        QVERIFY(f.settle());
        QCOMPARE(f.view.selectedItem(), f.id("fc1/MatMul"));
        QVERIFY(f.isMarked("fc1/MatMul"));
        QVERIFY(f.canvas->viewport()->rect().contains(f.at("fc1/MatMul")));
    }

    void drawsHiddenHitsWhileOneSearches()
    {
        Searched f;
        QVERIFY(f.settle());
        QSignalSpy classes(&f.view, &DiagramView::shownClassesChanged);
        f.view.openFind();
        f.type(QStringLiteral("gradients/"));
        QVERIFY(f.list->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("hidden")));
        QTest::keyClick(f.line, Qt::Key_Return);
        QCOMPARE(classes.count(), 1);
        QVERIFY(classes.front().front().value<std::set<NodeClass>>() == std::set{ NodeClass::Gradient });
        QTest::keyClick(f.line, Qt::Key_Escape);
        QCOMPARE(classes.count(), 2); // as it was before
        QVERIFY(classes.back().front().value<std::set<NodeClass>>().empty());
    }

    void saysWhatIsWrongWithAQuery()
    {
        Searched f;
        QVERIFY(f.settle());
        f.view.openFind();
        f.type(QStringLiteral("colour:red"));
        QCOMPARE(f.state(), QStringLiteral("There is no “colour:”; quotation marks make a word of it."));
        QVERIFY(!f.list->isVisible());
        f.type(QStringLiteral("nowhere"));
        QCOMPARE(f.state(), QStringLiteral("0 found"));
        QTest::keyClick(f.line, Qt::Key_Return);
        QCOMPARE(f.view.selectedItem(), ItemId::None);
        f.line->clear();
        QCOMPARE(f.state(), QString());
    }

    void oldAnswersAreIgnored()
    {
        Searched f;
        QVERIFY(f.settle());
        f.view.openFind();
        f.type(QStringLiteral("/conv"));
        f.view.setSearchHits(QStringLiteral("/con"), { { 0, f.id("conv1") } });
        QCOMPARE(f.list->model()->rowCount(), 2);
    }

    void fitsIntoSmallPanes()
    {
        Searched f;
        f.view.resize(320, 300);
        QVERIFY(f.settle());
        f.view.openFind();
        f.type(QStringLiteral("conv2d"));
        QVERIFY2(f.canvas->rect().contains(f.bar->geometry()), "the find line hangs over the edge");
    }

    void traceFollowsTheDataAndCounts()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("conv2/Conv2D"));
        f.view.diagramAction(QStringLiteral("diagram.traceInputs"))->trigger();
        const SceneState &state = f.scene->state();
        QVERIFY(!state.isFaint(f.id("x")) && !state.isFaint(f.id("conv1")));
        QVERIFY(state.isFaint(f.id("loss")) && state.isFaint(f.id("fc1")));
        QVERIFY2(said(f.view).startsWith(QStringLiteral("Depends on ")), qPrintable(said(f.view)));
        QSignalSpy variables(&f.view, &DiagramView::variablesSelected);
        act(f.view, 0);
        const QStringList keys = variables.front().front().toStringList();
        QVERIFY(keys.contains(QStringLiteral("conv1/kernel")) && !keys.contains(QStringLiteral("fc1/kernel")));
        f.view.diagramAction(QStringLiteral("diagram.traceSteps1"))->trigger();
        QVERIFY(!state.isFaint(f.id("conv1")) && state.isFaint(f.id("x")));
        QTest::keyClick(f.canvas, Qt::Key_Escape);
        QVERIFY(!state.isFaint(f.id("loss")));
        QCOMPARE(said(f.view), QString());
    }

    void traceStaysWhenScopesOpen()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("loss"));
        f.view.diagramAction(QStringLiteral("diagram.traceInputs"))->trigger();
        f.view.setOpen(f.id("fc1"), true);
        QVERIFY(f.settle());
        QVERIFY(f.scene->isTracing());
        QVERIFY(!f.scene->state().isFaint(f.id("fc1/MatMul")));
    }

    void tracesOfInferredPicturesSaySo()
    {
        const auto graph = test::digits();
        graph->setSource(ViewSource::Names);
        Fixture f(graph);
        QVERIFY(f.settle());
        const auto *strip = f.view.findChild<MessageStrip *>();
        f.view.selectItem(f.id("fc1"));
        f.view.diagramAction(QStringLiteral("diagram.traceInputs"))->trigger();
        QVERIFY(strip->messages().front().explanation.contains(QStringLiteral("Inferred")));
        Fixture known(test::digits());
        QVERIFY(known.settle());
        known.view.selectItem(known.id("fc1"));
        known.view.diagramAction(QStringLiteral("diagram.traceInputs"))->trigger();
        QVERIFY(known.view.findChild<MessageStrip *>()->messages().front().explanation.isEmpty());
    }

    void pathBetweenTwoCards()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.click(f.at("fc1")); // against the flow: the path is found all the same
        f.view.diagramAction(QStringLiteral("diagram.path"))->trigger();
        QVERIFY(said(f.view).contains(QStringLiteral("other end")));
        QVERIFY(!f.scene->isTracing());
        f.click(f.at("conv1"));
        const SceneState &state = f.scene->state();
        QVERIFY(!state.isFaint(f.id("conv1")) && !state.isFaint(f.id("conv2/Relu")) && !state.isFaint(f.id("fc1")));
        QVERIFY(state.isFaint(f.id("x")) && state.isFaint(f.id("loss")));
        QVERIFY2(said(f.view).startsWith(QStringLiteral("Path of ")), qPrintable(said(f.view)));
        auto *strip = f.view.findChild<MessageStrip *>();
        strip->findChild<QToolButton *>(QStringLiteral("closeMessage"))->click();
        QVERIFY(!f.scene->isTracing());
    }

    void noPathIsSaid()
    {
        Fixture f(test::apart(4));
        QVERIFY(f.settle());
        const auto items = f.graph->items();
        f.view.selectItem(items[1].id);
        f.view.diagramAction(QStringLiteral("diagram.path"))->trigger();
        const QRectF other = f.scene->finalRect(items[2].id);
        f.click(f.canvas->mapFromScene(other.center()));
        QVERIFY2(said(f.view).startsWith(QStringLiteral("No data goes between")), qPrintable(said(f.view)));
        QVERIFY(!f.scene->isTracing());
    }

    void selectsTheVariablesThatAreNeeded()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("conv2"));
        QSignalSpy variables(&f.view, &DiagramView::variablesSelected);
        f.view.diagramAction(QStringLiteral("diagram.selectNeeded"))->trigger();
        const QStringList keys = variables.front().front().toStringList();
        QVERIFY(keys.contains(QStringLiteral("conv2/kernel")) && keys.contains(QStringLiteral("conv1/kernel")));
        QVERIFY(!keys.contains(QStringLiteral("fc1/kernel")));
    }
};

QTEST_MAIN(FindAndTraceTest)
#include "tst_findandtrace.moc"
