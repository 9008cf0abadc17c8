// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/bytecursor.h"
#include "tests/support/wire.h"

#include <QtTest>

using ckpt::ByteCursor;

class TestByteCursor : public QObject {
    Q_OBJECT
private slots:
    void varintsAroundPowersOfTwo();
    void varintsCutAtEveryLength();
    void overlongVarints();
    void fixedIntegers();
    void neverPastTheEnd();
};

namespace {

std::vector<std::uint64_t> borders()
{
    std::vector<std::uint64_t> values{ UINT64_MAX };
    for (int bit = 0; bit < 64; ++bit) {
        for (const int off : { -1, 0, 1 })
            values.push_back((std::uint64_t{ 1 } << bit) + static_cast<std::uint64_t>(off));
    }
    return values;
}

} // namespace

void TestByteCursor::varintsAroundPowersOfTwo()
{
    for (const std::uint64_t value : borders()) {
        std::string bytes;
        ckpt::test::putVarint(bytes, value);
        const std::size_t length = bytes.size();
        bytes += "rest";
        ByteCursor wide(bytes), narrow(bytes);
        QCOMPARE(wide.varint64().value_or(~value), value);
        QCOMPARE(wide.position(), length);
        QCOMPARE(wide.rest(), std::string_view("rest"));
        const auto small = narrow.varint32();
        QCOMPARE(small.has_value(), value <= UINT32_MAX);
        QCOMPARE(narrow.position(), small ? length : 0u);
        if (small)
            QCOMPARE(std::uint64_t{ *small }, value);
    }
}

void TestByteCursor::varintsCutAtEveryLength()
{
    for (const std::uint64_t value : borders()) {
        std::string bytes;
        ckpt::test::putVarint(bytes, value);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            ByteCursor cursor(std::string_view(bytes).substr(0, length));
            QVERIFY(!cursor.varint64());
            QVERIFY(!cursor.varint32());
            QCOMPARE(cursor.remaining(), length);
        }
    }
}

void TestByteCursor::overlongVarints()
{
    using namespace std::string_literals;
    // More bytes than needed are read as TensorFlow reads them, as long as the encoding may have so many.
    QCOMPARE(ByteCursor("\x80\x00"s).varint64().value_or(1), std::uint64_t{ 0 });
    QCOMPARE(ByteCursor("\x85\x80\x80\x80\x00"s).varint32().value_or(0), 5u);
    QVERIFY(!ByteCursor("\x85\x80\x80\x80\x80\x00"s).varint32());
    QCOMPARE(ByteCursor("\x85\x80\x80\x80\x80\x00"s).varint64().value_or(0), std::uint64_t{ 5 });
    QVERIFY(!ByteCursor("\xFF\xFF\xFF\xFF\x1F"s).varint32()); // 33 bits
    QCOMPARE(ByteCursor("\xFF\xFF\xFF\xFF\x0F"s).varint32().value_or(0), UINT32_MAX);
    QVERIFY(!ByteCursor(std::string(9, '\xFF') + "\x02").varint64()); // 65 bits
    QCOMPARE(ByteCursor(std::string(9, '\xFF') + "\x01").varint64().value_or(0), UINT64_MAX);
    QVERIFY(!ByteCursor(std::string(10, '\x80') + "\x00"s).varint64()); // 11 bytes
    QVERIFY(!ByteCursor(std::string(1000, '\xFF')).varint64());
}

void TestByteCursor::fixedIntegers()
{
    for (const std::uint64_t value : borders()) {
        std::string bytes;
        ckpt::test::putFixed32(bytes, static_cast<std::uint32_t>(value));
        ckpt::test::putFixed64(bytes, value);
        ByteCursor cursor(bytes);
        QCOMPARE(cursor.fixed32().value_or(~0u), static_cast<std::uint32_t>(value));
        QCOMPARE(cursor.fixed64().value_or(~value), value);
        QVERIFY(cursor.atEnd());
    }
    ByteCursor three("abc"), seven("abcdefg");
    QVERIFY(!three.fixed32());
    QVERIFY(!seven.fixed64());
    QCOMPARE(three.remaining(), 3u);
    QCOMPARE(seven.remaining(), 7u);
}

void TestByteCursor::neverPastTheEnd()
{
    ByteCursor cursor("abcd");
    for (const std::uint64_t count : { std::uint64_t{ 5 }, std::uint64_t{ 1 } << 32, UINT64_MAX }) {
        QVERIFY(!cursor.bytes(count));
        QVERIFY(!cursor.skip(count));
    }
    QCOMPARE(cursor.bytes(4).value_or(""), std::string_view("abcd"));
    QCOMPARE(cursor.bytes(0).value_or("x"), std::string_view());
    QVERIFY(!cursor.u8());
    QCOMPARE(ByteCursor("\xFF").u8().value_or(0), 255);
}

QTEST_APPLESS_MAIN(TestByteCursor)
#include "tst_bytecursor.moc"
