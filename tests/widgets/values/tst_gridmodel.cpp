// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/values/testtensors.h"
#include "widgets/values/copyregion.h"
#include "widgets/values/gridmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ckpt;
using ckpt::test::answer;
using ckpt::test::place;
using ckpt::test::shape;
using ckpt::test::strings;
using ckpt::test::tensor;

namespace {

// Reads like an application: answers what is missing until nothing is. Returns the number of elements that were read.
std::int64_t feed(GridModel &model, const QRect &visible, const test::ValueAt &valueAt = place)
{
    std::int64_t elements = 0;
    for (QRect missing = model.missing(visible); !missing.isEmpty(); missing = model.missing(visible)) {
        const Selection selection = model.selectionOf(missing);
        elements += selection.elements();
        if (model.insert(selection, answer(selection, valueAt)).isEmpty())
            return -1;
    }
    return elements;
}

float valueOf(const GridModel &model, int row, int column)
{
    const GridModel::Cell cell = model.cell(row, column);
    return cell.data ? static_cast<float>(toDouble(*cell.data, cell.index)) : -1;
}

} // namespace

class TestGridModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheModelContract();
    void cellsBeforeReading();
    void showsTheRightValues_data();
    void showsTheRightValues();
    void asksOnlyForWhatIsMissing();
    void readsSmallSlicesAtOnce();
    void refusesWhatDoesNotBelongHere();
    void cacheIsBounded();
    void hugeTensorsStaySmall();
    void clipsAtTheTableLimit();
    void headsSayIndices();
    void listsStrings();
    void tooltipsAreExact();
    void copiesRegions();
    void tilesAreDroppedOldestFirst();
};

void TestGridModel::keepsTheModelContract()
{
    GridModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(GridSlice(shape({ 3, 4, 5 })), DType::Float32);
    QCOMPARE(feed(model, QRect(0, 0, 5, 4)), std::int64_t{ 20 });
    model.setScale(ValueScale{ -1, 1, HeatMap::Signed, true, true });
    model.show(GridSlice(shape({ 7 })), DType::Float32); // the last row is short
    QCOMPARE(feed(model, QRect(0, 0, 7, 1)), std::int64_t{ 7 });
    model.show(GridSlice(shape({ 2 })), DType::String);
    QVERIFY(!model.insert(model.selectionOf(QRect(0, 0, 1, 2)), strings({ 2 }, { "a", "b" })).isEmpty());
    model.show(GridSlice(TensorShape()), DType::Float32);
    QCOMPARE(feed(model, QRect(0, 0, 1, 1)), std::int64_t{ 1 });
    model.show(GridSlice(shape({ 0, 4 })), DType::Float32);
    QCOMPARE(model.rowCount() * model.columnCount(), 0);
    model.clear();
}

void TestGridModel::cellsBeforeReading()
{
    GridModel model;
    model.show(GridSlice(shape({ 4, 5 })), DType::Float32);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("\u2026"));
    QVERIFY(!model.cell(0, 0).data);
    QCOMPARE(model.index(3, 4).data(Qt::AccessibleTextRole).toString(), QStringLiteral("not read yet at [3, 4]"));
}

void TestGridModel::showsTheRightValues_data()
{
    QTest::addColumn<QString>("slice");
    QTest::addColumn<bool>("swapped");
    QTest::newRow("plain") << "[1, :, :]" << false;
    QTest::newRow("swapped") << "[1, :, :]" << true;
    QTest::newRow("first axis as columns") << "[:, 50, :]" << false;
    QTest::newRow("steps") << "[2, ::-3, 1::2]" << false;
    QTest::newRow("steps swapped") << "[2, ::-3, 1::2]" << true;
}

void TestGridModel::showsTheRightValues()
{
    QFETCH(QString, slice);
    QFETCH(bool, swapped);
    GridSlice wanted(shape({ 3, 90, 80 }));
    QVERIFY(wanted.setText(slice.toStdString()));
    if (swapped)
        wanted.setRowAxis(wanted.columnAxis());
    GridModel model;
    model.show(wanted, DType::Float32);
    QVERIFY(feed(model, QRect(0, 0, model.columnCount(), model.rowCount())) > 0);
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            QCOMPARE(valueOf(model, row, column), place(wanted.indexOf(row, column)));
    }
}

