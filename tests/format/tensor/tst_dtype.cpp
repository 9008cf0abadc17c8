// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/dtype.h"

#include <QtTest>
#include <set>

using namespace ckpt;

class TestDType : public QObject {
    Q_OBJECT
private slots:
    void facts_data();
    void facts();
    void unknownTypes();
    void names();
};

void TestDType::facts_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("unit");
    QTest::addColumn<int>("numbers");
    QTest::addColumn<bool>("isSigned");
    const auto row = [](const char *name, int number, int size, int unit, NumberClass numbers, bool isSigned) {
        QTest::newRow(name) << number << size << unit << static_cast<int>(numbers) << isSigned;
    };
    using enum NumberClass;
    // Numbers and sizes of reference/checkpoint-format.md §3.2.
    row("float32", 1, 4, 4, Float, true);
    row("float64", 2, 8, 8, Float, true);
    row("int32", 3, 4, 4, Integer, true);
    row("uint8", 4, 1, 1, Integer, false);
    row("int16", 5, 2, 2, Integer, true);
    row("int8", 6, 1, 1, Integer, true);
    row("string", 7, 0, 0, String, false);
    row("complex64", 8, 8, 4, Complex, true);
    row("int64", 9, 8, 8, Integer, true);
    row("bool", 10, 1, 1, Bool, false);
    row("qint8", 11, 1, 1, Integer, true);
    row("quint8", 12, 1, 1, Integer, false);
    row("qint32", 13, 4, 4, Integer, true);
    row("bfloat16", 14, 2, 2, Float, true);
    row("qint16", 15, 2, 2, Integer, true);
    row("quint16", 16, 2, 2, Integer, false);
    row("uint16", 17, 2, 2, Integer, false);
    row("complex128", 18, 16, 8, Complex, true);
    row("float16", 19, 2, 2, Float, true);
    row("resource", 20, 0, 0, None, false);
    row("variant", 21, 0, 0, None, false);
    row("uint32", 22, 4, 4, Integer, false);
    row("uint64", 23, 8, 8, Integer, false);
    row("float8_e5m2", 24, 1, 1, Float, true);
    row("float8_e4m3fn", 25, 1, 1, Float, true);
    row("float8_e4m3fnuz", 26, 1, 1, Float, true);
    row("float8_e4m3b11fnuz", 27, 1, 1, Float, true);
    row("float8_e5m2fnuz", 28, 1, 1, Float, true);
    row("int4", 29, 1, 1, Integer, true);
    row("uint4", 30, 1, 1, Integer, false);
    row("int2", 31, 1, 1, Integer, true);
    row("uint2", 32, 1, 1, Integer, false);
    row("float4_e2m1fn", 33, 1, 1, Float, true);
}

void TestDType::facts()
{
    QFETCH(int, number);
    QFETCH(int, size);
    QFETCH(int, unit);
    QFETCH(int, numbers);
    QFETCH(bool, isSigned);
    const auto type = static_cast<DType>(number);
    QVERIFY(isKnown(type));
    QCOMPARE(std::string(name(type)), std::string(QTest::currentDataTag()));
    QCOMPARE(static_cast<int>(dtypeFromName(QTest::currentDataTag()).value_or(DType::Invalid)), number);
    QCOMPARE(elementSize(type), static_cast<std::size_t>(size));
    QCOMPARE(swapUnit(type), static_cast<std::size_t>(unit));
    QCOMPARE(isFixedSize(type), size != 0);
    QCOMPARE(static_cast<int>(numberClass(type)), numbers);
    QCOMPARE(ckpt::isSigned(type), isSigned);
}

void TestDType::unknownTypes()
{
    for (const int number : { 0, -1, 34, 57, 99, 101, 120, INT32_MAX, INT32_MIN }) {
        const auto type = static_cast<DType>(number);
        QVERIFY(!isKnown(type));
        QCOMPARE(std::string(name(type)), std::string("unknown"));
        QCOMPARE(elementSize(type), 0u);
        QCOMPARE(numberClass(type), NumberClass::None);
    }
}

void TestDType::names()
{
    QVERIFY(dtypeFromName("bf16") == DType::BFloat16 && dtypeFromName("c128") == DType::Complex128
        && dtypeFromName("str") == DType::String);
    QVERIFY(dtypeFromName("u64") == DType::UInt64 && dtypeFromName("f16") == DType::Float16
        && dtypeFromName("i8") == DType::Int8);
    for (const char *text : { "", "invalid", "unknown", "float", "FLOAT32", "f8" })
        QVERIFY2(!dtypeFromName(text), text);
}

QTEST_APPLESS_MAIN(TestDType)
#include "tst_dtype.moc"
