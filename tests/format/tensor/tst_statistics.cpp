// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Statistics against the same in long double, two passes.
#include "format/tensor/statistics.h"

#include "format/tensor/smallfloat.h"
#include "format/tensor/tensordata.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <numeric>
#include <random>

using namespace ckpt;

class TestStatistics : public QObject {
    Q_OBJECT
private slots:
    void againstLongDouble_data();
    void againstLongDouble();
    void blocksMakeNoDifference();
    void specials();
    void nothingFinite();
    void equalValuesDoNotDeviate();
    void hugeAndTiny();
    void complexNumbersAreCounted();
    void strings();
    void smallDeviationFromALargeMean_data();
    void smallDeviationFromALargeMean();
    void partsInAnyOrder();
    void manyHugeValues();
    void constants();
    void sixteenBits();
    void histogram();
    void histogramCountsEverything();
    void histogramOfExtremes();
};

namespace {

template <typename T>
std::string bytesOf(const std::vector<T> &values)
{
    return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

template <typename T>
Statistics of(DType type, const std::vector<T> &values)
{
    StatisticsBuilder builder(type);
    builder.add(bytesOf(values));
    return builder.result();
}

template <typename T>
void compare(const Statistics &found, const std::vector<T> &values, double tolerance)
{
    long double sum = 0, squares = 0, deviation = 0;
    std::int64_t finite = 0, zeros = 0, nans = 0, infinities = 0, minIndex = -1, maxIndex = -1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = static_cast<long double>(values[i]);
        nans += std::isnan(value);
        infinities += std::isinf(value);
        zeros += value == 0;
        if (!std::isfinite(value))
            continue;
        ++finite;
        sum += value;
        squares += value * value;
        if (minIndex < 0 || values[i] < values[static_cast<std::size_t>(minIndex)])
            minIndex = static_cast<std::int64_t>(i);
        if (maxIndex < 0 || values[i] > values[static_cast<std::size_t>(maxIndex)])
            maxIndex = static_cast<std::int64_t>(i);
    }
    const long double mean = sum / static_cast<long double>(finite);
    for (const T value : values)
        deviation += std::isfinite(static_cast<long double>(value))
            ? (static_cast<long double>(value) - mean) * (static_cast<long double>(value) - mean)
            : 0;
    QCOMPARE(found.count, static_cast<std::int64_t>(values.size()));
    QCOMPARE(found.zeros, zeros);
    QCOMPARE(found.nans, nans);
    QCOMPARE(found.infinities, infinities);
    QCOMPARE(found.minIndex, minIndex);
    QCOMPARE(found.maxIndex, maxIndex);
    if (finite == 0) {
        QVERIFY(!found.min && !found.max && !found.mean && !found.std && !found.norm);
        return;
    }
    QCOMPARE(*found.min, static_cast<double>(values[static_cast<std::size_t>(minIndex)]));
    QCOMPARE(*found.max, static_cast<double>(values[static_cast<std::size_t>(maxIndex)]));
    const auto close = [&](double a, long double b, long double scale) {
        return std::abs(static_cast<long double>(a) - b) <= tolerance * scale;
    };
    const long double std = std::sqrt(deviation / static_cast<long double>(finite));
    QVERIFY(close(*found.mean, mean, std::abs(mean) + std));
    QVERIFY2(close(*found.std, std, std + 1e-6L * std::abs(mean) + 1e-300L),
        qPrintable(QString("%1 %2").arg(*found.std, 0, 'g', 17).arg(double(std), 0, 'g', 17)));
    if (std::sqrt(squares) <= static_cast<long double>(std::numeric_limits<double>::max()))
        QVERIFY(close(*found.norm, std::sqrt(squares), std::sqrt(squares) + 1e-300L));
    else
        QVERIFY(std::isinf(*found.norm)); // no double is as large
}

} // namespace

void TestStatistics::againstLongDouble_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("offset");
    for (const int count : { 1, 2, 7, 8, 9, 4095, 4096, 4097, 50'000 }) {
        for (const double offset : { 0.0, 3.0, 1e8 })
            QTest::addRow("%d around %g", count, offset) << count << offset;
    }
}

