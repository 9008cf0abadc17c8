// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Tables as writers make them, and honest ones that were damaged afterwards.
#include "format/table/tablereader.h"

#include "memoryfile.h"
#include "tests/support/tablebuilder.h"

#include <QtTest>
#include <map>
#include <random>

using namespace ckpt;
using test::memoryFile;

class TestTableReader : public QObject {
    Q_OBJECT
private slots:
    void roundTrip_data();
    void roundTrip();
    void finds();
    void findReadsOneBlock();
    void cutAtEveryLength();
    void everyFlippedBit();
    void damagedBlockCostsThatBlock();
    void realTables_data();
    void realTables();
    void stopsWhenAsked();
};

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

Entries randomEntries(std::size_t count, std::size_t valueSize, unsigned seed)
{
    std::mt19937 random(seed);
    std::map<std::string, std::string> entries{ { "", "header" } };
    while (entries.size() < count) {
        std::string key = entries.empty()
            ? ""
            : std::next(entries.begin(), static_cast<long>(random() % std::min<std::size_t>(entries.size(), 50)))
                  ->first;
        key.resize(random() % (key.size() + 1));
        for (unsigned i = random() % 20 + 1; i-- > 0;)
            key += static_cast<char>(random() % 3 == 0 ? random() : 'a' + random() % 4); // also 00 and FF
        std::string value(random() % (valueSize + 1), '\0');
        for (char &c : value)
            c = static_cast<char>(random() % 5);
        entries.emplace(std::move(key), std::move(value));
    }
    return { entries.begin(), entries.end() };
}

std::string tableOf(const Entries &entries, test::TableOptions options = {})
{
    test::TableBuilder builder(std::move(options));
    for (const auto &[key, value] : entries)
        builder.add(key, value);
    return builder.finish();
}

struct Walk {
    Result<TableReader::WalkSummary> summary = fail(Fault::Internal);
    Entries entries;
    Issues issues;
};

Walk walk(const TableReader &table, const JobControl &control = {})
{
    Walk walked;
    walked.summary = table.forEach(
        [&](std::string_view key, std::string_view value) {
            walked.entries.emplace_back(key, value);
            return true;
        },
        walked.issues, control);
    return walked;
}

} // namespace

void TestTableReader::roundTrip_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("valueSize");
    QTest::addColumn<int>("blockSize");
    QTest::addColumn<int>("restarts");
    QTest::addColumn<bool>("snappy");
    for (const bool snappy : { false, true }) {
        for (const int restarts : { 1, 2, 16, 1000 }) {
            for (const int count : { 1, 2, 15, 16, 17, 3000 }) {
                for (const int blockSize : { 64, 4096, 262144 })
                    QTest::addRow(
                        "%d entries, blocks of %d, restarts %d%s", count, blockSize, restarts, snappy ? ", Snappy" : "")
                        << count << 60 << blockSize << restarts << snappy;
            }
        }
        QTest::addRow("long values%s", snappy ? ", Snappy" : "") << 12 << 700'000 << 262144 << 16 << snappy;
    }
}

void TestTableReader::roundTrip()
{
    QFETCH(int, count);
    QFETCH(int, valueSize);
    QFETCH(int, blockSize);
    QFETCH(int, restarts);
    QFETCH(bool, snappy);
    const Entries entries = randomEntries(static_cast<std::size_t>(count), static_cast<std::size_t>(valueSize), 7);
    test::TableOptions options;
    options.blockSize = static_cast<std::size_t>(blockSize);
    options.restartInterval = restarts;
    options.snappy = snappy;
    const auto table = TableReader::open(memoryFile(tableOf(entries, options)));
    QVERIFY2(table.has_value(), table ? "" : table.error().message().c_str());
    const Walk walked = walk(*table);
    QVERIFY2(walked.summary.has_value(), walked.summary ? "" : walked.summary.error().message().c_str());
    QVERIFY(walked.issues.empty());
    QCOMPARE(walked.entries, entries);
    QCOMPARE(walked.summary->entries, entries.size());
    QCOMPARE(walked.summary->damagedBlocks, 0u);
    if (!snappy)
        QVERIFY(!walked.summary->compressed);
    if (snappy && valueSize > 1000)
        QVERIFY(walked.summary->compressed);
}

void TestTableReader::finds()
{
    const Entries entries = randomEntries(2000, 40, 3);
    test::TableOptions options;
    options.blockSize = 1000;
    const auto table = TableReader::open(memoryFile(tableOf(entries, options)));
    QVERIFY(table.has_value() && table->blockCount() > 20);
    for (const auto &[key, value] : entries) {
        const auto found = table->find(key);
        QVERIFY(found.has_value() && found->has_value());
        QCOMPARE(**found, value);
        const std::string next = key + std::string(1, '\0');
        const auto other = table->find(next);
        QVERIFY(other.has_value());
        if (!std::any_of(entries.begin(), entries.end(), [&](const auto &e) { return e.first == next; }))
            QVERIFY(!other->has_value());
    }
    QVERIFY(!table->find(std::string(50, static_cast<char>(0xFF)))->has_value());
}

void TestTableReader::findReadsOneBlock()
{
    Entries entries;
    for (int i = 0; i < 2000; ++i)
        entries.emplace_back(QString::asprintf("key%05d", i).toStdString(), std::string(100, 'v'));
    test::TableOptions options;
    options.blockSize = 1000;
    const auto file = memoryFile(tableOf(entries, options));
    const auto table = TableReader::open(file);
    const std::uint64_t before = file->read;
    QCOMPARE(table->find("key01000")->value_or(""), std::string(100, 'v'));
    QVERIFY(file->read - before < 2500);
}

