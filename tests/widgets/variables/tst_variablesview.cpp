// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "variablesfixture.h"
#include "widgets/common/chiprow.h"
#include "widgets/variables/variablestable.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace ckpt;

class TestVariablesView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startsWithFirstWeight();
    void selectionRoundTrip();
    void selectionSurvivesNewFacts();
    void selectionSurvivesFilter();
    void keyGoesWithAnotherSnapshot();
    void typingFilters();
    void typingAQuery();
    void chipClicks();
    void chipDoubleClick();
    void foldWithKeys();
    void returnActivates();
    void sumsCountScopesOnce();
    void scopeStaysChosen();
    void copiesRows();
    void columnsGiveWay();
    void wantsWhatIsOnScreenFirst();
    void clearShowsPage();

private:
    VariablesTable *table() const { return m_view->findChild<VariablesTable *>(); }
    QLineEdit *filter() const { return m_view->findChild<QLineEdit *>(QStringLiteral("variablesFilter")); }
    ChipButton *chip(const char *id) const { return m_view->findChild<ChipButton *>(QLatin1String(id)); }
    QModelIndex rowOf(const char *key) const
    {
        return static_cast<VariablesModel *>(table()->model())->indexOf(*m_checkpoint->find(key));
    }
    void clickRow(const char *key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        table()->reveal(rowOf(key));
        table()->scrollTo(rowOf(key));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, table()->visualRect(rowOf(key)).center());
    }

    std::unique_ptr<VariablesView> m_view;
    std::shared_ptr<const Checkpoint> m_checkpoint;
};

void TestVariablesView::init()
{
    m_checkpoint = openFixture("resources/sample/digits-run");
    QVERIFY(m_checkpoint);
    m_view = std::make_unique<VariablesView>();
    m_view->resize(900, 500);
    m_view->setList(std::make_shared<VariableList>(m_checkpoint, factsFromNames(*m_checkpoint)));
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
}

void TestVariablesView::cleanup()
{
    m_view.reset();
}

void TestVariablesView::startsWithFirstWeight()
{
    QCOMPARE(m_view->headText(), QStringLiteral("45 of 45"));
    QCOMPARE(m_view->firstKey(), QStringLiteral("conv1/weights"));
    QVERIFY(m_view->currentKey().isEmpty());
    // Scopes are open, variables with slots are not.
    QVERIFY(table()->isExpanded(rowOf("conv1/weights").parent()));
    QVERIFY(!table()->isExpanded(rowOf("conv1/weights")));
}

void TestVariablesView::selectionRoundTrip()
{
    QSignalSpy current(m_view.get(), &VariablesView::currentChanged);
    QSignalSpy selection(m_view.get(), &VariablesView::selectionChanged);
    m_view->select(
        { QStringLiteral("conv2/weights/Adam"), QStringLiteral("conv2/biases"), QStringLiteral("not there") });
    QCOMPARE(current.size(), 1);
    QCOMPARE(selection.size(), 1);
    QCOMPARE(m_view->currentKey(), QStringLiteral("conv2/weights/Adam"));
    QCOMPARE(
        m_view->selectedKeys(), (QStringList{ QStringLiteral("conv2/weights/Adam"), QStringLiteral("conv2/biases") }));
    QVERIFY(table()->isExpanded(rowOf("conv2/weights")));
    QCOMPARE(table()->selectionModel()->selectedRows().size(), 2);
    // Nothing new, nothing said.
    m_view->select({ QStringLiteral("conv2/weights/Adam"), QStringLiteral("conv2/biases") });
    QCOMPARE(current.size(), 1);
    QCOMPARE(selection.size(), 1);

    clickRow("fc1/weights");
    QCOMPARE(m_view->currentKey(), QStringLiteral("fc1/weights"));
    QCOMPARE(current.size(), 2);
    clickRow("fc1/biases", Qt::ControlModifier);
    QCOMPARE(m_view->selectedKeys(), (QStringList{ QStringLiteral("fc1/weights"), QStringLiteral("fc1/biases") }));
    m_view->select({});
    QVERIFY(m_view->selectedKeys().isEmpty());
    QVERIFY(m_view->currentKey().isEmpty());
    QVERIFY(!table()->selectionModel()->hasSelection());
}