void TestStatistics::againstLongDouble()
{
    QFETCH(int, count);
    QFETCH(double, offset);
    std::mt19937 random(static_cast<unsigned>(count));
    std::normal_distribution<double> normal(offset, 1);
    std::vector<double> wide;
    std::vector<float> narrow;
    std::vector<std::int64_t> whole;
    std::vector<std::uint8_t> small;
    for (int i = 0; i < count; ++i) {
        const double value = random() % 50 == 0 ? 0 : normal(random);
        wide.push_back(random() % 70 == 0 ? NAN : random() % 70 == 0 ? (random() % 2 ? INFINITY : -INFINITY) : value);
        narrow.push_back(static_cast<float>(value));
        whole.push_back(static_cast<std::int64_t>(value * 1000));
        small.push_back(static_cast<std::uint8_t>(random()));
    }
    compare(of(DType::Float64, wide), wide, offset > 1e6 ? 1e-7 : 1e-12);
    compare(of(DType::Float32, narrow), narrow, offset > 1e6 ? 1e-7 : 1e-12);
    compare(of(DType::Int64, whole), whole, offset > 1e6 ? 1e-7 : 1e-12);
    compare(of(DType::UInt8, small), small, 1e-12);
}

void TestStatistics::blocksMakeNoDifference()
{
    std::mt19937 random(3);
    std::vector<float> values(20'000);
    for (float &value : values)
        value = static_cast<float>(random()) / 1e6f;
    StatisticsBuilder builder(DType::Float32);
    const std::string bytes = bytesOf(values);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t piece = std::min<std::size_t>(4 * (random() % 5000), bytes.size() - at);
        builder.add(std::string_view(bytes).substr(at, piece));
        at += piece;
    }
    compare(builder.result(), values, 1e-12);
}

void TestStatistics::specials()
{
    const std::vector<float> values{ NAN, -0.0f, INFINITY, 2.0f, 0.0f, -INFINITY, 2.0f, -1.0f, -1.0f };
    compare(of(DType::Float32, values), values, 1e-12);
    const Statistics found = of(DType::Float32, values);
    QCOMPARE(found.minIndex, std::int64_t{ 7 }); // the first one
    QCOMPARE(found.maxIndex, std::int64_t{ 3 });
    QCOMPARE(found.zeros, std::int64_t{ 2 }); // both signs
}

void TestStatistics::nothingFinite()
{
    compare(of(DType::Float32, std::vector<float>{}), std::vector<float>{}, 0);
    const std::vector<double> values{ NAN, INFINITY, -INFINITY, NAN };
    compare(of(DType::Float64, values), values, 0);
}

