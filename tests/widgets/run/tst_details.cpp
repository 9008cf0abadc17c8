// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/checkpoint/run.h"
#include "format/graph/graphview.h"
#include "format/graph/metagraph.h"
#include "widgets/common/theme.h"
#include "widgets/run/detailsview.h"

#include <QApplication>
#include <QFile>
#include <QLocale>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

using namespace ckpt;

class TestDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void variableOfSample();
    void slotNamesItsOwner();
    void checksumStates();
    void partitionedVariables_data();
    void partitionedVariables();
    void unreadableVariable();
    void checkpointItself();
    void arrays();
    void objectsOfVariables();
    void graphsForServingDoNotTellWhatIsTrained();
    void variableThatNoObjectHolds();
    void savedModelAsAWhole();
    void nothingToAdd();
    void cardOfTheGraph();
    void controlInputsOfACard();
    void viewShowsAll();
    void linksCarryAnyName();
    void survivesThemeAndWidth();
};

namespace {

std::shared_ptr<const Checkpoint> open(const char *path)
{
    const auto run = scanRun(std::string(CKPT_SOURCE_DIR) + '/' + path);
    if (!run || run->checkpoints.empty())
        return nullptr;
    const auto opened = Checkpoint::open(run->checkpoints[run->current]);
    return opened ? *opened : nullptr;
}

QStringList linesOf(const Details &details)
{
    QStringList lines;
    for (const DetailSection &section : details.sections) {
        if (!section.title.isEmpty())
            lines.append(u'[' + section.title + u']');
        for (const DetailRow &row : section.rows)
            lines.append(row.label + QLatin1String(": ") + row.value
                + (row.link.isEmpty() ? QString() : QLatin1String(" -> ") + row.link));
    }
    return lines;
}

} // namespace

void TestDetails::variableOfSample()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    auto facts = factsFromNames(*checkpoint);
    const VariableId id = *checkpoint->find("conv1/weights");
    facts[index(id)].usedBy = "conv1/Conv2D";
    facts[index(id)].initializer = "TruncatedNormal";
    facts[index(id)].inGraph = facts[index(id)].trainable = true;
    const Details details = detailsOf(*checkpoint, id, facts);
    QCOMPARE(details.title, QStringLiteral("conv1/weights"));
    QCOMPARE(details.role, std::optional(Role::Kernel));
    const QStringList expected{
        QStringLiteral("Role: Weight of conv1"),
        QStringLiteral("Type: float32"),
        QStringLiteral("Shape: 3 × 3 × 1 × 8"),
        QStringLiteral("Elements: 72"),
        QStringLiteral("Size: 288 B (0.7 %)"),
        QStringLiteral("[In the graph]"),
        QStringLiteral("Used by: conv1/Conv2D -> node:conv1/Conv2D"),
        QStringLiteral("Start value: TruncatedNormal"),
        QStringLiteral("Slots: Adam -> variable:conv1/weights/Adam"),
        QStringLiteral(": Adam_1 -> variable:conv1/weights/Adam_1"),
        QStringLiteral(": ExponentialMovingAverage -> variable:conv1/weights/ExponentialMovingAverage"),
        QStringLiteral("Trainable: yes"),
        QStringLiteral("[In the file]"),
        QStringLiteral("Shard: 1 of 1, little-endian"),
        QStringLiteral("File: digits.ckpt-300.data-00000-of-00001"),
        QStringLiteral("Bytes: 448 to 736"),
        QStringLiteral("Checksum: 6b2e50a8, not checked"),
    };
    QCOMPARE(linesOf(details), expected);
}

void TestDetails::slotNamesItsOwner()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    const auto facts = factsFromNames(*checkpoint);
    const VariableId id = *checkpoint->find("conv1/weights/Adam");
    const QStringList lines = linesOf(detailsOf(*checkpoint, id, &facts[index(id)]));
    QVERIFY(lines.contains(QStringLiteral("Belongs to: conv1/weights -> variable:conv1/weights")));
    QVERIFY2(lines.contains(QStringLiteral("[By its name]")), "no graph has said this");
    QVERIFY(!lines.contains(QStringLiteral("[In the graph]")));
    // Without facts only what the file says.
    const QStringList bare = linesOf(detailsOf(*checkpoint, id, nullptr));
    QCOMPARE(bare.first(), QStringLiteral("Type: float32"));
    QVERIFY(!bare.contains(QStringLiteral("[In the graph]")));
}