void TestVariablesView::selectionSurvivesNewFacts()
{
    m_view->select({ QStringLiteral("fc2/weights") });
    const QModelIndex bn = rowOf("conv1/bn/beta").parent();
    table()->setExpanded(bn, false);
    table()->setExpanded(rowOf("fc2/weights"), true);
    QSignalSpy current(m_view.get(), &VariablesView::currentChanged);
    auto facts = factsFromNames(*m_checkpoint);
    for (VariableFacts &one : facts)
        one.order = 3;
    m_view->setList(std::make_shared<VariableList>(m_checkpoint, facts));
    QCOMPARE(current.size(), 0);
    QCOMPARE(m_view->currentKey(), QStringLiteral("fc2/weights"));
    QCOMPARE(table()->currentIndex().siblingAtColumn(0), rowOf("fc2/weights"));
    QVERIFY(!table()->isExpanded(rowOf("conv1/bn/beta").parent()));
    QVERIFY(table()->isExpanded(rowOf("fc2/weights")));
    QVERIFY(table()->isExpanded(rowOf("fc2/weights").parent()));
}

void TestVariablesView::selectionSurvivesFilter()
{
    m_view->select({ QStringLiteral("fc2/weights") });
    QSignalSpy current(m_view.get(), &VariablesView::currentChanged);
    m_view->setFilterText(QStringLiteral("conv1"));
    QVERIFY(!rowOf("fc2/weights").isValid());
    QCOMPARE(m_view->currentKey(), QStringLiteral("fc2/weights"));
    m_view->setFilterText({});
    QCOMPARE(table()->currentIndex().siblingAtColumn(0), rowOf("fc2/weights"));
    QVERIFY(table()->selectionModel()->isSelected(rowOf("fc2/weights")));
    QCOMPARE(current.size(), 0);
}

void TestVariablesView::keyGoesWithAnotherSnapshot()
{
    m_view->select({ QStringLiteral("fc2/weights") });
    QSignalSpy current(m_view.get(), &VariablesView::currentChanged);
    m_checkpoint = openFixture("tests/data/all-dtypes-v2");
    QVERIFY(m_checkpoint);
    m_view->setList(std::make_shared<VariableList>(m_checkpoint, factsFromNames(*m_checkpoint)));
    QCOMPARE(current.size(), 1);
    QVERIFY(m_view->currentKey().isEmpty());
    QVERIFY(m_view->selectedKeys().isEmpty());
}

void TestVariablesView::typingFilters()
{
    QSignalSpy head(m_view.get(), &VariablesView::headTextChanged);
    filter()->setFocus();
    QTest::keyClicks(filter(), QStringLiteral("conv2 adam"));
    QCOMPARE(m_view->headText(), QStringLiteral("4 of 45"));
    QVERIFY(!head.isEmpty());
    // What is found is open to sight, also below a folded variable.
    QVERIFY(table()->isExpanded(rowOf("conv2/weights")));
    QTest::keyClick(filter(), Qt::Key_Down);
    QVERIFY(table()->currentIndex().isValid());
    QTest::keyClick(filter(), Qt::Key_Escape);
    QCOMPARE(m_view->headText(), QStringLiteral("45 of 45"));
    QVERIFY(!table()->isExpanded(rowOf("conv2/weights")));
    m_view->setFilterText(QStringLiteral("lstm"));
    QCOMPARE(m_view->headText(), QStringLiteral("0 of 45"));
    QVERIFY(!table()->isVisible());
}

