// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/cast.h"

#include "format/tensor/smallfloat.h"
#include "tests/support/wire.h"

#include <QtTest>
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
    void whichCastsThereAre();
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

void TestCast::whichCastsThereAre()
{
    QVERIFY(canCast(DType::Float32, DType::Float32));
    QVERIFY(!canCast(DType::Int32, DType::Float32));
    QVERIFY(!canCast(DType::Float32, DType::Int32));
    QVERIFY(!canCast(DType::Float8E5M2, DType::Float32));
    QVERIFY(!canCast(DType::Complex64, DType::Float32));
}

QTEST_APPLESS_MAIN(TestCast)
#include "tst_cast.moc"
