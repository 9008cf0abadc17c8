// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/formatting.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include <array>
#include <limits>

using namespace ckpt;

class TestFormatting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void values_data();
    void values();
    void bytes_data();
    void bytes();
    void counts_data();
    void counts();
    void shapes();
    void types();
    void percents();
    void names();
    void times();
    void fileFilters();
    void errors();
    void germanLocale();
};

void TestFormatting::values_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const double infinity = std::numeric_limits<double>::infinity();
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("minus zero") << -0.0 << QStringLiteral("0");
    QTest::newRow("one") << 1.0 << QStringLiteral("1");
    QTest::newRow("minus one") << -1.0 << QStringLiteral("−1");
    QTest::newRow("tenth") << 0.1 << QStringLiteral("0.1000");
    QTest::newRow("weight") << -0.38629 << QStringLiteral("−0.3863");
    QTest::newRow("small") << -0.00147012 << QStringLiteral("−0.001470");
    QTest::newRow("norm") << 9.2501 << QStringLiteral("9.250");
    QTest::newRow("tens") << 12.3456 << QStringLiteral("12.35");
    QTest::newRow("thousands") << 12345.678 << QStringLiteral("12,346");
    QTest::newRow("whole") << 600.0 << QStringLiteral("600");
    QTest::newRow("whole with groups") << 123456.0 << QStringLiteral("123,456");
    QTest::newRow("large") << 1.23456789e12 << QStringLiteral("1.235e12");
    QTest::newRow("tiny") << 1.687e-14 << QStringLiteral("1.687e−14");
    QTest::newRow("rounds up a digit") << 9.99996e-7 << QStringLiteral("1.000e−6");
    QTest::newRow("smallest") << std::numeric_limits<double>::denorm_min() << QStringLiteral("4.941e−324");
    QTest::newRow("largest") << std::numeric_limits<double>::max() << QStringLiteral("1.798e308");
    QTest::newRow("infinity") << infinity << QStringLiteral("∞");
    QTest::newRow("minus infinity") << -infinity << QStringLiteral("−∞");
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("NaN");
}

void TestFormatting::values()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(formatValue(value), text);
}

void TestFormatting::bytes_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << quint64(0) << QStringLiteral("0 B");
    QTest::newRow("below the first unit") << quint64(1023) << QStringLiteral("1,023 B");
    QTest::newRow("kibi") << quint64(1024) << QStringLiteral("1.0 KiB");
    QTest::newRow("kernel") << quint64(18432) << QStringLiteral("18.0 KiB");
    QTest::newRow("never 1,024.0") << quint64(1024 * 1024 - 1) << QStringLiteral("1.0 MiB");
    QTest::newRow("mebi") << quint64(2485125) << QStringLiteral("2.4 MiB");
    QTest::newRow("gibi") << (quint64(5) << 30) << QStringLiteral("5.0 GiB");
    QTest::newRow("largest") << std::numeric_limits<quint64>::max() << QStringLiteral("16777216.0 TiB");
}

void TestFormatting::bytes()
{
    QFETCH(quint64, size);
    QFETCH(QString, text);
    QCOMPARE(formatBytes(size).remove(u','), text.remove(u','));
}

void TestFormatting::counts_data()
{
    QTest::addColumn<double>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("few") << 412.0 << QStringLiteral("412");
    QTest::newRow("groups") << 620897.0 << QStringLiteral("620,897");
    QTest::newRow("last without unit") << 999999.0 << QStringLiteral("999,999");
    QTest::newRow("million") << 1e6 << QStringLiteral("1.0 M");
    QTest::newRow("millions") << 110.1e6 << QStringLiteral("110.1 M");
    QTest::newRow("thousand million") << 1.5e9 << QStringLiteral("1.5 G");
    QTest::newRow("more") << 2e12 << QStringLiteral("2.0 T");
}

void TestFormatting::counts()
{
    QFETCH(double, count);
    QFETCH(QString, text);
    QCOMPARE(formatShortCount(count), text);
    QCOMPARE(formatCount(-1234567), QStringLiteral("−1,234,567"));
    QCOMPARE(formatCount(0), QStringLiteral("0"));
}

