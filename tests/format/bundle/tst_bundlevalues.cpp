// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Strings, variants and byte order in data files.
#include "format/bundle/bundlevalues.h"

#include "tests/format/table/memoryfile.h"
#include "tests/support/wire.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestBundleValues : public QObject {
    Q_OBJECT
private slots:
    void swaps();
    void strings();
    void everyFlippedBitOfStrings();
    void stringsThatLie();
    void bigEndianStrings();
    void variants();
    void stopsWhenAsked();
};

namespace {

void putLength(std::string &out, std::uint64_t length, int bytes, bool bigEndian)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(length >> (8 * (bigEndian ? bytes - 1 - i : i)));
}

struct Piece {
    std::string bytes;
    StoredAt at;
};

// As reference/checkpoint-format.md §3.2 describes it.
Piece stringPiece(const std::vector<std::string> &strings, bool bigEndian = false)
{
    std::string lengths, hashed, all;
    for (const std::string &text : strings) {
        putVarint(lengths, text.size());
        putLength(hashed, text.size(), 4, bigEndian);
        all += text;
    }
    std::string checksum;
    putLength(checksum, maskedCrc(hashed), 4, bigEndian);
    Piece piece{ lengths + checksum + all, {} };
    piece.at.size = piece.bytes.size();
    piece.at.maskedCrc = maskedCrc(hashed + checksum + all);
    return piece;
}

Result<std::vector<std::string>> read(const Piece &piece, std::int64_t count, bool bigEndian = false, bool check = true)
{
    return readStrings(*memoryFile(piece.bytes), piece.at, count, bigEndian, check, "s", {});
}

} // namespace

void TestBundleValues::swaps()
{
    const auto swapped = [](DType type, std::string bytes) {
        swapBytes(type, bytes);
        return bytes;
    };
    QCOMPARE(swapped(DType::Float32, "abcdefgh"), std::string("dcbahgfe"));
    QCOMPARE(swapped(DType::Complex64, "abcdefgh"), std::string("dcbahgfe"));
    QCOMPARE(swapped(DType::Float64, "abcdefgh"), std::string("hgfedcba"));
    QCOMPARE(swapped(DType::BFloat16, "abcd"), std::string("badc"));
    QCOMPARE(swapped(DType::UInt8, "abcd"), std::string("abcd"));
    QCOMPARE(swapped(DType::Bool, "abcd"), std::string("abcd"));
    QCOMPARE(swapped(DType::Float8E5M2, "abcd"), std::string("abcd"));
}

void TestBundleValues::strings()
{
    for (const std::vector<std::string> &strings : { std::vector<std::string>{ "hello" }, { "" }, { "", "", "" },
             { "a", std::string(300, 'b'), std::string("\0\xFF", 2) } })
        QCOMPARE(read(stringPiece(strings), static_cast<std::int64_t>(strings.size()))
                     .value_or(std::vector<std::string>{ "wrong" }),
            strings);
    // The example of the reference.
    const Piece hello = stringPiece({ "hello" });
    QCOMPARE(QByteArray::fromStdString(hello.bytes).toHex(), QByteArray("05d9c69c4368656c6c6f"));
    QCOMPARE(hello.at.maskedCrc, 0x29C0E0ECu);
    const Piece none = stringPiece({});
    QCOMPARE(none.at.maskedCrc, 0x640CC1F6u);
    QVERIFY(read(none, 0)->empty());
    QVERIFY(read({}, 0)->empty()); // no bytes at all
}

void TestBundleValues::everyFlippedBitOfStrings()
{
    const std::vector<std::string> strings{ "alpha", "", std::string(200, 'b'), "c" };
    const Piece whole = stringPiece(strings);
    for (std::size_t at = 0; at < whole.bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            Piece damaged = whole;
            damaged.bytes[at] = static_cast<char>(damaged.bytes[at] ^ (1 << bit));
            const auto found = read(damaged, 4);
            QVERIFY2(!found, qPrintable(QString("byte %1 bit %2").arg(at).arg(bit)));
            QVERIFY(found.error().fault == Fault::StringsDamaged || found.error().fault == Fault::TensorChecksum);
            QCOMPARE(found.error().key, std::string("s"));
            // Without the checksum over everything, that over the lengths still counts.
            const bool ofLengths = at < whole.bytes.size() - 206;
            QCOMPARE(read(damaged, 4, false, false).has_value(), !ofLengths);
        }
    }
    for (std::size_t size = 0; size < whole.bytes.size(); ++size) {
        Piece cut = whole;
        cut.at.size = size;
        QVERIFY(!read(cut, 4));
    }
    Piece longer = whole;
    longer.bytes += "x";
    longer.at.size += 1;
    QVERIFY(!read(longer, 4));
}

