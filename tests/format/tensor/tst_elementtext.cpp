// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Text of elements: reading it back gives the same bits, for every pattern of the small types.
#include "format/tensor/smallfloat.h"
#include "format/tensor/tensordata.h"

#include <QtTest>
#include <bit>
#include <charconv>
#include <clocale>
#include <cmath>
#include <random>

using namespace ckpt;

class TestElementText : public QObject {
    Q_OBJECT
private slots:
    void wideFloats();
    void halves_data();
    void halves();
    void smallFloats_data();
    void smallFloats();
    void shortest();
    void followsNoLocale();
    void integers();
    void booleans();
    void complexNumbers();
    void hexadecimal();
    void strings();
    void otherFormats();
};

namespace {

template <typename T>
TensorData tensor(DType type, const std::vector<T> &values)
{
    TensorData data;
    data.dtype = type;
    data.shape = *TensorShape::make(std::array{ static_cast<std::int64_t>(values.size()) });
    data.bytes.assign(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
    return data;
}

template <typename T>
std::string exact(DType type, T value)
{
    return elementText(tensor<T>(type, { value }), 0, NumberFormat::Exact);
}

template <typename T>
T parsed(const std::string &text)
{
    T value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() ? value : std::numeric_limits<T>::quiet_NaN();
}

template <typename T, typename Bits>
void checkRoundTrip(DType type, Bits bits)
{
    const T value = std::bit_cast<T>(bits);
    const std::string text = exact(type, value);
    if (std::isnan(value))
        QCOMPARE(text, std::string("NaN"));
    else if (std::isinf(value))
        QCOMPARE(text, std::string(value > 0 ? "Infinity" : "-Infinity"));
    else
        QCOMPARE(std::bit_cast<Bits>(parsed<T>(text)), bits);
}

// IEEE 754 by definition, independent of the engine.
double halfValue(std::uint16_t bits)
{
    const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
    const double sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 31)
        return mantissa ? std::nan("") : sign * INFINITY;
    return sign * (exponent ? std::ldexp(1024 + mantissa, exponent - 25) : std::ldexp(mantissa, -24));
}

double brainValue(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t{ bits } << 16);
}

// The pattern whose value is nearest to `value`, ties to even, found by looking at all of the same sign.
std::uint16_t nearestPattern(const std::vector<double> &values, double value)
{
    const bool negative = std::signbit(value);
    std::uint16_t best = negative ? 0x8000 : 0;
    // Values of one sign ascend with their patterns, so a binary search will do.
    std::uint16_t low = 0, high = 0x7FFF;
    while (low < high) {
        const auto middle = static_cast<std::uint16_t>((low + high) / 2);
        if (std::isnan(values[middle]) || values[middle] >= std::abs(value))
            high = middle;
        else
            low = static_cast<std::uint16_t>(middle + 1);
    }
    best = low;
    if (low > 0) {
        const double above = values[low] - std::abs(value), below = std::abs(value) - values[low - 1u];
        if (below < above || (below == above && low % 2 == 1))
            best = static_cast<std::uint16_t>(low - 1);
    }
    return static_cast<std::uint16_t>(best | (negative ? 0x8000 : 0));
}

} // namespace

void TestElementText::wideFloats()
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 200'000; ++i) {
        checkRoundTrip<float>(DType::Float32, static_cast<std::uint32_t>(random()));
        checkRoundTrip<double>(DType::Float64, static_cast<std::uint64_t>(random()));
        if (QTest::currentTestFailed())
            return;
    }
    for (const float value : { 0.0f, -0.0f, 1.0f, 0.1f, 1e10f, 16777216.0f, std::numeric_limits<float>::denorm_min(),
             std::numeric_limits<float>::max() })
        checkRoundTrip<float>(DType::Float32, std::bit_cast<std::uint32_t>(value));
    QCOMPARE(exact(DType::Float32, 0.1f), std::string("0.1"));
    QCOMPARE(exact(DType::Float32, -0.0f), std::string("-0"));
    QCOMPARE(exact(DType::Float64, 0.1 + 0.2), std::string("0.30000000000000004"));
}

void TestElementText::halves_data()
{
    QTest::addColumn<int>("type");
    QTest::newRow("float16") << static_cast<int>(DType::Float16);
    QTest::newRow("bfloat16") << static_cast<int>(DType::BFloat16);
}

