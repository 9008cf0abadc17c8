// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runmodel.h"
#include "widgets/run/runview.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace ckpt;

class TestRunView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sampleNewestFirst();
    void missingAndUnlisted();
    void graphsAndFoldersBelow();
    void modelStaysValid();
    void activatesSteps();
    void missingCannotBeActivated();
};

namespace {

QStringList rowsOf(const RunModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines.append(model.row(row).name + u'|' + model.row(row).remark);
    return lines;
}

CheckpointRef step(int number, bool listed)
{
    CheckpointRef ref;
    ref.prefix = "/runs/a/model.ckpt-" + std::to_string(number);
    ref.step = number;
    ref.listed = listed;
    return ref;
}

// Steps 100 to 1,400; 800 is named but gone, 1,200 is there but not named.
Run madeRun()
{
    Run run;
    run.directory = "/runs/a";
    run.checkpoints = { step(100, true), step(1200, false), step(1400, true) };
    run.checkpoints.back().latest = true;
    run.checkpoints.back().alsoV1 = true;
    StateFile state;
    state.path = "/runs/a/checkpoint";
    state.latest = "F:\\old\\model.ckpt-1400";
    state.all = { "F:\\old\\model.ckpt-100", "F:\\old\\model.ckpt-800", "F:\\old\\model.ckpt-1400" };
    run.state = state;
    run.current = 2;
    return run;
}

} // namespace

void TestRunView::sampleNewestFirst()
{
    const auto run = scanRun(std::string(CKPT_SOURCE_DIR) + "/resources/sample/digits-run");
    QVERIFY(run);
    RunView view;
    view.setRun(*run);
    const auto *model = view.findChild<RunModel *>();
    QCOMPARE(rowsOf(*model),
        (QStringList{ QStringLiteral("300|latest"), QStringLiteral("250|"), QStringLiteral("200|"),
            QStringLiteral("150|"), QStringLiteral("100|"), QStringLiteral("50|") }));
    QVERIFY(view.headText().startsWith(QLatin1String("6 step")));
    QVERIFY(!model->index(0, RunModel::SavedColumn).data().toString().isEmpty());
    view.setShown(0);
    QCOMPARE(view.shown(), 0);
    QCOMPARE(view.findChild<QTreeView *>()->currentIndex().row(), 5);
    QVERIFY(model->index(5, 0).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("shown")));
}

void TestRunView::missingAndUnlisted()
{
    RunModel model;
    QAbstractItemModelTester tester(&model);
    model.setRun(madeRun());
    QCOMPARE(rowsOf(model),
        (QStringList{ QStringLiteral("1,400|latest · V1 and V2"), QStringLiteral("1,200|"),
            QStringLiteral("800|missing"), QStringLiteral("100|") }));
    QVERIFY(model.row(1).unlisted);
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QLatin1String("Not listed")));
    QVERIFY(!(model.flags(model.index(2, 0)) & Qt::ItemIsEnabled));
    QVERIFY(model.flags(model.index(3, 0)) & Qt::ItemIsEnabled);
    QCOMPARE(model.stepCount(), 3);
    QCOMPARE(model.rowOf(2), 0);
    QCOMPARE(model.rowOf(7), -1);
}

void TestRunView::graphsAndFoldersBelow()
{
    Run run;
    run.graphFiles = { "/runs/b/graph.pbtxt" };
    run.subRuns = { "/runs/b/LSTM", "/runs/b/GRU" };
    RunView view;
    view.setRun(run);
    view.resize(300, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(view.headText().isEmpty());
    auto *tree = view.findChild<QTreeView *>();
    QSignalSpy graphs(&view, &RunView::graphFileActivated);
    QSignalSpy folders(&view, &RunView::subRunActivated);
    tree->setFocus();
    tree->setCurrentIndex(tree->model()->index(0, 0));
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(graphs.value(0).value(0).toString(), QStringLiteral("/runs/b/graph.pbtxt"));
    QTest::keyClick(tree, Qt::Key_Down);
    QTest::keyClick(tree, Qt::Key_Down);
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(folders.value(0).value(0).toString(), QStringLiteral("/runs/b/GRU"));
}

void TestRunView::modelStaysValid()
{
    RunModel model;
    QAbstractItemModelTester tester(&model);
    model.setRun(madeRun());
    model.setShown(2);
    model.setShown(-1);
    model.setRun(Run());
    QCOMPARE(model.rowCount(), 0);
    model.setShown(3);
    model.setRun(madeRun());
    QCOMPARE(model.shown(), -1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestRunView::activatesSteps()
{
    RunView view;
    view.setRun(madeRun());
    view.setShown(2);
    view.resize(300, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy activated(&view, &RunView::stepActivated);
    auto *tree = view.findChild<QTreeView *>();
    const QPoint second = tree->visualRect(tree->model()->index(1, 0)).center();
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, second);
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, second);
    QVERIFY(!activated.isEmpty());
    QCOMPARE(activated.constLast().at(0).toInt(), 1);
    tree->setCurrentIndex(tree->model()->index(3, 0));
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(activated.constLast().at(0).toInt(), 0);
}

void TestRunView::missingCannotBeActivated()
{
    RunView view;
    view.setRun(madeRun());
    view.resize(300, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy activated(&view, &RunView::stepActivated);
    auto *tree = view.findChild<QTreeView *>();
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(tree->model()->index(2, 0)).center());
    QCOMPARE(activated.size(), 0);
}

QTEST_MAIN(TestRunView)
#include "tst_runview.moc"
