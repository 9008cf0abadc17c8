// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Statistics against the same in long double, two passes.
#include "format/tensor/statistics.h"

#include <QtTest>
#include <cmath>
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
    void histogram();
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

void TestStatistics::histogram()
{
    Histogram histogram = emptyHistogram(0, 10, 5);
    addToHistogram(
        histogram, DType::Float32, bytesOf(std::vector<float>{ 0, 1.9f, 2, 9.99f, 10, -5, 50, NAN, INFINITY }));
    QCOMPARE(histogram.counts, (std::vector<std::int64_t>{ 3, 1, 0, 0, 3 }));
    addToHistogram(histogram, DType::UInt8, bytesOf(std::vector<std::uint8_t>{ 5 }));
    QCOMPARE(histogram.counts[2], std::int64_t{ 1 });
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
