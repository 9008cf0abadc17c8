// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Tables that nobody writes by accident: every checksum is right, and what they say is a lie.
#include "format/table/tablereader.h"

#include "memoryfile.h"
#include "tests/support/tablebuilder.h"
#include "tests/support/wire.h"

#include <QtTest>
#include <snappy.h>

using namespace ckpt;
using test::memoryFile;

Q_DECLARE_METATYPE(ckpt::Fault)

class TestHostileTable : public QObject {
    Q_OBJECT
private slots:
    void footers_data();
    void footers();
    void dataHandles_data();
    void dataHandles();
    void restarts();
    void entries();
    void sharedBytesAreNotReadTwice();
    void keysDoNotExplode();
    void snappyBombs();
    void unknownCompression();
    void tooManyEntries();
    void unsortedAndDuplicateKeys();
    void lfsPointer();
};

namespace {

std::string twoEntries(test::TableOptions options)
{
    test::TableBuilder builder(std::move(options));
    builder.add("", "header");
    builder.add("a", "value");
    return builder.finish();
}

// A table with one data block of these contents.
std::string tableWith(const std::string &contents, std::uint8_t type = 0)
{
    test::TableOptions options;
    options.blockType = type;
    options.editBlock = [&](std::size_t, std::string &block) { block = contents; };
    return twoEntries(options);
}

struct Outcome {
    std::optional<Error> error; // of open() or forEach()
    Issues issues;
    std::vector<std::string> keys;
};

Outcome read(const std::string &bytes, const Limits &limits = {})
{
    Outcome outcome;
    const auto table = TableReader::open(memoryFile(bytes), limits);
    if (!table) {
        outcome.error = table.error();
        return outcome;
    }
    const auto walked = table->forEach(
        [&](std::string_view key, std::string_view) {
            outcome.keys.emplace_back(key);
            return true;
        },
        outcome.issues);
    if (!walked)
        outcome.error = walked.error();
    return outcome;
}

} // namespace

void TestHostileTable::footers_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<quint64>("size");
    QTest::newRow("offset behind the end") << quint64(1 << 20) << quint64(10);
    QTest::newRow("huge size") << quint64(0) << (quint64(1) << 62);
    QTest::newRow("size wraps with its trailer") << quint64(0) << ~quint64(4);
    QTest::newRow("size of 2 GiB") << quint64(0) << (quint64(1) << 31);
    QTest::newRow("offset wraps") << ~quint64(2) << quint64(10);
    QTest::newRow("both largest") << ~quint64(0) << ~quint64(0);
    QTest::newRow("into the footer") << quint64(0) << quint64(80);
}

void TestHostileTable::footers()
{
    QFETCH(quint64, offset);
    QFETCH(quint64, size);
    test::TableOptions options;
    options.editFooter = [&](test::Handle &, test::Handle &index) { index = { offset, size }; };
    const Outcome outcome = read(twoEntries(options));
    QVERIFY(outcome.error.has_value());
    QCOMPARE(outcome.error->fault,
        size == 80 && outcome.error->fault == Fault::BlockChecksum ? Fault::BlockChecksum : Fault::BlockOutOfFile);
}

void TestHostileTable::dataHandles_data()
{
    footers_data();
}

void TestHostileTable::dataHandles()
{
    QFETCH(quint64, offset);
    QFETCH(quint64, size);
    test::TableOptions options;
    options.editDataHandle = [&](std::size_t, test::Handle &handle) { handle = { offset, size }; };
    const Outcome outcome = read(twoEntries(options));
    QVERIFY(!outcome.error);
    QVERIFY(outcome.keys.empty());
    QCOMPARE(outcome.issues.size(), 1u);
    QVERIFY(outcome.issues[0].error.fault == Fault::BlockOutOfFile
        || (size == 80 && outcome.issues[0].error.fault == Fault::BlockChecksum));
}

void TestHostileTable::restarts()
{
    for (const std::uint32_t count : { 0u, 2u, 1u << 30, 0x3FFFFFFFu, 0x40000000u, UINT32_MAX }) {
        std::string contents;
        test::putFixed32(contents, 0);
        test::putFixed32(contents, count);
        const Outcome outcome = read(tableWith(contents));
        QVERIFY2(outcome.error.has_value(), qPrintable(QString::number(count)));
        QCOMPARE(outcome.error->fault, Fault::BlockDamaged);
    }
    for (std::size_t size = 0; size < 4; ++size)
        QVERIFY(read(tableWith(std::string(size, '\1'))).error.has_value());
}

void TestHostileTable::entries()
{
    const auto block = [](std::uint64_t shared, std::uint64_t unshared, std::uint64_t length, std::string_view bytes) {
        test::BlockBuilder builder;
        builder.add("", "header");
        builder.addRaw(shared, unshared, length, bytes);
        return read(tableWith(builder.finish()));
    };
    QVERIFY(!block(0, 1, 1, "kv").error);
    struct {
        std::uint64_t shared, unshared, length;
    } const wrong[] = { { 1, 1, 1 }, { 0, 0xFFFFFFF0, 0x20 }, { 0, 1, 0xFFFFFFFF }, { 0, 2, 1 }, { 0xFFFFFFFF, 1, 1 },
        { 0, std::uint64_t{ 1 } << 32, 0 }, { std::uint64_t{ 1 } << 63, 0, 0 }, { 0, 1, std::uint64_t{ 1 } << 32 } };
    for (const auto &lengths : wrong) {
        const Outcome outcome = block(lengths.shared, lengths.unshared, lengths.length, "kv");
        QVERIFY(outcome.error.has_value());
        QCOMPARE(outcome.error->fault, Fault::BlockDamaged);
        QVERIFY(outcome.error->where.has_value());
    }
}

