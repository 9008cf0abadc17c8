// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/values/testtensors.h"
#include "widgets/values/gridslice.h"

#include <QTest>

using namespace ckpt;
using ckpt::test::shape;

class TestGridSlice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheLastTwoAxes();
    void passesOverAnAxisOfOneEntry();
    void choosingTheOtherAxisSwaps();
    void choosingAFixedAxisFreesIt();
    void textRoundTrips_data();
    void textRoundTrips();
    void textChoosesAxes_data();
    void textChoosesAxes();
    void badTextChangesNothing_data();
    void badTextChangesNothing();
    void cellsAndIndicesAgree_data();
    void cellsAndIndicesAgree();
    void wrapsVectors();
    void selectsBlocks();
    void adoptsWhatFits();
    void revealsCells();
    void beginsLaterWhenTheTableIsTooShort();
    void scalarIsOneCell();
};

void TestGridSlice::showsTheLastTwoAxes()
{
    const GridSlice slice(shape({ 3, 3, 16, 32 }));
    QCOMPARE(slice.rowAxis(), std::size_t{ 2 });
    QCOMPARE(slice.columnAxis(), std::size_t{ 3 });
    QCOMPARE(slice.rows(), std::int64_t{ 16 });
    QCOMPARE(slice.columns(), std::int64_t{ 32 });
    QCOMPARE(slice.fixedAxes(), (std::vector<std::size_t>{ 0, 1 }));
    QCOMPARE(slice.text(), std::string("[0, 0, :, :]"));
    QVERIFY(!slice.isTransposed());
}

void TestGridSlice::passesOverAnAxisOfOneEntry()
{
    const GridSlice slice(shape({ 3, 5, 1, 8 }));
    QCOMPARE(slice.rowAxis(), std::size_t{ 1 });
    QCOMPARE(slice.columnAxis(), std::size_t{ 3 });
    QCOMPARE(slice.text(), std::string("[0, :, 0, :]"));
    QCOMPARE(GridSlice(shape({ 1, 1, 8 })).rowAxis(), std::size_t{ 1 }); // none has more
    QCOMPARE(GridSlice(shape({ 0, 1, 8 })).rowAxis(), std::size_t{ 1 }); // there is nothing to see
}

void TestGridSlice::choosingTheOtherAxisSwaps()
{
    GridSlice slice(shape({ 4, 5 }));
    QVERIFY(slice.setText("[1:3, ::2]"));
    slice.setRowAxis(1);
    QCOMPARE(slice.rowAxis(), std::size_t{ 1 });
    QCOMPARE(slice.columnAxis(), std::size_t{ 0 });
    QVERIFY(slice.isTransposed());
    QCOMPARE(slice.rows(), std::int64_t{ 3 }); // the ranges stay with their axes
    QCOMPARE(slice.columns(), std::int64_t{ 2 });
    QCOMPARE(slice.text(), std::string("[1:3, ::2]"));
    slice.setColumnAxis(1);
    QCOMPARE(slice.rowAxis(), std::size_t{ 0 });
    QVERIFY(!slice.isTransposed());
}

void TestGridSlice::choosingAFixedAxisFreesIt()
{
    GridSlice slice(shape({ 3, 4, 5 }));
    slice.setFixedIndex(0, 2);
    slice.setRowAxis(0);
    QCOMPARE(slice.rows(), std::int64_t{ 3 });
    QCOMPARE(slice.text(), std::string("[:, 0, :]"));
    slice.setFixedIndex(1, 99);
    QCOMPARE(slice.fixedIndex(1), std::int64_t{ 3 }); // clamped
    slice.setFixedIndex(2, 1); // not fixed: nothing happens
    QCOMPARE(slice.text(), std::string("[:, 3, :]"));
}

void TestGridSlice::textRoundTrips_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    QTest::newRow("whole") << ""
                           << "[0, :, :]";
    QTest::newRow("brackets") << "[2, :, :]"
                              << "[2, :, :]";
    QTest::newRow("bare") << "2,:,:"
                          << "[2, :, :]";
    QTest::newRow("negative index") << "[-1, :, :]"
                                    << "[2, :, :]";
    QTest::newRow("step") << "[0, ::2, 1:4]"
                          << "[0, ::2, 1:4]";
    QTest::newRow("negative step") << "[0, ::-1, :]"
                                   << "[0, ::-1, :]";
    QTest::newRow("negative step with ends") << "[0, 4:0:-2, :]"
                                             << "[0, 4:0:-2, :]";
    QTest::newRow("ellipsis") << "[..., 3]"
                              << "[:, :, 3]";
    QTest::newRow("one row") << "[1, 2, :]"
                             << "[1, 2, :]";
    QTest::newRow("one cell") << "[1, 2, 3]"
                              << "[1, 2, 3]";
    QTest::newRow("nothing") << "[0, 2:2, :]"
                             << "[0, 2:2, :]";
}

