// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/issuesmodel.h"
#include "widgets/run/issuesview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace ckpt;

class TestIssues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorsFirst();
    void countsAndWords();
    void goesThere();
    void walksWithNext();
    void copies();
};

namespace {

Issue made(Severity severity, Fault fault, const char *path, const char *key = "")
{
    Error error;
    error.fault = fault;
    error.path = path;
    error.key = key;
    return { severity, error };
}

std::vector<Issue> someIssues()
{
    return { made(Severity::Note, Fault::StateForeignPath, "/runs/a/checkpoint"),
        made(Severity::Warning, Fault::StateUnlisted, "/runs/a/checkpoint"),
        made(Severity::Error, Fault::ShardMissing, "/runs/a/model.ckpt.data-00001-of-00002"),
        made(Severity::Error, Fault::TensorOutOfShard, "/runs/a/model.ckpt.data-00000-of-00002", "conv1/kernel") };
}

} // namespace

void TestIssues::errorsFirst()
{
    IssuesModel model;
    QAbstractItemModelTester tester(&model);
    model.setIssues(someIssues());
    QStringList where;
    for (int row = 0; row < model.rowCount(); ++row)
        where.append(model.index(row, IssuesModel::WhereColumn).data().toString());
    QCOMPARE(where,
        (QStringList{ QStringLiteral("model.ckpt.data-00001-of-00002"), QStringLiteral("conv1/kernel"),
            QStringLiteral("checkpoint"), QStringLiteral("checkpoint") }));
    for (int row = 0; row < model.rowCount(); ++row) {
        QVERIFY(!model.index(row, IssuesModel::WhatColumn).data().toString().isEmpty());
        QVERIFY(!model.index(row, IssuesModel::SuggestionColumn).data().toString().isEmpty());
    }
    QCOMPARE(
        model.index(0, IssuesModel::SeverityColumn).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Error"));
    model.setIssues({});
    QCOMPARE(model.rowCount(), 0);
    model.setIssues(someIssues());
    QCOMPARE(model.rowCount(), 4);
}

void TestIssues::countsAndWords()
{
    IssuesView view;
    QSignalSpy changed(&view, &IssuesView::countsChanged);
    QCOMPARE(view.headText(), QStringLiteral("No issues"));
    view.setIssues(someIssues());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(view.counts().errors, 2);
    QCOMPARE(view.counts().warnings, 1);
    QCOMPARE(view.counts().notes, 1);
    QCOMPARE(view.counts().all(), 4);
    QVERIFY(view.headText().startsWith(QLatin1String("2 error")));
    QCOMPARE(view.headText().count(QStringLiteral(" · ")), qsizetype(2));
}

void TestIssues::goesThere()
{
    IssuesView view;
    view.setIssues(someIssues());
    view.resize(900, 200);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    auto *table = view.findChild<QTreeView *>();
    QSignalSpy there(&view, &IssuesView::goThere);
    const auto centre = [table](int row, int column) {
        return table->visualRect(table->model()->index(row, column)).center();
    };
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centre(1, IssuesModel::WhatColumn));
    QCOMPARE(there.size(), 0); // only the link
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centre(1, IssuesModel::WhereColumn));
    QCOMPARE(there.size(), 1);
    QCOMPARE(there.at(0).at(0).toString(), QStringLiteral("conv1/kernel"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(there.size(), 2);
}

void TestIssues::walksWithNext()
{
    IssuesView view;
    view.selectNext();
    view.setIssues(someIssues());
    QSignalSpy there(&view, &IssuesView::goThere);
    auto *table = view.findChild<QTreeView *>();
    for (const int row : { 0, 1, 2, 3, 0 }) {
        view.selectNext();
        QCOMPARE(table->currentIndex().row(), row);
    }
    QCOMPARE(there.size(), 5);
}

void TestIssues::copies()
{
    IssuesView view;
    QVERIFY(!view.copyAction()->isEnabled());
    view.setIssues(someIssues());
    view.copyAction()->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(4));
    QVERIFY(lines.at(1).startsWith(QLatin1String("Error\t/runs/a/model.ckpt.data-00000-of-00002\tconv1/kernel\t")));
    QVERIFY(lines.at(1).endsWith(QLatin1String(name(Fault::TensorOutOfShard))));
    auto *table = view.findChild<QTreeView *>();
    table->setCurrentIndex(table->model()->index(2, 1));
    view.copyAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), qsizetype(1));
}

QTEST_MAIN(TestIssues)
#include "tst_issues.moc"
