// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What cells, tooltips and copies say of every element type, and where colours begin and end.
#include "tests/widgets/values/testtensors.h"
#include "widgets/values/celltext.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace ckpt;
using ckpt::test::strings;
using ckpt::test::tensor;

namespace {

TensorData one(DType type, std::uint64_t bits)
{
    TensorData data;
    data.dtype = type;
    data.bytes.assign(
        reinterpret_cast<const char *>(&bits), elementSize(type)); // little-endian machine, as the contract
    return data;
}

ValueScale symmetric(double reach)
{
    return ValueScale{ -reach, reach, HeatMap::Signed, true, true };
}

QString minus(const char *text)
{
    return onScreen(QString::fromUtf8(text));
}

} // namespace

class TestCellText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTypeIsExact_data();
    void everyTypeIsExact();
    void floatsAlign();
    void neverShowsZeroForWhatIsNot();
    void integersAreGroupedAndExact();
    void complexShowsBothParts();
    void stringsAreEscapedAndElided();
    void fitsNarrowCells();
    void copiesAreAscii();
    void scaleOfBothSigns();
    void scaleOfOneSign();
    void scaleIgnoresOutliers();
    void scaleOfConstants();
};

void TestCellText::everyTypeIsExact_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<quint64>("bits");
    QTest::addColumn<QString>("exact");
    QTest::addColumn<QString>("hex");
    const auto row = [](const char *name, DType type, quint64 bits, const char *exact, const char *hex) {
        QTest::newRow(name) << static_cast<int>(type) << bits << minus(exact) << QString::fromLatin1(hex);
    };
    row("float32", DType::Float32, 0xbdf2d8ae, "-0.118577346", "0xbdf2d8ae");
    row("float32 tenth", DType::Float32, 0x3dcccccd, "0.1", "0x3dcccccd");
    row("float64", DType::Float64, 0x3fb999999999999a, "0.1", "0x3fb999999999999a");
    row("float16", DType::Float16, 0x2e66, "0.1", "0x2e66");
    row("bfloat16", DType::BFloat16, 0x3dcd, "0.1", "0x3dcd");
    row("float8 e5m2", DType::Float8E5M2, 0x3c, "1", "0x3c");
    row("float8 e4m3", DType::Float8E4M3FN, 0xb8, "-1", "0xb8");
    row("int8", DType::Int8, 0x80, "-128", "0x80");
    row("uint8", DType::UInt8, 0xff, "255", "0xff");
    row("int16", DType::Int16, 0x8000, "-32,768", "0x8000");
    row("uint16", DType::UInt16, 0xffff, "65,535", "0xffff");
    row("int32", DType::Int32, 0x80000000, "-2,147,483,648", "0x80000000");
    row("uint32", DType::UInt32, 0xffffffff, "4,294,967,295", "0xffffffff");
    row("int64 beyond doubles", DType::Int64, 0x0020000000000001, "9,007,199,254,740,993", "0x0020000000000001");
    row("int64 min", DType::Int64, 0x8000000000000000, "-9,223,372,036,854,775,808", "0x8000000000000000");
    row("uint64 max", DType::UInt64, 0xffffffffffffffff, "18,446,744,073,709,551,615", "0xffffffffffffffff");
    row("qint8", DType::QInt8, 0xff, "-1", "0xff");
    row("quint8", DType::QUInt8, 0xff, "255", "0xff");
    row("qint32", DType::QInt32, 0xfffffffe, "-2", "0xfffffffe");
    row("int4", DType::Int4, 0xf9, "-7", "0xf9");
    row("uint4", DType::UInt4, 0x0f, "15", "0x0f");
    row("bool", DType::Bool, 1, "True", "0x01");
    row("nan", DType::Float32, 0x7fc00000, "NaN", "0x7fc00000");
    row("-infinity", DType::Float32, 0xff800000, "-Infinity", "0xff800000");
}

void TestCellText::everyTypeIsExact()
{
    QFETCH(int, type);
    QFETCH(quint64, bits);
    const TensorData data = one(static_cast<DType>(type), bits);
    QTEST(exactText(data, 0), "exact");
    QTEST(hexText(data, 0), "hex");
    const int width = static_cast<int>(elementSize(data.dtype)) * 8;
    QString all = bitText(data, 0);
    all.remove(u' ');
    QCOMPARE(all.size(), width);
    QCOMPARE(all.toULongLong(nullptr, 2), bits);
}

void TestCellText::floatsAlign()
{
    const TensorData data = tensor<float>(DType::Float32, { 4 }, { -0.0881F, 0.1175F, 0.0F, -0.39F });
    const CellText text(DType::Float32, symmetric(0.39));
    QCOMPARE(text.text(data, 0), minus("-0.0881"));
    QCOMPARE(text.text(data, 1), QStringLiteral("0.1175"));
    QCOMPARE(text.text(data, 2), QStringLiteral("0"));
    QCOMPARE(text.text(data, 3), minus("-0.3900"));
    QCOMPARE(text.sample().size(), text.text(data, 0).size());
    const CellText large(DType::Float32, symmetric(250));
    QCOMPARE(large.text(tensor<float>(DType::Float32, { 1 }, { 123.456F }), 0), QStringLiteral("123.46"));
    const CellText tiny(DType::Float32, symmetric(3e-7));
    QCOMPARE(tiny.text(tensor<float>(DType::Float32, { 1 }, { -1.5e-7F }), 0), minus("-1.500e-7"));
}