void TestGridSlice::textRoundTrips()
{
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    GridSlice slice(shape({ 3, 6, 7 }));
    QVERIFY(slice.setText(typed.toStdString()));
    QCOMPARE(QString::fromStdString(slice.text()), shown);
    GridSlice again(shape({ 3, 6, 7 }));
    QVERIFY(again.setText(slice.text()));
    QCOMPARE(again.text(), slice.text());
    QCOMPARE(again.rows(), slice.rows());
    QCOMPARE(again.columns(), slice.columns());
}

void TestGridSlice::textChoosesAxes_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("rowAxis");
    QTest::addColumn<int>("columnAxis");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("columns");
    QTest::newRow("present axes stay") << "[1, 1, :, :]" << 2 << 3 << qint64{ 5 } << qint64{ 6 };
    QTest::newRow("others") << "[:, 0, :, 0]" << 0 << 2 << qint64{ 3 } << qint64{ 5 };
    QTest::newRow("one range is the columns") << "[0, :, 0, 0]" << 2 << 1 << qint64{ 1 } << qint64{ 4 };
    QTest::newRow("more than two") << "[:, :, :, 2]" << 1 << 2 << qint64{ 4 } << qint64{ 5 };
}

void TestGridSlice::textChoosesAxes()
{
    QFETCH(QString, typed);
    GridSlice slice(shape({ 3, 4, 5, 6 }));
    QVERIFY(slice.setText(typed.toStdString()));
    QTEST(static_cast<int>(slice.rowAxis()), "rowAxis");
    QTEST(static_cast<int>(slice.columnAxis()), "columnAxis");
    QTEST(static_cast<qint64>(slice.rows()), "rows");
    QTEST(static_cast<qint64>(slice.columns()), "columns");
}

void TestGridSlice::badTextChangesNothing_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("out of range") << "[0, :, 16]";
    QTest::newRow("too many") << "[0, 0, 0, 0]";
    QTest::newRow("letters") << "[a]";
    QTest::newRow("open") << "[0, :";
    QTest::newRow("step zero") << "[::0]";
}

void TestGridSlice::badTextChangesNothing()
{
    QFETCH(QString, typed);
    GridSlice slice(shape({ 3, 4, 16 }));
    slice.setFixedIndex(0, 1);
    const GridSlice before = slice;
    const Result<void> result = slice.setText(typed.toStdString());
    QVERIFY(!result);
    QCOMPARE(result.error().fault, Fault::BadSlice);
    QVERIFY(!result.error().detail.empty());
    QVERIFY(slice == before);
}

void TestGridSlice::cellsAndIndicesAgree_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("swapped");
    QTest::newRow("plain") << "[1, :, :]" << false;
    QTest::newRow("swapped") << "[1, :, :]" << true;
    QTest::newRow("stepped") << "[2, 1::3, ::-2]" << false;
    QTest::newRow("stepped and swapped") << "[2, 1::3, ::-2]" << true;
}

void TestGridSlice::cellsAndIndicesAgree()
{
    QFETCH(QString, typed);
    QFETCH(bool, swapped);
    GridSlice slice(shape({ 3, 8, 9 }));
    QVERIFY(slice.setText(typed.toStdString()));
    if (swapped)
        slice.setRowAxis(slice.columnAxis());
    for (std::int64_t row = 0; row < slice.rows(); ++row) {
        for (std::int64_t column = 0; column < slice.columns(); ++column) {
            const auto index = slice.indexOf(row, column);
            QCOMPARE(slice.rowLabel(row), index[slice.rowAxis()]);
            QCOMPARE(slice.columnLabel(column), index[slice.columnAxis()]);
            const auto cell = slice.cellOf(index);
            QVERIFY(cell && cell->first == row && cell->second == column);
        }
    }
    QVERIFY(!slice.cellOf({ 0, 0, 0 }));
    QVERIFY(!slice.cellOf({ 0, 0 }));
}

