// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/cast.h"

#include "format/tensor/castfigures.h"
#include "format/tensor/elementparse.h"
#include "format/tensor/smallfloat.h"
#include "tests/support/wire.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>

using namespace ckpt;

namespace {

std::string fromHex(const std::string &hex)
{
    std::string bytes;
    for (std::size_t at = hex.size(); at >= 2; at -= 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at - 2, 2), nullptr, 16));
    return bytes;
}

template <typename T>
T castOne(DType from, DType to, auto value)
{
    std::string out;
    castElements(from, to, std::string_view(reinterpret_cast<const char *>(&value), sizeof value), out);
    T result{};
    if (out.size() == sizeof result)
        std::memcpy(&result, out.data(), sizeof result);
    return result;
}

} // namespace

class TestCast : public QObject {
    Q_OBJECT
private slots:
    void casesFromRationalArithmetic();
    void theProcessorAgrees();
    void smallTypesThereAndBack();
    void manyAtOnce();
    void typesOfEightBits();
    void figures();
    void figuresOfNothing();
    void whichCastsThereAre();
    void elementsFromText();
};

void TestCast::casesFromRationalArithmetic()
{
    const auto table = nlohmann::json::parse(test::readFile(CKPT_SOURCE_DIR "/tests/data/casts.json"));
    int compared = 0;
    for (const auto &one : table["cases"]) {
        const DType from = *dtypeFromName(one["from"].get<std::string>());
        for (const auto &[name, hex] : one["to"].items()) {
            const DType to = *dtypeFromName(name);
            QVERIFY(canCast(from, to));
            std::string out;
            castElements(from, to, fromHex(one["in"]), out);
            QVERIFY2(out == fromHex(hex), (one.dump() + " " + name).c_str());
            // Wide registers, and what is left over.
            std::string many, manyOut, expected;
            for (int i = 0; i < 37; ++i) {
                many += fromHex(one["in"]);
                expected += fromHex(hex);
            }
            castElements(from, to, many, manyOut);
            QVERIFY2(manyOut == expected, (one.dump() + " many " + name).c_str());
            ++compared;
        }
    }
    QVERIFY(compared > 800);
}

void TestCast::theProcessorAgrees()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 300'000; ++i) {
        const std::uint64_t bits = random();
        double wide;
        std::memcpy(&wide, &bits, sizeof wide);
        if (i % 2 == 0) // most patterns are far outside of float32
            wide = std::ldexp(1.0 + static_cast<double>(bits >> 12) * 0x1p-52, static_cast<int>(bits % 300) - 160);
        if (std::isnan(wide))
            continue;
        const auto narrow = castOne<float>(DType::Float64, DType::Float32, wide);
        QCOMPARE(narrow, static_cast<float>(wide));
        QCOMPARE(castOne<double>(DType::Float32, DType::Float64, narrow), static_cast<double>(narrow));
        const auto half = castOne<std::uint16_t>(DType::Float64, DType::Float16, wide);
        if (std::abs(wide) < 65504)
            QVERIFY(std::abs(halfToDouble(half) - wide) <= std::max(std::abs(wide) * 0x1p-11, 0x1p-25));
    }
}

void TestCast::smallTypesThereAndBack()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const auto pattern = static_cast<std::uint16_t>(bits);
        for (const DType type : { DType::Float16, DType::BFloat16 }) {
            const auto wide = castOne<double>(type, DType::Float64, pattern);
            const double expected = type == DType::Float16 ? halfToDouble(pattern) : bfloat16ToDouble(pattern);
            if (std::isnan(expected)) {
                QVERIFY(std::isnan(wide));
                continue;
            }
            QCOMPARE(wide, expected);
            QCOMPARE(castOne<std::uint16_t>(DType::Float64, type, wide), pattern);
        }
    }
}

