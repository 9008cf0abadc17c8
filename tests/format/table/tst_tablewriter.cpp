// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The writer against one that was written independently from the format's rules, and against the reader.
#include "format/table/tablewriter.h"

#include "format/table/tablereader.h"
#include "tests/format/table/memoryfile.h"
#include "tests/support/brokendisk.h"
#include "tests/support/tablebuilder.h"
#include "tests/support/wire.h"

#include <QTemporaryDir>
#include <QtTest>
#include <map>
#include <random>
#include <unistd.h>

using namespace ckpt;
using namespace ckpt::test;

namespace {

using Entries = std::map<std::string, std::string>;

class Collected final : public NewFile {
public:
    const std::string &path() const override { return m_path; }
    std::uint64_t size() const override { return bytes.size(); }
    Result<void> append(std::string_view piece) override
    {
        bytes += piece;
        return {};
    }
    Result<void> sync() override { return {}; }
    Result<void> close() override { return {}; }
    std::string bytes;

private:
    std::string m_path = "collected";
};

std::string independent(const Entries &entries, std::size_t blockSize, int restartInterval = 16)
{
    TableOptions options;
    options.blockSize = blockSize;
    options.restartInterval = restartInterval;
    TableBuilder builder(options);
    bool first = true;
    for (const auto &[key, value] : entries) {
        if (!first && key.size() + value.size() >= 2 * blockSize)
            builder.flush();
        builder.add(key, value);
        first = false;
    }
    return builder.finish();
}

// Values in pieces of `piece` bytes; 0: whole.
std::string written(const Entries &entries, TableWriterOptions options = {}, std::size_t piece = 0)
{
    Collected file;
    TableWriter writer(file, options);
    for (const auto &[key, value] : entries) {
        if (piece == 0) {
            if (!writer.add(key, value))
                return "add";
            continue;
        }
        if (!writer.begin(key, value.size()))
            return "begin";
        for (std::size_t at = 0; at < value.size(); at += piece)
            if (!writer.append(std::string_view(value).substr(at, piece)))
                return "append";
    }
    return writer.finish() ? file.bytes : "finish";
}

} // namespace

class TestTableWriter : public QObject {
    Q_OBJECT
private slots:
    void aRealIndex();
    void sameBytesAsAnIndependentWriter();
    void bordersOfTheBlockSize();
    void whatWasWrittenIsRead();
    void entriesOutOfOrder();
    void everyWriteThatFails();
};

void TestTableWriter::aRealIndex()
{
    // Keys and values of tables that TensorFlow wrote make the same tables again. The large one has an entry of 800 KB.
    for (const char *name : { "all-dtypes-v2/model.ckpt.index", "multi-shard-v2/save/model.ckpt-42.index",
             "saved-model-builder/binary/variables/variables.index", "large-entry-v1/model.ckpt",
             "all-dtypes-v1/model.ckpt", "partitioned-v1/save/model.ckpt-100" }) {
        const std::string path = std::string(CKPT_SOURCE_DIR "/tests/data/") + name;
        const std::string bytes = readFile(path);
        auto table = TableReader::open(memoryFile(bytes));
        Entries entries;
        Issues issues;
        QVERIFY(table->forEach([&](auto key, auto value) { return entries.emplace(key, value).second; }, issues)
                    .has_value());
        QVERIFY(!entries.empty());
        QVERIFY2(written(entries) == bytes, name);
    }
}

void TestTableWriter::sameBytesAsAnIndependentWriter()
{
    std::mt19937 random(1);
    const std::string alphabet("a\0b\xFF\x7F/", 6);
    for (int round = 0; round < 60; ++round) {
        Entries entries;
        if (round % 3 == 0)
            entries[""] = "header";
        const int count = round == 0 ? 0 : static_cast<int>(random() % 200);
        for (int i = 0; i < count; ++i) {
            std::string key;
            for (std::size_t length = random() % 12; length > 0; --length)
                key += alphabet[random() % alphabet.size()];
            entries[key] = std::string(random() % (random() % 20 == 0 ? 3000 : 100), static_cast<char>(random()));
        }
        const std::size_t blockSize = round % 2 == 0 ? 262'144 : 300 + random() % 700;
        const int interval = round % 5 == 0 ? 1 : 16;
        const std::string expected = independent(entries, blockSize, interval);
        QVERIFY(written(entries, { blockSize, interval }) == expected);
        QVERIFY(written(entries, { blockSize, interval }, 7) == expected);
        QVERIFY(written(entries, { blockSize, interval }, 1000) == expected);
    }
}