void TestGridSlice::wrapsVectors()
{
    GridSlice slice(shape({ 10 }));
    slice.setWrapWidth(4);
    QCOMPARE(slice.rows(), std::int64_t{ 3 });
    QCOMPARE(slice.columns(), std::int64_t{ 4 });
    QVERIFY(slice.hasCell(2, 1));
    QVERIFY(!slice.hasCell(2, 2)); // behind the end
    QCOMPARE(slice.indexOf(2, 1), (std::vector<std::int64_t>{ 9 }));
    QCOMPARE(slice.rowLabel(2), std::int64_t{ 8 });
    const Selection last = slice.selection(2, 1, 0, 4);
    QCOMPARE(last.axes.front().start, std::int64_t{ 8 });
    QCOMPARE(last.axes.front().count, std::int64_t{ 2 });
    QVERIFY(slice.setText("[::-1]"));
    QCOMPARE(slice.indexOf(0, 0), (std::vector<std::int64_t>{ 9 }));
    QCOMPARE(slice.text(), std::string("[::-1]"));
}

void TestGridSlice::selectsBlocks()
{
    GridSlice slice(shape({ 3, 8, 9 }));
    QVERIFY(slice.setText("[2, 7:0:-2, 1:]"));
    const Selection block = slice.selection(1, 2, 3, 4);
    QCOMPARE(block.axes.size(), std::size_t{ 3 });
    QVERIFY((block.axes[0] == AxisRange{ 2, 1, 1, true }));
    QVERIFY((block.axes[1] == AxisRange{ 5, 2, -2, false }));
    QVERIFY((block.axes[2] == AxisRange{ 4, 4, 1, false }));
    const Selection reduced = slice.selection(0, 4, 0, 8, 2, 3);
    QVERIFY((reduced.axes[1] == AxisRange{ 7, 2, -4, false }));
    QVERIFY((reduced.axes[2] == AxisRange{ 1, 3, 3, false }));
}

void TestGridSlice::adoptsWhatFits()
{
    GridSlice old(shape({ 3, 4, 5 }));
    QVERIFY(old.setText("[2, :, 1:3]"));
    GridSlice same(shape({ 3, 9, 9 }));
    QVERIFY(same.adopt(old));
    QCOMPARE(same.text(), std::string("[2, :, 1:3]"));
    QCOMPARE(same.rows(), std::int64_t{ 9 }); // a whole axis stays whole
    GridSlice small(shape({ 2, 4, 5 }));
    QVERIFY(!small.adopt(old)); // index 2 is not there
    QCOMPARE(small.text(), std::string("[0, :, :]"));
    GridSlice other(shape({ 3, 4 }));
    QVERIFY(!other.adopt(old));
}

void TestGridSlice::revealsCells()
{
    GridSlice slice(shape({ 3, 4, 5 }));
    QVERIFY(slice.setText("[0, ::2, :]"));
    slice.reveal({ 2, 3, 4 }, 1000, 1000);
    QCOMPARE(slice.text(), std::string("[2, :, :]"));
    QVERIFY(slice.cellOf({ 2, 3, 4 }));
    const GridSlice before = slice;
    slice.reveal({ 3, 0, 0 }, 1000, 1000);
    slice.reveal({ 0, 0 }, 1000, 1000);
    QVERIFY(slice == before);
}

void TestGridSlice::beginsLaterWhenTheTableIsTooShort()
{
    GridSlice tall(shape({ 1000, 4 }));
    tall.reveal({ 700, 2 }, 100, 100);
    QCOMPARE(tall.text(), std::string("[700:, :]"));
    QVERIFY(tall.cellOf({ 700, 2 }));
    GridSlice vector(shape({ 1000 }));
    vector.setWrapWidth(4);
    vector.reveal({ 703 }, 100, 100);
    QCOMPARE(vector.text(), std::string("[700:]"));
}

void TestGridSlice::scalarIsOneCell()
{
    const GridSlice slice{ TensorShape() };
    QCOMPARE(slice.rows(), std::int64_t{ 1 });
    QCOMPARE(slice.columns(), std::int64_t{ 1 });
    QVERIFY(slice.text().empty());
    QVERIFY(slice.indexOf(0, 0).empty());
    QCOMPARE(slice.selection(0, 1, 0, 1).elements(), std::int64_t{ 1 });
}

QTEST_APPLESS_MAIN(TestGridSlice)
#include "tst_gridslice.moc"