// While a query is not whole, what was found before stays, and what is missing is said.
void TestVariablesView::typingAQuery()
{
    const auto *hint = m_view->findChild<QLabel *>(QStringLiteral("variablesQueryHint"));
    QVERIFY(hint && !hint->isVisible());
    filter()->setFocus();
    QTest::keyClicks(filter(), QStringLiteral("rank>1 role"));
    QCOMPARE(m_view->headText(), QStringLiteral("0 of 45")); // a word yet
    QTest::keyClicks(filter(), QStringLiteral(":"));
    QVERIFY(hint->isVisible() && hint->text().contains(QStringLiteral("role")));
    QCOMPARE(filter()->accessibleDescription(), hint->text());
    QCOMPARE(m_view->headText(), QStringLiteral("0 of 45"));
    QTest::keyClicks(filter(), QStringLiteral("kernel"));
    QVERIFY(!hint->isVisible() && filter()->accessibleDescription().isEmpty());
    QCOMPARE(m_view->headText(), QStringLiteral("4 of 45"));
    QTest::keyClicks(filter(), QStringLiteral(" OR (int64"));
    QVERIFY(hint->isVisible());
    QCOMPARE(m_view->headText(), QStringLiteral("4 of 45"));
    QTest::keyClicks(filter(), QStringLiteral(")"));
    QVERIFY(!hint->isVisible());
    QCOMPARE(m_view->headText(), QStringLiteral("5 of 45"));
    QTest::keyClick(filter(), Qt::Key_Escape);
    QCOMPARE(m_view->headText(), QStringLiteral("45 of 45"));
}

void TestVariablesView::chipClicks()
{
    QVERIFY(chip("kernel"));
    QVERIFY(chip("slot"));
    QVERIFY(!chip("other"));
    QCOMPARE(chip("slot")->chip().count, qint64(20));
    QTest::mouseClick(chip("slot"), Qt::LeftButton);
    QCOMPARE(m_view->headText(), QStringLiteral("25 of 45"));
    QVERIFY(!chip("slot")->isChecked());
    QTest::mouseClick(chip("slot"), Qt::LeftButton);
    QCOMPARE(m_view->headText(), QStringLiteral("45 of 45"));
    chip("bias")->setFocus();
    QTest::keyClick(chip("bias"), Qt::Key_Space);
    QCOMPARE(m_view->headText(), QStringLiteral("41 of 45"));
}

void TestVariablesView::chipDoubleClick()
{
    const auto doubleClick = [this](const char *id) {
        QTest::mouseClick(chip(id), Qt::LeftButton);
        QTest::mouseDClick(chip(id), Qt::LeftButton);
    };
    doubleClick("kernel");
    QCOMPARE(m_view->headText(), QStringLiteral("4 of 45"));
    QVERIFY(chip("kernel")->isChecked());
    QVERIFY(!chip("bias")->isChecked());
    doubleClick("kernel");
    QCOMPARE(m_view->headText(), QStringLiteral("45 of 45"));
    QTest::keyClick(chip("bias"), Qt::Key_Return);
    QCOMPARE(m_view->headText(), QStringLiteral("4 of 45"));
    QTest::keyClick(chip("bias"), Qt::Key_Return);
    QCOMPARE(m_view->headText(), QStringLiteral("45 of 45"));
}

void TestVariablesView::foldWithKeys()
{
    clickRow("conv1/weights");
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Right);
    QVERIFY(table()->isExpanded(rowOf("conv1/weights")));
    QTest::keyClick(table(), Qt::Key_Left);
    QVERIFY(!table()->isExpanded(rowOf("conv1/weights")));
    QTest::keyClick(table(), Qt::Key_Left);
    QVERIFY(m_view->currentKey().isEmpty()); // the scope
    QTest::keyClick(table(), Qt::Key_Return);
    QVERIFY(!table()->isExpanded(rowOf("conv1/weights").parent()));
}

void TestVariablesView::returnActivates()
{
    QSignalSpy activated(m_view.get(), &VariablesView::activated);
    clickRow("fc1/weights");
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.at(0).at(0).toString(), QStringLiteral("fc1/weights"));
    QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(rowOf("fc1/weights")).center());
    QCOMPARE(activated.size(), 2);
    QVERIFY(!table()->isExpanded(rowOf("fc1/weights")));
}