void TestBundleValues::stringsThatLie()
{
    const Piece hello = stringPiece({ "hello" });
    for (const std::int64_t count :
        { std::int64_t{ -1 }, std::int64_t{ 2 }, std::int64_t{ 11 }, std::int64_t{ 1 } << 40, INT64_MAX })
        QCOMPARE(read(hello, count).error().fault, Fault::StringsDamaged);
    // Lengths whose sum wraps.
    std::string bytes;
    putVarint(bytes, UINT64_MAX);
    putVarint(bytes, 6);
    bytes += "12345hello";
    Piece wraps{ bytes, {} };
    wraps.at.size = bytes.size();
    QCOMPARE(read(wraps, 2).error().fault, Fault::StringsDamaged);
    // A piece that is not there, or larger than the limit.
    Piece away = hello;
    away.at.offset = UINT64_MAX - 3;
    QCOMPARE(read(away, 1).error().fault, Fault::TensorOutOfShard);
    Piece huge = hello;
    huge.at.size = UINT64_MAX;
    QCOMPARE(read(huge, 1).error().fault, Fault::LimitExceeded);
    Limits few;
    few.maxStrings = 1;
    const Piece two = stringPiece({ "a", "b" });
    QVERIFY(!readStrings(*memoryFile(two.bytes), two.at, 2, false, true, "s", few));
}

void TestBundleValues::bigEndianStrings()
{
    const std::vector<std::string> strings{ "alpha", "", "gamma" };
    const Piece piece = stringPiece(strings, true);
    QCOMPARE(read(piece, 3, true).value_or(std::vector<std::string>{}), strings);
    QVERIFY(!read(piece, 3, false));
}

void TestBundleValues::variants()
{
    const std::vector<std::string> elements{ "first", "", std::string(200, 'x') };
    Piece piece;
    std::string hashed;
    for (const std::string &element : elements) {
        putVarint(piece.bytes, element.size());
        putLength(hashed, element.size(), 8, false);
        hashed += element;
        std::string checksum;
        putFixed32(checksum, maskedCrc(hashed));
        hashed += checksum;
        piece.bytes += element + checksum;
    }
    piece.at.size = piece.bytes.size();
    piece.at.maskedCrc = maskedCrc(hashed);
    const auto variantsOf = [](const Piece &given, std::int64_t count) {
        return readVariants(*memoryFile(given.bytes), given.at, count, "v", {});
    };
    QCOMPARE(variantsOf(piece, 3).value_or(std::vector<std::string>{}), elements);
    for (std::size_t at = 0; at < piece.bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            Piece damaged = piece;
            damaged.bytes[at] = static_cast<char>(damaged.bytes[at] ^ (1 << bit));
            QVERIFY(!variantsOf(damaged, 3));
        }
    }
    for (std::size_t size = 0; size < piece.bytes.size(); ++size) {
        Piece cut = piece;
        cut.at.size = size;
        QVERIFY(!variantsOf(cut, 3));
    }
    QVERIFY(!variantsOf(piece, 2)); // bytes are left over
    QVERIFY(!variantsOf(piece, 4));
    Piece otherSum = piece;
    otherSum.at.maskedCrc ^= 1;
    QCOMPARE(variantsOf(otherSum, 3).error().fault, Fault::TensorChecksum);
}

void TestBundleValues::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const Piece hello = stringPiece({ "hello" });
    QCOMPARE(readStrings(*memoryFile(hello.bytes), hello.at, 1, false, true, "s", {}, JobControl(stop.get_token()))
                 .error()
                 .fault,
        Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestBundleValues)
#include "tst_bundlevalues.moc"