void TestGridModel::asksOnlyForWhatIsMissing()
{
    GridModel model;
    model.show(GridSlice(shape({ 100'000, 3000 })), DType::Float32);
    const QRect first = model.missing(QRect(0, 0, 10, 20));
    QCOMPARE(first, QRect(0, 0, 64, 64)); // one tile
    QVERIFY(feed(model, QRect(0, 0, 10, 20)) > 0);
    QVERIFY(model.missing(QRect(0, 0, 10, 20)).isEmpty());
    QCOMPARE(model.missing(QRect(50, 0, 30, 20)), QRect(64, 0, 64, 64));
    QCOMPARE(model.missing(QRect(0, 99'990, 5, 10)), QRect(0, 99'968, 64, 32)); // cut at the end
    QVERIFY(model.missing(QRect()).isEmpty());
}

void TestGridModel::readsSmallSlicesAtOnce()
{
    GridModel model;
    model.show(GridSlice(shape({ 150, 200 })), DType::Float32);
    QCOMPARE(model.missing(QRect(0, 0, 10, 10)), QRect(0, 0, 200, 150));
}

void TestGridModel::refusesWhatDoesNotBelongHere()
{
    GridModel model;
    GridSlice slice(shape({ 3, 4, 5 }));
    model.show(slice, DType::Float32);
    const Selection old = model.selectionOf(QRect(0, 0, 5, 4));
    slice.setFixedIndex(0, 2);
    model.show(slice, DType::Float32);
    QVERIFY(model.insert(old, answer(old, place)).isEmpty()); // of another index
    const Selection now = model.selectionOf(QRect(0, 0, 5, 4));
    TensorData cut = answer(now, place);
    cut.bytes.resize(cut.bytes.size() - 4);
    QVERIFY(model.insert(now, cut).isEmpty());
    TensorData other = answer(now, place);
    other.dtype = DType::Int32;
    QVERIFY(model.insert(now, other).isEmpty());
    QVERIFY(model.insert(now, answer(model.selectionOf(QRect(0, 0, 2, 2)), place)).isEmpty());
    QVERIFY(model.insert(Selection(), answer(now, place)).isEmpty());
    QVERIFY(!model.cell(0, 0).data);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(model.insert(now, answer(now, place)), QRect(0, 0, 5, 4));
    QCOMPARE(changed.size(), 1);
}

void TestGridModel::cacheIsBounded()
{
    constexpr std::size_t kCap = 200'000; // about twelve tiles
    GridModel model(nullptr, kCap);
    model.show(GridSlice(shape({ 100'000, 3000 })), DType::Float32);
    for (int row = 0; row < 20'000; row += 500)
        QVERIFY(feed(model, QRect(0, row, 10, 20)) > 0);
    QVERIFY(model.tiles().bytes() <= kCap);
    QVERIFY(model.tiles().size() > 3);
    QVERIFY(model.missing(QRect(0, 19'500, 10, 20)).isEmpty()); // the newest is there
    QVERIFY(!model.missing(QRect(0, 0, 10, 20)).isEmpty()); // the oldest is not
    QCOMPARE(valueOf(model, 19'500, 3), place({ 19'500, 3 }));
}

void TestGridModel::hugeTensorsStaySmall()
{
    GridModel model;
    model.show(GridSlice(shape({ 1'000'000, 3000 })), DType::Float32);
    QCOMPARE(model.rowCount(), 1'000'000);
    QCOMPARE(model.columnCount(), 3000);
    std::int64_t elements = 0;
    constexpr int kPages = 300;
    for (int page = 0; page < kPages; ++page)
        elements += feed(model, QRect(page * 9, page * 3333, 12, 25));
    QVERIFY2(elements <= std::int64_t{ kPages } * 4 * 64 * 64,
        qPrintable(QString::number(elements))); // four tiles a page at most
    QVERIFY(model.tiles().bytes() <= GridModel::kDefaultCap);
}

void TestGridModel::clipsAtTheTableLimit()
{
    GridModel model;
    const std::int64_t rows = std::int64_t{ GridModel::kMaxRows } * 10;
    model.show(GridSlice(shape({ rows, 2 })), DType::Float32);
    QCOMPARE(model.rowCount(), GridModel::kMaxRows);
    QVERIFY(model.isClipped());
    QVERIFY(!model.indexOf({ rows - 1, 0 }).isValid());
    GridSlice slice(shape({ rows, 2 }));
    slice.reveal({ rows - 1, 1 }, GridModel::kMaxRows, GridModel::kMaxColumns);
    model.show(slice, DType::Float32);
    QVERIFY(feed(model, QRect(0, 0, 2, 1)) > 0);
    QCOMPARE(valueOf(model, 0, 1), place({ rows - 1, 1 }));
}

void TestGridModel::headsSayIndices()
{
    GridModel model;
    GridSlice slice(shape({ 20, 30 }));
    QVERIFY(slice.setText("[5::2, ::-1]"));
    model.show(slice, DType::Float32);
    QCOMPARE(model.headerData(1, Qt::Vertical).toString(), QStringLiteral("7"));
    QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("29"));
    model.show(GridSlice(shape({ 20 })), DType::Float32); // wrapped at 8
    QCOMPARE(model.headerData(2, Qt::Vertical).toString(), QStringLiteral("16"));
    QCOMPARE(model.headerData(3, Qt::Horizontal).toString(), QStringLiteral("+3"));
    QVERIFY(!(model.flags(model.index(2, 4)) & Qt::ItemIsEnabled)); // 20 values end at (2, 3)
    QVERIFY(model.flags(model.index(2, 3)) & Qt::ItemIsEnabled);
}

void TestGridModel::listsStrings()
{
    GridModel model;
    model.show(GridSlice(shape({ 3 })), DType::String);
    QVERIFY(model.isList());
    QCOMPARE(model.columnCount(), 2);
    const Selection selection = model.selectionOf(model.missing(QRect(0, 0, 2, 3)));
    QVERIFY(!model.insert(selection, strings({ 3 }, { "one", "", "tab\there" })).isEmpty());
    QCOMPARE(model.index(0, GridModel::LengthColumn).data().toString(), QStringLiteral("3"));
    QCOMPARE(model.index(0, GridModel::TextColumn).data().toString(), QStringLiteral("one"));
    QCOMPARE(model.index(2, GridModel::LengthColumn).data().toString(), QStringLiteral("8"));
    QCOMPARE(model.tensorIndex(model.index(2, 1)), QList<qint64>{ 2 });
    const QString copied = regionText(model, QRect(0, 0, 2, 3));
    QCOMPARE(copied.split(u'\n').size(), 3);
    QCOMPARE(copied.section(u'\n', 0, 0), QStringLiteral("3\t\"one\""));
}

void TestGridModel::tooltipsAreExact()
{
    GridModel model;
    model.show(GridSlice(shape({ 1, 2 })), DType::Float32);
    const Selection all = model.selectionOf(QRect(0, 0, 2, 1));
    QVERIFY(!model.insert(all, tensor<float>(DType::Float32, { 1, 2 }, { 0.1F, -2 })).isEmpty());
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("[0, 0] = 0.1\n0x3dcccccd"));
}

void TestGridModel::copiesRegions()
{
    GridModel model;
    GridSlice slice(shape({ 3, 4 }));
    model.show(slice, DType::Float32);
    QVERIFY(feed(model, QRect(0, 0, 4, 3)) > 0);
    const QString expected = QStringLiteral("101\t102\n201\t202");
    const QRect region(1, 1, 2, 2);
    QCOMPARE(regionText(model, region), expected);
    const Selection selection = copySelection(model, region);
    QCOMPARE(regionText(model, region, answer(selection, place)), expected);
    slice.setRowAxis(1);
    model.show(slice, DType::Float32);
    const Selection turned = copySelection(model, region);
    QCOMPARE(regionText(model, region, answer(turned, place)), QStringLiteral("101\t201\n102\t202"));
    GridSlice vector(shape({ 10 }));
    vector.setWrapWidth(4);
    model.show(vector, DType::Float32);
    const QRect corner(2, 1, 2, 2); // 6, 7 and behind the end
    QCOMPARE(regionText(model, corner, answer(copySelection(model, corner), place)), QStringLiteral("6\t7\n\t"));
}

void TestGridModel::tilesAreDroppedOldestFirst()
{
    TileCache cache(4000);
    const auto tile = [] {
        return tensor<float>(DType::Float32, { 250 }, std::vector<float>(250));
    }; // 1000 bytes and some
    for (std::int64_t row = 0; row < 3; ++row)
        cache.insert({ row, 0 }, tile());
    QVERIFY(cache.find({ 0, 0 })); // used again
    cache.insert({ 3, 0 }, tile());
    QVERIFY(cache.bytes() <= 4000);
    QVERIFY(cache.contains({ 0, 0 }));
    QVERIFY(!cache.contains({ 1, 0 }));
    QVERIFY(cache.contains({ 3, 0 }));
    cache.insert({ 9, 9 }, tensor<float>(DType::Float32, { 5000 }, std::vector<float>(5000)));
    QCOMPARE(cache.size(), std::size_t{ 1 }); // alone over the cap, but it is what is looked at
    cache.clear();
    QCOMPARE(cache.bytes(), std::size_t{ 0 });
}

int main(int argc, char *argv[])
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication application(argc, argv);
    TestGridModel test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_gridmodel.moc"
