// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/copycheckpoint.h"

#include "format/checkpoint/valuereader.h"
#include "format/export/readback.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

namespace {

using Source = std::shared_ptr<const Checkpoint>;

Source must(const Result<Source> &opened)
{
    if (!opened)
        qFatal("%s", messageOf(opened.error()).c_str());
    return *opened;
}

// Name → bytes of everything in a folder.
std::map<std::string, std::string> filesIn(const QTemporaryDir &dir)
{
    std::map<std::string, std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator(dir.path().toStdString()))
        files[entry.path().filename().string()] = readFile(entry.path().string());
    return files;
}

std::vector<CopyItem> prefixed(const Checkpoint &source, const std::string &prefix)
{
    std::vector<CopyItem> items = copyAll(source);
    for (CopyItem &item : items)
        item.key = prefix + item.key;
    return items;
}

// Keys in the order in which their data lie.
std::vector<std::string> keysByPlace(const Checkpoint &checkpoint)
{
    std::vector<const Variable *> whole;
    for (const Variable &variable : checkpoint.variables())
        if (variable.at && variable.at->size > 0)
            whole.push_back(&variable);
    std::sort(whole.begin(), whole.end(), [](const Variable *a, const Variable *b) {
        return std::pair(a->at->shard, a->at->offset) < std::pair(b->at->shard, b->at->offset);
    });
    std::vector<std::string> keys;
    for (const Variable *variable : whole)
        keys.push_back(variable->key);
    return keys;
}

} // namespace

class TestCopyCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void formatsTurnIntoEachOther();
    void renamedDataLieInTheOrderOfKeys();
    void objectBasedDataKeepTheirOrder();
    void oneFileAndMany();
    void unusedDataFilesGo();
    void namesThatCannotBe();
    void typesThatV1HasNoPlaceFor();
    void whatIsThereStays();
    void damagedSources();
    void anotherCheckpointIsNotTheCopy();
    void progressIsOfTheCopyAlone();
    void cancelledSoon();
};

void TestCopyCheckpoint::formatsTurnIntoEachOther()
{
    // The same values were saved by TensorFlow in both formats.
    const Source v1 = must(openAt(dataPath("seed-example-v1/save"))),
                 v2 = must(openAt(dataPath("seed-example-v2/save")));
    const QTemporaryDir dir;
    const std::string prefix = dir.filePath("out").toStdString();
    const auto toV2 = copyCheckpoint(*v1, copyAll(*v1), prefix, { StorageFormat::V2, std::nullopt });
    QVERIFY2(toV2.has_value(), toV2 ? "" : messageOf(toV2.error()).c_str());
    QVERIFY(toV2->deviations == std::vector{ Deviation::OtherFormat });
    QVERIFY(readFile(prefix + ".index") == readFile(v2->ref().prefix + ".index"));
    QVERIFY(readFile(toV2->files.front()) == readFile(v2->shards().front().path));
    const auto toV1 = copyCheckpoint(*v2, copyAll(*v2), prefix + "1", { StorageFormat::V1, std::nullopt });
    QVERIFY2(toV1.has_value(), toV1 ? "" : messageOf(toV1.error()).c_str());
    QVERIFY(readFile(prefix + "1") == readFile(v1->ref().v1Files.front()));

    // There and back again, with every type and parts.
    for (const char *name : { "all-dtypes-v1", "partitioned-v1/save", "sharded-v1/save", "large-entry-v1" }) {
        const Source from = must(openAt(dataPath(name)));
        const QTemporaryDir work;
        const std::string there = work.filePath("v2").toStdString(), back = work.filePath("v1").toStdString();
        const auto first = copyCheckpoint(*from, copyAll(*from), there, { StorageFormat::V2, std::nullopt });
        QVERIFY2(first.has_value(), first ? "" : messageOf(first.error()).c_str());
        const Source between = must(openAt(there + ".index"));
        const auto second = copyCheckpoint(*between, copyAll(*between), back, { StorageFormat::V1, std::nullopt });
        QVERIFY2(second.has_value(), second ? "" : messageOf(second.error()).c_str());
        // A single part that covers everything has become a whole variable on the way; sharded: now one file.
        if (from->ref().v1Files.size() == 1 && std::string(name).find("partitioned") == std::string::npos)
            QVERIFY2(readFile(back) == readFile(from->ref().v1Files.front()), name);
    }
}

