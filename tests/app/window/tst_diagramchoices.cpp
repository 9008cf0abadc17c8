// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the user decides about the picture, in the whole window: searches, dissolved groups, and that it is remembered.
#include "format/checkpoint/valuereader.h"
#include "format/inferred/inferredview.h"
#include "openwindow.h"
#include "widgets/diagram/findbar.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace ckpt;
using namespace ckpt::test;

class TestDiagramChoices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("ckptscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("diagramchoices"));
        QSettings().clear();
    }
    void cleanupTestCase() { QSettings().clear(); }

    void findsInTheGraphOfTheRun()
    {
        Window w(sample());
        QTRY_VERIFY(w.settled());
        w.diagram()->openFind();
        auto *bar = w.window.findChild<FindBar *>();
        auto *line = bar->findChild<QLineEdit *>();
        QTest::keyClicks(line, QStringLiteral("op:conv2d -grad"));
        auto *list = bar->findChild<QListView *>();
        QTRY_VERIFY(list->model()->rowCount() > 0);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(w.settled());
        const ItemId item = w.diagram()->selectedItem();
        QVERIFY(item != ItemId::None);
        QCOMPARE(w.diagram()->graph()->item(item).category, Category::Convolution);
    }

    void aHiddenHitIsDrawnAndSelected()
    {
        Window w(sample());
        QTRY_VERIFY(w.settled());
        w.diagram()->openFind();
        auto *line = w.window.findChild<FindBar *>()->findChild<QLineEdit *>();
        auto *list = w.window.findChild<FindBar *>()->findChild<QListView *>();
        QTest::keyClicks(line, QStringLiteral("op=SaveV2"));
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(w.window.document().viewOptions().shown.contains(NodeClass::Saver));
        QTRY_VERIFY(w.settled());
        const auto selectedOp = [&]() -> std::string {
            const auto graph = w.diagram()->graph();
            const ItemId item = w.diagram()->selectedItem();
            if (!graph || item == ItemId::None || graph->item(item).leaves.empty())
                return {};
            return std::string(graph->graph()->node(graph->item(item).leaves.front()).op);
        };
        QTRY_COMPARE(selectedOp(), std::string("SaveV2"));
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_VERIFY(w.settled() && w.window.document().viewOptions().shown.empty());
    }

    void groupsAreDissolvedRememberedAndRestored()
    {
        std::string key;
        {
            Window w(data("digits-anonymous"), true);
            QTRY_VERIFY(w.settled());
            const auto graph = w.diagram()->graph();
            const auto made = std::find_if(
                graph->items().begin(), graph->items().end(), [&](const Item &item) { return item.isMade(); });
            QVERIFY(made != graph->items().end());
            key = made->key;
            w.diagram()->selectItem(made->id);
            QAction *dissolve = w.diagram()->diagramAction(QStringLiteral("diagram.dissolve"));
            QVERIFY(dissolve->isEnabled());
            dissolve->trigger();
            QTRY_VERIFY(w.settled() && w.diagram()->graph()->dissolved().contains(key));
            QVERIFY(!has(*w.diagram()->graph(), key));
            w.window.close();
        }
        Window w(data("digits-anonymous"), true);
        QTRY_VERIFY(w.settled());
        QVERIFY2(w.diagram()->graph()->dissolved().contains(key), "not remembered");
        w.diagram()->diagramAction(QStringLiteral("diagram.foldAgain"))->trigger();
        QTRY_VERIFY(w.settled() && has(*w.diagram()->graph(), key));
        QVERIFY(!w.diagram()->diagramAction(QStringLiteral("diagram.foldAgain"))->isEnabled());
    }

    // The ids of hits belong to one picture; pictures without a graph all have the same graph: none.
    void hitsOfAnotherInferredPictureAreForgotten()
    {
        Window w(data("object-based-keras3"));
        QTRY_VERIFY(w.settled());
        w.diagram()->openFind();
        auto *line = w.window.findChild<FindBar *>()->findChild<QLineEdit *>();
        auto *list = w.window.findChild<FindBar *>()->findChild<QListView *>();
        QTest::keyClicks(line, QStringLiteral("e"));
        QTRY_VERIFY(list->model()->rowCount() > 3);
        const auto before = w.diagram()->graph();
        DiagramView &view = *w.diagram();
        const auto checkpoint = openOther();
        QVERIFY(checkpoint);
        const auto other = inferView(*checkpoint, nullptr);
        QVERIFY(other && (*other)->searchNodeCount() < before->searchNodeCount());
        view.setGraph(*other);
        QTRY_VERIFY(view.isLayoutDone());
        QTRY_COMPARE(view.graph(), *other);
        for (int row = 0; row < list->model()->rowCount(); ++row)
            QVERIFY(list->model()->index(row, 0).data().isValid());
        QTest::keyClick(line, Qt::Key_Return);
    }

    void stacksOfInferredPicturesAreDissolved()
    {
        Window w(data("odd-names") + QStringLiteral("/named.ckpt"));
        QTRY_VERIFY(w.settled());
        const auto graph = w.diagram()->graph();
        const auto made =
            std::find_if(graph->items().begin(), graph->items().end(), [](const Item &item) { return item.isMade(); });
        QVERIFY(made != graph->items().end());
        const std::string key = made->key;
        w.diagram()->selectItem(made->id);
        w.diagram()->diagramAction(QStringLiteral("diagram.dissolve"))->trigger();
        QTRY_VERIFY(w.settled() && w.diagram()->graph()->dissolved().contains(key));
        QVERIFY(!has(*w.diagram()->graph(), key));
        QCOMPARE(w.diagram()->graph()->source(), ViewSource::Names);
    }

