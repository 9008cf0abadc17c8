// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Every fixture that TensorFlow wrote against what TensorFlow reads from it: names, types, shapes, places, hashes,
// statistics.
#include "fixtures.h"

#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

using namespace ckpt;
using namespace ckpt::test;

class TestValues : public QObject {
    Q_OBJECT
private slots:
    void fixtures_data();
    void fixtures();
    void readSelectionShowsWhatReadVariableRefuses();
    void missingShardIsNoEmptyAnswer();
    void fileCutAfterOpening();
    void v1ListingCannotTakeMemory();
    void visitingStopsEarly();
};

namespace {

void compareStatistics(const Statistics &found, const nlohmann::json &expected, const std::string &key)
{
    if (!expected.contains("num_zero")) { // strings: their bytes
        QCOMPARE(found.bytes, expected["bytes"].get<std::uint64_t>());
        if (expected["len_min"].is_number()) {
            QCOMPARE(found.shortest, expected["len_min"].get<std::uint64_t>());
            QCOMPARE(found.longest, expected["len_max"].get<std::uint64_t>());
        }
        return;
    }
    // Sums of values of both signs lose digits with the size of the largest, in any order.
    const double size = found.min ? std::max(std::abs(*found.min), std::abs(*found.max)) : 0;
    const auto close = [&](std::optional<double> value, const nlohmann::json &wanted) {
        if (!wanted.is_number())
            return true;
        return value && std::abs(*value - wanted.get<double>()) <= 1e-9 * std::abs(wanted.get<double>()) + 1e-14 * size;
    };
    for (const auto &[name, value] :
        { std::pair{ "min", found.min }, { "max", found.max }, { "mean", found.mean }, { "std", found.std } })
        QVERIFY2(close(value, expected.value(name, nlohmann::json())), (key + " " + name).c_str());
    QCOMPARE(found.zeros, expected["num_zero"].get<std::int64_t>());
    QCOMPARE(found.nans, expected["num_nan"].get<std::int64_t>());
    QCOMPARE(found.infinities, expected["num_inf"].get<std::int64_t>());
}

void compareVariable(const Checkpoint &checkpoint, const nlohmann::json &expected)
{
    const std::string key = expected["name"];
    const auto id = checkpoint.find(key);
    QVERIFY2(id.has_value(), key.c_str());
    const Variable &variable = checkpoint.variable(*id);
    QCOMPARE(std::string(name(variable.dtype)), expected["dtype"].get<std::string>());
    QCOMPARE(std::vector<std::int64_t>(variable.shape.dims().begin(), variable.shape.dims().end()),
        expected["shape"].get<std::vector<std::int64_t>>());
    if (expected.contains("stored") && expected["stored"].is_object() && variable.at) {
        QCOMPARE(variable.at->shard, expected["stored"]["shard"].get<std::int32_t>());
        QCOMPARE(variable.at->offset, expected["stored"]["offset"].get<std::uint64_t>());
        QCOMPARE(variable.at->size, expected["stored"]["size"].get<std::uint64_t>());
    }
    const auto data = readVariable(checkpoint, *id);
    QVERIFY2(data.has_value(), data ? "" : messageOf(data.error()).c_str());
    if (expected.contains("sha256") && expected["sha256"].is_string() && variable.dtype != DType::Variant)
        QCOMPARE(sha256(checkpoint, *id).value_or(""), expected["sha256"].get<std::string>());
    std::string difference;
    if (expected.contains("first_values") && isFixedSize(variable.dtype))
        QVERIFY2(sameFirstValues(*data, expected["first_values"], difference), (key + ": " + difference).c_str());
    if (expected.contains("stats") && expected["stats"].is_object()) {
        const auto found = statistics(checkpoint, *id);
        QVERIFY(found.has_value());
        compareStatistics(*found, expected["stats"], key);
    }
    const ChecksumResult checked = verify(checkpoint, *id);
    const bool stored = checkpoint.format() == StorageFormat::V2 || checkpoint.format() == StorageFormat::Npz;
    QVERIFY2(checked.state == (stored ? ChecksumState::Good : ChecksumState::NotStored), key.c_str());
}

} // namespace