void TestElementText::halves()
{
    QFETCH(int, type);
    const auto dtype = static_cast<DType>(type);
    std::vector<double> values(0x8000);
    for (std::uint16_t bits = 0; bits < 0x8000; ++bits)
        values[bits] = dtype == DType::Float16 ? halfValue(bits) : brainValue(bits);
    for (std::uint32_t pattern = 0; pattern < 0x10000; ++pattern) {
        const auto bits = static_cast<std::uint16_t>(pattern);
        const double value = dtype == DType::Float16 ? halfValue(bits) : brainValue(bits);
        const TensorData data = tensor<std::uint16_t>(dtype, { bits });
        const double decoded = toDouble(data, 0);
        QVERIFY(
            std::isnan(value) ? std::isnan(decoded) : decoded == value && std::signbit(decoded) == std::signbit(value));
        const std::string text = elementText(data, 0, NumberFormat::Exact);
        if (!std::isfinite(value)) {
            QCOMPARE(text, std::string(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"));
            continue;
        }
        QVERIFY2(nearestPattern(values, parsed<double>(text)) == bits, text.c_str());
        const auto digits = std::count_if(
            text.begin(), std::find(text.begin(), text.end(), 'e'), [](char c) { return c >= '0' && c <= '9'; });
        QVERIFY2(digits <= 5 || text.find('e') == std::string::npos, text.c_str());
    }
}

void TestElementText::smallFloats_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("exponentBits");
    QTest::addColumn<int>("bias");
    QTest::addColumn<int>("nans"); // patterns
    QTest::addColumn<int>("infinities");
    QTest::addColumn<double>("largest");
    QTest::newRow("E5M2") << 24 << 5 << 15 << 6 << 2 << 57344.0;
    QTest::newRow("E4M3FN") << 25 << 4 << 7 << 2 << 0 << 448.0;
    QTest::newRow("E4M3FNUZ") << 26 << 4 << 8 << 1 << 0 << 240.0;
    QTest::newRow("E4M3B11FNUZ") << 27 << 4 << 11 << 1 << 0 << 30.0;
    QTest::newRow("E5M2FNUZ") << 28 << 5 << 16 << 1 << 0 << 57344.0;
}

void TestElementText::smallFloats()
{
    QFETCH(int, type);
    QFETCH(int, exponentBits);
    QFETCH(int, bias);
    QFETCH(int, nans);
    QFETCH(int, infinities);
    QFETCH(double, largest);
    const auto dtype = static_cast<DType>(type);
    const int mantissaBits = 7 - exponentBits;
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < 256; ++i)
        bytes.push_back(static_cast<std::uint8_t>(i));
    const TensorData data = tensor(dtype, bytes);
    std::vector<double> values(256);
    for (int i = 0; i < 256; ++i)
        values[static_cast<std::size_t>(i)] = toDouble(data, i);
    QCOMPARE(std::count_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }), nans);
    QCOMPARE(std::count_if(values.begin(), values.end(), [](double v) { return std::isinf(v); }), infinities);
    double most = 0;
    for (int i = 0; i < 256; ++i) {
        const double value = values[static_cast<std::size_t>(i)];
        if (!std::isfinite(value))
            continue;
        most = std::max(most, value);
        const int exponent = (i & 0x7F) >> mantissaBits, mantissa = i & ((1 << mantissaBits) - 1);
        const double size = exponent ? std::ldexp((1 << mantissaBits) + mantissa, exponent - bias - mantissaBits)
                                     : std::ldexp(mantissa, 1 - bias - mantissaBits);
        QCOMPARE(value, i & 0x80 ? -size : size);
        // Of all patterns, this one is nearest to what the text says.
        const double back = parsed<double>(elementText(data, i, NumberFormat::Exact));
        QCOMPARE(std::signbit(back), std::signbit(value));
        for (const double other : values)
            QVERIFY(!std::isfinite(other) || other == value || std::abs(other - back) > std::abs(value - back));
    }
    QCOMPARE(most, largest);
}

void TestElementText::shortest()
{
    const auto half = [](std::uint16_t bits) { return exact<std::uint16_t>(DType::Float16, bits); };
    QCOMPARE(half(0x2E66), std::string("0.1"));
    QCOMPARE(half(0x4900), std::string("10")); // not 1e+01
    QCOMPARE(half(0x7BFF), std::string("65500")); // as NumPy shows the largest half, 65504
    QCOMPARE(half(0x0001), std::string("6e-08"));
    QCOMPARE(half(0x8000), std::string("-0"));
    QCOMPARE(exact<std::uint16_t>(DType::BFloat16, 0x3DCD), std::string("0.1"));
    QCOMPARE(exact<std::uint8_t>(DType::Float4E2M1FN, 0x0A), std::string("-1"));
    QCOMPARE(exact<std::uint8_t>(DType::Float4E2M1FN, 0x07), std::string("6"));
}

// A window sets the user's locale; half of Europe writes 0,1.
void TestElementText::followsNoLocale()
{
    const char *comma = nullptr;
    for (const char *name : { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "ru_RU.UTF-8" }) {
        if (std::setlocale(LC_NUMERIC, name)) {
            comma = name;
            break;
        }
    }
    if (!comma)
        QSKIP("no locale with a decimal comma is installed");
    const std::string text = exact<std::uint16_t>(DType::Float16, 0x2E66);
    std::setlocale(LC_NUMERIC, "C");
    QCOMPARE(text, std::string("0.1"));
}

