// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view through its contract, with real mouse clicks and keys.
#include "diagramfixture.h"
#include "widgets/common/chiprow.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/overlays.h"

#include <QAccessible>
#include <QAction>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace ckpt;
using Fixture = ckpt::test::DiagramFixture;

Q_DECLARE_METATYPE(ckpt::ItemId)

class DiagramViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ItemId>("ckpt::ItemId"); }

    void showsWhatIsOpenAtFirst()
    {
        Fixture f(test::digits());
        QSignalSpy finished(&f.view, &DiagramView::layoutFinished);
        QVERIFY(!f.view.isLayoutDone());
        QVERIFY(f.settle());
        QCOMPARE(finished.count(), 1);
        QVERIFY(!f.view.usesSimpleLayout());
        QVERIFY(f.view.isOpen(f.id("conv2")));
        QVERIFY(!f.view.isOpen(f.id("fc1")));
        QVERIFY(f.scene->box(f.id("conv2/Relu")));
        QVERIFY(!f.scene->box(f.id("fc1/MatMul")));
        QCOMPARE(f.view.openKeys(), QStringList{ QStringLiteral("conv2") });
        QVERIFY(f.view.zoom() > 0.6);
    }

    void clickSelectsCardAndItsVariables()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QSignalSpy variables(&f.view, &DiagramView::variablesSelected), items(&f.view, &DiagramView::itemSelected);
        f.click(f.at("conv1"));
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        QCOMPARE(items.count(), 1);
        QCOMPARE(variables.front().front().toStringList().size(), 6);
        QVERIFY(f.isMarked("conv1"));
        QVERIFY(f.scene->state().neighbours.contains(int(f.id("x"))));
        f.click(f.at("conv2")); // the title of an open frame
        QCOMPARE(f.view.selectedItem(), f.id("conv2"));
        QCOMPARE(variables.back().front().toStringList().size(), 2);
        f.click({ 3, 3 });
        QCOMPARE(f.view.selectedItem(), ItemId::None);
        QVERIFY(variables.back().front().toStringList().isEmpty());
    }

    void clickOnRowSelectsThatVariable()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QSignalSpy variables(&f.view, &DiagramView::variablesSelected),
            activated(&f.view, &DiagramView::variableActivated);
        const auto *card = dynamic_cast<CardItem *>(f.scene->box(f.id("conv1")));
        QVERIFY(card);
        const QPointF row(40, f.scene->fonts()->rowTop(card->text(), 3) + 8);
        const QPoint point = f.canvas->mapFromScene(card->mapToScene(row));
        f.click(point);
        QCOMPARE(variables.back().front().toStringList(),
            (QStringList{ QStringLiteral("conv1/gamma"), QStringLiteral("conv1/beta") }));
        QVERIFY(f.scene->state().rowKeys.contains(QStringLiteral("conv1/beta")));
        QTest::mouseDClick(f.canvas->viewport(), Qt::LeftButton, {}, point);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().toString(), QStringLiteral("conv1/gamma"));
    }

    void doubleClickAndMarkerOpenAndClose()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QSignalSpy changed(&f.view, &DiagramView::openKeysChanged);
        const QPoint before = f.canvas->mapFromScene(f.scene->finalRect(f.id("fc1")).topLeft());
        f.doubleClick(f.at("fc1"));
        QVERIFY(f.view.isOpen(f.id("fc1")));
        QTRY_VERIFY(f.scene->box(f.id("fc1/MatMul")));
        QVERIFY(f.settle());
        QCOMPARE(changed.count(), 1);
        const QPoint after = f.canvas->mapFromScene(f.scene->finalRect(f.id("fc1")).topLeft());
        QVERIFY2((after - before).manhattanLength() <= 2, "the clicked card keeps its place");
        f.click(f.marker("fc1"));
        QVERIFY(!f.view.isOpen(f.id("fc1")));
        QTRY_VERIFY(!f.scene->box(f.id("fc1/MatMul")));
        QVERIFY(f.settle());
    }

    void doubleClickOnLeafActivates()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QSignalSpy activated(&f.view, &DiagramView::itemActivated);
        f.doubleClick(f.at("x"));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().value<ItemId>(), f.id("x"));
    }

    void keysWalkOpenAndClose()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.canvas->setFocus();
        const auto press = [&f](Qt::Key key) { QTest::keyClick(f.canvas, key); };
        press(Qt::Key_Down); // nothing selected: the first card
        QCOMPARE(f.view.selectedItem(), f.id("x"));
        press(Qt::Key_Down);
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        press(Qt::Key_Down);
        QCOMPARE(f.view.selectedItem(), f.id("conv2/Conv2D"));
        press(Qt::Key_Up);
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        f.view.selectItem(f.id("fc1"));
        press(Qt::Key_Return);
        QVERIFY(f.view.isOpen(f.id("fc1")));
        QVERIFY(f.settle());
        press(Qt::Key_Minus);
        QVERIFY(!f.view.isOpen(f.id("fc1")));
        QVERIFY(f.settle());
        press(Qt::Key_Plus);
        QVERIFY(f.view.isOpen(f.id("fc1")));
        QVERIFY(f.settle());
        press(Qt::Key_Escape);
        QCOMPARE(f.view.selectedItem(), ItemId::None);
        QSignalSpy items(&f.view, &DiagramView::itemSelected);
        press(Qt::Key_Space);
        QCOMPARE(items.count(), 1);
        QCOMPARE(f.view.selectedItem(), f.id("x"));
    }

    void leftAndRightStayInTheRow()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("loss"));
        QTest::keyClick(f.canvas,
            f.scene->finalRect(f.id("loss")).x() < f.scene->finalRect(f.id("probabilities")).x() ? Qt::Key_Right
                                                                                                 : Qt::Key_Left);
        QCOMPARE(f.view.selectedItem(), f.id("probabilities"));
    }

    void selectionByVariable()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QSignalSpy variables(&f.view, &DiagramView::variablesSelected), items(&f.view, &DiagramView::itemSelected);
        f.view.selectVariable(QStringLiteral("conv2/kernel"));
        QVERIFY(f.isMarked("conv2/Conv2D"));
        QVERIFY(f.scene->state().rowKeys.contains(QStringLiteral("conv2/kernel")));
        f.view.selectVariable(QStringLiteral("fc1/kernel")); // closed scope: marked, not opened
        QVERIFY(f.isMarked("fc1"));
        QVERIFY(!f.isMarked("conv2/Conv2D"));
        QVERIFY(!f.view.isOpen(f.id("fc1")));
        f.view.selectVariable(QStringLiteral("nobody/knows"));
        QCOMPARE(f.view.selectedItem(), ItemId::None);
        QVERIFY(variables.isEmpty() && items.isEmpty());
    }

    void selectionBeforeTheLayoutIsKept()
    {
        Fixture f(test::digits());
        f.view.selectVariable(QStringLiteral("conv1/bias"));
        QVERIFY(f.settle());
        QVERIFY(f.isMarked("conv1"));
    }

    void selectionComesOnScreen()
    {
        Fixture f(test::chain(80), { 400, 500 });
        QVERIFY(f.settle());
        for (const char *key : { "dense80/kernel", "dense1/kernel", "dense41/kernel" }) {
            f.view.selectVariable(QString::fromLatin1(key));
            const auto visible = [&f] {
                const QRectF rect = f.scene->finalRect(f.view.selectedItem());
                return QRectF(f.canvas->viewport()->rect()).contains(f.canvas->viewportTransform().mapRect(rect));
            };
            QTRY_VERIFY(visible());
        }
    }

    void rebuildKeepsStateByKey()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.setOpen(f.id("fc1"), true);
        f.view.setOpen(f.id("conv2"), false);
        QVERIFY(f.settle());
        f.view.selectItem(f.id("fc1/MatMul"));
        auto again = test::digits();
        const ItemId extra = again->add(again->root(), ItemKind::Scope, Category::Other, "gradients");
        again->add(extra, ItemKind::Op, Category::Other, "g");
        again->at(extra).openAtFirst = true;
        f.graph = again;
        f.view.setGraph(again);
        QVERIFY(f.settle());
        QCOMPARE(f.view.openKeys(), (QStringList{ QStringLiteral("fc1"), QStringLiteral("gradients") }));
        QCOMPARE(f.view.selectedItem(), f.id("fc1/MatMul"));
        QVERIFY(f.isMarked("fc1/MatMul"));
    }

    // Stepping through a run: the graph is read anew each time.
    void stateSurvivesPreparingAndMessages()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.setOpen(f.id("fc1"), true);
        f.view.setOpen(f.id("conv2"), false);
        QVERIFY(f.settle());
        f.view.selectItem(f.id("conv1"));
        f.view.setPreparing(100);
        QVERIFY(!f.view.isLayoutDone());
        QVERIFY(f.canvas->isVisible()); // the old picture stays for a moment
        f.graph = test::digits();
        f.view.setGraph(f.graph);
        QVERIFY(f.settle());
        QCOMPARE(f.view.openKeys(), QStringList{ QStringLiteral("fc1") });
        QCOMPARE(f.view.selectedItem(), f.id("conv1"));
        f.view.clearWithMessage(QStringLiteral("Nothing"), QString());
        f.graph = test::digits();
        f.view.setGraph(f.graph);
        QVERIFY(f.settle());
        QCOMPARE(f.view.openKeys(), QStringList{ QStringLiteral("fc1") });
        QVERIFY(f.isMarked("conv1"));
        f.view.setPreparing(100);
        QTRY_VERIFY(!f.canvas->isVisible()); // but not for long
    }

    void openKeysCanBeRestored()
    {
        DiagramView view;
        view.setOpenKeys({ QStringLiteral("fc1") });
        const auto graph = test::digits();
        view.setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        view.setGraph(graph);
        QCOMPARE(view.openKeys(), QStringList{ QStringLiteral("fc1") });
        QTRY_VERIFY(view.isLayoutDone());
    }

    void chipsAskForClasses()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        std::set<NodeClass> wanted;
        connect(&f.view, &DiagramView::shownClassesChanged, this,
            [&wanted](const std::set<NodeClass> &classes) { wanted = classes; });
        auto *row = f.view.findChild<ChipRow *>();
        QVERIFY(row && row->isVisible());
        QCOMPARE(row->chips().size(), 4);
        QCOMPARE(row->chips().front().count, 412);
        QTest::mouseClick(row->button(row->chips().at(1).id), Qt::LeftButton);
        QCOMPARE(wanted, std::set<NodeClass>{ NodeClass::Saver });
        f.view.diagramAction(QStringLiteral("diagram.showAll"))->trigger();
        QCOMPARE(wanted.size(), std::size_t{ 4 });
    }

    void wheelZoomsAtThePointer()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        const QPointF pointer(200, 300), before = f.canvas->viewportTransform().inverted().map(pointer);
        QWheelEvent in(pointer, f.canvas->viewport()->mapToGlobal(pointer), {}, { 0, 240 }, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        const double zoom = f.view.zoom();
        QApplication::sendEvent(f.canvas->viewport(), &in);
        QVERIFY(f.view.zoom() > zoom * 1.3);
        QVERIFY((f.canvas->viewportTransform().inverted().map(pointer) - before).manhattanLength() < 3);
        f.view.diagramAction(QStringLiteral("diagram.actualSize"))->trigger();
        QCOMPARE(f.view.zoom(), 1.0);
        f.view.diagramAction(QStringLiteral("diagram.fit"))->trigger();
        const QRectF all = f.canvas->viewportTransform().mapRect(f.scene->pictureRect());
        QVERIFY(QRectF(f.canvas->viewport()->rect()).contains(all));
    }

    void dragPans()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        const QPointF before = f.canvas->mapToScene(QPoint(0, 0));
        QTest::mousePress(f.canvas->viewport(), Qt::LeftButton, {}, { 20, 20 });
        QTest::mouseMove(f.canvas->viewport(), { 60, 50 });
        QTest::mouseMove(f.canvas->viewport(), { 120, 90 });
        QTest::mouseRelease(f.canvas->viewport(), Qt::LeftButton, {}, { 120, 90 });
        const QPointF moved = (before - f.canvas->mapToScene(QPoint(0, 0))) * f.view.zoom();
        QVERIFY(std::abs(moved.x() - 100) <= 3 && std::abs(moved.y() - 70) <= 3);
        QCOMPARE(f.view.selectedItem(), ItemId::None);
    }

    void cardsAreAccessible()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QAccessibleInterface *canvas = QAccessible::queryAccessibleInterface(f.canvas);
        QVERIFY(canvas);
        QAccessibleInterface *conv = nullptr, *frame = nullptr, *closed = nullptr;
        for (int i = 0; i < canvas->childCount(); ++i) {
            QAccessibleInterface *child = canvas->child(i);
            QVERIFY(child);
            const QString name = child->text(QAccessible::Name);
            if (name.startsWith(u"Conv2D in conv2"_qs))
                conv = child;
            else if (name == u"conv2"_qs)
                frame = child;
            else if (name.startsWith(u"fc1"_qs))
                closed = child;
            QVERIFY(child->object() || canvas->indexOfChild(child) == i);
        }
        QVERIFY(conv && frame && closed);
        QCOMPARE(
            conv->text(QAccessible::Name), u"Conv2D in conv2, inputs conv1, outputs Relu, variables kernel, bias"_qs);
        QVERIFY(frame->state().expanded && closed->state().collapsed && !conv->state().expandable);
        QVERIFY(!conv->state().selected);
        f.view.selectItem(f.id("conv2/Conv2D"));
        QVERIFY(conv->state().selected);
        QCOMPARE(canvas->focusChild(), conv);
        QCOMPARE(canvas->childAt(conv->rect().center().x(), conv->rect().center().y()), conv);
        f.view.setOpen(f.id("conv2"), false);
        QVERIFY(f.settle());
        QVERIFY(!conv->isValid()); // no longer on screen
    }

    void traceDimsTheRest()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.selectItem(f.id("conv2/Conv2D"));
        f.view.diagramAction(QStringLiteral("diagram.traceInputs"))->trigger();
        QVERIFY(!f.scene->state().isFaint(f.id("x")) && !f.scene->state().isFaint(f.id("conv1")));
        QVERIFY(f.scene->state().isFaint(f.id("loss")) && f.scene->state().isFaint(f.id("fc1")));
        QTest::keyClick(f.canvas, Qt::Key_Escape);
        QVERIFY(!f.scene->state().isFaint(f.id("loss")));
    }

    void columnsForLongChains()
    {
        Fixture f(test::chain(24), { 600, 780 });
        QVERIFY(f.settle());
        QVERIFY(f.view.zoom() >= 0.6);
        const double left = f.scene->finalRect(f.id("Dense 1")).x(), last = f.scene->finalRect(f.id("Dense 24")).x();
        QVERIFY(last > left + 100);
        f.view.resize(600, 3000); // all in one column now
        QTRY_VERIFY(std::abs(f.scene->finalRect(f.id("Dense 1")).center().x()
                        - f.scene->finalRect(f.id("Dense 24")).center().x())
            < 2);
    }

    void fallsBackAndTriesAgain()
    {
        DiagramView view;
        view.setHelperProgram(QStringLiteral("/nowhere/ckptscope-layout"));
        view.resize(600, 700);
        view.show();
        QSignalSpy fellBack(&view, &DiagramView::layoutFellBack);
        view.setGraph(test::digits());
        QTRY_VERIFY(view.isLayoutDone());
        QCOMPARE(fellBack.count(), 1);
        QVERIFY(view.usesSimpleLayout());
        auto *strip = view.findChild<MessageStrip *>();
        QCOMPARE(strip->messages().size(), 1);
        view.setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        strip->messages().front().actions.front().trigger();
        QTRY_VERIFY(view.isLayoutDone() && !view.usesSimpleLayout());
        QVERIFY(strip->messages().isEmpty());
    }

    void manyChildren()
    {
        Fixture f(test::flat(700, 800));
        QVERIFY(f.settle());
        QCOMPARE(f.scene->picture().boxes.size(), std::size_t{ 301 });
        f.view.diagramAction(QStringLiteral("diagram.fit"))->trigger();
        const auto &more = f.scene->picture().boxes.back();
        QCOMPARE(more.missing, 400);
        f.canvas->setZoomAtCentre(1);
        f.canvas->pin(more.rect.center(), { 200, 200 });
        f.click({ 200, 200 });
        QVERIFY(f.settle());
        QCOMPARE(f.scene->picture().boxes.size(), std::size_t{ 601 });
    }

    void emptyStates()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QAction choose(QStringLiteral("Choose a graph file…"));
        f.view.clearWithMessage(
            QStringLiteral("This checkpoint has no graph."), QStringLiteral("There is no .meta."), { &choose });
        auto *page = f.view.findChild<EmptyPage *>();
        QVERIFY(page->isVisible() && !f.canvas->isVisible());
        QCOMPARE(page->title(), QStringLiteral("This checkpoint has no graph."));
        QVERIFY(f.view.isLayoutDone());
        QVERIFY(!f.view.findChild<ChipRow *>()->isVisible());
        QVERIFY(!f.view.diagramAction(QStringLiteral("diagram.fit"))->isEnabled());
        f.view.setPreparing(3545);
        QVERIFY(!f.view.isLayoutDone());
        f.view.setGraph(f.graph);
        QVERIFY(f.settle());
        QVERIFY(f.canvas->isVisible());
        f.view.setGraph(nullptr);
        QVERIFY(page->isVisible());
    }

    void destroyedWhileBusy()
    {
        for (int i = 0; i < 5; ++i) {
            Fixture f(test::flat(290, 400));
            QTest::qWait(i * 7);
        }
    }

    // The GUI thread is never held for long, not even by ten thousand cards.
    void tenThousandCards()
    {
        auto graph = std::make_shared<test::MadeGraph>();
        std::vector<ItemId> leaves;
        for (int i = 0; i < 40; ++i) {
            const ItemId scope =
                graph->add(graph->root(), ItemKind::Scope, Category::Scope, "scope" + std::to_string(i));
            graph->at(scope).openAtFirst = true;
            for (int j = 0; j < 250; ++j) {
                leaves.push_back(graph->add(scope, ItemKind::Op, Category::Other, "node_" + std::to_string(j), "Mul"));
                if (leaves.size() > 1)
                    graph->connect(leaves[leaves.size() - 2], leaves.back(), "N×10");
            }
        }
        DiagramView view;
        view.setHelperProgram(QStringLiteral("/nowhere"));
        view.resize(900, 700);
        view.show();
        QTest::qWait(50);
        qint64 longest = 0;
        QElapsedTimer turn, whole;
        whole.start();
        turn.start();
        view.setGraph(graph);
        const qint64 call = turn.elapsed();
        while (!view.isLayoutDone() && whole.elapsed() < 60'000) {
            turn.restart();
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            longest = std::max(longest, turn.elapsed());
        }
        qInfo("setGraph() %lld ms, longest turn of the event loop %lld ms, whole %lld ms", static_cast<long long>(call),
            static_cast<long long>(longest), static_cast<long long>(whole.elapsed()));
        QVERIFY(view.isLayoutDone());
    }
};

QTEST_MAIN(DiagramViewTest)
#include "tst_diagramview.moc"