// 20,000 index entries of one large block would be read 20,000 times.
void TestHostileTable::sharedBytesAreNotReadTwice()
{
    test::TableOptions options;
    options.blockSize = 100;
    test::Handle first;
    options.editDataHandle = [&](std::size_t block, test::Handle &handle) {
        if (block == 0)
            first = handle;
        else
            handle = first;
    };
    test::TableBuilder builder(options);
    for (int i = 0; i < 50; ++i)
        builder.add(QString::asprintf("k%03d", i).toStdString(), std::string(50, 'x'));
    const Outcome outcome = read(builder.finish());
    QVERIFY(outcome.error.has_value());
    QCOMPARE(outcome.error->fault, Fault::BlockDamaged);
    QVERIFY(outcome.keys.empty());
}

// 2 MB in which a hundred thousand keys share a prefix of 1 MB would announce 100 GB of keys. Here it is some hundred,
// so that the machine survives when this breaks.
void TestHostileTable::keysDoNotExplode()
{
    test::BlockBuilder builder;
    builder.add("", "header");
    builder.addRaw(0, 1 << 20, 0, std::string(1 << 20, 'k'));
    for (int i = 0; i < 400; ++i)
        builder.addRaw(1 << 20, 1, 0, "z");
    const Outcome outcome = read(tableWith(builder.finish()));
    QVERIFY(outcome.error.has_value());
    QCOMPARE(outcome.error->fault, Fault::BlockDamaged);
    QVERIFY(outcome.keys.size() < 100);
}

void TestHostileTable::snappyBombs()
{
    std::string claim;
    test::putVarint(claim, 0xFFFFFFFF);
    claim += std::string(20, 'x');
    Outcome outcome = read(tableWith(claim, 1));
    QVERIFY(!outcome.error && outcome.issues.size() == 1);
    QCOMPARE(outcome.issues[0].error.fault, Fault::LimitExceeded);

    outcome = read(tableWith(std::string(30, '\xFF'), 1));
    QVERIFY(!outcome.error && outcome.issues.size() == 1);
    QCOMPARE(outcome.issues[0].error.fault, Fault::BlockCompression);

    // A good stream that unpacks to another length than it announces.
    std::string packed;
    snappy::Compress(std::string(100, 'a').data(), 100, &packed);
    packed[0] = 101;
    outcome = read(tableWith(packed, 1));
    QVERIFY(!outcome.error && outcome.issues.size() == 1);
    QCOMPARE(outcome.issues[0].error.fault, Fault::BlockCompression);
}

void TestHostileTable::unknownCompression()
{
    for (const int type : { 2, 4, 255 }) {
        test::TableOptions options;
        options.blockType = static_cast<std::uint8_t>(type);
        const Outcome outcome = read(twoEntries(options));
        QVERIFY(!outcome.error && outcome.issues.size() == 1);
        QCOMPARE(outcome.issues[0].error.fault, Fault::BlockCompression);
    }
}

void TestHostileTable::tooManyEntries()
{
    Limits limits;
    limits.maxTableEntries = 10;
    for (const std::size_t blockSize : { 262144, 1 }) { // in one block, and each in a block of its own
        test::TableOptions options;
        options.blockSize = blockSize;
        for (const int count : { 10, 11 }) {
            test::TableBuilder builder(options);
            for (int i = 0; i < count; ++i)
                builder.add(std::string(1, static_cast<char>('a' + i)), "");
            const Outcome outcome = read(builder.finish(), limits);
            QCOMPARE(outcome.error.has_value(), count > 10);
            if (outcome.error) {
                QCOMPARE(outcome.error->fault, Fault::LimitExceeded);
                QVERIFY(outcome.error->message().find("?") == std::string::npos);
            }
        }
    }
}

void TestHostileTable::unsortedAndDuplicateKeys()
{
    test::TableBuilder builder;
    for (const char *key : { "", "b", "a", "a", "c" })
        builder.add(key, "");
    const Outcome outcome = read(builder.finish());
    QVERIFY(!outcome.error);
    QCOMPARE(outcome.keys.size(), 5u);
    QCOMPARE(outcome.issues.size(), 2u);
    QCOMPARE(outcome.issues[0].error.fault, Fault::KeysUnsorted);
    QCOMPARE(outcome.issues[1].error.fault, Fault::KeyDuplicate);
    QCOMPARE(outcome.issues[1].error.key, std::string("a"));
}

void TestHostileTable::lfsPointer()
{
    const std::string pointer =
        "version https://git-lfs.github.com/spec/v1\n"
        "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    QCOMPARE(read(pointer).error->fault, Fault::GitLfsPointer);
    QCOMPARE(read(pointer.substr(0, 45)).error->fault, Fault::GitLfsPointer); // too short for a table as well
    QCOMPARE(read("<!DOCTYPE html>" + std::string(100, ' ')).error->fault, Fault::TableBadMagic);
}

QTEST_APPLESS_MAIN(TestHostileTable)
#include "tst_hostiletable.moc"