void TestCopyCheckpoint::renamedDataLieInTheOrderOfKeys()
{
    BundleBuilder builder;
    for (const char *name : { "a", "b", "c" })
        builder.add(name, 1, { 2 }, elements<float>({ 1.0f, name[0] * 1.0f }));
    const QTemporaryDir dir;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    const std::string prefix = dir.filePath("out").toStdString();
    // "c" is left out, and "b" comes first under its new name.
    const auto copied = copyCheckpoint(*source, { { VariableId{ 0 }, "x" }, { VariableId{ 1 }, "m" } }, prefix, {});
    QVERIFY(copied.has_value());
    QCOMPARE(copied->variables, std::size_t{ 2 });
    BundleBuilder expected;
    expected.add("m", 1, { 2 }, elements<float>({ 1.0f, 98.0f }));
    expected.add("x", 1, { 2 }, elements<float>({ 1.0f, 97.0f }));
    expected.write(dir.filePath("expected").toStdString());
    for (const char *ending : { ".index", ".data-00000-of-00001" })
        QVERIFY(readFile(prefix + ending) == readFile(dir.filePath("expected").toStdString() + ending));
    // Parts go with their variable.
    const Source parts = must(openAt(dataPath("partitioned-v2/save")));
    const auto renamed = copyCheckpoint(*parts, prefixed(*parts, "new/"), prefix + "2", {});
    QVERIFY(renamed.has_value());
    const Source opened = must(openAt(prefix + "2.index"));
    QVERIFY(opened->issues().empty());
    QCOMPARE(opened->variables().size(), parts->variables().size());
    for (std::size_t i = 0; i < opened->variables().size(); ++i)
        QCOMPARE(sha256(*opened, VariableId(i)).value(), sha256(*parts, VariableId(i)).value());
}

void TestCopyCheckpoint::objectBasedDataKeepTheirOrder()
{
    const Source source = must(openAt(dataPath("object-based-tf-module/run/ckpt-2")));
    const QTemporaryDir dir;
    const std::string prefix = dir.filePath("out").toStdString();
    QVERIFY(copyCheckpoint(*source, prefixed(*source, "z"), prefix, {}).has_value());
    std::vector<std::string> expected = keysByPlace(*source);
    QVERIFY(!std::is_sorted(expected.begin(), expected.end()));
    for (std::string &key : expected)
        key.insert(0, "z");
    QVERIFY(keysByPlace(*must(openAt(prefix + ".index"))) == expected);
}

void TestCopyCheckpoint::oneFileAndMany()
{
    const Source source = must(openAt(dataPath("multi-shard-v2/save")));
    for (const int shards : { 1, 2, 3, 1000 }) {
        const QTemporaryDir dir;
        const std::string prefix = dir.filePath("out").toStdString();
        const auto copied = copyCheckpoint(*source, copyAll(*source), prefix, { StorageFormat::V2, shards });
        QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
        const Source opened = must(openAt(prefix + ".index"));
        QVERIFY(opened->issues().empty());
        QVERIFY(opened->shardCount() <= std::min<int>(shards, static_cast<int>(source->variables().size())));
        QVERIFY(opened->shardCount() == shards || shards > 3);
        QCOMPARE(copied->files.size(), static_cast<std::size_t>(opened->shardCount()) + 1);
        const std::vector<std::string> keys = keysByPlace(*opened); // as one Saver would write them
        QVERIFY(std::is_sorted(keys.begin(), keys.end()));
    }
}

void TestCopyCheckpoint::unusedDataFilesGo()
{
    const Source source = must(openAt(dataPath("multi-shard-v2/save")));
    QCOMPARE(source->shardCount(), 4);
    std::vector<CopyItem> items;
    for (const CopyItem &item : copyAll(*source)) {
        const Variable &variable = source->variable(item.from);
        if (variable.at && (variable.at->shard == 1 || variable.at->shard == 3))
            items.push_back(item);
    }
    const QTemporaryDir dir;
    const std::string prefix = dir.filePath("out").toStdString();
    QVERIFY(copyCheckpoint(*source, items, prefix, {}).has_value());
    QCOMPARE(must(openAt(prefix + ".index"))->shardCount(), 2);
    QVERIFY(readFile(prefix + ".data-00001-of-00002") == readFile(source->shard(3)->path));
}

void TestCopyCheckpoint::namesThatCannotBe()
{
    const Source source = must(openAt(dataPath("seed-example-v2/save")));
    const QTemporaryDir dir;
    const auto fault = [&](const std::string &first, const std::string &second) {
        const auto copied = copyCheckpoint(
            *source, { { VariableId{ 0 }, first }, { VariableId{ 1 }, second } }, dir.filePath("x").toStdString(), {});
        return copied ? Fault::Internal : copied.error().fault;
    };
    QCOMPARE(fault("a", "a"), Fault::NameTwice);
    QCOMPARE(fault("", "a"), Fault::NameNotWritable);
    QCOMPARE(fault(std::string("\0a", 2), "a"), Fault::NameNotWritable);
    const auto none = copyCheckpoint(*source, { { VariableId{ 99 }, "a" } }, dir.filePath("x").toStdString(), {});
    QCOMPARE(none.error().fault, Fault::NoSuchVariable);
    QVERIFY(filesIn(dir).empty());
}

