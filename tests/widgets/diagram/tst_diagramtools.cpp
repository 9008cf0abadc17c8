// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Other ways to the diagram: dragged into a document, read as a list.
#include "diagramfixture.h"
#include "widgets/diagram/cardlist.h"
#include "widgets/diagram/dragout.h"
#include "widgets/diagram/overlays.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDrag>
#include <QElapsedTimer>
#include <QImage>
#include <QMouseEvent>
#include <QProxyStyle>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace ckpt;
using Fixture = ckpt::test::DiagramFixture;

class DiagramToolsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ItemId>("ckpt::ItemId"); }

    // With the mouse, from the handle; what a drop would get is a picture in three formats.
    void dragsOutAPicture()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        auto *handle = f.view.findChild<DragHandle *>();
        QVERIFY(handle && handle->isEnabled());
        QByteArray svg, png;
        QImage image;
        const auto take = [&] {
            if (const auto *drag = f.view.findChild<QDrag *>()) {
                svg = drag->mimeData()->data(QStringLiteral("image/svg+xml"));
                png = drag->mimeData()->data(QStringLiteral("image/png"));
                image = drag->mimeData()->imageData().value<QImage>();
            }
        };
        QTimer inside; // where dragging has an event loop of its own
        inside.setSingleShot(true);
        connect(&inside, &QTimer::timeout, &inside, [&] {
            take();
            QTest::keyClick(f.view.windowHandle(), Qt::Key_Escape);
        });
        inside.start(50);
        const QPoint here = handle->rect().center(), there = here + QPoint(40, 0);
        QTest::mousePress(handle, Qt::LeftButton, {}, here);
        QMouseEvent move(
            QEvent::MouseMove, there, handle->mapToGlobal(there), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(handle, &move);
        inside.stop();
        if (svg.isEmpty()) // where it has none and has ended at once
            take();
        QVERIFY2(svg.contains("<svg") && svg.contains("conv1"), svg.left(80).constData());
        QVERIFY(png.startsWith("\x89PNG"));
        QCOMPARE(image.size(), QImage::fromData(png).size());
        QVERIFY(image.width() > 200);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, here);
        QCOMPARE(f.view.selectedItem(), ItemId::None); // nothing else happened
    }

    void aClickOnTheHandleDragsNothing()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        auto *handle = f.view.findChild<DragHandle *>();
        QTest::mouseClick(handle, Qt::LeftButton);
        QMouseEvent move(QEvent::MouseMove, QPoint(90, 0), handle->mapToGlobal(QPoint(90, 0)), Qt::NoButton,
            Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(handle, &move);
        QVERIFY(!f.view.findChild<QDrag *>());
        f.view.clearWithMessage(QStringLiteral("nothing"), {});
        QVERIFY(!handle->isEnabled());
    }

    void listModelHoldsTogether()
    {
        CardListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const auto graph = test::nested();
        model.setView(graph);
        for (const Item &item : graph->items()) {
            const QModelIndex index = model.indexOf(item.id);
            QCOMPARE(index.isValid(), item.id != graph->root());
            QCOMPARE(model.itemAt(index), index.isValid() ? item.id : ItemId::None);
            QCOMPARE(model.rowCount(index), int((index.isValid() ? item : graph->item(graph->root())).children.size()));
        }
        model.setView(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    // Every card is a row that says what a screen reader wants to hear.
    void rowsSayWhatTheCardsShow()
    {
        CardListModel model;
        const auto graph = test::digits();
        model.setView(graph);
        const auto id = [&](std::string_view key) {
            return std::find_if(graph->items().begin(), graph->items().end(), [&](const Item &item) {
                return item.key == key;
            })->id;
        };
        const auto text = [&](std::string_view key, int column, int role = Qt::DisplayRole) {
            return model.data(model.indexOf(id(key)).siblingAtColumn(column), role).toString();
        };
        QCOMPARE(text("fc1", CardListModel::Card), QStringLiteral("fc1"));
        QVERIFY(text("conv1", CardListModel::Inputs).contains(u'x'));
        QVERIFY(text("conv1", CardListModel::Variables).contains(QStringLiteral("kernel")));
        const QString spoken = text("conv2/Conv2D", 0, Qt::AccessibleTextRole);
        QVERIFY2(spoken.startsWith(QStringLiteral("Conv2D in conv2, "))
                && spoken.contains(QStringLiteral("inputs conv1")) && spoken.contains(QStringLiteral("variables ")),
            qPrintable(spoken));
        QCOMPARE(text("conv2", CardListModel::Inputs), QStringLiteral("conv1")); // nothing of itself
        QCOMPARE(text("loss", CardListModel::Inputs), QStringLiteral("fc1, y")); // the scope, not what is in it
    }

    void listAndPictureHaveOneSelection()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        auto *list = f.view.findChild<CardList *>();
        QVERIFY(!list->isVisible());
        f.click(f.at("conv1"));
        f.canvas->setFocus();
        QTest::keyClick(f.canvas, Qt::Key_L);
        QVERIFY(list->isVisible() && !f.canvas->isVisible());
        QVERIFY(f.view.look().list && f.view.diagramAction(QStringLiteral("diagram.list"))->isChecked());
        const auto *model = qobject_cast<const CardListModel *>(list->model());
        QCOMPARE(model->itemAt(list->currentIndex()), f.id("conv1"));
        QSignalSpy items(&f.view, &DiagramView::itemSelected), variables(&f.view, &DiagramView::variablesSelected);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(items.count(), 1);
        QCOMPARE(f.view.selectedItem(), model->itemAt(list->currentIndex()));
        list->expand(model->indexOf(f.id("fc1")));
        QTest::mouseClick(
            list->viewport(), Qt::LeftButton, {}, list->visualRect(model->indexOf(f.id("fc1/MatMul"))).center());
        QCOMPARE(f.view.selectedItem(), f.id("fc1/MatMul"));
        QVERIFY(variables.back().front().toStringList().contains(QStringLiteral("fc1/kernel")));
        f.view.selectVariable(QStringLiteral("conv1/kernel"));
        QCOMPARE(model->itemAt(list->currentIndex()), f.id("conv1"));
        f.view.selectItem(f.id("loss"));
        QTest::mouseClick(
            list->viewport(), Qt::LeftButton, {}, list->visualRect(model->indexOf(f.id("fc1/MatMul"))).center());
        f.view.diagramAction(QStringLiteral("diagram.list"))->trigger();
        QVERIFY(f.canvas->isVisible());
        QCOMPARE(f.view.selectedItem(), f.id("fc1")); // its scope is closed in the picture
        QVERIFY(f.isMarked("fc1"));
    }

    void hoveringLightsTheWayOfTheData()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        QTest::mouseMove(f.canvas->viewport(), QPoint(1, 1));
        const QImage before = f.canvas->viewport()->grab().toImage();
        QSignalSpy hovered(f.canvas, &DiagramCanvas::hovered);
        QTest::mouseMove(f.canvas->viewport(), f.at("conv1"));
        QTRY_VERIFY(!hovered.empty());
        QCOMPARE(hovered.back().front().value<ItemId>(), f.id("conv1"));
        const QRect card =
            f.canvas->mapFromScene(f.scene->finalRect(f.id("conv1"))).boundingRect().adjusted(-3, -3, 3, 3);
        const auto beside = [&] { // its edges change, not only its border
            const QImage lit = f.canvas->viewport()->grab().toImage();
            int changed = 0;
            for (int y = 0; y < lit.height(); ++y)
                for (int x = 0; x < lit.width(); ++x)
                    changed += !card.contains(x, y) && lit.pixel(x, y) != before.pixel(x, y);
            return changed;
        };
        QTRY_VERIFY(beside() > 10);
        QTest::mouseMove(f.canvas->viewport(), QPoint(1, 1));
        QTRY_COMPARE(f.canvas->viewport()->grab().toImage(), before);
    }

    void theMinimapShowsAndMovesWhatIsSeen()
    {
        auto graph = std::make_shared<test::MadeGraph>();
        ItemId last = ItemId::None;
        for (int i = 0; i < 60; ++i) {
            const ItemId card =
                graph->add(graph->root(), ItemKind::Layer, Category::Dense, "layer" + std::to_string(i), "Dense 8");
            if (i > 0)
                graph->connect(last, card, "N×8");
            last = card;
        }
        graph->link();
        Fixture f(graph);
        QVERIFY(f.settle());
        auto *minimap = f.view.findChild<Minimap *>();
        QVERIFY(minimap);
        f.view.resize(700, 700);
        f.view.diagramAction(QStringLiteral("diagram.actualSize"))->trigger();
        QTRY_VERIFY(f.view.isLayoutDone() && minimap->isVisible());
        const auto seen = [&] { return f.canvas->mapToScene(f.canvas->viewport()->rect().center()); };
        QTest::mouseClick(minimap, Qt::LeftButton, {}, QPoint(minimap->width() / 2, 4));
        QTest::qWait(400); // it glides there
        const double top = seen().y();
        QTest::mouseClick(minimap, Qt::LeftButton, {}, QPoint(minimap->width() / 2, minimap->height() - 5));
        QTRY_VERIFY(seen().y() > top + 50);
    }

    void zoomsToTheSelection()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.resize(500, 400);
        f.view.diagramAction(QStringLiteral("diagram.fit"))->trigger();
        QTest::qWait(300);
        const double whole = f.canvas->zoom();
        f.view.selectItem(f.id("loss"));
        f.view.diagramAction(QStringLiteral("diagram.fitSelection"))->trigger();
        const auto seen = [&] { return f.canvas->mapFromScene(f.scene->finalRect(f.id("loss"))).boundingRect(); };
        QTRY_VERIFY(f.canvas->zoom() > whole && f.canvas->viewport()->rect().contains(seen()));
    }

    void movementIsLeftOutWhereTheSystemAsksForNone()
    {
        class Style : public QProxyStyle {
        public:
            int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                QStyleHintReturn *data) const override
            {
                return hint == SH_Widget_Animation_Duration ? ms : QProxyStyle::styleHint(hint, option, widget, data);
            }
            int ms = 0;
        };
        for (const int ms : { 0, 200 }) {
            Style style;
            style.ms = ms;
            Fixture f(test::digits());
            f.canvas->setStyle(&style);
            QVERIFY(f.settle());
            f.view.setOpen(f.id("fc1"), true);
            bool moved = false;
            QElapsedTimer timer;
            for (timer.start(); !f.view.isLayoutDone() && timer.elapsed() < 5'000;) {
                moved = moved || f.scene->isAnimating();
                QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            }
            QVERIFY(f.view.isLayoutDone());
            QCOMPARE(moved, ms > 0);
        }
    }

    void aCallInTheListOpensItsFunction()
    {
        auto graph = test::digits();
        const ItemId call =
            graph->add(graph->root(), ItemKind::Op, Category::Other, "again", "function again, 3 nodes");
        graph->at(call).function = "again";
        Fixture f(graph);
        QVERIFY(f.settle());
        f.view.diagramAction(QStringLiteral("diagram.list"))->trigger();
        auto *list = f.view.findChild<CardList *>();
        f.view.selectItem(call);
        QSignalSpy wanted(&f.view, &DiagramView::drawnPartWanted), activated(&f.view, &DiagramView::itemActivated);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().value<DrawnPart>(), (DrawnPart{ DrawnPart::Kind::Function, "again" }));
        QCOMPARE(activated.count(), 0);
        f.view.selectItem(f.id("loss"));
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(wanted.count() == 1 && activated.count() == 1);
    }

    void keysInTheListAreForItsRows()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        f.view.setLook({ .list = true });
        auto *list = f.view.findChild<CardList *>();
        const auto *model = qobject_cast<const CardListModel *>(list->model());
        f.view.selectItem(f.id("fc1"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Plus);
        QVERIFY(list->isExpanded(model->indexOf(f.id("fc1"))));
        QVERIFY2(!f.view.isOpen(f.id("fc1")), "a key of the picture was taken");
        QTest::keyClick(list, Qt::Key_F); // goes to a card that begins with it
        QVERIFY(f.settle());
        QCOMPARE(f.view.diagramAction(QStringLiteral("diagram.focus"))->text(), QStringLiteral("Focus on This Card"));
        QTest::keyClick(list, Qt::Key_L);
        QVERIFY(!list->isVisible());
    }

    void listIsRememberedBeforeThereIsAGraph()
    {
        DiagramView view;
        view.setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        view.setLook({ .list = true });
        view.resize(500, 400);
        view.show();
        view.setGraph(test::digits());
        QTRY_VERIFY(view.isLayoutDone());
        QVERIFY(view.findChild<CardList *>()->isVisible());
        view.clearWithMessage(QStringLiteral("nothing"), {});
        QVERIFY(!view.findChild<CardList *>()->isVisible());
    }
};

QTEST_MAIN(DiagramToolsTest)
#include "tst_diagramtools.moc"
