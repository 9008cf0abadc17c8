// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the user decides about the picture, in the whole window: searches, dissolved groups, and that it is remembered.
#include "format/checkpoint/valuereader.h"
#include "format/inferred/inferredview.h"
#include "openwindow.h"
#include "widgets/common/chiprow.h"
#include "widgets/diagram/diagramcanvas.h"
#include "widgets/diagram/diagramscene.h"
#include "widgets/diagram/findbar.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

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

    // With the pointer and the keys, as a user does it; the card's details say why it is where it is.
    void cardsAreKeptInTheMainGraphOrPutAside()
    {
        const auto place = [](Window &w, const char *key) {
            const auto &items = w.diagram()->graph()->items();
            const auto item = std::find_if(items.begin(), items.end(), [&](const Item &i) { return i.key == key; });
            return item == items.end() ? std::optional<ItemPlace>() : item->place;
        };
        const auto edgesFrom = [](Window &w, ItemId id) {
            const auto edges = w.diagram()->graph()->visibleEdges({});
            return std::count_if(edges.begin(), edges.end(), [&](const ViewEdge &edge) { return edge.from == id; });
        };
        const auto selectByClick = [](Window &w, const char *key) {
            auto *canvas = w.diagram()->findChild<DiagramCanvas *>();
            const auto *scene = static_cast<const DiagramScene *>(canvas->scene());
            for (const Item &item : w.diagram()->graph()->items())
                if (item.key == key) {
                    const QRectF card = scene->finalRect(item.id);
                    QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {},
                        canvas->mapFromScene(card.left() + card.width() / 2, card.top() + 12));
                }
            const ItemId id = w.diagram()->selectedItem();
            return id != ItemId::None && w.diagram()->graph()->item(id).key == key;
        };
        const auto detailsSay = [](Window &w, const QString &words) {
            return w.details()->toPlainText().contains(words);
        };
        constexpr const char *kGate = "input/is_training", *kCard = "conv1";
        {
            Window w(sample(), true);
            QTRY_VERIFY(w.settled());
            QCOMPARE(place(w, kGate), ItemPlace::Aside);
            QCOMPARE(place(w, kCard), ItemPlace::Main);
            QVERIFY(selectByClick(w, kGate));
            QAction *pin = w.diagram()->diagramAction(QStringLiteral("diagram.pin"));
            QCOMPARE(pin->text(), QStringLiteral("Keep in Main Graph"));
            QCOMPARE(edgesFrom(w, w.diagram()->selectedItem()), 0);
            QTRY_VERIFY(detailsSay(w, QStringLiteral("Put to the side because")));
            QTest::keyClick(w.diagram()->findChild<DiagramCanvas *>(), Qt::Key_P);
            QTRY_COMPARE(place(w, kGate), ItemPlace::Main);
            QTRY_VERIFY(w.settled() && w.diagram()->isLayoutDone());
            QCOMPARE(w.diagram()->graph()->item(w.diagram()->selectedItem()).key, std::string(kGate));
            QVERIFY(edgesFrom(w, w.diagram()->selectedItem()) > 0);
            QTRY_VERIFY(detailsSay(w, QStringLiteral("In the main graph by your choice")));
            QVERIFY(selectByClick(w, kCard));
            QCOMPARE(pin->text(), QStringLiteral("Put to the Side"));
            QVERIFY(edgesFrom(w, w.diagram()->selectedItem()) > 0);
            pin->trigger();
            QTRY_COMPARE(place(w, kCard), ItemPlace::Aside);
            QTRY_VERIFY(w.settled() && w.diagram()->isLayoutDone());
            QCOMPARE(edgesFrom(w, w.diagram()->selectedItem()), 0);
            w.window.close();
        }
        Window w(sample(), true);
        QTRY_VERIFY(w.settled());
        QVERIFY2(place(w, kGate) == ItemPlace::Main && place(w, kCard) == ItemPlace::Aside, "not remembered");
        for (const char *key : { kGate, kCard }) { // and undone
            QVERIFY(selectByClick(w, key));
            QTest::keyClick(w.diagram()->findChild<DiagramCanvas *>(), Qt::Key_P);
            QTRY_VERIFY(!w.window.document().viewOptions().places.contains(key));
            QTRY_VERIFY(w.settled() && w.diagram()->isLayoutDone() && !w.diagram()->graph()->places().contains(key));
        }
        QCOMPARE(place(w, kGate), ItemPlace::Aside);
        QCOMPARE(place(w, kCard), ItemPlace::Main);
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

    void aSignatureIsChosenAndRemembered()
    {
        {
            Window w(data("tf-module-savedmodel/model"), true);
            QTRY_VERIFY(w.settled());
            QVERIFY(button(w)->isVisible() && button(w)->text().contains(QStringLiteral("serving_default")));
            chooseInMenu(button(w), QStringLiteral("lookup"));
            QTRY_COMPARE(w.diagram()->graph()->drawn(), (DrawnPart{ DrawnPart::Kind::Signature, "lookup" }));
            QTRY_VERIFY(w.settled());
            QVERIFY(button(w)->text().contains(QStringLiteral("lookup")));
            QCOMPARE(
                w.diagram()->graph()->itemOf(w.diagram()->graph()->graph()->find("serving_default_x")), ItemId::None);
            // Shown classes and signatures are decided independently.
            auto *chips = w.diagram()->findChild<ChipRow *>();
            Q_EMIT chips->toggled(QStringLiteral("other-signature"), true);
            QTRY_VERIFY(w.settled()
                && w.diagram()->graph()->itemOf(w.diagram()->graph()->graph()->find("serving_default_x"))
                    != ItemId::None);
            QCOMPARE(w.diagram()->graph()->drawn().name, std::string("lookup"));
            w.window.close();
        }
        Window w(data("tf-module-savedmodel/model"), true);
        QTRY_VERIFY(w.settled());
        QVERIFY2(w.diagram()->graph()->drawn().name == "lookup", "not remembered");
        chooseInMenu(button(w), QStringLiteral("All signatures"));
        QTRY_COMPARE(w.diagram()->graph()->drawn().kind, DrawnPart::Kind::Everything);
        QVERIFY(button(w)->text().contains(QStringLiteral("all")));
    }

    void aGraphIsChosenByItsTags()
    {
        {
            Window w(data("saved-model-builder/binary"), true);
            QTRY_VERIFY(w.settled());
            QToolButton *graphs = w.diagram()->findChild<QToolButton *>(QStringLiteral("graphButton"));
            QVERIFY(graphs->isVisible() && graphs->text().contains(QStringLiteral("serve")));
            QVERIFY(button(w)->isVisible()); // it has two signatures
            chooseInMenu(graphs, QStringLiteral("train, cpu"));
            QTRY_COMPARE(w.window.document().metaGraph()->summary().position, std::size_t(1));
            QTRY_VERIFY(w.settled());
            QCOMPARE(w.diagram()->graph()->graph(), w.window.document().metaGraph());
            QVERIFY(graphs->text().contains(QStringLiteral("train, cpu")));
            QVERIFY(!button(w)->isVisible()); // and this graph none
            const auto facts = w.diagram()->graph()->facts(*w.window.document().checkpoint());
            QVERIFY(std::any_of(facts.begin(), facts.end(), [](const VariableFacts &each) { return each.inGraph; }));
            QCOMPARE(w.window.document().list()->facts().size(), facts.size());
            for (std::size_t i = 0; i < facts.size(); ++i)
                QCOMPARE(w.window.document().list()->facts()[i].usedBy, facts[i].usedBy);
            w.window.close();
        }
        Window w(data("saved-model-builder/binary"), true);
        QTRY_VERIFY(w.settled());
        QVERIFY2(w.window.document().metaGraph()->summary().position == 1, "not remembered");
        w.window.open(sample()); // another run has its own
        QTRY_VERIFY(w.settled() && w.window.document().metaGraph()->nodes().size() == 837);
        QVERIFY(!w.diagram()->findChild<QToolButton *>(QStringLiteral("graphButton"))->isVisible());
    }

    // Making room asks for a layout, which must not ask for room again.
    void makingRoomInTheHeadComesToRest()
    {
        Window w(data("saved-model-builder/binary"));
        QTRY_VERIFY(w.settled());
        QToolButton *graphs = w.diagram()->findChild<QToolButton *>(QStringLiteral("graphButton"));
        QWidget *head = graphs->parentWidget();
        head->resize(2000, head->height());
        QCOMPARE(graphs->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        QCOMPARE(button(w)->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        head->resize(300, head->height());
        QCOMPARE(button(w)->toolButtonStyle(), Qt::ToolButtonIconOnly);
        struct Counter : QObject {
            int layouts = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                layouts += event->type() == QEvent::LayoutRequest ? 1 : 0;
                return false;
            }
        } counter;
        head->installEventFilter(&counter);
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY2(counter.layouts < 10, qPrintable(QString::number(counter.layouts)));
    }

    void aSignatureIsChosenByKeys()
    {
        Window w(data("tf-module-savedmodel/model"));
        QTRY_VERIFY(w.settled());
        QVERIFY(button(w)->focusPolicy() & Qt::TabFocus);
        QTimer::singleShot(0, [&] {
            QTRY_VERIFY(button(w)->menu()->isVisible());
            QTest::keyClick(button(w)->menu(), Qt::Key_Down); // "lookup" comes first
            QTest::keyClick(button(w)->menu(), Qt::Key_Return);
        });
        QTest::keyClick(button(w), Qt::Key_Space); // returns when the menu is closed
        QTRY_COMPARE(w.diagram()->graph()->drawn().name, std::string("lookup"));
    }

    void aFunctionThatNothingCallsIsChosen()
    {
        const QTemporaryDir folder;
        const QString path = writeFunctions(folder);
        Window w(path, true);
        QTRY_VERIFY(w.settled());
        QCOMPARE(button(w)->text(), QStringLiteral("Main graph ▾"));
        QTimer::singleShot(0, [&] {
            QMenu *menu = button(w)->menu();
            QTRY_VERIFY(menu->isVisible());
            QAction *functions = menu->actions().last();
            QVERIFY(functions->menu() && functions->text() == QStringLiteral("Functions"));
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(functions).center());
            QTRY_VERIFY(functions->menu()->isVisible());
            QAction *alone = functions->menu()->actions().first();
            QCOMPARE(alone->text(), QStringLiteral("alone"));
            QTest::mouseClick(functions->menu(), Qt::LeftButton, {}, functions->menu()->actionGeometry(alone).center());
        });
        QTest::mouseClick(button(w), Qt::LeftButton); // returns when the menu is closed
        QTRY_COMPARE(w.diagram()->graph()->drawn(), (DrawnPart{ DrawnPart::Kind::Function, "alone" }));
        QTRY_VERIFY(w.settled());
        QVERIFY(has(*w.diagram()->graph(), "t") && !has(*w.diagram()->graph(), "end"));
        QVERIFY(button(w)->isVisible() && button(w)->text().contains(QStringLiteral("alone")));
        chooseInMenu(button(w), QStringLiteral("Main graph"));
        QTRY_VERIFY(w.settled() && has(*w.diagram()->graph(), "end"));
    }

    void aCallThatIsNotDrawnInsideOpensItsFunction()
    {
        const QTemporaryDir folder;
        Window w(writeFunctions(folder));
        QTRY_VERIFY(w.settled());
        const auto facts = w.window.document().list()->facts();
        const auto items = w.diagram()->graph()->items();
        const auto call =
            std::find_if(items.begin(), items.end(), [](const Item &item) { return !item.function.empty(); });
        QVERIFY(call != items.end());
        w.diagram()->setOpen(call->parent, true);
        QTRY_VERIFY(w.settled());
        w.diagram()->selectItem(call->id);
        QVERIFY(w.diagram()->diagramAction(QStringLiteral("diagram.openFunction"))->isEnabled());
        QTest::keyClick(w.diagram()->findChild<DiagramCanvas *>(), Qt::Key_Return);
        QTRY_COMPARE(w.diagram()->graph()->drawn(), (DrawnPart{ DrawnPart::Kind::Function, "again" }));
        QTRY_VERIFY(w.settled());
        // The table goes on to say what the main graph tells of the variables.
        QCOMPARE(w.window.document().list()->facts().size(), std::size_t(1));
        QVERIFY(w.window.document().list()->facts()[0].inGraph && facts[0].inGraph);
    }

    void thereIsNoMenuWithoutAChoice()
    {
        Window w(sample());
        QTRY_VERIFY(w.settled());
        QVERIFY(button(w) && !button(w)->isVisible());
        QVERIFY(!w.diagram()->diagramAction(QStringLiteral("diagram.chooseDrawn"))->isEnabled());
    }

