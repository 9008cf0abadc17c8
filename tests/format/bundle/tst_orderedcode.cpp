// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/orderedcode.h"

#include "tests/support/wire.h"

#include <QtTest>
#include <algorithm>
#include <random>

using namespace ckpt;

class TestOrderedCode : public QObject {
    Q_OBJECT
private slots:
    void signedTable_data();
    void signedTable();
    void unsignedTable();
    void stringTable();
    void roundTripAtBorders();
    void everyTruncation();
    void bytesSortAsNumbersDo();
    void wrongCodes();
    void sliceKeys();
};

namespace {

std::string signedCode(std::int64_t value)
{
    std::string out;
    writeOrderedSigned(out, value);
    return out;
}

std::string unsignedCode(std::uint64_t value)
{
    std::string out;
    writeOrderedUnsigned(out, value);
    return out;
}

std::string stringCode(std::string_view text)
{
    std::string out;
    writeOrderedString(out, text);
    return out;
}

std::vector<std::int64_t> borders()
{
    std::vector<std::int64_t> values{ INT64_MIN, INT64_MAX };
    for (int bit = 0; bit < 63; ++bit) {
        for (const std::int64_t off : { -1, 0, 1 }) {
            values.push_back((std::int64_t{ 1 } << bit) + off);
            values.push_back(-(std::int64_t{ 1 } << bit) + off);
        }
    }
    return values;
}

std::string unhex(const char *text)
{
    return QByteArray::fromHex(text).toStdString();
}

} // namespace

void TestOrderedCode::signedTable_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](qint64 value, const char *hex) {
        QTest::addRow("%lld", static_cast<long long>(value)) << value << QByteArray(hex);
    };
    row(0, "80");
    row(1, "81");
    row(-1, "7f");
    row(-64, "40");
    row(-65, "3fbf");
    row(63, "bf");
    row(64, "c040");
    row(100, "c064");
    row(1000, "c3e8");
    row(-2048, "3800");
    row(8191, "dfff");
    row(8192, "e02000");
    row(0x424242, "f0424242");
    row(qint64(1) << 31, "f880000000");
    row(qint64(1) << 62, "ffc04000000000000000");
    row(INT64_MAX, "ffc07fffffffffffffff");
}

void TestOrderedCode::signedTable()
{
    QFETCH(qint64, value);
    QFETCH(QByteArray, hex);
    QCOMPARE(QByteArray::fromStdString(signedCode(value)).toHex(), hex);
    const std::string bytes = signedCode(value) + "x";
    ByteCursor cursor(bytes);
    QCOMPARE(readOrderedSigned(cursor).value_or(~value), std::int64_t{ value });
    QCOMPARE(cursor.rest(), std::string_view("x"));
}

void TestOrderedCode::unsignedTable()
{
    QCOMPARE(unsignedCode(0), unhex("00"));
    QCOMPARE(unsignedCode(1), unhex("0101"));
    QCOMPARE(unsignedCode(255), unhex("01ff"));
    QCOMPARE(unsignedCode(256), unhex("020100"));
    QCOMPARE(unsignedCode(UINT64_MAX), unhex("08ffffffffffffffff"));
}

void TestOrderedCode::stringTable()
{
    QCOMPARE(stringCode(""), unhex("0001"));
    QCOMPARE(stringCode(std::string("a\0b", 3)), unhex("6100ff620001"));
    QCOMPARE(stringCode("\xFF"), unhex("ff000001"));
    QCOMPARE(stringCode("abc"), unhex("6162630001"));
}

void TestOrderedCode::roundTripAtBorders()
{
    for (const std::int64_t value : borders()) {
        const std::string code = signedCode(value);
        ByteCursor cursor(code);
        QCOMPARE(readOrderedSigned(cursor).value_or(~value), value);
        QVERIFY(cursor.atEnd());
        const std::string wide = unsignedCode(static_cast<std::uint64_t>(value));
        ByteCursor other(wide);
        QCOMPARE(
            readOrderedUnsigned(other).value_or(~static_cast<std::uint64_t>(value)), static_cast<std::uint64_t>(value));
        QVERIFY(other.atEnd());
    }
    for (const std::string &text :
        { std::string(), std::string("\0", 1), std::string("\xFF\0\xFF", 3), std::string(5000, '\0') }) {
        const std::string code = stringCode(text) + "rest";
        ByteCursor cursor(code);
        QCOMPARE(readOrderedString(cursor).value_or("wrong"), text);
        QCOMPARE(cursor.rest(), std::string_view("rest"));
    }
}