void TestTableWriter::bordersOfTheBlockSize()
{
    // Around one block and around two: the flush after an entry, and the one before a large one.
    for (const std::size_t around : { std::size_t{ 1000 }, std::size_t{ 2000 } }) {
        for (std::size_t size = around - 30; size < around + 10; ++size) {
            const Entries entries{ { "a", "x" }, { "b", std::string(size, 'y') }, { "c", "z" }, { "d", "" } };
            const std::string expected = independent(entries, 1000);
            QVERIFY(written(entries, { .blockSize = 1000 }) == expected);
            QVERIFY(written(entries, { .blockSize = 1000 }, 64) == expected);
        }
    }
    const std::string longKey(3000, 'k'); // large without a value
    const Entries entries{ { "a", "x" }, { longKey, "" }, { longKey + "l", "y" } };
    QVERIFY(written(entries, { .blockSize = 1000 }) == independent(entries, 1000));
}

void TestTableWriter::whatWasWrittenIsRead()
{
    Entries entries;
    for (int i = 0; i < 20'000; ++i)
        entries["layer_" + std::to_string(i) + "/weights"] = std::string(static_cast<std::size_t>(i % 97), 'v');
    entries["layer_5/large"] = std::string(1 << 20, 'L');
    const auto table = TableReader::open(memoryFile(written(entries)));
    QVERIFY(table.has_value());
    QVERIFY(table->blockCount() > 4);
    Entries read;
    Issues issues;
    const auto walked = table->forEach([&](auto key, auto value) { return read.emplace(key, value).second; }, issues);
    QVERIFY(walked.has_value() && issues.empty());
    QVERIFY(read == entries);
    QCOMPARE(table->find("layer_777/weights")->value().size(), std::size_t{ 777 % 97 });
    QVERIFY(table->checkUnused().has_value());
}

void TestTableWriter::entriesOutOfOrder()
{
    Collected file;
    TableWriter writer(file);
    QVERIFY(writer.add("b", "1").has_value());
    QCOMPARE(writer.add("b", "2").error().fault, Fault::Internal);
    QCOMPARE(writer.add("a", "2").error().fault, Fault::Internal);
    QVERIFY(writer.begin("c", 3).has_value());
    QCOMPARE(writer.add("d", "2").error().fault, Fault::Internal); // the value is not there yet
    QCOMPARE(writer.append("1234").error().fault, Fault::Internal);
    QCOMPARE(writer.finish().error().fault, Fault::Internal);
    QVERIFY(writer.append("123").has_value());
    QCOMPARE(writer.append("4").error().fault, Fault::Internal);
    QCOMPARE(writer.begin("huge", std::uint64_t{ 1 } << 32).error().fault, Fault::TooLargeToWrite);
    QVERIFY(writer.finish().has_value());
    QCOMPARE(writer.add("e", "").error().fault, Fault::Internal);
}

void TestTableWriter::everyWriteThatFails()
{
    const QTemporaryDir dir;
    const std::string path = dir.filePath("table").toStdString();
    const auto write = [&](FileCalls &calls) -> Result<void> {
        auto file = createFile(path, calls);
        if (!file)
            return tl::unexpected(file.error());
        TableWriter writer(**file);
        for (int i = 100; i < 900; ++i) {
            if (auto done = writer.add(std::to_string(i), std::string(i == 500 ? 700'000 : 3000, 'v')); !done)
                return done;
        }
        if (auto done = writer.finish(); !done)
            return done;
        return (*file)->close();
    };
    BrokenDisk counting;
    QVERIFY(write(counting).has_value());
    QVERIFY(counting.calls > 10);
    for (int call = 0; call < counting.calls; ++call) {
        ::unlink(path.c_str());
        BrokenDisk disk;
        disk.failAt = call;
        disk.once = true;
        const auto result = write(disk);
        QVERIFY2(!result, qPrintable(QString("call %1 failed unseen").arg(call)));
        QCOMPARE(result.error().fault, Fault::DiskFull);
    }
}

QTEST_APPLESS_MAIN(TestTableWriter)
#include "tst_tablewriter.moc"
