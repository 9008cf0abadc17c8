// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a window shows, stage by stage: open, switch steps, fail, reload, close while loading.
#include "app/document.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ckpt;

namespace {

QString sample()
{
    return QStringLiteral(CKPT_SOURCE_DIR "/resources/sample/digits-run");
}
QString data(const char *name)
{
    return QStringLiteral(CKPT_SOURCE_DIR "/tests/data/") + QString::fromLatin1(name);
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadsInStages();
    void showsTheNewestStepFirst();
    void switchesSteps();
    void memberFileOpensItsStep();
    void showsHiddenClassesOnRequest();
    void newestOpenWins();
    void failsInWords_data();
    void failsInWords();
    void keepsWhatIsShownWhenOpeningFails();
    void damagedGraphLeavesTheVariables();
    void checkpointWithoutGraph();
    void readsTheObjectGraph();
    void damagedObjectGraphLeavesTheVariables();
    void savedModels();
    void graphWithoutCheckpointListsWhatItDeclares();
    void closesWhileLoading();
};

void TestDocument::loadsInStages()
{
    JobRunner runner;
    Document document(runner);
    QStringList stages;
    connect(&document, &Document::opening, this, [&] { stages.append(QStringLiteral("opening")); });
    connect(&document, &Document::runChanged, this, [&] { stages.append(QStringLiteral("run")); });
    connect(&document, &Document::checkpointChanged, this, [&] {
        if (document.checkpoint())
            stages.append(QStringLiteral("checkpoint"));
    });
    connect(&document, &Document::graphChanged, this, [&] { stages.append(QStringLiteral("graph")); });
    document.open(sample());
    QTRY_VERIFY(stages.contains(QStringLiteral("graph")));
    QCOMPARE(stages,
        (QStringList{
            QStringLiteral("opening"), QStringLiteral("run"), QStringLiteral("checkpoint"), QStringLiteral("graph") }));
    QCOMPARE(document.checkpoint()->variables().size(), 45u);
    QCOMPARE(document.list()->facts().size(), 45u);
    QCOMPARE(document.metaGraph()->nodes().size(), 837u);
    QVERIFY(document.issues().empty());
    QCOMPARE(document.name(), QStringLiteral("digits-run"));
}

void TestDocument::showsTheNewestStepFirst()
{
    JobRunner runner;
    Document document(runner);
    document.open(sample());
    QTRY_VERIFY(document.checkpoint());
    QCOMPARE(document.checkpoint()->ref().step, std::optional<std::int64_t>(300));
    QCOMPARE(document.run().checkpoints.size(), 6u);
}

void TestDocument::switchesSteps()
{
    JobRunner runner;
    Document document(runner);
    document.open(sample());
    QTRY_VERIFY(document.graphView());
    QSignalSpy graphs(&document, &Document::graphChanged);
    document.showCheckpoint(1);
    QTRY_COMPARE(
        document.checkpoint() ? document.checkpoint()->ref().step : std::nullopt, std::optional<std::int64_t>(100));
    QTRY_COMPARE(graphs.count(), 1);
    document.showCheckpoint(99); // there is none
    QCOMPARE(document.shownIndex(), 1);
}

void TestDocument::memberFileOpensItsStep()
{
    JobRunner runner;
    Document document(runner);
    document.open(sample() + QStringLiteral("/digits.ckpt-150.data-00000-of-00001"));
    QTRY_VERIFY(document.checkpoint());
    QCOMPARE(document.checkpoint()->ref().step, std::optional<std::int64_t>(150));
}

void TestDocument::showsHiddenClassesOnRequest()
{
    JobRunner runner;
    Document document(runner);
    document.open(sample());
    QTRY_VERIFY(document.graphView());
    const auto drawn = [&] { return document.graphView()->item(document.graphView()->root()).leafCount; };
    const auto before = drawn();
    QSignalSpy graphs(&document, &Document::graphChanged);
    document.setViewOptions({ { NodeClass::Saver }, {} });
    QTRY_COMPARE(graphs.count(), 1);
    QVERIFY2(drawn() > before, qPrintable(QString::number(drawn())));
}

void TestDocument::newestOpenWins()
{
    JobRunner runner;
    Document document(runner);
    QSignalSpy runs(&document, &Document::runChanged);
    document.open(sample());
    document.open(data("seed-example-v2/save"));
    QTRY_VERIFY(document.checkpoint());
    QTRY_VERIFY(runner.isIdle());
    QCOMPARE(runs.count(), 1);
    QCOMPARE(document.checkpoint()->variables().size(), 2u);
}

void TestDocument::failsInWords_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("fault");
    QTest::newRow("nothing there") << QStringLiteral("/nonexistent/save") << static_cast<int>(Fault::NothingThere);
    QTest::newRow("empty folder") << QString() << static_cast<int>(Fault::FolderEmpty);
    QTest::newRow("folder without one") << QStringLiteral(CKPT_SOURCE_DIR "/translations")
                                        << static_cast<int>(Fault::NoCheckpointInFolder);
    QTest::newRow("no checkpoint") << QStringLiteral(CKPT_SOURCE_DIR "/CMakeLists.txt")
                                   << static_cast<int>(Fault::NotACheckpoint);
}