void TestDetails::checksumStates()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    const VariableId id = *checkpoint->find("conv1/weights");
    const auto markOf = [&](ChecksumState state) {
        const ChecksumResult result{ state, std::nullopt };
        return detailsOf(*checkpoint, id, nullptr, &result).sections.last().rows.last().mark;
    };
    QCOMPARE(markOf(ChecksumState::Good), DetailRow::Mark::Good);
    QCOMPARE(markOf(ChecksumState::Wrong), DetailRow::Mark::Error);
    QCOMPARE(markOf(ChecksumState::NotStored), DetailRow::Mark::None);
}

void TestDetails::partitionedVariables_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("V2") << QByteArray("tests/data/partitioned-v2");
    QTest::newRow("V1") << QByteArray("tests/data/partitioned-v1");
}

void TestDetails::partitionedVariables()
{
    QFETCH(QByteArray, path);
    const auto checkpoint = open(path.constData());
    QVERIFY(checkpoint);
    bool seen = false;
    for (std::size_t i = 0; i < checkpoint->variables().size(); ++i) {
        const Variable &variable = checkpoint->variables()[i];
        if (!variable.isPartitioned())
            continue;
        seen = true;
        const QStringList lines = linesOf(detailsOf(*checkpoint, VariableId(i), nullptr));
        QVERIFY2(
            lines.contains(QStringLiteral("Slices: %1").arg(variable.slices.size())), qPrintable(lines.join(u'\n')));
        QVERIFY(lines.filter(QStringLiteral(" in ")).size() >= 1);
    }
    QVERIFY(seen);
}

void TestDetails::unreadableVariable()
{
    const auto checkpoint = open("tests/data/broken/data-truncated");
    QVERIFY(checkpoint);
    int unreadable = 0;
    for (std::size_t i = 0; i < checkpoint->variables().size(); ++i) {
        const Variable &variable = checkpoint->variables()[i];
        const Details details = detailsOf(*checkpoint, VariableId(i), nullptr);
        const bool marked = details.sections.first().rows.first().mark == DetailRow::Mark::Error;
        QCOMPARE(marked, variable.error.has_value());
        unreadable += marked ? 1 : 0;
    }
    QVERIFY(unreadable > 0);
}

void TestDetails::checkpointItself()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    const Details details = detailsOf(*checkpoint);
    const QStringList lines = linesOf(details);
    QVERIFY(lines.contains(QStringLiteral("Format: V2")));
    QVERIFY(lines.contains(QStringLiteral("Variables: 45")));
    QVERIFY(lines.contains(QStringLiteral("Step: 300")));
    QVERIFY(lines.contains(QStringLiteral("Graph: digits.ckpt-300.meta")));
}

void TestDetails::arrays()
{
    const auto archive = open("tests/data/arrays/compressed.npz");
    QVERIFY(archive);
    QVERIFY(linesOf(detailsOf(*archive)).contains(QStringLiteral("Format: npz")));
    const auto written = [](const Checkpoint &checkpoint, const char *key) {
        return linesOf(detailsOf(checkpoint, *checkpoint.find(key), nullptr));
    };
    QStringList lines = written(*archive, "columns/swapped");
    QVERIFY(lines.contains(QStringLiteral("File: compressed.npz")));
    QVERIFY(lines.contains(QStringLiteral("Written: compressed · big-endian · column by column")));
    QVERIFY(
        lines.last().startsWith(QStringLiteral("Checksum: ")) && lines.last().endsWith(QStringLiteral("not checked")));
    QVERIFY(written(*archive, "types/float32").contains(QStringLiteral("Written: compressed")));

    const auto tensors = open("tests/data/arrays/model-100.safetensors");
    QVERIFY(tensors);
    lines = linesOf(detailsOf(*tensors));
    QVERIFY(lines.contains(QStringLiteral("[Notes in the file]")) && lines.contains(QStringLiteral("format: np")));
    lines = written(*tensors, "types.bfloat16");
    QCOMPARE(lines.last(), QStringLiteral("Checksum: not stored"));
    QVERIFY(!lines.join(QString()).contains(QStringLiteral("Written")));
}