private:
    static std::shared_ptr<const Checkpoint> openOther()
    {
        const auto run = scanRun(data("seed-example-v2").toStdString() + "/save");
        const auto opened = run ? Checkpoint::open(run->checkpoints[run->current]) : fail(Fault::NotACheckpoint);
        return opened ? *opened : nullptr;
    }
    static bool has(const GraphView &graph, const std::string &key)
    {
        return std::any_of(
            graph.items().begin(), graph.items().end(), [&](const Item &item) { return item.key == key; });
    }

private Q_SLOTS:
    void looksAreRememberedForEachRun()
    {
        {
            Window w(sample(), true);
            QTRY_VERIFY(w.settled());
            for (const char *id : { "diagram.colourRole", "diagram.controlEdges" })
                w.diagram()->diagramAction(QString::fromLatin1(id))->trigger();
            w.window.close();
        }
        Window again(sample(), true), other(data("digits-anonymous"), true);
        QTRY_VERIFY(again.settled() && other.settled());
        QVERIFY((again.diagram()->look() == DiagramLook{ .colorBy = ColorBy::Role, .controlEdges = true }));
        QVERIFY(again.diagram()->diagramAction(QStringLiteral("diagram.controlEdges"))->isChecked());
        QVERIFY(other.diagram()->look() == DiagramLook());
    }

    void valuesAreReadForColoursThatShowThem()
    {
        Window w(sample());
        QTRY_VERIFY(w.settled());
        QVERIFY(!w.diagram()->arranged().numbers->complete); // nothing is read before it is wanted
        w.diagram()->diagramAction(QStringLiteral("diagram.colourNorm"))->trigger();
        QTRY_VERIFY(w.settled() && w.diagram()->arranged().numbers->complete);
        const auto numbers = w.diagram()->arranged().numbers;
        const auto &checkpoint = w.window.document().checkpoint();
        QCOMPARE(std::size_t(numbers->of.size()), checkpoint->variables().size());
        const auto id = checkpoint->find("conv1/weights");
        const auto expected = statistics(*checkpoint, *id);
        const VariableNumbers found = numbers->of.value(QStringLiteral("conv1/weights"));
        QCOMPARE(found.norm, *expected->norm);
        QCOMPARE(qint64(found.count), qint64(expected->count));
        w.window.document().showCheckpoint(0); // newest wins
        QTRY_VERIFY(w.settled() && w.diagram()->arranged().numbers->complete);
        const auto &other = w.window.document().checkpoint();
        QVERIFY(other != checkpoint || other->variables().size() > 0);
        QCOMPARE(w.diagram()->arranged().numbers->of.value(QStringLiteral("conv1/weights")).norm,
            *statistics(*other, *other->find("conv1/weights"))->norm);
        QVERIFY(w.diagram()->arranged().numbers->of.value(QStringLiteral("conv1/weights")).norm != found.norm);
    }

    void notFiniteValuesAreSeen()
    {
        Window w(data("special-values"));
        QTRY_VERIFY(w.settled());
        w.diagram()->diagramAction(QStringLiteral("diagram.colourNan"))->trigger();
        QTRY_VERIFY(w.settled() && w.diagram()->arranged().numbers->complete);
        const auto numbers = w.diagram()->arranged().numbers;
        QVERIFY(std::any_of(numbers->of.begin(), numbers->of.end(),
            [](const VariableNumbers &each) { return each.nans > 0 && each.infinities > 0; }));
    }
};

QTEST_MAIN(TestDiagramChoices)
#include "tst_diagramchoices.moc"