// Those that go many at once, against those that go one by one: by way of float64, which is exact.
void TestCast::manyAtOnce()
{
    std::mt19937 random(5);
    std::string floats;
    for (int i = 0; i < 400'000; ++i) {
        std::uint32_t bits = static_cast<std::uint32_t>(random());
        if (i % 4 != 0) // near what float16 has, and halfway between
            bits = (bits & 0x8000'0000) | ((100 + bits % 50) << 23) | (bits & 0x7F'E000)
                | (i % 4 == 1 ? 0x1000 : bits & 0x1FFF);
        if ((bits & 0x7FFF'FFFF) <= 0x7F80'0000)
            floats.append(reinterpret_cast<const char *>(&bits), sizeof bits);
    }
    for (const std::uint32_t bits : { 0x477F'EFFFu, 0x477F'F000u, 0x4780'0000u, 0x3300'0000u, 0x3300'0001u,
             0x387F'E000u, 0x387F'F000u, 0x7F7F'FFFFu, 0x7F80'0000u, 0x8000'0000u, 0x0000'0001u })
        floats.append(reinterpret_cast<const char *>(&bits), sizeof bits);
    std::string doubles;
    castElements(DType::Float32, DType::Float64, floats, doubles);
    for (const DType to : { DType::Float16, DType::BFloat16 }) {
        std::string straight, around;
        castElements(DType::Float32, to, floats, straight);
        castElements(DType::Float64, to, doubles, around);
        QVERIFY(straight == around);
    }
}

// Bits of NaN are those that ml_dtypes gives.
void TestCast::typesOfEightBits()
{
    for (const DType type : { DType::Float8E5M2, DType::Float8E4M3FN, DType::Float8E4M3FNUZ, DType::Float8E5M2FNUZ,
             DType::Float8E4M3B11FNUZ }) {
        for (unsigned bits = 0; bits < 256; ++bits) {
            const auto pattern = static_cast<std::uint8_t>(bits);
            const double expected = smallFloatTable(type)[bits];
            const auto single = castOne<std::uint32_t>(type, DType::Float32, pattern);
            const auto half = castOne<std::uint16_t>(type, DType::Float16, pattern);
            if (std::isnan(expected)) {
                QCOMPARE(single, bits >= 0x80 ? 0xFFC0'0000u : 0x7FC0'0000u);
                QCOMPARE(half, std::uint16_t(bits >= 0x80 ? 0xFE00 : 0x7E00));
                continue;
            }
            QCOMPARE(castOne<double>(type, DType::Float64, pattern), expected);
            QCOMPARE(static_cast<double>(std::bit_cast<float>(single)), expected);
            QCOMPARE(std::signbit(std::bit_cast<float>(single)), std::signbit(expected));
            QCOMPARE(halfToDouble(half), expected); // all of them have such a half
        }
    }
    QCOMPARE(castOne<float>(DType::Float4E2M1FN, DType::Float32, std::uint8_t{ 0x0F }), -6.0f);
}

void TestCast::figures()
{
    // What the definition says, one value at a time.
    std::mt19937 random(9);
    constexpr float infinity = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> values{ infinity, -infinity, nan, 70000, -1e30f, 0, -0.0f, 1e-10f, 3e-6f, 65504 };
    for (int i = 0; i < 5000; ++i)
        values.push_back(
            std::ldexp(static_cast<float>(random()) * 0x1p-32f - 0.5f, static_cast<int>(random() % 40) - 24));
    const std::string_view before(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
    for (const DType to : { DType::Float16, DType::BFloat16, DType::Float8E5M2, DType::Float8E4M3FN, DType::Float64 }) {
        const int mantissa = to == DType::Float16 ? 10
            : to == DType::BFloat16               ? 7
            : to == DType::Float8E5M2             ? 2
            : to == DType::Float8E4M3FN           ? 3
                                                  : 52;
        const int least = to == DType::BFloat16 ? -126
            : to == DType::Float8E4M3FN         ? -6
            : to == DType::Float64              ? -1022
                                                : -14;
        std::string after, wide;
        castElements(DType::Float32, to, before, after);
        castElements(to, DType::Float64, after, wide);
        CastFigures expected{ DType::Float32, to };
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double x = values[i];
            double y;
            std::memcpy(&y, wide.data() + i * sizeof y, sizeof y);
            ++expected.elements;
            expected.nans += std::isnan(x);
            expected.infinities += std::isinf(x);
            expected.overflows += std::isfinite(x) && !std::isfinite(y);
            expected.underflows += x != 0 && y == 0;
            expected.denormals += y != 0 && std::abs(y) < std::ldexp(1.0, least);
            if (!std::isfinite(x) || !std::isfinite(y))
                continue;
            const double off = std::abs(x - y);
            const int exponent = x == 0 ? least : std::max(std::ilogb(x), least);
            expected.maxAbsolute = std::max(expected.maxAbsolute, off);
            expected.maxRelative = std::max(expected.maxRelative, x == 0 ? 0 : off / std::abs(x));
            expected.maxUlp = std::max(expected.maxUlp, std::ldexp(off, mantissa - exponent));
        }
        CastFigures found{ DType::Float32, to };
        const std::size_t some = 1111, size = elementSize(to); // in two blocks
        found.add(before.substr(0, some * 4), std::string_view(after).substr(0, some * size));
        found.add(before.substr(some * 4), std::string_view(after).substr(some * size));
        QCOMPARE(found.elements, expected.elements);
        QCOMPARE(found.nans, 1);
        QCOMPARE(found.infinities, 2);
        QCOMPARE(found.overflows, expected.overflows);
        QCOMPARE(found.underflows, expected.underflows);
        QCOMPARE(found.denormals, expected.denormals);
        QVERIFY(found.maxAbsolute == expected.maxAbsolute);
        QVERIFY(found.maxRelative == expected.maxRelative);
        QVERIFY(found.maxUlp == expected.maxUlp);
        QVERIFY(found.maxUlp <= 0.5);
        QVERIFY(to == DType::Float64 || found.maxUlp > 0.45);
    }
}

void TestCast::figuresOfNothing()
{
    CastFigures none{ DType::Float32, DType::Float16 };
    none.add({}, {});
    QCOMPARE(none.elements, 0);
    QCOMPARE(none.maxUlp, 0.0);
}

void TestCast::elementsFromText()
{
    const auto bytes = [](DType type, std::string_view text) { return parseElement(type, text).value_or("refused"); };
    const auto hex = [&](DType type, std::string_view text) {
        return QByteArray::fromStdString(bytes(type, text)).toHex().toStdString();
    };
    QCOMPARE(hex(DType::Int64, "0"), "0000000000000000");
    QCOMPARE(hex(DType::Int64, "-9223372036854775808"), "0000000000000080");
    QCOMPARE(hex(DType::UInt64, "18446744073709551615"), "ffffffffffffffff");
    QCOMPARE(hex(DType::Int32, "+7"), "07000000");
    QCOMPARE(hex(DType::QUInt8, "255"), "ff");
    QCOMPARE(hex(DType::Int4, "-8"), "f8");
    QCOMPARE(hex(DType::Bool, "true"), "01");
    QCOMPARE(hex(DType::Float32, "0.1"), "cdcccc3d");
    QCOMPARE(hex(DType::Float32, "-inf"), "000080ff");
    QCOMPARE(hex(DType::Float64, "1e-3"), "fca9f1d24d62503f");
    QCOMPARE(hex(DType::Float16, "65504"), "ff7b");
    QCOMPARE(hex(DType::BFloat16, "1"), "803f");
    QCOMPARE(hex(DType::Float8E4M3FN, "448"), "7e");
    for (const auto &[type, text] :
        std::initializer_list<std::pair<DType, const char *>>{ { DType::Int32, "2147483648" }, { DType::Int32, "1.0" },
            { DType::Int32, "1e3" }, { DType::Int32, "" }, { DType::Int32, " 1" }, { DType::Int32, "+-1" },
            { DType::UInt8, "-1" }, { DType::UInt8, "256" }, { DType::Int4, "8" }, { DType::UInt2, "4" },
            { DType::Bool, "2" }, { DType::Float32, "1e39" }, { DType::Float32, "1 " }, { DType::Float16, "65520" },
            { DType::Float8E4M3FN, "inf" }, { DType::Float8E4M3FNUZ, "1" }, { DType::Float64, "1e400" },
            { DType::String, "a" }, { DType::Complex64, "1" } }) {
        const auto refused = parseElement(type, text);
        QVERIFY2(!refused, text);
        QCOMPARE(refused.error().fault, Fault::ValueNotWritable);
        QVERIFY(refused.error().detail.find(text) != std::string::npos);
    }
    QCOMPARE(parseElement(DType::UInt8, "-1").error().detail, "“-1” is outside of uint8.");
}

void TestCast::whichCastsThereAre()
{
    QVERIFY(canCast(DType::Float32, DType::Float32));
    QVERIFY(!canCast(DType::Int32, DType::Float32));
    QVERIFY(!canCast(DType::Float32, DType::Int32));
    QVERIFY(canCast(DType::Float8E4M3B11FNUZ, DType::Float32));
    QVERIFY(!canCast(DType::Float32, DType::Float8E4M3FNUZ));
    QVERIFY(!canCast(DType::Complex64, DType::Float32));
}

QTEST_APPLESS_MAIN(TestCast)
#include "tst_cast.moc"