void TestDocument::failsInWords()
{
    QFETCH(QString, path);
    QFETCH(int, fault);
    QTemporaryDir empty;
    JobRunner runner;
    Document document(runner);
    std::optional<Error> error;
    connect(&document, &Document::openFailed, this, [&](const Error &found) { error = found; });
    document.open(path.isEmpty() ? empty.path() : path);
    QTRY_VERIFY(error);
    QCOMPARE(static_cast<int>(error->fault), fault);
    QVERIFY(!error->message().empty());
}

void TestDocument::keepsWhatIsShownWhenOpeningFails()
{
    JobRunner runner;
    Document document(runner);
    document.open(sample());
    QTRY_VERIFY(document.checkpoint());
    QSignalSpy failed(&document, &Document::openFailed);
    document.open(QStringLiteral("/nonexistent"));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(document.checkpoint());
}

void TestDocument::damagedGraphLeavesTheVariables()
{
    JobRunner runner;
    Document document(runner);
    QSignalSpy failed(&document, &Document::graphFailed);
    document.open(data("broken/meta-truncated"));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(document.checkpoint());
    QVERIFY(!document.issues().empty());
}

void TestDocument::readsTheObjectGraph()
{
    JobRunner runner;
    Document document(runner);
    QSignalSpy read(&document, &Document::objectsChanged);
    document.open(data("object-based-tf-module/run"));
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(document.objects());
    QCOMPARE(document.objects()->graph().size(), 37u);
    document.open(sample()); // a name-based one has none
    QTRY_VERIFY(document.metaGraph());
    QVERIFY(!document.objects());
    QCOMPARE(read.count(), 1);
}

void TestDocument::damagedObjectGraphLeavesTheVariables()
{
    JobRunner runner;
    Document document(runner);
    QSignalSpy read(&document, &Document::objectsChanged);
    document.open(data("broken/objects-garbage"));
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(!document.objects());
    QVERIFY(document.checkpoint()->find("v/.ATTRIBUTES/VARIABLE_VALUE"));
    QCOMPARE(document.issues().size(), 1u);
    QCOMPARE(document.issues().front().error.fault, Fault::ObjectGraphDamaged);
}

void TestDocument::savedModels()
{
    for (const char *path : { "tf-module-savedmodel/model", "tf-module-savedmodel/model/variables" }) {
        JobRunner runner;
        Document document(runner);
        document.open(data(path));
        QTRY_VERIFY(document.graphView() && document.objects());
        QCOMPARE(document.checkpoint()->variables().size(), 4u);
        QCOMPARE(document.assets(), std::vector<std::string>{ "vocab.txt" });
        QVERIFY(document.issues().empty());
    }
}

void TestDocument::checkpointWithoutGraph()
{
    JobRunner runner;
    Document document(runner);
    QSignalSpy none(&document, &Document::noGraph);
    document.open(data("all-dtypes-v2"));
    QTRY_VERIFY(document.graphView()); // inferred, so that there is something to see
    QCOMPARE(document.graphView()->source(), ViewSource::Names);
    QVERIFY(!document.metaGraph());
    QCOMPARE(document.list()->facts().size(), document.checkpoint()->variables().size());
    document.open(data("object-based-keras3/run"));
    QTRY_VERIFY(document.graphView() && document.graphView()->source() == ViewSource::Objects);
    document.open(data("broken/objects-garbage"));
    QTRY_VERIFY(document.graphView() && document.graphView()->source() == ViewSource::Names);
    document.open(sample());
    QTRY_VERIFY(document.graphView() && document.graphView()->source() == ViewSource::Graph);
    QCOMPARE(none.count(), 0);
}

void TestDocument::graphWithoutCheckpointListsWhatItDeclares()
{
    QTemporaryDir directory;
    QVERIFY(QFile::copy(
        sample() + QStringLiteral("/digits.ckpt-300.meta"), directory.filePath(QStringLiteral("lone.meta"))));
    JobRunner runner;
    Document document(runner);
    document.open(directory.path());
    QTRY_VERIFY(document.graphView());
    QVERIFY(document.checkpoint()->isOnlyDeclared());
    QCOMPARE(document.checkpoint()->variables().size(), 45u);
    const auto id = document.checkpoint()->find("conv2/weights");
    QVERIFY(id);
    const Variable &variable = document.checkpoint()->variable(*id);
    QCOMPARE(text(variable.shape, "x"), std::string("3x3x8x12"));
    QVERIFY(variable.error && variable.error->fault == Fault::OnlyDeclared);
    QCOMPARE(document.list()->facts()[index(*id)].role, Role::Kernel);
}

void TestDocument::closesWhileLoading()
{
    for (int i = 0; i < 30; ++i) {
        JobRunner runner;
        Document document(runner);
        document.open(sample());
        // Different moments: while scanning, while the index or the graph is read, while the graph is understood.
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < i)
            QCoreApplication::processEvents();
    }
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