void TestValues::fixtures_data()
{
    QTest::addColumn<QString>("folder");
    for (const auto &entry : std::filesystem::directory_iterator(dataPath(""))) {
        const std::string name = entry.path().filename();
        if (std::filesystem::exists(entry.path() / "expected.json") && name != "broken" && name != "digits-run")
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestValues::fixtures()
{
    QFETCH(QString, folder);
    const nlohmann::json expected = expectation(folder.toStdString());
    int compared = 0;
    for (const auto &item : expected["checkpoints"]) {
        const std::string prefix = dataPath(folder.toStdString()) + "/" + item["prefix"].get<std::string>();
        const auto run = scanRun(prefix);
        QVERIFY2(run.has_value(), run ? "" : messageOf(run.error()).c_str());
        CheckpointRef ref = run->checkpoints[run->current];
        if (ref.format != StorageFormat::V1 && item["format"] == "V1") { // the twin under the same prefix
            ref.format = StorageFormat::V1;
            ref.v1Files = { prefix };
        }
        const auto opened = Checkpoint::open(ref);
        if (!item.contains("variables") && folder == "producer-versions") { // nothing may open it
            QVERIFY2(!opened, prefix.c_str());
            QCOMPARE(opened.error().fault, Fault::VersionTooNew);
            ++compared;
            continue;
        }
        QVERIFY2(opened.has_value(), opened ? "" : messageOf(opened.error()).c_str());
        if (!item.contains("variables")) { // a path that TensorFlow takes for a pattern
            ++compared;
            continue;
        }
        for (const auto &variable : item["variables"]) {
            compareVariable(**opened, variable);
            if (QTest::currentTestFailed())
                return;
            ++compared;
        }
        QCOMPARE((*opened)->variables().size(), item["variables"].size());
    }
    QVERIFY(compared > 0);
}

void TestValues::readSelectionShowsWhatReadVariableRefuses()
{
    const auto opened = openAt(dataPath("broken/data-bitflip"));
    QVERIFY(opened.has_value());
    const auto id = *(*opened)->find("a");
    const auto whole = readVariable(**opened, id);
    QVERIFY(!whole);
    QCOMPARE(whole.error().fault, Fault::TensorChecksum);
    QVERIFY(whole.error().expected != whole.error().actual);
    QVERIFY(readSelection(**opened, id, Selection::whole((*opened)->variable(id).shape)).has_value());
    QCOMPARE(statistics(**opened, id).error().fault, Fault::TensorChecksum);
    QCOMPARE(verify(**opened, id).state, ChecksumState::Wrong);
}

// Statistics of values that are not there were those of no values, once.
void TestValues::missingShardIsNoEmptyAnswer()
{
    QTemporaryDir directory;
    const std::string prefix = directory.filePath("m").toStdString();
    BundleBuilder bundle;
    bundle.add("w", 1, { 4 }, std::string(16, '\0'));
    bundle.write(prefix);
    const auto opened = openAt(prefix);
    QVERIFY(QFile::remove(QString::fromStdString(BundleBuilder::shardPath(prefix, 0, 1))));
    QCOMPARE(statistics(**opened, VariableId{ 0 }).error().fault, Fault::ShardMissing);
    QCOMPARE(readVariable(**opened, VariableId{ 0 }).error().fault, Fault::ShardMissing);
    QCOMPARE(verify(**opened, VariableId{ 0 }).state, ChecksumState::Unreadable);
}

void TestValues::fileCutAfterOpening()
{
    QTemporaryDir directory;
    const std::string prefix = directory.filePath("m").toStdString();
    BundleBuilder bundle;
    bundle.add("w", 1, { 400 }, std::string(1600, '\0'));
    bundle.addStrings("s", { 2 }, { "one", "two" });
    bundle.write(prefix);
    const auto opened = openAt(prefix);
    QVERIFY(opened.has_value());
    QFile(QString::fromStdString(BundleBuilder::shardPath(prefix, 0, 1))).resize(100);
    for (const char *key : { "w", "s" }) {
        const auto data = readVariable(**opened, *(*opened)->find(key));
        QVERIFY(!data);
        QCOMPARE(data.error().fault, Fault::TensorOutOfShard);
        QCOMPARE(data.error().key, std::string(key));
    }
}

// A table of contents of a hundred bytes announces four billion values.
void TestValues::v1ListingCannotTakeMemory()
{
    QTemporaryDir directory;
    const std::string path = directory.filePath("model.ckpt").toStdString();
    SlicesBuilder file;
    file.add("w", 10, { std::int64_t{ 1 } << 31 }, SlicesBuilder::intValues({ 1 }, 11));
    file.write(path);
    const auto opened = openAt(path);
    QVERIFY(opened.has_value());
    const auto data = readVariable(**opened, VariableId{ 0 });
    QVERIFY(!data);
    QCOMPARE(data.error().fault, Fault::LimitExceeded);
}

void TestValues::visitingStopsEarly()
{
    const auto opened = openAt(dataPath("seed-example-v2/save"));
    int blocks = 0;
    const auto visited = visitValues(**opened, VariableId{ 0 }, [&](std::string_view) { return ++blocks > 5; });
    QVERIFY(!visited);
    QCOMPARE(visited.error().fault, Fault::Cancelled);
    QCOMPARE(blocks, 1);
}

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