void TestOrderedCode::everyTruncation()
{
    for (const std::int64_t value : borders()) {
        const std::string code = signedCode(value), wide = unsignedCode(static_cast<std::uint64_t>(value));
        for (std::size_t length = 0; length < code.size(); ++length) {
            ByteCursor cursor(std::string_view(code).substr(0, length));
            QVERIFY(!readOrderedSigned(cursor));
        }
        for (std::size_t length = 0; length < wide.size(); ++length) {
            ByteCursor cursor(std::string_view(wide).substr(0, length));
            QVERIFY(!readOrderedUnsigned(cursor));
        }
    }
    const std::string text = stringCode(std::string("a\0\xFFz", 4));
    for (std::size_t length = 0; length < text.size(); ++length) {
        ByteCursor cursor(std::string_view(text).substr(0, length));
        QVERIFY(!readOrderedString(cursor));
    }
    const std::string key = encodeSliceKey("name", { { { 100000, 50000 }, { 0, -1 } } });
    for (std::size_t length = 0; length < key.size(); ++length)
        QVERIFY(!decodeSliceKey(std::string_view(key).substr(0, length)));
    QVERIFY(!decodeSliceKey(key + "x"));
}

void TestOrderedCode::bytesSortAsNumbersDo()
{
    std::vector<std::int64_t> values = borders();
    std::sort(values.begin(), values.end());
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (values[i - 1] == values[i])
            continue;
        QVERIFY(signedCode(values[i - 1]) < signedCode(values[i]));
        if (values[i - 1] >= 0)
            QVERIFY(unsignedCode(static_cast<std::uint64_t>(values[i - 1]))
                < unsignedCode(static_cast<std::uint64_t>(values[i])));
    }
}

void TestOrderedCode::wrongCodes()
{
    const auto number = [](const char *hex) {
        const std::string bytes = unhex(hex);
        ByteCursor cursor(bytes);
        return readOrderedSigned(cursor);
    };
    for (const char *hex : { "", "c001", "e00040", "3fff", "ffff", "ffe00000000000000000", "ffffffffffffffffffffff",
             "0000", "000000000000000000000000" })
        QVERIFY2(!number(hex), hex); // not the shortest form, or longer than ten bytes
    const auto wide = [](const char *hex) {
        const std::string bytes = unhex(hex);
        ByteCursor cursor(bytes);
        return readOrderedUnsigned(cursor);
    };
    for (const char *hex : { "0100", "02000f", "09010101010101010101", "ff" })
        QVERIFY2(!wide(hex), hex);
    const auto text = [](const char *hex) {
        const std::string bytes = unhex(hex);
        ByteCursor cursor(bytes);
        return readOrderedString(cursor);
    };
    for (const char *hex : { "0000", "0002", "ff01", "ffff", "610000" })
        QVERIFY2(!text(hex), hex);
    // A rank that the bytes cannot hold is refused before anything is made of it.
    QVERIFY(!decodeSliceKey(unhex("00770001") + unsignedCode(UINT64_MAX)));
    QVERIFY(!decodeSliceKey(unhex("00770001") + unsignedCode(1) + "\x80"));
    QVERIFY(!decodeSliceKey(unhex("0101770001") + unsignedCode(0)));
}

void TestOrderedCode::sliceKeys()
{
    std::mt19937_64 random(9);
    for (int round = 0; round < 2000; ++round) {
        std::string name(random() % 12, '\0');
        for (char &c : name)
            c = static_cast<char>(random() % 4 == 0 ? (random() % 2 ? 0xFF : 0) : random());
        TensorSlice slice;
        std::vector<test::Extent> extents;
        for (std::size_t rank = random() % 5; rank > 0; --rank) {
            const TensorSlice::Extent extent{ static_cast<std::int64_t>(random() >> (random() % 64)) & INT64_MAX,
                random() % 3 ? static_cast<std::int64_t>(random() >> 8) : -1 };
            slice.extents.push_back(extent);
            extents.push_back({ extent.start, extent.length });
        }
        const std::string key = encodeSliceKey(name, slice);
        QCOMPARE(key, test::sliceKey(name, extents));
        QVERIFY(key.ends_with(encodeExtents(slice)));
        const auto decoded = decodeSliceKey(key);
        QVERIFY(decoded.has_value());
        QCOMPARE(decoded->variable, name);
        QCOMPARE(decoded->slice, slice);
    }
}

QTEST_APPLESS_MAIN(TestOrderedCode)
#include "tst_orderedcode.moc"
