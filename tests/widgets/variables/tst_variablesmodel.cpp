// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/graph/role.h"
#include "variablesfixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ckpt;

class TestVariablesModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void treeOfSample();
    void treeOfSampleWithOrder();
    void flatList();
    void objectBasedNames();
    void namesThatAreScopesToo();
    void sorting();
    void filterWords_data();
    void filterWords();
    void filterRoles();
    void resetsStayValid();
    void statisticsAreTold();
    void spokenTexts();
};

namespace {

std::vector<VariableFacts> factsFor(const Checkpoint &checkpoint)
{
    return factsFromNames(checkpoint);
}

QStringList shown(VariablesModel &model, const char *words)
{
    VariableFilter filter = model.filter();
    (void)filter.setText(words);
    model.setFilter(filter);
    QStringList names;
    for (const QString &line : rowsOf(model))
        names.append(line.section(QLatin1String(" | "), 0, 0).section(QLatin1String(" ("), 0, 0));
    return names;
}

} // namespace

void TestVariablesModel::treeOfSample()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    const char *expected = R"(conv1 | 18 variable(s) |  | 1.6 KiB
  weights (+2 slot(s) +1 average(s)) | 3 × 3 × 1 × 8 | float32 | 288 B
    Adam | 3 × 3 × 1 × 8 | float32 | 288 B
    Adam_1 | 3 × 3 × 1 × 8 | float32 | 288 B
    ExponentialMovingAverage | 3 × 3 × 1 × 8 | float32 | 288 B
  biases (+2 slot(s) +1 average(s)) | 8 | float32 | 32 B
    Adam | 8 | float32 | 32 B
    Adam_1 | 8 | float32 | 32 B
    ExponentialMovingAverage | 8 | float32 | 32 B
  bn | 10 variable(s) |  | 320 B
    gamma (+2 slot(s) +1 average(s)) | 8 | float32 | 32 B
      Adam | 8 | float32 | 32 B
      Adam_1 | 8 | float32 | 32 B
      ExponentialMovingAverage | 8 | float32 | 32 B
    beta (+2 slot(s) +1 average(s)) | 8 | float32 | 32 B
      Adam | 8 | float32 | 32 B
      Adam_1 | 8 | float32 | 32 B
      ExponentialMovingAverage | 8 | float32 | 32 B
    moving_mean | 8 | float32 | 32 B
    moving_variance | 8 | float32 | 32 B
conv2 | 8 variable(s) |  | 13.7 KiB
  weights (+2 slot(s) +1 average(s)) | 3 × 3 × 8 × 12 | float32 | 3.4 KiB
    Adam | 3 × 3 × 8 × 12 | float32 | 3.4 KiB
    Adam_1 | 3 × 3 × 8 × 12 | float32 | 3.4 KiB
    ExponentialMovingAverage | 3 × 3 × 8 × 12 | float32 | 3.4 KiB
  biases (+2 slot(s) +1 average(s)) | 12 | float32 | 48 B
    Adam | 12 | float32 | 48 B
    Adam_1 | 12 | float32 | 48 B
    ExponentialMovingAverage | 12 | float32 | 48 B
fc1 | 8 variable(s) |  | 18.4 KiB
  weights (+2 slot(s) +1 average(s)) | 48 × 24 | float32 | 4.5 KiB
    Adam | 48 × 24 | float32 | 4.5 KiB
    Adam_1 | 48 × 24 | float32 | 4.5 KiB
    ExponentialMovingAverage | 48 × 24 | float32 | 4.5 KiB
  biases (+2 slot(s) +1 average(s)) | 24 | float32 | 96 B
    Adam | 24 | float32 | 96 B
    Adam_1 | 24 | float32 | 96 B
    ExponentialMovingAverage | 24 | float32 | 96 B
fc2 | 8 variable(s) |  | 3.9 KiB
  weights (+2 slot(s) +1 average(s)) | 24 × 10 | float32 | 960 B
    Adam | 24 × 10 | float32 | 960 B
    Adam_1 | 24 × 10 | float32 | 960 B
    ExponentialMovingAverage | 24 × 10 | float32 | 960 B
  biases (+2 slot(s) +1 average(s)) | 10 | float32 | 40 B
    Adam | 10 | float32 | 40 B
    Adam_1 | 10 | float32 | 40 B
    ExponentialMovingAverage | 10 | float32 | 40 B