void TestDetails::objectsOfVariables()
{
    const auto checkpoint = open("tests/data/object-based-tf-module/run");
    QVERIFY(checkpoint);
    const auto graph = ObjectGraph::read(*checkpoint);
    QVERIFY(graph);
    const auto tree = ObjectTree::build(*graph);
    QVERIFY(tree);
    const auto sectionOf = [&](const char *key) {
        const Details details =
            detailsOf(*checkpoint, *checkpoint->find(key), std::span<const VariableFacts>(), nullptr, &*tree);
        for (const DetailSection &section : details.sections)
            if (section.title == QStringLiteral("Objects"))
                return linesOf({ {}, {}, { section } }).join(u'\n');
        return QString();
    };
    // Two objects of the program are one variable; a layer is in a list as well.
    QCOMPARE(sectionOf("net/scale/.ATTRIBUTES/VARIABLE_VALUE"),
        QStringLiteral("[Objects]\nPath: net/scale\n: net/same_scale\nName in TensorFlow 1: scale"));
    QCOMPARE(sectionOf("net/shared/w/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE"),
        QStringLiteral("[Objects]\nSlot: m of optimizer\nBelongs to: net/shared/w -> "
                       "variable:net/shared/w/.ATTRIBUTES/VARIABLE_VALUE\n"
                       "Path: net/shared/w/.OPTIMIZER_SLOT/optimizer/m\nName in TensorFlow 1: w0/Adam"));
    QCOMPARE(sectionOf("table/.ATTRIBUTES/table-values"), QStringLiteral("[Objects]\nPath: table"));
    QCOMPARE(sectionOf("_CHECKPOINTABLE_OBJECT_GRAPH"), QString());
}

void TestDetails::graphsForServingDoNotTellWhatIsTrained()
{
    const auto checkpoint = open("tests/data/keras-savedmodel/keras2");
    QVERIFY(checkpoint);
    const auto graph = MetaGraph::read(checkpoint->ref().graphFile);
    QVERIFY(graph.has_value());
    const auto view = GraphView::build(*graph, checkpoint.get());
    QVERIFY(view.has_value());
    const auto facts = (*view)->facts(*checkpoint);
    const auto kernel = checkpoint->find("layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE");
    QVERIFY(kernel && facts[index(*kernel)].inGraph);
    const QStringList lines = linesOf(detailsOf(*checkpoint, *kernel, facts));
    QVERIFY(!lines.contains(QStringLiteral("Trainable: no")) && !lines.contains(QStringLiteral("Trainable: yes")));
}

void TestDetails::variableThatNoObjectHolds()
{
    const auto checkpoint = open("tests/data/broken/objects-missing-key");
    QVERIFY(checkpoint);
    const auto tree = ObjectTree::build(*ObjectGraph::read(*checkpoint));
    QVERIFY(tree);
    const auto rows = objectRows(*checkpoint, *tree, *checkpoint->find("v/.ATTRIBUTES/VARIABLE_VALUE"));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().mark, DetailRow::Mark::Warning);
}

void TestDetails::savedModelAsAWhole()
{
    const auto checkpoint = open("tests/data/tf-module-savedmodel/model");
    QVERIFY(checkpoint);
    const auto graph = MetaGraph::read(checkpoint->ref().graphFile);
    const auto tree = ObjectTree::build(*ObjectGraph::read(*checkpoint));
    QVERIFY(graph && tree);
    const std::vector<std::string> assets{ "vocab.txt" };
    Details details = detailsOf(*checkpoint);
    addModel(details, { &*tree, graph->get(), assets });
    const QString lines = linesOf(details).join(u'\n');
    for (const char *words : { "[Signature serving_default]\nInputs: x: float32, scalar\nOutputs: y: float32, 3",
             "[Signature lookup]\nInputs: words: string, ?\nOutputs: output_0: int64, ?", "[Assets]\nFiles: vocab.txt",
             "[Objects]\nObjects: 21\nRoot: a\n: b\n: count" })
        QVERIFY2(lines.contains(QString::fromUtf8(words)), qPrintable(lines));
    QVERIFY(!lines.contains(QStringLiteral("[Graphs]"))); // there is one

    const auto two = MetaGraph::read(CKPT_SOURCE_DIR "/tests/data/saved-model-builder/binary/saved_model.pb");
    QVERIFY(two);
    Details several;
    addModel(several, { nullptr, two->get(), {} });
    QVERIFY(linesOf(several).join(u'\n').contains(QStringLiteral("[Graphs]\nShown: serve\nAlso there: train, cpu")));
}