void TestVariablesView::sumsCountScopesOnce()
{
    m_view->select({ QStringLiteral("conv1/weights"), QStringLiteral("conv1/biases") });
    SelectionSums sums = m_view->selectionSums();
    QCOMPARE(sums.variables, 2);
    QCOMPARE(sums.elements, qint64(80));
    QCOMPARE(sums.bytes, quint64(320));
    table()->selectionModel()->select(
        rowOf("conv1/weights").parent(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    sums = m_view->selectionSums();
    QCOMPARE(sums.variables, 18);
    QCOMPARE(sums.bytes, quint64(1600)); // what the row of the scope says: 1.6 KiB
}

// A scope is one row: sorting and filtering do not turn it into the rows of what it holds.
void TestVariablesView::scopeStaysChosen()
{
    const auto scope = [this] { return rowOf("conv1/weights").parent(); };
    table()->scrollTo(scope());
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(scope()).center());
    QCOMPARE(m_view->selectedKeys().size(), qsizetype(18));
    QSignalSpy selection(m_view.get(), &VariablesView::selectionChanged);
    table()->header()->setSortIndicator(VariablesModel::SizeColumn, Qt::DescendingOrder);
    m_view->setFilterText(QStringLiteral("conv1"));
    m_view->setFilterText({});
    QCOMPARE(table()->selectionModel()->selectedRows(), QModelIndexList{ scope() });
    QCOMPARE(table()->currentIndex().siblingAtColumn(0), scope());
    QCOMPARE(selection.size(), 0);
}

void TestVariablesView::copiesRows()
{
    m_view->select({ QStringLiteral("conv1/weights"), QStringLiteral("global_step") });
    for (QAction *action : m_view->rowActions()) {
        if (action->objectName() == QLatin1String("edit.copy"))
            action->trigger();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(),
        QStringLiteral("conv1/weights\tfloat32\t[3, 3, 1, 8]\t288\nglobal_step\tint64\t[]\t8\n"));
}

void TestVariablesView::columnsGiveWay()
{
    const auto hidden = [this] {
        QList<int> columns;
        for (int column = 0; column < VariablesModel::ColumnCount; ++column) {
            if (table()->header()->isSectionHidden(column))
                columns.append(column);
        }
        return columns;
    };
    QCOMPARE(hidden(), QList<int>());
    m_view->resize(240, 400);
    QTRY_COMPARE(hidden(),
        (QList<int>{ VariablesModel::ShapeColumn, VariablesModel::TypeColumn, VariablesModel::ValuesColumn }));
    QVERIFY(table()->header()->length() <= table()->viewport()->width());
    m_view->resize(900, 400);
    QTRY_COMPARE(hidden(), QList<int>());
}

void TestVariablesView::wantsWhatIsOnScreenFirst()
{
    table()->scrollToBottom();
    const auto wanted = m_view->wantedHistograms(3);
    QCOMPARE(wanted.size(), std::size_t(3));
    const auto all = m_view->wantedHistograms(1000);
    QCOMPARE(all.size(), std::size_t(45));
    m_view->setHistogram(all.front(), {}, {});
    QCOMPARE(m_view->wantedHistograms(1000).size(), std::size_t(44));
    Error error;
    error.fault = Fault::ShardTooShort;
    m_view->setUnreadable(all.back(), error);
    QTRY_VERIFY(chip("issues"));
    QTest::mouseClick(chip("issues"), Qt::LeftButton);
    QCOMPARE(m_view->headText(), QStringLiteral("1 of 45"));
}

void TestVariablesView::clearShowsPage()
{
    m_view->select({ QStringLiteral("global_step") });
    m_view->clear();
    QVERIFY(m_view->headText().isEmpty());
    QVERIFY(m_view->currentKey().isEmpty());
    QVERIFY(!table()->isVisible());
    QVERIFY(m_view->wantedHistograms(5).empty());
}

QTEST_MAIN(TestVariablesView)
#include "tst_variablesview.moc"