global_step | scalar | int64 | 8 B
train | 2 variable(s) |  | 8 B
  beta1_power | scalar | float32 | 4 B
  beta2_power | scalar | float32 | 4 B)";
    QCOMPARE(rowsOf(model), QString::fromUtf8(expected).split(u'\n'));
    QCOMPARE(model.acceptedCount(), std::size_t(45));
    QCOMPARE(model.countOf(Role::Slot), std::size_t(20));
    const QModelIndex weights = model.indexOf(*checkpoint->find("conv1/weights"));
    QCOMPARE(model.rowCount(weights), 3);
    QCOMPARE(model.index(0, 0, weights).data().toString(), QStringLiteral("Adam"));
    QCOMPARE(model.index(1, 0, weights).data().toString(), QStringLiteral("Adam_1"));
    QCOMPARE(model.index(2, 0, weights).data().toString(), QStringLiteral("ExponentialMovingAverage"));
}

// With a graph, rows come in data-flow order, kernel before bias and gamma before beta.
void TestVariablesModel::treeOfSampleWithOrder()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    auto facts = factsFor(*checkpoint);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const std::string &key = checkpoint->variables()[i].key;
        facts[i].order = -1;
        if (!facts[i].owner.empty())
            continue;
        if (key.starts_with("fc2/"))
            facts[i].order = 0;
        else if (key.starts_with("conv1/"))
            facts[i].order = 1;
    }
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, facts));
    QStringList names;
    for (const QString &line : rowsOf(model, 2))
        names.append(line.section(QLatin1String(" | "), 0, 0).section(QLatin1String(" ("), 0, 0));
    const QStringList expected{ QStringLiteral("fc2"), QStringLiteral("  weights"), QStringLiteral("  biases"),
        QStringLiteral("conv1"), QStringLiteral("  weights"), QStringLiteral("  biases"), QStringLiteral("  bn"),
        QStringLiteral("conv2"), QStringLiteral("  biases"), QStringLiteral("  weights"), QStringLiteral("fc1"),
        QStringLiteral("  biases"), QStringLiteral("  weights"), QStringLiteral("global_step"), QStringLiteral("train"),
        QStringLiteral("  beta1_power"), QStringLiteral("  beta2_power") };
    QCOMPARE(names, expected);
}

void TestVariablesModel::flatList()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    model.setFlat(true);
    QCOMPARE(model.rowCount(), 45);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("conv1/weights"));
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    QVERIFY(rowsOf(model).contains(QStringLiteral("conv1/weights/Adam_1 | 3 × 3 × 1 × 8 | float32 | 288 B")));
    model.setFlat(false);
    QCOMPARE(model.rowCount(), 6);
}

void TestVariablesModel::objectBasedNames()
{
    const auto checkpoint = openFixture("tests/data/object-based-tf-module");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    for (const QString &line : rowsOf(model))
        QVERIFY2(!line.contains(QLatin1String("VARIABLE_VALUE")), qPrintable(line));
    QVERIFY(model.rowCount() > 0);
    const QStringList rows = rowsOf(model);
    QVERIFY(rows.contains(QStringLiteral("  blocks/1 | 4 variable(s) |  | 80 B")));
    QVERIFY(rows.contains(QStringLiteral("    w (+2 slot(s)) | 3 × 2 | float32 | 24 B")));
    QVERIFY(rows.contains(QStringLiteral("      optimizer/m | 3 × 2 | float32 | 24 B")));
}

// "a" and "a/b" both are variables; odd separators neither vanish nor make rows without a name.
void TestVariablesModel::namesThatAreScopesToo()
{
    const auto checkpoint = openFixture("tests/data/odd-names");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    std::size_t variables = 0;
    QModelIndexList rest;
    for (int row = 0; row < model.rowCount(); ++row)
        rest.append(model.index(row, 0));
    while (!rest.isEmpty()) {
        const QModelIndex index = rest.takeLast();
        variables += model.variableAt(index) ? 1 : 0;
        if (!model.variableAt(index))
            QVERIFY(!index.data().toString().isEmpty());
        for (int row = 0; row < model.rowCount(index); ++row)
            rest.append(model.index(row, 0, index));
    }
    QCOMPARE(variables, checkpoint->variables().size());
    for (std::size_t i = 0; i < variables; ++i) {
        const QModelIndex index = model.indexOf(VariableId(i));
        QVERIFY(index.isValid());
        QCOMPARE(model.variableAt(index).value(), VariableId(i));
    }
}

void TestVariablesModel::sorting()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    const auto list = std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint));
    model.setList(list);
    const QStringList before = rowsOf(model);
    model.sort(VariablesModel::SizeColumn, Qt::DescendingOrder);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("fc1"));
    QCOMPARE(model.index(0, 0, model.index(0, 0)).data().toString(), QStringLiteral("weights"));
    model.sort(VariablesModel::NameColumn, Qt::DescendingOrder);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("train"));
    for (const Qt::SortOrder order : { Qt::AscendingOrder, Qt::DescendingOrder }) {
        model.sort(VariablesModel::NameColumn, order);
        model.sort(-1, order); // the order of data flow knows no direction
        QCOMPARE(rowsOf(model), before);
        QCOMPARE(&model.tree(), &list->scopes()); // that of the list, neither copied nor sorted
    }
}