private:
    // "again" calls itself, "alone" is called by nobody.
    static QString writeFunctions(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath(QStringLiteral("graph.pbtxt")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(R"(
            node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }
            node { name: "v" op: "VariableV2" attr { key: "dtype" value { type: DT_FLOAT } }
                   attr { key: "shape" value { shape { dim { size: 2 } } } } }
            node { name: "call" op: "again" input: "x" }
            node { name: "end" op: "Mul" input: "call" input: "v" }
            library {
                function {
                    signature { name: "again" input_arg { name: "a" } output_arg { name: "y" } }
                    node_def { name: "r" op: "Relu" input: "a" }
                    node_def { name: "c" op: "again" input: "r:activations:0" }
                    ret { key: "y" value: "c:y:0" }
                }
                function {
                    signature { name: "alone" input_arg { name: "b" } output_arg { name: "z" } }
                    node_def { name: "t" op: "Tanh" input: "b" }
                    ret { key: "z" value: "t:y:0" }
                }
            })");
        return file.fileName();
    }
    static QToolButton *button(Window &w)
    {
        return w.diagram()->findChild<QToolButton *>(QStringLiteral("drawnButton"));
    }
    // Clicks the button and then what is called so in its menu.
    static void chooseInMenu(QToolButton *button, const QString &text)
    {
        QTimer::singleShot(0, [&] {
            QMenu *menu = button->menu();
            QTRY_VERIFY(menu->isVisible());
            for (QAction *action : menu->actions())
                if (action->text() == text)
                    return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            menu->close();
            QFAIL("no such entry");
        });
        QTest::mouseClick(button, Qt::LeftButton); // returns when the menu is closed
    }

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