void TestCopyCheckpoint::typesThatV1HasNoPlaceFor()
{
    const Source source = must(openAt(dataPath("all-dtypes-v2/model.ckpt")));
    const QTemporaryDir dir;
    int refused = 0;
    for (const CopyItem &item : copyAll(*source)) {
        const auto copied = copyCheckpoint(*source, { item },
            dir.filePath(QString::number(index(item.from))).toStdString(), { StorageFormat::V1, {} });
        if (copied)
            continue;
        ++refused;
        QCOMPARE(copied.error().fault, Fault::TypeNotWritable);
        QCOMPARE(copied.error().key, item.key);
        QVERIFY(copied.error().message().find(name(source->variable(item.from).dtype)) != std::string::npos);
    }
    QVERIFY(refused > 10 && refused < static_cast<int>(source->variables().size()) - 10);
}

void TestCopyCheckpoint::whatIsThereStays()
{
    const Source source = must(openAt(dataPath("seed-example-v2/save")));
    for (const char *there : { "out", "out.index", "out.data-00000-of-00001" }) {
        for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
            if (format == StorageFormat::V1 && std::string(there) == "out.data-00000-of-00001")
                continue; // no part of a V1 checkpoint
            const QTemporaryDir dir;
            writeFile(dir.filePath(there).toStdString(), "mine");
            const auto before = filesIn(dir);
            const auto copied =
                copyCheckpoint(*source, copyAll(*source), dir.filePath("out").toStdString(), { format, {} });
            QVERIFY(!copied);
            QCOMPARE(copied.error().fault, Fault::AlreadyThere);
            QVERIFY(filesIn(dir) == before);
        }
    }
    const QTemporaryDir dir;
    QCOMPARE(copyCheckpoint(*source, copyAll(*source), dir.filePath("no/out").toStdString(), {}).error().fault,
        Fault::NothingThere);
}

void TestCopyCheckpoint::damagedSources()
{
    // A value whose checksum is wrong is not written, in any format; what else can be read goes.
    const Source source = must(openAt(dataPath("broken/data-bitflip")));
    int refused = 0;
    for (const CopyItem &item : copyAll(*source)) {
        for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
            const QTemporaryDir dir;
            const auto copied = copyCheckpoint(*source, { item }, dir.filePath("o").toStdString(), { format, {} });
            if (copied)
                continue;
            ++refused;
            QCOMPARE(copied.error().fault, Fault::TensorChecksum);
            QCOMPARE(copied.error().key, item.key);
            QVERIFY(filesIn(dir).empty());
        }
    }
    QCOMPARE(refused, 2);
}

void TestCopyCheckpoint::anotherCheckpointIsNotTheCopy()
{
    const Source source = must(openAt(dataPath("object-based-tf-module/run/ckpt-2")));
    const Source other = must(openAt(dataPath("object-based-tf-module/run/ckpt-1")));
    const auto plan = planCopy(*source, copyAll(*source), {});
    QVERIFY(compareCopy(*source, *plan, *source, {}, 0, 0).has_value());
    const auto compared = compareCopy(*source, *plan, *other, {}, 0, 0);
    QVERIFY(!compared);
    QCOMPARE(compared.error().fault, Fault::WrittenDiffers);
}

// Opening what was written reports the bytes of its index, which are another measure.
void TestCopyCheckpoint::progressIsOfTheCopyAlone()
{
    const Source source = must(openAt(dataPath("seed-example-v2/save")));
    const QTemporaryDir out;
    std::set<std::uint64_t> totals;
    std::uint64_t last = 0;
    const JobControl control({}, [&](std::uint64_t done, std::uint64_t total) {
        totals.insert(total);
        QVERIFY(done >= last);
        last = done;
        QTest::qSleep(60); // so that no report is too soon after the one before to be heard
    });
    QVERIFY(
        copyCheckpoint(*source, copyAll(*source), out.filePath("o").toStdString(), { source->format(), {} }, control));
    QCOMPARE(totals.size(), 1u);
    QCOMPARE(last, *totals.begin());
}

void TestCopyCheckpoint::cancelledSoon()
{
    BundleBuilder builder;
    builder.add("big", 1, { 32 << 20 }, std::string(std::size_t{ 128 } << 20, 'b'));
    const QTemporaryDir dir, out;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
        std::stop_source stop;
        std::chrono::steady_clock::time_point stopped{};
        const JobControl control(stop.get_token(), [&](std::uint64_t done, std::uint64_t total) {
            QCOMPARE(total, std::uint64_t{ 256 } << 20);
            if (done > (std::uint64_t{ 40 } << 20) && !stop.stop_requested()) {
                stopped = std::chrono::steady_clock::now();
                stop.request_stop();
            }
        });
        const auto copied =
            copyCheckpoint(*source, copyAll(*source), out.filePath("o").toStdString(), { format, {} }, control);
        const auto took = std::chrono::steady_clock::now() - stopped;
        QVERIFY(!copied);
        QCOMPARE(copied.error().fault, Fault::Cancelled);
        QVERIFY(filesIn(out).empty());
        // 50 ms are promised; taking the files away again and a busy machine get the rest.
        QVERIFY2(took < std::chrono::milliseconds(500), qPrintable(QString::number(took.count())));
    }
}

QTEST_APPLESS_MAIN(TestCopyCheckpoint)
#include "tst_copycheckpoint.moc"