void TestVariablesModel::filterWords_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("found");
    QTest::newRow("nothing typed") << QByteArray() << 45;
    QTest::newRow("part of a name") << QByteArray("conv2") << 8;
    QTest::newRow("letter case") << QByteArray("CONV2") << 8;
    QTest::newRow("two words") << QByteArray("conv2  adam") << 4;
    QTest::newRow("type") << QByteArray("int64") << 1;
    QTest::newRow("shape") << QByteArray("3x3x8x12") << 4;
    QTest::newRow("shape with signs") << QByteArray("3\u00d73\u00d78\u00d712") << 4;
    QTest::newRow("nothing there") << QByteArray("lstm") << 0;
    QTest::newRow("field") << QByteArray("role:kernel") << 4;
    QTest::newRow("either") << QByteArray("role:kernel OR int64") << 5;
    QTest::newRow("group") << QByteArray("conv2 -(adam OR ExponentialMovingAverage)") << 2;
    QTest::newRow("type in a group") << QByteArray("(int64 OR lstm)") << 1;
}

void TestVariablesModel::filterWords()
{
    QFETCH(QByteArray, words);
    QFETCH(int, found);
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    shown(model, words.constData());
    QCOMPARE(static_cast<int>(model.acceptedCount()), found);
    QCOMPARE(model.rowCount() > 0, found > 0);
}

// A slot that passes keeps the row it is folded under, which is marked as being there for it only.
void TestVariablesModel::filterRoles()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    VariableFilter filter;
    filter.showOnly(Role::Slot);
    model.setFilter(filter);
    QCOMPARE(model.acceptedCount(), std::size_t(20));
    const QModelIndex owner = model.indexOf(*checkpoint->find("fc1/weights"));
    QVERIFY(owner.isValid());
    QVERIFY(model.isContextOnly(VariablesModel::nodeOf(owner)));
    QCOMPARE(model.rowCount(owner), 2);
    QVERIFY(!model.isContextOnly(VariablesModel::nodeOf(model.index(0, 0, owner))));
    filter.showAllRoles();
    filter.setShows(Role::Slot, false);
    model.setFilter(filter);
    QCOMPARE(model.acceptedCount(), std::size_t(25));
    QCOMPARE(model.rowCount(model.indexOf(*checkpoint->find("fc1/weights"))), 1);
}

void TestVariablesModel::resetsStayValid()
{
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    for (const char *path : { "resources/sample/digits-run", "tests/data/all-dtypes-v2", "tests/data/partitioned-v1",
             "tests/data/odd-names", "tests/data/multi-shard-v2" }) {
        const auto checkpoint = openFixture(path);
        QVERIFY2(checkpoint, path);
        model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
        shown(model, "a");
        model.sort(VariablesModel::ShapeColumn, Qt::AscendingOrder);
        model.setFlat(!model.isFlat());
        model.sort(VariablesModel::TypeColumn, Qt::DescendingOrder);
        shown(model, "");
        QCOMPARE(model.acceptedCount(), checkpoint->variables().size());
    }
    model.setList(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestVariablesModel::statisticsAreTold()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    QAbstractItemModelTester tester(&model);
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    const VariableId id = *checkpoint->find("global_step");
    const QModelIndex cell = model.indexOf(id).siblingAtColumn(VariablesModel::ValuesColumn);
    QCOMPARE(cell.data().toString(), QStringLiteral("…"));
    QVERIFY(model.wantsHistogram(id));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    Statistics statistics;
    statistics.count = 1;
    statistics.min = statistics.max = statistics.mean = 300;
    model.setValues(id, { statistics, {}, std::nullopt });
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(cell.data().toString(), QString());
    QCOMPARE(model.suffixText(VariablesModel::nodeOf(cell)), QStringLiteral("= 300"));
    QVERIFY(!model.wantsHistogram(id));
    Error error;
    error.fault = Fault::ShardTooShort;
    model.setValues(id, { {}, {}, error });
    QCOMPARE(cell.data().toString(), QStringLiteral("file too short"));
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().isEmpty());
    QTRY_COMPARE(changes.size(), 2);
}

void TestVariablesModel::spokenTexts()
{
    const auto checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(checkpoint);
    VariablesModel model;
    model.setList(std::make_shared<VariableList>(checkpoint, factsFor(*checkpoint)));
    const QModelIndex row = model.indexOf(*checkpoint->find("conv1/weights"));
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("weights, Weight, +2 slot(s) +1 average(s)"));
    QCOMPARE(row.siblingAtColumn(VariablesModel::SizeColumn).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("288 B, 0.7 % of all"));
}

QTEST_MAIN(TestVariablesModel)
#include "tst_variablesmodel.moc"