void TestTableReader::cutAtEveryLength()
{
    const Entries entries = randomEntries(40, 20, 5);
    test::TableOptions options;
    options.blockSize = 200;
    const std::string whole = tableOf(entries, options);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto table = TableReader::open(memoryFile(whole.substr(0, length)));
        QVERIFY2(!table, qPrintable(QString::number(length)));
        QCOMPARE(table.error().fault, length < 48 ? Fault::TableTooShort : Fault::TableBadMagic);
    }
}

// Every flipped bit is either found, or in the few bytes that nothing reads: the empty metaindex block, its handle in
// the footer, and the padding of the footer.
void TestTableReader::everyFlippedBit()
{
    const Entries entries = randomEntries(30, 20, 11);
    test::TableOptions options;
    options.blockSize = 200;
    Result<BlockHandle> metaindex = fail(Fault::Internal);
    test::Handle index;
    options.editFooter = [&](test::Handle &meta, test::Handle &handle) {
        metaindex = BlockHandle{ meta.offset, meta.size };
        index = handle;
    };
    const std::string whole = tableOf(entries, options);
    const std::size_t footer = whole.size() - 48;
    const std::string handles = test::encoded({ metaindex->offset, metaindex->size });
    const std::size_t indexHandle = footer + handles.size();
    const std::size_t padding = indexHandle + test::encoded(index).size();
    const auto ignored = [&](std::size_t at, int bit) {
        if (at == padding - 1 && bit == 7)
            return true; // the number goes on into the padding, and is the same
        return (at >= metaindex->offset && at < metaindex->offset + metaindex->size + 5)
            || (at >= footer && at < indexHandle) || (at >= padding && at < whole.size() - 8);
    };
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            const auto table = TableReader::open(memoryFile(damaged));
            if (!table)
                continue;
            const Walk walked = walk(*table);
            if (!walked.summary || !walked.issues.empty()) {
                for (const auto &entry : walked.entries) // what is still shown is right
                    QVERIFY(std::find(entries.begin(), entries.end(), entry) != entries.end());
                continue;
            }
            QCOMPARE(walked.entries, entries);
            QVERIFY2(ignored(at, bit), qPrintable(QString("byte %1 bit %2 was not noticed").arg(at).arg(bit)));
        }
    }
}

void TestTableReader::damagedBlockCostsThatBlock()
{
    const Entries entries = randomEntries(300, 40, 13);
    test::TableOptions options;
    options.blockSize = 500;
    options.editStored = [](std::size_t block, std::string &stored) {
        if (block == 3)
            stored[10] = static_cast<char>(stored[10] ^ 4);
    };
    const auto table = TableReader::open(memoryFile(tableOf(entries, options)));
    const Walk walked = walk(*table);
    QVERIFY(walked.summary.has_value());
    QCOMPARE(walked.summary->damagedBlocks, 1u);
    QCOMPARE(walked.issues.size(), 1u);
    QCOMPARE(walked.issues[0].error.fault, Fault::BlockChecksum);
    QCOMPARE(walked.issues[0].error.where->begin, table->blockHandle(3).offset);
    QVERIFY(walked.entries.size() < entries.size() && walked.entries.size() > entries.size() - 30);
}

void TestTableReader::realTables_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("entries");
    QTest::addColumn<bool>("compressed");
    QTest::newRow("V2") << "seed-example-v2/save/model.ckpt.index" << 3 << false;
    QTest::newRow("V1") << "seed-example-v1/save/model.ckpt" << 3 << false;
    QTest::newRow("Snappy V2") << "snappy-index/snappy.ckpt.index" << 0 << true;
    QTest::newRow("Snappy V1") << "snappy-index/snappy-v1.ckpt" << 0 << true;
}

void TestTableReader::realTables()
{
    QFETCH(QString, file);
    QFETCH(int, entries);
    QFETCH(bool, compressed);
    const auto opened = openFile((CKPT_SOURCE_DIR "/tests/data/" + file).toStdString());
    QVERIFY(opened.has_value());
    const auto table = TableReader::open(*opened);
    QVERIFY(table.has_value());
    const Walk walked = walk(*table);
    QVERIFY(walked.summary.has_value() && walked.issues.empty());
    QCOMPARE(walked.summary->compressed, compressed);
    QCOMPARE(walked.entries.front().first, std::string());
    if (entries != 0)
        QCOMPARE(walked.entries.size(), static_cast<std::size_t>(entries));
}

void TestTableReader::stopsWhenAsked()
{
    const Entries entries = randomEntries(20'000, 4, 17);
    const auto table = TableReader::open(memoryFile(tableOf(entries)));
    std::stop_source before;
    before.request_stop();
    QCOMPARE(walk(*table, JobControl(before.get_token())).summary.error().fault, Fault::Cancelled);
    // Within one large block, too.
    std::stop_source during;
    std::size_t seen = 0;
    Issues issues;
    const auto walked = table->forEach(
        [&](std::string_view, std::string_view) {
            if (++seen == 100)
                during.request_stop();
            return true;
        },
        issues, JobControl(during.get_token()));
    QVERIFY(!walked);
    QCOMPARE(walked.error().fault, Fault::Cancelled);
    QVERIFY(seen < 5000);
}

QTEST_APPLESS_MAIN(TestTableReader)
#include "tst_tablereader.moc"