void TestFormatting::shapes()
{
    const std::array<std::int64_t, 4> dims{ 3, 3, 16, 1000 };
    QCOMPARE(formatShape(*TensorShape::make(dims)), QStringLiteral("3 × 3 × 16 × 1,000"));
    QCOMPARE(formatShape(TensorShape()), QStringLiteral("scalar"));
    const std::array<std::int64_t, 2> empty{ 0, 128 };
    QCOMPARE(formatShape(*TensorShape::make(empty)), QStringLiteral("0 × 128"));
}

void TestFormatting::types()
{
    QCOMPARE(formatDType(DType::BFloat16, 14), QStringLiteral("bfloat16"));
    QCOMPARE(formatDType(DType::Invalid, 57), QStringLiteral("type 57"));
    QCOMPARE(formatDType(DType::Invalid, 0), QStringLiteral("unknown type"));
}

void TestFormatting::percents()
{
    QCOMPARE(formatPercent(0.0074), QStringLiteral("0.7 %"));
    QCOMPARE(formatPercent(1), QStringLiteral("100.0 %"));
    QCOMPARE(formatPercent(0), QStringLiteral("0.0 %"));
    QCOMPARE(formatPercent(0.00001), QStringLiteral("< 0.1 %"));
}

void TestFormatting::names()
{
    QCOMPARE(toQString("conv1/kernel"), QStringLiteral("conv1/kernel"));
    QCOMPARE(toQString("权重"), QStringLiteral("权重"));
    QVERIFY(toQString(std::string_view("a\xff"
                                       "b",
                          3))
                .contains(QLatin1String("\\x"), Qt::CaseInsensitive));
    QCOMPARE(toBytes(QStringLiteral("权重")), std::string("权重"));
}

void TestFormatting::times()
{
    const QDateTime noon(QDate::currentDate(), QTime(14, 41, 30));
    QCOMPARE(formatTime(static_cast<double>(noon.toSecsSinceEpoch())), QStringLiteral("14:41"));
    const QDateTime old(QDate(2019, 11, 3), QTime(8, 0));
    QCOMPARE(formatTime(static_cast<double>(old.toSecsSinceEpoch())), QStringLiteral("3 Nov 2019"));
    QVERIFY(formatTimeLong(static_cast<double>(old.toSecsSinceEpoch())).contains(QLatin1String("2019")));
}

// Every fault has words: a fact with a full stop or the name, never a code or a place that was left open.
void TestFormatting::errors()
{
    for (int i = 0; i <= static_cast<int>(Fault::FormatNotYetRead); ++i) {
        Error error;
        error.fault = static_cast<Fault>(i);
        error.path = "/somewhere/model.ckpt-600.index";
        error.key = "conv1/kernel";
        error.expected = 12345;
        error.actual = 17;
        error.where = ByteRange{ 8192, 100 };
        error.detail = "detail";
        const ErrorWords words = errorWords(error);
        const char *fault = name(error.fault);
        QVERIFY2(!words.what.isEmpty(), fault);
        for (const QString &text : { words.what, words.why, words.remedy }) {
            QVERIFY2(!text.contains(u'{') && !text.contains(u'}'), fault);
            QVERIFY2(!text.startsWith(QLatin1String("Error")), fault);
        }
    }
}

// Dialogs take patterns from these brackets alone: in Chinese ones no plan was found.
void TestFormatting::fileFilters()
{
    QCOMPARE(fileFilter(QStringLiteral("方案"), { QStringLiteral("json") }), QStringLiteral("方案 (*.json)"));
    QCOMPARE(fileFilter(QStringLiteral("Lists"), { QStringLiteral("txt"), QStringLiteral("csv") }),
        QStringLiteral("Lists (*.txt *.csv)"));
    QCOMPARE(fileFilter(QStringLiteral("All files")), QStringLiteral("All files (*)"));
}

void TestFormatting::germanLocale()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(formatValue(-0.5), QStringLiteral("−0,5000"));
    QCOMPARE(formatCount(1234567), QStringLiteral("1.234.567"));
    QCOMPARE(formatBytes(18432), QStringLiteral("18,0 KiB"));
}

QTEST_MAIN(TestFormatting)
#include "tst_formatting.moc"