void TestDetails::nothingToAdd()
{
    Details details;
    addModel(details, {});
    QVERIFY(details.sections.isEmpty());
}

void TestDetails::cardOfTheGraph()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    const auto graph = MetaGraph::read(checkpoint->ref().graphFile);
    QVERIFY(graph);
    const auto view = GraphView::build(*graph, checkpoint.get());
    QVERIFY(view);
    bool linked = false;
    for (const Item &item : (*view)->items()) {
        const Details details = detailsOf(**view, item.id, checkpoint.get());
        QVERIFY(!details.sections.isEmpty() || item.id == (*view)->root());
        const QStringList lines = linesOf(details);
        linked =
            linked || !lines.filter(QStringLiteral("3 × 3 × 1 × 8: conv1/weights -> variable:conv1/weights")).isEmpty();
    }
    QVERIFY(linked);
}

void TestDetails::controlInputsOfACard()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("waits.pbtxt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("node { name: 'x' op: 'Placeholder' }\nnode { name: 'first' op: 'Relu' input: 'x' }\n"
               "node { name: 'wait' op: 'NoOp' input: '^first' }\n"
               "node { name: 'second' op: 'Tanh' input: 'x' input: '^wait' }\n"
               "node { name: 'sum' op: 'AddN' input: 'first' input: 'second' }\n");
    file.close();
    const auto graph = MetaGraph::read(file.fileName().toStdString());
    QVERIFY(graph);
    const auto view = *GraphView::build(*graph, nullptr);
    const auto lines = [&](const char *node) {
        return linesOf(detailsOf(*view, view->itemOf((*graph)->find(node)))).join(u'\n');
    };
    QVERIFY(lines("second").contains(QStringLiteral("[Control inputs]\nRuns after: first -> item:first")));
    QVERIFY(!lines("sum").contains(QStringLiteral("Control inputs")));
}

void TestDetails::viewShowsAll()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    const auto facts = factsFromNames(*checkpoint);
    DetailsView view;
    QVERIFY(view.toPlainText().contains(QLatin1String("Nothing")));
    view.resize(256, 400);
    view.show();
    view.setDetails(detailsOf(*checkpoint, *checkpoint->find("conv1/weights"), facts));
    for (const char *word : { "conv1/weights", "3 × 3 × 1 × 8", "ExponentialMovingAverage", "448 to 736" })
        QVERIFY2(view.toPlainText().contains(QString::fromUtf8(word)), word);
    QVERIFY(view.plainText().contains(QStringLiteral("Elements\t72")));
    // Nothing sticks out to the right: long names break.
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    view.clear();
    QVERIFY(view.plainText().isEmpty());
    QVERIFY(!view.toPlainText().contains(QLatin1String("conv1")));
}

void TestDetails::linksCarryAnyName()
{
    const QString odd = QStringLiteral("variable:a b#c%20<d>&\"e\"/\\xff?f=1");
    Details details;
    details.title = QStringLiteral("<b>&amp;");
    details.sections.append({ QString(),
        { { QStringLiteral("First"), QStringLiteral("x"), QStringLiteral("node:x"), {} },
            { QStringLiteral("Link"), odd, odd, {} } } });
    DetailsView view;
    view.resize(300, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.setDetails(details);
    QVERIFY(view.toPlainText().contains(QLatin1String("<b>&amp;")));
    QVERIFY(view.toPlainText().contains(odd));
    QSignalSpy activated(&view, &DetailsView::linkActivated);
    QTextCursor cursor = view.document()->find(QStringLiteral("a b#c"));
    QVERIFY(!cursor.isNull());
    cursor.setPosition(cursor.selectionStart() + 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.cursorRect(cursor).center());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.at(0).at(0).toString(), odd);
}

void TestDetails::survivesThemeAndWidth()
{
    const auto checkpoint = open("resources/sample/digits-run");
    QVERIFY(checkpoint);
    DetailsView view;
    view.resize(256, 400);
    view.show();
    view.setDetails(detailsOf(*checkpoint));
    for (const Theme theme : { Theme::Dark, Theme::Light, Theme::System }) {
        applyTheme(*qApp, theme);
        view.resize(200 + static_cast<int>(theme) * 100, 300);
        QCoreApplication::processEvents();
        QVERIFY(view.toPlainText().contains(QLatin1String("45")));
    }
}

QTEST_MAIN(TestDetails)
#include "tst_details.moc"
