// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One pass over what is stored: the same as statistics of the assembled values, and every damaged part is told.
#include "format/checkpoint/valuescan.h"

#include "fixtures.h"

#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <thread>

using namespace ckpt;
using namespace ckpt::test;

class TestValueScan : public QObject {
    Q_OBJECT
private slots:
    void sameAsAssembled_data();
    void sameAsAssembled();
    void firstPositionAcrossParts();
    void everyDamagedPartIsTold();
    void damagedStringsHaveNoStatistics();
    void checksumsAlone();
    void threads();
    void histogramOfParts();

private:
    QTemporaryDir m_dir;
    std::string path(const char *name) const { return m_dir.filePath(name).toStdString(); }
};

namespace {

void compareStatistics(const Statistics &found, const Statistics &wanted)
{
    QCOMPARE(found.count, wanted.count);
    QCOMPARE(found.min, wanted.min);
    QCOMPARE(found.max, wanted.max);
    QCOMPARE(found.minIndex, wanted.minIndex);
    QCOMPARE(found.maxIndex, wanted.maxIndex);
    QCOMPARE(found.zeros, wanted.zeros);
    QCOMPARE(found.nans, wanted.nans);
    QCOMPARE(found.infinities, wanted.infinities);
    QCOMPARE(found.constant, wanted.constant);
    QCOMPARE(found.bytes, wanted.bytes);
    QCOMPARE(found.shortest, wanted.shortest);
    QCOMPARE(found.longest, wanted.longest);
    const double size = found.min ? std::max(std::abs(*found.min), std::abs(*found.max)) : 0;
    const auto close = [&](std::optional<double> a, std::optional<double> b) {
        return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= 1e-12 * std::abs(*b) + 1e-14 * size);
    };
    QVERIFY(close(found.mean, wanted.mean));
    QVERIFY(close(found.std, wanted.std));
}

Statistics ofAssembled(const TensorData &data)
{
    StatisticsBuilder builder(data.dtype);
    builder.add(data.bytes);
    for (const std::string &text : data.strings)
        builder.addString(text);
    return builder.result();
}

// A 4 × 6 variable in four parts of 2 × 3, of which `values` are the whole in row-major order.
void addQuarters(BundleBuilder &bundle, const std::string &name, const std::vector<float> &values)
{
    std::vector<BundleBuilder::Part> parts;
    for (const auto &[row, column] :
        std::vector<std::pair<std::size_t, std::size_t>>{ { 0, 0 }, { 0, 3 }, { 2, 0 }, { 2, 3 } }) {
        std::vector<float> part;
        part.reserve(6);
        for (std::size_t i = 0; i < 6; ++i)
            part.push_back(values[(row + i / 3) * 6 + column + i % 3]);
        const auto from = [](std::size_t start) { return static_cast<std::int64_t>(start); };
        parts.push_back({ { { from(row), 2 }, { from(column), 3 } }, { 2, 3 }, elements(part) });
    }
    bundle.addParts(name, 1, { 4, 6 }, parts);
}

} // namespace