void TestElementText::integers()
{
    QCOMPARE(exact<std::int64_t>(DType::Int64, INT64_MIN), std::string("-9223372036854775808"));
    QCOMPARE(exact<std::int64_t>(DType::Int64, (std::int64_t{ 1 } << 53) + 1), std::string("9007199254740993"));
    QCOMPARE(exact<std::uint64_t>(DType::UInt64, UINT64_MAX), std::string("18446744073709551615"));
    QCOMPARE(exact<std::uint32_t>(DType::UInt32, UINT32_MAX), std::string("4294967295"));
    QCOMPARE(exact<std::int32_t>(DType::QInt32, INT32_MIN), std::string("-2147483648"));
    QCOMPARE(exact<std::int8_t>(DType::Int8, -128), std::string("-128"));
    QCOMPARE(exact<std::uint16_t>(DType::QUInt16, 65535), std::string("65535"));
    // 4 and 2 bits: TensorFlow writes zeros above, and reads ones as the same value.
    for (const std::uint8_t byte : { 0x08, 0xF8 })
        QCOMPARE(exact<std::uint8_t>(DType::Int4, byte), std::string("-8"));
    for (const std::uint8_t byte : { 0x0F, 0xFF }) {
        QCOMPARE(exact<std::uint8_t>(DType::Int4, byte), std::string("-1"));
        QCOMPARE(exact<std::uint8_t>(DType::UInt4, byte), std::string("15"));
        QCOMPARE(exact<std::uint8_t>(DType::Int2, byte), std::string("-1"));
        QCOMPARE(exact<std::uint8_t>(DType::UInt2, byte), std::string("3"));
    }
    QCOMPARE(exact<std::uint8_t>(DType::Int2, 0x02), std::string("-2"));
}

void TestElementText::booleans()
{
    QCOMPARE(exact<std::uint8_t>(DType::Bool, 0), std::string("False"));
    QCOMPARE(exact<std::uint8_t>(DType::Bool, 1), std::string("True"));
    QCOMPARE(exact<std::uint8_t>(DType::Bool, 2), std::string("True"));
}

void TestElementText::complexNumbers()
{
    const TensorData data = tensor<float>(DType::Complex64, { 1.5f, -2.0f, -0.0f, 0.1f, NAN, -INFINITY });
    QCOMPARE(elementText(data, 0, NumberFormat::Exact), std::string("(1.5-2j)"));
    QCOMPARE(elementText(data, 1, NumberFormat::Exact), std::string("(-0+0.1j)"));
    QCOMPARE(elementText(data, 2, NumberFormat::Exact), std::string("(NaN-Infinityj)"));
    QCOMPARE(elementText(tensor<double>(DType::Complex128, { 0.1, 1e300 }), 0, NumberFormat::Exact),
        std::string("(0.1+1e+300j)"));
    QCOMPARE(toComplex(data, 0), std::complex<double>(1.5, -2));
    QCOMPARE(toDouble(data, 0), 1.5);
}

void TestElementText::hexadecimal()
{
    const auto hex = [](const TensorData &data) { return elementText(data, 0, NumberFormat::Hex); };
    QCOMPARE(hex(tensor<float>(DType::Float32, { 1.0f })), std::string("0x3f800000"));
    QCOMPARE(hex(tensor<std::uint8_t>(DType::Int4, { 0x0F })), std::string("0x0f"));
    QCOMPARE(hex(tensor<float>(DType::Complex64, { 1.0f, -1.0f })), std::string("0x3f800000 0xbf800000"));
    QCOMPARE(hex(tensor<std::int64_t>(DType::Int64, { -2 })), std::string("0xfffffffffffffffe"));
}

void TestElementText::strings()
{
    TensorData data;
    data.dtype = DType::String;
    data.strings = { "plain", "", "a\"b\\c", std::string("\0\n\xFF", 3), "中文" };
    const char *expected[] = { "\"plain\"", "\"\"", "\"a\\\"b\\\\c\"", "\"\\x00\\x0A\\xFF\"", "\"中文\"" };
    for (std::int64_t i = 0; i < 5; ++i)
        QCOMPARE(elementText(data, i, NumberFormat::Exact), std::string(expected[i]));
    QVERIFY(std::isnan(toDouble(data, 0)));
}

void TestElementText::otherFormats()
{
    const TensorData data = tensor<double>(DType::Float64, { 1234.5678, NAN });
    QCOMPARE(elementText(data, 0, NumberFormat::Short), std::string("1235"));
    QCOMPARE(elementText(data, 0, NumberFormat::Scientific), std::string("1.234568e+03"));
    QCOMPARE(elementText(data, 1, NumberFormat::Short), std::string("NaN"));
}

QTEST_APPLESS_MAIN(TestElementText)
#include "tst_elementtext.moc"