void TestStatistics::equalValuesDoNotDeviate()
{
    for (const double value : { 0.37, 1.0 / 3, 1e300, -0.1 }) {
        const Statistics found = of(DType::Float64, std::vector<double>(10'001, value));
        QCOMPARE(*found.mean, value);
        QCOMPARE(*found.std, 0.0);
    }
}

void TestStatistics::hugeAndTiny()
{
    constexpr double most = std::numeric_limits<double>::max(), least = std::numeric_limits<double>::denorm_min();
    for (const std::vector<double> &values :
        { std::vector<double>{ most, -most }, std::vector<double>{ most, most, most / 2 },
            std::vector<double>{ 1, 2, 3, 1e200, -1e200 }, std::vector<double>(10'000, most) })
        compare(of(DType::Float64, values), values, 1e-9);
    const Statistics tiny = of(DType::Float64, std::vector<double>{ least, -least, 2 * least });
    QCOMPARE(*tiny.min, -least);
    QCOMPARE(*tiny.max, 2 * least);
    QCOMPARE(tiny.zeros, std::int64_t{ 0 });
    // Across the border to huge values, in a later block.
    StatisticsBuilder builder(DType::Float64);
    std::vector<double> all(5000, 1e100);
    all.push_back(1e300);
    builder.add(bytesOf(all));
    compare(builder.result(), all, 1e-9);
}

void TestStatistics::complexNumbersAreCounted()
{
    const Statistics found = of(DType::Complex64, std::vector<float>{ 0, 0, 1, NAN, INFINITY, 1, 0, 1 });
    QCOMPARE(found.count, std::int64_t{ 4 });
    QCOMPARE(found.zeros, std::int64_t{ 1 });
    QCOMPARE(found.nans, std::int64_t{ 1 });
    QCOMPARE(found.infinities, std::int64_t{ 1 });
    QVERIFY(!found.min && !found.mean);
}

void TestStatistics::strings()
{
    StatisticsBuilder builder(DType::String);
    for (const char *text : { "abc", "", "abcdef" })
        builder.addString(text);
    const Statistics found = builder.result();
    QCOMPARE(found.count, std::int64_t{ 3 });
    QCOMPARE(found.bytes, std::uint64_t{ 9 });
    QCOMPARE(found.shortest, std::uint64_t{ 0 });
    QCOMPARE(found.longest, std::uint64_t{ 6 });
}

// Computed with Python's fractions, which are exact (to the nearest double), from the same values:
//   u = [(i * 2654435761 % 2**32) / 2**32 for i in range(n)]; v = [offset + width * x for x in u]  (in doubles)
//   mean = sum(map(Fraction, v)) / n; std = sqrt of (sum((Fraction(x) - mean)**2 for x in v) / n)
void TestStatistics::smallDeviationFromALargeMean_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("offset");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("std");
    QTest::newRow("1000 values at 1e+08")
        << 1000 << 100000000.0 << 1e-06 << 100000000.0000005 << 2.8873174954585054e-07;
    QTest::newRow("20000 values at 1e+08")
        << 20000 << 100000000.0 << 1e-06 << 100000000.0000005 << 2.887470155863044e-07;
    QTest::newRow("20000 values at -1e+12")
        << 20000 << -1000000000000.0 << 1.0 << -999999999999.5 << 0.28868655910251484;
    QTest::newRow("50000 values at 1") << 50000 << 1.0 << 1e-09 << 1.0000000004999923 << 2.8867958957989483e-10;
    QTest::newRow("20000 values at 1e+300")
        << 20000 << 1e+300 << 1e+290 << 1.0000000000499952e+300 << 2.8868656578836036e+289;
    QTest::newRow("4097 values at 3") << 4097 << 3.0 << 100000.0 << 50004.935758676824 << 28869.15778008499;
}

void TestStatistics::smallDeviationFromALargeMean()
{
    QFETCH(int, count);
    QFETCH(double, offset);
    QFETCH(double, width);
    QFETCH(double, mean);
    QFETCH(double, std);
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        const auto part = static_cast<std::uint32_t>(static_cast<std::uint64_t>(i) * 2654435761u);
        const double moved = width * (static_cast<double>(part) / 0x1p32);
        values.push_back(offset + moved);
    }
    const Statistics found = of(DType::Float64, values);
    QVERIFY2(std::abs(*found.std - std) <= 1e-13 * std, qPrintable(QString::number(*found.std / std - 1)));
    QVERIFY2(std::abs(*found.mean - mean) <= 0x1p-52 * std::abs(mean), qPrintable(QString::number(*found.mean - mean)));
}

void TestStatistics::partsInAnyOrder()
{
    std::mt19937 random(11);
    std::vector<double> values(30'000);
    for (double &value : values)
        value = std::array<double, 4>{ 1e9 + static_cast<double>(random() % 1000), NAN, -INFINITY, 0.0 }[random() % 4];
    values[17'000] = 1e200; // another scale in one part
    StatisticsBuilder whole(DType::Float64);
    for (const std::size_t begin : { 20'000, 0, 10'000, 30'000 }) {
        StatisticsBuilder part(DType::Float64);
        part.add(std::string_view(bytesOf(values)).substr(8 * begin, std::size_t{ 80'000 }));
        whole.merge(part, [begin](std::int64_t position) { return position + static_cast<std::int64_t>(begin); });
    }
    compare(whole.result(), values, 1e-12);
}

// Each square fits a double, a million of them does not.
void TestStatistics::manyHugeValues()
{
    std::vector<double> values(1'000'000);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = i % 2 ? 3e152 : -3e152;
    const Statistics found = of(DType::Float64, values);
    QVERIFY(std::abs(*found.mean) <= 1e140);
    QVERIFY(std::abs(*found.std / 3e152 - 1) <= 1e-12);
}

void TestStatistics::constants()
{
    const auto constant = [](const std::vector<float> &values) { return of(DType::Float32, values).constant; };
    QVERIFY(!constant({}));
    QVERIFY(constant({ 3 }));
    QVERIFY(constant(std::vector<float>(10'000, NAN)));
    QVERIFY(!constant({ 0.0f, -0.0f }));
    for (const std::size_t other : { 0, 1, 4095, 4096, 9'999 }) {
        std::vector<float> values(10'000, 0.5f);
        values[other] = 0.25f;
        QVERIFY(!constant(values));
    }
    // Beyond 2^53 as doubles these are equal.
    const Statistics close = of(DType::Int64, std::vector<std::int64_t>{ INT64_MAX, INT64_MAX - 1 });
    QVERIFY(!close.constant && close.min == close.max);
    QVERIFY(of(DType::Complex64, std::vector<float>{ 1, 2, 1, 2 }).constant);
    QVERIFY(!of(DType::Complex64, std::vector<float>{ 1, 1, 1, 2 }).constant);
}

// All 65,536 of both types, against their conversion one by one.
void TestStatistics::sixteenBits()
{
    std::vector<std::uint16_t> patterns(65'536);
    std::iota(patterns.begin(), patterns.end(), 0);
    std::vector<double> found(patterns.size());
    for (const DType type : { DType::Float16, DType::BFloat16 }) {
        toDoubles(type, bytesOf(patterns), found);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double wanted = type == DType::Float16 ? halfToDouble(patterns[i]) : bfloat16ToDouble(patterns[i]);
            QCOMPARE(std::isnan(found[i]), std::isnan(wanted));
            if (!std::isnan(wanted))
                QCOMPARE(std::bit_cast<std::uint64_t>(found[i]), std::bit_cast<std::uint64_t>(wanted));
        }
    }
}

void TestStatistics::histogram()
{
    Histogram histogram = emptyHistogram(0, 10, 5);
    addToHistogram(
        histogram, DType::Float32, bytesOf(std::vector<float>{ 0, 1.9f, 2, 9.99f, 10, -5, 50, NAN, INFINITY }));
    QCOMPARE(histogram.counts, (std::vector<std::int64_t>{ 3, 1, 0, 0, 3 }));
    QCOMPARE(histogram.nans, std::int64_t{ 1 });
    QCOMPARE(histogram.positiveInfinities, std::int64_t{ 1 });
    QCOMPARE(histogram.negativeInfinities, std::int64_t{ 0 });
    addToHistogram(histogram, DType::UInt8, bytesOf(std::vector<std::uint8_t>{ 5 }));
    QCOMPARE(histogram.counts[2], std::int64_t{ 1 });
}

// Against one value after the other, over lengths around the steps of the loops.
void TestStatistics::histogramCountsEverything()
{
    std::mt19937 random(5);
    for (const std::size_t count : { 1, 3, 4, 2047, 2048, 2049, 10'000 }) {
        std::vector<float> values;
        std::vector<std::int64_t> wanted(7), specials(3);
        for (std::size_t i = 0; i < count; ++i) {
            const auto ordinary = static_cast<float>(random() % 9000) / 1000.0f - 1;
            values.push_back(std::array{ ordinary, ordinary, ordinary, NAN, -INFINITY, INFINITY }[random() % 6]);
            const float value = values.back();
            if (std::isnan(value) || std::isinf(value))
                ++specials[std::isnan(value) ? 0 : value < 0 ? 1 : 2];
            else
                ++wanted[static_cast<std::size_t>(std::clamp(static_cast<double>(value), 0.0, 6.0))];
        }
        for (const DType type : { DType::Float32, DType::Float64 }) {
            Histogram found = emptyHistogram(0, 7, 7);
            addToHistogram(found, type,
                type == DType::Float32 ? bytesOf(values) : bytesOf(std::vector<double>(values.begin(), values.end())));
            QCOMPARE(found.counts, wanted);
            QCOMPARE((std::vector{ found.nans, found.negativeInfinities, found.positiveInfinities }), specials);
        }
    }
}

// The widest range has no width that is a number, the narrowest one no inverse.
void TestStatistics::histogramOfExtremes()
{
    constexpr double most = std::numeric_limits<double>::max(), least = std::numeric_limits<double>::denorm_min();
    Histogram widest = emptyHistogram(-most, most, 4);
    addToHistogram(widest, DType::Float64, bytesOf(std::vector<double>{ -most, 0, 1, most }));
    QCOMPARE(widest.counts, (std::vector<std::int64_t>{ 1, 0, 2, 1 }));
    Histogram narrowest = emptyHistogram(0, 4 * least, 4);
    addToHistogram(narrowest, DType::Float64, bytesOf(std::vector<double>{ 0, 4 * least, most, -most }));
    QCOMPARE(narrowest.counts, (std::vector<std::int64_t>{ 2, 0, 0, 2 }));
    for (Histogram empty : { emptyHistogram(1, 1, 3), emptyHistogram(2, 1, 3) }) {
        addToHistogram(empty, DType::Float64, bytesOf(std::vector<double>{ 1, 1 }));
        QCOMPARE(empty.counts[0], std::int64_t{ 2 });
    }
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