void TestValueScan::sameAsAssembled_data()
{
    QTest::addColumn<QString>("folder");
    for (const auto &entry : std::filesystem::directory_iterator(dataPath(""))) {
        const std::string name = entry.path().filename();
        if (std::filesystem::exists(entry.path() / "expected.json") && name != "broken")
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestValueScan::sameAsAssembled()
{
    QFETCH(QString, folder);
    const nlohmann::json expected = expectation(folder.toStdString());
    for (const auto &item : expected["checkpoints"]) {
        const auto opened = openAt(dataPath(folder.toStdString()) + "/" + item["prefix"].get<std::string>());
        if (!opened)
            continue;
        const Checkpoint &checkpoint = **opened;
        for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
            const auto id = static_cast<VariableId>(i);
            const auto values = readVariable(checkpoint, id);
            const auto scan = scanValues(checkpoint, id, ScanWhat::ChecksumsAndStatistics);
            QCOMPARE(scan.has_value(), values.has_value());
            if (!scan)
                continue;
            QVERIFY(scan->damage.empty());
            QCOMPARE(scan->checksum, checkpoint.hasChecksum(id) ? ChecksumState::Good : ChecksumState::NotStored);
            compareStatistics(*scan->statistics, ofAssembled(*values));
            if (QTest::currentTestFailed())
                qInfo("%s", checkpoint.variable(id).key.c_str());
        }
    }
}

// The first of equal extremes is the first one of the whole, whatever part it lies in.
void TestValueScan::firstPositionAcrossParts()
{
    std::vector<float> values(24, 1.0f);
    values[6] = values[3] = -2; // row 1 of the first part; row 0 of the second
    values[20] = values[23] = 7;
    std::vector<float> negated;
    std::transform(values.begin(), values.end(), std::back_inserter(negated), std::negate<>());
    BundleBuilder bundle;
    addQuarters(bundle, "n", negated);
    addQuarters(bundle, "q", values);
    bundle.write(path("first"));
    const auto opened = openAt(path("first"));
    for (const char *key : { "n", "q" }) {
        const auto scan = scanValues(**opened, *(*opened)->find(key), ScanWhat::ChecksumsAndStatistics);
        QVERIFY(scan.has_value());
        const Statistics &found = *scan->statistics;
        QCOMPARE(*key == 'q' ? found.minIndex : found.maxIndex, std::int64_t{ 3 });
        QCOMPARE(*key == 'q' ? found.maxIndex : found.minIndex, std::int64_t{ 20 });
    }
}

void TestValueScan::everyDamagedPartIsTold()
{
    BundleBuilder bundle;
    addQuarters(bundle, "q", std::vector<float>(24, 1.0f));
    bundle.data()[5] ^= 1; // first part
    bundle.data()[60] ^= 1; // third part
    bundle.write(path("damaged"));
    const auto opened = openAt(path("damaged"));
    const auto scan = scanValues(**opened, VariableId{ 0 }, ScanWhat::ChecksumsAndStatistics);
    QVERIFY(scan.has_value());
    QCOMPARE(scan->checksum, ChecksumState::Wrong);
    QCOMPARE(scan->damage.size(), std::size_t{ 2 });
    QCOMPARE(scan->damage[0].where, (ByteRange{ 0, 24 }));
    QCOMPARE(scan->damage[1].where, (ByteRange{ 48, 24 }));
    QCOMPARE(scan->damage[1].fault, Fault::TensorChecksum);
    QCOMPARE(scan->statistics->count, std::int64_t{ 24 });
    QVERIFY(!scan->statistics->constant);
    const ChecksumResult checked = checksumOf(scan);
    QCOMPARE(checked.state, ChecksumState::Wrong);
    QCOMPARE(checked.error->where, (ByteRange{ 0, 24 }));
    QCOMPARE(statistics(**opened, VariableId{ 0 }).error().fault, Fault::TensorChecksum);
    QCOMPARE(histogram(**opened, VariableId{ 0 }, 0, 1, 4).error().fault, Fault::TensorChecksum);
}

void TestValueScan::damagedStringsHaveNoStatistics()
{
    BundleBuilder bundle;
    bundle.addStrings("s", { 2 }, { "one", "two" });
    bundle.data().back() ^= 1;
    bundle.write(path("strings"));
    const auto opened = openAt(path("strings"));
    const auto scan = scanValues(**opened, VariableId{ 0 }, ScanWhat::ChecksumsAndStatistics);
    QVERIFY(scan.has_value());
    QCOMPARE(scan->checksum, ChecksumState::Wrong);
    QCOMPARE(scan->damage.size(), std::size_t{ 1 });
    QVERIFY(!scan->statistics);
    bundle.data().front() = 100; // length of the first one
    bundle.write(path("strings"));
    const auto impossible = scanValues(**opened, VariableId{ 0 }, ScanWhat::Checksums);
    QVERIFY(!impossible);
    QCOMPARE(impossible.error().fault, Fault::StringsDamaged);
    QCOMPARE(checksumOf(impossible).state, ChecksumState::Wrong);
}

void TestValueScan::checksumsAlone()
{
    const auto opened = openAt(dataPath("partitioned-v2/save"));
    QVERIFY(opened.has_value());
    const auto scan = scanValues(**opened, VariableId{ 0 }, ScanWhat::Checksums);
    QVERIFY(scan.has_value());
    QCOMPARE(scan->checksum, ChecksumState::Good);
    QVERIFY(!scan->statistics);
}

void TestValueScan::threads()
{
    const auto opened = openAt(dataPath("all-dtypes-v2/model.ckpt"));
    QVERIFY(opened.has_value());
    const Checkpoint &checkpoint = **opened;
    std::atomic<std::size_t> next = 0, good = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < checkpoint.variables().size(); i = next++) {
            const auto scan = scanValues(checkpoint, static_cast<VariableId>(i), ScanWhat::ChecksumsAndStatistics);
            good += scan && scan->checksum == ChecksumState::Good ? 1 : 0;
        }
    };
    {
        std::jthread other(work);
        work();
    }
    QCOMPARE(good.load(), checkpoint.variables().size());
}

void TestValueScan::histogramOfParts()
{
    std::vector<float> values(24);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    BundleBuilder bundle;
    addQuarters(bundle, "q", values);
    bundle.addStrings("s", { 1 }, { "text" });
    bundle.write(path("histogram"));
    const auto opened = openAt(path("histogram"));
    const auto found = histogram(**opened, *(*opened)->find("q"), 0, 24, 4);
    QVERIFY(found.has_value());
    QCOMPARE(found->counts, (std::vector<std::int64_t>{ 6, 6, 6, 6 }));
    const auto none = histogram(**opened, *(*opened)->find("s"), 0, 24, 2);
    QCOMPARE(none->counts, (std::vector<std::int64_t>{ 0, 0 }));
}

QTEST_APPLESS_MAIN(TestValueScan)
#include "tst_valuescan.moc"