void TestCellText::neverShowsZeroForWhatIsNot()
{
    const CellText text(DType::Float32, symmetric(0.39));
    QCOMPARE(text.text(tensor<float>(DType::Float32, { 1 }, { 3.1e-8F }), 0), minus("3.100e-8"));
    QCOMPARE(text.text(tensor<float>(DType::Float32, { 1 }, { 2.5e9F }), 0), QStringLiteral("2.500e9"));
}

void TestCellText::integersAreGroupedAndExact()
{
    const CellText text(DType::Int64, symmetric(1e16));
    const TensorData data = tensor<std::int64_t>(DType::Int64, { 2 }, { -9007199254740993, 1200 });
    QCOMPARE(text.text(data, 0), minus("-9,007,199,254,740,993"));
    QCOMPARE(text.text(data, 1), QStringLiteral("1,200"));
}

void TestCellText::complexShowsBothParts()
{
    const TensorData data = tensor<float>(DType::Complex64, { 1 }, { 1.5F, -0.25F });
    QCOMPARE(CellText(DType::Complex64, symmetric(2)).text(data, 0), minus("1.50-0.25j"));
    QCOMPARE(exactText(data, 0), minus("(1.5-0.25j)"));
    QCOMPARE(tintValue(data, 0), std::hypot(1.5, 0.25));
}

void TestCellText::stringsAreEscapedAndElided()
{
    const TensorData data = strings({ 3 }, { "caf\xc3\xa9", std::string("\xff\x00z", 3), std::string(5000, 'x') });
    const CellText text(DType::String, {});
    QCOMPARE(text.text(data, 0), QStringLiteral("caf\u00e9"));
    QCOMPARE(text.text(data, 1).left(4), QStringLiteral("\\xFF"));
    QVERIFY(text.text(data, 1).endsWith(u'z'));
    QVERIFY(text.text(data, 2).endsWith(QChar(0x2026)));
    QVERIFY(text.text(data, 2).size() < 500);
    QVERIFY(hexText(data, 0).isEmpty());
}

void TestCellText::fitsNarrowCells()
{
    const CellText text(DType::Float32, symmetric(0.39));
    const TensorData data = tensor<float>(DType::Float32, { 1 }, { -1.23456e-8F });
    const auto upTo = [](qsizetype size) { return [size](const QString &shown) { return shown.size() <= size; }; };
    QCOMPARE(text.fitted(data, 0, upTo(20)), minus("-1.235e-8"));
    QCOMPARE(text.fitted(data, 0, upTo(7)), minus("-1.2e-8"));
    QCOMPARE(text.fitted(data, 0, upTo(5)), minus("-1e-8")); // the shortest there is
}

void TestCellText::copiesAreAscii()
{
    QCOMPARE(copyText(tensor<float>(DType::Float32, { 1 }, { -0.1F }), 0), QStringLiteral("-0.1"));
    QCOMPARE(copyText(tensor<std::int32_t>(DType::Int32, { 1 }, { -1234567 }), 0), QStringLiteral("-1234567"));
    QCOMPARE(indexText({ 1, -2, 3 }), QStringLiteral("[1, -2, 3]"));
}

void TestCellText::scaleOfBothSigns()
{
    ValueSummary summary;
    summary.statistics.min = -0.3;
    summary.statistics.max = 0.3863;
    const ValueScale scale = ValueScale::ofSummary(DType::Float32, summary);
    QVERIFY(scale.known && scale.tinted);
    QCOMPARE(scale.map, HeatMap::Signed);
    QCOMPARE(scale.high, 0.39);
    QCOMPARE(scale.low, -0.39);
    QCOMPARE(scale.position(0), 0.5);
    QVERIFY(scale.isOutside(0.5) && scale.position(0.5) == 1.0);
}

void TestCellText::scaleOfOneSign()
{
    ValueSummary summary;
    summary.statistics.min = 2;
    summary.statistics.max = 10;
    const ValueScale scale = ValueScale::ofSummary(DType::Float32, summary);
    QCOMPARE(scale.map, HeatMap::Sequential);
    QCOMPARE(scale.position(2), 0.0);
    QCOMPARE(scale.position(10), 1.0);
    summary.statistics.min = -10;
    summary.statistics.max = -2;
    const ValueScale negative = ValueScale::ofSummary(DType::Float32, summary);
    QCOMPARE(negative.map, HeatMap::Sequential);
    QCOMPARE(negative.low, -10.0);
    QCOMPARE(negative.high, -2.0);
}

void TestCellText::scaleIgnoresOutliers()
{
    ValueSummary summary;
    summary.statistics.min = -100;
    summary.statistics.max = 100;
    summary.histogram = emptyHistogram(-100, 100, 200);
    summary.histogram.counts[100] = 6000; // [0, 1)
    summary.histogram.counts[99] = 3990; // [-1, 0)
    summary.histogram.counts[199] = 10; // a tenth of a per cent far out
    QCOMPARE(ValueScale::ofSummary(DType::Float32, summary).high, 1.0);
}

void TestCellText::scaleOfConstants()
{
    const TensorData zeros = tensor<float>(DType::Float32, { 2 }, { 0, 0 });
    QCOMPARE(ValueScale::ofBlock(zeros).position(0), 0.5);
    const TensorData fives = tensor<float>(DType::Float32, { 2 }, { 5, 5 });
    const ValueScale scale = ValueScale::ofBlock(fives);
    QVERIFY(std::isfinite(scale.position(5)));
    QVERIFY(!scale.known);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(ValueScale::ofBlock(tensor<float>(DType::Float32, { 2 }, { nan, nan })).magnitude(), 0.0);
    QVERIFY(!ValueScale::ofBlock(strings({ 1 }, { "a" })).tinted);
}

int main(int argc, char *argv[])
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication application(argc, argv);
    TestCellText test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_celltext.moc"
